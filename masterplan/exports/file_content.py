"""The bytes of an ordered file: the tree it is of, then the writer of its format. Reads the plan, writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from masterplan.closing import papers
from masterplan.document.books import build_book
from masterplan.document.read import read_book_data
from masterplan.downloads.models import Export
from masterplan.editions import edition_books as editions
from masterplan.editions.edition_books import picture_bytes
from masterplan.exports.options import DATA
from masterplan.opendata.archive import archive
from masterplan.press.pictures import pictures_of
from masterplan.press.render import render_book
from masterplan.press.whole_files import office_file
from masterplan.writers.json import write as as_json

#: What is said while a file is written whose parts cannot be counted.
WRITING = "Menulis berkas"


@dataclass
class ExportedFile:
    """A finished file. `plan_number`: the journal number that it shows; `pages` of a PDF; `warnings`: sentences."""

    content: bytes
    plan_number: int
    pages: int | None = None
    warnings: list = field(default_factory=list)


def make_file(export: Export, *, on_progress: Callable[..., Any], cancelled: Callable[..., Any]) -> ExportedFile:
    """Return the file that `export` orders. Raises NoPaper, Damaged, UnknownBook, RenderFailed.

    So may the callbacks.
    """
    if export.book == DATA:
        on_progress(1, 1, WRITING)
        book_data = read_book_data(export.plan)
        return ExportedFile(archive(book_data), book_data.number)
    book, number, pictures = _tree(export)
    if export.format == "pdf":
        return _pdf(export.plan, book, number, pictures, on_progress, cancelled)
    on_progress(1, 1, WRITING)
    if export.format == "json":
        return ExportedFile(as_json(book), number)
    made = office_file(book, export.format, pictures=pictures, cancelled=cancelled)
    return ExportedFile(made, number)


def _tree(export):
    """(Book, number of the plan that it shows, {hash: bytes} of its pictures)."""
    plan = export.plan
    if papers.is_paper(export.book):
        return *papers.tree_of(plan, export.book), {}
    if editions.is_edition(export.book):
        book, number = editions.tree_of(plan, editions.number_of(export.book))
        return book, number, picture_bytes(plan, book)
    book_data = read_book_data(plan)
    book = build_book(book_data, export.book, part=export.part)
    return book, book_data.number, pictures_of(plan, book)


def _pdf(plan, book, number, pictures, on_progress, cancelled):
    warnings = []
    made = render_book(
        book, plan=plan, pictures=pictures, on_progress=on_progress, on_warning=warnings.append, cancelled=cancelled
    )
    return ExportedFile(made.pdf, number, made.pages, warnings)
