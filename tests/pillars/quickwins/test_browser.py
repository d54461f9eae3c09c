"""Quick wins in a browser: nobody is shut out at any width, and a nomination is answered on a phone."""

import os

import pytest
from playwright.sync_api import expect

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from masterplan.server.paths import ROOT
from pillars.models import Nomination, Risk
from tests.browsing import faults
from tests.cast import seat_account

EXAMPLE = ROOT / "masterplan/content/example_plan.json"
SHOTS = os.environ.get("REMBUK_SHOTS")


@pytest.fixture
def satya(transactional_db):
    plan = load_plan(read_document(EXAMPLE.read_bytes()), "contoh").plan
    return seat_account(plan, "Satya", "staf")


@pytest.fixture
def visit(phone, server, satya):
    def open_page(address, **options):
        page = phone(**options)
        cookies = [
            {"name": name, "value": item.value, "url": server.url} for name, item in satya.client.cookies.items()
        ]
        page.context.add_cookies(cookies)
        page.goto(f"{server.url}/r/contoh/{address}")
        return page

    return open_page


@pytest.mark.in_turn
def test_no_page_of_quick_wins_shuts_anybody_out(visit, satya):
    row = Nomination.objects.filter(plan=satya.plan, programme__code="GOV-PR9").get()
    risk = Risk.objects.filter(plan=satya.plan, kode="R1").first()
    pages = ["quick-win/?pilar=gov", f"quick-win/{row.programme.ref}/", f"tata-kelola/{row.ref}/"]
    pages += [f"tata-kelola/quick-win/{row.ref}/putusan/", f"{risk.pillar.slug}/{risk.ref}/"]
    page = visit(pages[0])
    for place, address in enumerate(pages):
        page.goto(f"{page.url.split('/r/')[0]}/r/contoh/{address}")
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if SHOTS and width in (360, 1280):
                page.screenshot(path=f"{SHOTS}/{place}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"
            if place == 0 or width == (320, 1280)[place % 2]:
                assert faults(page) == [], f"{address} at {width}"


@pytest.mark.in_turn
def test_a_nomination_is_answered_on_a_phone_and_the_open_list_follows(visit, satya):
    row = Nomination.objects.filter(plan=satya.plan, programme__code="GOV-PR1").get()
    listed = visit("quick-win/?pilar=gov", width=1280, height=900)
    phone = visit(f"tata-kelola/{row.ref}/")
    rows = phone.locator(".answers__row", has_text="Kemitraan")
    rows.get_by_text("Sebagian", exact=True).click()
    phone.get_by_role("button", name="Simpan").click()
    expect(phone.locator("[data-bar]")).to_contain_text("Tersimpan")
    line = listed.locator(f"tr#{row.ref}")
    expect(line).to_contain_text("1 dari 20")
    line.get_by_role("link", name="Putuskan").click()
    listed.get_by_label("Alasan", exact=True).fill("Siap dijalankan 2027")
    listed.get_by_role("button", name="Tetapkan").click()
    expect(listed.locator(f"tr#{row.ref}")).to_contain_text("Ditetapkan")
