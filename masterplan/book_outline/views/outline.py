"""The outline of a book, and changing it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from masterplan.book_outline.actions import (
    OutlineConflict,
    choose_arms,
    hide_part,
    move_part,
    rename_part,
    reset_outline,
    undo_outline,
)
from masterplan.book_outline.forms import HIDES, MOVES, ArmsForm, OutlineForm
from masterplan.book_outline.outline_page import outline_page, takes_back
from masterplan.document.books import VOLUMES
from pillars.narrative.queries import pictures_of_plan
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_shown, see_other
from workshops.text import natural

PAGE = "masterplan/book_outline/outline.html"


def book_there(request: PlanRequest, book: str, **_: str) -> bool:
    """Whether there is such a book (see `access.asks`)."""
    return book in VOLUMES


@asks(there=book_there, GET="book.preview")
def manuscript(request: PlanRequest, slug: str, book: str) -> HttpResponse:
    """The parts of one book in the order of print, with what each lacks; `buka` unfolds one of them, or all."""
    return _page(request, book)


def _page(request, book, status=200, **more):
    if book not in VOLUMES:
        raise Http404
    context = outline_page(request.plan, book) | {"may": request.may} | receipt_shown(request)
    context["opened"] = request.GET.get("buka", "")
    context["undo"] = takes_back(request.plan, book, natural(request.GET.get("tersimpan")))
    return render(request, PAGE, context | more, status=status)


@asks(there=book_there, POST="reference.edit")
def change_outline(request: PlanRequest, slug: str, book: str) -> HttpResponse:
    """One change of the outline: a part moved, renamed, left out or printed again, the whole reset, or one undone."""
    form = OutlineForm(request.POST)
    if not form.is_valid():
        return _page(request, book, 422, form=form)
    try:
        done = _write(form, request.actor, book)
    except OutlineConflict as clash:
        return _page(request, book, 409, form=form, clash=clash)
    return _back(request, book, done, form.code)


def _write(form, actor, book):
    """Do the deed of the form."""
    op = form.op
    if form.deed in MOVES:
        return move_part(actor, book, form.code, form.neighbour, up=MOVES[form.deed], op=op)
    if form.deed in HIDES:
        return hide_part(actor, book, form.code, hidden=HIDES[form.deed], op=op)
    if form.deed == "judul":
        return rename_part(actor, book, form.code, form.title, shown=form.shown, op=op)
    if form.deed == "bawaan":
        return reset_outline(actor, book, seen=form.seen, op=op)
    return undo_outline(actor, book, form.event, op=op)


def _back(request, book, done, code=""):
    address = reverse("manuscript", args=[request.plan.slug, book])
    place = f"&buka={code}#bab-{code}" if code else ""
    return see_other(f"{address}?tersimpan={done.receipt.number}{place}", done.receipt)


@asks(POST="reference.edit")
def arms(request: PlanRequest, slug: str) -> HttpResponse:
    """Choose the picture that stands on the covers as the arms of the region."""
    form = ArmsForm(request.POST)
    known = {one.ref for one in pictures_of_plan(request.plan)}
    done = choose_arms(request.actor, form.picture, known=known, op=form.op)
    book = request.POST.get("buku", "")
    return _back(request, book if book in VOLUMES else next(iter(VOLUMES)), done)
