"""Merging two cards, parting them again, and saying that they are not the same."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pillars.card_merge.actions.distinction import say_different
from pillars.card_merge.actions.merge import merge_entries
from pillars.card_merge.actions.split import split_entry
from pillars.card_merge.forms import MergeForm
from pillars.card_merge.outcome import fate_of
from pillars.card_merge.views.answers import both_there, not_done, pair_of, to_card
from pillars.cards.merged import merge_of
from pillars.cards.queries import find_entry
from pillars.cards.trash import deletion, unseen
from pillars.cards.views.responses import card_there, entry_of
from pillars.kinds import KINDS
from workshops.access import PlanRequest, asks
from workshops.answers import marked, new_op, see_other


@asks(there=both_there, GET="entry.merge", POST="entry.merge")
def merge_entry(request: PlanRequest, slug: str, pillar: str, ref: str, other: str) -> HttpResponse:
    """Return two cards of one group side by side; the card of the address is the one that stays."""
    return _merge(request, ref, other)


@asks(there=both_there, GET="entry.merge_across", POST="entry.merge_across")
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
    how = {"own": form.own, "base": form.base, "op": form.op}
    saved = merge_entries(request.actor, ref, other, form.how, **how)
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
    card = find_entry(request.plan, ref, with_bin=True)
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
        "fate": fate_of(request.plan, kept, twin, request.actor.key),
        "news": news,
    }
    return render(request, "pillars/card_merge/merge.html", context, status=status)


@asks(there=card_there, POST="entry.merge")
def split(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Take a merge back: the twin of the address stands on its board again, with its links."""
    twin = entry_of(request, ref, with_bin=True)
    saved = split_entry(request.actor, ref, op=request.POST.get("op", ""))
    if saved.status == "blocked":
        merged = merge_of(request.plan, twin, request.actor.key)
        return not_done(request, "Belum dapat dipisahkan", merged.obstacle, merged.into, saved)
    return to_card(request, ref, saved)


@asks(there=both_there, POST="entry.merge")
def different(request: PlanRequest, slug: str, pillar: str, ref: str, other: str) -> HttpResponse:
    """Return “Memang berbeda”; with `batal`, the two are proposed again."""
    pair_of(request, ref, other)
    differ = "batal" not in request.POST
    op = request.POST.get("op", "")
    saved = say_different(request.actor, ref, other, op=op, differ=differ)
    address = reverse("look_alikes", args=[slug, pillar])
    return see_other(f"{address}?tersimpan={saved.receipt.number}", saved.receipt)
