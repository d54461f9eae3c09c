"""The answers to checks as a plan file carries them: which finding, what was answered, what staff decided."""

from typing import Any

from masterplan.exchange.reviews import GROUP
from pillars.models import CheckAnswer
from pillars.review.subjects import cards_of
from workshops.plans.models import Plan, StaffRole


def check_answers(plan: Plan) -> list[dict[str, Any]]:
    """Return [object] of the answers that stand, in the order in which they were given; none of cards in the bin.

    Two queries and one for each kind of card, and none while nobody has answered.
    """
    if not plan.counters.get("jawaban"):
        return []
    rows = list(CheckAnswer.objects.filter(plan=plan).exclude(state=CheckAnswer.WITHDRAWN).order_by("number"))
    cards = cards_of(plan, {ref for row in rows for ref in row.refs})
    roles = {f"a{pk}": role for pk, role in StaffRole.objects.filter(plan=plan).values_list("account_id", "role")}
    return [_answer(row, cards, roles) for row in rows if all(ref in cards for ref in row.refs)]


def _answer(row, cards, roles):
    told = {
        "check": row.check_id,
        "codes": [cards[ref].code for ref in row.refs],
        "said": row.said,
        "text": row.text,
        "by": roles.get(row.by, GROUP),
        "at": row.at.isoformat(),
        "status": row.state,
        "remark": row.remark,
    }
    return {key: value for key, value in told.items() if value}
