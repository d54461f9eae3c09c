"""Indicators of the RPJMD in the books: all of a sasaran, and what the document writes in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from masterplan.document.books import build_book
from masterplan.document.tree import Table, plain_text, walk
from masterplan.writers import xlsx
from pillars.plan_view.shapes import Measure
from tests.books.check_xlsx import problems
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan, tiny_plan

OPINION = Measure(
    indicator="Opini BPK", baseline_text="WTP", baseline_year=2023, target_texts=((2026, "WTP"), (2027, "WTP Plus"))
)
FURTHER = tuple(
    Measure(indicator=f"Indikator {n}", unit="poin", baseline=Decimal(n), targets=((2027, Decimal(n)),))
    for n in range(2, 9)
)


@pytest.fixture(scope="module")
def book_data():
    made = book_data_of(tiny_plan() | {"rpjmd": example_plan()["rpjmd"]})
    first, *others = made.rpjmd.objectives
    first = replace(first, further=(OPINION, *FURTHER))
    return replace(made, rpjmd=replace(made.rpjmd, objectives=(first, *others)))


@pytest.mark.parametrize("book", ["1", "2"])
def test_all_indicators_of_a_sasaran_are_printed_and_words_as_words(book_data, book):
    made = build_book(book_data, book)
    table = next(
        t for t in walk(made.parts) if isinstance(t, Table) and "Opini BPK" in plain_text(t) and "Angka awal" in str(t)
    )
    said = plain_text(table)
    assert all(f"Indikator {n}" in said for n in range(2, 9))
    opinion = next(plain_text(row) for row in table.rows if "Opini BPK" in plain_text(row))
    assert "WTP" in opinion and "WTP Plus" in opinion and "belum ada data" not in opinion
    assert problems(xlsx.write(made)) == []
