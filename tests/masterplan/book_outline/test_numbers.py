"""Numbers of the prose held against the data, the marks that keep them right, and what a preview shows."""

from dataclasses import replace

import pytest

from masterplan.book_outline.marks import marks_of
from masterplan.book_outline.numbers import numbers_in
from masterplan.book_outline.preview import BUDGET, section_book, with_passage
from masterplan.book_outline.sections import find_section, read_sections
from masterplan.book_outline.unsaved_marks import SIGN, mark_new_text, marked
from masterplan.document.nodes import Span
from masterplan.document.pieces import para, span
from masterplan.document.texts import BookTexts
from masterplan.document.tree import plain_text, to_json, walk
from masterplan.writers.markup import spans
from pillars import prose
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan, plan_of_gaps


@pytest.fixture(scope="module")
def book_data():
    return book_data_of(example_plan())


@pytest.fixture(scope="module")
def texts(book_data):
    return BookTexts(book_data, "buku_2")


def said(text, texts):
    return [(one.said, one.mark, one.agrees) for one in numbers_in(text, texts)]


def test_a_headline_number_that_differs_is_named_with_its_mark(texts):
    assert texts.values["jumlah_program"] == "80"
    found = numbers_in("Rencana ini memuat 75 program dalam enam pilar.", texts)
    assert [(one.said, one.now, one.token, one.agrees) for one in found] == [
        ("75 program", "80 program", "{{jumlah_program}}", False)
    ]
    assert said("Rencana ini memuat 80 program dan 46 Sasaran.", texts) == [
        ("80 program", "jumlah_program", True),
        ("46 Sasaran", "jumlah_sasaran", True),
    ]


def test_what_the_plan_holds_of_a_part_or_says_of_something_else_is_no_fault(book_data, texts):
    of_one = len(book_data.pillars[0].programmes)
    for text in (
        f"Pilar ini memuat {of_one} program.",
        "Ada 25 program RPJMD yang menjadi sandaran.",
        "Tahun 2027 program dimulai pada 2.027,5 program",
        "Jumlahnya {{jumlah_program}} program.",
        "GOV-7 program",
    ):
        assert not [one for one in said(text, texts) if not one[2] and "2027" not in one[0]], text


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("Rp552.900.000.000", True),
        ("Rp 552,9 miliar", True),
        ("Rp553 miliar", True),
        ("Rp 0,55 triliun", True),
        ("Rp600 miliar", False),
        ("Rp 540.000.000.000", False),
    ],
)
def test_an_amount_near_the_whole_budget_is_held_against_it(texts, text, agrees):
    assert [one[1:] for one in said(f"Seluruhnya {text}.", texts)] == [("total_anggaran", agrees)]


def test_an_amount_of_something_else_is_left_alone(texts):
    assert said("Satu aplikasi Rp250 juta, seluruh daerah Rp2,4 triliun, Rp.", texts) == []


def test_each_mark_says_what_is_printed_now(texts):
    marks = {one.text: one for one in marks_of(texts)}
    assert marks["{{jumlah_program}}"].value == "80" and marks["{{nama_daerah}}"].value == "Ponorogo"
    assert not [one for one in marks.values() if not one.meaning]
    assert [bool(one.value) for one in marks.values()] == sorted(bool(one.value) for one in marks.values())[::-1]


def test_marks_of_which_nothing_is_known_yet_are_told_too(texts):
    marks = {one.text: one for one in marks_of(texts, used=("jumlah_peserta_unik", "bukan_tanda", "nama_pilar"))}
    assert marks["{{nama_program}}"].value == "" and marks["{{nama_program}}"].in_words == "nama program nasional"
    assert marks["{{jumlah_peserta_unik}}"].in_words == "jumlah orang yang pernah hadir"
    assert not {"{{bukan_tanda}}", "{{nama_pilar}}"} & set(marks)


PROSE = [{"type": "paragraph", "spans": [{"text": "Kalimat yang belum disimpan, {{jumlah_program}} program."}]}]


@pytest.mark.parametrize("code", ["B2-1.2", "B2-3", "B2-3.4", "B2-4.2", "B2-6.1", "buku_2-kata_pengantar"])
def test_the_unsaved_text_of_a_section_stands_in_its_preview_and_is_quick(book_data, code):
    written = with_passage(book_data, code, "Judul baru", PROSE)
    _, section = find_section(read_sections(written, "2"), code)
    book, cut, _ = section_book(written, "2", section)
    assert "Kalimat yang belum disimpan, 80 program." in plain_text(book.parts)
    assert len(to_json(book)) < BUDGET * 1.3
    assert not cut or "Pratinjau berhenti di sini" in plain_text(book.parts)
    ids = [node.id for node in walk(book.parts) if getattr(node, "id", "")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "text",
    ["*a* " * 25_000, "- a\n" * 24_000, "{{nama_daerah}} " * 6_600, "a\n" * 49_000, "[[tabel: x]]\n" * 7_000],
    ids=["stars", "items", "marks", "lines", "tables"],
)
def test_a_hostile_text_is_previewed_by_its_beginning(book_data, text):
    """It is cut before a tree is made of it: what is laid out is that of a few pages, whatever was written."""
    blocks = prose.parse(text)
    written = with_passage(book_data, "B2-3.1", "", blocks)
    _, section = find_section(read_sections(written, "2"), "B2-3.1")
    book, cut, _ = section_book(written, "2", section)
    assert cut and len(to_json(book)) < 6 * BUDGET
    assert "Pratinjau berhenti di sini" in plain_text(book.parts)


def test_a_number_without_end_is_no_headline(texts):
    assert numbers_in("9" * 5_000 + " program", texts) == []


def test_a_section_that_waits_for_data_says_so_and_its_text_is_not_printed():
    book_data = with_passage(book_data_of(plan_of_gaps()), "B2-3.XYZ", "", PROSE)
    chapter, section = find_section(read_sections(book_data, "2"), "B2-3.XYZ")
    assert section.missing == "Pilar Pilar Kosong belum memiliki strategi atau program."
    assert (section.state, section.pillar, section.at) == ("own", "XYZ", None)
    assert chapter.lacking == 1


def test_a_chapter_that_is_left_out_can_still_be_written(book_data):
    from masterplan.document.book_data import BookOutline, ChapterPlan

    outline = BookOutline(book="2", chapters=(ChapterPlan(code="B2-7", hidden=True),))
    given = replace(book_data, customization=replace(book_data.customization, outlines=(outline,)))
    written = with_passage(given, "B2-7.1", "", PROSE)
    _, section = find_section(read_sections(written, "2"), "B2-7.1")
    assert "Kalimat yang belum disimpan" in plain_text(section_book(written, "2", section)[0].parts)


def test_every_section_of_every_book_is_found_once(book_data):
    from masterplan.document.books import VOLUMES

    for volume in VOLUMES:
        chapters = read_sections(book_data, volume)
        codes = [section.code for chapter in chapters for section in chapter.sections]
        assert len(codes) == len(set(codes)), volume
        assert all(section.title for chapter in chapters for section in chapter.sections), volume


def test_what_is_new_against_the_saved_text_is_marked_in_the_print():
    saved = prose.parse("Baris lama.\n\n- satu\n- dua\n\n# Judul")
    written = prose.parse("Baris **lama** sekali.\n\n- satu\n- tiga\n\n# Judul\n\n[[tabel: x]]")
    signed = marked(written, saved)
    assert SIGN in signed[0]["spans"][0]["text"]
    assert [SIGN in item[0]["text"] for item in signed[1]["items"]] == [False, True]
    assert signed[2] == written[2] and signed[3] == written[3]
    assert marked(saved, saved) == saved
    tree = mark_new_text((para(span(SIGN + "Baris ", "strong")), para("lama")))
    assert tree[0].spans == (Span(text="Baris ", style="new strong"),)
    assert spans(tree[0].spans) == '<span class="baru"><b>Baris </b></span>'
