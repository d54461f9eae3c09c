"""Worksheets of a group: what stands on an empty and on a filled one, in PDF and in Word."""

import io

import docx
import pikepdf
import pytest

from pillars.cards.actions.save import add_entry
from tests.cast import new_op

pytestmark = pytest.mark.django_db
PAGE = "/r/ponorogo/tata-kelola/kertas/"


@pytest.fixture
def chain(ani):
    """A problem, a target, and a strategy with three programmes."""
    scored = {"urgency": 5, "seriousness": 4, "growth": 3}
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean <b>panjang</b>", **scored}, op=new_op())
    values = {"statement": "Antrean pendek", "problem_refs": ["masalah-1"], "direction": "turun"}
    add_entry(ani.actor, "sasaran", "GOV", values | {"targets_by_year": {2027: 30}}, op=new_op())
    add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": "sasaran-1"}, op=new_op())
    for name in ("Loket", "Nomor", "Aduan"):
        values = {"name": name, "strategy_ref": "strategi-1", "lead_opd": "opd-1", "funding": ["APBN"]}
        add_entry(ani.actor, "program", "GOV", values, op=new_op())


def word(person, name):
    answer = person.get(PAGE + name)
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    return docx.Document(io.BytesIO(answer.content))


def said(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_empty_sheets_have_every_box_and_room_to_write(ani):
    document = word(ani, "semua-kosong.docx")
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Title"]
    assert titles[:4] == ["Masalah", "Sasaran dan target", "Strategi dan program", "Quick win"] and len(titles) == 7
    text = said(document)
    for words in (
        "Siapa yang terdampak",
        "2031",
        "Perumusan bersama",
        "ponorogo/tata-kelola/",
        "[\u00a0\u00a0]\u00a0Turun",
    ):
        assert words in text, words
    boxes = document.tables[0].rows
    assert all(row.height is not None and row.height.mm > 11 for row in boxes)


def test_filled_sheets_say_what_the_cards_say_one_sheet_a_card(ani, chain):
    problem = said(word(ani, "masalah-terisi.docx"))
    assert "GOV-P1" in problem and "Antrean <b>panjang</b>" in problem and "(5)" in problem and "(4)" in problem
    target = said(word(ani, "sasaran-terisi.docx"))
    assert "GOV-P1 Antrean" in target and "[x]\u00a0Turun" in target and "2027\n30" in target
    sheets = word(ani, "strategi-program-terisi.docx")
    titles = [paragraph.text for paragraph in sheets.paragraphs if paragraph.style.name == "Title"]
    assert titles == ["Strategi dan program"] * 2, "three programmes, two on a sheet"
    assert "GOV-PR3 Aduan" in said(sheets) and "[x]\u00a0APBN" in said(sheets)


def test_the_same_as_pdf_has_a_page_for_each_sheet(ani, chain):
    answer = ani.get(PAGE + "semua-terisi.pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 4
    assert answer["Content-Disposition"] == 'attachment; filename="kertas-kerja-tata-kelola-semua-terisi.pdf"'


def test_the_page_offers_what_there_is(ani, cici, chain):
    page = ani.get(PAGE).content.decode()
    assert "strategi-program-terisi.docx" in page and "quick-win-terisi" not in page
    assert PAGE in ani.get("/r/ponorogo/tata-kelola/").content.decode()
    empty = cici.get("/r/ponorogo/ekonomi/kertas/masalah-terisi.pdf")
    assert empty.status_code == 404 and "Belum ada kartu" in empty.content.decode()
    assert ani.get(PAGE + "masalah-kosong.exe").status_code == 404
