"""Every file of the abuse corpus, and its hostile texts and codes inside a file, with exactly the expected outcome."""

import json
import re

import pytest

from masterplan.exchange.faults import PlanFileError
from tests.corpus.corpus_tools import get, put, value_of
from tests.corpus.expectation import ITEMS
from tests.masterplan.exchange.files import EXAMPLE, dump, example, load, load_file, reread, thin
from tests.pillars.fields.test_corpus_text import ANY_FIELD, STORED

FILES = [
    item_id
    for item_id, item in ITEMS.items()
    if (item["category"] == "exchange file" or item["where"].startswith("plan file")) and "generator" in item
]
TEXTS = [*ANY_FIELD, *(i for i, item in ITEMS.items() if i.startswith("INJ") and item["where"] == "any text field")]
# A broken byte is a fault of the whole file (JSN-21), so that only typed texts can hold one.
TEXTS.remove("TXT-05")


def of_file(item):
    """The changed plan, or the bytes, of an item."""
    return value_of(item, json.loads(EXAMPLE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("item_id", FILES)
def test_a_file_of_the_corpus(db, everything, tmp_path, item_id):
    item, before = ITEMS[item_id], everything()
    ran = load_file(tmp_path, of_file(item))
    expect = item["expect"]
    assert f"exit {ran.status}" == expect["status"]
    if ran.status:
        assert everything() == before
        assert all(re.match(r"(berkas|[a-z_]+(\[\d+\])?(\.[\w ]+(\[\d+\])?)*): ", line) for line in ran.lines)
    else:
        assert len(ran.lines) == (0 if expect["message"] == "-" else 1)
    place = re.search(r"line starts with (\S+)", expect.get("also", ""))
    if place:
        assert any(line.startswith(place[1]) for line in ran.lines), ran.lines


SAID = {
    "JSN-15": "terlalu dalam",
    "JSN-20": "UTF-8",
    "JSN-21": "byte ke-",
    "JSN-22": r"baris \d+, kolom \d+",
    "JSN-23": "kosong",
    "JSN-24": "objek JSON",
    "JSN-10": "NaN",
    "JSN-27": "tidak sama dengan jumlah",
    "JSN-28": "Dinas Antah Berantah",
}


@pytest.mark.parametrize(("item_id", "words"), SAID.items())
def test_the_line_says_what_is_wrong(db, tmp_path, item_id, words):
    lines = load_file(tmp_path, of_file(ITEMS[item_id])).lines
    assert len(lines) == 1
    assert re.search(words, lines[0])


def test_an_unknown_key_comes_back_and_money_stays_as_given(db):
    plan, _ = load(of_file(ITEMS["JSN-16"]))
    assert reread(dump(plan))["pillars"][0]["catatan_bebas"] == "x"
    plan, _ = load(of_file(ITEMS["JSN-27"]), "uang")
    programme = reread(dump(plan))["pillars"][0]["programmes"][0]
    assert (programme["budget"], programme["budget_by_year"]) == (650000000, {"2027": 1, "2028": 1})


def test_loading_twice_changes_nothing(everything, tmp_path):
    assert load_file(tmp_path, example()).status == 0
    before = everything()
    ran = load_file(tmp_path, example())
    assert ran.status == 1
    assert len(ran.lines) == 1 and "gunakan slug lain" in ran.lines[0]
    assert everything() == before


def stored(item_id, one_line):
    """What the corpus expects to be stored for a text."""
    text = value_of(ITEMS[item_id])
    if item_id in STORED:
        return STORED[item_id][one_line]
    if ITEMS[item_id]["expect"]["stored"] == "clean":
        text = text.replace("\r\n", "\n").strip()
    return re.sub(" {2,}", " ", text.replace("\n", " ")) if one_line else text


# Places of one-line texts, long texts and list items, known and unknown, and where they stand in a document.
ONE_LINE = ("pillars.0.programmes.0.name", "rpjmd_previous.iku.0.indicator", "opd.20.source")
LONG = (
    "pillars.0.problems.0.evidence",
    "pillars.1.targets.0.sources.0",
    "pillars.2.long_term_directions.1",
    "governance_bodies.tim_pelaksana.0",
    "swot.threats.2",
    "quick_win_profiles.0.manfaat",
    "catatan.sembarang.0",
)


@pytest.mark.parametrize("item_id", TEXTS)
def test_a_hostile_text_is_stored_like_a_typed_one(db, item_id):
    document = thin()
    document["catatan"] = {"sembarang": [""]}
    document["pillars"][1]["targets"][0]["sources"] = [""]
    text = value_of(ITEMS[item_id])
    refused = ITEMS[item_id]["expect"]["status"] == 422
    for place in (*ONE_LINE, *LONG):
        put(document, place, text)
    if refused:
        assert_refused(document)
        return
    plan, _ = load(document)
    dumped = reread(dump(plan))
    for place in ONE_LINE:
        assert get(dumped, place) == stored(item_id, True), place
    for place in LONG:
        assert get(dumped, place) == stored(item_id, False), place


def assert_refused(document):
    with pytest.raises(PlanFileError) as bad:
        load(document)
    said = {str(fault).partition(":")[0] for fault in bad.value.faults}
    assert "pillars[0].programmes[0].name" in said and "catatan.sembarang[0]" in said


@pytest.mark.parametrize("item_id", ["TXT-10", "TXT-14", "TXT-19", "TXT-18", "TXT-17", "TXT-20"])
def test_the_limits_of_a_statement(db, tmp_path, item_id):
    item = ITEMS[item_id]
    document = thin()
    document["pillars"][0]["problems"][0]["statement"] = value_of(item)
    ran = load_file(tmp_path, document)
    if item["expect"]["status"] == 422:
        assert ran.status == 1
        assert ran.lines[-1].startswith("pillars[0].problems[0].statement: ")
    else:
        assert (ran.status, ran.lines) == (0, [])


@pytest.mark.parametrize("item_id", [f"COD-0{n}" for n in range(1, 8)])
def test_nomenclature_codes(db, item_id):
    item = ITEMS[item_id]
    document = thin()
    document["pillars"][0]["programmes"][0]["nomenclature_code"] = value_of(item)
    plan, warnings = load(document)
    wanted = value_of(item) if item["expect"]["stored"] == "same" else item["expect"]["stored"]
    assert reread(dump(plan))["pillars"][0]["programmes"][0]["nomenclature_code"] == wanted
    unusual = any("tidak biasa" in warning for warning in warnings)
    assert unusual == (item["expect"]["message"] == "warning")


@pytest.mark.parametrize("item_id", ["COD-09", "COD-10"])
def test_own_codes_of_entries(db, tmp_path, item_id):
    document = example()
    document["pillars"][0]["problems"][1]["code"] = value_of(ITEMS[item_id])
    ran = load_file(tmp_path, document)
    assert ran.status == 1
    assert any(line.startswith("pillars[0].problems[1].code: ") for line in ran.lines)


def test_two_spellings_of_one_office(db, tmp_path):
    document = thin()
    document["opd"] += [{"name": name} for name in value_of(ITEMS["DUP-03"])]
    ran = load_file(tmp_path, document)
    assert ran.status == 1
    assert any(line.startswith("opd[28].name: ") for line in ran.lines)


@pytest.mark.parametrize(
    ("period", "place"), [({"start": 2031, "end": 2027}, "period.end"), ({"start": 2027, "end": 2100}, "period.end")]
)
def test_periods_that_cannot_be(db, tmp_path, period, place):
    document = thin()
    document["period"] |= period
    ran = load_file(tmp_path, document)
    assert ran.status == 1
    assert any(line.startswith(f"{place}: ") for line in ran.lines)


def test_a_year_outside_the_period_is_kept_and_said(db, tmp_path):
    document = thin()
    document["pillars"][0]["programmes"][0]["years"] = [2027, 2041]
    ran = load_file(tmp_path, document)
    assert (ran.status, ran.lines) == (
        0,
        ["pillars[0].programmes[0].years[1]: 2041 di luar masa rencana 2027–2031 (peringatan)"],
    )
