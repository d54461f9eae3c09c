"""The numbers of chapters, sections, tables and figures, counted anew over the chapters that are printed.

Chapters number themselves as if all were printed in the shipped order. Where a plan changed the order, left one out,
or a table came in with the prose, the numbers are counted again here, and what leads to a numbered thing says the new
number. In running text a place is written with `place(id)`, which becomes its label ("Bab 3", "Lampiran B"). Pure.
"""

import re
from dataclasses import fields, replace

from masterplan.document.nodes import Chapter, Figure, Picture, Section, Span, Table, Timeline
from masterplan.document.tree import NODES, walk

_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}([a-z0-9-]+){_CLOSE}")
#: How a place is said that this book does not print.
ELSEWHERE = {"lampiran-sumber": "daftar sumber Buku 2"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def place(id: str) -> str:
    """Return the place of a chapter in running text; printed as its label once the chapters stand in order."""
    return f"{_OPEN}{id}{_CLOSE}"


def renumber(chapters: tuple[Chapter, ...], only: str = "") -> tuple:
    """Return the chapters in printing order, numbered: Bab 1…n and Lampiran A…; front matter has no numbers. `only`:
    the id of the one that is printed, with the number it has among the others.

    A link whose goal is in none of them loses its goal and keeps its words.
    """
    labelled = tuple(_labelled(chapters))
    chapters = tuple(chapter for chapter in labelled if only in ("", chapter.id))
    counted = _Counted()
    for chapter in chapters:
        counted.take(chapter)
    known = {"sampul", "kolofon", *(goal for chapter in chapters for goal in _goals(chapter))}
    labels = {chapter.id: chapter.label or chapter.title for chapter in labelled}
    return tuple(_rewritten(chapter, counted, labels, known) for chapter in chapters)


def _goals(chapter):
    """What links may lead to: every id, and the numbered sources, whose rows bear their number."""
    for node in walk(chapter):
        if goal := getattr(node, "id", ""):
            yield goal
        if isinstance(node, Table) and any(column.kind == "source" for column in node.columns):
            yield from (f"sumber-{row.cells[0].lines[0][0].text}" for row in node.rows)


def _labelled(chapters):
    bab = annex = 0
    for chapter in chapters:
        if chapter.label.startswith("Bab"):
            bab += 1
            yield replace(chapter, number=str(bab), label=f"Bab {bab}")
        elif chapter.label.startswith("Lampiran"):
            letter = LETTERS[annex % len(LETTERS)]
            annex += 1
            yield replace(chapter, number=letter, label=f"Lampiran {letter}")
        else:
            yield chapter


class _Counted:
    """New numbers by the identity of nodes, and what was printed of an id: {id: (old, new)}."""

    def __init__(self) -> None:
        self.of, self.said = {}, {}

    def take(self, chapter: Chapter) -> None:
        self.chapter, self.tables, self.figures, self.levels = chapter.number, 0, 0, [0, 0]
        for node in walk(chapter.children):
            if isinstance(node, Section) and node.number:
                self._set(node, self._section(node.level))
            elif isinstance(node, Table | Timeline) and node.number:
                self.tables += 1
                self._set(node, self._plain("Tabel", self.tables))
            elif isinstance(node, Figure | Picture) and node.number:
                self.figures += 1
                self._set(node, self._plain("Gambar", self.figures))

    def _plain(self, word, count) -> str:
        return f"{word} {self.chapter}.{count}" if self.chapter else f"{word} {count}"

    def _section(self, level) -> str:
        if level == 2:
            self.levels = [self.levels[0] + 1, 0]
            return f"{self.chapter}.{self.levels[0]}"
        self.levels[1] += 1
        return f"{self.chapter}.{self.levels[0]}.{self.levels[1]}"

    def _set(self, node, number) -> None:
        self.of[id(node)] = number
        if node.id:
            self.said[node.id] = (node.number, number)


def _rewritten(thing, counted, labels, known):
    if isinstance(thing, tuple):
        made = tuple(_rewritten(item, counted, labels, known) for item in thing)
        return made if any(a is not b for a, b in zip(made, thing, strict=True)) else thing
    if isinstance(thing, str):
        return (
            _PLACE.sub(lambda m: labels.get(m[1]) or ELSEWHERE.get(m[1], "bagian lain"), thing)
            if _OPEN in thing
            else thing
        )
    if type(thing).__name__ not in NODES:
        return thing
    changed = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        made = _rewritten(value, counted, labels, known)
        if made is not value:
            changed[field.name] = made
    if isinstance(thing, Span) and thing.to:
        changed |= _link(thing, counted, labels, known)
    elif (number := counted.of.get(id(thing))) is not None and number != thing.number:
        changed["number"] = number
        if isinstance(thing, Section) and thing.opening:
            changed["opening"] = replace(changed.get("opening", thing.opening), number=number)
    return replace(thing, **changed) if changed else thing


def _link(span, counted, labels, known) -> dict:
    if span.to not in known:
        return {"to": ""}
    old, new = counted.said.get(span.to, ("", ""))
    if old and old != new and span.text == old:
        return {"text": new}
    if span.to in labels and re.fullmatch(r"(Bab \d+|Lampiran [A-Z])", span.text):
        return {"text": labels[span.to]}
    return {}
