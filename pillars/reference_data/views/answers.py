"""What the views of the frame share: back to the page with the receipt, and what is said of a write that failed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.live_page import following_page
from pillars.reference_data.actions.outcome import ReferenceDataResult
from pillars.reference_data.forms.base import FrameForm
from workshops.access import PlanRequest
from workshops.answers import attempt, marked, receipt_query, see_other

ROOM = "pillars/reference_data"
CHANGED = "Belum tersimpan: orang lain mengubahnya sejak halaman ini dibuka. Yang Anda tulis masih ada di bawah."
CHANGED += " Bandingkan dengan isi sekarang, lalu simpan lagi bila masih perlu."


def shown(request: PlanRequest, page: str, part: str, **context: Any) -> HttpResponse:
    """Return the page, or for `?since=N` the part of it that changes."""
    return following_page(request, ROOM, page, part, context)


def form_page(
    request: PlanRequest, template: str, form: FrameForm, *, status: int = 200, sentence: str = "", **context: Any
) -> HttpResponse:
    """Return a form, after a refused post with everything that was typed; `sentence` says what is wrong at the top."""
    shown_now = {key: form.shown(key) for key in form.keys}
    context = shown_now | {"plan": request.plan, "form": form, "sentence": sentence} | context
    return render(request, f"{ROOM}/{template}.html", context, status=status)


def tried(
    request: PlanRequest, write: Callable[..., Any], *arguments: Any, **named: str | None
) -> tuple[Any, HttpResponse | None]:
    """Return (what `write` gives, None) or (None, the page that says why nothing was written); what is gone is 404."""
    return attempt(request, write, *arguments, **named)


def to_frame(request: PlanRequest, done: ReferenceDataResult, section: str = "rpjmd") -> HttpResponse:
    """Back to the frame, with the receipt."""
    query = receipt_query(done.receipt)
    more = f"&lihat={section}" if section != "rpjmd" else ""
    more += f"&pindah={done.cards}" if done.cards else ""
    more += f"&tetap={done.stays}" if done.stays else ""
    return see_other(reverse("frame", args=[request.plan.slug]) + query + more, done.receipt)


def stale(request: PlanRequest, page: HttpResponse, done: ReferenceDataResult) -> HttpResponse:
    """Return 409 with the form as it was typed: somebody else was faster."""
    return marked(page, done.receipt)
