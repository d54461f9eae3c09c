"""The signature reaches who is typing: open pages lock, nothing typed is lost; and the pages fit and satisfy axe."""

import pytest

from pillars.cards.actions.save import add_entry
from pillars.models import Problem
from tests.cast import new_op
from tests.pillars.boards import test_browser as test_boards
from tests.pillars.prioritisation.test_browser import fits
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda

visit = test_boards.visit
BOARD, HOME = "/r/ponorogo/tata-kelola/", "/r/ponorogo/penutupan/"
PAGES = ("", "2/", "2/tanda-tangan/", "edisi/1/", "../komitmen/")


@pytest.mark.in_turn
def test_a_bimtek_is_signed_while_people_type(transactional_db, trouble, server, plan, ani, budi, satya, visit):
    trouble.tolerate("ERR_INTERNET_DISCONNECTED")
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    card = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
    board, phone = visit(budi, BOARD), visit(ani, f"{BOARD}{card}/")
    phone.locator("[name=evidence]").fill("Tiga jam di loket")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Simpan").click()
    sign = visit(satya, f"{HOME}1/tanda-tangan/", width=1280, height=800)
    sign.get_by_label("Nomor berita acara").fill("041/2026")
    if sign.locator("[name=tahu]").count():
        sign.locator("[name=tahu]").check()
    sign.get_by_role("button", name="Tandatangani dan kunci").click()
    # that her phone fell silent may become known only now: then the page asks, and nothing is signed yet
    done, asked = sign.get_by_text("Berita acara 041/2026", exact=True), sign.locator("[name=tahu]:not(:checked)")
    done.or_(asked).first.wait_for()
    if asked.count():
        asked.check()
        sign.get_by_role("button", name="Tandatangani dan kunci").click()
    done.wait_for()
    board.get_by_text("Bimtek sudah ditandatangani pada").wait_for()
    phone.context.set_offline(False)
    phone.get_by_text("berita acara 041/2026").first.wait_for()
    assert Problem.objects.get().evidence is None
    phone.reload()
    phone.get_by_text("Lihat (1)").click()
    phone.get_by_text("Tiga jam di loket").first.wait_for()
    open_bimtek(satya.actor, 2, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Data berbeda"}, op=new_op())
    for address in PAGES:
        sign.goto(f"{server.url}{HOME}{address}")
        fits(sign)
