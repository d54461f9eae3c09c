"""What people can type or paste, as the title of a chapter and as the prose of a section: refused with a reason, or
laid out; and outlines however they are moved."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from masterplan.book_outline.forms import OutlineForm, WrittenForm
from masterplan.book_outline.numbers import numbers_in
from masterplan.book_outline.outline import can_hide, changed, moved, parts_of, placed_parts, stored_of
from masterplan.book_outline.preview import section_book, with_passage
from masterplan.book_outline.sections import find_section, read_sections
from masterplan.book_outline.unsaved_marks import mark_new_text
from masterplan.document.book_data import BookOutline, ChapterPlan
from masterplan.document.books import build_book
from masterplan.document.texts import BookTexts
from masterplan.document.tree import to_json
from masterplan.press.units import units_of
from pillars import prose
from tests.books.from_example import book_data_of
from tests.books.plans import small_plan
from tests.corpus.expectation import ITEMS, sent

TEXTS = [key for key, item in ITEMS.items() if item["category"] == "text" and item["where"] == "any text field"]


@pytest.fixture(scope="module")
def book_data():
    return book_data_of(small_plan())


def typed(**fields):
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def text_of(key):
    value = sent(key)
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


@pytest.mark.parametrize("key", TEXTS)
def test_any_text_as_the_title_of_a_chapter(book_data, key):
    form = OutlineForm(typed(apa="judul", bab="B2-7", judul=text_of(key)))
    if not form.is_valid():
        assert form.errors["judul"].sentence
        return
    outline = BookOutline(book="2", chapters=(ChapterPlan(code="B2-7", title=form.cleaned_data["judul"]),))
    given = replace(book_data, customization=replace(book_data.customization, outlines=(outline,)))
    book = build_book(given, "2", part="bab:B2-7")
    assert book.parts[0].title == (form.cleaned_data["judul"] or "Penutup")
    assert to_json(book) and units_of(book.parts[0], 0, book)


@pytest.mark.parametrize("key", TEXTS)
def test_any_text_as_the_prose_of_a_section(book_data, key):
    form = WrittenForm(typed(title="", body=text_of(key)))
    if not form.is_valid():
        assert form.first_error
        return
    written = with_passage(book_data, "B2-7.1", *form.cleaned_data.values())
    _, section = find_section(read_sections(written, "2", only="B2-7"), "B2-7.1")
    book, _, _ = section_book(written, "2", section)
    book = mark_new_text(book)
    assert to_json(book) and units_of(book.parts[0], 0, book)
    numbers_in(prose.plain(form.cleaned_data["body"]), BookTexts(written, "buku_2"))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=12))
def test_no_part_is_lost_or_doubled_however_they_are_moved(moves):
    parts = parts_of("2")
    order = placed_parts(parts, [])
    for one, other, up in moves:
        code, neighbour = (parts[at % len(parts)].code for at in (one, other))
        groups = {part.code: part.group for part in parts}
        if code != neighbour and groups[code] == groups[neighbour]:
            order = moved(order, code, neighbour, up=up)
            at = [part.code for part in order]
            assert at.index(code) - at.index(neighbour) == (-1 if up else 1)
        elif can_hide(order, code):
            order = changed(order, code, hidden=up)
    again = placed_parts(parts, stored_of(order))
    assert sorted(one.code for one in again) == sorted(part.code for part in parts)
    assert stored_of(again) == stored_of(order)
    printed = [one.label for one in again if one.part.group == "main" and not one.hidden]
    assert printed == [f"Bab {n}" for n in range(1, len(printed) + 1)] and printed
