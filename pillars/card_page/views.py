"""The page of one card."""

from django.http import HttpResponse, HttpResponseRedirect

from pillars.cards.views.edit import card_changes, save_posted, show
from pillars.cards.views.responses import card_exists, entry_of
from pillars.narrative.queries import page_of
from workshops.access import PlanRequest, asks


@asks(there=card_exists, GET="entry.view", POST="entry.edit")
def edit_entry(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return a card with all its fields; a text of a book is written beside its print."""
    entry = entry_of(request, ref, with_deleted=True)
    if request.method == "POST":
        return save_posted(request, entry)
    if "since" in request.GET:
        return card_changes(request, entry)
    if home := page_of(request.plan, entry):
        # with the receipt of the save that led here
        query = request.META["QUERY_STRING"]
        return HttpResponseRedirect(f"{home}?{query}" if query else home)
    return show(request, entry)
