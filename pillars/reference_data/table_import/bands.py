"""Rows of a table that are none: bands that name a misi for all rows below, footnotes, sums, repeated heads. Pure."""

import re

from workshops.sheets.table_import import Columns, is_numbering
from workshops.sheets.workbook_reader import WorkbookCell, WorkbookSheet

_LEVEL = re.compile(r"\s*(visi|misi|tujuan|sasaran)\b(?!\s*/)", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*(?:(?:sumber|catatan|keterangan|ket|note|nb)\b\s*[:.*]|\*|[¹²³⁴⁵⁶⁷⁸⁹]|\([*0-9]\)\s)", re.IGNORECASE
)
_SUM = re.compile(
    r"(?:sub ?)?(?:jumlah|total|rata-rata)(?: (?:keseluruhan|seluruh\w*|umum|akhir|total|pagu|anggaran))?"
)


def own_cells(sheet: WorkbookSheet, row: int) -> list[WorkbookCell]:
    """Return the cells of a row that hold something and carry on no other cell, above or beside them."""
    return [cell for cell in sheet.row(row) if cell.text.strip() and not cell.across and not _carries_on(sheet, cell)]


def _carries_on(sheet, cell):
    return cell.merged and cell.row > 1 and sheet.cell(cell.row - 1, cell.column).text == cell.text


def band_of(sheet: WorkbookSheet, row: int) -> WorkbookCell | None:
    """Return the cell of a row that is one text for all rows below it: wide, or alone and `Misi 1: …`."""
    cells = own_cells(sheet, row)
    if len(cells) != 1 or not isinstance(cells[0].value, str):
        return None
    is_wide = sheet.cell(row, cells[0].column + 1).across
    return cells[0] if is_wide or _LEVEL.match(cells[0].text) else None


def level_in(text: str) -> str:
    """Return the level that a band names: "visi", "misi", "tujuan", "sasaran" or ""."""
    match = _LEVEL.match(text)
    return match[1].casefold() if match else ""


def is_beside(sheet: WorkbookSheet, columns: Columns, row: int) -> bool:
    """Whether a row stands beside the content of a table: a note, a sum, a signature, numbers or heads once more."""
    cells = own_cells(sheet, row)
    texts = [cell.text.strip() for cell in cells]
    if not texts:
        return False
    if _SUM.fullmatch(texts[0].casefold().strip(" .:")) or is_numbering(sheet, row):
        return True
    if len(texts) == 1 and _NOTE.match(texts[0]):
        return True
    if len(texts) > 1 and all(_is_label(columns, cell) for cell in cells):
        return True
    return len(texts) <= 2 and _is_behind_the_last(sheet, columns, row) and not level_in(texts[0])


def _is_label(columns, cell):
    return cell.text.strip().casefold() in columns.labels.get(cell.column, "").casefold()


def _is_behind_the_last(sheet, columns, row):
    """Whether an empty row stands between the last row that says more than a sentence and this one."""
    below = range(row, sheet.height + 1)
    if any(len(own_cells(sheet, one)) > 2 for one in below):
        return False
    first = next((one for one in range(row, columns.first, -1) if len(own_cells(sheet, one)) > 2), 0)
    return any(not own_cells(sheet, one) for one in range(first + 1, row)) if first else False
