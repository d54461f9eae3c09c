"""What was typed into the wizard, kept page by page: nothing of it is a plan yet."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from masterplan.setup.creators import column_of
from masterplan.setup.models import Draft
from workshops.live.actions import Refused
from workshops.permissions import verdict
from workshops.plans.models import Account


def demand(account: Account) -> None:
    """Raise Refused unless `account`, as it is now, may make a plan."""
    answer = verdict("plan.create", column_of(account))
    if not answer:
        raise Refused(answer)


def keep_page(account: Account, page: str, typed: dict[str, Any]) -> None:
    """Keep `typed` {field: text or list} as what stands on `page` of the wizard of `account`; the same again changes
    nothing. Raises Refused.
    """
    with transaction.atomic(durable=True):
        demand(account)
        Draft.objects.get_or_create(account=account, defaults={"kept_at": timezone.now()})
        draft = Draft.objects.select_for_update().get(account=account)
        draft.answers = draft.answers | {page: typed}
        draft.kept_at = timezone.now()
        draft.save(update_fields=["answers", "kept_at"])
