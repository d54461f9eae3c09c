"""A table from Excel written as it was shown, in one event, and taken back as one: what was touched since stays."""

from typing import Any

from pillars.models import Goal, Mission, NomenclatureCode, Objective, RenstraProgramme
from pillars.reference_data.actions import renstra, rpjmd
from pillars.reference_data.actions.outcome import ReferenceDataResult
from pillars.reference_data.actions.rows import parent_id, set_renstra_columns, write_objectives
from pillars.reference_data.actions.tables import write_codes, write_renstra, write_rpjmd
from pillars.reference_data.offices import uses_of
from pillars.reference_data.row_states import find_row, office_state, state_of
from pillars.reference_data.table_import.preview import ImportPreview
from pillars.reference_data.table_import.query import TableImportQuery, preview_of
from workshops.live.actions import digest, plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
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


IMPORTED, TAKEN_BACK = "frame.imported", "frame.unimported"
_WRITERS = {"rpjmd": write_rpjmd, "renstra": write_renstra, "kode": write_codes}


class ImportOutdated(Exception):
    """Since the page was shown something has changed, so that an import would do something else; `preview` is new."""

    def __init__(self, preview: ImportPreview) -> None:
        super().__init__()
        self.preview = preview


@plan_action(
    "frame.import",
    may="import.xlsx",
    sent=lambda asked, seen: [asked.what, asked.role, asked.version, seen],
    result=ReferenceDataResult,
)
def import_table(write: PlanWrite, asked: TableImportQuery, *, seen: str) -> ReferenceDataResult | None:
    """Write what `preview_of` says of a `TableImportQuery`, all of it or nothing; lines with faults are passed over.

    seen  the `ImportPreview.fingerprint` that the actor said yes to. Returns ReferenceDataResult; raises
    ImportOutdated, Refused, BadRequest, OpReused.
    """
    preview = preview_of(write.plan, asked)
    if preview.fingerprint != seen:
        raise ImportOutdated(preview)
    if not preview.to_save:
        return None
    changes = _offices(write, preview)
    changes |= _WRITERS[asked.what](write, preview, asked)
    event = write.record(IMPORTED, list(changes), changes=changes)
    return ReferenceDataResult(write.receipt(event), asked.what)


def _offices(write, preview):
    """Makes the offices that were chosen to be made, notes the names under which others were found; sets their refs.

    An office of which no part that is written speaks is not made.
    """
    spoken = {ref for part in preview.to_save for ref in (*part.values.get("opds", ()), part.values.get("opd", ""))}
    changes, made = {}, {}
    for one in preview.unknown.values():
        if one.choice == "baru" and f"?{one.key}" in spoken:
            row = Opd(plan=write.plan, number=write.next_number("opd"), name=one.name)
            row.save()
            made[f"?{one.key}"] = row.ref
            changes[row.ref] = {"added": [False, True], "name": ["", row.name]}
        elif one.choice and one.choice in spoken:
            row = Opd.objects.filter(plan=write.plan, number=int(one.choice.partition("-")[2])).first()
            if row and one.name.casefold() not in {str(alias).casefold() for alias in row.aliases}:
                before = changes.get(row.ref, {}).get("aliases", [office_state(row)["aliases"]])[0]
                row.aliases = [*row.aliases, one.name]
                row.save(update_fields=["aliases"])
                changes[row.ref] = {"aliases": [before, row.aliases]}
    for part in preview.to_save:
        if "opds" in part.values:
            part.values["opds"] = [made.get(ref, ref) for ref in part.values["opds"]]
        if "opd" in part.values:
            part.values["opd"] = made.get(part.values["opd"], part.values["opd"])
    return changes


def taking_back(number: int) -> str:
    """Return the fingerprint of the write that takes the import `number` back."""
    return digest(["frame.unimport", number])


@plan_action("frame.unimport", may="import.xlsx", result=ReferenceDataResult)
def take_back_import(write: PlanWrite, number: int) -> ReferenceDataResult:
    """Undo the import with event `number`; what somebody has changed or leaned on since stays.

    Raises NotFound.
    """
    event = existing(Event.objects.filter(plan=write.plan, number=number, verb=IMPORTED).first())
    changes, stays = revert_import(write, event)
    if not changes:
        return ReferenceDataResult(write.receipt(), stays=stays)
    event = write.record(TAKEN_BACK, list(changes), changes=changes)
    return ReferenceDataResult(write.receipt(event), stays=stays)
