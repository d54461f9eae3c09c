"""Two cards become one and two again: the pages that offer it, and what is pressed on them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from pillars.card_merge.actions.merge import merge_entries, say_different
from pillars.card_merge.actions.split import split_entry
from pillars.card_merge.forms import MergeForm
from pillars.card_merge.outcome import merge_outcome
from pillars.card_merge.suggestions import MOST, partners, proposed
from pillars.cards.actions.result import Saved
from pillars.cards.display import Showing
from pillars.cards.merged import merge_of
from pillars.cards.queries import find_entry
from pillars.cards.trash import deletion, unseen
from pillars.cards.values import CHAIN_MODELS, values_of
from pillars.cards.views.responses import card_exists, entry_of, pillar_of
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.access import PlanRequest, asks
from workshops.answers import marked, new_op, receipt_context, redirect_with_receipt


def both_exist(request: PlanRequest, ref: str, other: str, **_: str) -> bool:
    """Whether the card of the address is on this board, and the other one somewhere in this plan."""
    return card_exists(request, ref) and find_entry(request.plan, other, with_deleted=True) is not None


def pair_of(request: PlanRequest, ref: str, other: str) -> Any:
    """Return the two cards of the address, the bin included. Raises Http404 unless they are two of one kind."""
    kept, twin = (find_entry(request.plan, one, with_deleted=True) for one in (ref, other))
    if kept is None or twin is None or kept.KIND != twin.KIND or ref == other:
        raise Http404
    if kept.pillar.code != request.pillar_code:
        raise Http404
    return kept, twin


def to_card(request: PlanRequest, ref: str, saved: Saved) -> HttpResponse:
    """Redirect to the page of the card `ref`, which shows the receipt."""
    entry = find_entry(request.plan, ref, with_deleted=True)
    return redirect_with_receipt(saved.receipt, "edit_entry", request.plan.slug, entry.pillar.slug, ref)


def not_done(request: PlanRequest, head: str, sentence: str, entry: Entry, saved: Any) -> HttpResponse:
    """Return 409: why nothing was merged or parted, and the way back to `entry`."""
    context = {"head": head, "sentence": sentence, "entry": entry, "pillar": entry.pillar}
    return marked(render(request, "pillars/card_merge/not_done.html", context, status=409), saved.receipt)


@asks(GET="entry.view")
def look_alikes(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Show pairs that may be one thing, those that somebody has said are two, and what is merged already."""
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
        **receipt_context(request),
    }
    return render(request, "pillars/card_merge/look_alikes.html", context)


@asks(there=card_exists, GET="entry.merge")
def choose_partner(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return the cards that this one may be merged with: those that read alike first."""
    entry = entry_of(request, ref, with_deleted=True)
    if entry.is_deleted:
        return redirect("edit_entry", slug, pillar, ref)
    close, rest = partners(request.plan, entry)
    across = request.may.entry_merge_across
    rest = [row for row in rest if across or row.pillar_id == entry.pillar_id]
    close = [row for row in close if across or row.pillar_id == entry.pillar_id]
    context = {"entry": entry, "pillar": entry.pillar, "close": close, "rest": rest, "across": across}
    return render(request, "pillars/card_merge/choose_partner.html", context)


@asks(there=card_exists, GET="entry.view")
def original(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return a merged card as it was, with the way to take the merge back. Any other card has its own page."""
    entry = entry_of(request, ref, with_deleted=True)
    merged = merge_of(request.plan, entry, request.actor.key)
    if merged is None:
        return redirect("edit_entry", slug, pillar, ref)
    show, values = Showing(request.plan), values_of(entry)
    told = [
        (field.label, show.text(field, values[field.key])) for field in KINDS[entry.KIND].fields if field.key in values
    ]
    context = {"entry": entry, "pillar": entry.pillar, "merged": merged, "facts": [one for one in told if one[1]]}
    return render(request, "pillars/card_merge/original.html", context | {"op": new_op()})


@asks(there=both_exist, GET="entry.merge", POST="entry.merge")
def merge_entry(request: PlanRequest, slug: str, pillar: str, ref: str, other: str) -> HttpResponse:
    """Return two cards of one group side by side; the card of the address is the one that stays."""
    return _merge(request, ref, other)


@asks(there=both_exist, GET="entry.merge_across", POST="entry.merge_across")
def merge_across(request: PlanRequest, slug: str, pillar: str, ref: str, other: str) -> HttpResponse:
    """Return the same for cards of two groups."""
    return _merge(request, ref, other)


def _merge(request, ref, other):
    kept, twin = pair_of(request, ref, other)
    if request.method != "POST":
        if kept.is_deleted or twin.is_deleted:
            return redirect("edit_entry", request.plan.slug, kept.pillar.slug, ref)
        return _page(request, MergeForm(request.plan, kept, twin))
    form = MergeForm(request.plan, kept, twin, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    saved = merge_entries(request.actor, ref, other, form.how, own=form.own, base=form.base, op=form.op)
    return _answer(request, form, saved)


def _answer(request, form, saved):
    kept, twin = form.kept, form.twin
    if saved.status == "deleted":
        return not_done(request, "Belum digabungkan", _gone(request, saved.ref), kept, saved)
    if saved.status == "changed":
        form = MergeForm(request.plan, kept, twin, request.POST)
        form.base, form.op = saved.receipt.number, new_op()
        news = [line for row in (kept, twin) for line in _news(request, row, saved.since)]
        return marked(_page(request, form, status=409, news=news), saved.receipt)
    return to_card(request, kept.ref, saved)


def _news(request, row, events):
    """[(code, name, what they did, moment)] of what others did to one of the two cards."""
    mine = [event for event in events if row.ref in event.refs]
    return [(row.code, *line) for line in unseen(request.plan, row, mine)]


def _gone(request, ref):
    """Who took one of the two cards away meanwhile."""
    card = find_entry(request.plan, ref, with_deleted=True)
    name = f"{KINDS[card.KIND].label.lower()} {card.code}"
    if merged := merge_of(request.plan, card, request.actor.key):
        return f"{merged.by} sudah menggabungkan {name} ke {merged.into.code}. Buka {merged.into.code}."
    return (
        f"{deletion(request.plan, card, request.actor.key).by} sudah menghapus {name}. Keduanya tetap seperti semula."
    )


def _page(request, form, *, status=200, news=()):
    kept, twin = form.kept, form.twin
    across = kept.pillar_id != twin.pillar_id
    context = {
        "form": form,
        "kept": kept,
        "twin": twin,
        "kind": KINDS[kept.KIND],
        "pillar": kept.pillar,
        "across": across,
        "way": "merge_across" if across else "merge_entry",
        "fate": merge_outcome(request.plan, kept, twin, request.actor.key),
        "news": news,
    }
    return render(request, "pillars/card_merge/merge.html", context, status=status)


@asks(there=card_exists, POST="entry.merge")
def split(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Take a merge back: the twin of the address stands on its board again, with its links."""
    twin = entry_of(request, ref, with_deleted=True)
    saved = split_entry(request.actor, ref, op=request.op)
    if saved.status == "blocked":
        merged = merge_of(request.plan, twin, request.actor.key)
        return not_done(request, "Belum dapat dipisahkan", merged.obstacle, merged.into, saved)
    return to_card(request, ref, saved)


@asks(there=both_exist, POST="entry.merge")
def different(request: PlanRequest, slug: str, pillar: str, ref: str, other: str) -> HttpResponse:
    """Return “Memang berbeda”; with `batal`, the two are proposed again."""
    pair_of(request, ref, other)
    differ, op = "batal" not in request.POST, request.op
    saved = say_different(request.actor, ref, other, op=op, differ=differ)
    return redirect_with_receipt(saved.receipt, "look_alikes", slug, pillar)
