"""An import taken back: what it brought goes, what it changed is as before; what was touched since stays."""

from typing import Any

from pillars.models import Goal, Mission, NomenclatureCode, Objective, RenstraProgramme
from pillars.reference_data.actions import renstra, rpjmd
from pillars.reference_data.actions.rows import parent_id, set_renstra_columns, write_objectives
from pillars.reference_data.offices import uses_of
from pillars.reference_data.row_states import find_row, state_of
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.plans.models import Opd

#: From below, so that what hangs on something is gone before it.
_ORDER = ("rpjmd", "tujuan", "misi", "renstra", "opd", "nomenklatur")


def revert_import(write: PlanWrite, event: Event) -> tuple[dict[str, Any], int]:
    """Return ({ref: changes}, how many things stay as they are now)."""
    changes, stays = {}, 0
    for kind in _ORDER:
        for ref, changed in event.changes.items():
            if ref.partition("-")[0] != kind:
                continue
            told = _codes(write, event, changed) if kind == "nomenklatur" else _row(write, ref, changed)
            if told:
                changes[ref] = told
            else:
                stays += 1
    return changes, stays


def _row(write, ref, changed):
    """The changes of undoing what the import did to one row, {} where that stays."""
    row = find_row(write.plan, ref)
    if row is None:
        return {}
    now = state_of(row)
    told = {key: value for key, value in changed.items() if key != "added"}
    same = {key: value for key, value in told.items() if now.get(key) == value[1]}
    if "added" in changed:
        if len(same) < len(told) or _is_leaned_on(row):
            return {}
        row.delete()
        return {"deleted": [False, True]} | {key: [value, None] for key, value in now.items()}
    if not same:
        return {}
    _set(write, row, now | {key: before for key, (before, _) in same.items()})
    return {key: [after, before] for key, (before, after) in same.items()}


def _is_leaned_on(row):
    if isinstance(row, Mission):
        return row.goals.exists()
    if isinstance(row, Goal):
        return row.objectives.exists()
    if isinstance(row, Objective):
        return bool(rpjmd.leaning(row))
    if isinstance(row, RenstraProgramme):
        return bool(renstra.leaning(row))
    return bool(uses_of(row).total)


def _set(write, row, state):
    offices = {office.ref: office for office in write.plan.opds.all()}
    if isinstance(row, Objective):
        write_objectives(write.plan, [(row, state)], offices)
        return
    if isinstance(row, RenstraProgramme):
        set_renstra_columns(row, state, offices)
    elif isinstance(row, Opd):
        row.aliases = state["aliases"]
    else:
        row.code, row.statement = state["code"], state["statement"] or None
    if isinstance(row, Goal):
        row.mission_id = parent_id(state["parent"])
    row.save()


def _codes(write, event, changed):
    """A list of codes: those that the import brought go, the names that it changed are as before."""
    rows = NomenclatureCode.objects.filter(plan=write.plan)
    gone, _ = rows.filter(born_in=event.number).delete()
    back = []
    version = changed["version"][1]
    known = {row.code: row for row in rows.filter(version=version)}
    for code, name, urusan in changed["changed"][0]:
        if row := known.get(code):
            row.name, row.urusan = name, urusan
            back.append(row)
    if back:
        NomenclatureCode.objects.bulk_update(back, ["name", "urusan"], batch_size=1_000)
    return {"version": [version, version], "new": [gone, 0], "changed": [len(back), 0]} if gone or back else {}
