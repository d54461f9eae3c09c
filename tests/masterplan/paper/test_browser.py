"""What was pasted and what a workbook would change, looked at in a real browser: all of it fits, and axe is content."""

import io

import openpyxl
import pytest

from pillars.cards.actions.save import add_entry
from tests.browsing import faults
from tests.cast import new_op

#: Cells out of which a word hangs over the next one, and tables that are cut at their edge.
HANGING = """[...document.querySelectorAll('.imp td, .imp th, .table-wrap')]
    .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"""
LONG = "Survei kepuasan 2025 yang mempertanggungjawabkan ketidakseragaman antarperangkat daerah"
TEXT = "Masalah\tBukti\tUSG\nAntrean panjang\tx\t1\nAir kurang di 21 kecamatan\tBPS 2025\t2\nData\t\t3"


def edited(satya):
    """The workbook with a change, a new card and a cell that cannot be taken."""
    book = openpyxl.load_workbook(io.BytesIO(satya.get("/r/ponorogo/excel/rantai.xlsx").content))
    sheet = book["Masalah"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["Bukti"], LONG)
    sheet.cell(2, heads["Pilar"], "GOV")
    sheet.cell(3, 1, "masalah-99")
    sheet.cell(4, heads["Pilar"], "GOV")
    sheet.cell(4, 4, "Air kurang di 21 kecamatan")
    out = io.BytesIO()
    book.save(out)
    return {"name": "rantai.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


@pytest.mark.in_turn
def test_both_previews_fit_and_satisfy_axe_and_a_tick_decides(server, phone, ani, satya, transactional_db):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    page = phone(width=320)
    for person, address in ((ani, "/r/ponorogo/tata-kelola/tempel/"), (satya, "/r/ponorogo/excel/")):
        page.context.clear_cookies()
        cookies = [{"name": name, "value": one.value, "url": server.url} for name, one in person.client.cookies.items()]
        page.context.add_cookies(cookies)
        page.goto(server.url + address)
        if person is ani:
            page.get_by_label("Tempel dari").fill(TEXT)
        else:
            page.get_by_label("Berkas Excel").set_input_files(edited(satya))
        page.get_by_role("button", name="Periksa").click()
        page.get_by_role("button", name="Simpan yang ditandai").wait_for()
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(HANGING) == []
            assert faults(page) == []
        if person is ani:
            page.get_by_role("checkbox").last.uncheck()
        else:  # what says the same as a card that is there is made only where somebody ticks it
            page.get_by_role("checkbox").last.check()
        page.get_by_role("button", name="Simpan yang ditandai").click()
        page.get_by_text("kartu dibuat" if person is ani else "Dapat dibatalkan sekaligus").wait_for()
    sentences = list(ani.plan.problems.values_list("statement", flat=True))
    assert sorted(sentences) == ["Air kurang di 21 kecamatan"] * 2 + ["Antrean panjang"]
