"""Bab 7: the closing words."""

from masterplan.document.pieces import para
from masterplan.document.tree import Chapter


def build(reading, texts) -> Chapter:
    shipped = texts.chapter("B2-7")
    return Chapter(
        id="bab-7",
        number="7",
        label="Bab 7",
        title=shipped["title"],
        children=tuple(
            para(texts.fill(t), "lead" if not n else "body")
            for n, t in enumerate(t for s in shipped["sections"] for t in s["template"])
        ),
    )
