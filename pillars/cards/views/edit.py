"""Adding and editing a card."""

from typing import Any

from django.http import Http404, HttpResponse

from pillars.cards.actions.save import add_entry as add
from pillars.cards.actions.save import save_entry as save
from pillars.cards.display import receipt_of
from pillars.cards.forms import EntryForm
from pillars.cards.values import CARD_MODELS, ONE_OF
from pillars.cards.views.late_saves import answer_to, restore_parents
from pillars.cards.views.merged import lead_to_merged
from pillars.cards.views.responses import (
    Notice,
    attempt,
    pillar_of,
    sheet,
)
from pillars.cards.views.since import new_card_changes
from pillars.models import SHARED, SharedEntry
from pillars.models.chain import Entry
from pillars.quick_win_guide import begun_with
from workshops.access import PlanRequest, asks
from workshops.text import natural

FAULTS = Notice("Belum tersimpan. Perbaiki yang berikut, lalu simpan lagi.", "field_error")


@asks(GET="entry.add", POST="entry.add")
def add_entry(request: PlanRequest, slug: str, pillar: str, kind: str) -> HttpResponse:
    """Return a new card; its parent comes from `?induk=` and can still be changed."""
    row = pillar_of(request)
    if issubclass(CARD_MODELS[kind], SharedEntry) != (row is SHARED) or kind in ONE_OF:
        raise Http404
    if request.method != "POST" and "since" in request.GET:
        return new_card_changes(request)
    if request.method != "POST":
        begun = begun_with(kind, request.GET.get("contoh"))
        return sheet(request, EntryForm(request.plan, row, kind, parent=request.GET.get("induk", ""), begun=begun))
    form = EntryForm(request.plan, row, kind, data=request.POST)
    if not form.is_valid():
        return sheet(request, form, status=422, notice=FAULTS)
    if refusal := restore_parents(request, form):
        return refusal
    saved, refusal = attempt(request, form, lambda: add(request.actor, kind, row.code, form.values, op=form.op))
    return refusal or answer_to(request, form, saved)


def save_posted(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Save what was posted for a card and return the answer to it."""
    form = EntryForm.of(request.plan, entry, data=request.POST)
    if not form.is_valid():
        return sheet(request, form, status=422, notice=FAULTS)
    if refusal := restore_parents(request, form):
        return refusal
    saved, refusal = attempt(
        request, form, lambda: save(request.actor, entry.ref, form.values, base=form.base, op=form.op)
    )
    return refusal or answer_to(request, form, saved)


def show(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Return the page of a card, with the receipt of the save that led here.

    A merged one leads to the card it is part of.
    """
    if entry.merged_into:
        return lead_to_merged(request, entry)
    number, removed, since = (natural(request.GET.get(name)) for name in ("tersimpan", "dibuang", "sejak"))
    receipt = None
    if number is not None:
        agreed = request.GET.get("sama", "").split(",")
        about: dict[str, Any] = {"me": request.actor.key, "since": since, "agreed": agreed}
        receipt = receipt_of(request.plan, entry, number, removed or 0, **about)
    form = EntryForm.of(request.plan, entry, receipt=receipt)
    if receipt:
        form.warnings, form.removed = receipt.warnings, receipt.removed
    return sheet(request, form)
