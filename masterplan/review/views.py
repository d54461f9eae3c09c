"""The review of the books chapter by chapter, as bimtek IV does it."""

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from masterplan.review.chapters import find_chapter, fingerprint, read_chapters
from masterplan.review.pages import address, chapter_context
from pillars.review.actions import add_note, answer_note, approve, mark_reviewed, revert_review
from pillars.review.forms import MarkForm, NoteForm, ReplyForm
from pillars.review.pages import WORDS, answered, rights, with_receipt
from pillars.review.queries import find_thread
from pillars.review.subjects import chapter_code
from workshops.access import PlanRequest, asks
from workshops.answers import page_or_part, receipt_context, see_other
from workshops.live.actions.plan_write import existing

FAULTS = "Belum terkirim. Perbaiki yang berikut, lalu kirim lagi."
DIGEST = re.compile("[0-9a-f]{16,64}")
PAGE, SHEET = "masterplan/review/chapter.html", "pillars/review/sheet.html"


@asks(GET="review.view")
def chapters(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all chapters of the books, how far each is read and what waits on it."""
    context = {
        "plan": request.plan,
        "volumes": read_chapters(request.plan, live="since" in request.GET),
        **receipt_context(request),
    }
    return page_or_part(request, "masterplan/review/chapters.html", "masterplan/review/volumes.html", context)


def chapter_exists(request: PlanRequest, bab: str, **_: str) -> bool:
    """Whether there is a chapter of this code (see `access.asks`)."""
    return find_chapter(bab) is not None


@asks(there=chapter_exists, GET="review.view", POST="review.comment")
def chapter(request: PlanRequest, slug: str, bab: str) -> HttpResponse:
    """Return one chapter with its notes; a POST leaves a note and leads on to the next chapter that nobody has read."""
    one = _chapter(bab)
    if request.method != "POST":
        return page_or_part(request, PAGE, "masterplan/review/chapter_changes.html", chapter_context(request, one))
    form = NoteForm("", request.POST, may_mark=bool(rights(request, None)["may_review"].review_mark_reviewed))
    if not form.is_valid():
        page = chapter_context(request, one, form) | {"notice": FAULTS}
        return answered(request, render(request, SHEET if request.htmx else PAGE, page, status=422), form)
    said = form.note | {"fingerprint": _words_read(request, one) if form.is_read else ""}
    done = add_note(request.actor, one.subject, **said, op=form.op)
    page = chapter_context(request, one, form) | {"receipt": done.receipt}
    if request.htmx:
        return with_receipt(render(request, "pillars/review/sent.html", page), done)
    return see_other(f"{page['then']}?tersimpan={done.receipt.number}", done.receipt)


def _words_read(request, one):
    """The digest of the chapter as the page had shown it: what changed meanwhile has not been read."""
    shown = request.POST.get("kata", "")
    return shown if DIGEST.fullmatch(shown) else fingerprint(request.plan, one)


def _chapter(code):
    return existing(find_chapter(code))


@asks(there=chapter_exists, POST="review.mark_reviewed")
def chapter_reviewed(request: PlanRequest, slug: str, bab: str) -> HttpResponse:
    """Move a chapter from draf to ditinjau, or back to draf with a reason."""
    return _mark(request, bab, ("ditinjau", "kembalikan"))


@asks(there=chapter_exists, POST="review.approve")
def chapter_approved(request: PlanRequest, slug: str, bab: str) -> HttpResponse:
    """Move a chapter from ditinjau to disetujui, or back to ditinjau with a reason."""
    return _mark(request, bab, ("setujui", "kembalikan"))


def _mark(request, code, acts):
    one, form = _chapter(code), MarkForm(request.POST, acts)
    if not form.is_valid():
        return _not_marked(request, one, form, form.first_error, 422)
    act, reason, seen = (form.cleaned_data[name] for name in ("act", "alasan", "terlihat"))
    if act == "kembalikan":
        done = revert_review(request.actor, one.subject, reason, op=form.op)
    else:
        write = mark_reviewed if act == "ditinjau" else approve
        words = _words_read(request, one) if act == "ditinjau" else fingerprint(request.plan, one)
        done = write(request.actor, one.subject, seen=seen, fingerprint=words, op=form.op)
    if done.status not in ("saved", "same"):
        return _not_marked(request, one, form, WORDS[done.status], 409)
    return see_other(f"{address('review_chapter', request.plan, code)}?tersimpan={done.receipt.number}", done.receipt)


def _not_marked(request, one, form, sentence, status):
    page = chapter_context(request, one) | {"mark_notice": sentence, "mark": form}
    return render(request, PAGE, page, status=status)


def chapter_note_exists(request: PlanRequest, catatan: int, **_: Any) -> bool:
    """Whether the note of this number is one on a chapter (see `access.asks`)."""
    found = find_thread(request.plan, catatan)
    return found is not None and found[1] is None


@asks(there=chapter_note_exists, POST="review.answer")
def answer_chapter(request: PlanRequest, slug: str, catatan: int) -> HttpResponse:
    """Return what somebody says under a note on a chapter: chapters are everybody's."""
    if not chapter_note_exists(request, catatan):
        raise Http404
    note, _ = find_thread(request.plan, catatan)
    one, form = _chapter(chapter_code(note.subject)), ReplyForm(request.POST)
    if not form.is_valid():
        page = {"wrong": catatan, "said": form}
        return render(request, PAGE, chapter_context(request, one) | page, status=422)
    done = answer_note(request.actor, catatan, *form.cleaned_data.values(), op=form.op)
    there = address("review_chapter", request.plan, one.code)
    return see_other(f"{there}?tersimpan={done.receipt.number}#{note.ref}", done.receipt)
