"""What the views of the frame share: back to the page with the receipt, and what is said of a write that failed."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.live_page import following_page
from pillars.reference_data.actions import ReferenceRowNotFound, StillUsed, Wrong
from pillars.reference_data.actions.outcome import ReferenceDataResult
from pillars.reference_data.forms import OfficeTransferForm
from pillars.reference_data.forms.base import FrameForm
from pillars.reference_data.queries import present_of
from pillars.reference_data.row_states import seen_of
from workshops.access import PlanRequest
from workshops.answers import attempt, marked, receipt_query, see_other

ROOM = "pillars/reference_data"
#: What a post may ask for instead of a save.
REMOVALS = ("hapus", "pindah")
FAULTS = "Belum tersimpan. Perbaiki yang berikut, lalu simpan lagi."
CHANGED = "Belum tersimpan: orang lain mengubahnya sejak halaman ini dibuka. Yang Anda tulis masih ada di bawah."
CHANGED += " Bandingkan dengan isi sekarang, lalu simpan lagi bila masih perlu."


def shown(request: PlanRequest, page: str, part: str, **context: Any) -> HttpResponse:
    """Return the page, or for `?since=N` the part of it that changes."""
    return following_page(request, ROOM, page, part, context)


def form_page(
    request: PlanRequest, template: str, form: FrameForm, *, status: int = 200, sentence: str = "", **context: Any
) -> HttpResponse:
    """Return a form, after a refused post with everything that was typed; `sentence` says what is wrong at the top."""
    context = {"plan": request.plan, "form": form, "faulty": form, "sentence": sentence} | context
    return render(request, f"{ROOM}/{template}.html", context, status=status)


def tried(
    request: PlanRequest, write: Callable[..., Any], *arguments: Any, **named: str | None
) -> tuple[Any, HttpResponse | None]:
    """Return (what `write` gives, None) or (None, the page that says why nothing was written); what is gone is 404."""
    try:
        return attempt(request, write, *arguments, **named)
    except ReferenceRowNotFound:
        raise Http404 from None


def to_frame(request: PlanRequest, done: ReferenceDataResult, section: str = "rpjmd") -> HttpResponse:
    """Back to the frame, with the receipt."""
    query = receipt_query(done.receipt)
    more = f"&lihat={section}" if section != "rpjmd" else ""
    more += f"&pindah={done.cards}" if done.cards else ""
    more += f"&tetap={done.stays}" if done.stays else ""
    return see_other(reverse("frame", args=[request.plan.slug]) + query + more, done.receipt)


def written(
    request: PlanRequest,
    form: FrameForm,
    page: Callable[..., HttpResponse],
    write: Callable[..., Any],
    *arguments: Any,
    row: Model | None = None,
    section: str = "rpjmd",
    **named: str | None,
) -> HttpResponse:
    """Write, and return the frame's `section`, or the `page` of `form` with what is wrong or was changed meanwhile."""
    try:
        done, refusal = tried(request, write, request.actor, *arguments, op=form.op, **named)
    except Wrong as wrong:
        form.take(wrong)
        return page(status=422, sentence=FAULTS)
    if refusal:
        return refusal
    if done.status == "changed":
        form.seen = seen_of(row) if row else ""
        return marked(page(status=409, sentence=CHANGED, now=row and present_of(row)), done.receipt)
    return to_frame(request, done, section)


def dropped(
    request: PlanRequest,
    page: Callable[..., HttpResponse],
    row: Any,
    others: Callable[[], list[tuple[str, str]]],
    drop: Callable[..., Any],
    *arguments: Any,
    section: str = "rpjmd",
    **about: Any,
) -> HttpResponse:
    """Take `row` away and return the frame, or the page that asks to which of the `others` its links go."""
    move = OfficeTransferForm(request.POST)

    def still_used(users):
        move.offer(others(), seen_of(row))
        return form_page(request, "still_used", move, status=409, row=row, users=users, **about)

    def shown(**more):
        return still_used([]) if move.errors else page(**more)

    given = {"seen": move.seen, "move_to": move.move_to}
    try:
        return written(request, move, shown, drop, *arguments, row=row, section=section, **given)
    except StillUsed as used:
        return still_used(used.users)
