"""The history of one card."""

from django.http import HttpResponse
from django.shortcuts import render

from pillars.cards.history import trail_of
from pillars.cards.queries import ChainLink
from pillars.cards.values import CHAIN_MODELS
from pillars.cards.views.responses import card_exists, entry_of, lead_on
from workshops.access import PlanRequest, asks
from workshops.text import natural


@asks(there=card_exists, GET="entry.history")
@lead_on
def entry_history(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return who changed what, newest first, with the texts that were not chosen; 50 events a page.

    `?isian=` narrows to one field, `?oleh=` to one person (membership key), `?sebelum=` asks for older events.
    """
    entry, asked = entry_of(request, ref, with_bin=True), request.GET
    only, who, before = asked.get("isian", ""), asked.get("oleh", ""), natural(asked.get("sebelum"))
    trail = trail_of(request.plan, entry, only=only[:60], who=who[:24], before=before, reader=request.actor)
    context = {
        "entry": entry,
        "link": ChainLink(entry),
        "pillar": entry.pillar,
        "trail": trail,
        "is_newest": before is None,
    }
    return render(request, "pillars/cards/entry_history.html", context | {"in_chain": entry.KIND in CHAIN_MODELS})
