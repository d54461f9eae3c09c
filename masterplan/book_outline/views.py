"""The pages of the manuscript: the outline of a book, and one section beside its print."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from masterplan.book_outline.actions import (
    OutlineConflict,
    choose_arms,
    hide_part,
    move_part,
    rename_part,
    reset_outline,
    undo_outline,
)
from masterplan.book_outline.forms import HIDES, MOVES, OutlineForm, WrittenForm
from masterplan.book_outline.outline_page import outline_page, takes_back
from masterplan.book_outline.section_pages import (
    first_of,
    form_page,
    preview_of,
    section_page,
    section_query,
    with_unsaved_section,
)
from masterplan.document.books import VOLUMES
from masterplan.press.preview import warm
from pillars.narrative.queries import pictures_of_plan
from pillars.narrative.views import answer, for_readers
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_context, see_other
from workshops.live.actions.plan_write import existing
from workshops.text import natural

OUTLINE, PAGE, PREVIEW = (f"masterplan/book_outline/{name}.html" for name in ("outline", "section", "preview"))


def book_exists(request: PlanRequest, book: str, **_: str) -> bool:
    """Whether there is such a book (see `access.asks`)."""
    return book in VOLUMES


@asks(there=book_exists, GET="book.preview")
def outline(request: PlanRequest, slug: str, book: str) -> HttpResponse:
    """Show the parts of one book in the order of print, with what each lacks; `buka` unfolds one of them, or all."""
    return _page(request, book)


def _page(request, book, status=200, **more):
    if book not in VOLUMES:
        raise Http404
    context = outline_page(request.plan, book) | {"may": request.may} | receipt_context(request)
    context["opened"] = request.GET.get("buka", "")
    context["undo"] = takes_back(request.plan, book, natural(request.GET.get("tersimpan")))
    return render(request, OUTLINE, context | more, status=status)


@asks(there=book_exists, POST="reference.edit")
def change_outline(request: PlanRequest, slug: str, book: str) -> HttpResponse:
    """Move, rename, leave out or print a part again, reset the whole outline, or undo one change."""
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
    op, given = form.op, form.cleaned_data
    deed, neighbour = given["apa"]
    if deed in MOVES:
        return move_part(actor, book, form.code, neighbour, up=MOVES[deed], op=op)
    if deed in HIDES:
        return hide_part(actor, book, form.code, hidden=HIDES[deed], op=op)
    if deed == "judul":
        return rename_part(actor, book, form.code, given["judul"], shown=form.shown, op=op)
    if deed == "bawaan":
        return reset_outline(actor, book, seen=given["versi"], op=op)
    return undo_outline(actor, book, given["peristiwa"], op=op)


def _back(request, book, done, code=""):
    address = reverse("book_outline", args=[request.plan.slug, book])
    place = f"&buka={code}#bab-{code}" if code else ""
    return see_other(f"{address}?tersimpan={done.receipt.number}{place}", done.receipt)


@asks(POST="reference.edit")
def arms(request: PlanRequest, slug: str) -> HttpResponse:
    """Choose the picture that stands on the covers as the arms of the region."""
    picture, op, book = (request.POST.get(name, "") for name in ("lambang", "op", "buku"))
    known = {one.ref for one in pictures_of_plan(request.plan)}
    done = choose_arms(request.actor, picture, known=known, op=op)
    return _back(request, book if book in VOLUMES else next(iter(VOLUMES)), done)


ALONE = "masterplan/book_outline/preview_page.html"


def section_exists(request: PlanRequest, book: str, section: str, **_: str) -> bool:
    """Whether the plan's book has such a section (see `access.asks`)."""
    return section_query(request.plan, book, section) is not None


def _asked(request, book, section):
    return existing(section_query(request.plan, book, section))


@asks(there=section_exists, GET="book.preview", POST="reference.edit")
def section(request: PlanRequest, slug: str, book: str, section: str) -> HttpResponse:
    """Return the text of one section and how it prints; who may write it finds the form here.

    A chapter is its first text.
    """
    if section_query(request.plan, book, section) is None and (first := first_of(request.plan, book, section)):
        return redirect("book_section", slug, book, first)
    asked = _asked(request, book, section)
    if request.method == "GET" and not request.htmx and "since" not in request.GET:
        warm()  # the page asks for its preview as soon as it is open
    if request.may.reference_edit:
        return answer(request, form_page(asked, partial(_around, request, asked), PAGE))
    return render(request, PAGE, _around(request, asked) | for_readers(request, section))


def _around(request, asked):
    return section_page(asked) | {"may": request.may} | receipt_context(request)


@asks(there=section_exists, GET="book.preview", POST="reference.edit")
def preview(request: PlanRequest, slug: str, book: str, section: str) -> HttpResponse:
    """Return the section as it would print: as saved, or (POST) as it is being written. Nothing is kept of it."""
    asked, form = _asked(request, book, section), WrittenForm(request.POST)
    if request.method == "POST" and not form.is_valid():
        return _shown(request, asked, {"failure": form.first_error, "printed": True}, 422)
    if request.method == "POST":
        asked = with_unsaved_section(asked, *form.cleaned_data.values())
    return _shown(request, asked, preview_of(asked))


def _shown(request, asked, found, status=200):
    template = PREVIEW if request.htmx else ALONE
    context = section_page(asked) | found | {"at": timezone.now(), "may": request.may}
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
