"""A table that somebody brings from Excel: which column holds what, and its way through the page until the yes.

It travels in the page, signed, so that nothing of it is kept before that.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core import signing

from workshops.sheets.workbook_reader import SheetError, WorkbookCell, WorkbookSheet
from workshops.text import natural

if TYPE_CHECKING:
    from workshops.plans.models import Plan

#: Letters of a page's hidden field; a form of ours takes 2 MiB.
LONGEST = 1_500_000
#: Seconds for which a preview can be confirmed.
FRESH = 24 * 3600
STALE = "Pratinjau ini sudah lama atau tidak utuh; belum ada yang disimpan. Pilih berkasnya sekali lagi."
_MARKS = ("formula", "error", "merged", "percent", "across")
#: Rows at the top in which the head is looked for, and rows that one head has at most.
_TOP, _DEEP = 25, 4
#: What stands under a head that it divides: `2026`, `Tahun ke-1`, `Target`, `Rp`.
_DIVIDES = re.compile(
    r"(?:(?:tahun|thn|target|pagu|rp|realisasi)\.? ?)?\(?(?:19|20)[0-9]{2}\)?|(?:tahun|thn)?\.? ?(?:ke)?[- ]?[1-9]"
    r"|target|rp\.?|rupiah|pagu|kinerja|nilai|tahun|satuan|volume|k",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"[0-9]{1,2}(?:=[0-9+x*/:() -]+)?")


@dataclass
class Columns:
    """`head`: the last row of the head, 0 for none; `first`: the first row below it.

    fields {field: column}, years {year: column}, labels {column: what its head says}.
    """

    head: int = 0
    first: int = 1
    fields: dict = field(default_factory=dict)
    years: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)

    def take(self, named: Iterable[Any]) -> None:
        """Give each field and year of `named` [(column, field, year or None)] the first column that says it."""
        for column, key in named:
            if key:
                self._of(key).setdefault(key, column)

    def _of(self, key):
        return self.years if isinstance(key, int) else self.fields


@dataclass(frozen=True)
class TableKind:
    """What one kind of table holds.

    fields    {field: its label on the page}; needed: the fields of which one has to be there.
    field_of  (text of a head) → field, year or None.
    arrange   (Columns without fields, {column: field, year or None}) gives the fields their columns.
    weigh     (Columns) → what else speaks for a head.
    """

    name: str
    fields: dict
    needed: tuple
    field_of: Callable
    arrange: Callable = lambda found, named: found.take(named.items())
    weigh: Callable = lambda found: 0

    def is_known_in(self, columns: Columns) -> bool:
        """Whether a column is known without which nothing can be read."""
        return any(key in columns.fields for key in self.needed)


@dataclass
class UploadedWorkbook:
    """The sheets of one upload that hold something; `name` of its file. `notes`: what was left out."""

    name: str
    sheets: list
    notes: list = field(default_factory=list)

    @classmethod
    def of(cls, name: str, sheets: list[WorkbookSheet]) -> "UploadedWorkbook":
        """Return the Book of these `WorkbookSheet`s. Raises SheetError where none holds anything."""
        filled = [sheet for sheet in sheets if sheet.cells]
        if not filled:
            raise SheetError("Semua lembar kosong. Isi tabelnya, lalu unggah lagi.")
        return cls(name.replace("\0", "")[:120], filled)


def recognise(kind: TableKind, sheet: WorkbookSheet) -> Columns:
    """Return the `Columns` of a sheet by its heads, also where these are merged or stand in several rows."""
    best = Columns(labels=dict.fromkeys(range(1, sheet.width + 1), ""))
    worth = 0
    for top in range(1, min(sheet.height, _TOP) + 1):
        for deep in range(1, _DEEP + 1):
            last = top + deep - 1
            if last > sheet.height or not _is_head(sheet, top, last):
                break
            found = _columns(kind, sheet, top, last)
            value = 3 * len(found.fields) + 2 * min(len(found.years), 6) + kind.weigh(found) - deep * 0.5
            if kind.is_known_in(found) and value > worth and not any(len(cell.text) > 80 for cell in sheet.row(last)):
                best, worth = found, value
    if best.head:
        best.first += is_numbering(sheet, best.first)
    return best


def _columns(kind, sheet, top, last):
    labels = {}
    for column in range(1, sheet.width + 1):
        texts = [_head_text(sheet, row, column, top, last) for row in range(top, last + 1)]
        labels[column] = " ".join(dict.fromkeys(text for text in texts if text))
    found = Columns(last, last + 1, labels=labels)
    kind.arrange(found, {column: kind.field_of(label) for column, label in labels.items()})
    return found


def _head_text(sheet, row, column, top, last):
    """What a head says of a column in one of its rows: of a group of columns the first cell speaks for all.

    Groups are often not merged: `Target`, nothing, nothing over `2025`, `2026`, `2027`.
    """
    text = sheet.cell(row, column).text.strip()
    if text or row == last or not sheet.cell(last, column).text.strip():
        return text
    if row == top and sum(bool(cell.text.strip()) for cell in sheet.row(row)) < 2:
        return ""  # a title
    left = next((one for one in range(column - 1, 0, -1) if sheet.cell(row, one).text.strip()), 0)
    between = range(left, column)
    is_group = left and all(sheet.cell(last, one).text.strip() for one in between) and not sheet.cell(row, left).merged
    return sheet.cell(row, left).text.strip() if is_group else ""


def _is_head(sheet, top, last):
    """Whether the rows down to `last` may be one head: each below the first says something new under a merged cell,
    or stands where the rows above are empty, or is one of years and of words that divide a column.
    """
    if last == top:
        return any(cell.text.strip() for cell in sheet.row(top))
    texts = [cell for cell in sheet.row(last) if cell.text.strip()]
    if sum(bool(_DIVIDES.fullmatch(cell.text.strip())) for cell in texts) >= 2 and len(texts) >= 2:
        return all(
            cell.merged or _is_above(sheet, last - 1, cell.column) or _DIVIDES.fullmatch(cell.text.strip())
            for cell in texts
        )
    return bool(texts) and all(cell.merged or _is_above(sheet, last - 1, cell.column) for cell in texts)


def _is_above(sheet, row, column):
    """Whether the head of a column may go on below `row`: nothing stands there, or it is one of several columns."""
    cell, right = sheet.cell(row, column), sheet.cell(row, column + 1)
    return not cell.text.strip() or cell.merged or (right.merged and right.text == cell.text)


def is_numbering(sheet: WorkbookSheet, row: int) -> bool:
    """Whether a row only numbers the columns: `(1) (2) (3)`, also with columns left out and with sums of them."""
    texts = [cell.text.strip(" ().") for cell in sheet.row(row) if cell.text.strip() and not cell.across]
    numbers = [int(text.split("=")[0]) for text in texts if _NUMBERING.fullmatch(text)]
    rising = all(first < second for first, second in pairwise(numbers))
    return len(texts) > 1 and len(numbers) == len(texts) and rising and numbers[0] <= 2 and numbers[-1] <= sheet.width


def best_sheet(kind: TableKind, book: UploadedWorkbook) -> int:
    """Return the place of the sheet that looks most like a table of this kind."""
    found = [recognise(kind, sheet) for sheet in book.sheets]

    def worth(place):
        columns = found[place]
        return kind.is_known_in(columns), len(columns.fields) + len(columns.years), -place

    return max(range(len(book.sheets)), key=worth)


def columns_of(kind: TableKind, sheet: WorkbookSheet, data: Mapping[str, Any]) -> Columns:
    """Return the columns as recognised; where `data` ({"lajur-misi": "2", "tahun-2025": "9"}) says otherwise, so."""
    found = recognise(kind, sheet)
    given = {key: natural(data[f"lajur-{key}"], 3) for key in kind.fields if f"lajur-{key}" in data}
    if not given:
        return found
    years = {int(key[6:]): natural(data[key], 3) for key in data if key.startswith("tahun-") and key[6:].isdecimal()}
    fields = {key: column for key, column in given.items() if column and column <= sheet.width}
    years = {year: column for year, column in sorted(years.items()) if column and column <= sheet.width}
    return Columns(found.head, natural(data.get("baris"), 5) or found.first, fields, years, found.labels)


def column_choices(sheet: WorkbookSheet, columns: Columns) -> list[tuple[str, str]]:
    """Return [(number as the form sends it, letter and head)] of the columns, first that none is used."""
    choices = [("", "tidak dipakai")]
    for column, label in columns.labels.items():
        letter = sheet.cell(1, column).address[:-1]
        choices.append((str(column), f"{letter}: {label[:60]}" if label else letter))
    return choices


def pack(plan: Any, kind: TableKind, book: UploadedWorkbook, chosen: int = 0) -> str:
    """Return `book` as one line of text that only this plan's page may give back; the chosen sheet alone where all
    are too long for a page. Raises SheetError when that is too long too.
    """
    packed = _packed(plan, kind, book)
    if len(packed) > LONGEST and len(book.sheets) > 1:
        name, left = book.sheets[chosen].name, len(book.sheets) - 1
        note = f"Berkas besar: hanya lembar “{name}” yang dibaca, {left} lembar lain dilewati."
        book.sheets[:], book.notes = [book.sheets[chosen]], [*book.notes, note]
        packed = _packed(plan, kind, book)
    if len(packed) > LONGEST:
        raise SheetError("Tabel terlalu besar. Hapus kolom dan lembar yang tidak dipakai, lalu unggah lagi.")
    return packed


def _packed(plan, kind, book):
    sheets = [[sheet.name, [_flat(cell) for cell in sheet.cells.values()], sheet.notes] for sheet in book.sheets]
    return sign_upload(plan, kind.name, [book.name, sheets, book.notes])


def _flat(cell):
    marks = sum(getattr(cell, name) << at for at, name in enumerate(_MARKS))
    value = cell.value if not isinstance(cell.value, (datetime, date, time)) else cell.text
    return [cell.row, cell.column, value, marks] if marks else [cell.row, cell.column, value]


def unpack(plan: Any, kind: TableKind, text: str) -> UploadedWorkbook:
    """Return the Book that `pack` gave to a page of `plan`. Raises SheetError for anything else."""
    name, sheets, notes = signed_upload(plan, kind.name, text)
    return UploadedWorkbook(name, [_sheet(*one) for one in sheets], notes)


def _sheet(name, cells, notes):
    sheet = WorkbookSheet(name, notes=notes)
    for row, column, value, *marks in cells:
        flags = {name: bool(marks and marks[0] >> at & 1) for at, name in enumerate(_MARKS)}
        sheet.cells[row, column] = WorkbookCell(row, column, value, **flags)
    return sheet


def sign_upload(plan: "Plan", kind: str, content: Any) -> str:
    """Return `content`, an upload of this kind, as one line of text that only a page of this plan may give back."""
    return signing.dumps([plan.pk, kind, content], salt="rembuk.table", compress=True)


def signed_upload(plan: "Plan", kind: str, text: str) -> Any:
    """Return what `sign_upload` made the text of. Raises SheetError for another plan, another kind, and a late one."""
    try:
        *of, content = signing.loads(text, salt="rembuk.table", max_age=FRESH)
    except (signing.BadSignature, ValueError):
        raise SheetError(STALE) from None
    if of != [plan.pk, kind]:
        raise SheetError(STALE)
    return content
