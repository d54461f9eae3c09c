"""Whether a plan has a public page now, and what it shows: asked anew for every request, so that off is off at once."""

import json
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from masterplan.downloads.models import Export
from masterplan.editions.edition_books import approval_of, status_of_edition
from masterplan.editions.models import Approval, Edition, PublicPage
from masterplan.snapshots.storage import unpack
from workshops.plans.models import Plan

LONG = [f"edition__{name}" for name in Edition.LONG]


@dataclass(frozen=True)
class Opened:
    """An edition that everybody may read, how it stands, and the number of the PDF that was made of it as approved."""

    plan: Plan
    edition: Edition
    standing: Any
    pdf: int | None


def opened(slug: str) -> Opened | None:
    """Return the public page of the plan with this slug.

    None where it is off, or its edition is not approved any more.
    """
    rows = PublicPage.objects.filter(plan__slug=slug, is_on=True, edition__withdrawn_at=None)
    page = rows.select_related("plan__region", "edition").defer(*LONG).prefetch_related("edition__approvals").first()
    row = page.edition if page else None
    if page is None or row is None or (approval := approval_of(row)) is None:
        return None
    return Opened(page.plan, row, status_of_edition(row, ZoneInfo(page.plan.time_zone)), pdf_of(row, approval))


def pdf_of(edition: Edition, approval: Approval) -> int | None:
    """Return the number of the newest PDF of an edition that was ordered after its approval, and so says so."""
    rows = files_of(edition, approval).filter(state=Export.SELESAI).order_by("-number")
    return rows.values_list("number", flat=True).first()


def files_of(edition: Edition, approval: Approval) -> QuerySet[Any]:
    """Return the PDFs of an edition that were ordered since its approval."""
    return Export.objects.filter(
        plan=edition.plan_id, book=edition.ref, format="pdf", ordered_at__gte=approval.recorded_at
    )


def facts_of(edition: Edition) -> dict:
    """Return what the page says of the plan. Raises snapshots.Damaged."""
    row = Edition.objects.only("facts", "facts_sha256").get(pk=edition.pk)
    return json.loads(unpack(row.facts, row.facts_sha256))
