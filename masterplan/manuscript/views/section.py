"""One section of a book beside its pages as they would print."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from masterplan.manuscript.section_pages import asked_for, first_of, preview_of, section_page
from workshops.access import asks
from workshops.answers import receipt_shown

PAGE, PREVIEW = "masterplan/manuscript/section.html", "masterplan/manuscript/preview.html"


def section_there(request, book, section, **_):
    """Whether the plan's book has such a section (see `access.asks`)."""
    return asked_for(request.plan, book, section) is not None


def _asked(request, book, section):
    asked = asked_for(request.plan, book, section)
    if asked is None:
        raise Http404
    return asked


@asks(there=section_there, GET="book.preview")
def section(request, slug, book, section):
    """The text of one section and how it prints; who may write it finds the form here. A chapter is its first text."""
    if asked_for(request.plan, book, section) is None and (first := first_of(request.plan, book, section)):
        return redirect("manuscript_section", slug, book, first)
    return _page(request, _asked(request, book, section))


def _page(request, asked, status=200, **more):
    context = section_page(asked) | {"may": request.may} | receipt_shown(request)
    return render(request, PAGE, context | more, status=status)


@asks(there=section_there, GET="book.preview", POST="reference.edit")
def preview(request, slug, book, section):
    """The section as it would print: as saved, or (POST) as it is being written. Nothing is kept of it."""
    asked = _asked(request, book, section)
    shown = preview_of(asked) | {"at": timezone.now(), "may": request.may}
    template = PREVIEW if request.htmx else "masterplan/manuscript/preview_page.html"
    response = render(request, template, section_page(asked) | shown)
    response["Cache-Control"] = "private, no-store"
    return response
