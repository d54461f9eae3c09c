"""Values as people see them, and back; what the corpus does not say about typing and showing."""

import ast
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pillars
from pillars.fields import (
    NO_DATA,
    Context,
    FieldError,
    clean,
    diff_words,
    display,
    display_field,
    from_json,
    input_cells,
    input_text,
    is_blank,
    number_in_words,
    parse_field,
    parse_number,
    parse_rupiah,
    parse_year,
    show_day,
    show_time,
    show_years,
    similar,
    to_json,
)
from pillars.fields.display import read_back
from pillars.kinds import KINDS
from workshops.number_format import show_number, show_rupiah, show_rupiah_short
from workshops.text import parse_name

stored_numbers = st.integers(-(10**15) + 1, 10**15 - 1).flatmap(
    lambda whole: st.integers(0, 999_999).map(lambda parts: parse_number(typed(whole, parts)))
)


def typed(whole, parts):
    return f"{whole},{parts:06d}".rstrip("0").rstrip(",")


def error_of(parse, *args, **named):
    with pytest.raises(FieldError) as caught:
        parse(*args, **named)
    return caught.value


# ---- numbers


@given(stored_numbers)
def test_a_number_typed_back_from_its_input_is_the_same_number(value):
    assert parse_number(input_text(value, "number_unit")) == value


@given(stored_numbers)
def test_a_number_survives_the_journal(value):
    written = to_json(value, "number_unit")
    assert "E" not in written
    assert from_json(written, "number_unit") == value


@given(st.integers(0, 10**15 - 1))
def test_rupiah_typed_back_from_page_and_input_is_the_same(value):
    assert parse_rupiah(input_text(value, "rupiah")) == value
    assert parse_rupiah(show_rupiah(value)) == value


@given(st.integers(0, 10**14))
def test_a_short_amount_is_right_to_half_a_percent(value):
    assert abs(parse_rupiah(show_rupiah_short(value)) - value) * 200 <= value


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_gets_a_sentence_that_says_what_to_do(text):
    for parse in (parse_number, parse_rupiah):
        try:
            value = parse(text)
        except FieldError as error:
            assert error.kind in ("not_a_number", "ambiguous_number", "out_of_range", "field_error")
            assert error.sentence.endswith((".", "?"))
        else:
            assert value is None or value is NO_DATA or read_back(value)


@given(st.text("0123456789.,- RpjutmM%", max_size=12))
def test_each_offered_reading_is_accepted_when_it_is_typed(text):
    for parse in (parse_number, parse_rupiah):
        try:
            parse(text)
        except FieldError as error:
            for reading in error.readings:
                assert parse(reading) is not None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("-0", "0"),
        ("0,000000", "0"),
        ("1234,5", "1234.5"),
        ("85,50", "85.5"),
        ("1\u2009234\u2009567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("1,2 juta", "1200000"),
        ("999.999.999.999.999,999999", "999999999999999.999999"),
    ],
)
def test_numbers_as_they_stand_in_tables_and_letters(raw, value):
    assert str(parse_number(raw)) == value


@pytest.mark.parametrize("raw", ["+5", "1/2", "1e-3", "1'234", "12:30", "٠,٥", "3x", "10 15", "1.2,3.4", "–5", "$5"])
def test_what_is_not_a_number_is_not_guessed(raw):
    assert error_of(parse_number, raw).kind in ("not_a_number", "ambiguous_number")


def test_a_letter_of_scale_is_money_only():
    assert parse_rupiah("1,2 m") == 1_200_000_000
    assert error_of(parse_number, "12 m", unit="meter").kind == "not_a_number"
    assert parse_number("1,2 M", unit="rupiah") == 1_200_000_000


def test_a_scale_that_the_unit_already_holds_is_not_applied_twice():
    error = error_of(parse_number, "1,2 miliar", unit="miliar rupiah")
    assert "Satuannya sudah miliar" in error.sentence


def test_a_wrong_dot_in_milliards_offers_both_amounts():
    assert error_of(parse_rupiah, "1.2 M").readings == ("Rp1.200.000.000", "Rp12.000.000.000")


def test_nothing_may_be_zero_or_unknown():
    assert error_of(parse_number, "tidak ada").readings == ("0", "tidak ada data")
    assert parse_number("tidak ada data") is NO_DATA
    assert parse_number("belum ada", allows_no_data=False) is None


@pytest.mark.parametrize("raw", ["-", "–", "N/A", "n.a.", "Tidak Ada Data", "belum ada", "Belum ada data."])
def test_no_data_is_said_in_many_ways(raw):
    assert parse_number(raw) is NO_DATA
    assert parse_rupiah(raw) is None


def test_limits_name_the_numbers():
    assert error_of(parse_number, "0", min=1, max=5).sentence == "Tulis angka antara 1 dan 5."
    assert error_of(parse_number, "1,5", integer=True).kind == "out_of_range"
    assert error_of(parse_number, "1,234", integer=True).readings == ("1.234",)


def test_a_very_long_number_is_too_large_and_a_very_long_word_no_number():
    assert error_of(parse_number, "9" * 1_000_000).kind == "out_of_range"
    assert error_of(parse_rupiah, "9." * 500_000).kind == "ambiguous_number"
    assert error_of(parse_number, "x" * 1_000_000).kind == "not_a_number"
    assert parse_number("0" * 1_000_000 + "7") == 7


# ---- showing


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("9.33"), "9,33"),
        (Decimal("-0.9"), "-0,9"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("85.500000"), "85,5"),
        (31328, "31.328"),
        (0, "0"),
    ],
)
def test_numbers_have_a_decimal_comma(value, shown):
    assert show_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1_200_000_000, "Rp1,2 miliar"),
        (62_000_000_000, "Rp62 miliar"),
        (350_000_000, "Rp350 juta"),
        (2_000_000_000_000, "Rp2 triliun"),
        (1_234_567_000, "Rp1,23 miliar"),
        (-12_345_678_901, "-Rp12,35 miliar"),
        (500_000, "Rp500.000"),
        (0, "Rp0"),
    ],
)
def test_short_rupiah_has_two_decimals_at_most(value, shown):
    assert show_rupiah_short(value) == shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (100, "seratus"),
        (1000, "seribu"),
        (1234, "seribu dua ratus tiga puluh empat"),
        (11_000, "sebelas ribu"),
        (101_001, "seratus satu ribu satu"),
        (1_000_000, "satu juta"),
        (2_001_000, "dua juta seribu"),
        (-21, "minus dua puluh satu"),
    ],
)
def test_numbers_in_words(value, words):
    assert number_in_words(value) == words


def test_the_receipt_reads_tables_back_with_their_sum():
    assert (
        read_back({2027: 1_000_000, 2028: 500_000}) == "dibaca 2027: Rp1.000.000; 2028: Rp500.000; jumlah Rp1.500.000"
    )
    assert read_back({2027: Decimal("85.5")}) == "dibaca 2027: 85,5"
    assert read_back(NO_DATA) == "dibaca “tidak ada data”"
    assert read_back(None) == ""


def test_dates_and_times():
    day = date(2026, 12, 3)
    assert show_day(day) == "Kamis, 3 Desember 2026"
    assert show_time(time(9, 5)) == "09.05"
    assert show_time(datetime(2026, 12, 3, 10, 42)) == "10.42"  # noqa: DTZ001
    assert show_years([2031, 2027, 2028, 2029]) == "2027–2029, 2031"
    assert show_years([2027, 2028]) == "2027, 2028"


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("2027-2030", [2027, 2028, 2029, 2030]),
        ("2027 s.d. 2029", [2027, 2028, 2029]),
        ("2027 s/d 2028; 2030", [2027, 2028, 2030]),
        ("2027, 2028 dan 2030", [2027, 2028, 2030]),
        ("Tahun 2027 sampai dengan 2029", [2027, 2028, 2029]),
    ],
)
def test_years_are_taken_as_people_type_them(typed, years):
    assert parse_field(KINDS["program"].field("years"), [typed]).value == years


def test_a_span_of_years_that_runs_backwards_is_asked_back():
    with pytest.raises(FieldError) as error:
        parse_field(KINDS["program"].field("years"), ["2030-2027"])
    assert "terbalik" in error.value.sentence


def test_a_baseline_year_before_the_plan_is_usual():
    parsed = parse_field(KINDS["sasaran"].field("baseline_year"), ["2025"], Context(period=(2027, 2031)))
    assert (parsed.value, parsed.warnings) == (2025, ())
    assert parse_year("2041", (2027, 2031)) == (
        2041,
        "2041 di luar masa rencana 2027–2031. Tersimpan; periksa tahunnya.",
    )


def test_what_is_missing_is_shown_as_missing_and_not_as_zero():
    assert [display(None, kind) for kind in ("text", "rupiah", "number_unit", "yes_no")] == [""] * 4
    assert display(False, "yes_no") == "Tidak"
    assert display(NO_DATA, "number_unit") == "tidak ada data"


def test_choices_are_shown_with_their_labels():
    assert display_field(KINDS["sasaran"].field("direction"), "naik") == "Naik"
    assert display_field(KINDS["program"].field("funding"), ["DAK", "Hibah X"]) == "DAK, Hibah X"
    assert display_field(KINDS["masalah"].field("urgency"), 5) == "Sangat tinggi"


tables = st.dictionaries(st.integers(2027, 2036), stored_numbers, max_size=10)


@given(tables)
def test_a_table_typed_back_from_its_cells_is_the_same_table(table):
    cells = input_cells(table, "years_table_number")
    assert parse_field(KINDS["sasaran"].field("targets_by_year"), cells).value == table
    assert from_json(to_json(table, "years_table_number"), "years_table_number") == table


def test_a_wrong_cell_of_a_table_is_named_and_the_others_too():
    error = error_of(
        parse_field, KINDS["sasaran"].field("targets_by_year"), {"2027": "x", "2028": "5", "2029": "17.63"}
    )
    assert (error.key, error.kind, list(error.cells)) == ("targets_by_year", "not_a_number", ["2027", "2029"])
    assert error.sentence == "2027: Tulis angka saja, misalnya 9,33."
    assert error.cells["2029"].readings == ("17,63", "1.763")


def test_the_top_of_a_form_names_the_field():
    field = KINDS["sasaran"].field("baseline")
    assert error_of(parse_field, field, ["x"]).with_label(field.label) == "Angka awal: Tulis angka saja, misalnya 9,33."
    assert error_of(parse_name, " ").with_label("Nama") == "Nama belum diisi."


# ---- text


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    for one_line in (True, False):
        try:
            once = clean(text, one_line=one_line)
        except FieldError:
            continue
        again = clean(once.text, one_line=one_line)
        assert (again.text, again.removed) == (once.text, 0)


@given(st.binary())
def test_any_bytes_become_text_that_can_be_stored(raw):
    text = clean(raw, one_line=True).text
    text.encode("utf-8")
    assert "\x00" not in text
    assert "\n" not in text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }}", '=CMD("x")', "a &amp; b", "'; DROP TABLE"])
def test_nothing_visible_is_ever_taken_away(text):
    assert clean(text, one_line=True).text == text


def test_a_lone_surrogate_is_replaced_and_said():
    cleaned = clean("rusak \ud800", one_line=True)
    assert cleaned.text == "rusak \ufffd"
    assert cleaned.warnings


def test_text_of_joiners_only_is_empty():
    assert is_blank("\u200d \u200c")
    assert error_of(parse_field, KINDS["masalah"].field("statement"), ["\u200d"]).kind == "field_error"


def test_the_name_of_what_is_empty_is_in_the_sentence():
    error = error_of(parse_field, KINDS["program"].field("name"), [" "])
    assert error.sentence == "Nama program belum diisi."


# ---- two texts


words = st.lists(st.sampled_from(["air ", "bersih. ", "di\n", "desa", " "]), max_size=30).map("".join)


@given(words, words)
def test_a_difference_holds_both_texts(a, b):
    runs = diff_words(a, b)
    assert "".join(text for op, text in runs if op != "add") == a
    assert "".join(text for op, text in runs if op != "del") == b


def test_a_difference_marks_the_word_that_changed():
    assert diff_words("Warga jauh dari kantor.", "Warga sangat jauh dari kantor.") == [
        ("same", "Warga "),
        ("add", "sangat "),
        ("same", "jauh dari kantor."),
    ]


def test_one_changed_word_in_a_very_long_sentence_is_marked_alone():
    words = [f"kata{n} " for n in range(3000)]
    changed = [*words[:1500], "sisipan ", *words[1500:]]
    assert [run for run in diff_words("".join(words), "".join(changed)) if run[0] != "same"] == [("add", "sisipan ")]


def test_a_word_at_the_end_is_the_same_word_in_the_middle():
    assert diff_words("Warga menunggu tiga jam", "Warga menunggu tiga jam di loket") == [
        ("same", "Warga menunggu tiga jam"),
        ("add", " di loket"),
    ]


def test_few_changes_in_a_long_text_without_stops_are_marked_alone_though_its_words_come_again_and_again():
    words = [f"kata{n % 7} " for n in range(3300)]
    changed = ["awal ", *words[:1500], "sisipan ", *words[1501:]]
    runs = diff_words("".join(words), "".join(changed))
    assert [text.strip() for op, text in runs if op == "add"] == ["awal", "sisipan"]
    assert sum(len(text) for op, text in runs if op == "del") < 10


def test_texts_that_have_nothing_in_common_are_marked_as_a_whole():
    a, b = (" ".join(word * (n % 5 + 1) for n in range(6000)) for word in ("x", "y"))
    assert diff_words(a, b) == [("del", a), ("add", b)]


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_the_same_both_ways(a, b):
    assert 0 <= similar(a, b) == similar(b, a) <= 1


# ---- the house


@pytest.mark.parametrize("name", ["catalogue.py", "kinds.py", "merge.py", "fields", "../workshops/text.py"])
def test_the_pure_modules_know_no_django(name):
    place = Path(pillars.__file__).parent / name
    for path in [place] if place.is_file() else sorted(place.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [module for module in imported if module.split(".")[0] == "django"]
