"""The two RPJMD by hand: documents, misi, tujuan, sasaran; and what becomes of targets whose sasaran goes."""

from typing import Any

from django.db.models import QuerySet

from pillars.models import Goal, Mission, Objective, RpjmdDocument, Target
from pillars.reference_data.actions.outcome import (
    ReferenceDataResult,
    StillUsed,
    Wrong,
    repeated_removal,
    repeated_result,
)
from pillars.reference_data.actions.rows import document_of, free_code, next_position, parent_id, write_objectives
from pillars.reference_data.row_states import differences, find_row, ref_of, row_fingerprint, state_of
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing

MODELS = {"misi": Mission, "tujuan": Goal, "sasaran": Objective}
LETTERS = {"misi": "M", "tujuan": "T", "sasaran": "S"}
PARENTS = {"tujuan": "misi", "sasaran": "tujuan"}
LISTS = {"misi": "missions", "tujuan": "goals", "sasaran": "objectives"}


@plan_action("rpjmd", may="reference.edit", result=ReferenceDataResult)
def save_document(write: PlanWrite, role: str, values: dict[str, Any], *, seen: str) -> ReferenceDataResult:
    """Save name, visi and period of one RPJMD. `values` has the keys of a document's state."""
    row = RpjmdDocument.objects.filter(plan=write.plan, role=role).first()
    if row and seen != row_fingerprint(row):
        return ReferenceDataResult(write.receipt(), status="changed")
    _refuse_same_period(write, role, values)
    row = row or document_of(write.plan, role)
    before = state_of(row)
    for key, value in values.items():
        setattr(row, key, value if value != "" else None)
    changes = differences(before, state_of(row))
    if not changes:
        return ReferenceDataResult(write.receipt(), ref_of(row))
    row.save(update_fields=list(values))
    event = write.record("frame.document_saved", [ref_of(row)], changes={ref_of(row): changes})
    return ReferenceDataResult(write.receipt(event), ref_of(row))


def _refuse_same_period(write, role, values):
    """Two RPJMD may overlap, and are never of the same years."""
    years = {key: values[key] for key in ("period_start", "period_end")}
    other = (
        RpjmdDocument.objects.filter(plan=write.plan, **years).exclude(role=role).first()
        if all(years.values())
        else None
    )
    if other:
        sentence = (
            f"Masa {other.period_start}–{other.period_end} sudah dipakai RPJMD {other.role}. Betulkan salah satunya."
        )
        raise Wrong({"period_end": sentence}, "duplicate")


@plan_action("frame", may="reference.edit", again=repeated_result)
def save_part(
    write: PlanWrite, kind: str, role: str, number: int | None, values: dict[str, Any], *, seen: str
) -> ReferenceDataResult:
    """Add (`number` None) or changes a misi, tujuan or sasaran.

    Returns ReferenceDataResult; raises Wrong, NotFound, Refused.

    role    of the document that a new one belongs to; number  the row's number in its address.
    values  the keys of its state; an empty code is filled with the first free one.
    """
    row = _row(write, kind, role, number)
    if number is not None and seen != row_fingerprint(row):
        return ReferenceDataResult(write.receipt(), ref_of(row), "changed")
    before = state_of(row) if row.pk else None
    values = _checked(kind, row, values)
    changes = differences(before, values)
    if not changes:
        return ReferenceDataResult(write.receipt(), ref_of(row))
    _write_part(write, kind, row, values)
    verb = f"frame.{kind}_{'added' if before is None else 'saved'}"
    event = write.record(verb, [ref_of(row)], changes={ref_of(row): changes})
    return ReferenceDataResult(write.receipt(event), ref_of(row))


def _row(write, kind, role, number):
    """The stored row, or a new one of the document of `role`."""
    if number is not None:
        return existing(find_row(write.plan, f"{'rpjmd' if kind == 'sasaran' else kind}-{number}"))
    document = document_of(write.plan, role)
    position = next_position(getattr(document, LISTS[kind]))
    return MODELS[kind](plan=write.plan, document=document, position=position)


def _checked(kind, row, values):
    """`values` with a code. Raises Wrong for a doubled code or a parent that is not in this document."""
    others = MODELS[kind].objects.filter(document=row.document).exclude(pk=row.pk)
    taken = {code.casefold() for code in others.values_list("code", flat=True)}
    code = values["code"] or row.code or free_code(LETTERS[kind], set(taken))
    errors, kind_of_fault = {}, "field_error"
    if code.casefold() in taken:
        kind_of_fault = "duplicate"
        errors["code"] = f"Kode {code} sudah dipakai {kind} lain dalam dokumen ini. Tulis kode lain, atau kosongkan."
    above = values.get("parent")
    if above:
        parents = MODELS[PARENTS[kind]].objects.filter(document=row.document, pk=parent_id(above))
        if not parents.exists():
            errors["parent"] = f"{PARENTS[kind].capitalize()} itu sudah tidak ada. Pilih yang lain."
    if errors:
        raise Wrong(errors, kind_of_fault)
    return values | {"code": code}


def _write_part(write, kind, row, values):
    if kind == "sasaran":
        row.number = row.number or write.next_number("rpjmd")
        offices = {office.ref: office for office in write.plan.opds.all()}
        write_objectives(write.plan, [(row, values)], offices)
        return
    row.code, row.statement = values["code"], values["statement"] or None
    if kind == "tujuan":
        row.mission_id = parent_id(values["parent"])
    row.save()


@plan_action("drop", may="reference.edit", again=repeated_removal)
def drop_part(
    write: PlanWrite, kind: str, number: int, *, seen: str, move_to: str | None = None
) -> ReferenceDataResult:
    """Remove a misi or tujuan under which nothing stands, or a sasaran of the RPJMD. Returns ReferenceDataResult.

    move_to  the ref of the sasaran that takes over the targets which lean on this one, or "" to take their links
             away; None: there is none to move. Raises StillUsed with what leans on it, NotFound, Wrong,
             Refused.
    """
    row = _row(write, kind, "", number)
    if seen != row_fingerprint(row):
        return ReferenceDataResult(write.receipt(), ref_of(row), "changed")
    ref, changes = ref_of(row), {ref_of(row): {"deleted": [False, True]} | _before(state_of(row))}
    below = list(children(kind, row))
    if below:
        raise StillUsed(below)
    moved = _move_targets(write, row, move_to) if kind == "sasaran" else {}
    row.delete()
    verb = f"frame.{kind}_dropped"
    event = write.record(verb, [ref, *moved], changes=changes | moved)
    return ReferenceDataResult(write.receipt(event), cards=len(moved))


def _before(state):
    return {key: [value, None] for key, value in state.items()}


def children(kind: str, row: Mission | Objective) -> QuerySet[Any] | tuple[Any, ...]:
    """Return what stands under a misi or a tujuan."""
    if kind == "misi":
        return row.goals.all()
    return row.objectives.all() if kind == "tujuan" else ()


def leaning(row: Objective) -> list[tuple[Target, str]]:
    """Return [(Target, its key)] of every target, in the bin or not, that leans on a sasaran of the RPJMD."""
    found = []
    for key in ("rpjmd", "rpjmd_previous"):
        targets = Target.objects.filter(plan=row.plan, **{key: row}).select_related("pillar")
        found += [(target, key) for target in targets]
    return found


def _move_targets(write, row, move_to):
    """Sets the links of the targets that lean on `row` to another sasaran, or takes them away; their changes."""
    users = leaning(row)
    if users and move_to is None:
        raise StillUsed(users)
    if users:
        # the links are content of cards: they stand still while a signature does
        write.demand("align.link")
    other = find_row(write.plan, move_to) if move_to else None
    if move_to and (not isinstance(other, Objective) or other.document_id != row.document_id or other.pk == row.pk):
        raise Wrong({"pindah": "Sasaran tujuan itu sudah tidak ada. Pilih yang lain."})
    changes = {}
    for target, key in users:
        setattr(target, key, other)
        columns = [key, "version"]
        told = changes.setdefault(target.ref, {})
        told[f"{key}_ref"] = [row.ref, other and other.ref]
        if other is None and key == "rpjmd" and target.alignment_status in ("selaras", "sebagian"):
            told["alignment_status"] = [target.alignment_status, None]
            target.alignment_status = None
            columns.append("alignment_status")
        target.version = write.plan.head + 1
        target.save(update_fields=columns)
    return changes
