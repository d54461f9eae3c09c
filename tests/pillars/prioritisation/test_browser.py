"""Choosing on a phone: what was chosen outlives a lost connection, and every page fits and satisfies axe."""

import pytest

from pillars.cards.actions.save import add_entry
from pillars.prioritisation.actions import close, give_scores, open_choosing, show
from tests.browsing import faults
from tests.cast import new_op
from tests.pillars.boards import test_browser as test_boards
from tests.workshops.agenda.test_browser import SMALL

visit = test_boards.visit
BOARD = "/r/ponorogo/tata-kelola/"
TEXTS = (
    "Antrean layanan kependudukan di kantor kecamatan masih panjang dan tidak pasti",
    "Data berbeda-beda",
    "Jaringan putus",
)


def fits(page):
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == []
        assert faults(page) == []


@pytest.mark.in_turn
def test_a_group_chooses_on_its_phones(transactional_db, trouble, server, plan, ani, budi, dewi, visit):
    trouble.tolerate("ERR_INTERNET_DISCONNECTED")
    refs = [add_entry(ani.actor, "masalah", "GOV", {"statement": text}, op=new_op()).ref for text in TEXTS]
    leader = visit(dewi, f"{BOARD}nilai/baru/")
    fits(leader)
    _, number = open_choosing(dewi.actor, "GOV", "masalah", "usg", op=new_op())
    page = visit(ani, f"{BOARD}nilai/")
    for name, score in (("u", "5"), ("s", "4"), ("g", "1")):
        page.locator(f"input[name={name}][value='{score}']").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Simpan, lanjut").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(f"{server.url}{BOARD}nilai/")
    assert page.locator("input:checked").evaluate_all("all => all.map((one) => one.value)") == ["5", "4", "1"]
    page.get_by_role("button", name="Simpan, lanjut").click()
    page.get_by_text("1 dari 3 sudah Anda nilai").wait_for()
    fits(page)
    # others' scores are counted as they come, under what she is choosing
    page.locator("input[name=u][value='2']").check()
    give_scores(budi.actor, "GOV", number, refs[1], [5, 5, 5], op=new_op())
    page.get_by_text("1 dari 3 orang sudah menilai kartu ini.").wait_for()
    assert page.locator("input:checked").count() == 1
    give_scores(budi.actor, "GOV", number, refs[0], [1, 4, 5], op=new_op())
    show(dewi.actor, "GOV", number, op=new_op())
    page.get_by_role("heading", name="Urutan").wait_for()
    result = visit(dewi, f"{BOARD}nilai/{number}/")
    fits(result)
    close(dewi.actor, "GOV", number, op=new_op())
    open_choosing(dewi.actor, "GOV", "masalah", "dots", dots=3, op=new_op())
    page.goto(f"{server.url}{BOARD}nilai/")
    fits(page)
