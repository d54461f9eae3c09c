"""The tree as an Excel workbook (.xlsx): an index with links, then a sheet a table, timeline, list of profiles, chain,
and one with every other word of the book. No formula anywhere: sums are values. No database here.

The same tree gives the same bytes: nothing in the file tells when it was written.
"""

import io
import re
from copy import copy
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from masterplan.document.nodes import Book
from masterplan.writers.figures import INKS
from masterplan.writers.timeless_zip import timeless
from masterplan.writers.xlsx_sheets import Gathering
from masterplan.writers.xlsx_tables import Flat
from masterplan.writers.xlsx_values import PlainInteger, clean, exact_number, look_of, pieces
from workshops.sheets.cells import sheet_name, write_text

INDEX = "Daftar"
#: The row of heads on every sheet; above it: what the sheet is, its unit, the way back to the index.
HEAD = 4
MOST_WIDE, LEAST_WIDE = 60, 9
#: Letters of one part of a page's head; Excel takes 255 for all of it.
RUNNING = 70
BACK = "← Daftar lembar"
RETURN = (
    "Berkas ini untuk dibaca, disaring, dan dihitung; isinya buku pada saat berkas dibuat dan tidak dapat diunggah "
    "kembali. Untuk membetulkan isi rencana, unduh Excel di halaman Excel rencana ini: lembar Masalah, Sasaran, "
    "Strategi, Program, dan analisis di sana dapat diunggah kembali, dengan pratinjau setiap perubahan."
)
_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def write(book: Book, pictures: Any = None) -> bytes:
    """Return the whole book as the bytes of an .xlsx. `pictures` is taken as by the other writers.

    A sheet shows none.
    """
    gathered = Gathering(book)
    flats = [flat for flat in gathered.flats if flat.rows]
    if gathered.texts.rows:
        flats.insert(0, gathered.texts)
    return _Workbook(book, flats).bytes()


class _Workbook:
    """Sheets with the looks that they share; a look is made once and then borrowed by every cell."""

    def __init__(self, book: Book, flats: list[Flat]) -> None:
        self.book, self.workbook = book, Workbook()
        self.seats = {ink.code: ink.seat for ink in book.inks}
        self.index = self.workbook.active
        self.index.title = INDEX
        self.looks, self.pattern = {}, self.workbook.create_sheet("Pola")
        names = {INDEX.casefold(), "pola"}
        self.sheets = []
        for flat in flats:
            name = sheet_name(clean(flat.wish).replace("\n", " "), names)
            names.add(name.casefold())
            self.sheets.append((flat, self.workbook.create_sheet(name)))
        for flat, sheet in self.sheets:
            self._fill(sheet, flat)
        self._index()
        self.workbook.remove(self.pattern)
        properties = self.workbook.properties
        properties.title, properties.creator = clean(book.title)[:255], clean(book.region or "Rembuk")[:255]
        properties.language = "id-ID"

    # looks

    def look(
        self,
        *,
        bold: bool = False,
        fill: str = "",
        top: bool = False,
        link: bool = False,
        number: str = "",
        wrap: bool = True,
        size: int = 10,
    ) -> StyleArray:
        """Return the style of cells like this."""
        key = (bold, fill, top, link, number, wrap, size)
        if key not in self.looks:
            cell = self.pattern.cell(1, len(self.looks) + 1)
            colour = "FF1F479F" if link else "FF1A2238"
            cell.font = Font(name="Arial", size=size, bold=bold, color=colour, underline="single" if link else None)
            cell.alignment = Alignment(wrap_text=wrap, vertical="top")
            if fill:
                cell.fill = PatternFill("solid", fgColor=f"FF{fill.lstrip('#').upper()}")
            if top:
                cell.border = Border(top=Side("thin", color="FF566074"), bottom=Side("thin", color="FF566074"))
            cell.number_format = number or "General"
            self.looks[key] = cell
        return self.looks[key]._style

    def put(self, sheet: Worksheet, row: int, column: int, value: Any, **look: Any) -> None:
        """A text as a text, a number as a number that Excel keeps to its last digit."""
        cell = sheet.cell(row, column)
        if value is None or value == "":
            if look.get("fill") or look.get("top"):
                cell._style = copy(self.look(**look))
            return
        number = value if isinstance(value, PlainInteger) else None if isinstance(value, str) else exact_number(value)
        if number is not None:
            cell._style = copy(self.look(**look, number=look_of(number)))
            cell.value = number
            return
        cell._style = copy(self.look(**look, number="@"))
        write_text(cell, pieces(clean(str(value)))[0])

    # sheets

    def _fill(self, sheet, flat: Flat) -> None:
        ink = INKS[self.seats.get(flat.pillar, "")]
        self.put(sheet, 1, 1, flat.title, bold=True, size=12, wrap=False)
        self.put(sheet, 2, 1, flat.under, wrap=False)
        self._link(sheet, 3, 1, INDEX, BACK)
        for column, head in enumerate(flat.heads, 1):
            self.put(sheet, HEAD, column, head, bold=True, fill=ink[2], top=True)
        row = last = HEAD
        for number, values in enumerate(flat.rows):
            for line in self._lines(values + [None] * (len(flat.heads) - len(values))):
                row += 1
                for column, value in enumerate(line, 1):
                    pillar = flat.marks.get((number, column - 1))
                    fill = INKS[self.seats.get(pillar, "")][2] if pillar is not None else ""
                    self.put(sheet, row, column, value, bold=number in flat.sums, top=number in flat.sums, fill=fill)
            last = row if number < len(flat.rows) - flat.tail else last
        # who sorts or filters leaves the sums below where they are
        self._page(sheet, flat, last if last > HEAD else row)

    def _lines(self, values):
        """A row as the rows that it takes: a text that is too long for a cell goes on below, under its row's own name
        again.
        """
        cut = [pieces(clean(value)) if isinstance(value, str) else [value] for value in values]
        for at in range(max(map(len, cut), default=0)):
            line = [parts[at] if at < len(parts) else None for parts in cut]
            if at and line[0] is None:
                line[0] = cut[0][0]
            yield line

    def _page(self, sheet, flat, last) -> None:
        """What the window and the paper show: heads in sight and on every page, filters, one page wide."""
        width = len(flat.heads)
        for column in range(1, width + 1):
            told = flat.widths[column - 1] if column <= len(flat.widths) else _wide(flat, column - 1)
            sheet.column_dimensions[get_column_letter(column)].width = told
        sheet.freeze_panes = sheet.cell(HEAD + 1, 1 if width < 4 else 2)
        sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(width)}{max(last, HEAD)}"
        sheet.print_title_rows = f"{HEAD}:{HEAD}"
        self._paper(sheet, flat.title)

    def _paper(self, sheet, title) -> None:
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        status = self.book.status
        worth = status.running or status.sentence if status else ""
        sheet.oddHeader.left.text = _running(self.book.title)
        sheet.oddHeader.right.text = _running(worth)
        sheet.oddFooter.left.text = _running(title)
        sheet.oddFooter.right.text = "&P dari &N"

    def _link(self, sheet, row, column, name, said) -> None:
        self.put(sheet, row, column, said, link=True, wrap=False)
        cell = sheet.cell(row, column)
        place = "'{}'!A1".format(name.replace("'", "''"))
        style = copy(cell._style)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
        cell._style = style  # openpyxl gives a link a style of its own

    def _index(self) -> None:
        """What the file is, then its sheets."""
        sheet, book, status = self.index, self.book, self.book.status
        self.put(sheet, 1, 1, book.title, bold=True, size=14, wrap=False)
        facts = (
            ("Tentang", book.subtitle),
            ("Daerah", book.region),
            ("Edisi", next((part.edition for part in book.parts if getattr(part, "edition", "")), "")),
            ("Kedudukan", " · ".join(filter(None, (status.word, status.sentence, status.running))) if status else ""),
            ("Sidik isi", book.fingerprint),
            ("Kembali ke Rembuk", RETURN),
        )
        row = 1
        for label, said in facts:
            if said:
                row += 1
                self.put(sheet, row, 1, label, bold=True)
                self.put(sheet, row, 2, said)
        head = row + 2
        for column, said in enumerate(("Lembar", "Isi", "Bab", "Baris"), 1):
            self.put(sheet, head, column, said, bold=True, fill=INKS[""][2], top=True)
        for row, (flat, other) in enumerate(self.sheets, head + 1):
            self._link(sheet, row, 1, other.title, other.title)
            self.put(sheet, row, 2, flat.title)
            self.put(sheet, row, 3, flat.chapter)
            self.put(sheet, row, 4, len(flat.rows))
        for letter, width in zip("ABCD", (26, 80, 40, 8), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.freeze_panes = sheet.cell(head + 1, 1)
        sheet.auto_filter.ref = f"A{head}:D{head + max(1, len(self.sheets))}"
        sheet.print_title_rows = f"{head}:{head}"
        self._paper(sheet, INDEX)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        book = self.workbook
        book.save(out)
        return timeless(out.getvalue(), _undated)


def _wide(flat, at) -> float:
    """Letters of a column: the longest line of its head and its first rows, within reason."""
    longest = max(map(len, flat.heads[at].split()), default=0) + 2
    for row in flat.rows[:300]:
        value = row[at] if at < len(row) else None
        if value is not None:
            lines = str(value).splitlines() if isinstance(value, str) else [f"{value:,}"]
            longest = max(longest, *(len(line) for line in lines[:20]), 0)
    return min(MOST_WIDE, max(LEAST_WIDE, longest + 2))


def _running(text: str) -> str:
    """Text for the head of a page, in which & begins an order."""
    said = clean(text).replace("\n", " ")
    said = said if len(said) <= RUNNING else f"{said[: RUNNING - 1]}…"
    return said.replace("&", "&&")


def _undated(name: str, content: bytes) -> bytes:
    """The part that tells when the file was written, with the hour that all files tell."""
    return _DATED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content) if name == "docProps/core.xml" else content
