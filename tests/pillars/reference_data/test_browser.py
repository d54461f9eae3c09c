"""The frame in a real browser: an RPJMD is brought in from Excel and corrected; every page fits and satisfies axe."""

import pytest

from pillars.cards.actions.save import add_entry
from tests.cast import new_op
from tests.phones import sit_down
from tests.pillars.reference_data.made import bring
from tests.pillars.reference_data.tables import HEAD, ROWS, workbook
from tests.workshops.people.test_browser_roster import fits

BASE = "/r/ponorogo/kerangka/"


@pytest.mark.in_turn
def test_an_rpjmd_is_brought_in_and_every_page_fits(server, phone, plan, ani, satya):
    page = phone()
    sit_down(page, server, satya)
    page.goto(f"{server.url}{BASE}impor/rpjmd/")
    fits(page, "impor")
    wrong = [*ROWS, ["", "", "", "", "S1.4", "Sasaran lain", "Indeks", "", "12.34", 1, 2, 3, 4, 5, "Dinas Khayalan"]]
    file = {"name": "rpjmd.xlsx", "mimeType": "application/octet-stream", "buffer": workbook([HEAD, *wrong])}
    page.set_input_files("#f-berkas", file)
    page.click("text=Lihat pratinjau")
    page.wait_for_selector("text=OPD yang belum dikenal")
    assert page.locator("text=Sheet RPJMD, sel").count() >= 1
    fits(page, "pratinjau")
    page.select_option("[id^=o-]", "baru")
    page.click("text=Terapkan pilihan")
    page.click("text=Simpan 4 baris")
    page.wait_for_selector("text=RPJMD berlaku")
    assert page.locator("text=Tersimpan").count() >= 1
    fits(page, "kerangka")
    page.click("text=Ubah sasaran >> nth=0")
    page.wait_for_selector("text=Indikator lain")
    fits(page, "sasaran")
    page.click("text=Indikator lain")
    page.fill("#i-indicator-2", "Waktu tunggu")
    page.fill("#i-baseline-2", "N/A")
    page.click("button:has-text('Simpan') >> nth=-1")
    page.wait_for_selector("text=Waktu tunggu")
    rows = [["OPD", "Kode program", "Nama program", "Masa Renstra", "Pagu 2027 (Rp)"]]
    rows += [["Diskominfo", "2.16.03", "Pengelolaan Aplikasi Informatika", "2025–2029", 1_200_000_000]]
    bring(satya.actor, plan, rows, "renstra")
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Antrean pendek"}, op=new_op()).ref
    strategy = add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": target}, op=new_op()).ref
    values = {"name": "Antrean daring", "strategy_ref": strategy, "lead_opd": "opd-1"}
    ref = add_entry(ani.actor, "program", "GOV", values, op=new_op()).ref
    for part, name in (
        ("?lihat=renstra", "renstra"),
        ("?lihat=opd", "opd"),
        ("opd/1/", "opd_satu"),
        ("?lihat=kode", "kode"),
    ):
        page.goto(f"{server.url}{BASE}{part}")
        fits(page, name)
    page.goto(f"{server.url}/r/ponorogo/tata-kelola/{ref}/renstra/")
    fits(page, "kaitan")
    page.check("[value=renstra-1]")
    page.click("[data-save]")
    page.wait_for_selector("text=Ganti kaitan")
    bring(satya.actor, plan, [["Kode", "Nama"], ["2.16.03", "Program Aplikasi"]], "kode", version="Kepmendagri 2023")
    page.goto(f"{server.url}/r/ponorogo/tata-kelola/{ref}/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    page.locator("#i-nomenclature_code").press_sequentially("2.16")
    page.wait_for_selector("#daftar-kode option[value='2.16.03']", state="attached")
