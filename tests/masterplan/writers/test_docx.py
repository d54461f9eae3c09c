"""Word files: what an office finds in them, and that the same tree gives the same file."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from masterplan.document import tree as t
from masterplan.document.books import build_book
from masterplan.writers import docx as writer
from tests.books.from_example import book_data_of
from tests.books.plans import example_plan


def said(text, **kw):
    return t.Paragraph(spans=(t.Span(text=text),), **kw)


def cell(text, **kw):
    return t.Cell(lines=((t.Span(text=text),),), **kw)


def opened(*parts, title="Berita Acara"):
    data = writer.write(t.Book(title=title, region="Kabupaten Ponorogo", parts=parts))
    return docx.Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def example():
    return build_book(book_data_of(example_plan()), "2")


@pytest.fixture(scope="module")
def masterplan(example):
    return writer.write(example, {}, {})


def test_a_whole_book_has_word_s_own_headings_in_its_order(example, masterplan):
    book = docx.Document(io.BytesIO(masterplan))
    chapters = [p.text for p in book.paragraphs if p.style.name == "Heading 1"]
    written = [f"{p.label} {p.title}".strip() for p in example.parts if isinstance(p, t.Chapter)]
    assert chapters[:-1] == written and chapters[-1].startswith("Kolofon")


def test_every_table_of_a_book_is_whole_and_repeats_its_head(masterplan):
    """A row that is wider or narrower than its table makes Word call the file damaged."""
    book = docx.Document(io.BytesIO(masterplan))
    assert len(book.tables) > 100
    for table in book.element.body.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            spans = [c.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for c in row.findall(qn("w:tc"))]
            assert sum(int(s.get(qn("w:val"))) if s is not None else 1 for s in spans) == columns
    heads = list(book.element.body.iter(qn("w:tblHeader")))
    assert len(heads) > 50


def test_the_same_tree_is_the_same_file(example, masterplan):
    assert writer.write(example, {}, {}) == masterplan


def test_a_paper_is_a4_with_the_count_of_its_pages_at_the_foot():
    lying = t.Paper(title="Daftar Hadir", running="Hadir", page=t.WIDE)
    paper = opened(t.Paper(title="Berita Acara", running="BA-2 & lampiran"), lying)
    first, second = paper.sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert (round(second.page_width.mm), round(second.page_height.mm)) == (297, 210)
    foot = first.footer._element
    assert first.footer.paragraphs[0].text.startswith("BA-2 & lampiran")
    assert [f.get(qn("w:instr")).strip() for f in foot.iter(qn("w:fldSimple"))] == ["PAGE", "SECTIONPAGES"]


def test_each_numbered_list_begins_with_one():
    items = t.Items(items=((t.Span(text="satu"),), (t.Span(text="dua"),)), ordered=True)
    paper = opened(t.Paper(title="x", children=(items, said("di antaranya"), items)))
    lists = [p for p in paper.paragraphs if p.style.name == "List Number"]
    ids = [p._p.pPr.numPr.numId.val for p in lists]
    assert ids[0] == ids[1] != ids[2] == ids[3]


@pytest.mark.parametrize(
    "typed", ["<w:p/>", "a & b", "\x00\x0b\ufffe", "=cmd()", "]]>", "tanda \"kutip\" dan 'satu'", "😀 ꦏ"]
)
def test_what_people_typed_is_text_and_nothing_else(typed):
    table = t.Table(columns=(t.Column(title=typed),), rows=(t.Row(cells=(cell(typed),), height=11),), title=typed)
    paper = opened(t.Paper(title=typed, running=typed, children=(said(typed), table)), title=typed)
    legible = "".join(c for c in typed if c not in "\x00\x0b\ufffe")
    assert legible in "\n".join(p.text for p in paper.paragraphs).split("\n")
    assert paper.tables[0].cell(1, 0).text == legible


def test_signers_have_room_for_their_hand_between_office_and_name():
    signers = (
        ("Kepala Dinas", "(nama)", "NIP"),
        ("Kepala Bapperida", "(nama)", "NIP"),
        ("Pendamping", "(nama)", "Lembaga"),
    )
    paper = opened(t.Paper(title="x", children=(t.Signatures(signers=signers, columns=2, below=2),)))
    table = paper.tables[0]
    assert table.cell(0, 1).text == "Kepala Bapperida\n\n(nama)\nNIP"
    assert table.cell(1, 0).text.startswith("Pendamping")
    assert table.cell(0, 0).paragraphs[1].paragraph_format.space_before.mm > 15


def test_nothing_in_the_file_tells_when_it_was_written():
    data = writer.write(t.Book(title="x", parts=(t.Paper(title="x"),)))
    assert {info.date_time[0] for info in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}


def test_rows_that_belong_together_stay_on_one_page():
    rows = (
        t.Row(cells=(cell("Kelompok", columns=2),), role="group"),
        t.Row(cells=(cell("a", rows=2), cell("1"))),
        t.Row(cells=(cell("2"),), joined=True),
        *(t.Row(cells=(cell(code), cell("3"))) for code in "bcd"),
    )
    columns = (t.Column(title="Kode"), t.Column(title="Isi"))
    paper = opened(t.Paper(title="x", children=(t.Table(columns=columns, rows=rows),)))
    kept = [any(p.paragraph_format.keep_with_next for p in row.cells[1].paragraphs) for row in paper.tables[0].rows[1:]]
    # the head of a group and what is joined; and the last row is not left alone on a page of its own
    assert kept == [True, True, False, False, True, False]
