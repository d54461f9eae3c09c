"""The road map in a browser: a programme moved by keys and by a pointer, taken back, and nothing wider than a phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.models import Programme
from tests.browsing import faults
from tests.cast import seat_account

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
WIDE = "document.documentElement.scrollWidth"


@pytest.fixture
def staff(server, transactional_db, page):
    """A page of staff of the whole example plan."""
    full = load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan
    satya = seat_account(full, "Satya", "staf")
    cookie = {"name": "rembuk", "value": satya.client.cookies["rembuk"].value, "url": server.url}
    page.context.add_cookies([cookie])
    page.goto(f"{server.url}/r/contoh/peta-jalan/")
    return page


def looked(page, name):
    """Keeps a picture for whoever wants to look (REMBUK_SHOTS=folder)."""
    if folder := os.environ.get("REMBUK_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def fits(page, name):
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDE) <= width, (name, width)
        assert faults(page) == [], (name, width)
        looked(page, f"{name}-{width}")


@pytest.mark.in_turn
def test_a_programme_is_moved_by_keys_and_by_a_pointer_and_taken_back(staff):
    page = staff
    page.set_viewport_size({"width": 1280, "height": 800})
    programme = next(p for p in Programme.objects.order_by("number") if p.years in ([2027, 2028], [2027, 2028, 2029]))
    before, money = programme.years, programme.budget_by_year
    row = page.locator(f"#{programme.ref}")
    bar = row.get_by_role("button")
    bar.focus()
    page.keyboard.press("ArrowRight")
    said = page.locator("#pesan-jalan")
    expect(said).to_contain_text(f"{programme.code} sekarang {before[0] + 1}")
    programme.refresh_from_db()
    assert programme.years == [year + 1 for year in before]
    assert programme.budget_by_year == {str(int(year) + 1): amount for year, amount in money.items()}
    expect(row.get_by_role("button")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(said).to_contain_text(f"{before[0] + 1}–{before[-1] + 2}")
    box = row.locator(".bilah").bounding_box()
    step = row.locator(".jalur").bounding_box()["width"] / 6.6
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - step, box["y"] + 12, steps=4)
    page.mouse.up()
    expect(said).to_contain_text(f"{before[0]}–{before[-1] + 1}")
    looked(page, "moved")
    said.get_by_role("button", name="Batalkan").click()
    expect(page.locator("#pesan-jalan")).to_contain_text(f"{before[0] + 1}–{before[-1] + 2}")
    programme.refresh_from_db()
    assert programme.years == list(range(before[0] + 1, before[-1] + 3))


@pytest.mark.in_turn
def test_the_map_and_its_form_fit_every_screen(staff):
    page = staff
    fits(page, "peta-jalan")
    page.goto(f"{page.url}?menurut=opd&jangka=panjang")
    fits(page, "peta-jalan-opd")
    page.goto(page.url.partition("peta-jalan")[0] + "peta-jalan/program-9/")
    fits(page, "atur-tahun")
