"""The matrix of alignment in a browser: readable on phone and laptop, live, and a hole leads to where it is closed."""

import re

import pytest
from playwright.sync_api import expect

from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from masterplan.server.paths import ROOT
from pillars.cards.actions.save import save_entry
from tests.browsing import faults
from tests.cast import new_op, seat_account

EXAMPLE = ROOT / "masterplan/content/example_plan.json"
PAGES = ["selaras/", "selaras/opd/", "selaras/renstra/", "selaras/rpjmd-4/", "selaras/opd-1/"]


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
def test_no_page_of_the_matrices_shuts_anybody_out(visit):
    page = visit(PAGES[0])
    for place, address in enumerate(PAGES):
        page.goto(f"{page.url.split('/r/')[0]}/r/contoh/{address}")
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"
            # the others are made of the same parts: each of them at one width
            if place == 0 or width == (320, 1280)[place % 2]:
                assert faults(page) == [], f"{address} at {width}"


@pytest.mark.in_turn
def test_a_hole_leads_to_the_targets_and_closes_on_the_open_page(visit, satya):
    matrix = visit("selaras/", width=1280, height=900)
    row = matrix.locator("table.matrix tr", has=matrix.locator(".code", has_text=re.compile(r"^S4\.3$")))
    before = row.locator(".sum").inner_text()
    target = satya.plan.targets.filter(pillar__code="GOV", deleted_in=None).first()
    row.locator("a.matrix__row").click()
    matrix.locator("#GOV summary").click()
    matrix.locator(f"#GOV a[href*='/{target.ref}/selaras/']").click()
    expect(matrix.get_by_role("heading", name="Berdampingan")).to_be_visible()
    matrix.goto(f"{matrix.url.split('/r/')[0]}/r/contoh/selaras/")
    satya.plan.refresh_from_db()
    ref = satya.plan.rpjmd_objectives.get(code="S4.3").ref
    values = {"rpjmd_ref": ref, "alignment_status": "selaras"}
    save_entry(satya.actor, target.ref, values, base=satya.plan.head, op=new_op())
    expect(row.locator(".sum")).to_have_text(str(int(before) + 1))
