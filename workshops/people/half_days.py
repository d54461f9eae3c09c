"""Half days of a bimtek, for each of which attendance is kept: which there are, and which one runs now."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from workshops.dates import long_date
from workshops.people.models import Attendance
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
