"""What is aligned with what: the matrices, what is behind a row, and the same as sheets."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from pillars.cards.changes import following_page
from pillars.coverage.actions import expect_pillar
from pillars.coverage.contributions import objective_contributions, office_contributions, renstra_contributions
from pillars.coverage.offices import read_offices
from pillars.coverage.renstra import read_renstra
from pillars.coverage.rpjmd import read_coverage
from pillars.coverage.sheet import matrix_workbook, renstra_workbook
from pillars.models import Objective
from workshops.access import PlanRequest, asks, numbered
from workshops.answers import download, see_other
from workshops.live.actions.plan_write import existing
from workshops.plans.local_time import workbook_name
from workshops.response_cache import cached_response

ROOM = "pillars/coverage"


def _matrix_page(request, page, found, matrix):
    """The page of a matrix; what all with the same rights see of it is drawn once for those who ask in a moment."""
    plan, context = request.plan, {"plan": request.plan, "found": found, "matrix": matrix, "whole": found.matrix}
    seen = (page, getattr(found, "period", ""), matrix.only, bool(request.may.book_export))
    key = ("coverage part", plan.pk, plan.head, *seen)
    drawn = cached_response(key, lambda: render_to_string(f"{ROOM}/{page}_part.html", context, request))
    return following_page(request, f"{ROOM}/{page}", part=f"{ROOM}/drawn", drawn=drawn)


def _coverage(request):
    """(what was found, its matrix as the address wants it shown)."""
    plan, period = request.plan, request.GET.get("rpjmd", "")
    found = cached_response(
        ("coverage", plan.pk, plan.head, period == "sebelumnya"), lambda: read_coverage(plan, period)
    )
    return found, found.matrix.showing(request.GET.get("tampil"))


def _offices(request):
    plan = request.plan
    found = cached_response(("coverage of offices", plan.pk, plan.head), lambda: read_offices(plan))
    return found, found.matrix.showing(request.GET.get("tampil"))


@asks(GET="coverage.view")
def coverage(request: PlanRequest, slug: str) -> HttpResponse:
    """Show sasaran of the RPJMD × pillars (`?rpjmd=sebelumnya`, `?tampil=kosong`)."""
    return _matrix_page(request, "coverage", *_coverage(request))


@asks(GET="coverage.view")
def office_coverage(request: PlanRequest, slug: str) -> HttpResponse:
    """Show OPD × pillars: programmes led and supported."""
    return _matrix_page(request, "offices", *_offices(request))


def _renstra(request):
    plan = request.plan
    found = cached_response(("coverage of renstra", plan.pk, plan.head), lambda: read_renstra(plan))
    return found, found.matrix.showing(request.GET.get("tampil"))


@asks(GET="coverage.view")
def renstra_coverage(request: PlanRequest, slug: str) -> HttpResponse:
    """Return programmes of the offices' Renstra × pillars, and how each programme stands there."""
    return _matrix_page(request, "renstra", *_renstra(request))


@asks(GET="coverage.view")
def objective(request: PlanRequest, slug: str, rpjmd: int) -> HttpResponse:
    """Return the targets behind a sasaran of the RPJMD, pillar by pillar, and those that could be linked to it."""
    return following_page(request, f"{ROOM}/objective", found=existing(objective_contributions(request, rpjmd)))


@asks(there=numbered(Objective, "rpjmd"), POST="reference.edit")
def expect(request: PlanRequest, slug: str, rpjmd: int) -> HttpResponse:
    """Mark a pillar (`pilar`, its code) as expected for a sasaran, or no longer (`harap` 0)."""
    code, wanted = request.POST.get("pilar", ""), request.POST.get("harap") == "1"
    receipt = expect_pillar(request.actor, rpjmd, code, wanted, op=request.op)
    return see_other(f"{reverse('coverage_objective', args=[slug, rpjmd])}#{code}", receipt)


@asks(GET="coverage.view")
def office(request: PlanRequest, slug: str, opd: int) -> HttpResponse:
    """Return the programmes that an office leads or supports, pillar by pillar."""
    return following_page(request, f"{ROOM}/office", found=existing(office_contributions(request, opd)))


@asks(GET="coverage.view")
def renstra_programme(request: PlanRequest, slug: str, renstra: int) -> HttpResponse:
    """Return the programmes that lean on one programme of a Renstra, pillar by pillar."""
    return following_page(request, f"{ROOM}/renstra_programme", found=existing(renstra_contributions(request, renstra)))


@asks(GET="book.export")
def coverage_file(request: PlanRequest, slug: str, matriks: str) -> HttpResponse:
    """Return a matrix as a workbook, as the page with the same address shows it; always a download."""
    if matriks not in _FILES:
        raise Http404
    return download(_FILES[matriks](request), workbook_name(f"selaras-{matriks}", request.plan))


def _rpjmd_file(request):
    found, matrix = _coverage(request)
    return matrix_workbook(request.plan, f"Keselarasan dengan {found.name}", ("Kode", "Sasaran RPJMD", "OPD"), matrix)


def _offices_file(request):
    _, matrix = _offices(request)
    return matrix_workbook(request.plan, "Keterlibatan OPD", ("Singkatan", "OPD", ""), matrix)


def _renstra_file(request):
    return renstra_workbook(request.plan, *_renstra(request))


_FILES = {"rpjmd": _rpjmd_file, "opd": _offices_file, "renstra": _renstra_file}
