"""The worksheets of a group: what there is, and each as PDF or Word, made while one waits."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from masterplan.closing.paper_files import paper_bytes
from masterplan.paper.worksheet_values import counts_of
from masterplan.paper.worksheets import EMPTY, FILLED, FULL, MOST, sheets, worksheet_book
from masterplan.writers.failures import RenderFailed
from pillars.cards.views.responses import pillar_of
from workshops.access import PlanRequest, asks
from workshops.answers import download
from workshops.dates import long_date
from workshops.people.join_codes import public_address
from workshops.plans.local_time import local

FORMATS = ("pdf", "docx")
ALL = "semua"
NO_CARD = "Belum ada kartu yang mengisi lembar ini. Cetak yang kosong, atau tulis kartunya dahulu."


@asks(GET="book.preview")
def worksheets(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return every worksheet, empty and filled."""
    return _page(request)


def _page(request, sentence="", status=200):
    row = pillar_of(request)
    counts = counts_of(request.plan, row)
    shown = [(sheet, sheet["code"] in FILLED, counts.get(sheet["code"], 0)) for sheet in sheets()]
    page = {"plan": request.plan, "pillar": row, "shown": shown, "sentence": sentence, "most": MOST}
    return render(request, "masterplan/paper/worksheets.html", page, status=status)


@asks(GET="book.preview")
def worksheet_file(request: PlanRequest, slug: str, pillar: str, berkas: str) -> HttpResponse:
    """Return `masalah-kosong.pdf`, `sasaran-terisi.docx`, `semua-kosong.pdf`: always as a download."""
    name, _, format = berkas.rpartition(".")
    code, _, state = name.rpartition("-")
    codes = {sheet["code"] for sheet in sheets()}
    if format not in FORMATS or state not in (EMPTY, FULL) or code not in {ALL, *codes}:
        raise Http404
    row = pillar_of(request)
    wanted = codes if code == ALL else {code}
    told = {"address": _board(request), "date": _today(request.plan)}
    book = worksheet_book(request.plan, row, request.group, wanted, state, **told)
    if book is None:
        return _page(request, NO_CARD, 404)
    return _sent(request, f"kertas-kerja-{request.group.slug}-{name}", format, book)


def _sent(request, stem, format, book):
    try:
        content = paper_bytes(book, format)
    except RenderFailed as failure:
        return _page(request, failure.sentence, 500)
    return download(content, f"{stem}.{format}")


def _board(request):
    path = reverse("group_board", args=[request.plan.slug, request.group.slug])
    return f"{public_address(request).partition('://')[2]}{path}"


def _today(plan):
    return long_date(local(timezone.now(), plan).date())
