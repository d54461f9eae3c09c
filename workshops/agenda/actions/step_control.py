"""Steering while people work: start, pause, more time, on, back, skip, and a group that stays behind.

A step locks nothing and loses nothing: it is a title, an instruction and an end time that all screens show.
Who presses on a page that somebody else has overtaken is told, and changes nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from workshops.agenda.models import GroupStep, Step
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.membership.models import Group
from workshops.people.actions.group_assignment import apply_formation
from workshops.plans.bimteks import present_bimtek
from workshops.plans.models import Plan
from workshops.text import SentenceError

#: What steering journals; a page from before one of these events steers nothing any more.
STEERED = "agenda.step_"
#: A step that is gone back to after its end goes on for so long.
MORE = timedelta(minutes=5)
#: Most minutes that one press adds or takes, and that a step can last.
MOST_ADDED, LONGEST = 60, 600
#: How the tables stand in a step for …; in a plenary and in breaks everybody stays where they are.
FORMATIONS = {"pillar_groups": Group.PILAR, "component_groups": Group.KOMPONEN}


class Overtaken(Exception):
    """Somebody else steered after the page was opened; nothing was changed. `event` is what they did."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.number)
        self.event = event


class NoStep(SentenceError):
    """There is no such step, or none that this can be done to; `sentence` says why."""

    sentence = "Langkah itu sudah tidak ada dalam acara."


@plan_action("steer", may="step.steer")
def steer(change: PlanWrite, act: str, *, base: int, number: int | None = None, minutes: int = 0) -> Event:
    """Take one press on the run sheet, made on a page that showed journal number `base`. Returns the receipt.

    act     start (step `number`), next, back, pause, resume, time (`minutes` more or less), finish, skip and unskip
            (step `number`).
    Raises Overtaken, NoStep, Refused, BadRequest, OpReused; KeyError for another act.
    """
    do = _ACTS[act]
    change.known_base(base)
    if overtaken := steered_since(change.plan, base):
        raise Overtaken(overtaken)
    steps = Steps(change)
    verb = do(steps, number, minutes)
    return change.record(f"{STEERED}{verb}", steps.refs(), changes=steps.changes(), base=base)


def steered_since(plan: Plan, base: int) -> Event | None:
    """Return the last event by which somebody steered after `base`, or None."""
    later = Event.objects.filter(plan=plan, number__gt=base, verb__startswith=STEERED)
    return later.order_by("-number").first()


class Steps:
    """The steps of the present bimtek, and what has happened to them in this write."""

    FIELDS = ("state", "started_at", "ends_at", "left_seconds", "paused_at", "ended_at")

    def __init__(self, change: PlanWrite) -> None:
        self.change = change
        self.now = change.at
        bimtek = present_bimtek(change.plan)
        if bimtek is None:
            raise NoStep("Belum ada bimtek yang dibuka.")
        self.all = list(Step.objects.filter(plan=change.plan, bimtek=bimtek).order_by("day", "position"))
        self.present = next((step for step in self.all if step.is_present), None)
        self.touched = {}
        self.seated = {}

    def get(self, number: int) -> Step:
        step = next((step for step in self.all if step.number == number), None)
        if step is None:
            raise NoStep
        return step

    def running(self) -> Step:
        if self.present is None:
            raise NoStep("Tidak ada langkah yang berjalan.")
        return self.present

    def neighbour(self, step: Step, by: int) -> Step | None:
        """Return the next (1) or former (-1) step of the same day that is not skipped, or None."""
        day = [one for one in self.all if one.day == step.day and (one.state != Step.SKIPPED or one is step)]
        place = day.index(step) + by
        return day[place] if 0 <= place < len(day) else None

    def set(self, step: Step, **values: Any) -> None:
        """Write `values` to `step` and notes them for the journal."""
        before = {name: _plain(getattr(step, name)) for name in values if name in self.FIELDS}
        for name, value in values.items():
            setattr(step, name, value)
        step.save(update_fields=list(values))
        moved = {name: [old, _plain(getattr(step, name))] for name, old in before.items()}
        known = self.touched.setdefault(step.ref, {})
        for name, (old, new) in moved.items():
            known[name] = [known[name][0] if name in known else old, new]

    def end(self, step: Step, state: str) -> None:
        """End `step`: it is over (or not begun after all): everything that ran of it stands."""
        over = self.now if state == Step.DONE else None
        self.set(step, state=state, ended_at=over, ends_at=step.ends_at or self._end_of(step), left_seconds=None)

    def begin(self, step: Step, ends_at: datetime, started_at: datetime | None = None) -> None:
        """Let `step` run until `ends_at`, at the tables it is for; a group that stayed on it is with the room again."""
        self.set(
            step,
            state=Step.RUNNING,
            started_at=started_at or self.now,
            ends_at=ends_at,
            left_seconds=None,
            paused_at=None,
            ended_at=None,
            end_change={},
        )
        self.present = step
        if formation := FORMATIONS.get(step.who):
            self.seated |= apply_formation(self.change, formation)
        GroupStep.objects.filter(plan=self.change.plan, step=step).delete()

    def _end_of(self, step):
        return self.now + timedelta(seconds=step.left_seconds or 0)

    def refs(self) -> list[str]:
        return [*self.touched, *self.seated]

    def changes(self) -> dict[str, dict[str, Any]]:
        steps = {
            ref: {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
            for ref, fields in self.touched.items()
        }
        return steps | self.seated


def _plain(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _start(steps, number, minutes):
    step = steps.get(number)
    if step.is_present:
        raise NoStep("Langkah itu sedang berjalan.")
    if steps.present:
        steps.end(steps.present, Step.DONE)
        steps.present = None
    steps.begin(step, steps.now + timedelta(minutes=step.minutes))
    return "started"


def _next(steps, number, minutes):
    now = steps.running()
    coming = steps.neighbour(now, 1)
    if coming is None:
        raise NoStep("Ini langkah terakhir hari ini.")
    steps.end(now, Step.DONE)
    steps.present = None
    steps.begin(coming, steps.now + timedelta(minutes=coming.minutes))
    return "next"


def _back(steps, number, minutes):
    now = steps.running()
    former = steps.neighbour(now, -1)
    if former is None:
        raise NoStep("Ini langkah pertama hari ini.")
    steps.end(now, Step.WAITING)
    steps.present = None
    # its old end if that is still to come: who pressed on by mistake finds everything as it was
    ends_at = max(former.ends_at, steps.now + MORE) if former.ends_at else steps.now + timedelta(minutes=former.minutes)
    steps.begin(former, ends_at, started_at=former.started_at)
    return "back"


def _pause(steps, number, minutes):
    step = steps.running()
    if step.state == Step.PAUSED:
        raise NoStep("Langkah ini sudah dijeda.")
    left = round((step.ends_at - steps.now).total_seconds())
    steps.set(step, state=Step.PAUSED, left_seconds=left, paused_at=steps.now, ends_at=None)
    return "paused"


def _resume(steps, number, minutes):
    step = steps.running()
    if step.state != Step.PAUSED:
        raise NoStep("Langkah ini sedang berjalan.")
    ends_at = steps.now + timedelta(seconds=step.left_seconds)
    steps.set(step, state=Step.RUNNING, ends_at=ends_at, left_seconds=None, paused_at=None)
    return "resumed"


def _time(steps, number, minutes):
    step = steps.running()
    if not minutes or abs(minutes) > MOST_ADDED:
        raise NoStep("Tulis lama perubahan dalam menit, paling banyak 60.")
    if step.state == Step.PAUSED:
        steps.set(step, left_seconds=step.left_seconds + minutes * 60)
        return "time"
    was = step.ends_at
    # less time never ends before now, and more time counts from now where the end has passed
    ends_at = max(was, steps.now) + timedelta(minutes=minutes) if minutes > 0 else was + timedelta(minutes=minutes)
    ends_at = max(ends_at, min(was, steps.now))
    told = {"from": was.isoformat(), "to": ends_at.isoformat(), "at": steps.now.isoformat()}
    steps.set(step, ends_at=ends_at, end_change=told | {"by": steps.change.asked.name})
    return "time"


def _finish(steps, number, minutes):
    steps.end(steps.running(), Step.DONE)
    GroupStep.objects.filter(plan=steps.change.plan).delete()
    return "finished"


def _skip(steps, number, minutes):
    step = steps.get(number)
    if step.state != Step.WAITING:
        raise NoStep("Langkah itu sudah dimulai, jadi tidak dapat dilewati.")
    steps.set(step, state=Step.SKIPPED)
    return "skipped"


def _unskip(steps, number, minutes):
    step = steps.get(number)
    if step.state != Step.SKIPPED:
        raise NoStep("Langkah itu tidak dilewati.")
    steps.set(step, state=Step.WAITING)
    return "unskipped"


_ACTS = {
    "start": _start,
    "next": _next,
    "back": _back,
    "pause": _pause,
    "resume": _resume,
    "time": _time,
    "finish": _finish,
    "skip": _skip,
    "unskip": _unskip,
}
ACTS = tuple(_ACTS)


@plan_action("hold", may="step.steer")
def start_group_step(change: PlanWrite, group: str, *, number: int, minutes: int | None) -> Event:
    """Let the group with slug `group` work on step `number` for `minutes` (None: without an end) of its own.

    Raises NoStep, Group.DoesNotExist, Refused, BadRequest, OpReused.
    """
    row, steps = Group.objects.get(plan=change.plan, slug=group), Steps(change)
    step = steps.get(number)
    if step is steps.present:
        raise NoStep("Semua kelompok sudah di langkah itu.")
    ends_at = change.at + timedelta(minutes=min(minutes, LONGEST)) if minutes else None
    GroupStep.objects.update_or_create(group=row, defaults={"plan": change.plan, "step": step, "ends_at": ends_at})
    return change.record("agenda.group_held", [step.ref], changes={step.ref: {"kelompok": [None, row.slug]}})


@plan_action("release", may="step.steer")
def release_group(change: PlanWrite, group: str) -> Event | None:
    """Put the group with slug `group` on the step of the room again. Raises Group.DoesNotExist, Refused …"""
    row = Group.objects.get(plan=change.plan, slug=group)
    own = GroupStep.objects.filter(plan=change.plan, group=row).select_related("step").first()
    if own is None:
        return None
    ref = own.step.ref
    own.delete()
    return change.record("agenda.group_released", [ref], changes={ref: {"kelompok": [row.slug, None]}})
