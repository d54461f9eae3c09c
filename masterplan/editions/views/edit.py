"""Freezing an edition, recording its approval, taking that back, withdrawing it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from masterplan.document.books import VOLUMES, UnknownBook
from masterplan.editions.actions.approval import approve_edition, take_back_approval, withdraw_edition
from masterplan.editions.actions.freeze import freeze_edition
from masterplan.editions.actions.lookup import EditionNotPossible
from masterplan.editions.content import latest
from masterplan.editions.forms import ApprovalForm, FreezeForm, TakeBackForm, WithdrawForm
from masterplan.editions.gaps import missing_of
from masterplan.editions.views.responses import edition_page, edition_there, page
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_query, see_other
from workshops.people.join_codes import public_address


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
    given = {"origin": public_address(request), "op": request.POST.get("op", "")}
    try:
        receipt, number = freeze_edition(request.actor, request.plan, book, form.cleaned_data["catatan"], **given)
    except EditionNotPossible as no:
        return _freeze_page(request, book, form, 409, no.sentence)
    return see_other(reverse("edition", args=[slug, number]) + receipt_query(receipt), receipt)


def _freeze_page(request, book, form, status, notice=""):
    try:
        missing = missing_of(request.plan, book)
    except UnknownBook:
        raise Http404 from None
    last = latest(request.plan, book)
    shown = {"form": form, "book": book, "volume": VOLUMES[book], "missing": missing, "last": last, "notice": notice}
    shown |= {"origin": public_address(request), "is_settled": bool(settings.REMBUK_URL)}
    return page(request, "freeze.html", shown, status)


@asks(there=edition_there, POST="edition.approve")
def approve(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Records who approved an edition, and when."""
    form = ApprovalForm(request.plan, request.POST)
    if not form.is_valid():
        return edition_page(request, edisi, 422, approving=form)
    given = dict(zip(("name", "position", "on", "letter"), form.cleaned_data.values(), strict=True))
    return _done(request, edisi, approve_edition, {"approving": form}, **given)


@asks(there=edition_there, POST="edition.approve")
def take_back(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Take the approval of an edition back, with a reason."""
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return edition_page(request, edisi, 422, taking_back=form)
    return _done(request, edisi, take_back_approval, {"taking_back": form}, reason=form.cleaned_data["alasan"])


@asks(there=edition_there, POST="edition.freeze")
def withdraw(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Marks an edition as a mistake, with a reason."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return edition_page(request, edisi, 422, withdrawing=form)
    return _done(request, edisi, withdraw_edition, {"withdrawing": form}, reason=form.cleaned_data["alasan"])


def _done(request, number, act, typed, **given):
    """Back to the edition's page with the receipt, or the page with the sentence that says why not."""
    try:
        receipt = act(request.actor, number, **given, op=request.POST.get("op"))
    except EditionNotPossible as no:
        return edition_page(request, number, 409, notice=no.sentence, **typed)
    address = reverse("edition", args=[request.plan.slug, number])
    return see_other(address + receipt_query(receipt), receipt)
