"""Times and days on the clocks of a plan's region, as people read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from workshops.dates import long_date
from workshops.plans.models import Plan


def local(moment: datetime, plan: Plan) -> datetime:
    """Return `moment` on the clocks of the plan's region."""
    return moment.astimezone(ZoneInfo(plan.time_zone))


def long_time(moment: datetime, plan: Plan) -> str:
    """Return `9 Juni 2026, 16.00` in the plan's zone."""
    here = local(moment, plan)
    return f"{long_date(here.date())}, {here:%H.%M}"


def workbook_name(what: str, plan: Plan) -> str:
    """Return `peta-jalan-ponorogo-20261124-1042.xlsx`: of slug and local time only, safe in any header."""
    return f"{what}-{plan.slug}-{local(timezone.now(), plan):%Y%m%d-%H%M}.xlsx"
