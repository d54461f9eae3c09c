"""Bab 7: the closing words."""

from masterplan.document.reading import Reading
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter


def build(reading: Reading, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-7")
    return Chapter(
        id="bab-7",
        number="7",
        label="Bab 7",
        title=shipped["title"],
        children=tuple(node for part in shipped["sections"] for node in texts.opening(part)),
    )
