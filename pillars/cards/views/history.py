"""The history of one card; going back to an earlier value, and taking one change back, each a save like any other."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pillars.cards.actions.revert import go_back as take_again
from pillars.cards.actions.revert import undo as take_back
from pillars.cards.earlier_values import way_before, way_to, way_to_lost_text
from pillars.cards.forms import EntryForm
from pillars.cards.history import trail_of
from pillars.cards.queries import ChainLink
from pillars.cards.values import CHAIN_MODELS
from pillars.cards.views.edit import answer_to
from pillars.cards.views.late_saves import as_posted
from pillars.cards.views.responses import attempt, card_exists, entry_of
from pillars.kinds import KINDS
from workshops.access import PlanRequest, asks
from workshops.live.actions.plan_write import NotFound
from workshops.permissions import role_in, verdict
from workshops.text import natural


@asks(there=card_exists, GET="entry.history")
def entry_history(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Return who changed what, newest first, with the texts that were not chosen; 50 events a page.

    `?isian=` narrows to one field, `?oleh=` to one person (membership key), `?sebelum=` asks for older events.
    """
    entry, asked = entry_of(request, ref, with_deleted=True), request.GET
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


NO_VALUE = "Nilai itu tidak ada di riwayat kartu ini. Pilih baris lain di riwayatnya."
NO_CHANGE = "Perubahan itu tidak dapat diurungkan sendiri. Lihat riwayat kartu ini."
NOWHERE = "Nilai itu menunjuk ke sesuatu yang sudah tidak ada di kelompok ini. Ubah isiannya di kartu."


@asks(there=card_exists, GET="entry.goback", POST="entry.goback")
def go_back(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Give the field `isian` the value again that it had after event `nomor`."""
    entry, number = entry_of(request, ref, with_deleted=True), _number(request)
    if number is None and request.method != "POST":
        return redirect("entry_history", slug, pillar, ref)
    try:
        way = _way_to(request, entry, _asked(request).get("isian", ""), -1 if number is None else number)
    except NotFound:
        return _page(request, entry, fault=NO_VALUE, status=422)
    if request.method != "POST":
        return _page(request, entry, way=way, title="Kembalikan nilai ini", asked=_asked(request))
    event = way.event.number if way.event else 0
    base: Any = natural(request.POST.get("base"))
    return _saved(request, way, base, take_again, way.values, event, base=base)


@asks(there=card_exists, GET="entry.undo_own", POST="entry.undo_own")
def undo(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Take back what event `nomor` changed on a card: one's own, or somebody else's where the action allows it."""
    entry, number = entry_of(request, ref, with_deleted=True), _number(request)
    if number is None and request.method != "POST":
        return redirect("entry_history", slug, pillar, ref)
    try:
        way = way_before(request.plan, entry, -1 if number is None else number)
    except NotFound:
        return _page(request, entry, fault=NO_CHANGE, status=422)
    if request.method != "POST":
        may = _may_undo(request, way)
        return _page(request, entry, way=way, title="Urungkan perubahan", asked=_asked(request), refusal=may)
    return _saved(request, way, number, take_back, number, way.values)


def _way_to(request, entry, key, number):
    """With `hilang` the text that was typed in that event and not taken."""
    if "hilang" in _asked(request):
        return way_to_lost_text(request.actor, request.plan, entry, key, number)
    return way_to(request.plan, entry, key, number)


def _may_undo(request, way):
    """The verdict on taking back what somebody wrote; a truthy one lets."""
    row = "entry.undo_own" if way.event.actor == request.actor.key else "entry.undo_other"
    return verdict(row, role_in(request.actor, request.pillar_code), lock=request.lock)


def _asked(request):
    return request.POST if request.method == "POST" else request.GET


def _number(request):
    return natural(_asked(request).get("nomor"))


def _page(request, entry, *, status=200, refusal=None, **shown):
    page = {"entry": entry, "pillar": entry.pillar, "refused": None if refusal else refusal, **shown}
    page["history"] = reverse("entry_history", args=[request.plan.slug, entry.pillar.slug, entry.ref])
    return render(request, "pillars/cards/go_back.html", page, status=status)


def _saved(request, way, base, action, /, *what, **how):
    """Runs the save, and answers it as a save from the card's own form is answered."""
    form = _form(request, way, base)
    try:
        saved, refusal = attempt(request, form, action, way.entry.ref, *what, **how)
    except Http404:
        return _page(request, way.entry, fault=NOWHERE, status=409)
    return refusal or answer_to(request, form, saved)


def _form(request, way, base):
    """The card's form as if the values had been typed into it."""
    sent = {"op": request.op, "base": base, "as": request.actor.key, "beda": "-"}
    data = as_posted(KINDS[way.entry.KIND], way.values, **sent)
    form = EntryForm.of(request.plan, way.entry, data=data)
    form.is_valid()
    return form
