"""Search in a browser: “/” from a board, a word typed, a hit opened at its field; and nothing wider than a phone."""

import os

from playwright.sync_api import expect

from pillars.cards.actions.save import add_entry
from tests.browsing import faults
from tests.cast import new_op
from tests.phones import BOARD

WIDE = "document.documentElement.scrollWidth"


def fits(page, name):
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(WIDE) <= width, (name, width)
        assert faults(page) == [], (name, width)
        if folder := os.environ.get("REMBUK_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png")


def test_from_a_board_to_the_field_where_the_word_stands(server, page, plan, ani):
    values = {"statement": "Pelayanan lambat", "evidence": "Antrean dua jam di loket"}
    ref = add_entry(ani.actor, "masalah", "GOV", values, op=new_op()).ref
    page.context.add_cookies([{"name": "rembuk", "value": ani.client.cookies["rembuk"].value, "url": server.url}])
    page.goto(f"{server.url}{BOARD}")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    fits(page, "cari-awal")
    field.fill("loket layanan")
    page.keyboard.press("Enter")
    hit = page.get_by_role("link", name="Pelayanan lambat")
    expect(hit).to_contain_text("Bukti: Antrean dua jam di loket")
    fits(page, "cari")
    hit.click()
    expect(page).to_have_url(f"{server.url}{BOARD}{ref}/#f-evidence")
    # a stroke that is typed into a text stays in it
    page.get_by_label("Bukti", exact=True).press("/")
    expect(page.get_by_label("Bukti", exact=True)).to_have_value("/Antrean dua jam di loket")
    page.set_viewport_size({"width": 320, "height": 740})
    page.get_by_role("link", name="Cari di rencana ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cari di rencana ini")
