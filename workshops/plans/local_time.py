"""Times and days on the clocks of a plan's region, as people read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from workshops.dates import long_date


def local(moment: datetime, plan):
    """Return `moment` on the clocks of the plan's region."""
    return moment.astimezone(ZoneInfo(plan.time_zone))


def long_time(moment, plan):
    """Return `9 Juni 2026, 16.00` in the plan's zone."""
    here = local(moment, plan)
    return f"{long_date(here.date())}, {here:%H.%M}"
