"""What is recorded under one office goes to another, and back where nobody touched it since."""

from typing import Any

from pillars.models import Programme, Target, Task
from pillars.reference_data.actions.rows import write_objectives
from pillars.reference_data.offices import Uses
from pillars.reference_data.row_states import find_row, objective_state
from workshops.live.actions.plan_write import PlanWrite
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
