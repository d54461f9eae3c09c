"""Bab 7: the closing words."""

from masterplan.document.pieces import chapter
from masterplan.document.reading import Reading
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter


def build(reading: Reading, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-7")
    return chapter("bab-7", shipped["title"], (node for part in shipped["sections"] for node in texts.opening(part)))
