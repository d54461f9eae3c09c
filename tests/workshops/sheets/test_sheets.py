"""What is uploaded as Excel is read or refused with a sentence; what is handed out as Excel holds texts as texts."""

import io
import zipfile
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.corpus.corpus_tools import xlsx
from tests.corpus.expectation import ITEMS, sent
from workshops.sheets import SheetError, WorkbookSheet, WorkbookTable, read_workbook, write_workbook

UPLOADS = [i for i, item in ITEMS.items() if i.startswith("XLS-") and "generator" in item]
REFUSED = [i for i in UPLOADS if ITEMS[i]["expect"]["status"] == 422]
WORDS = {
    "XLS-03": "makro",
    "XLS-05": "tidak utuh",
    "XLS-07": "kata sandi",
    "XLS-08": "simpan sebagai .xlsx",
    "XLS-11": "20.000",
    "XLS-13": "“Data”",
    "XLS-14": "Data!A1",
}


def read(item_id) -> WorkbookSheet:
    return read_workbook(sent(item_id))[0]


@pytest.mark.parametrize("item_id", [i for i in REFUSED if i != "XLS-01"])
def test_what_is_no_harmless_table_is_refused_with_a_sentence(item_id):
    with pytest.raises(SheetError, match=WORDS.get(item_id, ".")) as refused:
        read_workbook(sent(item_id))
    assert refused.value.sentence.endswith(".")


@cache
def bomb():
    part = "<worksheet><sheetData>" + " " * 42_000_000 + "</sheetData></worksheet>"
    return xlsx(parts={"xl/worksheets/sheet1.xml": part})


def test_a_workbook_that_unpacks_to_more_than_it_may_is_refused_unread():
    with pytest.raises(SheetError, match="terlalu besar"):
        read_workbook(bomb())


def test_a_directory_that_lies_about_the_size_opens_nothing():
    packed = bomb()
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        true = file.getinfo("xl/worksheets/sheet1.xml").file_size
    small = packed.replace(true.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert small != packed
    with pytest.raises(SheetError):
        read_workbook(small)


def test_entities_mean_nothing_in_an_upload():
    part = '<!DOCTYPE w [<!ENTITY a "Ani">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr">'
    data = xlsx(parts={"xl/worksheets/sheet1.xml": part + "<is><t>&a;</t></is></c></row></sheetData></worksheet>"})
    with pytest.raises(SheetError, match="tidak diizinkan"):
        read_workbook(data)


def test_a_doctype_is_refused_even_where_it_defines_nothing():
    with zipfile.ZipFile(io.BytesIO(xlsx())) as packed:
        part = packed.read("xl/worksheets/sheet1.xml").decode()
    root = part.index("<worksheet")
    read_workbook(xlsx(parts={"xl/worksheets/sheet1.xml": part}))
    with pytest.raises(SheetError, match="tidak diizinkan"):
        read_workbook(xlsx(parts={"xl/worksheets/sheet1.xml": f"{part[:root]}<!DOCTYPE worksheet>{part[root:]}"}))


@pytest.mark.parametrize("cut", [1, 30, 200, 400])
def test_a_file_cut_off_anywhere_is_not_whole(cut):
    with pytest.raises(SheetError):
        read_workbook(xlsx()[:-cut])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_no_bytes_make_anything_else_than_a_table_or_a_sentence(noise, at):
    whole = xlsx()
    for data in (noise, b"PK" + noise, whole[:at] + noise + whole[at + len(noise) :]):
        try:
            read_workbook(data)
        except SheetError as refused:
            assert refused.sentence


def test_merged_cells_hold_the_value_of_their_first():
    sheet = read("XLS-09")
    assert [cell.text for cell in sheet.row(3)] == ["M1", "T1", "S2"]
    assert [cell.text for cell in sheet.row(4)] == ["M1", "T2", "S3"]
    assert sheet.cell(3, 1).merged and not sheet.cell(3, 3).merged


def test_a_formula_counts_as_what_excel_last_calculated_and_is_marked():
    sheet = read("XLS-17")
    assert (sheet.cell(2, 1).text, sheet.cell(2, 1).formula) == ("=cmd|calc", False)
    assert (sheet.cell(2, 2).text, sheet.cell(2, 2).formula) == ("x", True)
    assert "rumus" in sheet.notes[0]


def test_a_link_to_another_workbook_is_said_and_not_followed():
    assert "tidak dibuka" in read("XLS-02").notes[0]


def test_numbers_are_numbers_and_errors_are_known():
    sheet = read("XLS-20")
    assert sheet.cell(2, 3).value == 17.63
    assert sheet.cell(2, 3).text == "17.63"
    assert sheet.place(4, 3) == "Data!C4"
    book = Workbook()
    book.active.append(["Tanggal", "Angka", "Galat", "Benar"])
    book.active.append([date(2027, 3, 1), 812345678901, "#REF!", True])
    file = io.BytesIO()
    book.save(file)
    sheet = read_workbook(file.getvalue())[0]
    assert [cell.text for cell in sheet.row(2)] == ["2027-03-01", "812345678901", "#REF!", "True"]
    assert sheet.cell(2, 3).error


@pytest.mark.parametrize("text", ["Nama;Instansi\nAni;Dinkes\n", "Nama,Instansi\r\nAni,Dinkes\r\n"])
def test_a_table_as_text_is_read_too(text):
    sheet = read_workbook(text.encode("utf-8-sig"))[0]
    assert [cell.text for cell in sheet.row(2)] == ["Ani", "Dinkes"]


RISKY = ["=1+1", '=cmd|"/c calc"!A1', "+62 812", "-5 ton", "@SUM(A1)", "\t=1", "0812", "1e5", "TRUE", "x\x0by"]


def test_every_text_stays_a_text_in_what_is_handed_out():
    data = write_workbook([WorkbookTable("Orang", [["Nama", "Nilai"], *([text, 17.63] for text in RISKY)])])
    sheet = load_workbook(io.BytesIO(data))["Orang"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [text.replace("\x0b", "") for text in RISKY]
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {17.63}
    assert sheet["A1"].font.bold and sheet.freeze_panes == "A2"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_names_of_sheets_are_made_so_that_excel_opens_them():
    long = "Dinas Komunikasi dan Informatika: Kabupaten [1]"
    data = write_workbook([WorkbookTable(long, [["a"]]), WorkbookTable(long, [["b", date(2027, 3, 1), 10**20, None]])])
    first, second = read_workbook(data)
    assert len(first.name) <= 31 and first.name != second.name
    assert [cell.text for cell in second.row(1)] == ["b", "2027-03-01", str(10**20)]


def test_merged_ranges_that_lie_on_each_other_are_refused_before_they_take_the_day():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Nama</t></is></c></row>'
    merges = '<mergeCell ref="A1:GR1000"/>' * 20
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    part = f"<worksheet {space}><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    with pytest.raises(SheetError, match="sel gabungan"):
        read_workbook(xlsx(parts={"xl/worksheets/sheet1.xml": part}))
