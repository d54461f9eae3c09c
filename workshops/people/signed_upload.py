"""An uploaded list between its upload and the yes: it stands signed in the page, so nothing of it is stored before."""

from django.core import signing

from workshops.people.column_headings import FIELDS, RosterColumns, recognise_columns
from workshops.sheets import Cell, Sheet, SheetError
from workshops.text import natural

_SALT = "rembuk.roster"
#: Letters of a page's hidden field; a form of ours takes 2 MiB.
_LONGEST = 1_500_000
_FORMULA, _ERROR, _MERGED = 1, 2, 4


def pack(plan, sheet):
    """Return `sheet` as one line of text that only this plan's page may give back. Raises SheetError when too long."""
    cells = [
        [cell.row, cell.column, cell.text, cell.formula * _FORMULA | cell.error * _ERROR | cell.merged * _MERGED]
        for cell in sheet.cells.values()
    ]
    packed = signing.dumps([plan.pk, sheet.name, cells, sheet.notes], salt=_SALT, compress=True)
    if len(packed) > _LONGEST:
        raise SheetError("Daftar terlalu besar. Hapus lajur dan lembar yang tidak dipakai, lalu unggah lagi.")
    return packed


def unpack(plan, text):
    """Return the sheet that `pack` gave to a page of `plan`. Raises SheetError for anything else."""
    try:
        owner, name, cells, notes = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        owner = None
    if owner != plan.pk:
        raise SheetError("Daftar tidak terbaca lagi. Pilih berkasnya sekali lagi.")
    sheet = Sheet(name, notes=notes)
    for row, column, text_of, kind in cells:
        marks = (bool(kind & one) for one in (_FORMULA, _ERROR, _MERGED))
        sheet.cells[row, column] = Cell(row, column, text_of, *marks)
    return sheet


def best_sheet(sheets):
    """Return the sheet of a workbook that looks most like a list of people; its notes name the others."""
    best = max(sheets, key=lambda sheet: (len(recognise_columns(sheet).fields), sheet.height > 1))
    others = [f"“{sheet.name}”" for sheet in sheets if sheet is not best and sheet.cells]
    if others:
        best.notes.append(f"Lembar “{best.name}” yang dipakai; dilewati: {', '.join(others)}.")
    if not best.cells:
        raise SheetError(f"Lembar “{best.name}” kosong. Isi dengan nama dan instansi, lalu unggah lagi.")
    return best


def columns_of(sheet, data):
    """Return the columns as recognised; where `data` ({"lajur-name": "2", …}) says otherwise, as it says."""
    found = recognise_columns(sheet)
    given = {key: natural(data[f"lajur-{key}"], 3) for key in FIELDS if f"lajur-{key}" in data}
    chosen = {key: column for key, column in given.items() if column and column <= sheet.width}
    fields = chosen if given else found.fields
    first = natural(data.get("baris"), 5) or found.first
    return RosterColumns(found.head, first, fields, found.labels)
