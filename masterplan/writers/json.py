"""The tree as JSON: the same bytes for the same tree, readable back by `tree.from_json`."""

from masterplan.document import tree


def write(book: tree.Book) -> bytes:
    return tree.to_json(book) + b"\n"
