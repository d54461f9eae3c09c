"""Homework in a browser: in from home by the link, typed without a network, saved, and nothing wider than a phone."""

import re

import pytest
from playwright.sync_api import expect

from pillars.cards.actions.save import add_entry
from pillars.homework.actions import TaskAssignment, assign_tasks
from pillars.homework.links import key_for
from pillars.models import Target
from tests.browsing import faults
from tests.cast import new_op
from workshops.codes import unseal
from workshops.people.actions.membership import show_words

WIDE = "document.documentElement.scrollWidth"


def fits(page, *widths):
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(WIDE) <= width, page.url
    assert faults(page) == []


@pytest.mark.in_turn
def test_from_the_link_to_a_figure_typed_without_network(server, phone, trouble, plan, ani, cici, fitri):
    trouble.tolerate("ERR_INTERNET_DISCONNECTED")
    values = {"statement": "Antrean pendek", "unit": "menit"}
    add_entry(ani.actor, "sasaran", "GOV", values, op=new_op())
    to = f"peserta-{cici.number}"
    assign_tasks(
        fitri.actor,
        [TaskAssignment("sasaran-1", ("sources",), to), TaskAssignment("sasaran-1", ("rpjmd_ref",), to)],
        op=new_op(),
    )
    show_words(fitri.actor, cici.number, op=new_op())
    row = plan.participants.get(number=cici.number)
    page = phone()
    page.goto(f"{server.url}/t/{key_for(plan, row)}/")
    page.get_by_label("Nama").fill("Cici")
    page.get_by_label("Kode pribadi").fill(unseal(row.code_cipher))
    page.get_by_role("button", name="Masuk lagi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 tugas")
    page.context.set_offline(True)
    page.fill("#i-sources", "Kadin 2025")
    page.click("[data-save]")
    expect(page.locator("[data-bar]")).to_contain_text("belum terkirim", ignore_case=True)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#f-sources [data-state]")).to_contain_text(re.compile(r"Tersimpan \d\d\.\d\d"))
    assert Target.objects.get().sources == ["Kadin 2025"]
    fits(page, 768, 320)
    page.goto(f"{server.url}/r/ponorogo/tata-kelola/sasaran-1/isi/1/")
    fits(page, 1280, 360)
    cookie = fitri.client.cookies["rembuk"].value
    page.context.add_cookies([{"name": "rembuk", "value": cookie, "url": server.url}])
    for address, *widths in (("tugas/", 768, 320), ("tugas/usul/", 1280, 320), (f"tugas/kirim/?untuk={to}", 320)):
        page.goto(f"{server.url}/r/ponorogo/{address}")
        fits(page, *widths)
