"""Makes a new plan from a file. The only code of the exchange that writes."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from masterplan.exchange.clean_text import TextCleaner
from masterplan.exchange.faults import PlanFileError, Remark, in_order_of_file
from masterplan.exchange.read import Object
from masterplan.exchange.references import check
from masterplan.exchange.rows import SYSTEM, Rows
from masterplan.exchange.schema import faults_of
from masterplan.exchange.slugs import check_plan_slug, plan_slug
from masterplan.exchange.unknown_keys import write
from workshops.live.models import Event
from workshops.plans.models import Plan
from workshops.text import SentenceError

BATCH = 500


class SlugTaken(SentenceError):
    """A plan with this slug is there already; nothing was written."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"“{slug}” sudah dipakai rencana lain; gunakan slug lain")


@dataclass(frozen=True)
class Loaded:
    """The new plan, and what has to be said about the file although it was taken (list of `Remark`)."""

    plan: Plan
    warnings: list


def load_plan(document: dict[str, Any] | Object, slug: str | None = None) -> Loaded:
    """Write a whole plan in one transaction: `Loaded`.

    document  as `read_document` gives it; slug: address of the plan, from the region's name when None.
    Raises PlanFileError with every fault, BadSlug, SlugTaken; then nothing is written.
    """
    cleaned, warnings = checked(document)
    slug = check_plan_slug(slug) if slug is not None else plan_slug(cleaned["region"]["name"])
    rows = Rows(cleaned, slug, timezone.now())
    with transaction.atomic(durable=True):
        if Plan.objects.filter(slug=slug).exists():
            raise SlugTaken(slug)
        try:
            _insert(rows)
        except IntegrityError as error:
            # Somebody else loaded under the same slug meanwhile.
            if error.__cause__.diag.table_name == Plan._meta.db_table:
                raise SlugTaken(slug) from None
            raise
        _journal(rows, cleaned)
    return Loaded(rows.plan, warnings)


def checked(document: dict[str, Any] | Object) -> tuple[dict[str, Any], list[Remark]]:
    """Return (cleaned document, warnings). Raises PlanFileError with every fault of the document."""
    cleaning = TextCleaner(document)
    faults, warnings = check(cleaning.document)
    faults = [*cleaning.faults, *faults_of(cleaning.document), *faults]
    if faults:
        raise PlanFileError(in_order_of_file(cleaning.document, faults))
    return cleaning.document, in_order_of_file(cleaning.document, [*cleaning.warnings, *warnings])


def _insert(rows):
    for model, batch in rows.batches():
        model.objects.bulk_create(batch, batch_size=BATCH)


def _journal(rows, document):
    digest = hashlib.sha256(write(document).encode()).hexdigest()
    Event.objects.create(
        plan=rows.plan,
        number=rows.plan.head,
        at=rows.at,
        actor=SYSTEM,
        verb="plan.loaded",
        op=f"muat-{secrets.token_hex(16)}",
        body=digest,
    )
