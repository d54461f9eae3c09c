"""What a publisher reads for before the printer gets a book: one form of figures, plain words, rows that do not stand
alone, names that keep apart.
"""

import io
import re

import openpyxl
import pytest
from docx import Document

from masterplan.document import tree, words
from masterplan.document.books import VOLUMES, build_book
from masterplan.document.pieces import cell, col, para, row, status_words
from masterplan.document.tree import Figure, Table, walk
from masterplan.press.render import render_book
from masterplan.writers import docx, xlsx
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan
from tests.books.reader import Reader
from tests.masterplan.press.books import book, chapter


@pytest.fixture(scope="module")
def books():
    book_data = book_data_of(example_plan())
    return {code: build_book(book_data, code) for code in VOLUMES}


def said(thing) -> str:
    return " ".join(tree.plain_text(thing).split())


def named(made, title):
    return next(node for node in walk(made.parts) if isinstance(node, Table) and node.title == title)


@pytest.mark.parametrize(
    ("code", "title"), [("2", "Perkiraan anggaran per pilar dan tahun"), ("3", "Perkiraan anggaran menurut pilar")]
)
def test_amounts_in_miliar_all_have_one_digit_after_the_comma(books, code, title):
    table = named(books[code], title)
    shown = [said(c) for r in table.rows if r.role != "note" for c in r.cells if re.match(r"\d", said(c))]
    assert len(shown) > 30 and all(re.fullmatch(r"[\d.]+,\d", one) for one in shown), shown
    # the rounded figures of the example differ from their sum by 0,2: no smaller number may be promised
    assert "berbeda 0,1" not in said(books[code]) and "Karena pembulatan" in said(books[code])
    chart = next(n for n in walk(books[code].parts) if isinstance(n, Figure) and n.kind == "stacked_years")
    assert "98,0" in chart.description


@pytest.mark.parametrize("code", sorted(VOLUMES))
def test_neither_words_of_the_file_nor_instructions_of_a_form_are_printed(books, code):
    text = said(books[code])
    assert not re.search(r"\b(real|illustrative|unverified|baseline_status)\b|\(isi ringkas|\(bagi warga", text)
    assert "2026-11-24" not in text


def test_a_status_with_a_remark_is_said_in_words():
    assert status_words("real") == "ada sumbernya"
    assert (
        status_words("real (capaian 2023); sasaran 2029 contoh") == "ada sumbernya (capaian 2023); sasaran 2029 contoh"
    )
    assert status_words("menurut pemberitaan (2025)") == "menurut pemberitaan (2025)"


def test_names_with_commas_of_their_own_are_told_apart(books):
    assert words.listing(["Dinas A", "Dinas B", "Dinas C"]) == "Dinas A, Dinas B, dan Dinas C"
    assert words.listing(["Dinas A", "Dinas B, C dan D", "Dinas E"]) == "Dinas A; Dinas B, C dan D; dan Dinas E"
    assert "Dinas Komunikasi, Informatika dan Statistik; Bappeda Litbang/Bapperida; " in said(books["2"])


def test_numbers_of_one_list_are_all_words_or_all_figures(books):
    assert words.tally((2, "masalah"), (12, "program")) == ["dua masalah", "dua belas program"]
    assert words.tally((2, "masalah"), (13, "program"), (0, "strategi")) == [
        "2 masalah",
        "13 program",
        "belum ada strategi",
    ]
    assert "8 masalah, 8 sasaran, 10 strategi, 14 program" in said(named(books["2"], "Misi kota cerdas"))


def test_a_target_that_is_told_elsewhere_names_where(books):
    text = said(books["2"])
    assert "Diuraikan pada masalah GOV-P1." in text and "masalah lain yang juga" not in text


def test_no_row_of_a_table_stands_alone_on_a_page():
    columns = (col("Kode", 20, "code"), col("Isi"))
    # (paragraphs before, rows): tables that end just after a page, and tables that begin at its foot
    shapes = [(14, rows) for rows in range(16, 34)] + [(before, 5) for before in range(18, 30)]
    chapters = []
    for number, (before, count) in enumerate(shapes, 1):
        rows = tuple(row(cell(f"K{n:02}"), f"Baris {n:02} selesai") for n in range(count))
        table = Table(title="Uji", columns=columns, rows=rows, number=f"Tabel {number}.1", id=f"tabel-{number}")
        chapters.append(chapter(number, *(para(f"Alinea {n}.") for n in range(before)), table))
    on = [page.count("selesai") for page in Reader(render_book(book(*chapters)).pdf).pages]
    assert sum(on) == sum(count for _, count in shapes) and 1 not in on, on
    assert sum(count > 0 for count in on) > len(shapes) + 5, "some of the tables go over a page"


def test_a_drawing_that_adorns_has_no_caption_in_word(books):
    texts = [p.text for p in Document(io.BytesIO(docx.write(books["3"], {}))).paragraphs]
    assert "Satu meja" not in texts and "Pilar mengelilingi satu meja" not in texts


def test_sorting_a_sheet_leaves_its_sum_below(books):
    sheets = openpyxl.load_workbook(io.BytesIO(xlsx.write(books["2"])))
    for number, tail in (("Tabel 3.1", 1), ("Tabel 5.8", 2), ("Tabel 5.2", 1), ("Tabel 1.1", 0)):
        sheet = sheets[number]
        assert int(re.search(r"\d+$", sheet.auto_filter.ref).group()) == sheet.max_row - tail, number
    assert sheets["Tabel A.1"].cell(sheets["Tabel A.1"].max_row, 4).value == 8


def test_a_profile_stays_on_one_page_in_word(books):
    tables = Document(io.BytesIO(docx.write(books["2"], {}, {}))).tables
    profile = next(t for t in tables if t.rows[0].cells[0].text == "Keluaran")
    kept = [all(p.paragraph_format.keep_with_next for p in row.cells[1].paragraphs) for row in profile.rows]
    assert len(kept) > 8 and kept == [True] * (len(kept) - 1) + [False]
