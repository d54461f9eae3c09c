"""Bab 8: the groups that wrote the plan."""

from masterplan.document.book_data import BookData
from masterplan.document.pieces import chapter
from masterplan.document.tables import Numbering, row
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the chapter with a row for each group: its name, who leads it and how many it has."""
    shipped = texts.chapter("B2-8")
    rows = tuple(row(one.name, one.lead, str(one.members)) for one in book_data.teams)
    groups = Numbering("8").table("Kelompok penyusun", rows, "Kelompok | Dipimpin oleh | Anggota 20")
    parts = [node for part in shipped["sections"] for node in texts.opening(part)]
    return chapter("bab-8", shipped["title"], [*parts, groups])
