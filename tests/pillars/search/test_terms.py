"""What people type into the search field, and what it finds."""

from decimal import Decimal

import pytest

from pillars.search.terms import LONGEST, Unclear, code_key, marked, numbers_of, parse_query, snippet, terms_of


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("325.000.000", [325_000_000]),
        ("325000000", [325_000_000]),
        ("9,11", [Decimal("9.11")]),
        ("9.11", [Decimal("9.11")]),
        ("325.000", [325_000, 325]),
        ("1.250.000,5", [Decimal("1250000.5")]),
        ("2027", [2027]),
        ("antrean", []),
        ("S4.3", []),
    ],
)
def test_a_number_is_the_same_however_it_is_written(typed, numbers):
    assert numbers_of(typed) == numbers


def found(typed, text, **stems):
    return all(
        any(is_found for _, is_found in marked(text, [term])) for term in terms_of(parse_query(typed).pieces, stems)
    )


@pytest.mark.parametrize("typed", ["325.000.000", "325000000", "Rp325 juta", "rp 325.000.000", "325 juta"])
@pytest.mark.parametrize("text", ["Pagu Rp325.000.000 tahun ini", "325000000", "sekitar Rp325 juta"])
def test_money_is_found_in_every_way_of_writing(typed, text):
    assert found(typed, text)
    assert not found(typed, "1325000000") and not found(typed, "Rp325.000.0001")


@pytest.mark.parametrize("typed", ["9,11", "9.11"])
def test_a_comma_and_a_dot_are_one(typed):
    assert found(typed, "kemiskinan 9,11 persen") and found(typed, '["9.11", "8.5"]')
    assert not found(typed, "19,11") and not found(typed, "9,112")


@pytest.mark.parametrize(
    ("typed", "text", "stems"),
    [
        ("pelayanan", "Layanan daring", {"pelayanan": "layan"}),
        ("layanan", "yang dilayani hari ini", {"layanan": "layan"}),
        ("antr", "Antrean panjang", {}),
        ("sapu", "menyapu jalan", {"sapu": "sapu"}),
        ("pakai", "pemakaian air", {"pakai": "pakai"}),
        ("AIR", "mutu air sungai", {"air": "air"}),
        ("RT", "Rembug Warga RT digital", {}),
    ],
)
def test_a_word_finds_its_other_forms(typed, text, stems):
    assert found(typed, text, **stems)


def test_the_middle_of_a_word_is_not_found():
    assert not found("air", "suksesi hairan", air="air")


@pytest.mark.parametrize("typed", ["GOV-P1", "gov p1", "GOVP1", " gov - p1 "])
def test_codes_are_compared_without_their_strokes(typed):
    assert parse_query(typed).key == code_key("GOV-P1") == "govp1"


@pytest.mark.parametrize("typed", ["", "  ", "a", "%", "_ _", "\x00", "' \" ;", "--"])
def test_too_little_is_said(typed):
    with pytest.raises(Unclear) as unclear:
        parse_query(typed)
    assert "paling sedikit" in unclear.value.sentence


def test_too_much_is_said_and_hostile_patterns_are_only_text():
    with pytest.raises(Unclear) as unclear:
        parse_query("x" * 10_000)
    assert str(LONGEST) in unclear.value.sentence
    for typed in ["(a+)+$ aaaa", "[[[ab", "\\d+", "'; DROP TABLE", "%%__%%ab", "1" * 200, "1.2.3.4.5.6"]:
        terms_of(parse_query(typed).pieces, {})
    assert not found(".* ab", "xyz ab cd") or found("ab", "xyz ab cd")


def test_a_found_word_is_marked_to_its_end_and_shown_in_its_sentence():
    terms = terms_of(parse_query("layan").pieces, {})
    assert marked("Pelayanan publik", terms) == (("Pelayanan", True), (" publik", False))
    long = "kata " * 100 + "pelayanan " + "lagi " * 100
    assert "pelayanan" in snippet(long, terms) and len(snippet(long, terms)) < 180
