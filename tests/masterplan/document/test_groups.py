"""The chapter that names the groups which wrote the plan."""

from dataclasses import replace

from masterplan.document.book_data import Team
from masterplan.document.books import build_book
from masterplan.document.tree import plain_text
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan


def test_a_reader_finds_who_wrote_the_plan():
    team = Team(pillar="GOV", name="Tata Kelola", members=7, lead="Dinas Kominfo")
    book = build_book(replace(book_data_of(example_plan()), teams=(team,)), "2", part="bab:B2-8")
    assert "Tata Kelola" in plain_text(book.parts[0]) and "Dinas Kominfo" in plain_text(book.parts[0])
