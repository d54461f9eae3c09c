"""The editions of a plan, one of them, and the open data of its moment."""

from django.http import Http404, HttpResponse

from masterplan.document.books import VOLUMES
from masterplan.editions.edition_books import data_of
from masterplan.editions.edition_list import read_editions
from masterplan.editions.views.responses import DAMAGED, edition_page, edition_there, page
from masterplan.snapshots.storage import Damaged
from workshops.access import PlanRequest, asks
from workshops.answers import download


@asks(GET="book.preview")
def editions(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all editions, newest first."""
    return page(request, "editions.html", {"editions": read_editions(request.plan), "volumes": VOLUMES.values()})


@asks(there=edition_there, GET="book.preview")
def edition(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Return one edition: what it is, what changed, its files, its approval."""
    return edition_page(request, edisi)


@asks(there=edition_there, GET="book.download")
def edition_data(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """The open data as it was when the edition was frozen."""
    try:
        row, content = data_of(request.plan, edisi)
    except Damaged:
        return edition_page(request, edisi, 500, notice=DAMAGED)
    if row is None:
        raise Http404
    return download(content, f"data-{slug}-edisi-{row.label}.zip")
