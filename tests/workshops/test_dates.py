"""Dates as people write them, read and shown."""

from datetime import date

import pytest

from workshops.dates import long_date, parse_date, short_date, span, weeks_later
from workshops.text import FieldError


def test_dates_are_read_as_people_write_them():
    for text in ("8/9/2026", "8 Sep 2026", "Selasa, 8 September 2026", "2026-09-08", "08.09.2026", " 8  sept 2026"):
        assert parse_date(text) == date(2026, 9, 8), text
    assert parse_date(" ") is None and parse_date("17 Ags 2026") == date(2026, 8, 17)
    for text in ("31/2/2026", "8/9/26", "besok", "8 x 2026", "٨/٩/٢٠٢٦x", "9" * 5000):
        with pytest.raises(FieldError):
            parse_date(text)
    assert span(date(2026, 12, 31), 2) == "31 Desember 2026 – 1 Januari 2027"
    assert weeks_later(date(2026, 12, 3), 4, 2) == date(2027, 1, 7)


def test_dates_are_written_long_and_short():
    assert (long_date(date(2026, 12, 3)), short_date(date(2026, 8, 3)), short_date(None)) == (
        "3 Desember 2026",
        "3 Agu 2026",
        "",
    )
