"""In which order units follow each other, on which side each page lies, and what number it bears. Pure.

Cover and front matter have roman numbers, the main part arabic ones from 1; a chapter that asks for a side gets it by
a blank page. The lists of contents come last in the front: their own length moves nothing that they tell.
"""

from dataclasses import dataclass, field
from typing import Any

from masterplan.document import tree
from masterplan.document.nodes import Book, Node
from masterplan.document.words import roman
from masterplan.press.units import FIRST_DIFFERS, Unit

BLANK = -1


@dataclass
class PlacedPage:
    """One page: `unit` is an index into the arrangement's units or BLANK."""

    unit: int
    page: int
    left: bool
    number: str


@dataclass
class Arrangement:
    """`units`: [(Unit, facts)] in order; `sheets`: front and main part; `numbers`: {anchor: printed number}."""

    units: list = field(default_factory=list)
    front: list = field(default_factory=list)
    main: list = field(default_factory=list)
    numbers: dict = field(default_factory=dict)

    def add(self, unit: Unit, facts: dict[str, Any], is_front: bool, side: str = "") -> None:
        """Put a laid-out unit behind the others of its matter; `side`: where it must begin."""
        sheets = self.front if is_front else self.main
        said = roman if is_front else str
        if side and (len(sheets) % 2 == 1) == (side == "right"):
            self._blank(sheets)
        self.units.append((unit, facts))
        for page in range(len(facts["pages"])):
            at = len(sheets) + 1
            sheets.append(PlacedPage(len(self.units) - 1, page, at % 2 == 0, said(at)))
        first = len(sheets) - len(facts["pages"]) + 1
        for anchor, (page, *_) in facts["anchors"].items():
            self.numbers.setdefault(anchor, said(first + page))

    def _blank(self, sheets):
        sheets.append(PlacedPage(BLANK, 0, (len(sheets) + 1) % 2 == 0, ""))

    def close(self) -> list:
        """Return all sheets; the main part begins on a right page."""
        if len(self.front) % 2 and self.main:
            self._blank(self.front)
        return [*self.front, *self.main]

    def plan(
        self, book: Book, names: list[str], furniture: dict[str, Any], places: dict[tuple[str, str, str, str], int]
    ) -> tuple[dict, list]:
        """Return (what `joining` is told, the indexes of the units whose PDFs it is given, in order)."""
        sheets = self.close()
        order = list(dict.fromkeys(sheet.unit for sheet in sheets if sheet.unit != BLANK))
        new = {old: n for n, old in enumerate(order)} | {BLANK: BLANK}
        anchors, outline, pages = {}, [], []
        for at, sheet in enumerate(sheets):
            if sheet.unit == BLANK:
                pages.append([BLANK, 0, sheet.left, "", BLANK])
                continue
            unit, facts = self.units[sheet.unit]
            drawn = _furniture_of(unit.furniture, sheet, places) if unit.furniture else BLANK
            pages.append([new[sheet.unit], sheet.page, sheet.left, sheet.number, drawn])
            if sheet.page == 0:
                for anchor, (page, x, y) in facts["anchors"].items():
                    anchors.setdefault(anchor, [at + page, x, y])
                outline += [[mark[0], mark[1], at + mark[2], *mark[3:]] for mark in facts["outline"]]
        used = [self.units[old] for old in order]
        said = {
            "units": [
                {"pages": facts["pages"], "targets": facts["targets"], "part": unit.part} for unit, facts in used
            ],
            "furniture": {"numbers": furniture["numbers"], "sizes": furniture["sizes"]},
            "fonts": (fonts := _fonts_of([*(facts for _, facts in used), furniture])),
            "faces": _glyphs_of(fonts),
            "pages": pages,
            "parts": names,
            "anchors": anchors,
            "outline": outline,
            "front": len(self.front),
            "title": book.title,
            "language": book.language,
        }
        return said, order


def _fonts_of(all_facts) -> dict:
    """{name in the file: [face, {glyph: [text, width]}]} of all units together."""
    found = {}
    for facts in all_facts:
        for name, (face, glyphs) in facts["fonts"].items():
            known = found.setdefault(name, [face, {}])[1]
            for glyph, text, width in glyphs:
                known[glyph] = [text, width]
    return found


def _glyphs_of(fonts) -> dict:
    """{face: its glyphs in this book, in order}."""
    found = {}
    for face, glyphs in fonts.values():
        found.setdefault(face, set()).update(glyphs)
    return {face: sorted(glyphs) for face, glyphs in found.items()}


def _furniture_of(style, sheet, places) -> int:
    """The page of furniture for a sheet (see `units.furniture_unit`)."""
    first = places[style]
    if style[0] not in FIRST_DIFFERS:
        return first + sheet.left
    if sheet.page == 0:
        return first + (2 if sheet.left else 0)
    return first + (1 if sheet.left else 3)


def is_front(part: Node) -> bool:
    return not (isinstance(part, tree.Colophon) or (isinstance(part, tree.Chapter) and part.matter == "main"))


def in_making_order(parts: tuple[Node, ...]) -> list[tuple[int, Node]]:
    """Return (place among the parts, part): the main part first, then the front, its lists last."""
    numbered = list(enumerate(parts))
    main = [each for each in numbered if not is_front(each[1])]
    front = [each for each in numbered if is_front(each[1])]
    return main + sorted(front, key=lambda each: isinstance(each[1], tree.Contents))
