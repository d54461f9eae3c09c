"""What can be read: the look-alikes of a group, the partners of a card, a merged card as it was."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pillars.card_merge.suggestions import MOST, partners, proposed
from pillars.cards.display import Showing
from pillars.cards.merged import merge_of
from pillars.cards.values import CHAIN_MODELS, values_of
from pillars.cards.views.responses import card_there, entry_of, lead_on, pillar_of
from pillars.kinds import KINDS
from workshops.access import PlanRequest, asks
from workshops.answers import new_op, receipt_shown


@asks(GET="entry.view")
def look_alikes(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Pairs that may be one thing, those that somebody has said are two, and what is merged already."""
    row = pillar_of(request)
    pairs = proposed(request.plan, row)
    merged = [
        merge_of(request.plan, twin, request.actor.key)
        for kind in CHAIN_MODELS.values()
        for twin in kind.objects.filter(plan=request.plan, pillar=row).exclude(merged_into="").order_by("-deleted_in")
    ]
    waiting = [pair for pair in pairs if not pair.differ]
    context = {
        "pillar": row,
        "pairs": waiting[:MOST],
        "more": len(waiting) - MOST,
        "apart": [pair for pair in pairs if pair.differ],
        "merged": [one for one in merged if one],
        **receipt_shown(request),
    }
    return render(request, "pillars/card_merge/look_alikes.html", context)


@asks(there=card_there, GET="entry.merge")
@lead_on
def choose_partner(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return the cards that this one may be merged with: those that read alike first."""
    entry = entry_of(request, ref, with_bin=True)
    if entry.is_deleted:
        return redirect("edit_entry", slug, pillar, ref)
    close, rest = partners(request.plan, entry)
    across = request.may.entry_merge_across
    rest = [row for row in rest if across or row.pillar_id == entry.pillar_id]
    close = [row for row in close if across or row.pillar_id == entry.pillar_id]
    context = {"entry": entry, "pillar": entry.pillar, "close": close, "rest": rest, "across": across}
    return render(request, "pillars/card_merge/choose_partner.html", context)


@asks(there=card_there, GET="entry.view")
@lead_on
def original(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return a merged card as it was, with the way to take the merge back. Any other card has its own page."""
    entry = entry_of(request, ref, with_bin=True)
    merged = merge_of(request.plan, entry, request.actor.key)
    if merged is None:
        return redirect("edit_entry", slug, pillar, ref)
    show, values = Showing(request.plan), values_of(entry)
    told = [
        (field.label, show.text(field, values[field.key])) for field in KINDS[entry.KIND].fields if field.key in values
    ]
    context = {"entry": entry, "pillar": entry.pillar, "merged": merged, "facts": [one for one in told if one[1]]}
    return render(request, "pillars/card_merge/original.html", context | {"op": new_op()})
