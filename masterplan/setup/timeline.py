"""Where a plan is in its series of bimteks, as the strip on the home of its staff shows it."""

from dataclasses import dataclass

from django.utils import timezone

from workshops.dates import DAYS, SHORT, long_date, short_date, span
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek, Plan


@dataclass(frozen=True)
class Stop:
    """A bimtek, or the time in which the tasks after it are filled. `look` is done, now or later."""

    name: str
    when: str
    what: str
    look: str


@dataclass(frozen=True)
class Timeline:
    """The strip. `next` is the first bimtek that is not over, or None; `countdown` says how far off it is."""

    stops: list[Stop]
    next: Bimtek | None
    countdown: str


def timeline_of(plan: Plan, bimteks: list[Bimtek]) -> Timeline:
    """Return the `bimteks` of `plan` in their order, each followed by the time for its tasks if one is set."""
    now = timezone.now()
    today = local(now, plan).date()
    present = max((row.number for row in bimteks if row.opened_at), default=0)
    stops, following = [], None
    for row in bimteks:
        is_past = bool(row.last_day and row.last_day < today)
        is_over = row.number < present or bool(row.opened_at and (row.signed_at or is_past))
        look = "done" if is_over else "now" if row.number == present else "later"
        stops.append(Stop(row.short, span(row.first_day, row.days, SHORT) or "tanggal belum diisi", row.theme, look))
        if until := row.window_until:
            look = "done" if row.number < present or until <= now else "now" if is_over else "later"
            stops.append(Stop("Masa kerja OPD", f"sampai {short_date(local(until, plan))}", "Angka dan bukti", look))
        following = following if following or is_over else row
    return Timeline(stops, following, _countdown(following, today))


def _countdown(bimtek, today):
    day = bimtek and bimtek.first_day
    left = f"{(day - today).days} hari lagi: {DAYS[day.weekday()]}, {long_date(day)}" if day and day > today else ""
    return left and f"{bimtek.short} tinggal {left}."
