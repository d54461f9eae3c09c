"""`?since=N` of a card's page: who changed which field of it meanwhile. Never the inputs themselves.

Who may only read the card types nothing there: their page is loaded again when the card or its parents changed.
"""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from pillars.cards.changes import since
from pillars.cards.concurrent_edits import edits_since
from pillars.cards.relations import parent_refs
from pillars.cards.values import values_of
from pillars.models.chain import Entry
from workshops.access import PlanRequest
from workshops.agenda.room_parts import room_changed_since, room_context
from workshops.answers import FullPageNeeded, live_page
from workshops.live.models import Event


@live_page
def card_changes(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Return notes of what others changed on this card after event N, and the number that this answer knows."""
    writes = request.may.entry_edit or getattr(request, "filling", None)
    number = since(request)
    if not writes and _touched(request.plan, entry, number):
        raise FullPageNeeded
    found = edits_since(request.plan, entry, number, request.actor.key)
    # notes are for who types; who only reads has the card as it stands
    notes = found if writes else None
    context = {"found": notes, "here": found.here, "entry": entry, "pillar": entry.pillar, "after": number}
    if room_changed_since(request.plan, number):
        context |= room_context(request, entry.pillar.code)
    return render(request, "components/changed.html", context)


@live_page
def new_card_changes(request: PlanRequest) -> HttpResponse:
    """Return the same for the page of a card that is not there yet: the end time and what was said to the room."""
    if not room_changed_since(request.plan, since(request)):
        return HttpResponse()
    page = {"plan": request.plan, **room_context(request, request.pillar_code)}
    return render(request, "pillars/cards/beside_new.html", page)


def _touched(plan, entry, number):
    """Whether the card, its parents or somebody's name changed after event `number`."""
    shown = Q(refs__overlap=[entry.ref, *parent_refs(entry.KIND, values_of(entry))])
    events = Event.objects.filter(plan=plan, number__gt=number, number__lte=plan.head)
    # what experts say of the card is a part of its own, and answers may be typed in it
    events = events.exclude(verb__startswith="review.")
    return events.filter(shown | Q(verb__startswith="person.")).exists()
