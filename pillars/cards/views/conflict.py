"""What a save left to choose: the page to decide on, as long as somebody wants to come back to it."""

from django.http import HttpResponse
from django.shortcuts import redirect

from pillars.cards.views.late_saves import open_choice
from pillars.cards.views.responses import card_exists, entry_of, incomplete_save, lead_on
from workshops.access import PlanRequest, asks


@asks(there=card_exists, GET="entry.view")
@lead_on
def conflict(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return the choice of the save with `?op=`, for whoever sent it; everybody else is led to the card.

    Two texts, a card that is in the bin, or a parent that is. `?isian=` narrows to some fields.
    """
    entry = entry_of(request, ref, with_bin=True)
    event = incomplete_save(request, entry, request.GET.get("op", ""))
    only = request.GET["isian"].split(",") if "isian" in request.GET else None
    page = open_choice(request, event, only) if event else None
    return page or redirect("edit_entry", slug, pillar, ref)
