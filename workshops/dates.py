"""Reads dates as people write them, and writes them as people read them. Pure."""

import re
from datetime import date, timedelta
from typing import Any

from workshops.text import FieldError

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
#: Other beginnings of the names of months: Agustus is also Ags, and computers write some in English.
_ALSO = {"ags": 8, "agt": 8, "pebruari": 2, "nopember": 11, "may": 5, "aug": 8, "oct": 10, "dec": 12}
_NUMBERS = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})")
_BACKWARDS = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(?:[a-z]+,? +)?(\d{1,2}) *[-/ ] *([a-z]+)\.? *[-/ ] *(\d{4})")
YEARS = range(2000, 2101)


def parse_date(text: str) -> date | None:
    """Return `8/9/2026`, `8 Sep 2026`, `2026-09-08` … as a date; None for "". Raises FieldError."""
    text = " ".join(text.lower().split())
    if not text:
        return None
    try:
        found = _parts(text)
        if found and found[0] in YEARS:
            return date(*found)
    except ValueError:
        pass
    raise FieldError("field_error", "Tulis tanggal seperti 8/9/2026 atau 8 Sep 2026.")


def _parts(text):
    if found := _BACKWARDS.fullmatch(text):
        return tuple(map(int, found.groups()))
    if found := _NUMBERS.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _WORDS.fullmatch(text):
        month = _month(found[2])
        return (int(found[3]), month, int(found[1])) if month else None
    return None


def _month(word):
    full = [name.lower() for name in MONTHS]
    for number, name in enumerate(full, 1):
        if len(word) >= 3 and name.startswith(word):
            return number
    return _ALSO.get(word)


def long_date(day: date) -> str:
    """Return `9 Juni 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: Any) -> str:
    """Return `8 Sep 2026`; "" for None."""
    return f"{day.day} {SHORT[day.month - 1]} {day.year}" if day else ""


def span(first: date | None, days: int, months: tuple[str, ...] = MONTHS) -> str:
    """Return `8–9 September 2026`, `31 Agustus – 1 September 2026`; "" without a first day."""
    if first is None:
        return ""
    last = first + timedelta(days=days - 1)
    end = f"{last.day} {months[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {months[first.month - 1]}{year} – {end}"


#: Holidays that lie on the same day each year; the others are known only when they are announced.
HOLIDAYS = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}


def weeks_later(first: date, weeks: int, days: int) -> date:
    """Return the same weekday `weeks` weeks later; of a later week while one of its `days` is a holiday."""
    found = first + timedelta(weeks=weeks)
    while any((day.month, day.day) in HOLIDAYS for day in (found + timedelta(days=n) for n in range(days))):
        found += timedelta(weeks=1)
    return found
