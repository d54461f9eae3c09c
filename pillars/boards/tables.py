"""The page of a group without a pillar: what the step asks of it, who sits there, and the boards to read."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from pillars.analysis.guide import component_of
from pillars.boards.step_fields import fills_of
from pillars.cards.changes import since
from pillars.cards.presence import people_of, room_with_presence
from workshops.access import PlanRequest
from workshops.agenda.room_parts import room_context
from workshops.membership.models import Group
from workshops.response_cache import cached_response


def table(request: PlanRequest) -> HttpResponse:
    """Return the page, or for `?since=N` all of its parts again: they are few and small."""
    if "since" in request.GET:
        since(request)
    page = _table_now(request)
    names = _PARTS if "since" in request.GET else ("table",)
    return HttpResponse("".join(render_to_string(f"pillars/boards/{name}.html", page, request) for name in names))


_PARTS = ("doing_changes", "present", "table_people")


def _table_now(request):
    plan, code, reader = request.plan, request.pillar_code, request.actor.key
    room = room_with_presence(plan, cached_response(("people", plan.pk, plan.head), lambda: people_of(plan)))
    doing = room_context(request, code)
    return {
        **doing,
        "fills": fills_of(doing["mine"]),
        "plan": plan,
        "may": request.may,
        "seats": room.seats(code, reader),
        "open": (),
        "people": [name for _, name in room.groups.get(code, ())],
        "own": component_of(request.group.name),
        "boards": list(plan.groups.filter(formation=Group.PILAR)),
        "place": "group_board" if request.actor.pillar in ("", code) else "board_of_six",
    }
