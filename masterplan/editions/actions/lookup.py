"""What the actions on editions share: finding one under the plan's lock, and saying why something cannot be done."""

from masterplan.editions.models import Approval, Edition
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Plan
from workshops.text import SentenceError


class EditionNotPossible(SentenceError):
    """As things stand this cannot be done; `sentence` says why and what to do."""


def find(plan: Plan, number: int | None) -> Edition:
    """Return the edition with this number, without what it keeps. Raises NotFound."""
    return existing(Edition.objects.filter(plan=plan, number=number).defer(*Edition.LONG).first())


def approval_in_force(edition: Edition) -> Approval | None:
    """Return the Approval that has not been taken back, or None."""
    return Approval.objects.filter(edition=edition, taken_back_at=None).first()
