"""Dewi reads what changed, sees the plan as it stood and takes an earlier text again; the pages fit and satisfy axe."""

import pytest

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Problem
from tests.cast import new_op
from tests.pillars.boards import test_browser as test_boards
from tests.pillars.prioritisation.test_browser import fits

visit = test_boards.visit
BOARD, HISTORY = "/r/ponorogo/tata-kelola/", "/r/ponorogo/riwayat/"


@pytest.mark.in_turn
def test_an_earlier_text_is_found_in_the_difference_and_taken_again(
    transactional_db, server, plan, ani, dewi, satya, visit
):
    values = {"statement": "Antrean panjang di loket pelayanan", "urgency": 4, "seriousness": 4, "growth": 3}
    add_entry(ani.actor, "masalah", "GOV", values, op=new_op())
    target = {"statement": "Antrean pendek", "problem_refs": ["masalah-1"]}
    add_entry(ani.actor, "sasaran", "GOV", target, op=new_op())
    better = {"statement": "Antrean tiga jam di loket pelayanan", "evidence": "Hitungan loket, 2025"}
    save_entry(ani.actor, "masalah-1", better, base=2, op=new_op())
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    page = visit(dewi, HISTORY, width=1280, height=900)
    page.get_by_role("link", name="Bandingkan dua saat").click()
    page.get_by_label("Dari", exact=True).wait_for()
    page.goto(f"{server.url}{HISTORY}?dari=2&ke=sekarang")
    page.get_by_role("link", name="Kembalikan teks ini").first.click()
    page.get_by_text("Ini akan menjadi perubahan baru atas nama Anda").wait_for()
    page.get_by_role("button", name="Kembalikan nilai ini").click()
    page.get_by_text("Tersimpan").first.wait_for()
    assert Problem.objects.get().statement == "Antrean panjang di loket pelayanan"
    page.get_by_role("link", name="Urungkan").click()
    page.get_by_role("button", name="Urungkan perubahan").click()
    page.get_by_text("Tersimpan").first.wait_for()
    assert Problem.objects.get().statement == "Antrean tiga jam di loket pelayanan"
    addresses = (
        "",
        "?dari=2&ke=sekarang",
        "?dari=besok",
        "pada/",
        "pada/?waktu=3",
        "pada/?waktu=3&kelompok=tata-kelola",
    )
    for address in addresses:
        page.goto(f"{server.url}{HISTORY}{address}")
        fits(page)
    for address in ("riwayat/", "riwayat/kembali/?isian=statement&nomor=1", "riwayat/kembali/?isian=x&nomor=1"):
        page.goto(f"{server.url}{BOARD}masalah-1/{address}")
        fits(page)
