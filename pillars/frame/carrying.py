"""A workbook between its upload and the yes: it travels in the page, signed, so that nothing is kept before that."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.core import signing

from pillars.frame.heads import FIELDS, NEEDED, Columns, recognise
from workshops.sheets import Cell, Sheet, SheetError
from workshops.text import natural

_SALT = "rembuk.frame"
#: Letters of a page's hidden field; a form of ours takes 2 MiB.
_LONGEST = 1_500_000
#: Seconds for which a preview can be confirmed.
FRESH = 24 * 3600
_FORMULA, _ERROR, _MERGED, _PERCENT = 1, 2, 4, 8
STALE = "Pratinjau ini tidak terbaca lagi. Pilih berkasnya sekali lagi."


@dataclass
class Book:
    """The sheets of one upload; `name` of its file. `notes`: what was left out."""

    name: str
    sheets: list
    notes: list = field(default_factory=list)


def book_of(what, name, sheets):
    """The sheets that hold something, the one that fits `what` best in front of the choice. Raises SheetError."""
    filled = [sheet for sheet in sheets if sheet.cells]
    if not filled:
        raise SheetError("Semua lembar kosong. Isi tabelnya, lalu unggah lagi.")
    return Book(name.replace("\0", "")[:120], filled)


def best_sheet(what, book):
    """The place of the sheet that looks most like a table of `what`."""
    found = [recognise(what, sheet) for sheet in book.sheets]

    def worth(place):
        columns = found[place]
        known = any(key in columns.fields for key in NEEDED[what])
        return known, len(columns.fields) + len(columns.years), -place

    return max(range(len(book.sheets)), key=worth)


def pack(plan, what, book, chosen):
    """`book` as one line of text that only this plan's page may give back; the chosen sheet alone where all are too
    long for a page. Raises SheetError when that is too long too.
    """
    packed = _packed(plan, what, book)
    if len(packed) > _LONGEST:
        left = [sheet.name for place, sheet in enumerate(book.sheets) if place != chosen]
        name = book.sheets[chosen].name
        note = f"Berkas besar: hanya lembar “{name}” yang dibaca, {len(left)} lembar lain dilewati."
        book.sheets[:], book.notes = [book.sheets[chosen]], [*book.notes, note]
        packed = _packed(plan, what, book)
    if len(packed) > _LONGEST:
        raise SheetError("Tabel terlalu besar. Hapus kolom dan lembar yang tidak dipakai, lalu unggah lagi.")
    return packed


def _packed(plan, what, book):
    sheets = [[sheet.name, [_flat(cell) for cell in sheet.cells.values()], sheet.notes] for sheet in book.sheets]
    return signing.dumps([plan.pk, what, book.name, sheets, book.notes], salt=_SALT, compress=True)


def _flat(cell):
    marks = cell.formula * _FORMULA | cell.error * _ERROR | cell.merged * _MERGED | cell.percent * _PERCENT
    value = cell.value if not isinstance(cell.value, (datetime, date, time)) else cell.text
    return [cell.row, cell.column, value, marks] if marks else [cell.row, cell.column, value]


def unpack(plan, what, text):
    """The Book that `pack` gave to a page of `plan`. Raises SheetError for anything else."""
    try:
        owner, kind, name, sheets, notes = signing.loads(text, salt=_SALT, max_age=FRESH)
    except (signing.BadSignature, ValueError):
        raise SheetError(STALE) from None
    if owner != plan.pk or kind != what:
        raise SheetError(STALE)
    return Book(name, [_sheet(*one) for one in sheets], notes)


def _sheet(name, cells, notes):
    sheet = Sheet(name, notes=notes)
    for row, column, value, *marks in cells:
        kind = marks[0] if marks else 0
        flags = (bool(kind & one) for one in (_FORMULA, _ERROR, _MERGED, _PERCENT))
        formula, error, merged, percent = flags
        sheet.cells[row, column] = Cell(row, column, value, formula, error, merged, percent)
    return sheet


def columns_of(what, sheet, data):
    """The columns as recognised; where `data` ({"lajur-misi": "2", "tahun-2025": "9"}) says otherwise, as it says."""
    found = recognise(what, sheet)
    given = {key: natural(data[f"lajur-{key}"], 3) for key in FIELDS[what] if f"lajur-{key}" in data}
    if not given:
        return found
    years = {int(key[6:]): natural(data[key], 3) for key in data if key.startswith("tahun-") and key[6:].isdecimal()}
    fields = {key: column for key, column in given.items() if column and column <= sheet.width}
    years = {year: column for year, column in sorted(years.items()) if column and column <= sheet.width}
    return Columns(found.head, natural(data.get("baris"), 5) or found.first, fields, years, found.labels)
