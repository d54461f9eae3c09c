"""The frame taken out as a table, corrected in Excel and brought back."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pillars.reference_data.forms.table_import import ImportForm
from pillars.reference_data.table_import.query import preview_of
from pillars.reference_data.workbooks import filled_table
from tests.masterplan.exchange.files import example, load
from tests.pillars.reference_data.tables import HEAD, ROWS, bring, confirm, upload, workbook

PAGE = "/r/ponorogo/kerangka"


def taken(person, what="rpjmd", role="berlaku"):
    answer = person.get(f"{PAGE}/contoh/{what}/?isi={role}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet, head):
    return next(cell.column for cell in sheet[1] if cell.value == head)


@pytest.mark.parametrize("role", ["berlaku", "sebelumnya"])
def test_what_nobody_corrected_changes_nothing(satya, plan, role):
    bring(satya, workbook([HEAD, *ROWS]), peran=role)
    page = upload(satya, saved(taken(satya, role=role)), peran=role).content.decode()
    assert "<b>4 sama</b>" in page and "Tidak ada yang perlu disimpan" in page


def test_a_corrected_figure_is_shown_and_written(satya, plan):
    bring(satya, workbook([HEAD, *ROWS]))
    book = taken(satya)
    sheet = book["RPJMD"]
    sheet.cell(2, column(sheet, "2027"), 91.5)
    page = upload(satya, saved(book))
    assert "<del>86</del> <ins>91,5</ins>" in page.content.decode()
    assert confirm(satya, page).status_code == 303
    assert satya.plan.rpjmd_objectives.get(code="S1.1").measures[0].targets["2027"] == "91.5"


def test_a_renstra_comes_back_too(satya, plan):
    head = ["OPD", "Kode program", "Nama program", "Masa Renstra", "Pagu 2027 (Rp)"]
    bring(satya, workbook([head, ["Diskominfo", "2.16.03", "Aplikasi", "2025–2029", 1_200_000_000]]), "renstra")
    book = taken(satya, "renstra")
    assert "<b>1 sama</b>" in upload(satya, saved(book), "renstra").content.decode()
    sheet = book["Renstra"]
    sheet.cell(2, column(sheet, "Pagu 2027 (Rp)"), 1_300_000_000)
    page = upload(satya, saved(book), "renstra")
    assert "1.300.000.000" in page.content.decode() and confirm(satya, page, "renstra").status_code == 303
    assert satya.plan.renstra_programmes.get().pagu_by_year == {"2027": 1_300_000_000}


def test_only_staff_take_it_out_and_an_empty_frame_is_an_empty_table(satya, eko, plan):
    assert [row[0].value for row in taken(satya)["RPJMD"].iter_rows()] == ["Kode misi"]
    assert eko.get(f"{PAGE}/contoh/rpjmd/?isi=berlaku").status_code == 403


@pytest.mark.django_db
def test_the_rpjmd_of_the_example_is_read_back_without_a_change():
    plan, _ = load(example())
    form = ImportForm(plan, "rpjmd", {}, {"berkas": SimpleUploadedFile("x.xlsx", filled_table(plan, "rpjmd"))})
    counts = preview_of(plan, form.asked).counts
    assert counts.pop("sama") > 15 and set(counts.values()) == {0}, counts
