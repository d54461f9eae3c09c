"""What Excel asks of the text of a cell and of the name of a sheet. Knows openpyxl and nothing of ours."""

import re

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

#: Letters that Excel keeps in one cell.
CELL_TEXT = 32_767
NAME = 31
#: Excel reads _x0041_ as A; who writes these letters means them.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: A name that Excel keeps for itself.
_KEPT = ("history",)


def write_text(cell: Cell, text: str) -> None:
    """Write a text of at most CELL_TEXT letters as a text, whatever it begins with and whatever it looks like."""
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", text)
    # openpyxl takes a text that begins with = for a formula, and Excel does so once somebody edits the cell
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def sheet_name(name: str, taken: list[str] | set[str]) -> str:
    """Return a name that Excel takes: at most 31 letters, none of its own signs, none of `taken` (casefolded)."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", ILLEGAL_CHARACTERS_RE.sub("", name)).strip("' ")[:NAME].strip("' ") or "Lembar"
    number, given = 1, plain
    while given.casefold() in taken or given.casefold() in _KEPT:
        number += 1
        given = f"{plain[: NAME - 1 - len(str(number))]} {number}"
    return given
