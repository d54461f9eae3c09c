"""Two changes of one field: the page to choose from, as long as somebody wants to come back to it."""

from django.http import Http404

from pillars.chain.actions import Saved, clashes_of
from pillars.chain.views.answers import conflict_answer, entry_of, lead_on
from workshops.access import asks
from workshops.live.actions import Receipt
from workshops.live.models import Event


@asks(GET="entry.view")
@lead_on
def conflict(request, slug, pillar, ref):
    """The two texts of the save with `?op=`, for whoever sent it; `?isian=` narrows to some fields."""
    entry = entry_of(request, ref)
    event = Event.objects.filter(
        plan=request.plan, actor=request.actor.key, op=request.GET.get("op", ""), verb="entry.conflict"
    ).first()
    if event is None or event.refs[0] != ref:
        raise Http404
    written = tuple(event.changes.get(ref, {}))
    saved = Saved(Receipt(event.number, event.at, event.op), ref, "conflict", written, clashes_of(entry, event))
    only = request.GET["isian"].split(",") if "isian" in request.GET else None
    return conflict_answer(request, entry, saved, only=only)
