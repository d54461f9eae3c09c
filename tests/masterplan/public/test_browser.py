"""The public page in a real browser: short until it is unfolded, opened by links, whole on paper, and no script."""

import json
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from pillars.models import Programme
from tests.books.reader import Reader
from tests.browsing import faults
from tests.cast import seat_account
from tests.masterplan.editions.made import edition_things
from tests.workshops.agenda.test_browser import SMALL

EXAMPLE = Path(__file__).parents[3] / "masterplan" / "content" / "example_plan.json"
PAGE = "/p/contoh/"
ALL = "?buka=semua"
#: Screens of a phone, 740 high, that the folded page may take.
SCREENS = 6


@pytest.fixture
def example(transactional_db, server):
    """The example plan, with an edition that everybody reads."""
    plan = load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan
    edition_things(plan, seat_account(plan, "Satya", "staf"))
    return plan


@pytest.fixture
def read(example, server, phone):
    """`read(where, …)` opens the page as somebody without a session and without scripts."""

    def open_page(where="", **options):
        page = phone(**{"java_script_enabled": False, **options})
        page.goto(f"{server.url}{PAGE}{where}")
        return page

    return open_page


def words(text):
    """On one line, without ligatures."""
    return " ".join(normalize("NFKC", text).split())


@pytest.mark.in_turn
def test_a_phone_shows_a_few_screens_and_every_programme_under_its_pillar_and_paper_the_whole_plan(example, read):
    page = read()
    printed = words(" ".join(Reader(page.pdf(format="A4")).pages))
    for pillar in json.loads(EXAMPLE.read_text())["pillars"]:
        assert printed.count(pillar["programmes"][-1]["code"]) >= 2, "with its pillar, and under its year"
        assert words(pillar["problems"][-1]["statement"])[:40] in printed
    assert "Buka semua" not in printed and "Ke daftar pilar" not in printed
    assert page.locator("main").bounding_box()["height"] < SCREENS * 740
    for pillar in json.loads(EXAMPLE.read_text())["pillars"]:
        fold = page.locator(f"details[data-pillar={pillar['code']}]")
        name = pillar["programmes"][-1]["name"]
        assert not fold.get_by_role("rowheader", name=name).is_visible()
        fold.locator("summary").click()
        for shown in (pillar["problems"][-1]["statement"], pillar["targets"][-1]["statement"], name):
            assert fold.get_by_text(shown).is_visible(), shown
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.in_turn
def test_a_link_opens_what_it_points_at(example, read):
    last = Programme.objects.filter(plan=example, pillar__code="SOC").order_by("pk").last()
    page = read(f"#{last.ref}")
    row = page.locator(f"[id='{last.ref}']")
    assert row.get_by_text(last.name).is_visible()
    assert 0 < row.bounding_box()["y"] < 740
    assert page.locator("details[open]").count() == 1
    page = read("#pilar-eco")
    assert page.locator("details[data-pillar=ECO]").get_by_role("heading", name="Program", exact=True).is_visible()
    assert 0 <= page.locator("details[data-pillar=ECO] summary").bounding_box()["y"] < 200
    page = read()
    quick_win = page.locator(".public__wins h3 a").last
    name = quick_win.inner_text()
    quick_win.click()
    assert page.get_by_role("rowheader", name=name).is_visible()
    # a link to words, as search engines give it, looks the way the search within a page does
    page = read(f"#:~:text={quote(last.name)}")
    page.locator(f"[id='{last.ref}']").get_by_text(last.name).wait_for()


@pytest.mark.in_turn
def test_it_fits_every_screen_in_both_lights_and_with_large_letters_and_axe_finds_nothing(read):
    page = read(java_script_enabled=True, width=320)
    assert page.evaluate(SMALL) == []
    page.goto(f"{page.url}{ALL}")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 760})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for width, scheme in ((360, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 760})
        page.emulate_media(color_scheme=scheme)
        # a button on its way to the other light has the letters of one and the ground of the other
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 760})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
