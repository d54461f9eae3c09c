"""The pictures of a book as editions keep them."""

from masterplan.document import tree
from masterplan.editions.models import EditionPicture
from workshops.plans.models import Plan


def picture_bytes(plan: Plan, book: tree.Book) -> dict:
    """Return {hash: bytes} of the pictures of an edition's book."""
    wanted = tree.picture_hashes(book)
    rows = EditionPicture.objects.filter(plan=plan, sha256__in=wanted) if wanted else ()
    return {row.sha256: bytes(row.content) for row in rows}
