"""A workbook that somebody uploads, as typed cells.

What is uploaded is not trusted: it is never written to disk, never bigger in memory than announced here, nothing in it
is fetched or calculated. Of a formula only the value that Excel last saved is taken, and the cell says so.
"""

import contextlib
import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from workshops.number_format import show_number
from workshops.text import SentenceError

MIB = 1024 * 1024
#: Bytes of the file, bytes of all its parts unpacked, rows and columns of a sheet, cells with content, sheets read.
PACKED, UNPACKED = 5 * MIB, 40 * MIB
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS, MOST_PARTS = 20_000, 200, 300_000, 30, 1_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AGAIN = "Berkas tidak utuh. Simpan lagi di Excel, lalu unggah lagi."
_NOT_A_TABLE = "Berkas ini bukan tabel Excel. Simpan sebagai .xlsx (atau .csv), lalu unggah lagi."
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.')
#: What the readers of zip and XML raise on a file that is damaged or was never one.
_BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)
_BROKEN += (NotImplementedError, RuntimeError, EOFError, OSError, OverflowError)


_YES = ("1", "true")


class SheetError(SentenceError):
    """The file cannot be taken; `sentence` is Indonesian, names sheet and cell where there is one, says what to do."""


@dataclass(frozen=True, slots=True)
class WorkbookCell:
    """One cell. `value` is str, int, float, bool, datetime, date, time or None; "" never, an empty cell is None.

    formula  the value is what Excel last calculated.
    error    Excel's own error (`#REF!`), which is then the value as well.
    merged   the value belongs to a merged range and stands in its first cell; across: that one is in another column.
    percent  the number is shown a hundredfold with a percent sign: 0.855 is what somebody typed as 85,5%.
    """

    row: int
    column: int
    value: Any = None
    formula: bool = False
    error: bool = False
    merged: bool = False
    percent: bool = False
    across: bool = False

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """Return the value as one would type it; a whole number without point, a date as 2027-03-01."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, float):
            return f"{Decimal(repr(value)):f}"
        if isinstance(value, datetime) and value.time() == time.min:
            return value.date().isoformat()
        return str(value)


@dataclass
class WorkbookSheet:
    """The cells of one visible sheet that hold something, merged ranges filled. Rows and columns count from 1.

    `notes`: Indonesian sentences on how it was read; `left_out`: those of them on what is hidden or damaged.
    """

    name: str
    cells: dict = field(default_factory=dict)
    merges: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def cell(self, row: int, column: int) -> WorkbookCell:
        """Return the cell there, an empty one where nothing stands."""
        return self.cells.get((row, column)) or WorkbookCell(row, column)

    def row(self, number: int) -> list[WorkbookCell]:
        """Return the cells of a row, as many as the sheet is wide."""
        return [self.cell(number, column) for column in range(1, self.width + 1)]

    def place(self, row: int, column: int) -> str:
        """Return how people find a cell: `Data!B7`."""
        return f"{self.name}!{get_column_letter(column)}{row}"


def read_workbook(data: bytes) -> list[WorkbookSheet]:
    """Return the visible sheets of an .xlsx (or the one of a .csv) of at most `PACKED` bytes. Raises SheetError."""
    if not data:
        raise SheetError("Berkas kosong. Pilih berkas yang berisi tabel, lalu unggah lagi.")
    if len(data) > PACKED:
        raise SheetError(f"Berkas terlalu besar: paling besar {PACKED // MIB} MB. Hapus gambar dan lembar lain.")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16le") in data:
            raise SheetError("Berkas terkunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.")
        raise SheetError("Berkas ini Excel lama (.xls). Buka di Excel, simpan sebagai .xlsx, lalu unggah lagi.")
    if not data.startswith(b"PK"):
        return [_read_csv(data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_hostile(packed)
        with warnings.catch_warnings(action="ignore"):  # of what openpyxl leaves out, nothing is read here
            return _Workbook(load_workbook(io.BytesIO(data), True, data_only=True, keep_links=False)).sheets()
    except DefusedXmlException as hostile:
        raise SheetError("Berkas memuat definisi XML yang tidak diizinkan. Simpan ulang di Excel.") from hostile
    except _BROKEN as broken:
        raise SheetError(_AGAIN) from broken


def _refuse_hostile(packed):
    """Raise SheetError or DefusedXmlException for an archive that openpyxl is not to open.

    A part is never unpacked beyond the size that the directory announces, so that the sum of those is the limit.
    """
    parts = packed.infolist()
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS or any(".." in name or "\\" in name or name.startswith("/") for name in names):
        raise SheetError(_NOT_A_TABLE)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise SheetError("Buku kerja berisi makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.")
    if "xl/workbook.xml" not in names:
        raise SheetError(_NOT_A_TABLE)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise SheetError(_AGAIN)
    if sum(part.file_size for part in parts) > UNPACKED:
        raise SheetError(f"Isi berkas terlalu besar: lebih dari {UNPACKED // MIB} MB setelah dibuka. Kurangi isinya.")
    for name in names:
        if name.endswith((".xml", ".rels")):
            # a DOCTYPE stands before the first element, and openpyxl would take one without entities
            with packed.open(name) as part, contextlib.suppress(ParseError):
                next(iterparse(part, ("start",), forbid_dtd=True, forbid_entities=True, forbid_external=True), None)


class _SheetParser(WorkSheetParser):
    """The parser of openpyxl's read-only sheets, which also says of a value whether a formula gave it.

    damaged  addresses of cells whose value is not what they say to hold.
    """

    def parse_cell(self, element: Any) -> Any:
        try:
            cell = super().parse_cell(element)
            if isinstance(cell["value"], float) and not isfinite(cell["value"]):
                raise ValueError(cell["value"])
        except IndexError:
            place = f"{self.sheet}!{element.get('r', '')}"
            raise SheetError(f"Sel {place} tidak terbaca. Simpan ulang di Excel, lalu unggah.") from None
        except ValueError:
            if element.find(FORMULA_TAG) is None:
                self.damaged.append(element.get("r", ""))
            element.set("t", "str")  # what says to be a number and is none is taken as it stands
            cell = super().parse_cell(element)
        return cell | {"formula": element.find(FORMULA_TAG) is not None}

    @property
    def hidden(self) -> tuple[set[int], set[int]]:
        """Return the hidden (rows, columns)."""
        rows = {int(row) for row, one in self.row_dimensions.items() if one.get("hidden") in _YES}
        columns = set()
        for one in self.column_dimensions.values():
            if one.get("hidden") in _YES:
                columns |= {*range(int(one["min"]), min(int(one.get("max", one["min"])), MOST_COLUMNS) + 1)}
        return rows, columns


class _Workbook:
    """One upload while it is read; counts its cells."""

    def __init__(self, book):
        self.book = book
        self.cells = self.merged = 0

    def sheets(self) -> list[Any]:
        """Return the visible ones, in their order."""
        listed = self.book.worksheets
        visible = [sheet for sheet in listed if sheet.sheet_state == "visible"][:MOST_SHEETS]
        if not visible:
            hidden = ", ".join(f"“{sheet.title}”" for sheet in listed) or "apa pun"
            raise SheetError(f"Tidak ada lembar yang terlihat; lembar {hidden} tersembunyi. Tampilkan lembarnya.")
        looks = [ReadOnlyCell(visible[0], 1, 1, None, style_id=at) for at in range(len(self.book._cell_styles))]
        self.percents = {cell._style_id for cell in looks if "%" in _QUOTED.sub("", cell.number_format)}
        found = [self._sheet(sheet) for sheet in visible]
        if hidden := _listed([f"“{sheet.title}”" for sheet in listed if sheet.sheet_state != "visible"]):
            for sheet in found:
                sheet.left_out.append(f"Lembar tersembunyi tidak dibaca: {hidden}.")
        for sheet in found:
            sheet.notes[:0] = sheet.left_out
        if any(name.startswith("xl/externalLinks/") for name in self.book._archive.namelist()):
            found[0].notes.append("Buku kerja ini merujuk ke berkas lain; rujukan itu tidak dibuka.")
        return found

    def _sheet(self, source):
        sheet = WorkbookSheet(source.title)
        with source._get_source() as part:
            parser = _SheetParser(part, source._shared_strings, True, self.book.epoch, self.book._date_formats)
            parser.sheet, parser.damaged = source.title, []
            for _, row in parser.parse():
                for one in row:
                    if cell := self._cell(one):
                        self._keep(sheet, cell)
        if parser.merged_cells:
            sheet.merges = [range_boundaries(merged.ref) for merged in parser.merged_cells.mergeCell]
        self._fill_merged(sheet)
        _leave_hidden(sheet, *parser.hidden)
        if parser.damaged:
            sheet.left_out.append(
                f"Lembar “{source.title}”: sel {_listed(parser.damaged)} rusak. Periksa isinya di bawah."
            )
        if any(cell.formula for cell in sheet.cells.values()):
            sheet.notes.append(f"Lembar “{source.title}” memuat rumus; yang dibaca nilai terakhirnya.")
        return sheet

    def _cell(self, found):
        """Return what `parse_cell` found as a Cell, None when nothing stands in it."""
        row, column, value, formula = found["row"], found["column"], found["value"], found["formula"]
        if isinstance(value, str):
            value = _unescaped(value)
            if not value.strip():
                return None
        elif value is None:
            # a formula that was never calculated is not the same as nothing
            return WorkbookCell(row, column, None, True) if formula else None
        elif isinstance(value, float):
            value = int(value) if value.is_integer() else value
        percent = found["data_type"] == "n" and found["style_id"] in self.percents
        return WorkbookCell(row, column, value, formula, found["data_type"] == "e", percent=percent)

    def _keep(self, sheet, cell):
        if cell.row > MOST_ROWS:
            raise SheetError(
                f"Lembar “{sheet.name}” sampai baris {show_number(cell.row)}; paling banyak {show_number(MOST_ROWS)}."
            )
        if cell.column > MOST_COLUMNS:
            raise SheetError(f"Lembar “{sheet.name}” sampai kolom {cell.address}; paling banyak {MOST_COLUMNS} kolom.")
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise SheetError(
                f"Tabel terlalu besar: lebih dari {show_number(MOST_CELLS)} sel berisi. Bagi menjadi dua berkas."
            )
        sheet.cells[cell.row, cell.column] = cell

    def _fill_merged(self, sheet):
        for left, top, right, bottom in sheet.merges:
            first = sheet.cells.get((top, left))
            if first is None or None in (left, top, right, bottom):
                continue
            rows, columns = range(top, min(bottom, MOST_ROWS) + 1), range(left, min(right, MOST_COLUMNS) + 1)
            # ranges that lie on each other fill nothing more and would still be walked through each time
            self.merged += len(rows) * len(columns)
            if self.merged > MOST_CELLS:
                raise SheetError(f"Lembar “{sheet.name}” memuat terlalu banyak sel gabungan. Pisahkan dahulu selnya.")
            for row in rows:
                for column in columns:
                    if (row, column) not in sheet.cells:
                        marks = first.formula, first.error, True, first.percent, column > left
                        self._keep(sheet, WorkbookCell(row, column, first.value, *marks))


def _leave_hidden(sheet, rows, columns):
    """Takes away what nobody sees, and says what held something."""
    gone = [place for place in sheet.cells if place[0] in rows or place[1] in columns]
    letters = [get_column_letter(column) for column in sorted({column for _, column in gone} & columns)]
    numbers = sorted({row for row, column in gone if column not in columns})
    for place in gone:
        del sheet.cells[place]
    for what, those in (("kolom", letters), ("baris", numbers)):
        if those:
            sheet.left_out.append(f"Lembar “{sheet.name}”: {what} {_listed(those)} tersembunyi; tidak dibaca.")


def _listed(those):
    """The first of many, and how many more."""
    more = f" dan {len(those) - 12} lagi" if len(those) > 12 else ""
    return ", ".join(map(str, those[:12])) + more


def _unescaped(text):
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # halves of a pair are joined; a lone one can be shown on no page
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read_csv(data):
    """A table as text, with `;`, `,` or tabs between; what Excel writes on an Indonesian or an English Windows."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    mark = max(";,\t", key=text.partition("\n")[0].count)
    if text.startswith("%PDF") or "\x00" in text or mark not in text:
        raise SheetError(_NOT_A_TABLE)
    sheet, count = WorkbookSheet("CSV"), 0
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1):
            kept = [(column, value) for column, value in enumerate(values, 1) if value.strip()]
            count += len(kept)
            if kept and (row > MOST_ROWS or kept[-1][0] > MOST_COLUMNS or count > MOST_CELLS):
                raise SheetError(
                    f"Tabel terlalu besar: paling banyak {show_number(MOST_ROWS)} baris, {MOST_COLUMNS} kolom."
                )
            sheet.cells |= {(row, column): WorkbookCell(row, column, value) for column, value in kept}
    except csv.Error as broken:
        raise SheetError(_NOT_A_TABLE) from broken
    return sheet
