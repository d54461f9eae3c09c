"""Every text, name, year and code of the abuse corpus that a field meets, with exactly its expected outcome."""

import pytest

from pillars.fields import LIMITS, Context, clean, code_sort_key, parse_field, parse_text, removed_sentence, similar
from pillars.fields.compare import SIMILAR_FROM
from pillars.kinds import KINDS
from tests.corpus.expectation import ITEMS, assert_as_expected, outcome, sent
from workshops.text import parse_name

STATEMENT = KINDS["masalah"].field("statement")
TEXT_FIELDS = [
    field
    for kind in KINDS.values()
    for field in kind.fields
    if field.type in ("text", "long_text") and not {"pattern", "pattern_soft"} & set(field.limits)
]
# The file's prose about what is stored, as (long field, one-line field); the others say "same" or "nothing"
STORED = {
    "TXT-01": ("satu\ndua", "satu dua"),
    "TXT-02": ("satudua", "satudua"),
    "TXT-03": ("abcdefghij", "abcdefghij"),
    "TXT-04": ("a\nb\nc\nd", "a b c d"),
    "TXT-05": ("Gerakan \ufffd\ufffd\ufffd Hijau",) * 2,
    "TXT-08": ("Rp100 miliar",) * 2,
    "TXT-13": ("Caf\u00e9 \u00e9",) * 2,
    "TXT-24": ("Air bersih",) * 2,
    "TXT-27": ("Data terbuka",) * 2,
    "TXT-28": ("ab", "ab"),
}
ANY_FIELD = [i for i, item in ITEMS.items() if item["category"] == "text" and item["where"] == "any text field"]


def expected(item_id, one_line):
    return STORED[item_id][one_line] if item_id in STORED else sent(item_id)


@pytest.mark.parametrize("item_id", ANY_FIELD)
def test_any_text_field_of_any_kind_stores_what_the_corpus_expects(item_id):
    for field in TEXT_FIELDS:
        if len(expected(item_id, True)) > field.limits.get("max_chars", 60):
            continue
        happened = outcome(parse_field, field, [sent(item_id)])
        assert_as_expected(item_id, happened)
        if happened.error is None:
            assert happened.value == expected(item_id, field.type == "text"), field.key


@pytest.mark.parametrize("item_id", ANY_FIELD)
def test_a_list_keeps_the_same_text_as_a_long_field_line_by_line(item_id):
    happened = outcome(parse_field, KINDS["masalah"].field("sources"), [sent(item_id)])
    assert_as_expected(item_id, happened)
    if happened.error is None:
        assert happened.value == expected(item_id, False).split("\n")


@pytest.mark.parametrize("item_id", ["TXT-10", "TXT-14", "TXT-17", "TXT-18", "TXT-19", "TXT-20"])
def test_a_statement_stores_what_the_corpus_expects(item_id):
    happened = outcome(parse_field, STATEMENT, [sent(item_id)])
    assert_as_expected(item_id, happened)
    if happened.error is None:
        assert happened.value == sent(item_id)


def test_five_hundred_lines_of_evidence_stay_as_they_are():
    happened = outcome(parse_field, KINDS["masalah"].field("evidence"), [sent("TXT-25")])
    assert_as_expected("TXT-25", happened)
    assert happened.value == sent("TXT-25")


@pytest.mark.parametrize("item_id", ["TXT-15", "TXT-16"])
def test_a_narrative_section_stores_what_the_corpus_expects(item_id):
    happened = outcome(parse_text, sent(item_id), limit=LIMITS["narrative"], one_line=False)
    assert_as_expected(item_id, happened)
    if happened.error is None:
        assert happened.value == sent(item_id)


def test_an_override_of_direction_cannot_disguise_a_name():
    for happened in (
        outcome(parse_name, sent("TXT-07")),
        outcome(parse_field, KINDS["opd"].field("name"), [sent("TXT-07")]),
        outcome(parse_field, KINDS["program"].field("name"), [sent("TXT-07")]),
    ):
        assert_as_expected("TXT-07", happened)
        assert happened.value == "Laporan exe.fdp"


def test_a_second_ani_with_invisible_letters_is_ani():
    happened = outcome(parse_name, sent("TXT-09"))
    assert_as_expected("TXT-09", happened)
    assert happened.value == "Ani"


def test_the_receipt_counts_what_was_thrown_away():
    assert removed_sentence(outcome(parse_field, STATEMENT, [sent("TXT-02")]).removed) == (
        "1 karakter tak terlihat dibuang"
    )
    assert removed_sentence(outcome(parse_field, STATEMENT, [sent("TXT-24")]).removed) == ""


def test_too_long_gives_the_limit_and_the_present_length():
    sentence = outcome(parse_field, STATEMENT, [sent("TXT-14")]).error.sentence
    assert "2.000" in sentence
    assert "999.999" in sentence


def test_the_same_text_with_other_line_ends_is_the_same():
    assert clean(sent("TXT-04"), one_line=False).text == clean("a\nb\nc\nd", one_line=False).text


@pytest.mark.parametrize("item_id", [i for i, item in ITEMS.items() if item["category"] == "names"])
def test_a_name_is_kept_as_people_write_it(item_id):
    if ITEMS[item_id]["where"] == "OPD name":
        happened = outcome(parse_field, KINDS["opd"].field("name"), [sent(item_id)])
    else:
        happened = outcome(parse_name, sent(item_id))
    assert_as_expected(item_id, happened)
    if happened.error is None:
        assert happened.value == sent(item_id)


@pytest.mark.parametrize("item_id", [f"YR-0{n}" for n in range(1, 8)])
@pytest.mark.parametrize(("kind", "key"), [("sasaran", "baseline_year"), ("program", "years")])
def test_a_year_is_four_digits_and_nothing_is_guessed(item_id, kind, key):
    happened = outcome(parse_field, KINDS[kind].field(key), [sent(item_id)], Context(period=(2027, 2031)))
    if (item_id, key) == ("YR-03", "years"):  # of a programme a span is no fault: it is its years
        assert happened.value == [2027, 2028, 2029, 2030, 2031]
        return
    assert_as_expected(item_id, happened)
    if happened.error is None:
        assert happened.value in (int(sent(item_id)), [int(sent(item_id))])


@pytest.mark.parametrize("item_id", [f"COD-0{n}" for n in range(1, 8)])
def test_a_nomenclature_code_stays_text(item_id):
    happened = outcome(parse_field, KINDS["program"].field("nomenclature_code"), [sent(item_id)])
    assert_as_expected(item_id, happened)
    assert happened.value == ("2.16.03" if item_id == "COD-03" else sent(item_id))


def test_codes_are_sorted_segment_by_segment():
    assert sorted(sent("COD-08"), key=code_sort_key) == ["2.16.02", "2.16.2", "2.16.10"]


@pytest.mark.parametrize("kind", ["masalah", "sasaran", "strategi", "program"])
def test_an_own_code_holds_no_path(kind):
    assert_as_expected("COD-10", outcome(parse_field, KINDS[kind].field("code"), [sent("COD-10")]))
    assert outcome(parse_field, KINDS[kind].field("code"), ["GOV-P1"]).value == "GOV-P1"


def test_two_groups_who_write_the_same_problem_look_alike():
    first, second = sent("DUP-02")
    assert similar(first, second) >= SIMILAR_FROM
    assert similar(first, "Sampah rumah tangga belum dipilah di desa.") < SIMILAR_FROM
