"""What is going on in a room at this moment: step, end time, groups on another step, announcements, help calls.

Four small questions for a plan, kept for the phones that ask together: all of it changes with an event only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Subquery

from workshops.access import PlanRequest
from workshops.agenda.models import Broadcast, GroupStep, HelpCall, Step
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.people.models import Petition
from workshops.permissions import Actor
from workshops.plans.bimteks import present_bimtek
from workshops.plans.compiled import Compiled
from workshops.plans.models import Bimtek, Plan
from workshops.response_cache import cached_response


@dataclass(frozen=True)
class ShownStep:
    """A step as somebody sees it. `number` of `total` counts the steps of the day that are no breaks (0: a break).

    own     the slug of the group that works on it while the room is elsewhere.
    """

    step: Step
    number: int
    total: int
    ends_at: datetime | None
    own: str = ""

    @property
    def label(self) -> str:
        """Return `Langkah 2 dari 5`."""
        return f"Langkah {self.number} dari {self.total}" if self.number else "Istirahat"


@dataclass(frozen=True)
class Announcement:
    """A sentence on the screens of everybody (`pillar` "") or of one group."""

    number: int
    text: str
    by: str
    at: datetime
    pillar: str
    group: str


@dataclass(frozen=True)
class OpenHelpCall:
    """A group that waits for the facilitator, or (`by`) to which somebody is on their way since `taken_at`."""

    number: int
    pillar: str
    group: str
    slug: str
    caller: str
    note: str
    ref: str
    at: datetime
    by: str
    taken_at: datetime | None


@dataclass(frozen=True)
class RoomState:
    """The room. `day` are the steps of the day that runs, in order; `room` is the present step, or None.

    asking  how many people wait for a facilitator's yes.
    """

    bimtek: Bimtek | None = None
    day: tuple = ()
    room: ShownStep | None = None
    groups: dict = field(default_factory=dict)
    said: tuple = ()
    calls: tuple = ()
    asking: int = 0

    def of(self, pillar: str | None) -> ShownStep | None:
        """Return the step of the group of `pillar` (code, "" or None for the room)."""
        return self.groups.get(pillar, self.room)

    @property
    def track(self) -> list[str]:
        """Return ["done", "now", ""] for the steps of today that are no breaks, as the strip draws them."""
        looks = {Step.DONE: "done", Step.RUNNING: "now", Step.PAUSED: "now"}
        return [looks.get(step.state, "") for step in self.day if not step.is_break]

    @property
    def waiting(self) -> int:
        """Return how many groups wait for somebody to come."""
        return sum(1 for call in self.calls if not call.by)

    def call_of(self, pillar: str | None) -> OpenHelpCall | None:
        return next((call for call in self.calls if call.pillar == pillar), None)

    def heard_by(self, actor: Actor, pillar: str | None, closed: Collection[int] = ()) -> list[Announcement]:
        """Return the sentences for `actor` on a page of `pillar`: those for all, and those for the group."""
        place = actor.pillar if actor.is_participant else pillar
        return [one for one in self.said if one.pillar in ("", place) and one.number not in closed]

    @property
    def coming(self) -> ShownStep:
        """Return the step of today after the present one, as `ShownStep`, or None."""
        return self._beside(1)

    @property
    def former(self) -> ShownStep | None:
        """Return the step of today before the present one, as `ShownStep`, or None."""
        return self._beside(-1)

    def _beside(self, by):
        if self.room is None:
            return None
        rest = [step for step in self.day if step.state != Step.SKIPPED or step.pk == self.room.step.pk]
        place = next(at for at, step in enumerate(rest) if step.pk == self.room.step.pk) + by
        return step_in_day(rest[place], self.day) if 0 <= place < len(rest) else None


def step_in_day(step: Step, day: Sequence[Any], ends_at: datetime | None = None, *, own: str = "") -> ShownStep:
    """Return `step` as a ShownStep, counted among the steps of its `day`."""
    counted = [one.pk for one in day if not one.is_break]
    number = counted.index(step.pk) + 1 if step.pk in counted else 0
    return ShownStep(step, number, len(counted), ends_at, own)


def room_state_of(plan: Plan) -> RoomState:
    """Return the room of `plan`, at most two seconds old, and never older than its last event."""
    return cached_response(("agenda", plan.pk, plan.rights_head), lambda: read_room_state(plan))


def read_room_state(plan: Plan) -> RoomState:
    """Return the room of `plan`, read from the database."""
    # a plan that has counted none of a thing has none: that is not asked
    made = plan.counters
    said = _said(plan=plan.pk) if made.get("umum") else []
    calls = _calls(plan=plan.pk) if made.get("panggilan") else []
    names = names_of(plan, [row.by for row in said] + [key for call in calls for key in (call.member, call.taken_by)])
    steps = _steps(plan=plan.pk) if made.get("langkah") else []
    present = next((step for step in steps if step.is_present), None)
    day = tuple(step for step in steps if present and step.day == present.day)
    behind = _behind(plan=plan.pk) if steps else []
    days = {step.pk: [other for other in steps if other.day == step.day] for step in steps}
    by_pk = {step.pk: step for step in steps}
    return RoomState(
        bimtek=steps[0].bimtek if steps else present_bimtek(plan),
        day=day,
        room=present and step_in_day(present, day, present.ends_at),
        groups={
            row.group.pillar_code: step_in_day(by_pk[row.step_id], days[row.step_id], row.ends_at, own=row.group.slug)
            for row in behind
            if row.step_id in by_pk
        },
        said=tuple(_as_said(row, names) for row in said),
        calls=tuple(_as_called(call, names) for call in calls),
        asking=Petition.objects.filter(plan=plan, granted=None).count() if made.get("permintaan") else 0,
    )


def _as_said(row, names):
    group = row.group
    return Announcement(
        row.number,
        row.text,
        names.get(row.by, "Fasilitator"),
        row.at,
        group.pillar_code if group else "",
        group.name if group else "",
    )


def _as_called(call, names):
    return OpenHelpCall(
        call.number,
        call.group.pillar_code,
        call.group.name,
        call.group.slug,
        names.get(call.member, "Seseorang"),
        call.note,
        call.ref,
        call.called_at,
        names.get(call.taken_by, "") if call.taken_by else "",
        call.taken_at,
    )


_steps = Compiled(
    lambda plan: (
        Step.objects.filter(
            bimtek=Subquery(
                Bimtek.objects.filter(plan=plan, opened_at__isnull=False).order_by("-number").values("pk")[:1]
            )
        )
        .select_related("bimtek")
        .order_by("day", "position")
    ),
    plan=int,
)
_behind = Compiled(lambda plan: GroupStep.objects.filter(plan=plan).select_related("group").order_by(), plan=int)
_said = Compiled(
    lambda plan: (
        Broadcast.objects.filter(plan=plan, until__isnull=True).select_related("group").order_by("-number")[:5]
    ),
    plan=int,
)
_calls = Compiled(
    lambda plan: (
        HelpCall.objects.filter(plan=plan, closed_at__isnull=True).select_related("group").order_by("called_at", "id")
    ),
    plan=int,
)


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
