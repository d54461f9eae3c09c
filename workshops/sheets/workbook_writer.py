"""A workbook that we hand out: every text cell is written as text, whatever it begins with."""

import io
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from workshops.sheets.cells import CELL_TEXT, sheet_name, write_text

_CUT = " … (dipotong: satu sel paling banyak 32.767 karakter)"


@dataclass(frozen=True)
class WorkbookTable:
    """One sheet to write. A value is str, int, float, Decimal, date, datetime (its own time zone is dropped) or None.

    head     how many first rows are the head: bold, and in sight while one scrolls.
    widths   of the columns in letters; () measures the texts.
    """

    name: str
    rows: list
    head: int = 1
    widths: tuple = ()


def write_workbook(tables: list[WorkbookTable]) -> bytes:
    """Return an .xlsx of `tables`. Every text is a text whatever it begins with.

    Numbers and dates can be reckoned with.
    """
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(sheet_name(table.name, [one.title.casefold() for one in book.worksheets]))
        for row, values in enumerate(table.rows, 1):
            for column, value in enumerate(values, 1):
                if value is not None and value != "":
                    _write(sheet.cell(row, column), value, row <= table.head)
        for column, width in enumerate(table.widths or _widths(table.rows), 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        if table.head:
            sheet.freeze_panes = f"A{table.head + 1}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell, value, head):
    long = isinstance(value, int) and abs(value) >= 10**15
    if isinstance(value, str | bool) or long:
        text = ILLEGAL_CHARACTERS_RE.sub("", str(value)).replace("\r\n", "\n")
        if len(text) > CELL_TEXT:
            text = text[: CELL_TEXT - len(_CUT)] + _CUT
        write_text(cell, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    if head:
        cell.font = Font(bold=True)


def _widths(rows):
    longest = {}
    for values in rows[:500]:
        for column, value in enumerate(values):
            size = max(map(len, str(value).splitlines()), default=0) if value is not None else 0
            longest[column] = max(longest.get(column, 0), size)
    return [min(max(longest[column] + 2, 6), 50) for column in sorted(longest)]
