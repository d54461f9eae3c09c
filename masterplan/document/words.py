"""Counts, years and lists as Indonesian words. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from workshops.number_format import show_number

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


def count(value: int, noun: str = "") -> str:
    """Return 3, 'masalah' → 'tiga masalah'; 0 → 'belum ada masalah'; from thirteen on in figures."""
    if value == 0 and noun:
        return f"belum ada {noun}"
    said = COUNTS[value] if 0 <= value < len(COUNTS) else show_number(value)
    return f"{said} {noun}" if noun else said


def listing(items: Iterable[Any], last: str = "dan") -> str:
    """Return `a`, `a dan b` or `a, b, dan c`; with semicolons where a member has a comma of its own."""
    items = [item for item in items if item]
    if len(items) < 3:
        return f" {last} ".join(items)
    between = "; " if any(", " in item for item in items) else ", "
    return between.join(items[:-1]) + f"{between}{last} {items[-1]}"


def tally(*counted: tuple[int, str]) -> list[str]:
    """Return (8, 'masalah'), (14, 'program') → 8 masalah · 14 program: all in words, or in figures where one of them
    needs figures, as numbers of one list are written.
    """
    if all(value < len(COUNTS) for value, _ in counted):
        return [count(value, noun) for value, noun in counted]
    return [f"{show_number(value)} {noun}" if value else count(value, noun) for value, noun in counted]


def years(values: Sequence[Any]) -> str:
    """Return (2027, 2028, 2030) → 2027–2028, 2030."""
    runs = []
    for year in sorted(set(values)):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def first_and_last(values: tuple[int, ...]) -> str:
    """Return (2032, 2036) → 2032–2036, whatever stands between; one year alone; nothing for none."""
    return "–".join(map(str, sorted({min(values), max(values)}))) if values else ""


def roman(number: int) -> str:
    """Return 4 → `iv`."""
    out = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def clock(moment: datetime | time) -> str:
    return f"{moment.hour:02}.{moment.minute:02}"


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it ends with a sign of its own."""
    text = text.strip()
    return text if not text or text[-1] in '.!?…:;”"' else text + "."


def domain_of(source: str) -> str:
    """Return a short name for a source: the host of an address, else its first words."""
    if source.startswith(("http://", "https://")):
        return source.split("/")[2].removeprefix("www.")
    return source if len(source) <= 48 else source[:47].rstrip() + "…"
