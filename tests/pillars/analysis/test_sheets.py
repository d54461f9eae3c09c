"""The analyses as sheets of the workbook, out and in again."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from masterplan.paper.actions import import_rows, take_back_import
from masterplan.paper.upload import read_upload
from masterplan.paper.upload_changes import compare
from masterplan.paper.workbook import build
from pillars.models import Gap, Keyword, Mission, ReadinessAspect, RpjmdDocument, SwotItem, VisionMission
from tests.cast import new_op
from tests.pillars.analysis.conftest import write


@pytest.fixture
def book(plan, ani):
    """A workbook of a plan with analyses, opened."""
    document = RpjmdDocument.objects.create(plan=plan, role=RpjmdDocument.CURRENT)
    for place, code in enumerate(("M1", "M2"), 1):
        Mission.objects.create(plan=plan, document=document, position=place, code=code, statement="Menjaga, merawat")
    write(ani, "kesiapan", component="budaya", aspect="Gotong royong", condition="baik")
    kept = write(ani, "swot", type="threats", statement="Longsor")
    write(ani, "kata_kunci", word="Reog", swot_refs=[kept])
    write(ani, "visi_misi", visi="Reog menjadi tenaga", misi=["Melayani", "Menjaga"], rpjmd_misi_refs=["M1"])
    plan.refresh_from_db()
    return load_workbook(BytesIO(build(plan)))


def cells(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def sent_back(plan, book):
    data = BytesIO()
    book.save(data)
    plan.refresh_from_db()
    return read_upload(plan, data.getvalue(), "rantai.xlsx")


def test_what_comes_back_as_it_went_out_changes_nothing(plan, book):
    found = compare(plan, sent_back(plan, book))
    assert (found.faults, found.changes, found.news, found.same) == ([], [], [], 4)


def test_changed_and_new_rows_of_the_analyses_are_written_and_taken_back(plan, satya, book):
    readiness, words, gaps, vision = (book[name] for name in ("Kesiapan", "Kata kunci", "Kesenjangan", "Visi dan misi"))
    readiness.cell(2, cells(readiness)["Keadaan"], "Sedang")
    words.cell(2, cells(words)["Asal"], "")
    vision.cell(2, cells(vision)["Misi RPJMD terkait"], "M1; M2")
    gaps.cell(2, cells(gaps)["Unsur"], "Jalan")
    book["SWOT"].cell(3, cells(book["SWOT"])["Butir"], "Reog diakui dunia")
    book["SWOT"].cell(3, cells(book["SWOT"])["Jenis"], "Kekuatan")
    upload = sent_back(plan, book)
    found = compare(plan, upload)
    assert found.faults == [] and [one.kind for one in found.news] == ["kesenjangan", "swot"]
    done = import_rows(satya.actor, upload, found.offered, op=new_op())
    assert ReadinessAspect.objects.get().condition == "sedang" and Gap.objects.get().element == "Jalan"
    assert SwotItem.objects.get(type="strengths").code == "S1"
    assert Keyword.objects.get().swot_refs in (None, []) and VisionMission.objects.get().rpjmd_misi_refs == ["M1", "M2"]
    take_back_import(satya.actor, done.receipt.number, op=new_op())
    assert ReadinessAspect.objects.get().condition == "baik" and Keyword.objects.get().swot_refs == ["swot-1"]
    assert not Gap.objects.filter(deleted_in=None).exists()


def test_a_second_vision_and_an_unknown_statement_are_named_by_sheet_and_cell(plan, book):
    book["Visi dan misi"].cell(3, cells(book["Visi dan misi"])["Visi kota cerdas"], "Visi lain")
    book["Kata kunci"].cell(2, cells(book["Kata kunci"])["Asal"], "S9")
    told = {fault.place.split(",")[0]: fault.sentence for fault in compare(plan, sent_back(plan, book)).faults}
    assert "satu kartu visi" in told["Lembar Visi dan misi"] and "tidak ada dalam daftar" in told["Lembar Kata kunci"]
