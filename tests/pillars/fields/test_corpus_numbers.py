"""Every number of the abuse corpus, with exactly its expected outcome."""

from decimal import Decimal

import pytest

from pillars.fields import NO_DATA, Context, display, parse_field, to_json
from pillars.kinds import KINDS
from tests.corpus.expectation import ITEMS, assert_as_expected, outcome, sent
from workshops.number_format import show_rupiah

NUMBERS = [item_id for item_id, item in ITEMS.items() if item["category"] == "numbers"]
# "any number field": each type of number, through the fields that people meet most
ANY = [("sasaran", "baseline"), ("program", "budget"), ("daerah_periode", "region.population"), ("risiko", "dampak")]
RUPIAH = [("program", "budget"), ("profil_quick_win", "anggaran")]
DECIMAL = [("sasaran", "baseline"), ("kerangka_rpjmd", "rpjmd.sasaran[].baseline")]
FIELDS = {
    "decimal field (target value)": DECIMAL,
    "target value in 10 years, summed": DECIMAL,
    "target value, unit persen": DECIMAL,
    "target value, unit orang": DECIMAL,
    "baseline value": [("sasaran", "baseline")],
    "rupiah field": RUPIAH,
    "count field": [("daerah_periode", "region.villages")],
    "any number field": ANY,
}
UNITS = {"target value, unit persen": "persen", "target value, unit orang": "orang"}


def typed_into(item_id):
    """The item's outcome in each field it belongs to, and in a cell of the matching per-year table."""
    where, text = ITEMS[item_id]["where"], sent(item_id)
    context = Context(period=(2027, 2031), unit=UNITS.get(where, "indeks"))
    for kind, key in FIELDS[where]:
        yield outcome(parse_field, KINDS[kind].field(key), [text], context)
    if where == "rupiah field":
        yield in_a_table("program", "budget_by_year", text, context)
    elif where not in ("count field", "baseline value"):
        yield in_a_table("sasaran", "targets_by_year", text, context)


def in_a_table(kind, key, text, context):
    happened = outcome(parse_field, KINDS[kind].field(key), {"2027": text}, context)
    if happened.error:
        return happened
    return type(happened)(**{**vars(happened), "value": happened.value.get(2027)})


def stored(item_id):
    text = ITEMS[item_id]["expect"]["stored"]
    if text == "null with state 'tidak ada data'":
        return NO_DATA
    return None if text == "null" else Decimal(text)


@pytest.mark.parametrize("item_id", NUMBERS)
def test_a_number_is_read_as_the_corpus_expects(item_id):
    for happened in typed_into(item_id):
        assert_as_expected(item_id, happened)
        if happened.error is None:
            assert happened.value == stored(item_id)


def buttons(item_id):
    return {happened.error.readings for happened in typed_into(item_id)}


def sentences(item_id):
    return {happened.error.sentence for happened in typed_into(item_id)}


def test_an_ambiguous_number_offers_its_readings_as_buttons():
    assert buttons("NUM-03") == {("1.234,56",)}
    assert buttons("NUM-04") == {("17,63", "1.763")}
    assert buttons("NUM-06") == {("Rp1.234",)}


@pytest.mark.parametrize("item_id", ["NUM-03", "NUM-04", "NUM-06", "NUM-44"])
def test_each_button_is_accepted_when_it_is_pressed(item_id):
    for kind, key in FIELDS[ITEMS[item_id]["where"]]:
        field = KINDS[kind].field(key)
        for reading in outcome(parse_field, field, [sent(item_id)]).error.readings:
            assert outcome(parse_field, field, [reading]).status == 200


def test_the_receipt_says_what_was_read():
    read = {item_id: next(typed_into(item_id)).read_back for item_id in ("NUM-02", "NUM-05", "NUM-07")}
    assert read == {
        "NUM-02": "dibaca 1.234,56",
        "NUM-05": "dibaca 1.234 (seribu dua ratus tiga puluh empat)",
        "NUM-07": "dibaca Rp1.200.000.000",
    }


def test_a_bound_and_a_typed_unit_get_a_proposal():
    happened = next(typed_into("NUM-28")).error
    assert (happened.sentence, happened.readings) == ("Tulis 80 saja, lalu pilih arah naik.", ("80",))
    happened = next(typed_into("NUM-29")).error
    assert happened.sentence == "Tulis 12 saja, dan tulis “orang” pada Satuan."


def test_a_percent_sign_in_a_count_asks_for_the_unit():
    assert all("Apakah satuannya persen?" in sentence for sentence in sentences("NUM-33"))


def test_too_many_decimals_says_how_many_are_possible():
    assert all("Paling banyak 6 angka di belakang koma" in sentence for sentence in sentences("NUM-38"))


def test_more_than_a_hundred_percent_is_stored_and_said():
    happened = next(typed_into("NUM-34"))
    assert "lebih dari 100 persen" in happened.warnings[0]


def test_ten_tenths_are_one():
    tenth = next(typed_into("NUM-39")).value
    assert sum([tenth] * 10) == 1
    assert (to_json(tenth, "number_unit"), display(tenth, "number_unit")) == ("0.1", "0,1")


def test_eighty_of_the_largest_budgets_sum_exactly():
    largest = next(typed_into("NUM-36")).value
    assert show_rupiah(sum([largest] * 80)) == "Rp79.999.999.999.999.920"


def test_no_data_and_zero_are_shown_as_what_they_are():
    assert display(next(typed_into("NUM-40")).value, "number_unit") == "tidak ada data"
    assert display(next(typed_into("NUM-42")).value, "rupiah") == "Rp0"
    assert display(next(typed_into("NUM-41")).value, "rupiah") == ""
