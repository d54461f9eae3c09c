"""The pillars of a plan as the columns of a table."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from workshops.membership.models import Group
from workshops.plans.models import Plan


@dataclass(frozen=True)
class PillarColumn:
    """One pillar. `name` is the short one of its group."""

    code: str
    slug: str
    name: str


def columns_of(plan: Plan) -> Any:
    """Return the pillars of a plan in their order, by the short names of their groups."""
    groups = Group.objects.filter(plan=plan, pillar_code=OuterRef("code")).order_by()
    name = Coalesce(Subquery(groups.values("name")), "name_id")
    return tuple(PillarColumn(*row) for row in plan.pillars.annotate(called=name).values_list("code", "slug", "called"))
