"""The list of offices: added, renamed, closed, split, merged and parted again. Old names keep finding an office."""

from typing import Any

from pillars.models import Programme, Target, Task
from pillars.reference_data.actions.outcome import (
    ReferenceDataResult,
    StillUsed,
    Wrong,
    repeated_merge,
    repeated_result,
)
from pillars.reference_data.actions.rows import write_objectives
from pillars.reference_data.offices import Uses, office_of, uses_of
from pillars.reference_data.row_states import differences, find_row, objective_state, office_state, row_fingerprint
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event
from workshops.plans.models import Opd

#: {kind of ref: (model, column)} of what names one office.
_COLUMNS = {
    "program": (Programme, "lead_opd"),
    "sasaran": (Target, "baseline_owner"),
    "tugas": (Task, "opd"),
}


def move_uses(write: PlanWrite, old: Opd, new: Opd, uses: Uses) -> dict[str, dict[str, Any]]:
    """Put `uses` (of office `old`) under `new`; the journal's changes."""
    changes = {}
    for row in [*uses.programmes, *uses.targets, *uses.tasks, *uses.renstra]:
        changes[row.ref] = _set(write, row, _column(row), new)
    pairs = []
    for row in uses.objectives:
        before = objective_state(row)
        after = before | {"indicators": [_with(one, old.ref, new.ref) for one in before["indicators"]]}
        pairs.append((row, after))
        changes[row.ref] = {"indicators": [before["indicators"], after["indicators"]]}
    _put(write, pairs, new)
    return changes


def _column(row):
    return next((column for model, column in _COLUMNS.values() if isinstance(row, model)), "opd")


def _set(write, row, column, office):
    before = getattr(row, column)
    setattr(row, column, office)
    columns = [column]
    if isinstance(row, (Programme, Target)):
        row.version = write.plan.head + 1
        columns.append("version")
    row.save(update_fields=columns)
    return {column: [before and before.ref, office.ref]}


def _with(measure, old, new):
    return measure | {"opds": list(dict.fromkeys(new if ref == old else ref for ref in measure["opds"]))}


def _put(write, pairs, *offices):
    if pairs:
        known = {office.ref: office for office in [*write.plan.opds.all(), *offices]}
        write_objectives(write.plan, pairs, known)


def revert_transfer(
    write: PlanWrite, changes: dict[str, dict[str, Any]], apart: tuple[str, str]
) -> tuple[dict[str, Any], int]:
    """Return (the journal's changes, how many stay) of taking `changes` back, but for those of the refs `apart`."""
    told, stays, pairs = {}, 0, []
    known = {office.ref: office for office in write.plan.opds.all()}
    for ref, changed in changes.items():
        if ref in apart:
            continue
        row = _row(write, ref)
        if row is None:
            stays += 1
        elif "indicators" in changed:
            now, (before, after) = objective_state(row), changed["indicators"]
            if now["indicators"] == after:
                pairs.append((row, now | {"indicators": before}))
                told[ref] = {"indicators": [after, before]}
            else:
                stays += 1
        else:
            ((column, (before, after)),) = changed.items()
            now = getattr(row, column)
            if now is not None and now.ref == after and before in known:
                told[ref] = _set(write, row, column, known[before])
            else:
                stays += 1
    _put(write, pairs)
    return told, stays


def _row(write, ref):
    """The row of a card, a task, a sasaran of the RPJMD or a programme of a Renstra."""
    kind, _, number = ref.partition("-")
    if kind in _COLUMNS:
        return _COLUMNS[kind][0].objects.filter(plan=write.plan, number=int(number)).first()
    return find_row(write.plan, ref)


MERGED = "frame.office_merged"
#: Names of before that an office keeps.
MOST_ALIASES = 50


@plan_action("office", may="reference.edit", again=repeated_result)
def save_office(write: PlanWrite, number: int | None, values: dict[str, Any], *, seen: str) -> ReferenceDataResult:
    """Add (`number` None) or changes an office.

    Returns ReferenceDataResult; raises Wrong, NotFound, Refused.

    values  name, short, aliases, source, closed_year. A name that changes is kept among the aliases.
    """
    row = Opd(plan=write.plan) if number is None else office_of(write.plan, number)
    if row.pk and seen != row_fingerprint(row):
        return ReferenceDataResult(write.receipt(), row.ref, "changed")
    _refuse_doubled(write, row, values["name"], values["short"])
    before = office_state(row) if row.pk else None
    row.number = row.number or write.next_number("opd")
    old = row.name
    for key, value in values.items():
        setattr(row, key, value if value != "" else None)
    row.aliases = _aliases(row, [old] if before else [])
    changes = differences(before, office_state(row))
    if not changes:
        return ReferenceDataResult(write.receipt(), row.ref)
    row.save()
    event = write.record(_verb(before, changes), [row.ref], changes={row.ref: changes})
    return ReferenceDataResult(write.receipt(event), row.ref)


def _verb(before, changes):
    if before is None:
        return "frame.office_added"
    if "closed_year" in changes:
        return "frame.office_closed" if changes["closed_year"][1] else "frame.office_reopened"
    return "frame.office_renamed" if "name" in changes else "frame.office_saved"


def _refuse_doubled(write, row, name, short=""):
    others = Opd.objects.filter(plan=write.plan).exclude(pk=row.pk)
    if twin := others.filter(name__iexact=name.strip()).first():
        sentence = f"“{twin.name}” sudah ada dalam daftar. Bila keduanya satu kantor, gabungkan."
        raise Wrong({"name": sentence}, "duplicate")
    if short and (twin := others.filter(short__iexact=short.strip()).first()):
        sentence = f"Singkatan {twin.short} sudah dipakai {twin.name}. Tulis yang lain, atau kosongkan."
        raise Wrong({"short": sentence}, "duplicate")


def _aliases(row, more):
    """The aliases with `more`, each once, without the names that the office has anyhow."""
    own = {text.casefold() for text in (row.name, row.short) if text}
    found = {}
    for text in [*row.aliases, *more]:
        if text and text.casefold() not in own:
            found.setdefault(text.casefold(), text)
    return list(found.values())[:MOST_ALIASES]


@plan_action("drop office", may="reference.edit", result=ReferenceDataResult)
def drop_office(write: PlanWrite, number: int, *, seen: str) -> Event | ReferenceDataResult:
    """Take an office off the list under which nothing is recorded. Raises StillUsed, NotFound, Refused."""
    row = office_of(write.plan, number)
    if seen != row_fingerprint(row):
        return ReferenceDataResult(write.receipt(), row.ref, "changed")
    uses = uses_of(row)
    if uses.total or row.merged.exists():
        raise StillUsed(uses.cards)
    ref, told = row.ref, {key: [value, None] for key, value in office_state(row).items()}
    row.delete()
    return write.record("frame.office_dropped", [ref], changes={ref: {"deleted": [False, True]} | told})


@plan_action("merge", may="reference.edit", again=repeated_merge)
def merge_offices(write: PlanWrite, number: int, into: int) -> ReferenceDataResult:
    """Move everything under office `number` to office `into`, which is found by the old names too.

    Raises Wrong (an office into itself), NotFound (one of them is not in the list any more).
    """
    row, other = office_of(write.plan, number), office_of(write.plan, into)
    if row.pk == other.pk:
        raise Wrong({"ke": "OPD tidak dapat digabungkan dengan dirinya sendiri. Pilih OPD lain."})
    changes = move_uses(write, row, other, uses_of(row))
    cards = len(changes)
    before = list(other.aliases)
    other.aliases = _aliases(other, [row.name, row.short, *row.aliases])
    row.merged_into = other
    other.save(update_fields=["aliases"])
    row.save(update_fields=["merged_into"])
    changes |= {row.ref: {"merged_into": ["", other.ref]}, other.ref: {"aliases": [before, other.aliases]}}
    event = write.record(MERGED, [row.ref, other.ref, *changes], changes=changes)
    return ReferenceDataResult(write.receipt(event), other.ref, cards=cards)


@plan_action("part", may="reference.edit", again=repeated_result)
def unmerge_offices(write: PlanWrite, number: int) -> ReferenceDataResult:
    """Give office `number`, merged before, back what it brought, where nobody changed that since.

    Returns ReferenceDataResult (`stays`: how much was changed since and stays); raises NotFound, Wrong.
    """
    row = Opd.every.filter(plan=write.plan, number=number).exclude(merged_into=None).first()
    event = existing(merge_of(row) if row else None)
    row.plan = write.plan
    _refuse_doubled(write, row, row.name)
    other = row.merged_into
    was, now = event.changes[other.ref]["aliases"]
    before, brought = list(other.aliases), {text.casefold() for text in now} - {text.casefold() for text in was}
    other.aliases = [text for text in other.aliases if text.casefold() not in brought]
    row.merged_into = None
    row.save(update_fields=["merged_into"])
    other.save(update_fields=["aliases"])
    changes, stays = revert_transfer(write, event.changes, (row.ref, other.ref))
    cards = len(changes)
    changes |= {row.ref: {"merged_into": [other.ref, ""]}, other.ref: {"aliases": [before, other.aliases]}}
    event = write.record("frame.office_parted", [row.ref, other.ref, *changes], changes=changes)
    return ReferenceDataResult(write.receipt(event), row.ref, cards=cards, stays=stays)


def merge_of(office: Opd) -> Event | None:
    """Return the event that merged an office away, or None."""
    rows = Event.objects.filter(plan=office.plan_id, verb=MERGED, refs__contains=[office.ref]).order_by("-number")
    return next((event for event in rows if event.refs[0] == office.ref), None)


@plan_action("split", may="reference.edit", again=repeated_merge)
def split_office(write: PlanWrite, number: int, name: str, short: str, refs: list[str]) -> ReferenceDataResult:
    """Make an office that takes over those of `refs` that are recorded under office `number`.

    Returns ReferenceDataResult with its ref.
    """
    row = office_of(write.plan, number)
    new = Opd(plan=write.plan, name=name, short=short or None)
    _refuse_doubled(write, new, name)
    new.number = write.next_number("opd")
    new.save()
    uses = uses_of(row)
    for part in ("programmes", "targets", "objectives", "renstra", "tasks"):
        setattr(uses, part, [one for one in getattr(uses, part) if one.ref in refs])
    changes = move_uses(write, row, new, uses)
    cards = len(changes)
    changes |= {new.ref: differences(None, office_state(new)), row.ref: {"split": ["", new.ref]}}
    event = write.record("frame.office_split", [row.ref, new.ref, *changes], changes=changes)
    return ReferenceDataResult(write.receipt(event), new.ref, cards=cards)
