"""The desk of the experts, one card on it, and the notes of a group with its answers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.queries import find_entry
from pillars.cards.views.responses import pillar_of
from pillars.models import ReviewReply
from pillars.review.actions import add_note, answer_note, approve, close_note, mark_reviewed, revert_review
from pillars.review.forms import MarkForm, NoteForm, ReplyForm
from pillars.review.pages import (
    READ,
    WORDS,
    desk_context,
    group_context,
    read_context,
    read_page,
    rights,
    with_receipt,
)
from pillars.review.queries import find_thread
from pillars.review.queue import ReviewQuery
from pillars.review.subjects import chapter_code, is_chapter
from workshops.access import PlanRequest, asks
from workshops.answers import page_or_part, receipt_query, see_other
from workshops.live.actions.plan_write import existing

FAULTS = "Belum terkirim. Perbaiki yang berikut, lalu kirim lagi."


@asks(GET="review.view")
def desk(request: PlanRequest, slug: str) -> HttpResponse:
    """Return how far each pillar and kind is read, and the list of what is left; with `?since=N` both again."""
    parts = "pillars/review/desk_changes.html"
    return page_or_part(request, "pillars/review/desk.html", parts, desk_context(request))


def card_exists(request: PlanRequest, ref: str, **_: str) -> bool:
    """Whether the card of an address is in this plan and not in the bin (see `access.asks`)."""
    return find_entry(request.plan, ref) is not None


@asks(there=card_exists, GET="review.view", POST="review.comment")
def read(request: PlanRequest, slug: str, ref: str) -> HttpResponse:
    """Return one card in its chain with all that was said of it; a POST leaves a note and leads on to the next."""
    card = _card(request, ref)
    if request.method != "POST":
        parts = "pillars/review/read_changes.html"
        return page_or_part(request, "pillars/review/read.html", parts, read_context(request, card))
    may_mark = bool(rights(request, card.pillar.code)["may_review"].review_mark_reviewed)
    form = NoteForm(card.KIND, request.POST, may_mark=may_mark)
    if not form.is_valid():
        return read_page(request, card, form=form, status=422, notice=FAULTS)
    done = add_note(request.actor, ref, **form.note, op=form.op)
    if done.status != "saved":
        return read_page(request, card, form=form, status=409, notice=WORDS[done.status])
    return _sent(request, card, form, done)


def _sent(request, card, form, done):
    """On to the next card; our own script gets the receipt and goes there itself."""
    context = read_context(request, card, form)
    if request.htmx:
        page = {**context, "receipt": done.receipt, "note_number": done.number}
        return with_receipt(render(request, "pillars/review/sent.html", page), done)
    then = context["then"]
    query = receipt_query(done.receipt)
    return see_other(then + (query.replace("?", "&") if "?" in then else query), done.receipt)


def _card(request, ref):
    return existing(find_entry(request.plan, ref))


@asks(there=card_exists, POST="review.mark_reviewed")
def reviewed(request: PlanRequest, slug: str, ref: str) -> HttpResponse:
    """Move a card from draf to ditinjau, or back to draf with a reason (`act` kembalikan)."""
    return _mark(request, ref, ("ditinjau", "kembalikan"))


@asks(there=card_exists, POST="review.approve")
def approved(request: PlanRequest, slug: str, ref: str) -> HttpResponse:
    """Move a card from ditinjau to disetujui, or back to ditinjau with a reason (`act` kembalikan)."""
    return _mark(request, ref, ("setujui", "kembalikan"))


def _mark(request, ref, acts):
    card, form = _card(request, ref), MarkForm(request.POST, acts)
    if not form.is_valid():
        return _marked_page(request, card, form, form.first_error, 422)
    act, reason, seen = (form.cleaned_data[name] for name in ("act", "alasan", "terlihat"))
    if act == "kembalikan":
        done = revert_review(request.actor, ref, reason, op=form.op)
    else:
        write = mark_reviewed if act == "ditinjau" else approve
        done = write(request.actor, ref, seen=seen, op=form.op)
    if done.status not in ("saved", "same"):
        return _marked_page(request, card, form, WORDS[done.status], 409)
    address = reverse("review_card", args=[request.plan.slug, ref])
    asked = ReviewQuery.of(request.plan, request.GET).query()
    joint = "&" if asked else "?"
    return see_other(f"{address}{asked}{joint}tersimpan={done.receipt.number}", done.receipt)


def _marked_page(request, card, form, sentence, status):
    context = read_context(request, card) | {"mark_notice": sentence, "mark": form}
    return render(request, READ, context, status=status)


def note_exists(request: PlanRequest, catatan: int, **_: str) -> bool:
    """Whether there is a note of this number (see `access.asks`)."""
    return find_thread(request.plan, catatan) is not None


@asks(there=note_exists, POST="review.close_must")
def close(request: PlanRequest, slug: str, catatan: int) -> HttpResponse:
    """Close a note or open it again; staff give a reason."""
    found = existing(find_thread(request.plan, catatan))
    form = ReplyForm(request.POST, (ReviewReply.CLOSED, ReviewReply.REOPENED))
    if not form.is_valid():
        return _not_closed(request, *found, form)
    done = close_note(request.actor, catatan, *form.cleaned_data.values(), op=form.op)
    if done.status == "reason":
        sentence = (
            "Staf menutup atau membuka catatan dengan alasan: tulis mengapa tenaga ahli tidak melakukannya sendiri."
        )
        form.wrong("jawaban", sentence)
        return _not_closed(request, *found, form)
    return see_other(_address_of(request, *found, done), done.receipt)


def _not_closed(request, note, card, form):
    page = {"wrong": note.number, "said": form, "note": note, "plan": request.plan}
    if card is None:
        return render(request, "pillars/review/not_closed.html", page, status=422)
    return render(request, READ, read_context(request, card) | page, status=422)


def _address_of(request, note, card, done=None):
    """The page that somebody pressed a button of a note on, at that note."""
    slug, query = request.plan.slug, f"?tersimpan={done.receipt.number}" if done else ""
    if is_chapter(note.subject):
        return reverse("review_chapter", args=[slug, chapter_code(note.subject)]) + f"{query}#{note.ref}"
    place = request.POST.get("dari", "")
    if place == "card":
        # the receipt of a note is none of the card's
        return reverse("edit_entry", args=[slug, card.pillar.slug, card.ref]) + f"#{note.ref}"
    if place == "reader":
        return reverse("review_card", args=[slug, card.ref]) + f"{query}#{note.ref}"
    return reverse("group_notes", args=[slug, card.pillar.slug]) + f"{query}#{note.ref}"


@asks(GET="review.view")
def group_notes(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return all that was said of the cards of a group, with the forms to answer it."""
    return _group_page(request)


def _group_page(request, *, status=200, **more):
    context = group_context(request, pillar_of(request), **more)
    if status != 200:
        return render(request, "pillars/review/group.html", context, status=status)
    return page_or_part(request, "pillars/review/group.html", "pillars/review/threads.html", context)


def note_of_group(request: PlanRequest, catatan: int, **_: str) -> bool:
    """Whether the note of the address is on a card of the group of the address."""
    found = find_thread(request.plan, catatan)
    return found is not None and found[1] is not None and found[1].pillar.code == request.pillar_code


@asks(there=note_of_group, POST="review.answer")
def answer(request: PlanRequest, slug: str, pillar: str, catatan: int) -> HttpResponse:
    """Return what the group says under a note: an answer, or that it has been mended."""
    if not note_of_group(request, catatan):
        raise Http404
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _group_page(request, status=422, wrong=catatan, said=form)
    done = answer_note(request.actor, catatan, *form.cleaned_data.values(), op=form.op)
    found: Any = find_thread(request.plan, catatan)
    note, card = found
    return see_other(_address_of(request, note, card, done), done.receipt)
