"""Bab 8: what the analysis leads to, and where it is taken up."""

from masterplan.document import pieces
from masterplan.document.book_data import BookData
from masterplan.document.chapters.strategic.parts import place_of
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-8")
    (closing,) = shipped["sections"]
    told = pieces.section("", "", *texts.intro(shipped), *texts.opening(closing), id=place_of("8.1"))
    return pieces.chapter("b1-bab-8", texts.title(closing), told.children)
