"""The list of regions: complete, each with its zone, found as people type it."""

from collections import Counter

from masterplan.setup.regions import PLACES, find


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
