"""Reads what a plan has written of its book details, for the books and for its file."""

from masterplan.book_details.models import Particulars


def book_details_of(plan) -> dict:
    """Return {key: text} of what is written; {} for a plan that has nothing."""
    return Particulars.objects.filter(plan=plan).values_list("values", flat=True).first() or {}
