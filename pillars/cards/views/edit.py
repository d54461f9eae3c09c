"""A card added, edited, moved, and what others changed on it meanwhile (`?since=N`)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from pillars.cards.actions.order import reorder_entry as reorder
from pillars.cards.actions.result import Saved
from pillars.cards.actions.save import add_entry as add
from pillars.cards.actions.save import save_entry as save
from pillars.cards.changes import edits_since, since
from pillars.cards.display import receipt_of
from pillars.cards.forms import EntryForm
from pillars.cards.queries import parent_refs
from pillars.cards.values import CARD_MODELS, ONE_OF, PARENT_FIELD, values_of
from pillars.cards.views.late_saves import (
    deleted_card_answer,
    deleted_parent_answer,
    lead_to_merged,
    next_twin_choice,
    restore_parents,
)
from pillars.cards.views.responses import Notice, attempt, card_exists, entry_of, pillar_of, saved_answer, sheet
from pillars.models import SHARED, SharedEntry
from pillars.models.chain import Entry
from pillars.quick_win_guide import begun_with
from workshops.access import PlanRequest, asks
from workshops.agenda.room_state import room_changed_since, room_context
from workshops.answers import FullPageNeeded, live_page
from workshops.live.models import Event
from workshops.text import natural


@live_page
def card_changes(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Return notes of what others changed on this card after event N, and the number that this answer knows."""
    writes = request.may.entry_edit or getattr(request, "filling", None)
    number = since(request)
    if not writes and _touched(request.plan, entry, number):
        raise FullPageNeeded
    found = edits_since(request.plan, entry, number, request.actor.key)
    # notes are for who types; who only reads has the card as it stands
    notes = found if writes else None
    context = {"found": notes, "here": found.here, "entry": entry, "pillar": entry.pillar, "after": number}
    if room_changed_since(request.plan, number):
        context |= room_context(request, entry.pillar.code)
    return render(request, "components/changed.html", context)


@live_page
def new_card_changes(request: PlanRequest) -> HttpResponse:
    """Return the same for the page of a card that is not there yet: the end time and what was said to the room."""
    if not room_changed_since(request.plan, since(request)):
        return HttpResponse()
    page = {"plan": request.plan, **room_context(request, request.pillar_code)}
    return render(request, "pillars/cards/beside_new.html", page)


def _touched(plan, entry, number):
    """Whether the card, its parents or somebody's name changed after event `number`."""
    shown = Q(refs__overlap=[entry.ref, *parent_refs(entry.KIND, values_of(entry))])
    events = Event.objects.filter(plan=plan, number__gt=number, number__lte=plan.head)
    # what experts say of the card is a part of its own, and answers may be typed in it
    events = events.exclude(verb__startswith="review.")
    return events.filter(shown | Q(verb__startswith="person.")).exists()


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
    if "pulihkan" in request.POST and (refusal := restore_parents(request, form)):
        return refusal
    saved, refusal = attempt(request, form, add, kind, row.code, form.values)
    return refusal or answer_to(request, form, saved)


def save_posted(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Save what was posted for a card and return the answer to it."""
    form = EntryForm.of(request.plan, entry, data=request.POST)
    if not form.is_valid():
        return sheet(request, form, status=422, notice=FAULTS)
    if "pulihkan" in request.POST and (refusal := restore_parents(request, form)):
        return refusal
    read = (request.plan, entry)
    saved, refusal = attempt(request, form, save, entry.ref, form.values, base=form.base, read=read)
    return refusal or answer_to(request, form, saved)


def answer_to(request: PlanRequest, form: Any | EntryForm, saved: Saved, *, op: str | None = None) -> HttpResponse:
    """Return what follows a committed save of any status. `op`: the one that was sent, where the save had another."""
    if saved.status == "deleted":
        answer = deleted_card_answer(request, saved, form.base, status=409)
    elif saved.status == "parent_deleted":
        answer = deleted_parent_answer(request, form, saved)
    else:
        answer = ("sisa" in request.POST and next_twin_choice(request, saved)) or saved_answer(request, saved, form)
    if op and "X-Rembuk-Op" in answer:
        # the phone sent one op and believes no other
        answer["X-Rembuk-Op"] = op
    return answer


def show(request: PlanRequest, entry: Entry) -> HttpResponse:
    """Return the page of a card, with the receipt of the save that led here.

    A merged one leads to the card it is part of.
    """
    if entry.merged_into:
        return lead_to_merged(request, entry)
    return sheet(request, with_receipt(request, entry, partial(EntryForm.of, request.plan, entry)))


def with_receipt(request: PlanRequest, entry: Entry | None, make_form: Callable[..., EntryForm]) -> EntryForm:
    """Return `make_form(receipt=)` with the receipt of the save that led to this address, where one did."""
    number, removed, since = (natural(request.GET.get(name)) for name in ("tersimpan", "dibuang", "sejak"))
    if entry is None or number is None:
        return make_form()
    agreed = request.GET.get("sama", "").split(",")
    receipt = receipt_of(request.plan, entry, number, removed or 0, me=request.actor.key, since=since, agreed=agreed)
    form = make_form(receipt=receipt)
    form.warnings, form.removed = receipt.warnings, receipt.removed
    return form


@asks(there=card_exists, POST="entry.move")
def reorder_entry(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Move the card one place up (`arah=naik`) or down (`arah=turun`)."""
    entry = entry_of(request, ref, with_deleted=True)
    form = EntryForm.of(request.plan, entry, data=request.POST)
    direction = request.POST.get("arah")
    if direction not in ("naik", "turun"):
        return sheet(request, form, status=422, notice=FAULTS)
    saved, refusal = attempt(request, form, reorder, ref, direction)
    return refusal or answer_to(request, form, saved)


@asks(there=card_exists, POST="entry.move")
def move_entry(request: PlanRequest, slug: str, pillar: str, ref: str) -> HttpResponse:
    """Hang a card under another parent: the same save as in the form, with only that field.

    `utama` names the problem that a target is to hang from first.
    """
    entry = entry_of(request, ref, with_deleted=True)
    form = EntryForm.of(request.plan, entry, data=request.POST, only={PARENT_FIELD.get(entry.KIND, "")})
    if not form.is_valid() or not form.values:
        return sheet(request, form, status=422, notice=FAULTS)
    _put_first(form, request.POST.get("utama"))
    how: dict[str, Any] = {"base": form.base, "verb": "entry.moved", "action": "entry.move"}
    saved, refusal = attempt(request, form, save, ref, form.values, **how)
    return refusal or answer_to(request, form, saved)


def _put_first(form, ref):
    """Places the problem `ref` in front: on the board a target hangs from the first that it answers."""
    problems = form.values.get("problem_refs") or []
    if ref in problems:
        form.values["problem_refs"] = [ref, *(other for other in problems if other != ref)]
