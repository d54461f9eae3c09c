"""`?since=N` of a card's page: who changed which field of it meanwhile. Never the inputs themselves."""

from django.http import HttpResponse
from django.shortcuts import render

from pillars.chain.meanwhile import meanwhile


def changed_here(request, entry):
    """Notes of what others changed on this card after event N, and the number that this answer knows."""
    given, head = request.GET["since"], request.plan.head
    if not (given.isascii() and given.isdigit() and len(given) < 19 and int(given) <= head):
        return _marked(HttpResponse(headers={"X-Rembuk-Reload": "1"}), head)
    found = meanwhile(request.plan, entry, int(given), request.actor.key)
    context = {"found": found, "here": found.here, "entry": entry, "pillar": entry.pillar}
    return _marked(render(request, "components/changed.html", context), head)


def _marked(response, head):
    response["X-Rembuk-Head"] = str(head)
    return response
