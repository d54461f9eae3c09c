"""What the press keeps in the database: rows that nobody misses, no part of the plan: no event, no ring."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from masterplan.press.models import RenderedUnit
from masterplan.press.render_cache import NoCache, Rendered
from workshops.plans.models import Plan

#: So many units, and finished books, of a plan are kept; those not used for the longest time go.
MOST_UNITS, MOST_BOOKS = 1_200, 8


class DatabaseCache(NoCache):
    """The shelf of a plan in the database."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def take(self, keys: Any) -> dict[str, Rendered]:
        rows = RenderedUnit.objects.filter(plan=self.plan, key__in=list(keys))
        found = {row.key: Rendered(bytes(row.pdf), row.facts, row.pages) for row in rows}
        RenderedUnit.objects.filter(plan=self.plan, key__in=list(found)).update(used_at=timezone.now())
        return found

    def put(self, made: dict[str, Rendered], whole: bool = False) -> None:
        now = timezone.now()
        rows = [
            RenderedUnit(
                plan=self.plan, key=key, whole=whole, pdf=unit.pdf, facts=unit.facts, pages=unit.pages, used_at=now
            )
            for key, unit in made.items()
        ]
        with transaction.atomic():
            # another process may have made the same unit: it is the same
            RenderedUnit.objects.bulk_create(rows, ignore_conflicts=True)
            kept = RenderedUnit.objects.filter(plan=self.plan, whole=whole).order_by("-used_at", "pk")
            beyond = kept.values_list("pk", flat=True)[MOST_BOOKS if whole else MOST_UNITS :]
            RenderedUnit.objects.filter(pk__in=list(beyond)).delete()
