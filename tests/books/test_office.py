"""Word and Excel of whatever a book can hold: every node has a maker, every text arrives, no file needs repair."""

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest

from masterplan.document import tree as t
from masterplan.writers import docx, docx_blocks, xlsx, xlsx_sheets
from masterplan.writers.markup import UNPRINTABLE
from masterplan.writers.xlsx_values import AGAIN, ON
from tests.books import check_docx, check_xlsx
from tests.books.every_node import HELD, book, papers
from tests.corpus.expectation import ITEMS, sent

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
NODES = {kind for kind in t.NODES.values() if issubclass(kind, t.Node)} - HELD
#: Longer ones have a test of their own.
LONG = 3_000


def words_of_docx(data):
    """Every paragraph of a Word file, lines as lines, and the words of its pictures."""
    out = []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = ElementTree.fromstring(packed.read(name))
                for paragraph in root.iter(f"{W}p"):
                    out.append(
                        "".join(
                            (e.text or "") if e.tag == f"{W}t" else "\n" if e.tag == f"{W}br" else ""
                            for e in paragraph.iter()
                        )
                    )
                out += [e.get("descr") for e in root.iter(f"{WP}docPr")]
    return "\n".join(out)


def words_of_xlsx(data):
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    return "\n".join(cell.value.replace("_x005F_", "_") for cell in cells)


def legible(text):
    return UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def typed():
    """({category: texts}) of the corpus, as they would reach the tree if no form had cleaned them."""
    texts = {}
    for key, item in ITEMS.items():
        try:
            value = sent(key)
        except Exception:  # an item that needs a plan is no text
            continue
        if isinstance(value, str) and 0 < len(value) <= LONG:
            texts.setdefault(item["category"], []).append(value)
    return texts


def test_every_node_has_a_maker_in_word_and_excel():
    assert set(docx.MAKERS) | set(docx_blocks.BLOCKS) >= NODES
    assert set(xlsx_sheets.PARTS) | set(xlsx_sheets.BLOCKS) >= NODES
    made = [book(["teks"])[0], papers("teks")[0]]
    assert {type(node) for one in made for node in t.walk(one)} >= NODES, "every_node.py holds every node"


def test_every_text_of_the_corpus_arrives_in_every_place_of_a_book():
    """What is made to break files stands in every place of every node, the numbers, names and codes in some."""
    texts = typed()
    hostile = texts.pop("text") + texts.pop("injection")
    made, told = book(hostile, sum(texts.values(), []))
    assert len(hostile) > 50 and len(told) > 2_500
    word, excel = docx.write(made, {}, {}), xlsx.write(made)
    assert check_docx.problems(word) == []
    assert check_xlsx.problems(excel) == []
    there = words_of_docx(word)
    assert [one for one in told if legible(one).replace("\t", " ").strip() not in there] == []
    there = words_of_xlsx(excel)
    assert [one for one in told if legible(one).strip() not in there] == []


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<w:p/>&amp;", "\ufffe\x00"])
def test_every_text_arrives_in_papers_too(text):
    made, told = papers(text)
    word, excel = docx.write(made, {}, {}), xlsx.write(made)
    assert check_docx.problems(word) == [] and check_xlsx.problems(excel) == []
    for there in (words_of_docx(word), words_of_xlsx(excel)):
        assert [one for one in told if legible(one).strip() not in there] == []


@pytest.mark.parametrize("text", ["kata " * 20_000, "x" * 100_000, "baris\n" * 2_000, "😀" * 40_000, "_x0041_" * 6_000])
def test_a_text_that_is_too_long_for_a_cell_goes_on_in_the_next_row(text):
    made = t.Book(
        title="Buku",
        parts=(
            t.Chapter(
                title="Bab",
                children=(
                    t.Table(
                        title="Tabel",
                        columns=(t.Column(title="A"), t.Column(title="B")),
                        rows=(
                            t.Row(
                                cells=(t.Cell(lines=((t.Span(text="kunci"),),)), t.Cell(lines=((t.Span(text=text),),)))
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
    data = xlsx.write(made)
    assert check_xlsx.problems(data) == []
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Tabel"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(rows) > 1 and {row[0] for row in rows} == {"kunci"}
    joined = "".join(row[1].removesuffix(ON).removeprefix(AGAIN) for row in rows).replace("_x005F_", "_")
    assert joined.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


def test_the_same_tree_is_the_same_workbook():
    made, _ = book(["teks"])
    assert xlsx.write(made) == xlsx.write(made)
