"""Papers as files: the tree becomes PDF or Word while the person waits."""

from masterplan.document import tree
from masterplan.press.render import render_book
from masterplan.writers import docx


def paper_bytes(book: tree.Book, format: str) -> bytes:
    """Return the bytes of `book`. Raises RenderFailed for a PDF that cannot be made."""
    return docx.write(book) if format == "docx" else render_book(book).pdf
