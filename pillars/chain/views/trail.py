"""The history of one card."""

from django.shortcuts import render

from pillars.chain.reading import Link
from pillars.chain.trail import trail_of
from pillars.chain.views.answers import card_there, entry_of, lead_on
from workshops.access import asks


@asks(there=card_there, GET="entry.history")
@lead_on
def entry_history(request, slug, pillar, ref):
    """Who changed what, newest first, with the texts that were not chosen; `?isian=` narrows to one field."""
    entry = entry_of(request, ref, with_bin=True)
    trail = trail_of(request.plan, entry, only=request.GET.get("isian", ""), reader=request.actor)
    context = {"entry": entry, "link": Link(entry), "pillar": entry.pillar, "trail": trail}
    return render(request, "pillars/chain/entry_history.html", context)
