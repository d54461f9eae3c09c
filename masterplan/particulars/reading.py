"""What a plan has written of its particulars, for the books and for its file."""

from masterplan.particulars.models import Particulars


def particulars_of(plan) -> dict:
    """{key: text} of what is written; {} for a plan that has nothing."""
    return Particulars.objects.filter(plan=plan).values_list("values", flat=True).first() or {}
