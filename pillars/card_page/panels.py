"""What features show beside a card: the one place where the page of a card and the features meet.

A feature that has something to say of a card has a line in PANELS; its template is included by
`components/entry_aside.html` or `pillars/cards/edit_entry.html`, which load all of them with `{% card_panels %}`.
"""

from typing import Any

from pillars.cards.merged import came_from, merged_from
from pillars.cards.values import CHAIN_MODELS
from pillars.models.chain import Entry
from pillars.overlap.queries import overlaps_of_card
from pillars.quickwins.queries import quick_win_panel
from pillars.review.pages import card_aside
from workshops.access import PlanRequest


def _merged(request, entry):
    """Return the cards that are part of this one now, and the one whose old address led here."""
    if entry.KIND not in CHAIN_MODELS:
        return {}
    twins = merged_from(request.plan, entry, request.actor.key)
    return {"twins": twins, "came_from": came_from(request.plan, entry, request.GET.get("dari"))}


def _overlaps(request, entry):
    """Return the groups that a card of the chain is shared with or offered to."""
    return {"offers": overlaps_of_card(request.plan, entry)} if entry.KIND in CHAIN_MODELS else {}


#: {panel: (request, card) → the variables of its template}
PANELS = {"review": card_aside, "merging": _merged, "overlap": _overlaps, "quick_win": quick_win_panel}


def panels_of(request: PlanRequest, entry: Entry) -> dict[str, Any]:
    """Return the variables of all panels beside a card."""
    return {name: value for panel in PANELS.values() for name, value in panel(request, entry).items()}


def panels_changed(request: PlanRequest, entry: Entry, number: int) -> dict[str, Any]:
    """Return the variables of the panels that look different since event `number`."""
    return card_aside(request, entry, after=number)
