"""What merging and parting are answered with."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.actions.result import Saved
from pillars.cards.queries import find_entry
from pillars.cards.views.responses import card_there
from pillars.models.chain import Entry
from workshops.access import PlanRequest
from workshops.answers import marked, see_other


def both_there(request: PlanRequest, ref: str, other: str, **_: str) -> bool:
    """Whether the card of the address is on this board, and the other one somewhere in this plan."""
    return card_there(request, ref) and find_entry(request.plan, other, with_bin=True) is not None


def pair_of(request: PlanRequest, ref: str, other: str) -> Any:
    """Return the two cards of the address, the bin included. Raises Http404 unless they are two of one kind."""
    kept, twin = (find_entry(request.plan, one, with_bin=True) for one in (ref, other))
    if kept is None or twin is None or kept.KIND != twin.KIND or ref == other:
        raise Http404
    if kept.pillar.code != request.pillar_code:
        raise Http404
    return kept, twin


def to_card(request: PlanRequest, ref: str, saved: Saved) -> HttpResponse:
    """On to the page of the card `ref`, which shows the receipt."""
    entry = find_entry(request.plan, ref, with_bin=True)
    address = reverse("edit_entry", args=[request.plan.slug, entry.pillar.slug, ref])
    return see_other(f"{address}?tersimpan={saved.receipt.number}", saved.receipt)


def not_done(request: PlanRequest, head: str, sentence: str, entry: Entry, saved: Any) -> HttpResponse:
    """Return 409: why nothing was merged or parted, and the way back to `entry`."""
    context = {"head": head, "sentence": sentence, "entry": entry, "pillar": entry.pillar}
    return marked(render(request, "pillars/card_merge/not_done.html", context, status=409), saved.receipt)
