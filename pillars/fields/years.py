"""Years as they are typed. Two-digit years are never guessed. Pure."""

import re

from workshops.text import clean

from .show import show_period
from .values import FieldError

FIRST_YEAR, LAST_YEAR = 1990, 2100
_FULLWIDTH_DIGITS = {0xFF10 + n: str(n) for n in range(10)}


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
