"""The page of books: order a file or a paper of a bimtek's end, watch it being made, cancel it, fetch it."""

import secrets
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from masterplan.closing.papers import ATTENDED, LIST, NOW, SIGNED, is_paper
from masterplan.closing.views import bimtek_exists, signing_exists
from masterplan.downloads.items import FORMATS, content_label, find_item
from masterplan.downloads.models import Export
from masterplan.exports.actions import orders
from masterplan.exports.book_contents import read_books_page
from workshops.access import PlanRequest, asks, numbered
from workshops.answers import download, see_other
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Plan

file_exists = numbered(Export, "n")


@asks(GET="book.preview")
def books(request: PlanRequest, slug: str) -> HttpResponse:
    """Return what can be made, what is being made, and the files that are there."""
    page = {
        "shelf": (shelf := read_books_page(request.plan)),
        "editions": shelf.editions,
        "formats": FORMATS,
        "plan": request.plan,
        "may": request.may,
        "op": secrets.token_urlsafe(12),
    }
    return render(request, "masterplan/exports/books.html", page)


@asks(POST="book.export")
def order_export(request: PlanRequest, slug: str, book: str) -> HttpResponse:
    """Order a file; a second press of the same button orders nothing more."""
    chosen, part = request.POST.get("format", "pdf"), request.POST.get("part", "")
    receipt, export = orders.order_export(request.actor, book, chosen, part, op=request.op)
    return see_other(f"{reverse('books', args=[slug])}#unduhan-{export.number}", receipt)


@asks(there=file_exists, POST="book.export")
def cancel_export(request: PlanRequest, slug: str, n: int) -> HttpResponse:
    """Stop the making of a file."""
    receipt = orders.cancel_export(request.actor, n, op=request.op)
    return see_other(reverse("books", args=[slug]), receipt)


@asks(there=file_exists, GET="book.preview")
def export_status(request: PlanRequest, slug: str, n: int) -> HttpResponse:
    """Return one file of the list as it stands now; asks for itself again while it is being made."""
    item = existing(find_item(request.plan, n))
    page = {"item": item, "plan": request.plan, "may": request.may, "op": secrets.token_urlsafe(12)}
    template = "masterplan/exports/item.html" if request.htmx else "masterplan/exports/status.html"
    return render(request, template, page)


@asks(there=file_exists, GET="book.download")
def download_export(request: PlanRequest, slug: str, n: int) -> HttpResponse:
    """Return the file, always as a download and never kept by a proxy."""
    export = existing(Export.objects.filter(plan=request.plan, number=n, state=Export.SELESAI).first())
    return download(bytes(export.content or b""), file_name(request.plan, export))


def file_name(plan: Plan, export: Export) -> str:
    """Return `buku-2-pilar-ekonomi-ponorogo-20261124-1042.pdf`: what is in it, whose, local time.

    Safe in any header.
    """
    made = export.done_at.astimezone(ZoneInfo(plan.time_zone))
    what = export.book if is_paper(export.book) else slugify(content_label(export).replace(".", "-"))[:80].strip("-")
    ending = "zip" if export.format == "csv" else export.format
    return f"{what or 'buku'}-{plan.slug}-{made:%Y%m%d-%H%M}.{ending}"


@asks(there=bimtek_exists, POST="book.export")
def order_minutes(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Order the draft, or the list, as PDF: a long list takes more than a moment."""
    return _ordered(request, f"{LIST if request.POST.get('jenis') == 'daftar-hadir' else NOW}-{bimtek}")


@asks(there=signing_exists, POST="book.export")
def order_signed(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Order a signed paper as PDF."""
    return _ordered(request, f"{ATTENDED if request.POST.get('jenis') == 'daftar-hadir' else SIGNED}-{edisi}")


def _ordered(request, code):
    """Orders a paper as PDF and leads to the list of files, where it is watched and fetched."""
    done = orders.order_export(request.actor, code, "pdf", op=request.op)
    receipt, export = done
    return see_other(f"{reverse('books', args=[request.plan.slug])}#unduhan-{export.number}", receipt)
