"""Half days of a bimtek, which one runs now, and the attendance of each as its page shows it. Reads only."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from workshops.dates import long_date
from workshops.membership.actors import active_participants, names_of
from workshops.membership.models import Group, Participant
from workshops.people.models import Attendance, Invitation
from workshops.people.names import Offices
from workshops.plans.bimteks import present_bimtek
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek, Plan

#: The hour, on the clocks of the plan, at which the afternoon begins.
NOON = 12


@dataclass(frozen=True)
class HalfDay:
    """`day` counts from 1; `half` is pagi or siang; `date` None where the bimtek has no date yet."""

    bimtek: Bimtek
    day: int
    half: str
    date: datetime.date | None = None

    @property
    def key(self) -> str:
        """Return it as in the address and in the journal: `2-1-pagi`."""
        return f"{self.bimtek.number}-{self.day}-{self.half}"

    @property
    def label(self) -> str:
        day = long_date(self.date) if self.date else f"hari {self.day}"
        return f"{day}, {self.half}"

    def rows(self) -> QuerySet[Any]:
        """Return who was noted, in the order in which they came."""
        of = {"bimtek": self.bimtek, "day": self.day, "half": self.half}
        return Attendance.objects.filter(plan=self.bimtek.plan_id, **of).order_by("at", "id")


def current_half_day(plan: Plan, moment: datetime.datetime | None = None) -> HalfDay | None:
    """Return the half day that runs now, or None: outside of the bimtek's days, signed, or none opened yet."""
    bimtek = present_bimtek(plan)
    if bimtek is None or bimtek.signed_at is not None:
        return None
    here = local(moment or timezone.now(), plan)
    first = bimtek.first_day or local(bimtek.opened_at or timezone.now(), plan).date()
    day = (here.date() - first).days + 1
    if not 1 <= day <= bimtek.days:
        return None
    return HalfDay(bimtek, day, Attendance.SIANG if here.hour >= NOON else Attendance.PAGI, here.date())


def half_days_of(bimtek: Bimtek) -> Iterator[HalfDay]:
    """Yield every half day of `bimtek`, in order."""
    for day in range(1, bimtek.days + 1):
        at = bimtek.first_day and bimtek.first_day + timedelta(days=day - 1)
        yield from (HalfDay(bimtek, day, half, at) for half in (Attendance.PAGI, Attendance.SIANG))


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody of the list. `row` is their attendance, None while they are not there; `by` who noted it by hand."""

    person: Participant | None
    name: str
    row: Attendance | None = None
    by: str = ""


@dataclass(frozen=True)
class GroupAttendance:
    """A group, how many of it are there, and the lines that the page shows."""

    group: Group
    there: int
    total: int
    lines: list


@dataclass(frozen=True)
class AttendancePage:
    """`others`: those without a phone. `absent`: who is invited and has not joined at all (for all groups).

    offices  names of the OPDs of the plan of which nobody is there.
    """

    tables: list
    others: list
    absent: list
    offices: list
    group: str
    only: str

    @property
    def there(self) -> int:
        return sum(table.there for table in self.tables) + len(self.others)

    @property
    def total(self) -> int:
        return sum(table.total for table in self.tables) + len(self.others)

    @property
    def none(self) -> bool:
        return not any(table.lines for table in self.tables)

    @property
    def numbers(self) -> str:
        """Return the numbers of those whose box stands on the page, with commas."""
        return ",".join(str(line.person.number) for table in self.tables for line in table.lines)

    @property
    def ticked(self) -> str:
        """Return the numbers of those whose box is ticked, with commas."""
        return ",".join(str(line.person.number) for table in self.tables for line in table.lines if line.row)


def chosen_half_day(plan: Plan, key: str) -> tuple[HalfDay | None, list]:
    """Return (the half day with `key`, else the running one, else the first of the last bimtek; all half days)."""
    opened = list(plan.bimteks.filter(opened_at__isnull=False))
    everyone = [half for bimtek in opened for half in half_days_of(bimtek)]
    found = next((half for half in everyone if half.key == key), None)
    if found is None and (now := current_half_day(plan)):
        found = next(half for half in everyone if half.key == now.key)
    last = present_bimtek(plan)
    found = found or next((half for half in everyone if half.bimtek == last), None)
    return found, everyone


def read_attendance(
    plan: Plan, half: HalfDay, own: str | None = None, slug: str = "", only: str = ""
) -> AttendancePage:
    """Return `own`: the code of the one group that may be seen (a ketua's), None for all; `slug` and `only` filter.

    `only` is "hadir", "belum" or "".
    """
    groups = [group for group in plan.groups.all() if own in (None, group.pillar_code)]
    rows = list(half.rows())
    noted = {row.participant_id: row for row in rows if row.participant_id}
    called = names_of(plan, {row.marked_by for row in rows if row.how != Attendance.GABUNG})
    invited = Invitation.objects.filter(plan=plan)
    first = Coalesce("participant__merged_into", "participant")
    titled = dict(invited.exclude(participant=None).values_list(first, "name"))
    lines = {group.pk: [] for group in groups}
    for person in active_participants(plan).order_by("name", "number"):
        if person.group_id in lines:
            row = noted.get(person.pk)
            by = called.get(row.marked_by, "") if row and row.how != Attendance.GABUNG else ""
            lines[person.group_id].append(AttendanceRow(person, titled.get(person.pk, person.name), row, by))
    tables = [_table(group, lines[group.pk], only) for group in groups if slug in ("", group.slug)]
    tables = [table for table in tables if table.total]
    alone = own is None and not slug
    others = [
        AttendanceRow(None, row.name, row, called.get(row.marked_by, "")) for row in rows if row.participant_id is None
    ]
    return AttendancePage(
        tables,
        others if alone and only != "belum" else [],
        list(invited.filter(participant=None).select_related("group")) if alone and only != "hadir" else [],
        _offices(plan, rows) if alone else [],
        slug,
        only,
    )


def _table(group, lines, only):
    there = [line for line in lines if line.row]
    shown = there if only == "hadir" else [line for line in lines if not line.row] if only == "belum" else lines
    return GroupAttendance(group, len(there), len(lines), shown)


def _offices(plan, rows):
    """The OPDs of which nobody is there, once anybody is."""
    opds = list(plan.opds.all())
    keys = Offices(opds)
    there = {keys.key(row.institution) for row in rows}
    return [opd.short or opd.name for opd in opds if keys.key(opd.name) not in there] if rows else []


def halves_attended(person: Participant) -> list[str]:
    """Return `Bimtek I, hari 1 pagi` for each half day on which `person` was noted, in order."""
    rows = person.attendances.select_related("bimtek").order_by("bimtek__number", "day", "half")
    return [f"{row.bimtek.short}, hari {row.day} {row.half}" for row in rows]
