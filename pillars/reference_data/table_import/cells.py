"""What stands in one cell of somebody's table: figures as documents write them, rupiah, lists of offices, years."""

import re
from decimal import Decimal
from typing import Any

from pillars import fields
from pillars.reference_data.offices import KnownOffices
from pillars.reference_data.row_states import text_of
from pillars.reference_data.table_import.units import unit_behind
from workshops.number_format import show_number
from workshops.plans.models import Opd
from workshops.sheets.workbook_reader import WorkbookCell
from workshops.text import FieldError, clean, parse_text

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( .*)?")
_YEAR = re.compile(r"(?<![0-9])(199[0-9]|20[0-9]{2}|2100)(?![0-9])")
_BULLET = re.compile(r"^\s*(?:[-–•*·]|\(?[0-9]{1,2}[.)])\s+")
#: What a table may say instead of a whole rupiah, as the page offers it.
FACTORS = {"1": 1, "1000": 1_000, "1000000": 1_000_000, "1000000000": 1_000_000_000}
_SIGNS = ("%", "‰", "°", "°C")
#: What documents write around a figure: a mark of a footnote, the year that it is of, brackets for a minus.
_MARK = re.compile(r"(?<=[0-9%)])\s*(?:\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹]+\)?)$")
_OF_YEAR = re.compile(r"(?<=[0-9%])\s*\((?:tahun |thn\.? ?)?((?:199|20[0-9])[0-9])\)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(\s*([0-9][0-9.,]*\s*%?)\s*\)\s*(%?)")
_RUPIAH = re.compile(r"^(-?)\s*(?:rp|idr)\.?\s*(?=[-(0-9])", re.IGNORECASE)
_NO_CENTS = re.compile(r"[,.](?:-{1,2}|–|—|=)$")
LONGEST_FIGURE = 60
AS_WORD = "dibaca sebagai kata, bukan angka"


def no_value(cell: WorkbookCell) -> None:
    """Raise FieldError for a cell from which nothing can be taken."""
    if cell.error:
        raise FieldError("field_error", f"sel ini berisi galat Excel {cell.text[:12]}. Tulis nilainya di Excel.")
    if cell.formula and cell.value is None:
        raise FieldError("field_error", "rumus ini belum dihitung. Buka di Excel, simpan, lalu unggah lagi.")


def text(cell: WorkbookCell, limit: int, one_line: bool = True) -> str:
    """Return the text of a cell; a dash alone stands for nothing. Raises FieldError."""
    no_value(cell)
    value = cell.value
    if isinstance(value, float):
        value = show_number(Decimal(repr(value)))
    found = parse_text("" if value is None else str(value), limit=limit, one_line=one_line).text
    return found if any(letter.isalnum() for letter in found) else ""


def unit(cell: WorkbookCell, limit: int) -> str:
    """Return the unit that a cell names: a sign such as % is one. Raises FieldError."""
    sign = cell.text.strip(" ()[]")
    return sign if sign in _SIGNS else text(cell, limit)


def code(cell: WorkbookCell, limit: int = 40) -> str:
    """Return a code as it is written: a number with its point, nothing rounded, no spaces at its ends.

    Raises FieldError.
    """
    no_value(cell)
    found = parse_text(cell.text, limit=limit, one_line=True).text
    return found if any(letter.isalnum() for letter in found) else ""


def figure(cell: WorkbookCell, unit: str = "", points: str = "") -> tuple[str, str, str]:
    """Return (number as a state holds it, words where the document writes no number, note) of a cell. Raises
    FieldError.

    points  what a lone point means where it can be read in two ways: "desimal", "ribuan", "" asks.
    """
    no_value(cell)
    value = cell.value
    if value is None:
        return "", "", ""
    if isinstance(value, bool):
        return "", "ya" if value else "tidak", AS_WORD
    if isinstance(value, (int, float)):
        return text_of(_number(value, 100 if cell.percent else 1)), "", ""
    typed = bare(value)
    if _DATE.fullmatch(typed):
        raise FieldError("field_error", "Excel membaca isi sel ini sebagai tanggal. Jadikan sel teks, lalu tulis lagi.")
    behind = unit_behind(typed)
    if behind and behind != "%" and (not unit or behind.casefold() == unit.casefold()):
        typed = typed[: -len(behind)].rstrip()
    try:
        number = _typed(typed, unit, points)
    except FieldError as error:
        if error.kind != "not_a_number" or len(typed) > LONGEST_FIGURE:
            raise
        return "", typed, AS_WORD
    if number is None or number is fields.NO_DATA:
        return "", typed[:LONGEST_FIGURE], ""
    return text_of(number), "", ""


def bare(value: Any) -> str:
    """Return a figure without what documents write around it: `Rp 1.250.000,-` → 1.250.000, `(0,9)` → -0,9."""
    typed = _OF_YEAR.sub("", _MARK.sub("", clean(str(value), one_line=True).text))
    typed = _NO_CENTS.sub("", _RUPIAH.sub(r"\1", typed))
    return _IN_BRACKETS.sub(r"-\1\2", typed) if _IN_BRACKETS.fullmatch(typed) else typed


def year_of_figure(cell: WorkbookCell) -> int | None:
    """Return the year that stands in brackets behind a figure: `84,1 (2024)`; None for none."""
    match = _OF_YEAR.search(cell.text.strip())
    return int(match[1]) if match else None


def _number(value, times):
    number = (Decimal(repr(value)) * times).quantize(Decimal("0.000001"))
    if abs(number) >= 10**15:
        raise FieldError("out_of_range", "angkanya terlalu besar: paling banyak 15 angka di depan koma.")
    return number


def _typed(typed, unit, points):
    if "%" in typed or "persen" in typed.casefold():
        unit = "persen"
    if points == "desimal" and re.fullmatch(r"-?[0-9]+\.[0-9]+ ?%?", typed):
        typed = typed.replace(".", ",")
    try:
        return fields.parse_number(typed, unit=unit)
    except FieldError as error:
        if error.kind != "ambiguous_number" or not error.readings:
            raise
        if str(fields.NO_DATA) in error.readings:
            return fields.NO_DATA
        meant = [one for one in error.readings if ("," in one) == (points == "desimal")] if points else []
        if not meant and len(error.readings) > 1:
            advice = f"Maksudnya {' atau '.join(error.readings)}? Betulkan di Excel, atau pilih arti titik di atas."
            raise FieldError("ambiguous_number", advice, error.readings) from None
        return fields.parse_number((meant or error.readings)[0], unit=unit)


def rupiah(cell: WorkbookCell, factor: int = 1, points: str = "") -> tuple[int | None, str]:
    """Return (whole rupiah or None, note). `factor`: what the table counts in. Raises FieldError."""
    no_value(cell)
    value = cell.value
    if value is None:
        return None, ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _whole(Decimal(repr(value)) * factor)
    typed = clean(str(value), one_line=True).text
    if _DATE.fullmatch(typed):
        raise FieldError("field_error", "Excel membaca isi sel ini sebagai tanggal. Jadikan sel teks, lalu tulis lagi.")
    if factor == 1 and not points:
        return fields.parse_rupiah(typed), ""
    number = _typed(bare(typed), "", points)
    return (None, "") if number is None or number is fields.NO_DATA else _whole(number * factor)


def _whole(number):
    if number < 0 or number >= 10**15:
        raise FieldError("out_of_range", "rupiah di luar batas: dari 0 sampai Rp999.999.999.999.999.")
    whole = int(number.to_integral_value())
    return whole, "" if whole == number else "dibulatkan ke rupiah penuh"


def year(cell: WorkbookCell) -> int | None:
    """Return the year that a cell names, None for none. Raises FieldError for another number."""
    found = text(cell, 60)
    match = _YEAR.search(found)
    if found and not match:
        raise FieldError("not_a_year", "tahun ditulis empat angka, misalnya 2024.")
    return int(match[1]) if match else None


def period(cell: WorkbookCell) -> tuple[int | None, int | None]:
    """Return (first, last year) that a cell names, (None, None) for none.

    Raises FieldError when it ends before it starts.
    """
    years = [int(one) for one in _YEAR.findall(text(cell, 120))]
    if not years:
        return None, None
    first, last = years[0], years[-1]
    if last < first:
        raise FieldError("field_error", f"masa berakhir ({last}) sebelum mulai ({first}).")
    return first, last


def offices(cell: WorkbookCell, known: KnownOffices) -> list[tuple[str, Opd, list[Any]]]:
    """Return [(name as written, office or None, offices that may be meant)] in a cell; `known`: a KnownOffices."""
    whole = text(cell, 2_000, one_line=False)
    found = []
    for line in re.split(r"[;\n]", whole):
        name = " ".join(_BULLET.sub("", line).split()).strip(" ,.")
        if name:
            found += _named(name, known)
    return list({name.casefold(): (name, row, near) for name, row, near in found}.values())


def _named(name, known):
    """One office, or several between commas or slashes where each of those is known."""
    row, near = known.find(name)
    if row:
        return [(name, row, near)]
    for mark in (",", "/", " dan "):
        pieces = [piece.strip() for piece in name.split(mark) if piece.strip()]
        told = [(piece, *known.find(piece)) for piece in pieces]
        if len(pieces) > 1 and all(one[1] for one in told):
            return told
    return [(name, row, near)]
