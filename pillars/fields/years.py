"""Years and dates as they are typed. Two-digit years are never guessed. Pure."""

import re
from datetime import date

from .show import MONTHS, show_period
from .text import clean
from .values import FieldError

FIRST_YEAR, LAST_YEAR = 1990, 2100
_FULLWIDTH_DIGITS = {0xFF10 + n: str(n) for n in range(10)}
_NUMERIC = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2}) ([a-z]{3,9})\.? ([0-9]{4})")


def parse_year(raw: str | bytes, period: tuple[int, int] | None = None) -> tuple[int | None, str | None]:
    """Return `2027` → (2027, None); empty → (None, None); outside the period → (year, warning sentence).

    period: first and last year of the plan, both included. Raises FieldError(not_a_year) for anything
    but four digits between 1990 and 2100.
    """
    text = clean(raw, one_line=True).text.translate(_FULLWIDTH_DIGITS)
    if not text:
        return None, None
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise FieldError(
            "not_a_year",
            f"Tulis tahun dengan empat angka antara {FIRST_YEAR} dan {LAST_YEAR}, misalnya 2027.",
        )
    year = int(text)
    return year, outside_period(year, period)


def outside_period(year: int, period: tuple[int, int] | None) -> str | None:
    """Return the warning for a year that the plan does not cover, None when it does."""
    if period is None or period[0] <= year <= period[1]:
        return None
    return f"{year} di luar masa rencana {show_period(*period)}. Tersimpan; periksa tahunnya."


def parse_date(raw: str | bytes) -> date | None:
    """Return `24 November 2026`, `24 Nov 2026`, `24/11/2026` or `2026-11-24` → date; empty → None.

    Raises FieldError(field_error), also for 31 February.
    """
    text = clean(raw, one_line=True).text.translate(_FULLWIDTH_DIGITS).casefold()
    if not text:
        return None
    if iso := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    elif numeric := _NUMERIC.fullmatch(text):
        day, month, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    elif words := _WORDS.fullmatch(text):
        day, month, year = int(words[1]), _month(words[2]), int(words[3])
    else:
        raise _not_a_date()
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _not_a_date()
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_date() from None


def _month(word: str) -> int:
    known = [n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)]
    return known[0] if len(known) == 1 else 0


def _not_a_date() -> FieldError:
    return FieldError("field_error", "Tulis tanggal yang ada di kalender, misalnya 24 November 2026.")
