"""Who may make plans, and of which regions: read only."""

from typing import Any

from django.db.models import QuerySet

from masterplan.setup.regions import PLACES, ZONE_NAMES, RegionChoice, key_of
from workshops.access import PlanRequest, outside_role
from workshops.plans.models import Account, Plan, StaffRole


def column_of(account: Account) -> str:
    """Return the matrix column of `account` in the wizard: `operator`, `staf` (of some plan), else `luar`."""
    if account.is_operator:
        return "operator"
    return "staf" if plans_of(account).exists() else "luar"


def wizard_column(request: PlanRequest, **_: str) -> str:
    """Return the same for whoever asks (see `access.asks`)."""
    return column_of(request.user) if request.user.is_authenticated else outside_role(request)


def plans_of(account: Account) -> QuerySet[Any]:
    """Return the plans that `account` is staff of, newest first: what it may copy from."""
    mine = StaffRole.objects.filter(account=account, role=StaffRole.STAF, account__is_active=True)
    return Plan.objects.filter(pk__in=mine.values("plan")).select_related("region").order_by("-id")


def places_of(account: Account) -> tuple[RegionChoice, ...]:
    """Return the regions that `account` may make a plan for: all of them for the operator, the own ones for staff."""
    if account.is_operator:
        return PLACES
    own = {}
    for plan in plans_of(account):
        zone = ZONE_NAMES.get(plan.time_zone, "WIB")
        own.setdefault(key_of(plan.region.name), RegionChoice(plan.region.name, plan.region.province or "", zone))
    listed = {key_of(place.name): place for place in PLACES}
    return tuple(listed.get(key, place) for key, place in own.items())


def officers_of(account: Account) -> list[tuple[Account, str]]:
    """Return [(Account, role)] who work in plans of `account`, each once with their latest role.

    Not the account itself.
    """
    rows = StaffRole.objects.filter(plan__in=plans_of(account), account__is_active=True).exclude(account=account)
    latest = {row.account_id: row for row in rows.select_related("account").order_by("plan_id")}
    return sorted(((row.account, row.role) for row in latest.values()), key=lambda pair: (pair[1], pair[0].name))
