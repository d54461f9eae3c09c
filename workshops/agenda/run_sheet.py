"""The run sheet: the steps of one day with their state, and what can be pressed beside each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from workshops.agenda.models import Step
from workshops.agenda.room_state import RoomState, ShownStep, room_state_of, step_in_day
from workshops.agenda.templates import TYPES, WHO
from workshops.dates import long_date
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek, Plan
from workshops.text import natural


@dataclass(frozen=True)
class RunSheetRow:
    """One step of the day. `look` is done, now, skipped or ""; `small` says what became of it or is planned.

    first, last   it cannot be moved further up or down.
    """

    shown: ShownStep
    look: str
    time: str
    small: str
    who: str
    first: bool
    last: bool
    groups: tuple

    @property
    def step(self) -> Step:
        return self.shown.step


@dataclass(frozen=True)
class RunSheet:
    """The page. `days` is [(number, label, is_shown)]; `opens` the next bimtek that can be opened, or None.

    following   the first waiting step of the day shown, for “Mulai”; None while a step runs.
    away        the present step when another day or bimtek is shown.
    """

    now: RoomState
    bimteks: list
    bimtek: Bimtek | None
    day: int
    days: list
    lines: list
    opens: Bimtek | None
    following: ShownStep | None
    change: str
    groups: list
    chosen: bool

    @property
    def query(self) -> str:
        """Return the query string of the page with the same bimtek and day; "" where it is that of now."""
        return f"?bimtek={self.bimtek.number}&hari={self.day}" if self.chosen else ""

    @property
    def query_after(self) -> str:
        """Return the query string of the page that adds a step after the last."""
        after = f"&sesudah={self.last.number}" if self.lines else ""
        return f"?bimtek={self.bimtek.number}{after}"

    @property
    def last(self) -> Step:
        """Return the last step of the day shown."""
        return self.lines[-1].step

    @property
    def is_present(self) -> bool:
        return self.bimtek is not None and self.now.bimtek is not None and self.bimtek.pk == self.now.bimtek.pk

    @property
    def away(self) -> ShownStep | None:
        room = self.now.room
        return room if room and (not self.is_present or room.step.day != self.day) else None


def read_run_sheet(plan: Plan, query: QueryDict) -> RunSheet:
    """Return the run sheet of the day that the address asks for (`?bimtek=2&hari=1`), else of the present one."""
    now, bimteks = room_state_of(plan), list(plan.bimteks.all())
    first = now.bimtek or (bimteks[0] if bimteks else None)
    bimtek = next((row for row in bimteks if str(row.number) == query.get("bimtek")), first)
    steps = list(bimtek.steps.order_by("day", "position")) if bimtek else []
    day = _day(query.get("hari", ""), bimtek, steps)
    mine = [step for step in steps if step.day == day]
    behind = {}
    for code, own in now.groups.items():
        behind.setdefault(own.step.pk, []).append((code, own))
    following: Any = None
    if now.bimtek and bimtek == now.bimtek and not now.room:
        waiting = next((step for step in mine if step.state == Step.WAITING), None)
        following = waiting and step_in_day(waiting, mine)
    return RunSheet(
        now=now,
        bimteks=bimteks,
        bimtek=bimtek,
        day=day,
        days=[(number, _day_label(bimtek, number), number == day) for number in _days(bimtek, steps)],
        lines=[_line(plan, step, mine, behind.get(step.pk, ())) for step in mine],
        opens=next((row for row in bimteks if not row.opened_at), None),
        following=following,
        change=change_words(plan, now.room.step if now.room else None),
        groups=list(plan.groups.values_list("slug", "name")),
        chosen="bimtek" in query or "hari" in query,
    )


def _days(bimtek, steps):
    return range(1, max([bimtek.days if bimtek else 1, *(step.day for step in steps)]) + 1)


def _day(asked, bimtek, steps):
    """The day asked for; else that of the step that runs, else the first that is not over."""
    if (day := natural(asked, 3)) in _days(bimtek, steps):
        return day
    present = next((step for step in steps if step.is_present), None)
    waiting = next((step for step in steps if step.state == Step.WAITING), None)
    chosen = present or waiting or (steps[-1] if steps else None)
    return chosen.day if chosen else 1


def _day_label(bimtek, number):
    if bimtek is None or bimtek.first_day is None:
        return f"Hari {number}"
    return f"Hari {number}, {long_date(bimtek.first_day + timedelta(days=number - 1)).rsplit(' ', 1)[0]}"


_LOOKS = {Step.DONE: "done", Step.RUNNING: "now", Step.PAUSED: "now", Step.SKIPPED: "skipped"}


def _line(plan, step, day, behind):
    place = day.index(step)
    movable = (Step.WAITING, Step.SKIPPED)
    return RunSheetRow(
        shown=step_in_day(step, day, step.ends_at),
        look=_LOOKS.get(step.state, ""),
        time=f"{local(step.started_at, plan):%H.%M}" if step.started_at else hour(step.planned_start),
        small=_small(plan, step),
        who=WHO.get(step.who, ""),
        first=place == 0 or day[place - 1].state not in movable,
        last=place == len(day) - 1 or day[place + 1].state not in movable,
        groups=tuple(behind),
    )


def _small(plan, step):
    if step.state == Step.SKIPPED:
        return "Dilewati"
    if step.state == Step.DONE and step.ended_at:
        return f"Selesai {local(step.ended_at, plan):%H.%M}{_against_plan(plan, step)}"
    until = hour(step.planned_start + step.minutes)
    kind = "" if step.type in ("group_work", "break") else f"\N{NO-BREAK SPACE}· {TYPES.get(step.type, '')}"
    return f"{step.minutes} menit\N{NO-BREAK SPACE}· sampai {until}{kind}"


def _against_plan(plan, step):
    """`, lewat 10 menit dari rencana`, where the step ran on the day that was planned."""
    ended = local(step.ended_at, plan)
    late = ended.hour * 60 + ended.minute - (step.planned_start + step.minutes)
    day = step.bimtek.first_day and step.bimtek.first_day + timedelta(days=step.day - 1)
    if not late or ended.date() != day:
        return ""
    return f", {'lewat' if late > 0 else 'lebih cepat'} {abs(late)} menit dari rencana"


def hour(minutes: int) -> str:
    """Return 510 as `08.30`; after midnight the clock begins again."""
    return f"{minutes // 60 % 24:02d}.{minutes % 60:02d}"


def change_words(plan: Plan, step: Step | None) -> str:
    """Return `Waktu selesai diubah dari 11.20 menjadi 11.30 oleh Fitri, 10.38`, or "" where nobody changed it."""
    told = step.end_change if step else None
    if not told:
        return ""
    was, now, at = (f"{local(datetime.fromisoformat(told[key]), plan):%H.%M}" for key in ("from", "to", "at"))
    return f"Waktu selesai diubah dari {was} menjadi {now} oleh {told['by']}, {at}"
