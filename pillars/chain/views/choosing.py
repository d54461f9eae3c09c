"""Two changes of one field: the page to choose from, as long as somebody wants to come back to it."""

from django.http import Http404

from pillars.chain.views.answers import conflict_answer, conflict_of, entry_of, lead_on
from workshops.access import asks


@asks(GET="entry.view")
@lead_on
def conflict(request, slug, pillar, ref):
    """The two texts of the save with `?op=`, for whoever sent it; `?isian=` narrows to some fields."""
    entry = entry_of(request, ref)
    saved = conflict_of(request, entry, request.GET.get("op", ""))
    if saved is None:
        raise Http404
    only = request.GET["isian"].split(",") if "isian" in request.GET else None
    return conflict_answer(request, entry, saved, only=only)
