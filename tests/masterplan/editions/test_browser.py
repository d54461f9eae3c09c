"""Staff freeze, approve and publish an edition; everybody reads it and checks a print. Axe finds nothing."""

import os
from pathlib import Path

import pytest

from masterplan.editions.models import Edition
from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from tests.cast import seat_account
from tests.pillars.boards import test_browser as test_boards
from tests.pillars.prioritisation.test_browser import fits

visit = test_boards.visit
EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
HOME = "/r/contoh/buku/edisi/"


def seen(page, name):
    """Pictures of the page for people, where `REMBUK_SHOTS` names a folder."""
    if folder := os.environ.get("REMBUK_SHOTS"):
        for width, height in ((360, 800), (1280, 800)):
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=f"{folder}/{name}_{width}.png", full_page=True)


@pytest.mark.in_turn
def test_an_edition_from_the_freezing_to_the_reader(transactional_db, trouble, server, visit):
    trouble.tolerate("404")
    plan = load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan
    satya = seat_account(plan, "Satya", "staf")
    desk = visit(satya, f"{HOME}baru/?buku=2", width=1280, height=800)
    fits(desk)
    seen(desk, "freeze")
    desk.get_by_label("Catatan").fill("setelah Bimtek III")
    desk.get_by_role("button", name="Bekukan edisi").click()
    desk.get_by_text("Belum dicatat. Sampai itu edisi ini bertanda DRAF.").wait_for()
    fits(desk)
    seen(desk, "edition_draft")
    for label, text in (("Disetujui oleh", "Drs. Agus"), ("Jabatan", "Sekretaris Daerah"), ("Tanggal", "8/10/2026")):
        desk.get_by_label(label).fill(text)
    desk.get_by_label("Nomor surat").fill("050/12/2026")
    desk.get_by_role("button", name="Catat persetujuan").click()
    desk.get_by_text("Tarik persetujuan").first.wait_for()
    fits(desk)
    seen(desk, "edition_approved")
    desk.get_by_role("link", name="Atur halaman publik").click()
    desk.get_by_role("button", name="Nyalakan halaman publik").click()
    desk.get_by_text("Menyala dengan edisi 2.1").wait_for()
    fits(desk)
    seen(desk, "switch")
    desk.goto(f"{server.url}{HOME}")
    fits(desk)
    seen(desk, "list")
    reader = visit(satya, "/p/contoh/")
    assert reader.get_by_role("heading", level=1).inner_text() == "Masterplan Smart City 2027–2031"
    fits(reader)
    seen(reader, "public")
    row = Edition.objects.get()
    reader.goto(f"{server.url}/e/{row.code}/?s={row.fingerprint[:8]}")
    reader.get_by_text("Sidik pada kode yang Anda pindai cocok.").wait_for()
    fits(reader)
    seen(reader, "check")
    reader.goto(f"{server.url}/e/00000000/")
    reader.get_by_text("Edisi tidak dikenal").wait_for()
    fits(reader)
    seen(reader, "unknown")
