"""A table from Excel written as it was shown, in one event, and taken back as one."""

from pillars.reference_data.actions.import_undo import revert_import
from pillars.reference_data.actions.outcome import ReferenceDataResult
from pillars.reference_data.actions.tables import write_codes, write_renstra, write_rpjmd
from pillars.reference_data.row_states import office_state
from pillars.reference_data.table_import.preview import ImportPreview
from pillars.reference_data.table_import.query import TableImportQuery, preview_of
from workshops.live.actions import digest, plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event
from workshops.plans.models import Opd

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

    seen  the `ImportPreview.seen` that the actor said yes to. Returns ReferenceDataResult; raises ImportOutdated,
    Refused, BadRequest, OpReused.
    """
    preview = preview_of(write.plan, asked)
    if preview.seen != seen:
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

    Returns ReferenceDataResult.

    Raises NotFound, Refused, BadRequest, OpReused.
    """
    event = existing(Event.objects.filter(plan=write.plan, number=number, verb=IMPORTED).first())
    changes, stays = revert_import(write, event)
    if not changes:
        return ReferenceDataResult(write.receipt(), stays=stays)
    event = write.record(TAKEN_BACK, list(changes), changes=changes)
    return ReferenceDataResult(write.receipt(event), stays=stays)
