"""Numbers, money, years and lists as Indonesian words and figures: comma for decimals, dot for thousands. Pure."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pillars.fields import show_number, show_rupiah

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
COUNTS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
    "dua belas",
)
NOT_PLANNED = "–"
NO_DATA = "belum ada data"
NO_BUDGET = "belum dianggarkan"
NO_AGENCY = "belum ditetapkan"
NO_YEARS = "belum dijadwalkan"
MILLION, BILLION = 1_000_000, 1_000_000_000


def number(value: Decimal | int) -> str:
    """1234.5 → 1.234,5, as everywhere in Rembuk."""
    return show_number(Decimal(value))


def rupiah(value: int) -> str:
    """1250000 → Rp1.250.000."""
    return show_rupiah(value)


def rounded(value: int, unit: int, digits: int = 1) -> str:
    """Whole rupiah in `unit`, half up: 20666666667 in millions → 20.666,7."""
    return number((Decimal(value) / unit).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def fixed(value: int, unit: int, digits: int = 1) -> str:
    """`rounded` with all its digits, so that the figures of a column have one form: 98.019.166.670 in miliar → 98,0."""
    whole, _, after = rounded(value, unit, digits).partition(",")
    return f"{whole},{after.ljust(digits, '0')}" if digits else whole


def millions(value: int) -> str:
    """Rupiah in juta: exact up to three digits after the comma, else one; an amount never shows as nothing."""
    exact = Decimal(value) / MILLION
    if exact == exact.quantize(Decimal("0.001")):
        return number(exact)
    return rounded(value, MILLION) if abs(exact) >= Decimal("0.1") else number(exact)


def count(value: int, noun: str = "") -> str:
    """3, 'masalah' → 'tiga masalah'; 0 → 'belum ada masalah'; from thirteen on in figures."""
    if value == 0 and noun:
        return f"belum ada {noun}"
    said = COUNTS[value] if 0 <= value < len(COUNTS) else number(value)
    return f"{said} {noun}" if noun else said


def listing(items: Iterable[Any], last: str = "dan") -> str:
    """a · a dan b · a, b, dan c; with semicolons where a member has a comma of its own."""
    items = [item for item in items if item]
    if len(items) < 3:
        return f" {last} ".join(items)
    between = "; " if any(", " in item for item in items) else ", "
    return between.join(items[:-1]) + f"{between}{last} {items[-1]}"


def tally(*counted: tuple[int, str]) -> list[str]:
    """(8, 'masalah'), (14, 'program') → 8 masalah · 14 program: all in words, or in figures where one of them needs
    figures, as numbers of one list are written.
    """
    if all(value < len(COUNTS) for value, _ in counted):
        return [count(value, noun) for value, noun in counted]
    return [f"{number(value)} {noun}" if value else count(value, noun) for value, noun in counted]


def years(values: Sequence[Any]) -> str:
    """(2027, 2028, 2030) → 2027–2028, 2030."""
    runs = []
    for year in sorted(set(values)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def first_and_last(values: tuple[int, ...]) -> str:
    """(2032, 2036) → 2032–2036, whatever stands between; one year alone; nothing for none."""
    return "–".join(map(str, sorted({min(values), max(values)}))) if values else ""


def date(moment: datetime.date) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def clock(moment: datetime.datetime) -> str:
    return f"{moment.hour:02}.{moment.minute:02}"


def sentence(text: str) -> str:
    """With a full stop, unless it ends with a sign of its own."""
    text = text.strip()
    return text if not text or text[-1] in '.!?…:;”"' else text + "."


def domain_of(source: str) -> str:
    """A short name for a source: the host of an address, else its first words."""
    if source.startswith(("http://", "https://")):
        return source.split("/")[2].removeprefix("www.")
    return source if len(source) <= 48 else source[:47].rstrip() + "…"
