"""The road map, its Excel, and setting the years of a programme."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from masterplan.roadmap import workbook
from masterplan.roadmap.actions import move_programme, moving_event, undo_move
from masterplan.roadmap.forms import ProgrammeMoveForm
from masterplan.roadmap.move import Horizons
from masterplan.roadmap.move_receipt import receipt_of
from masterplan.roadmap.page import RoadPage
from masterplan.roadmap.query import RoadMapQuery
from masterplan.roadmap.since import changed_rows, in_place
from pillars.cards.queries import find_entry
from pillars.models import Pillar, Programme
from pillars.plan_view.read import read_plan_view
from workshops.access import PlanRequest, asks
from workshops.answers import download, live_page, marked, see_other
from workshops.live.actions.plan_write import existing
from workshops.permissions import role_in, verdict
from workshops.plans.local_time import workbook_name

#: What a road map is read from, beside the offices.
READ = {Pillar, Programme}


def _road(request, query=None):
    """The RoadPage that the address (or `query`) asks for."""
    road = read_plan_view(request.plan, READ)
    may = {
        pillar.code: bool(verdict("entry.edit", role_in(request.actor, pillar.code), lock=request.lock))
        for pillar in road.pillars
    }
    names = dict(request.plan.groups.values_list("pillar_code", "name"))
    return RoadPage(request.plan, road, RoadMapQuery.read(request.GET if query is None else query, road), may, names)


@asks(GET="coverage.view")
@live_page
def road_map(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the programmes on their years; with `?since=N` the parts that look different."""
    page = _road(request)
    context = {"page": page, "plan": request.plan, "told": receipt_of(request, page)}
    if "since" not in request.GET:
        return render(request, "masterplan/roadmap/road_map.html", context)
    rows = changed_rows(request, page)
    if rows == []:
        return HttpResponse()
    return render(request, "masterplan/roadmap/changed.html", context | {"rows": rows})


@asks(GET="coverage.view")
def road_map_file(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the same as a workbook, always as a download."""
    return download(workbook.build(_road(request)), workbook_name("peta-jalan", request.plan))


def _programme(request, number):
    return existing(find_entry(request.plan, f"program-{number}", with_deleted=True))


def role_for(request: PlanRequest, program: int, **_: int | str) -> str:
    """Return the asker's column for the group that the programme of the address belongs to."""
    return role_in(request.actor, _programme(request, program).pillar.code)


@asks(role=role_for, GET="coverage.view", POST="entry.edit")
def set_years(request: PlanRequest, slug: str, program: int) -> HttpResponse:
    """Return “Atur tahun”: from which year to which, and whether the money goes along."""
    entry = _programme(request, program)
    road = read_plan_view(request.plan, READ)
    item: Any = road.by_ref.get(entry.ref)
    if item is None:  # in the bin: its own page says so
        return see_other(reverse("edit_entry", args=[slug, entry.pillar.slug, entry.ref]))
    form = ProgrammeMoveForm(Horizons.of(request.plan), item, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, entry, item, form, road)
    first, last, along = form.cleaned_data.values()
    moved = move_programme(request.actor, entry.ref, first, last, along=along, base=form.base, op=form.op)
    return _answer(request, entry, moved.saved, moved.outside)


def _form_page(request, entry, item, form, road):
    may = verdict("entry.edit", role_in(request.actor, entry.pillar.code), lock=request.lock)
    page = {"entry": entry, "item": item, "form": form, "may_edit": may, "pillar": entry.pillar, "plan": request.plan}
    page |= {"filters": _filters(request, road), "agency": road.agency_of(item)}
    return render(request, "masterplan/roadmap/set_years.html", page, status=422 if form.errors else 200)


@asks(role=role_for, POST="entry.edit")
def take_back(request: PlanRequest, slug: str, program: int, peristiwa: int) -> HttpResponse:
    """Undo one move, as a new change."""
    entry = _programme(request, program)
    if moving_event(request.plan, entry.ref, peristiwa) is None:
        raise Http404
    saved = undo_move(request.actor, entry.ref, peristiwa, op=request.op)
    return _answer(request, entry, saved, {})


def _filters(request, road=None):
    """The filters that the page came with, as an address carries them: only what is one. `road`: the plan, if read."""
    given = QueryDict((request.POST.get("saring") or request.GET.urlencode()).removeprefix("?"))
    return RoadMapQuery.read(given, road or read_plan_view(request.plan, READ)).query


def _answer(request, entry, saved, outside):
    """Back to the map with the receipt, or to the choice that the save has left."""
    if saved.status != "saved":
        address = reverse("conflict", args=[request.plan.slug, entry.pillar.slug, entry.ref])
        return _sent(request, f"{address}?{urlencode({'op': saved.receipt.op})}", saved)
    filters = _filters(request)
    said = {"tersimpan": saved.receipt.number, "program": entry.number}
    if request.htmx:
        return _parts(request, QueryDict(f"{filters.removeprefix('?')}&{urlencode(said)}"), entry.ref, saved)
    address = reverse("road_map", args=[request.plan.slug])
    return see_other(f"{address}{filters}{'&' if filters else '?'}{urlencode(said)}#{entry.ref}", saved.receipt)


def _sent(request, address, saved):
    """On to another page; a script is told where."""
    if not request.htmx:
        return see_other(address, saved.receipt)
    response = HttpResponse(status=409)
    response["X-Rembuk-Go"] = address
    return marked(response, saved.receipt)


def _parts(request, query, ref, saved):
    """What looks different after a move, for the script that made it."""
    request.plan.refresh_from_db(fields=["head"])
    page = _road(request, query)
    event = moving_event(request.plan, ref, saved.receipt.number)
    rows = [row for group in page.groups for row in group.rows if row.item.ref == ref]
    rows = rows if rows and (event is None or in_place(event, page)) else None
    context = {"page": page, "plan": request.plan, "rows": rows, "told": receipt_of(request, page, query)}
    return marked(render(request, "masterplan/roadmap/changed.html", context), saved.receipt)
