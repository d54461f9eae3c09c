"""The history of the plan: the latest changes, the plan as it stood, and the difference between two moments."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from masterplan.closing.views import DAMAGED
from masterplan.history import workbook
from masterplan.history.difference_page import difference_page, difference_query
from masterplan.history.documents import difference
from masterplan.history.moments import MomentNotFound, find_moment, moment_choices, with_custom_moment
from masterplan.history.past_board import read_past_board
from masterplan.snapshots.storage import Damaged
from pillars.boards.history import read_history
from workshops.access import PlanRequest, asks
from workshops.answers import download
from workshops.plans.local_time import workbook_name


@asks(GET="entry.history")
def plan_history(request: PlanRequest, slug: str) -> HttpResponse:
    """Show the latest changes in words; with `?dari=` or `?ke=` (moments) what changed between the two."""
    if "dari" in request.GET or "ke" in request.GET:
        return _difference_page(request)
    page = {"history": read_history(request.plan, request.GET, request.actor), "plan": request.plan}
    return render(request, "pillars/boards/history.html", page)


@asks(GET="snapshot.view")
def past_board(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the plan as it stood at `?waktu=` (a moment): the six groups, or the whole chain of `?kelompok=`."""
    asked = request.GET.get("waktu", "")[:60]
    page: dict[str, Any] = {"plan": request.plan, "choices": moment_choices(request.plan), "asked": asked}
    if not asked:
        return render(request, "masterplan/history/past.html", page)
    try:
        moment = find_moment(request.plan, asked)
    except MomentNotFound as no:
        return render(request, "masterplan/history/past.html", page | {"fault": no.sentence}, status=422)
    page["choices"] = with_custom_moment(page["choices"], asked, moment.label)
    page["typed"] = moment.key.replace(".", ":") if "T" in moment.key else ""
    page["board"] = read_past_board(request.plan, moment, request.GET.get("kelompok", ""))
    return render(request, "masterplan/history/past.html", page)


def _difference_page(request, status=200, fault=""):
    """What changed from `?dari=` to `?ke=`; filtered by `?kelompok=`, `?jenis=` and `?kartu=`."""
    asked, found = difference_query(request.GET), None
    try:
        found = None if fault else difference(request.plan, *asked.moments(request.plan))
    except MomentNotFound as no:
        status, fault = 422, no.sentence
    except Damaged:
        return render(
            request, "masterplan/closing/failed.html", {"plan": request.plan, "sentence": DAMAGED}, status=500
        )
    offered, names = (
        moment_choices(request.plan),
        {one.key: one.label for one in (found.old, found.new)} if found else {},
    )
    page = {"plan": request.plan, "asked": asked, "found": found, "fault": fault}
    page |= {"first": with_custom_moment(offered, asked.first, names.get(asked.first))}
    page |= {"second": with_custom_moment(offered, asked.second, names.get(asked.second))}
    page |= {"told": difference_page(request.plan, found, asked, request.actor)} if found else {}
    return render(request, "masterplan/history/difference.html", page, status=status)


@asks(GET="snapshot.view")
def difference_file(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the difference as a workbook, filtered as the page is, always as a download."""
    asked = difference_query(request.GET)
    try:
        found = difference(request.plan, *asked.moments(request.plan))
    except MomentNotFound as no:
        return _difference_page(request, 422, no.sentence)
    except Damaged:
        return _difference_page(request, 500, DAMAGED)
    content = workbook.build(request.plan, found, difference_page(request.plan, found, asked, request.actor))
    return download(content, workbook_name("perubahan", request.plan))
