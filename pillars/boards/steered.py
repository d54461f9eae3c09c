"""What the projector shows when its address asks for nothing: what the facilitator did last.

That may be a step that began, an announcement to everybody, or a screen that was chosen from afar.
"""

from typing import Any

from django.http import QueryDict

from workshops.agenda.models import Projection
from workshops.agenda.room_state import RoomState, room_state_of
from workshops.plans.models import Plan

#: What an address of the projector may ask for.
ASKED = ("tampil", "kelompok", "jenis", "nilai", "bagian")


def wanted(plan: Plan, query: QueryDict) -> tuple[str, QueryDict, RoomState]:
    """Return (view, what is asked, the room). `view` is langkah, istirahat or umum, or "" where the query decides."""
    now = room_state_of(plan)
    if any(key in query for key in ASKED):
        return "", query, now
    chosen = Projection.objects.filter(plan=plan).first()
    acts: list[tuple[Any, str]] = [(chosen.at, "choice")] if chosen else []
    if now.room:
        acts.append((now.room.step.started_at, "step"))
    acts += [(one.at, "umum") for one in now.said if not one.pillar]
    last = max(acts, key=lambda act: act[0])[1] if acts else "step"
    if last == "choice" and chosen.shows:
        return "", QueryDict(chosen.shows.removeprefix("?")), now
    if last == "umum":
        return "umum", query, now
    if now.room is None:
        return "", query, now
    return ("istirahat" if now.room.step.is_break else "langkah"), query, now


def projected_query(plan: Plan) -> str:
    """Return the query of the screen that was chosen last, "" when that is the present step."""
    return Projection.objects.filter(plan=plan).values_list("shows", flat=True).first() or ""


def may_show(query: str, choices: list[tuple[str, str]]) -> bool:
    """Whether `query` is one of the screens that there are; what somebody else typed is none."""
    return query in {known for _, known in choices}
