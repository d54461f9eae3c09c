"""The questions of the self-assessment sheet, each with its answer of a year, a form, and what proves it."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.evaluation.actions import answer_item
from pillars.evaluation.content import evaluation_parts, warning
from pillars.evaluation.forms import ReportForm
from pillars.evaluation.queries import read_answers, year_of
from pillars.evidence.actions import attach_file
from pillars.models import SHARED
from pillars.uploads import BadFile
from workshops.access import PlanRequest, asks
from workshops.answers import marked, receipt_context, receipt_query, see_other


@asks(GET="coverage.view")
def items(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all questions in the order of the evaluators (`?tahun=`); `?isi=A01` opens the form of one."""
    return _page(request, year_of(request.plan, request.GET.get("tahun")), request.GET.get("isi", ""))


def _page(request, year, opened, form=None, sentence="", status=200):
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


def _there(request, tahun, kode, **_):
    return tahun in request.plan.years and kode in {item.code for part in evaluation_parts() for item in part.items}


@asks(there=_there, GET="coverage.view", POST="evaluation.answer")
def answer(request: PlanRequest, slug: str, tahun: int, kode: str) -> HttpResponse:
    """Return the open form of a question; a POST saves it with the file that proves it, both or nothing."""
    if not _there(request, tahun, kode):
        raise Http404
    if request.method != "POST":
        return _page(request, tahun, kode)
    form = ReportForm(request.plan, "butir_evaluasi", data=request.POST, files=request.FILES)
    if not form.is_valid():
        large = getattr(form.errors.get("berkas"), "kind", "") == "too_large"
        return _page(request, tahun, kode, form, status=413 if large else 422)
    try:
        saved = answer_item(request.actor, request.plan, kode, tahun, form.values, base=form.base, op=form.op)
        if form.file:
            attach_file(request.actor, saved.ref, form.file, op=f"{form.op[:60]}-b")
    except BadFile as full:
        sentence = f"Jawabannya tersimpan, tetapi berkasnya belum. {full.sentence}"
        return marked(_page(request, tahun, kode, form, sentence, 422), saved.receipt)
    return _onward(request, tahun, kode, form, saved)


def _onward(request, year, code, form, saved):
    """To the choice between two texts where two wrote at once, else back to the question with its receipt."""
    if saved.status == "conflict":
        address = reverse("conflict", args=[request.plan.slug, SHARED.slug, saved.ref])
        return see_other(f"{address}?{urlencode({'op': saved.receipt.op})}", saved.receipt)
    query = receipt_query(saved.receipt, form.removed)
    address = reverse("evaluation_items", args=[request.plan.slug])
    return see_other(f"{address}{query}&tahun={year}#butir-{code}", saved.receipt)
