"""`?since=N` of a card's page: who changed which field of it meanwhile. Never the inputs themselves.

Who may only read the card types nothing there: their page is loaded again when the card or its parents changed.
"""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from pillars.cards.changes import Reload, since
from pillars.cards.concurrent_edits import meanwhile
from pillars.cards.relations import parent_refs
from pillars.cards.values import values_of
from pillars.review.pages import card_aside
from workshops.agenda.room_parts import room_changed_since, room_context
from workshops.live.models import Event


def changed_here(request, entry):
    """Notes of what others changed on this card after event N, and the number that this answer knows."""
    head, writes = request.plan.head, request.may.entry_edit or getattr(request, "filling", None)
    try:
        number = since(request)
        if not writes and _touched(request.plan, entry, number):
            raise Reload
    except Reload:
        return _marked(HttpResponse(headers={"X-Rembuk-Reload": "1"}), head)
    found = meanwhile(request.plan, entry, number, request.actor.key)
    # notes are for who types; who only reads has the card as it stands
    notes = found if writes else None
    context = {"found": notes, "here": found.here, "entry": entry, "pillar": entry.pillar}
    context |= card_aside(request, entry, after=number)
    if room_changed_since(request.plan, number):
        context |= room_context(request, entry.pillar.code)
    return _marked(render(request, "components/changed.html", context), head)


def changed_beside_new(request):
    """The same for the page of a card that is not there yet: the end time and what was said to the room."""
    try:
        number = since(request)
    except Reload:
        return _marked(HttpResponse(headers={"X-Rembuk-Reload": "1"}), request.plan.head)
    if not room_changed_since(request.plan, number):
        return _marked(HttpResponse(), request.plan.head)
    page = {"plan": request.plan, **room_context(request, request.pillar_code)}
    return _marked(render(request, "pillars/cards/beside_new.html", page), request.plan.head)


def _touched(plan, entry, number):
    """Whether the card, its parents or somebody's name changed after event `number`."""
    shown = Q(refs__overlap=[entry.ref, *parent_refs(entry.KIND, values_of(entry))])
    events = Event.objects.filter(plan=plan, number__gt=number, number__lte=plan.head)
    # what experts say of the card is a part of its own, and answers may be typed in it
    events = events.exclude(verb__startswith="review.")
    return events.filter(shown | Q(verb__startswith="person.")).exists()


def _marked(response, head):
    response["X-Rembuk-Head"] = str(head)
    return response
