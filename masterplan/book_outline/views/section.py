"""One section of a book beside its pages as they would print."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from masterplan.book_outline.forms import WrittenForm
from masterplan.book_outline.section_pages import (
    as_written,
    first_of,
    form_page,
    preview_of,
    section_page,
    section_query,
)
from masterplan.press.preview import warm
from pillars.narrative.views.section import answer, for_readers
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_shown
from workshops.live.actions.plan_write import existing

PAGE, PREVIEW = "masterplan/book_outline/section.html", "masterplan/book_outline/preview.html"
ALONE = "masterplan/book_outline/preview_page.html"


def section_there(request: PlanRequest, book: str, section: str, **_: str) -> bool:
    """Whether the plan's book has such a section (see `access.asks`)."""
    return section_query(request.plan, book, section) is not None


def _asked(request, book, section):
    return existing(section_query(request.plan, book, section))


@asks(there=section_there, GET="book.preview", POST="reference.edit")
def section(request: PlanRequest, slug: str, book: str, section: str) -> HttpResponse:
    """Return the text of one section and how it prints; who may write it finds the form here.

    A chapter is its first text.
    """
    if section_query(request.plan, book, section) is None and (first := first_of(request.plan, book, section)):
        return redirect("manuscript_section", slug, book, first)
    asked = _asked(request, book, section)
    if request.method == "GET" and not request.htmx and "since" not in request.GET:
        warm()  # the page asks for its preview as soon as it is open
    if request.may.reference_edit:
        return answer(request, form_page(asked, partial(_around, request, asked), PAGE))
    return render(request, PAGE, _around(request, asked) | for_readers(request, section))


def _around(request, asked):
    return section_page(asked) | {"may": request.may} | receipt_shown(request)


@asks(there=section_there, GET="book.preview", POST="reference.edit")
def preview(request: PlanRequest, slug: str, book: str, section: str) -> HttpResponse:
    """The section as it would print: as saved, or (POST) as it is being written. Nothing is kept of it."""
    asked, form = _asked(request, book, section), WrittenForm(request.POST)
    if request.method == "POST" and not form.is_valid():
        return _shown(request, asked, {"failure": form.sentence, "printed": True}, 422)
    if request.method == "POST":
        asked = as_written(asked, form.title, form.blocks)
    return _shown(request, asked, preview_of(asked))


def _shown(request, asked, found, status=200):
    template = PREVIEW if request.htmx else ALONE
    context = section_page(asked) | found | {"at": timezone.now(), "may": request.may}
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
