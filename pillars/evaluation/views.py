"""The evaluation sheet: the numbers of a year, a form for each programme and question, the sheet as Excel."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.changes import following_page
from pillars.evaluation.actions import answer_item, realise
from pillars.evaluation.content import evaluation_parts, warning
from pillars.evaluation.forms import ReportForm
from pillars.evaluation.queries import read_answers, read_evaluation, read_pillar, year_of
from pillars.evaluation.sheet import evaluation_workbook
from pillars.evidence.actions import attach_file
from pillars.models import SHARED, Programme
from pillars.uploads import BadFile
from workshops.access import PlanRequest, asks
from workshops.answers import download, marked, receipt_context, redirect_with_receipt, see_other
from workshops.plans.local_time import workbook_name
from workshops.text import natural

ROOM = "pillars/evaluation"
GONE = "Belum tersimpan: program ini sudah dihapus. Tulisan Anda masih ada di bawah; kembalikan programnya dahulu."


@asks(GET="coverage.view")
def evaluation(request: PlanRequest, slug: str) -> HttpResponse:
    """Show planned, running, finished and share per pillar and year, the groups of the action plan."""
    found = read_evaluation(request.plan, year_of(request.plan, request.GET.get("tahun")))
    return following_page(request, f"{ROOM}/evaluation", found=found)


@asks(GET="coverage.view")
def pillar_sheet(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return the programmes of one pillar in one year (`?tahun=`); `?isi=3` opens the form of program-3."""
    year, opened = year_of(request.plan, request.GET.get("tahun")), natural(request.GET.get("isi"))
    return _sheet(request, year, opened)


def _sheet(request, year, opened, form=None, sentence="", status=200):
    plan, code = request.plan, request.pillar_code
    rows = read_pillar(plan, code, year)
    chosen = next((done for done in rows if done.programme.number == opened), None)
    here = f"{reverse('evaluation_pillar', args=[plan.slug, request.group.slug])}?tahun={year}"
    page = {
        "year": year,
        "rows": rows,
        "chosen": chosen,
        "form": form or (chosen and ReportForm(plan, "realisasi", chosen.row)),
        "sentence": sentence,
        "pillar": plan.pillars.get(code=code),
        "may_write": request.may.realisation_edit,
        "here": here,
        **receipt_context(request),
    }
    if form is None:
        return following_page(request, f"{ROOM}/pillar", **page)
    return render(request, f"{ROOM}/pillar.html", {"plan": plan} | page, status=status)


def _there(request, nomor, **_):
    rows = Programme.objects.filter(plan=request.plan, number=nomor, pillar__code=request.pillar_code)
    return rows.exists()


@asks(there=_there, GET="coverage.view", POST="realisation.edit")
def realise_programme(request: PlanRequest, slug: str, pillar: str, tahun: int, nomor: int) -> HttpResponse:
    """Return the open form of a programme; a POST saves it with the file that proves it, both or nothing."""
    if not _there(request, nomor) or tahun not in request.plan.years:
        raise Http404
    if request.method != "POST":
        return _sheet(request, tahun, nomor)
    form = ReportForm(request.plan, "realisasi", data=request.POST, files=request.FILES)
    if not form.is_valid():
        large = getattr(form.errors.get("berkas"), "kind", "") == "too_large"
        return _sheet(request, tahun, nomor, form, status=413 if large else 422)
    saved = realise(request.actor, request.plan, nomor, tahun, form.values, base=form.base, op=form.op)
    if saved.status not in ("saved", "conflict"):
        return marked(_sheet(request, tahun, nomor, form, GONE, 409), saved.receipt)
    if sentence := _unproven(request, form, saved, "Keadaannya"):
        return marked(_sheet(request, tahun, nomor, form, sentence, 422), saved.receipt)
    place = f"&tahun={tahun}#program-{nomor}"
    return _onward(request, form, saved, pillar, "evaluation_pillar", slug, pillar, more=place)


def _unproven(request, form, saved, subject):
    """Attach the file of the form; why that is not possible as a sentence, else ""."""
    try:
        if form.file:
            attach_file(request.actor, saved.ref, form.file, op=f"{form.op[:60]}-b")
    except BadFile as full:
        return f"{subject} tersimpan, tetapi berkasnya belum. {full.sentence}"
    return ""


def _onward(request, form, saved, board, page, *place, more):
    """To the choice between two texts where two wrote at once, else back to `page` with its receipt."""
    if saved.status == "conflict":
        address = reverse("conflict", args=[request.plan.slug, board, saved.ref])
        return see_other(f"{address}?{urlencode({'op': saved.receipt.op})}", saved.receipt)
    return redirect_with_receipt(saved.receipt, page, *place, more=more, removed=form.removed)


@asks(GET="book.export")
def evaluation_file(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the sheet of a year in the order in which evaluators ask; always a download."""
    year = year_of(request.plan, request.GET.get("tahun"))
    return download(evaluation_workbook(request.plan, year), workbook_name(f"evaluasi-{year}", request.plan))


@asks(GET="coverage.view")
def items(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all questions in the order of the evaluators (`?tahun=`); `?isi=A01` opens the form of one."""
    return _items_page(request, year_of(request.plan, request.GET.get("tahun")), request.GET.get("isi", ""))


def _items_page(request, year, opened, form=None, sentence="", status=200):
    plan, found = request.plan, read_answers(request.plan, year)
    chosen = next((one for _, asked, _ in found for one in asked if one.item.code == opened), None)
    page = {
        "plan": plan,
        "year": year,
        "found": found,
        "chosen": chosen,
        "form": form or (chosen and ReportForm(plan, "butir_evaluasi", chosen.row)),
        "sentence": sentence,
        "warning": warning(),
        "may_write": request.may.evaluation_answer,
        "shared": SHARED.slug,
        "here": f"{reverse('evaluation_items', args=[plan.slug])}?tahun={year}",
        **receipt_context(request),
    }
    return render(request, "pillars/evaluation/items.html", page, status=status)


def _item_there(request, tahun, kode, **_):
    return tahun in request.plan.years and kode in {item.code for part in evaluation_parts() for item in part.items}


@asks(there=_item_there, GET="coverage.view", POST="evaluation.answer")
def answer(request: PlanRequest, slug: str, tahun: int, kode: str) -> HttpResponse:
    """Return the open form of a question; a POST saves it with the file that proves it, both or nothing."""
    if not _item_there(request, tahun, kode):
        raise Http404
    if request.method != "POST":
        return _items_page(request, tahun, kode)
    form = ReportForm(request.plan, "butir_evaluasi", data=request.POST, files=request.FILES)
    if not form.is_valid():
        large = getattr(form.errors.get("berkas"), "kind", "") == "too_large"
        return _items_page(request, tahun, kode, form, status=413 if large else 422)
    saved = answer_item(request.actor, request.plan, kode, tahun, form.values, base=form.base, op=form.op)
    if sentence := _unproven(request, form, saved, "Jawabannya"):
        return marked(_items_page(request, tahun, kode, form, sentence, 422), saved.receipt)
    place = f"&tahun={tahun}#butir-{kode}"
    return _onward(request, form, saved, SHARED.slug, "evaluation_items", slug, more=place)
