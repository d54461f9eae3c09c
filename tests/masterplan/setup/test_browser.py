"""The wizard as a new user goes through it: how many inputs it takes, on screens of every width."""

import pytest

from tests.browsing import faults
from tests.workshops.agenda.test_browser import SMALL
from workshops.plans.models import Plan

#: Each click, each field that was changed, each press of Enter, counted by the browser itself.
COUNT = """
for (const kind of ["click", "change"])
  addEventListener(kind, (event) => {
    if (kind === "click" && !event.target.closest("button, a, summary, label, select")) return;
    if (kind === "change" && event.target.matches("[type=radio], [type=checkbox]")) return;
    if (kind === "click" && event.detail === 0) return;
    sessionStorage.inputs = 1 + Number(sessionStorage.inputs || 0);
  }, true);
"""
MOST = 40


def fits(page):
    """At every width nothing is cut off or too small to touch; on phone and laptop axe finds nothing."""
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        assert page.evaluate(SMALL) == [], (page.url, width)
        if width == 768:
            continue
        assert faults(page) == [], (page.url, width)


@pytest.mark.in_turn
def test_a_four_bimtek_workshop_takes_at_most_forty_inputs(phone, server, satya):
    page = phone(width=1280, height=800)
    session = satya.client.cookies["rembuk"].value
    page.context.add_cookies([{"name": "rembuk", "value": session, "url": server.url}])
    page.add_init_script(COUNT)
    page.goto(f"{server.url}/r/baru/")
    fits(page)
    page.get_by_role("button", name="Lanjut").click()
    for number, (day, place) in enumerate(
        [("8/9/2026", "Aula"), ("13 Okt 2026", "Aula"), ("3 Des 2026", ""), ("", "")], 1
    ):
        page.locator(f"#f-day_{number}").fill(day)
        page.locator(f"#f-venue_{number}").fill(place)
    fits(page)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Perangkat daerah").fill("Dinas Kesehatan (Dinkes)\nDinas Sosial\nBPBD")
    fits(page)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Fasilitator baru").fill("Rina Handayani\nBagus Prasetyo")
    page.get_by_label("Tenaga ahli baru").fill("Dr. Gatot Subroto, M.T.")
    fits(page)
    page.get_by_role("button", name="Lanjut").click()
    fits(page)
    page.get_by_role("button", name="Buka bimtek untuk peserta").click()
    page.get_by_role("heading", name="Siapkan Bimtek I").wait_for()
    made = int(page.evaluate("sessionStorage.inputs"))
    assert 10 < made <= MOST
    fits(page)
    page.get_by_role("link", name="Lembar cetak").click()
    fits(page)
    for name in ("petugas/", "bimtek/3/"):
        page.goto(page.url.partition("lembar/")[0].partition("siapkan/")[0] + f"siapkan/{name}")
        fits(page)
    page.get_by_role("link", name="Susunan acaranya").click()
    page.get_by_role("heading", name="Jalannya acara").wait_for()
    assert Plan.objects.latest("id").bimteks.get(number=4).first_day.isoformat() == "2027-01-07", (
        "not on New Year's Day"
    )
