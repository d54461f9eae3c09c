"""The criteria, how they add up, and the words of risk. Pure."""

import pytest

from pillars.fields import FieldError, display_field, parse_field
from pillars.kinds import KINDS
from pillars.quick_win_guide import CONDITIONS, MOST, PARTS, is_placeholder, level_of, order_of, sum_of

CRITERIA = KINDS["nominasi_quick_win"].field("criteria")


def test_ten_criteria_count_twenty_at_most_and_what_is_unanswered_counts_nothing():
    assert (len(PARTS), MOST, len(CONDITIONS)) == (10, 20, 3)
    assert sum_of({part.key: "ya" for part in PARTS}).points == MOST
    given = sum_of({"benefit": "ya", "risk": "sebagian", "partnership": "tidak"})
    assert (given.points, given.answered, given.left) == (3, 3, 7)
    assert sum_of(None).points == 0


@pytest.mark.parametrize(
    ("score", "word"),
    [(1, "Rendah"), (4, "Rendah"), (5, "Sedang"), (9, "Sedang"), (10, "Tinggi"), (15, "Tinggi"), (16, "Sangat tinggi")],
)
def test_a_level_of_risk_has_the_word_of_its_bounds(score, word):
    assert level_of(score).label == word
    assert level_of(None) is None


def test_of_equal_sums_what_is_felt_directly_comes_first():
    felt, not_felt = {"felt_directly": "ya"}, {"felt_directly": "tidak"}
    assert order_of(felt, {"benefit": "ya"}) < order_of(not_felt, {"benefit": "ya"})
    assert order_of(not_felt, {"benefit": "ya", "resources": "ya"}) < order_of(felt, {"benefit": "ya"})


def test_every_part_of_a_profile_is_asked_by_fields_that_there_are():
    known = set(KINDS["profil_quick_win"].keys)
    assert {key for part in PARTS for key in part.fields} <= known


def test_an_answer_that_is_no_answer_is_refused():
    assert parse_field(CRITERIA, {"risk": "ya", "benefit": "sebagian", "partnership": ""}).value == {
        "benefit": "sebagian",
        "risk": "ya",
    }
    for wrong in ({"benefit": "mungkin"}, {"entah": "ya"}):
        with pytest.raises(FieldError, match="tidak ada dalam daftar"):
            parse_field(CRITERIA, wrong)
    assert display_field(CRITERIA, {"benefit": "ya", "risk": "tidak"}) == "Manfaat: ya; Risiko: tidak"


@pytest.mark.parametrize("text", ["(isi ringkas 3–5 kalimat)", " (bagi warga) "])
def test_the_instruction_of_the_form_is_no_text(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", None, "Warga (RT) mengisi.", "(RT) dan (RW)"])
def test_a_text_with_brackets_is_a_text(text):
    assert not is_placeholder(text)
