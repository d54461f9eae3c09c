"""Times and days on the clocks of a plan's region, as people read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def local(moment: datetime, plan):
    """`moment` on the clocks of the plan's region."""
    return moment.astimezone(ZoneInfo(plan.time_zone))


def long_time(moment, plan):
    """`9 Juni 2026, 16.00` in the plan's zone."""
    here = local(moment, plan)
    return f"{long_date(here.date())}, {here:%H.%M}"


def long_date(day):
    """`9 Juni 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
