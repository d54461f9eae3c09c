"""Telaah in a browser: a note typed, kept, sent and followed by the next card; who answers loses nothing."""

import re

import pytest
from playwright.sync_api import expect

from pillars.cards.actions.save import add_entry
from pillars.models import ReviewNote
from pillars.review.actions import add_note
from tests.browsing import faults
from tests.cast import new_op
from tests.phones import sit_down

WIDE = "document.documentElement.scrollWidth"


def fits(page, *widths):
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(WIDE) <= width, page.url
    assert faults(page) == []


def chain(ani):
    for kind, values in (
        ("masalah", {"statement": "Antrean panjang"}),
        ("sasaran", {"statement": "Antrean pendek", "problem_refs": ["masalah-1"], "indicator": "Jumlah loket"}),
        ("strategi", {"statement": "Layanan daring", "target_ref": "sasaran-1"}),
        ("program", {"name": "Satu aplikasi", "strategy_ref": "strategi-1"}),
    ):
        add_entry(ani.actor, kind, "GOV", values, op=new_op())


@pytest.mark.in_turn
def test_a_note_is_kept_while_it_is_typed_and_leads_on_to_the_next_card(server, phone, trouble, plan, ani, eko):
    trouble.tolerate("ERR_INTERNET_DISCONNECTED")
    chain(ani)
    page = phone()
    sit_down(page, server, eko)
    desk = f"{server.url}/r/ponorogo/telaah/"
    page.goto(f"{desk}sasaran-1/?pilar=tata-kelola")
    page.get_by_role("radio", name="Wajib perbaiki").check()
    page.select_option("#i-bagian", "indicator")
    page.fill("#i-catatan", "Ini pekerjaan, bukan hasil.")
    page.reload()
    page.get_by_role("button", name="Pakai draf").click()
    expect(page.locator("#i-catatan")).to_have_value("Ini pekerjaan, bukan hasil.")
    page.context.set_offline(True)
    page.click("[data-save]")
    expect(page.locator("[data-bar]")).to_contain_text("belum terkirim", ignore_case=True)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url(re.compile(r"/telaah/strategi-1/\?pilar=tata-kelola&tersimpan=\d+"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Telaah GOV-ST1")
    row = ReviewNote.objects.get()
    assert (row.subject, row.field, row.quoted, row.verdict) == (
        "sasaran-1",
        "indicator",
        "Jumlah loket",
        "wajib_perbaiki",
    )
    for address in ("", "sasaran-1/", "bab/", "bab/B2-3/"):
        page.goto(desk + address)
        fits(page, 1280, 768, 320)


@pytest.mark.in_turn
def test_a_note_that_comes_while_somebody_answers_another_takes_nothing_from_them(server, phone, plan, ani, eko):
    chain(ani)
    add_note(eko.actor, "sasaran-1", verdict="saran", text="Sebut tahunnya", op=new_op())
    page = phone()
    sit_down(page, server, ani)
    page.goto(f"{server.url}/r/ponorogo/tata-kelola/sasaran-1/")
    page.fill("#jawab-1", "Tahun 2025, dari")
    page.locator("h1").click()
    add_note(eko.actor, "sasaran-1", verdict="wajib_perbaiki", text="Ukur hasilnya", op=new_op())
    expect(page.locator("#telaah")).to_contain_text("Ukur hasilnya")
    expect(page.locator("#jawab-1")).to_have_value("Tahun 2025, dari")
    page.fill("#jawab-1", "Tahun 2025, dari BPS")
    page.locator("#catatan-1").get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator("#catatan-1")).to_contain_text("Tahun 2025, dari BPS")
    fits(page, 1280, 320)
    page.goto(f"{server.url}/r/ponorogo/tata-kelola/telaah/")
    fits(page, 1280, 320)
    page.goto(f"{server.url}/r/ponorogo/tata-kelola/")
    expect(page.locator("#telaah-kelompok")).to_contain_text("1 catatan wajib perbaiki belum selesai: GOV-S1")
