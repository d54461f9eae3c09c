"""A workbook that somebody uploads, as typed cells.

What is uploaded is not trusted: it is never written to disk, never bigger in memory than announced here, nothing in it
is fetched or calculated. Of a formula only the value that Excel last saved is taken, and the cell says so.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

if TYPE_CHECKING:
    from zipfile import ZipFile


MIB = 1024 * 1024
#: Bytes of the file, bytes of all its parts unpacked, rows and columns of a sheet, cells with content, sheets read.
PACKED, UNPACKED = 5 * MIB, 40 * MIB
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_SHEETS, MOST_PARTS = 20_000, 200, 300_000, 30, 1_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AGAIN = "Berkas tidak utuh. Simpan lagi di Excel, lalu unggah lagi."
_NOT_A_TABLE = "Berkas ini bukan tabel Excel. Simpan sebagai .xlsx (atau .csv), lalu unggah lagi."
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


#: What the readers of zip and XML raise on a file that is damaged or was never one.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ParseError, LookupError, ValueError, TypeError)
_BROKEN += (NotImplementedError, RuntimeError, EOFError, OSError, OverflowError)


class SheetError(Exception):
    """The file cannot be taken; `sentence` is Indonesian, names sheet and cell where there is one, says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is str, int, float, bool, datetime, date, time or None; "" never, an empty cell is None.

    formula  the value is what Excel last calculated.
    error    Excel's own error (`#REF!`), which is then the value as well.
    merged   the value belongs to a merged range and stands in its first cell.
    percent  the number is shown a hundredfold with a percent sign: 0.855 is what somebody typed as 85,5%.
    """

    row: int
    column: int
    value: object = None
    formula: bool = False
    error: bool = False
    merged: bool = False
    percent: bool = False

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """The value as one would type it; a whole number without point, a date as 2027-03-01."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, float):
            return f"{Decimal(repr(value)):f}"
        if isinstance(value, datetime) and value.time() == time.min:
            return value.date().isoformat()
        return str(value)


@dataclass
class Sheet:
    """The cells of one visible sheet that hold something, merged ranges filled. Rows and columns count from 1.

    `notes`: Indonesian sentences on what was left out.
    """

    name: str
    cells: dict = field(default_factory=dict)
    merges: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell there, an empty one where nothing stands."""
        return self.cells.get((row, column)) or Cell(row, column)

    def row(self, number: int) -> list[Cell]:
        """The cells of a row, as many as the sheet is wide."""
        return [self.cell(number, column) for column in range(1, self.width + 1)]

    def place(self, row: int, column: int) -> str:
        """How people find a cell: `Data!B7`."""
        return f"{self.name}!{get_column_letter(column)}{row}"


def read_workbook(data: bytes) -> list[Sheet]:
    """The visible sheets of an .xlsx (or the one of a .csv) of at most `PACKED` bytes. Raises SheetError."""
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
            return _Workbook(packed).sheets()
    except DefusedXmlException as hostile:
        raise SheetError("Berkas memuat definisi XML yang tidak diizinkan. Simpan ulang di Excel.") from hostile
    except _BROKEN as broken:
        raise SheetError(_AGAIN) from broken


class _Workbook:
    """One upload while it is read; counts what was unpacked."""

    def __init__(self, packed: "ZipFile") -> None:
        self.packed = packed
        self.left = UNPACKED
        self.cells = self.merged = 0
        names = packed.namelist()
        self.names = set(names)
        if len(names) > MOST_PARTS or any(".." in name or "\\" in name or name.startswith("/") for name in names):
            raise SheetError(_NOT_A_TABLE)
        if any(name.endswith("vbaProject.bin") for name in names):
            raise SheetError("Buku kerja berisi makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.")
        if "xl/workbook.xml" not in self.names:
            raise SheetError(_NOT_A_TABLE)
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in packed.infolist()):
            raise SheetError(_AGAIN)
        if sum(info.file_size for info in packed.infolist()) > UNPACKED:
            self._too_big()

    def _too_big(self):
        raise SheetError(f"Isi berkas terlalu besar: lebih dari {UNPACKED // MIB} MB setelah dibuka. Kurangi isinya.")

    def _part(self, name):
        """The bytes of a part: never more than is left of what a workbook may hold, whatever its directory says."""
        with self.packed.open(name) as part:
            data = part.read(self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            self._too_big()
        return data

    def _parse(self, name, events=("end",)):
        """(event, element) of an XML part; a DOCTYPE and entities are refused before they mean anything."""
        return iterparse(
            io.BytesIO(self._part(name)), events=events, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )

    def sheets(self) -> list[Sheet]:
        """The visible ones, in their order."""
        targets, listed, epoch = self._targets(), [], WINDOWS_EPOCH
        for _, element in self._parse("xl/workbook.xml"):
            if _tag(element) == "workbookPr" and element.get("date1904") in ("1", "true"):
                epoch = CALENDAR_MAC_1904
            if _tag(element) == "sheet":
                listed.append((element.get("name", ""), element.get("state", "visible"), element.get(_RELATION)))
        visible = [(name, targets.get(key)) for name, state, key in listed if state == "visible"]
        visible = [(name, target) for name, target in visible if target in self.names][:MOST_SHEETS]
        if not visible:
            hidden = ", ".join(f"“{name}”" for name, *_ in listed) or "apa pun"
            raise SheetError(f"Tidak ada lembar yang terlihat; lembar {hidden} tersembunyi. Tampilkan lembarnya.")
        self.strings, self.epoch = self._strings(), epoch
        self.dates, self.percents = self._styles()
        found = [self._sheet(name, target) for name, target in visible]
        if any(name.startswith("xl/externalLinks/") for name in self.names):
            found[0].notes.append("Buku kerja ini merujuk ke berkas lain; rujukan itu tidak dibuka.")
        return found

    def _targets(self):
        """{relation id: name of the part} of the sheets."""
        found = {}
        for _, element in self._parse("xl/_rels/workbook.xml.rels"):
            target = element.get("Target")
            if target and element.get("TargetMode") != "External":
                found[element.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return found

    def _strings(self):
        if "xl/sharedStrings.xml" not in self.names:
            return []
        found = []
        for _, element in self._parse("xl/sharedStrings.xml"):
            if _tag(element) == "si":
                found.append(_text_of(element))
                element.clear()
        return found

    def _styles(self):
        """Which numbers of styles mean a date or a time, and which a percentage."""
        if "xl/styles.xml" not in self.names:
            return set(), set()
        own, dates, percents, formats = {}, set(), set(), []
        for event, element in self._parse("xl/styles.xml", ("start", "end")):
            if event == "start" and _tag(element) == "cellXfs":
                formats = []
            elif event == "start" and _tag(element) == "xf":
                formats.append(int(element.get("numFmtId") or 0))
            elif event == "start" and _tag(element) == "numFmt":
                own[int(element.get("numFmtId"))] = element.get("formatCode", "")
            elif event == "end" and _tag(element) == "cellXfs":
                known = BUILTIN_FORMATS | own
                looks = [known.get(key, "General") for key in formats]
                dates = {place for place, look in enumerate(looks) if is_date_format(look)}
                percents = {place for place, look in enumerate(looks) if "%" in _QUOTED.sub("", look)} - dates
        return dates, percents

    def _sheet(self, name, target):
        sheet, row, rows = Sheet(name), 0, None
        column = 0
        for event, element in self._parse(target, ("start", "end")):
            tag = _tag(element)
            if event == "start":
                if tag == "sheetData":
                    rows = element
                elif tag == "row":
                    row, column = int(element.get("r") or row + 1), 0
                continue
            if tag == "c":
                row, column = _address(element.get("r"), row, column + 1)
                if cell := self._cell(sheet, element, row, column):
                    self._keep(sheet, cell)
                element.clear()
            elif tag == "row" and rows is not None:
                rows.clear()
            elif tag == "mergeCell":
                sheet.merges.append(range_boundaries(element.get("ref", "")))
        self._fill_merged(sheet)
        if any(cell.formula for cell in sheet.cells.values()):
            sheet.notes.append(f"Lembar “{name}” memuat rumus; yang dibaca nilai terakhirnya.")
        return sheet

    def _keep(self, sheet, cell):
        if cell.row > MOST_ROWS:
            raise SheetError(f"Lembar “{sheet.name}” sampai baris {_dots(cell.row)}; paling banyak {_dots(MOST_ROWS)}.")
        if cell.column > MOST_COLUMNS:
            raise SheetError(f"Lembar “{sheet.name}” sampai kolom {cell.address}; paling banyak {MOST_COLUMNS} kolom.")
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise SheetError(
                f"Tabel terlalu besar: lebih dari {_dots(MOST_CELLS)} sel berisi. Bagi menjadi dua berkas."
            )
        sheet.cells[cell.row, cell.column] = cell

    def _cell(self, sheet, element, row, column):
        """The cell, None when nothing stands in it."""
        parts = {_tag(child): child for child in element}
        kind, raw = element.get("t", "n"), parts["v"].text if "v" in parts else None
        formula = "f" in parts
        if kind == "inlineStr":
            value = _text_of(parts["is"]) if "is" in parts else ""
        elif raw is None:
            # a formula that was never calculated is not the same as nothing
            return Cell(row, column, None, True) if formula else None
        elif kind == "s":
            place = int(raw)
            if not 0 <= place < len(self.strings):
                raise SheetError(f"Sel {sheet.place(row, column)} tidak terbaca. Simpan ulang di Excel, lalu unggah.")
            value = self.strings[place]
        elif kind == "b":
            value = raw.strip() == "1"
        elif kind in ("str", "e"):
            value = _unescaped(raw)
        elif kind == "d":
            value = datetime.fromisoformat(raw)
        else:
            value = self._number(raw, int(element.get("s") or 0))
        if value == "" or (isinstance(value, str) and not value.strip()):
            return None
        percent = kind == "n" and isinstance(value, int | float) and int(element.get("s") or 0) in self.percents
        return Cell(row, column, value, formula, kind == "e", percent=percent)

    def _number(self, raw, style):
        try:
            value = float(raw)
        except ValueError:
            return raw
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError(raw)
        if style in self.dates:
            return from_excel(value, self.epoch)
        return int(value) if value.is_integer() else value

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
                        marks = first.formula, first.error, True, first.percent
                        self._keep(sheet, Cell(row, column, first.value, *marks))


def _tag(element):
    return element.tag.rpartition("}")[2]


def _text_of(element):
    """The text of runs; what is written above letters to help reading is left out."""
    parts = []
    for child in element:
        if _tag(child) == "t":
            parts.append(child.text or "")
        elif _tag(child) == "r":
            parts += [run.text or "" for run in child if _tag(run) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text):
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # halves of a pair are joined; a lone one can be shown on no page
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _address(text, row, column):
    if not text:
        return row, column
    left, top, *_ = range_boundaries(text) if _ADDRESS.fullmatch(text) else (column, row)
    return top, left


def _read_csv(data):
    """A table as text, with `;`, `,` or tabs between; what Excel writes on an Indonesian or an English Windows."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    mark = max(";,\t", key=text.partition("\n")[0].count)
    if text.startswith("%PDF") or "\x00" in text or mark not in text:
        raise SheetError(_NOT_A_TABLE)
    sheet, count = Sheet("CSV"), 0
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1):
            kept = [(column, value) for column, value in enumerate(values, 1) if value.strip()]
            count += len(kept)
            if kept and (row > MOST_ROWS or kept[-1][0] > MOST_COLUMNS or count > MOST_CELLS):
                raise SheetError(f"Tabel terlalu besar: paling banyak {_dots(MOST_ROWS)} baris, {MOST_COLUMNS} kolom.")
            sheet.cells |= {(row, column): Cell(row, column, value) for column, value in kept}
    except csv.Error as broken:
        raise SheetError(_NOT_A_TABLE) from broken
    return sheet


def _dots(number):
    return f"{number:,}".replace(",", ".")
