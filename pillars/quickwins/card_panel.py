"""What the page of a card shows of quick wins: beside a programme, its profile and risks, above a nomination."""

from typing import Any

from pillars.models import Nomination
from pillars.models.chain import Entry
from pillars.quick_win_guide import MOST, PARTS
from pillars.quickwins.queries import NominationFacts, line_of
from workshops.access import PlanRequest


def quick_win_panel(request: PlanRequest, entry: Entry) -> dict[str, dict[str, Any]]:
    """Return {"quick": …} for a card that has to do with quick wins, {} for any other."""
    if entry.KIND == "nominasi_quick_win":
        return {"quick": _of_nomination(entry)}
    programme = {"program": lambda: entry, "profil_quick_win": lambda: entry.programme}.get(entry.KIND)
    programme = programme() if programme else entry.profile.programme if entry.KIND == "risiko" else None
    if programme is None:
        return {}
    card = programme.nominations.filter(deleted_in=None).first() if programme.quick_win else None
    may = request.may.quickwin_nominate and not entry.is_deleted
    return {"quick": {"programme": programme, "card": card, "may_nominate": may}}


def _of_nomination(entry):
    """Its Line, and its place among the nominations of its pillar."""
    rows = Nomination.objects.filter(plan=entry.plan_id, pillar=entry.pillar_id, deleted_in=None)
    numbers = list(rows.order_by("position", "number").values_list("number", flat=True))
    at = numbers.index(entry.number) if entry.number in numbers else -1
    around = [numbers[n] if 0 <= n < len(numbers) and at >= 0 else None for n in (at - 1, at + 1)]
    before, after = (f"{entry.KIND}-{number}" if number else "" for number in around)
    line = line_of(entry, entry.programme, NominationFacts(entry.plan))
    places = {"at": at + 1, "many": len(numbers), "before": before, "after": after}
    return {"line": line, "parts": PARTS, "most": MOST, **places}
