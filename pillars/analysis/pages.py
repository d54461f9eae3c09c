"""Pages of parts that follow what others do: whole, or for `?since=N` the parts that look different since then."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from pillars.analysis.changes import touched
from pillars.cards.changes import events_since, since
from workshops.access import PlanRequest
from workshops.agenda.room_parts import VERBS, room_context
from workshops.answers import live_page, receipt_context

ROOM = "pillars/analysis"


@live_page
def page_or_parts(request: PlanRequest, name: str, page: tuple[str, ...], context: Callable[..., Any]) -> HttpResponse:
    """Return `name`.html with all parts of `page`, or those that changed since the number that the address asks for.

    page     the names of the parts (`pillars.analysis.changes`)
    context  makes what the templates name; asked only where something is to be drawn
    """
    if "since" not in request.GET:
        shown = {
            **room_context(request),
            **receipt_context(request),
            **context(),
            "plan": request.plan,
            "may": request.may,
        }
        return render(request, f"{ROOM}/{name}.html", shown)
    events = events_since(request.plan, since(request))
    names = touched(request.plan, page, events)
    shown = {"plan": request.plan, "may": request.may, **(context() if names else {})}
    parts = [_part(request, name, shown) for name in names]
    if any(event.verb.startswith(VERBS) for event in events):
        room = {"plan": request.plan, "may": request.may, **room_context(request)}
        parts.append(render_to_string(f"{ROOM}/room.html", room, request))
    return HttpResponse("".join(parts))


def _part(request, name, shown):
    """The part with the id `name`: `kuadran-strengths` is drawn by parts/kuadran.html with `at` strengths."""
    template, _, at = name.partition("-")
    if name in ("kata-kunci", "rantai-visi"):
        template, at = name, ""
    return render_to_string(f"{ROOM}/parts/{template}.html", shown | {"at": at}, request)
