"""Pages of parts that follow what others do: whole, or for `?since=N` the parts that look different since then."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from pillars.analysis.guide import COMPONENTS
from pillars.analysis.swot import QUADRANTS, TYPES
from pillars.cards.changes import BESIDE, NOTHING, SEATING, events_since, since
from pillars.models import ReadinessAspect, SwotItem
from workshops.access import PlanRequest
from workshops.agenda.room_state import VERBS, room_context
from workshops.answers import live_page, receipt_context
from workshops.live.models import Event
from workshops.plans.models import Plan

READINESS = ("ringkas", *(f"komponen-{one.key}" for one in COMPONENTS), "kesenjangan")
SWOT = (*(f"kuadran-{one.value}" for one in TYPES), *(f"pertemuan-{one.value}" for one in QUADRANTS))
VISION = ("kata-kunci", "rantai-visi")
QUARTERS, MEETINGS = SWOT[: len(TYPES)], SWOT[len(TYPES) :]
COMPONENT_PARTS = READINESS[1:-1]
#: Acts on other things than what these pages show.
ELSEWHERE = (*(one for one in BESIDE if one != "person."), "agenda.", "review.", "choosing.", "overlap.", "bimtek.")
SIX = {"kesiapan", "kesenjangan", "swot", "kata_kunci", "visi_misi", "tujuan"}
CHAIN = {"masalah", "sasaran", "strategi", "program"}
#: Written beside its print, on no page of the analyses.
PROSE = {"naskah"}
AGREED = ("swot.agreed", "swot.disagreed")


def touched(plan: Plan, page: tuple[str, ...], events: list[Event]) -> list[str]:
    """Return the names of the parts of `page` (READINESS, SWOT or VISION) to send after `events`, in its order."""
    found = set()
    for event in events:
        found |= _touched(plan, page, event)
    return [name for name in page if name in found]


def _touched(plan, page, event):
    if event.verb in NOTHING:
        return set()
    if event.verb.startswith(("person.", SEATING)):
        # who sits where says whose voice counts; names stand beside the wordings of the vision
        return {"ringkas", *QUARTERS, *VISION}
    if event.verb.startswith(ELSEWHERE):
        return set()
    kinds = {ref.partition("-")[0] for ref in [*event.refs, *event.changes]}
    if kinds == PROSE:
        return set()
    if not kinds or not kinds <= SIX | CHAIN | {"irisan"}:
        return set(page)
    parts = {"ringkas"} if kinds & (SIX | {"sasaran"}) else set()
    for kind in kinds:
        parts |= _OF[page].get(kind, lambda plan, event: set())(plan, event)
    return parts


def _components(plan, event):
    """The components that the findings of an event stand in, and stood in before it."""
    numbers = [int(ref.partition("-")[2]) for ref in event.refs if ref.startswith("kesiapan-")]
    rows = ReadinessAspect.objects.filter(plan=plan, number__in=numbers)
    keys = set(rows.values_list("section__component", flat=True))
    keys |= {text for changed in event.changes.values() for text in changed.get("component", ()) if text}
    return {f"komponen-{key}" for key in keys}


def _gaps(plan, event):
    """Also the findings say whether a gap is about them."""
    return {"kesenjangan", *COMPONENT_PARTS}


def _statements(plan, event):
    """A sentence alone changes its own list; what comes or goes is named by strategies too."""
    if event.verb not in ("entry.saved", *AGREED) or any("type" in changed for changed in event.changes.values()):
        return set(SWOT)
    numbers = [int(ref.partition("-")[2]) for ref in event.refs if ref.startswith("swot-")]
    return {
        f"kuadran-{key}"
        for key in SwotItem.objects.filter(plan=plan, number__in=numbers).values_list("type", flat=True)
    }


def _all(*names):
    return lambda plan, event: set(names)


_OF = {
    READINESS: {"kesiapan": _components, "kesenjangan": _gaps, "masalah": _all("kesenjangan")},
    SWOT: {"swot": _statements, "kata_kunci": _all(*QUARTERS), "strategi": _all(*MEETINGS), "sasaran": _all(*MEETINGS)},
    VISION: {
        "swot": _all("kata-kunci"),
        "kata_kunci": _all(*VISION),
        "visi_misi": _all(*VISION),
        "tujuan": _all("rantai-visi"),
        "sasaran": _all("rantai-visi"),
    },
}


ROOM = "pillars/analysis"


@live_page
def page_or_parts(request: PlanRequest, name: str, page: tuple[str, ...], context: Callable[..., Any]) -> HttpResponse:
    """Return `name`.html with all parts of `page`, or those that changed since the number that the address asks for.

    page     the names of the parts (`pillars.analysis.pages`)
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
