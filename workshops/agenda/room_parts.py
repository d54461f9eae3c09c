"""The parts of a page that show the room: context for templates, and what `?since=N` sends again."""

from typing import Any

from workshops.access import PlanRequest
from workshops.agenda.room_state import room_state_of
from workshops.live.models import Event
from workshops.plans.models import Plan

#: Journal verbs that change what these parts show; a new name of somebody stands in them too.
VERBS = ("agenda.", "person.", "bimtek.")
_CLOSED, _MOST = "closed", 20


def room_context(request: PlanRequest, pillar: str | None = None) -> dict[str, Any]:
    """Return {"now", "mine", "said", "call"} for a page of `pillar` (code; None: of the room)."""
    now, actor = room_state_of(request.plan), request.actor
    return {
        "now": now,
        "mine": now.of(pillar),
        "said": now.heard_by(actor, pillar, _closed(request)),
        "call": now.call_of(pillar),
    }


def room_changed_since(plan: Plan, number: int) -> bool:
    """Return whether one of the events after `number` changes these parts."""
    later = Event.objects.filter(plan=plan, number__gt=number)
    return any(verb.startswith(VERBS) for verb in later.values_list("verb", flat=True))


def mark_announcement_read(request: PlanRequest, number: int) -> None:
    """Note that announcement `number` is read: this browser does not show it again."""
    held = request.session.get(_CLOSED, {})
    mine = [*held.get(str(request.plan.pk), []), number][-_MOST:]
    request.session[_CLOSED] = held | {str(request.plan.pk): mine}


def _closed(request):
    return frozenset(request.session.get(_CLOSED, {}).get(str(request.plan.pk), ()))
