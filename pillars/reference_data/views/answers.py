"""What the views of the frame share: back to the page with the receipt, and what is said of a write that failed."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from pillars.reference_data.actions.outcome import ReferenceDataResult, StillUsed, Wrong
from pillars.reference_data.forms.base import FrameForm
from pillars.reference_data.forms.lists import OfficeTransferForm
from pillars.reference_data.queries import present_of
from pillars.reference_data.row_states import row_fingerprint
from workshops.access import PlanRequest
from workshops.answers import marked, receipt_query, see_other

ROOM = "pillars/reference_data"
FAULTS = "Belum tersimpan. Perbaiki yang berikut, lalu simpan lagi."
#: What a post may ask for instead of a save.
REMOVALS = ("hapus", "pindah")
CHANGED = "Belum tersimpan: orang lain mengubahnya sejak halaman ini dibuka. Yang Anda tulis masih ada di bawah."
CHANGED += " Bandingkan dengan isi sekarang, lalu simpan lagi bila masih perlu."


def form_page(
    request: PlanRequest, template: str, form: FrameForm, *, status: int = 200, sentence: str = "", **context: Any
) -> HttpResponse:
    """Return a form, after a refused post with everything that was typed; `sentence` says what is wrong at the top."""
    context = {"plan": request.plan, "form": form, "faulty": form, "sentence": sentence} | context
    return render(request, f"{ROOM}/{template}.html", context, status=status)


def to_frame(request: PlanRequest, done: ReferenceDataResult, section: str = "rpjmd") -> HttpResponse:
    """Redirect to the frame, with the receipt."""
    query = receipt_query(done.receipt)
    more = f"&lihat={section}" if section != "rpjmd" else ""
    more += f"&pindah={done.cards}" if done.cards else ""
    more += f"&tetap={done.stays}" if done.stays else ""
    return see_other(reverse("frame", args=[request.plan.slug]) + query + more, done.receipt)


def write_and_answer(
    request: PlanRequest,
    form: FrameForm,
    page: Callable[..., HttpResponse],
    row: Model | None,
    write: Callable[..., ReferenceDataResult],
    *arguments: Any,
    section: str = "rpjmd",
    **named: Any,
) -> HttpResponse:
    """Return write, and answer: back to the frame, or `page(status=, sentence=, now=)` with what is wrong; 409 where
    somebody else was faster. `row`: what is changed, None for something new.
    """
    try:
        done = write(request.actor, *arguments, op=form.op, **named)
    except Wrong as wrong:
        form.take(wrong)
        return page(status=422, sentence=FAULTS)
    return to_frame(request, done, section) if done.status != "changed" else stale(form, page, row, done)


def stale(
    form: FrameForm, page: Callable[..., HttpResponse], row: Model | None, done: ReferenceDataResult
) -> HttpResponse:
    """Return 409 with the form as it was typed and what stands there now: somebody else was faster."""
    form.seen = row_fingerprint(row) if row else ""
    return marked(page(status=409, sentence=CHANGED, now=present_of(row) if row else ()), done.receipt)


def dropped(
    request: PlanRequest,
    form: FrameForm,
    page: Callable[..., HttpResponse],
    row: Model,
    write: Callable[..., ReferenceDataResult],
    *arguments: Any,
    about: dict[str, Any],
    others: list[tuple[str, str]] | None = None,
    section: str = "rpjmd",
) -> HttpResponse:
    """Take `row` away, and answer; what leans on it is named first, and may move to one of `others` [(ref, label)]."""
    move = OfficeTransferForm(request.POST)
    moved = {} if others is None else {"move_to": move.move_to}
    try:
        done = write(request.actor, *arguments, seen=move.seen, op=move.op, **moved)
    except (StillUsed, Wrong) as no:
        if isinstance(no, Wrong):
            move.take(no)
        move.offer(others or [], row_fingerprint(row))
        return form_page(request, "still_used", move, status=409, users=getattr(no, "users", ()), **about)
    return to_frame(request, done, section) if done.status != "changed" else stale(form, page, row, done)


def typed(request: PlanRequest) -> QueryDict | None:
    """Return what was posted to the form of a row, None where nothing of it is to be saved."""
    return request.POST if request.method == "POST" and request.POST.get("act") not in REMOVALS else None
