"""The public page of a plan, its two files, its preview, and where staff switch it on."""

from contextlib import suppress
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response

from masterplan.downloads.models import Export
from masterplan.editions.actions import EditionNotPossible, switch_off, switch_on
from masterplan.editions.edition_books import data_of, status_of_edition
from masterplan.editions.edition_list import read_editions
from masterplan.editions.models import Approval, Edition, PublicPage
from masterplan.editions.views import DAMAGED, edition_exists, edition_page
from masterplan.exports.actions.orders import order_export
from masterplan.public.open_page import Opened, files_of, opened
from masterplan.public.page_cache import TEMPLATE, context_of, drawn
from masterplan.snapshots.storage import Damaged
from workshops.access import PlanRequest, asks
from workshops.answers import download, new_op, receipt_context, redirect_with_receipt
from workshops.live.actions.plan_write import NotFound, Refused, existing
from workshops.people.join_codes import public_address
from workshops.text import natural

#: Anybody may keep it, and has to ask each time whether it still holds.
ASK_AGAIN = "no-cache"


@asks(GET="public.page")
def public_page(request: PlanRequest, daerah: str) -> HttpResponse | None:
    """Return what everybody may read of the plan, from the edition that staff chose."""
    found = _opened(daerah)
    try:
        page = drawn(found, public_address(request), unfolded=request.GET.get("buka") == "semua")
    except Damaged:
        raise Http404 from None
    headers = {"Cache-Control": ASK_AGAIN, "ETag": page.tag}
    response = HttpResponse(page.body, headers=headers)
    return get_conditional_response(request, etag=page.tag, response=response)


@asks(GET="public.page")
def public_data(request: PlanRequest, daerah: str) -> HttpResponse:
    """Return the open data of that edition."""
    found = _opened(daerah)
    try:
        row, content = data_of(found.plan, found.edition.number)
    except Damaged:
        raise Http404 from None
    return download(content, f"data-{daerah}-edisi-{row.label}.zip", cache=ASK_AGAIN)


@asks(GET="public.page")
def public_pdf(request: PlanRequest, daerah: str) -> HttpResponse:
    """Return the PDF of that edition, once it was made."""
    found = _opened(daerah)
    export = Export.objects.filter(plan=found.plan, number=found.pdf).first() if found.pdf else None
    if export is None:
        response = render(request, "masterplan/public/no_pdf.html", {"plan": found.plan}, status=404)
        response.headers["Cache-Control"] = ASK_AGAIN
        return response
    name = f"masterplan-{daerah}-edisi-{found.edition.label}.pdf"
    return download(bytes(export.content or b""), name, cache=ASK_AGAIN)


def _opened(slug):
    return existing(opened(slug))


@asks(there=edition_exists, GET="public.switch")
def public_preview(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Return how an edition would look there, whether it may be shown or not."""
    row = existing(Edition.objects.filter(plan=request.plan, number=edisi).defer(*Edition.LONG).first())
    shown = Opened(request.plan, row, status_of_edition(row, ZoneInfo(request.plan.time_zone)), None)
    try:
        context = context_of(shown, public_address(request))
    except Damaged:
        return edition_page(request, edisi, 500, notice=DAMAGED)
    response = render(request, TEMPLATE, {**context, "preview": True})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@asks(GET="public.switch", POST="public.switch")
def public_switch(request: PlanRequest, slug: str) -> HttpResponse:
    """Whether there is a public page, and of which edition."""
    if request.method != "POST":
        return _switch_page(request)
    number, op = natural(request.POST.get("edisi", "")), request.op
    on = request.POST.get("nyala") == "1"
    try:
        receipt = switch_on(request.actor, number, op=op) if on else switch_off(request.actor, op=op)
    except EditionNotPossible as no:
        return _switch_page(request, 409, no.sentence)
    except NotFound:
        return _switch_page(request, 422, "Pilih edisi yang ditampilkan.")
    _order_pdf(request)
    return redirect_with_receipt(receipt, "public_switch", slug)


def _switch_page(request, status=200, notice=""):
    editions = [one for one in read_editions(request.plan) if one.approved and not one.state]
    page = PublicPage.objects.filter(plan=request.plan).first()
    open_page = opened(request.plan.slug)
    ordered = _ordered(open_page) if open_page and open_page.pdf is None else None
    shown = {
        "plan": request.plan,
        "may": request.may,
        "editions": editions,
        "page": page,
        "open_page": open_page,
        "waiting": ordered is True,
        "failed": ordered is False,
        "address": public_address(request) + reverse("public_page", args=[request.plan.slug]),
        "notice": notice,
        **receipt_context(request),
    }
    return render(request, "masterplan/public/switch.html", shown, status=status)


def _order_pdf(request):
    """The page offers a PDF of its edition: one is ordered unless it is made, or in the making, already."""
    found = opened(request.plan.slug)
    if found is None:
        return
    if not _ordered(found):
        with suppress(Refused):
            order_export(request.actor, found.edition.ref, "pdf", op=new_op())


def _ordered(found):
    """Whether a PDF of the edition that is shown is made or in the making."""
    approval = Approval.objects.filter(edition=found.edition, taken_back_at=None).first()
    ended = (Export.GAGAL, Export.BATAL)
    return approval is not None and files_of(found.edition, approval).exclude(state__in=ended).exists()
