"""The manuscript in a browser: a section is typed and its print follows, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browsing import faults
from tests.phones import sit_down
from workshops.live.models import Event

WIDE = "document.documentElement.scrollWidth"
TEXT = "#halaman-cetak > details"


def fits(page, *widths):
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDE) <= width, f"{page.url} at {width}"
        assert faults(page) == [], f"{page.url} at {width}"


@pytest.mark.in_turn
def test_the_print_follows_what_is_typed_and_nothing_is_saved_by_it(server, phone, trouble, plan, satya):
    trouble.tolerate("ERR_INTERNET_DISCONNECTED|Failed to fetch")
    page = phone()
    sit_down(page, server, satya)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server.url}/r/ponorogo/buku/2/bab/B2-7.1/")
    state = page.locator("[data-preview-state]")
    expect(state).to_contain_text("DRAF · 1 halaman · diperbarui")
    before = page.locator("img.sheet").get_attribute("src")

    surface = page.locator(".prose__text")
    surface.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Kalimat yang baru, 75 program.")
    page.locator(TEXT).evaluate("one => (one.open = true)")
    expect(page.locator(TEXT)).to_contain_text("Kalimat yang baru, 75 program.")
    assert page.locator("img.sheet").get_attribute("src") != before
    expect(page.locator("#angka")).to_contain_text("“75 program” berbeda dari data")

    page.locator("[data-marks] summary").click()
    page.get_by_role("button", name="Nama daerah tanpa sebutan").click()
    expect(surface.get_by_role("group", name="{{nama_daerah}}")).to_have_text("Ponorogo")
    expect(page.locator(TEXT)).to_contain_text("program.Ponorogo")
    assert not Event.objects.filter(verb__startswith="entry").exists()

    page.context.set_offline(True)
    page.keyboard.type(" Lagi")
    expect(state).to_contain_text("sambungan terputus")
    assert page.locator("img.sheet").count() == 1
    page.context.set_offline(False)
    page.keyboard.type(".")
    expect(state).to_contain_text("diperbarui")
    expect(surface).to_contain_text("Lagi.")
    fits(page, 1280, 360)

    page.get_by_role("radio", name="Pratinjau").check()
    expect(page.locator("img.sheet")).to_be_visible()
    expect(surface).not_to_be_visible()
    fits(page, 360)
    page.goto(f"{server.url}/r/ponorogo/buku/2/naskah/")
    fits(page, 1280, 360)
