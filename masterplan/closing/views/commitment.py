"""The signing sheet of the last bimtek."""

from django.http import Http404, HttpResponse

from masterplan.closing import commitment as sheets
from masterplan.closing.actions import MinutesConflict, save_commitment
from masterplan.closing.forms import HeadsForm, PartsForm
from masterplan.closing.paper_files import paper_bytes
from masterplan.closing.views.responses import page, sent_file
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_context, redirect_with_receipt


@asks(GET="attendance.view", POST="minutes.prepare")
def commitment(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the sheet with its words and the heads of the offices."""
    sheet = sheets.read_sheet(request.plan)
    if request.method != "POST":
        return _page(request, sheet, PartsForm(sheets.PARTS, sheet), HeadsForm(sheet))
    form, heads = PartsForm(sheets.PARTS, sheet, request.POST), HeadsForm(sheet, request.POST)
    if not form.is_valid() or heads.error_list:
        return _page(request, sheet, form, heads, 422)
    given = {"shown": form.shown | heads.shown, "op": request.POST.get("op")}
    try:
        receipt = save_commitment(request.actor, form.words, heads.heads, heads.left_out, **given)
    except MinutesConflict as clash:
        again = PartsForm(sheets.PARTS, sheet, request.POST, clash.keys)
        return _page(request, sheet, again, HeadsForm(sheet, request.POST, clash.keys), 409)
    return redirect_with_receipt(receipt, "commitment", slug)


def _page(request, sheet, form, heads, status=200):
    shown = {"sheet": sheet, "form": form, "heads": heads, "status": status, **receipt_context(request)}
    return page(request, "commitment.html", shown, status)


@asks(GET="attendance.view")
def commitment_file(request: PlanRequest, slug: str, berkas: str) -> HttpResponse:
    """Return the sheet as PDF or Word."""
    name, _, format = berkas.partition(".")
    if name != "komitmen-bersama" or format not in ("pdf", "docx"):
        raise Http404
    book = sheets.build(request.plan, sheets.read_sheet(request.plan))
    return sent_file(request, f"komitmen-bersama-{slug}", format, lambda: paper_bytes(book, format))
