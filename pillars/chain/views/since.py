"""`?since=N` of a card's page: who changed which field of it meanwhile. Never the inputs themselves."""

from django.shortcuts import render

from pillars.chain.reading import find_entry
from pillars.chain.showing import people_of
from pillars.kinds import KINDS
from workshops.live.models import Event


def changed_here(request, entry):
    """Notes of what others changed on this card after event N, and the number that this answer knows."""
    given = request.GET["since"]
    since = int(given) if given.isdecimal() and len(given) < 19 else None
    head = request.plan.head
    if since is None or since > head:
        return marked(render(request, "components/changed.html", {"rows": []}), head, reload=True)
    mine = request.actor.key
    events = Event.objects.filter(plan=request.plan, number__gt=since, number__lte=head, refs__contains=[entry.ref])
    events = [event for event in events.order_by("number") if event.actor != mine]
    people = people_of(request.plan, [event.actor for event in events])
    last = {}
    for event in events:
        for key in event.changes.get(entry.ref, {}):
            last[key] = (people[event.actor].name, event.at)
    labels = {described.key: described.label for described in KINDS[entry.KIND].fields}
    rows = [(key, *who, labels[key]) for key, who in last.items() if key in labels]
    gone = find_entry(request.plan, entry.ref) is None
    context = {"rows": rows, "entry": entry, "is_gone": gone, "pillar": entry.pillar, "deleted_by": last.get("deleted")}
    return marked(render(request, "components/changed.html", context), head)


def marked(response, head, *, reload=False):
    """The headers that our script reads: the number to ask from next time, or that the page is too old."""
    response["X-Rembuk-Head"] = str(head)
    if reload:
        response["X-Rembuk-Reload"] = "1"
    return response
