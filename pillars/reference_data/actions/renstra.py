"""The programmes of the offices' Renstra by hand."""

from typing import Any

from pillars.models import Programme, RenstraProgramme
from pillars.reference_data.actions.outcome import (
    ReferenceDataResult,
    StillUsed,
    Wrong,
    repeated_removal,
    repeated_result,
)
from pillars.reference_data.actions.rows import set_renstra_columns
from pillars.reference_data.row_states import differences, find_row, row_fingerprint, state_of
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing


@plan_action("renstra", may="reference.edit", again=repeated_result)
def save_renstra(write: PlanWrite, number: Any, values: dict[str, Any], *, seen: str) -> ReferenceDataResult:
    """Add (`number` None) or changes a programme.

    Returns ReferenceDataResult; raises Wrong, NotFound, Refused.

    values  the keys of its state.
    """
    row = _row(write, number)
    if row.pk and seen != row_fingerprint(row):
        return ReferenceDataResult(write.receipt(), row.ref, "changed")
    before = state_of(row) if row.pk else None
    changes = differences(before, values)
    if not changes:
        return ReferenceDataResult(write.receipt(), row.ref)
    offices = {office.ref: office for office in write.plan.opds.all()}
    if values["opd"] not in offices:
        raise Wrong({"opd": "OPD ini sudah tidak ada dalam daftar. Pilih yang lain."})
    _refuse_doubled(write, row, values, offices[values["opd"]])
    row.number = row.number or write.next_number("renstra")
    set_renstra_columns(row, values, offices)
    row.save()
    verb = f"frame.renstra_{'added' if before is None else 'saved'}"
    event = write.record(verb, [row.ref], changes={row.ref: changes})
    return ReferenceDataResult(write.receipt(event), row.ref)


def _row(write, number):
    if number is None:
        return RenstraProgramme(plan=write.plan)
    return existing(find_row(write.plan, f"renstra-{number}"))


def _refuse_doubled(write, row, values, office):
    """One code names one programme of an office and a period."""
    if not values["code"]:
        return
    same = RenstraProgramme.objects.filter(plan=write.plan, opd=office, code__iexact=values["code"])
    same = same.filter(period_start=values["period_start"], period_end=values["period_end"]).exclude(pk=row.pk)
    if twin := same.first():
        raise Wrong(
            {"code": f"Kode {values['code']} sudah dipakai “{twin.name}” pada OPD dan masa yang sama."}, "duplicate"
        )


@plan_action("drop renstra", may="reference.edit", again=repeated_removal)
def drop_renstra(write: PlanWrite, number: int, *, seen: str, move_to: Any = None) -> ReferenceDataResult:
    """Remove a programme of a Renstra; `move_to` as of `framework.drop_part`, for programmes of groups."""
    row = _row(write, number)
    if seen != row_fingerprint(row):
        return ReferenceDataResult(write.receipt(), row.ref, "changed")
    told = {key: [value, None] for key, value in state_of(row).items()}
    changes = {row.ref: {"deleted": [False, True]} | told}
    users = leaning(row)
    if users and move_to is None:
        raise StillUsed(users)
    if users:
        write.demand("entry.edit")
    other: Any = find_row(write.plan, move_to) if move_to else None
    if move_to and (not isinstance(other, RenstraProgramme) or other.pk == row.pk):
        raise Wrong({"pindah": "Program Renstra itu sudah tidak ada. Pilih yang lain."})
    moved = {}
    for card, _ in users:
        card.renstra, card.version = other, write.plan.head + 1
        card.save(update_fields=["renstra", "version"])
        moved[card.ref] = {"renstra_ref": [row.ref, other and other.ref]}
    ref = row.ref
    row.delete()
    event = write.record("frame.renstra_dropped", [ref, *moved], changes=changes | moved)
    return ReferenceDataResult(write.receipt(event), cards=len(moved))


def leaning(row: RenstraProgramme) -> list[tuple[Programme, str]]:
    """Return [(Programme, its key)] of every programme of a group, in the bin or not, that leans on `row`."""
    cards = Programme.objects.filter(plan=row.plan, renstra=row).select_related("pillar")
    return [(card, "renstra") for card in cards]
