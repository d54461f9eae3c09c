"""Which rows of an open road map look different since N."""

from masterplan.roadmap.page import ProgrammeRow, RoadPage
from pillars.cards.changes import BESIDE, NOTHING, events_since, since
from workshops.access import PlanRequest
from workshops.live.models import Event

#: Fields of a programme that change its own row and the sums, and never where the row stands.
OF_ROW = {"years", "budget_by_year", "budget", "name", "output", "note", "location", "action_group", "support_opd"}
OF_ROW |= {"quick_win", "quick_win_status", "renstra_status", "status", "nomenclature_code", "nomenclature_program"}


def changed_rows(request: PlanRequest, page: RoadPage) -> list[ProgrammeRow] | None:
    """Return [Row] to send; [] where nothing of the map changed; None where the whole map has to be sent.

    Raises `Reload` as the boards do.
    """
    events = [event for event in events_since(request.plan, since(request)) if _concerns(event)]
    if not events:
        return []
    changed = {ref for event in events for ref in event.changes}
    if not changed or not all(in_place(event, page) for event in events):
        return None
    rows = [row for group in page.groups for row in group.rows if row.item.ref in changed]
    return rows if len(rows) == len(changed) else None


def _concerns(event):
    """Whether the map shows anything of what an event names."""
    if event.verb in NOTHING or event.verb.startswith(BESIDE):
        return False
    refs = (*event.refs, *event.changes)
    return any(ref.startswith(("program-", "opd-", "pilar-")) for ref in refs) or event.verb.startswith("frame.")


def in_place(event: Event, page: RoadPage) -> bool:
    """Whether what an event changed lets every row and every column stay where it is."""
    if page.asked.loose:
        return False
    term = set() if page.asked.term else {"term"}
    return all(
        ref.startswith("program-") and not set(fields) - OF_ROW - term and _years_of(fields) <= set(page.plan.years)
        for ref, fields in event.changes.items()
    )


def _years_of(fields):
    """Every year that a change names, before and after."""
    return {int(year) for key in ("years", "budget_by_year") for side in fields.get(key, ()) for year in side or ()}
