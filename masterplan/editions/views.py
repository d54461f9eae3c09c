"""Views of editions: the list and one of them, freezing, approving, the check page."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from masterplan.document.books import VOLUMES, UnknownBook
from masterplan.document.edition_status import approval_text
from masterplan.downloads.items import FORMATS, items_of
from masterplan.editions.actions import (
    EditionNotPossible,
    approve_edition,
    freeze_edition,
    take_back_approval,
    withdraw_edition,
)
from masterplan.editions.content import latest
from masterplan.editions.edition_books import data_of, status_of_edition
from masterplan.editions.edition_list import find_edition, fingerprint_groups, read_editions
from masterplan.editions.forms import ApprovalForm, CheckForm, FreezeForm, TakeBackForm, WithdrawForm
from masterplan.editions.gaps import book_gaps
from masterplan.editions.models import Edition
from masterplan.snapshots.storage import Damaged
from workshops.access import PlanRequest, asks, numbered
from workshops.answers import download, receipt_context, receipt_query, redirect_with_receipt, see_other
from workshops.live.actions.plan_write import existing
from workshops.people.join_codes import public_address
from workshops.people.rate_limits import OF_ADDRESS, OpenedCodes
from workshops.people.views.join_page import slow_down

DAMAGED = "Berkas edisi yang tersimpan tidak utuh lagi. Beri tahu pengelola sistem; pulihkan dari cadangan."


edition_exists = numbered(Edition, "edisi")


def page(request: PlanRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of this room."""
    context = {"plan": request.plan, "may": request.may, **context}
    return render(request, f"masterplan/editions/{template}", context, status=status)


def edition_page(request: PlanRequest, number: int, status: int = 200, **more: Any) -> HttpResponse:
    """Return all that is known of one edition, with what was typed into one of its forms. Raises Http404."""
    found = existing(find_edition(request.plan, number))
    files = items_of(request.plan, request.plan.exports.filter(book=found.row.ref))
    old = [item.number for item in files if item.is_ready and item.export.ordered_at < found.turned_at]
    empty = {"approving": ApprovalForm(request.plan), "taking_back": TakeBackForm(), "withdrawing": WithdrawForm()}
    shown = {"edition": found, "files": files, "old": old, "formats": FORMATS, **receipt_context(request)}
    return page(request, "edition.html", shown | empty | more, status)


@asks(GET="book.preview")
def editions(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all editions, newest first."""
    return page(request, "editions.html", {"editions": read_editions(request.plan), "volumes": VOLUMES.values()})


@asks(there=edition_exists, GET="book.preview")
def edition(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Return one edition: what it is, what changed, its files, its approval."""
    return edition_page(request, edisi)


@asks(there=edition_exists, GET="book.download")
def edition_data(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Return the open data as it was when the edition was frozen."""
    try:
        row, content = data_of(request.plan, edisi)
    except Damaged:
        return edition_page(request, edisi, 500, notice=DAMAGED)
    if row is None:
        raise Http404
    return download(content, f"data-{slug}-edisi-{row.label}.zip")


@asks(GET="edition.freeze", POST="edition.freeze")
def freeze(request: PlanRequest, slug: str) -> HttpResponse:
    """Return what the book lacks today, and the button that freezes it all the same."""
    posted = request.method == "POST"
    form = FreezeForm(request.POST if posted else None)
    book = (request.POST if posted else request.GET).get("buku", "2")
    if book not in VOLUMES:
        raise Http404
    if not posted or not form.is_valid():
        return _freeze_page(request, book, form, 422 if form.errors else 200)
    given = {"origin": public_address(request), "op": request.op}
    try:
        receipt, number = freeze_edition(request.actor, request.plan, book, form.cleaned_data["catatan"], **given)
    except EditionNotPossible as no:
        return _freeze_page(request, book, form, 409, no.sentence)
    return redirect_with_receipt(receipt, "edition", slug, number)


def _freeze_page(request, book, form, status, notice=""):
    try:
        missing = book_gaps(request.plan, book)
    except UnknownBook:
        raise Http404 from None
    last = latest(request.plan, book)
    shown = {"form": form, "book": book, "volume": VOLUMES[book], "missing": missing, "last": last, "notice": notice}
    shown |= {"origin": public_address(request), "is_settled": bool(settings.REMBUK_URL)}
    return page(request, "freeze.html", shown, status)


@asks(there=edition_exists, POST="edition.approve")
def approve(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Record who approved an edition, and when."""
    form = ApprovalForm(request.plan, request.POST)
    if not form.is_valid():
        return edition_page(request, edisi, 422, approving=form)
    given = dict(zip(("name", "position", "on", "letter"), form.cleaned_data.values(), strict=True))
    return _done(request, edisi, approve_edition, {"approving": form}, **given)


@asks(there=edition_exists, POST="edition.approve")
def take_back(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Take the approval of an edition back, with a reason."""
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return edition_page(request, edisi, 422, taking_back=form)
    return _done(request, edisi, take_back_approval, {"taking_back": form}, reason=form.cleaned_data["alasan"])


@asks(there=edition_exists, POST="edition.freeze")
def withdraw(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Mark an edition as a mistake, with a reason."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return edition_page(request, edisi, 422, withdrawing=form)
    return _done(request, edisi, withdraw_edition, {"withdrawing": form}, reason=form.cleaned_data["alasan"])


def _done(request, number, act, typed, **given):
    """Back to the edition's page with the receipt, or the page with the sentence that says why not."""
    try:
        receipt = act(request.actor, number, **given, op=request.op)
    except EditionNotPossible as no:
        return edition_page(request, number, 409, notice=no.sentence, **typed)
    address = reverse("edition", args=[request.plan.slug, number])
    return see_other(address + receipt_query(receipt), receipt)


FORM = "masterplan/editions/check_form.html"
#: Addresses that opened unknown numbers; each web process counts for itself, as at the door.
opened = OpenedCodes(OF_ADDRESS)


@asks(GET="edition.verify")
def check_form(request: PlanRequest) -> HttpResponse:
    """Return where the eight digits of a print are typed; they lead to their page."""
    form = CheckForm(request.GET if request.GET.get("nomor") else None)
    if form.is_valid():
        return redirect("check_edition", form.cleaned_data["nomor"])
    return render(request, FORM, {"form": form}, status=422 if form.errors else 200)


@asks(GET="edition.verify")
def check_edition(request: PlanRequest, cek: str) -> HttpResponse:
    """Return what the edition with the number `cek` is worth.

    `?s=` carries the fingerprint's beginning from the QR code.
    """
    form = CheckForm({"nomor": cek})
    number = form.cleaned_data["nomor"] if form.is_valid() else None
    rows = Edition.objects.filter(code=number).select_related("plan").prefetch_related("approvals")
    row = rows.defer(*Edition.LONG).first() if number else None
    if row is None:
        if wait := opened.wait(request):
            return slow_down(request, wait)
        opened.note(request)
        context = {"unknown": number, "form": CheckForm() if number else form}
        return render(request, FORM, context, status=404)
    standing = status_of_edition(row, ZoneInfo(row.plan.time_zone))
    shown = {
        "edition": row,
        "plan": row.plan,
        "standing": standing,
        "approved": standing.approved and approval_text(standing.approved),
        "groups": fingerprint_groups(row.fingerprint),
        "compared": _compared(row, request.GET.get("s", "").strip().lower()),
    }
    return render(request, "masterplan/editions/check.html", shown)


def _compared(row, given):
    """An empty text without a fingerprint in the address, else `sama` or `beda`."""
    if not given:
        return ""
    return "sama" if len(given) >= 8 and row.fingerprint.startswith(given) else "beda"
