"""The parts of each book that a plan may move, rename or leave out, in the order in which they ship."""

from masterplan.book_outline.outline import OutlinePart
from masterplan.document.books import VOLUMES


def parts_of(book: str) -> list[OutlinePart]:
    """Return the parts of the book with this code; [] for no book of ours."""
    volume = VOLUMES.get(book)
    return [OutlinePart(code, group_of(code)) for code, _ in volume.makers] if volume else []


def group_of(code: str) -> str:
    """Return `front`, `main` or `annex`: parts move within their group only."""
    if code.startswith("lampiran"):
        return "annex"
    return "main" if "-" in code else "front"
