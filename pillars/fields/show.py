"""How values look on pages, in books and in receipts: dates, years, numbers in words. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, time

from workshops.dates import DAYS, long_date
from workshops.number_format import SCALES

_ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]


def show_day(value: date) -> str:
    """Return `Kamis, 3 Desember 2026`."""
    return f"{DAYS[value.weekday()]}, {long_date(value)}"


def show_time(value: time | datetime) -> str:
    """Return `10.42`. The caller gives the region's local time."""
    return f"{value.hour:02d}.{value.minute:02d}"


def show_period(start: int, end: int) -> str:
    """Return `2027–2031`; one year alone when both are the same."""
    return str(start) if start == end else f"{start}–{end}"


def show_years(years: Iterable[int]) -> str:
    """Return [2027, 2028, 2029, 2031] → `2027–2029, 2031`; two neighbours → `2027, 2028`; empty → ''."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = []
    for run in runs:
        parts += [show_period(run[0], run[-1])] if len(run) > 2 else [str(year) for year in run]
    return ", ".join(parts)


def number_in_words(value: int) -> str:
    """Return 1234 → `seribu dua ratus tiga puluh empat`. Whole numbers below 10^15."""
    if value < 0:
        return f"minus {number_in_words(-value)}"
    if value >= 10**15:
        raise ValueError("only numbers below 10^15 are spelled")
    for size, word in (*SCALES, (1000, "ribu")):
        if value >= size:
            many, rest = divmod(value, size)
            head = "seribu" if (many, word) == (1, "ribu") else f"{number_in_words(many)} {word}"
            return f"{head} {number_in_words(rest)}" if rest else head
    return _below_thousand(value)


def _below_thousand(value: int) -> str:
    if value < 12:
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    if value < 100:
        tens, rest = divmod(value, 10)
        head = f"{_ONES[tens]} puluh"
    else:
        hundreds, rest = divmod(value, 100)
        head = "seratus" if hundreds == 1 else f"{_ONES[hundreds]} ratus"
    return f"{head} {_below_thousand(rest)}" if rest else head
