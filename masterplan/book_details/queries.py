"""Reads what a plan has written of its book details, for the books and for its file."""

from masterplan.book_details.models import Particulars
from workshops.plans.models import Plan


def book_details_of(plan: Plan) -> dict:
    """Return {key: text} of what is written; {} for a plan that has nothing."""
    return Particulars.objects.filter(plan=plan).values_list("values", flat=True).first() or {}
