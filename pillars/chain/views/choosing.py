"""Two changes of one field: the page to choose from, as long as somebody wants to come back to it."""

from django.shortcuts import redirect

from pillars.chain.views.answers import card_there, conflict_answer, conflict_of, entry_of, lead_on
from workshops.access import asks


@asks(there=card_there, GET="entry.view")
@lead_on
def conflict(request, slug, pillar, ref):
    """The two texts of the save with `?op=`, for whoever sent it; everybody else is led to the card.

    `?isian=` narrows to some fields.
    """
    entry = entry_of(request, ref)
    saved = conflict_of(request, entry, request.GET.get("op", ""))
    if saved is None:
        return redirect("edit_entry", slug, pillar, ref)
    only = request.GET["isian"].split(",") if "isian" in request.GET else None
    return conflict_answer(request, entry, saved, only=only)
