"""The checks in a browser: an answer from a phone, the marks of a card when they come into view, nothing too wide."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.cards.actions.save import add_entry
from tests.browsing import faults
from tests.cast import new_op, seat_account

WIDE = "document.documentElement.scrollWidth"
EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"


def fits(page, *widths):
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(WIDE) <= width, page.url
    assert faults(page) == []


def sit_down(page, server, person):
    page.context.add_cookies([{"name": "rembuk", "value": person.client.cookies["rembuk"].value, "url": server.url}])


@pytest.mark.in_turn
def test_a_finding_is_answered_from_a_phone_and_marks_come_into_view(server, phone, plan, ani):
    values = {"statement": "Antrean pendek", "indicator": "Lama menunggu", "unit": "menit", "direction": "turun"}
    add_entry(ani.actor, "sasaran", "GOV", values | {"baseline": 120, "baseline_year": 2021}, op=new_op())
    page = phone()
    sit_down(page, server, ani)
    page.goto(f"{server.url}/r/ponorogo/periksa/?jenis=rpjmd_link_missing")
    page.locator(".finding summary").click()
    page.get_by_label("Disengaja, karena …").fill("RPJMD belum memuatnya")
    page.get_by_role("button", name="Simpan jawaban").click()
    expect(page.get_by_role("status").first).to_contain_text("Tersimpan")
    page.get_by_role("link", name="Dijawab").click()
    expect(page.locator(".reply")).to_contain_text("RPJMD belum memuatnya")
    page.goto(f"{server.url}/r/ponorogo/tata-kelola/sasaran-1/")
    marks = page.locator("#periksa-kartu")
    marks.scroll_into_view_if_needed()
    expect(marks).to_contain_text("belum menjawab masalah")
    expect(marks).not_to_contain_text("belum dikaitkan")
    fits(page, 320, 1280)


@pytest.mark.in_turn
def test_the_page_of_a_full_plan_fits_every_screen(server, phone):
    plan = load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan
    satya = seat_account(plan, "Satya", "staf")
    page = phone()
    sit_down(page, server, satya)
    page.goto(f"{server.url}/r/contoh/periksa/")
    expect(page.locator(".finding").first).to_be_visible()
    page.locator("details.helper > summary", has_text="Saran, boleh diabaikan").click()
    fits(page, 768, 1280, 320)
