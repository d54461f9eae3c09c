"""The files of cards as a page lists them."""

from typing import Any

from pillars.models import Evidence
from workshops.plans.models import Plan


def files_of(plan: Plan, refs: list[Any]) -> dict[str, Any]:
    """Return {ref of a card: [Evidence]} without what was removed; one query."""
    found = {}
    for row in Evidence.objects.filter(plan=plan, card__in=list(refs), removed_at=None):
        found.setdefault(row.card, []).append(row)
    return found


def file_of(plan: Plan, number: int) -> Evidence | None:
    """Return one file with its content, or None; what was removed is not there."""
    rows = Evidence.objects.filter(plan=plan, number=number, removed_at=None)
    return rows.defer(None).first()
