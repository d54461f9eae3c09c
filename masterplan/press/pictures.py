"""The pictures that a book shows, from its plan."""

from masterplan.document import tree
from pillars.narrative import queries as narrative
from workshops.plans.models import Plan


def pictures_of(plan: Plan, book: tree.Book) -> dict:
    """Return {sha256: bytes} of the pictures of `plan` that `book` shows."""
    wanted = tree.picture_hashes(book.parts)
    return narrative.pictures_of(plan, wanted) if wanted else {}
