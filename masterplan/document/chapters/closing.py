"""Bab 7: the closing words."""

from masterplan.document.book_data import BookData
from masterplan.document.pieces import chapter
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-7")
    return chapter("bab-7", shipped["title"], (node for part in shipped["sections"] for node in texts.opening(part)))
