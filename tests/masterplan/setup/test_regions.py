"""The list of regions: complete, each with its zone, found as people type it."""

from collections import Counter
from datetime import date

import pytest

from masterplan.setup.dates import parse_date, span, weeks_later
from masterplan.setup.regions import PLACES, find
from workshops.text import FieldError


def test_there_are_514_in_38_provinces():
    assert Counter(place.name.partition(" ")[0] for place in PLACES) == {"Kabupaten": 416, "Kota": 98}
    assert len({place.province for place in PLACES}) == 38
    assert len({(place.name, place.province) for place in PLACES}) == 514 == len({place.name for place in PLACES})
    zones = {place.province: place.zone for place in PLACES}
    assert [zones[name] for name in ("Kalimantan Barat", "Kalimantan Selatan", "Papua Selatan")] == [
        "WIB",
        "WITA",
        "WIT",
    ]


def test_places_are_found_as_people_type_them():
    assert [place.name for place in find("kab. ponorogo")] == ["Kabupaten Ponorogo"]
    assert [place.name for place in find("TOJO UNA UNA")] == ["Kabupaten Tojo Una-Una"]
    assert [place.name for place in find("Solok")] == ["Kabupaten Solok", "Kota Solok"]
    assert find("Kota Jakarta") == [] == find("")


def test_dates_are_read_as_people_write_them():
    for text in ("8/9/2026", "8 Sep 2026", "Selasa, 8 September 2026", "2026-09-08", "08.09.2026", " 8  sept 2026"):
        assert parse_date(text) == date(2026, 9, 8), text
    assert parse_date(" ") is None and parse_date("17 Ags 2026") == date(2026, 8, 17)
    for text in ("31/2/2026", "8/9/26", "besok", "8 x 2026", "٨/٩/٢٠٢٦x", "9" * 5000):
        with pytest.raises(FieldError):
            parse_date(text)
    assert span(date(2026, 12, 31), 2) == "31 Desember 2026 – 1 Januari 2027"
    assert weeks_later(date(2026, 12, 3), 4, 2) == date(2027, 1, 7)
