"""The page of the frame, its search of codes, and the empty tables that it hands out."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pillars.cards.changes import following_page
from pillars.cards.nomenclature import SHOWN, search_codes
from pillars.reference_data.queries import (
    SECTIONS,
    lately,
    overlap_sentence,
    read_codes,
    read_documents,
    read_offices,
    read_renstra,
)
from pillars.reference_data.views.answers import ROOM
from pillars.reference_data.workbooks import FILLED, NAMES, empty_table, filled_table
from workshops.access import PlanRequest, asks
from workshops.answers import download, receipt_context
from workshops.text import natural


@asks(GET="coverage.view")
def frame(request: PlanRequest, slug: str) -> HttpResponse:
    """Return both RPJMD beside each other, Renstra, offices or codes (`?lihat=`).

    With `?since=N` the part that changes.
    """
    section = request.GET["lihat"] if request.GET.get("lihat") in SECTIONS else "rpjmd"
    more = {name: natural(request.GET.get(name)) for name in ("pindah", "tetap")}
    may = bool(request.may.reference_edit)
    context: dict[str, Any] = {
        "section": section,
        "sections": SECTIONS.items(),
        "may_edit": may,
        **more,
        **receipt_context(request),
    }
    context["imports"] = lately(request.plan) if may else []
    return following_page(request, f"{ROOM}/frame", **context, **_READERS[section](request))


def _rpjmd(request):
    sides = read_documents(request.plan)
    return {"sides": sides, "overlap": overlap_sentence(sides)}


def _renstra(request):
    return {"offices": read_renstra(request.plan)}


def _offices(request):
    rows, merged = read_offices(request.plan)
    return {"offices": rows, "merged": merged}


def _codes(request):
    query = request.GET.get("cari", "")[:200]
    versions, found = read_codes(request.plan, query)
    return {"versions": versions, "query": query, "found": found}


_READERS = {"rpjmd": _rpjmd, "renstra": _renstra, "opd": _offices, "kode": _codes}


@asks(GET="coverage.view")
def code_options(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the codes that fit what is typed (`?nomenclature_code=` or `?cari=`), as options of a datalist."""
    query = request.GET.get("nomenclature_code") or request.GET.get("cari", "")
    rows = search_codes(request.plan, query[:200])[:SHOWN]
    return render(request, "pillars/reference_data/code_options.html", {"rows": rows})


@asks(GET="reference.edit")
def frame_example(request: PlanRequest, slug: str, contoh: str) -> HttpResponse:
    """Return an empty table with one filled row, for RPJMD, Renstra or codes; with `?isi=<peran>` what stands there."""
    if contoh not in NAMES:
        raise Http404
    filled = request.GET.get("isi") if contoh in FILLED else None
    table = empty_table(contoh) if filled is None else filled_table(request.plan, contoh, filled or "berlaku")
    name = NAMES[contoh] if filled is None else f"{contoh}-{request.plan.slug}"
    return download(table, f"{name}.xlsx")
