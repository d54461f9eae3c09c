"""Word and Excel of whatever a book can hold: every node has a maker, every text arrives, no file needs repair."""

import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest

from masterplan.document import tree as t
from masterplan.document.books import build_book
from masterplan.writers import docx, docx_blocks, xlsx, xlsx_sheets
from masterplan.writers.markup import UNPRINTABLE
from masterplan.writers.xlsx_values import AGAIN, ON
from tests.books import check_docx, check_xlsx
from tests.books.every_node import HELD, book, papers
from tests.books.from_example import book_data_of
from tests.books.plans import small_plan
from tests.corpus.expectation import ITEMS, sent

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
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
    """Every text of a workbook, as Excel would read it."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sheets = [ElementTree.fromstring(packed.read(n)) for n in packed.namelist() if n.startswith("xl/worksheets/")]
    return "\n".join(e.text or "" for sheet in sheets for e in sheet.iter(f"{S}t")).replace("_x005F_", "_")


def legible(text):
    return UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def missing(told, there):
    """What of `told` a reader of `there` does not find; each ends with a sign of its own."""
    found = {}
    for piece in there.split("›"):
        found.setdefault(piece.rpartition("‹")[2], []).append(piece)
    ends = ((one, legible(one).strip().removesuffix("›")) for one in told)
    return [one for one, said in ends if not any(p.endswith(said) for p in found.get(said.rpartition("‹")[2], ()))]


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
    assert missing([one.replace("\t", " ") for one in told], there) == []
    there = words_of_xlsx(excel)
    assert missing(told, there) == []


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<w:p/>&amp;", "\ufffe\x00"])
def test_every_text_arrives_in_papers_too(text):
    made, told = papers(text)
    word, excel = docx.write(made, {}, {}), xlsx.write(made)
    assert check_docx.problems(word) == [] and check_xlsx.problems(excel) == []
    for there in (words_of_docx(word), words_of_xlsx(excel)):
        assert missing(told, there) == []


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


@pytest.fixture(scope="module")
def small():
    return build_book(book_data_of(small_plan()), "2")


@pytest.fixture(scope="module")
def sheets(small):
    data = xlsx.write(small)
    assert check_xlsx.problems(data) == []
    return openpyxl.load_workbook(io.BytesIO(data))


def test_every_number_of_a_table_is_a_number_of_its_sheet(small, sheets):
    """Rupiah whole, decimals to their last digit; a sum is a value."""
    tables = [n for n in t.walk(small) if isinstance(n, t.Table) and n.number]
    assert len(tables) > 15
    for table in tables:
        there = [cell.value for row in sheets[table.number].iter_rows(min_row=5) for cell in row]
        numbers = {Decimal(str(value)) for value in there if isinstance(value, int | float)}
        for row in table.rows:
            told = {Decimal(str(cell.value)) for cell in row.cells if cell.value is not None}
            assert told <= numbers, (table.number, told - numbers)


def test_the_road_map_has_its_money_to_the_rupiah(small, sheets):
    timeline = next(n for n in t.walk(small) if isinstance(n, t.Timeline))
    heads = [cell.value for cell in sheets[timeline.number][4]]
    lines = list(sheets[timeline.number].iter_rows(min_row=5, values_only=True))
    budgets = {one["code"]: one["budget_by_year"] for one in small_plan()["pillars"][0]["programmes"]}
    for code in budgets:
        line = dict(zip(heads, next(line for line in lines if line[0] == code), strict=True))
        years = {head[-4:]: value for head, value in line.items() if head[-4:].isdigit()}
        assert {year: value for year, value in years.items() if value} == budgets[code]
        assert line["Jumlah"] == sum(budgets[code].values())
    assert lines[-1][-1] == sum(sum(budget.values()) for budget in budgets.values())
    chart = next(n for n in t.walk(small) if isinstance(n, t.Figure) and n.kind == "stacked_years")
    point = next(row for row in sheets["Gambar Bab 5"].iter_rows(values_only=True) if row[1] == chart.number)
    assert "rupiah penuh" in point[3] and point[-1] == int(chart.data[0][1][1])


def test_a_table_is_flat_and_can_be_filtered(small, sheets):
    table = next(n for n in t.walk(small) if isinstance(n, t.Table) and any(r.role == "group" for r in n.rows))
    sheet = sheets[table.number]
    assert sheet["A4"].value == "Kelompok" and not sheet.merged_cells.ranges
    assert all(row[0].value for row in sheet.iter_rows(min_row=5)), "what groups rows stands in each of them"
    assert sheet.freeze_panes and sheet.auto_filter.ref.startswith("A4:") and sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    assert "DRAF" in sheet.oddHeader.right.text


def test_the_chain_has_a_line_for_each_programme_with_everything_above_it(small, sheets):
    sheet = sheets["Rantai Bab 3"]
    heads = [cell.value for cell in sheet[4]]
    lines = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=5, values_only=True)]
    programmes = {line["Program: Kode"]: line for line in lines if line.get("Program: Kode")}
    plan = small_plan()["pillars"][0]
    assert set(programmes) == {one["code"] for one in plan["programmes"]}
    strategies = {one["code"]: one["target_ref"] for one in plan["strategies"]}
    for one in plan["programmes"]:
        line = programmes[one["code"]]
        assert line["Strategi"].startswith(one["strategy_ref"]) and line["Masalah"]
        assert line["Sasaran"].startswith(strategies[one["strategy_ref"]])
        assert line["Program: Rp"] == sum(one["budget_by_year"].values())


def test_the_index_leads_to_every_sheet_and_says_what_the_file_is(small, sheets):
    index = sheets.worksheets[0]
    linked = {cell.hyperlink.location for row in index.iter_rows() for cell in row if cell.hyperlink}
    assert linked == {f"'{sheet.title}'!A1" for sheet in sheets.worksheets[1:]}
    said = "\n".join(str(cell.value) for row in index.iter_rows(max_row=8) for cell in row)
    assert small.fingerprint in said and "DRAF" in said and "diunggah kembali" in said


def test_the_checker_notices_what_excel_would_repair_or_run():
    data = xlsx.write(book(["=1+1"])[0])
    for old, new, said in (
        (b"<is><t>", b"<f>1+1</f><is><t>", "formula"),
        (b'quotePrefix="1"', b"", "would become a formula"),
        (b"<autoFilter", b"<sheetData/><autoFilter", "out of order"),
        (b"location=\"'", b"location=\"'Lain", "which is not there"),
        (b'name="Teks"', b'name="Teks/1"', "is called"),
    ):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as broken:
            for name in packed.namelist():
                broken.writestr(name, packed.read(name).replace(old, new))
        assert any(said in problem for problem in check_xlsx.problems(out.getvalue())), said
