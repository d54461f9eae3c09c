"""What stands in a cell of Excel for what stands in the tree: numbers that can be reckoned with, and texts.

Rupiah stand in the tree as whole numbers and are printed in juta or miliar; in a sheet they are whole.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from masterplan.document.nodes import Cell, Column, Span
from masterplan.writers.markup import UNPRINTABLE
from workshops.number_format import excel_format
from workshops.sheets.cells import CELL_TEXT

#: Lines that Excel keeps in one cell, with room to spare.
LINES = 250
#: Letters of a part of a longer text; what says that it goes on fits beside it.
ROOM = CELL_TEXT - 200
ON = " … (lanjut di baris berikut)"
AGAIN = "(lanjutan) "
#: Digits that Excel keeps of a number; a longer one is a text.
DIGITS = 15
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)
_CANONICAL = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_SCALED_HEAD = re.compile(r"\bRp (?:juta|miliar)\b|\b(?:juta|miliar) rupiah\b", re.IGNORECASE)


class PlainInteger(int):
    """A whole number without dots between its thousands."""


def text_of(spans: Iterable[Span]) -> str:
    """Return the words of spans on one line; raised numbers of sources in brackets, addresses behind their words."""
    out = []
    for span in spans:
        said = span.text
        if span.style == "mark":
            number = said.strip(", ")
            said = f" [{number}]" if number else ""
        elif span.href and span.href != said:
            said = f"{said} ({span.href})"
        out.append(said)
    return "".join(out)


def lines_of(lines: tuple[tuple[Span, ...], ...]) -> str:
    return "\n".join(text_of(line) for line in lines)


def clean(text: str) -> str:
    """Return text that a sheet can hold: no control characters, one kind of line end."""
    return UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def number_of(text: str) -> Decimal | None:
    """Return the number that a text writes as people here do (`1.250,5`), or None."""
    said = text.strip()
    if not _NUMBER.fullmatch(said):
        return None
    return Decimal(said.replace(".", "").replace(",", ".").replace("−", "-"))


def decimal(text: str) -> Decimal | int | None:
    """Return the number that a text of the tree writes in canonical form (`1250.5`), or None."""
    return exact_number(text) if _CANONICAL.fullmatch(text) else None


def exact_number(number: Any) -> Decimal | int | None:
    """Return `number` as an int or Decimal that Excel keeps to its last digit, or None."""
    try:
        exact = Decimal(str(number))
    except InvalidOperation:
        return None
    if not exact.is_finite() or len(exact.normalize().as_tuple().digits) > DIGITS or abs(exact) >= 10**DIGITS:
        return None
    return int(exact) if exact == exact.to_integral_value() and cast(int, exact.as_tuple().exponent) >= 0 else exact


def value_of(cell: Cell, column: Column) -> tuple[Any, str, bool]:
    """Return (value, what more the cell says, whether rupiah were made whole) of a cell of the tree.

    A number of the tree counts, else what is printed in a column of numbers if it reads as one.
    """
    first = text_of(s for s in cell.lines[0] if s.style != "mark") if cell.lines else ""
    shown = number_of(first.strip().removeprefix("Rp"))
    if cell.value is not None and not isinstance(cell.value, bool):
        number = exact_number(cell.value)
        if number is not None:
            more = _beside(cell)
            # printed in another unit: less, or as less than the smallest that is printed
            scaled = isinstance(cell.value, int) and (shown is not None and shown < number or first.startswith("<"))
            if shown is None and number != 0 and not scaled:
                more = "\n".join(filter(None, (first, more)))
            return number, more, scaled
    if column.kind == "number" and shown is not None:
        number = exact_number(shown)
        if number is not None:
            return (PlainInteger(number) if _is_year(first) else number), _beside(cell), False
    return lines_of(cell.lines), "", False


def _beside(cell) -> str:
    """What a cell says beside its number: marks of sources, further lines."""
    marks = text_of(s for s in cell.lines[0] if s.style == "mark").strip() if cell.lines else ""
    return "\n".join(filter(None, (marks, lines_of(cell.lines[1:]))))


def _is_year(text: str) -> bool:
    """Printed numbers of four digits have a dot; what has none is a year."""
    return len(text.strip()) == 4 and text.strip().isdigit()


def whole_head(title: str) -> str:
    """Return the head of a column whose rupiah were made whole."""
    said, found = _SCALED_HEAD.subn("Rp", title)
    return said if found else f"{title} (Rp)".strip()


def look_of(number: Decimal | int) -> str:
    """Return the number format of a cell: that of all numbers, but no dots in a year."""
    return "0" if isinstance(number, PlainInteger) else excel_format(number)


def size(text: str) -> int:
    """Return how many letters as Excel counts them, once written."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + 6 * text.count("_x")


def pieces(text: str) -> list:
    """Return a text in parts that each fit one cell.

    All but the last say that it goes on, all but the first that it did.
    """
    out = []
    while size(text) > CELL_TEXT or text.count("\n") > LINES:
        cut = _place(text)
        out.append(text[:cut].rstrip() + ON)
        text = AGAIN + text[cut:].lstrip()
    return [*out, text]


def _place(text: str) -> int:
    """Where a text that is too long for a cell is cut: at a line end or a space, else where it is full."""
    most = ROOM
    while size(text[:most]) > ROOM:
        most = most * 9 // 10
    at = -1
    for _ in range(LINES):
        found = text.find("\n", at + 1, most)
        if found < 0:
            break
        at = found
    else:
        return max(at, len(AGAIN) + 1)
    cut = max(text.rfind("\n", 0, most), text.rfind(" ", 0, most))
    return cut if cut > most // 2 else most
