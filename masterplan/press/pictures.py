"""The pictures that a book shows, from its plan."""

from masterplan.document import tree
from pillars.narrative import reading as narrative


def pictures_of(plan, book: tree.Book) -> dict:
    """{sha256: bytes} of the pictures of `plan` that `book` shows."""
    wanted = set()
    for node in tree.walk(book.parts):
        if isinstance(node, tree.Picture):
            wanted.add(node.sha256)
        elif isinstance(node, tree.Cover) and node.logo:
            wanted.add(node.logo)
    return narrative.pictures_of(plan, wanted) if wanted else {}
