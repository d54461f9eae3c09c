"""Plans unlike the example: a baseline of nothing, figures of every length, one year, a name that fills a line."""

import re
from dataclasses import replace

import pytest

from masterplan.document import words
from masterplan.document.books import build_book
from masterplan.document.pieces import money
from masterplan.document.tree import Timeline, walk
from masterplan.writers.markup import HeaderFooter
from masterplan.writers.narrow_numbers import fitted
from tests.books.from_example import book_data_of
from tests.books.plans import small_plan, tiny_plan
from workshops.number_format import BILLION


def shown(markup):
    return re.sub("<[^>]*>", "", markup)


def test_a_baseline_of_nothing_is_a_figure(made):
    plan = small_plan()
    plan["pillars"][0]["targets"][0] |= {"baseline": 0, "baseline_year": 2019}
    plan["rpjmd"]["sasaran"][0] |= {"baseline": 0}
    cells = [c for c in walk(build_book(book_data_of(plan)).parts) if getattr(c, "value", None) == "0"]
    assert len(cells) >= 2


@pytest.mark.parametrize("text", ["-0,9", "100", "999.999.999.999.999,123456", "Rp1.250.000.000.000", "0,019171"])
def test_a_figure_is_never_cut_between_the_digits_of_a_thousand(text):
    html = fitted(text, text, room=11.0, size=7.75)
    parts = shown(html).split("\u200b")
    assert "".join(parts) == text and all(part.endswith(".") for part in parts[:-1])


def test_a_figure_that_fits_and_words_stay_as_they_are():
    assert fitted("85,5", "85,5", 11.0, 7.75) == "85,5"
    assert fitted("belum ada", "<i>belum ada</i>", 2.0, 7.75) == "<i>belum ada</i>"


def test_a_small_amount_among_milliards_is_not_nothing():
    assert money(1_500_000, unit=BILLION).lines[0][0].text == "<0,1"
    assert [money(each).lines[0][0].text for each in (48_125_000, 1_944_000_000, 1)] == ["48,1", "1.944,0", "<0,1"]
    assert money(60_000_000, unit=BILLION).lines[0][0].text == "0,1"


def test_a_plan_of_one_year_names_it_once():
    plan = tiny_plan() | {"period": {"start": 2026, "end": 2026}}
    said = " ".join(
        s.text for s in walk(build_book(book_data_of(plan)).parts) if hasattr(s, "to") and hasattr(s, "text")
    )
    assert "2026–2026" not in said


def test_years_before_the_plan_have_no_horizon_and_a_long_term_is_a_span():
    plan = tiny_plan()
    plan["period"] = {"start": 2027, "end": 2031, "short_term": [2027], "long_term": [2032, 2033, 2034]}
    plan["pillars"][0]["programmes"][0]["budget_by_year"] = {"2026": 5_000_000, "2028": 1}
    book = build_book(book_data_of(plan))
    heads = [n.horizons for n in walk(book.parts) if isinstance(n, Timeline)]
    assert heads[0][:2] == (("Sebelumnya", "1"), ("Jangka pendek", "1"))
    assert words.first_and_last((2032, 2033, 2034)) == "2032–2034" and words.first_and_last(()) == ""


def test_the_foot_of_a_page_holds_a_long_name_beside_its_number():
    book = build_book(book_data_of(tiny_plan()))
    assert HeaderFooter(book).volume == book.title
    long = HeaderFooter(replace(book, title="Buku 2 Masterplan Smart City Kabupaten " + "Panjang " * 20)).volume
    assert len(long) < 90 and long.endswith("…")
