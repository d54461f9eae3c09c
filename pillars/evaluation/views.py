"""The evaluation sheet: the numbers of a year, the programmes of a pillar with a form for each, the sheet as Excel."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.cards.live_page import following_page
from pillars.evaluation.actions import realise
from pillars.evaluation.forms import ReportForm
from pillars.evaluation.queries import read_evaluation, read_pillar, year_of
from pillars.evaluation.sheet import evaluation_workbook
from pillars.evidence.actions import attach_file
from pillars.models import Programme
from pillars.uploads import BadFile
from workshops.access import PlanRequest, asks
from workshops.answers import download, marked, receipt_context, receipt_query, see_other
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
    return _prove(request, form, saved) or _onward(request, tahun, nomor, form, saved)


def _prove(request, form, saved):
    """Attaches the file of the form; the page that says why not, or None."""
    if form.file is None:
        return None
    tahun, nomor = (request.resolver_match.kwargs[name] for name in ("tahun", "nomor"))
    try:
        attach_file(request.actor, saved.ref, form.file, op=f"{form.op[:60]}-b")
    except BadFile as full:
        sentence = f"Keadaannya tersimpan, tetapi berkasnya belum. {full.sentence}"
        return marked(_sheet(request, tahun, nomor, form, sentence, 422), saved.receipt)
    return None


def _onward(request, tahun, nomor, form, saved):
    """To the choice between two texts where two wrote at once, else back to the programme with its receipt."""
    place = [request.plan.slug, request.group.slug]
    if saved.status == "conflict":
        asked = urlencode({"op": saved.receipt.op})
        return see_other(f"{reverse('conflict', args=[*place, saved.ref])}?{asked}", saved.receipt)
    query = receipt_query(saved.receipt, form.removed)
    address = f"{reverse('evaluation_pillar', args=place)}{query}&tahun={tahun}#program-{nomor}"
    return see_other(address, saved.receipt)


@asks(GET="book.export")
def evaluation_file(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the sheet of a year in the order in which evaluators ask; always a download."""
    year = year_of(request.plan, request.GET.get("tahun"))
    return download(evaluation_workbook(request.plan, year), workbook_name(f"evaluasi-{year}", request.plan))
