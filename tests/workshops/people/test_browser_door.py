"""The way in with a phone: from the QR code to the board, without a fault for people who see or use it otherwise."""

import pytest

from tests.browsing import axe, faults
from tests.cast import PASSWORD, new_op, seat_participant
from workshops.codes import seal
from workshops.membership.models import Participant
from workshops.people.actions.group_assignment import add_tables, change_table
from workshops.people.actions.join_codes import make_code
from workshops.people.actions.join_requests import request_move

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def door(plan):
    """The join code of the plan."""
    return make_code(plan)


@pytest.mark.in_turn
def test_three_taps_and_two_fields_lead_from_the_qr_to_the_board(server, phone, door):
    page = phone()
    page.goto(f"{server.url}/G/{door.token}")
    page.get_by_label("Nama lengkap").fill("Ani Lestari")
    page.get_by_label("Instansi").fill("Dinas Kesehatan")
    page.get_by_role("radio", name="Tata Kelola").check(force=True)
    page.get_by_role("button", name="Gabung ke Kelompok Tata Kelola").click()
    assert len(page.locator(".words span").all()) == 4
    page.get_by_role("button", name="Sudah saya catat, ke papan").click()
    page.wait_for_url("**/r/ponorogo/tata-kelola/")
    assert Participant.objects.get().name == "Ani Lestari"


@pytest.mark.in_turn
def test_the_same_way_works_without_javascript(server, phone, door):
    page = phone(java_script_enabled=False)
    page.goto(f"{server.url}/")
    page.get_by_label("Kode gabung").fill(door.code.lower())
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nama lengkap").fill("Budi")
    page.get_by_label("Instansi").fill("Kadin")
    page.get_by_role("radio", name="Ekonomi").check(force=True)
    page.get_by_role("button", name="Gabung").click()
    page.get_by_role("button", name="Sudah saya catat, ke papan").click()
    assert page.url.endswith("/r/ponorogo/ekonomi/")


def who_waits(plan, fitri, ani):
    """Ani wants to move and may be there twice, Branding is full, and there is a table, whose address is returned."""
    seat_participant(plan, "Ani, S.Kom.", "BRA")
    change_table(fitri.actor, "branding", name="", size_limit=1, op=new_op())
    add_tables(fitri.actor, ["Akademisi"], op=new_op())
    request_move(ani.actor, "ekonomi", op=new_op())
    return f"/r/ponorogo/{plan.groups.get(name='Akademisi').slug}/"


@pytest.mark.in_turn
def test_the_door_has_no_faults_that_axe_sees(server, phone, trouble, door, plan, ani, fitri):
    trouble.tolerate("status of 404 .*/tidak/ada/")
    table = who_waits(plan, fitri, ani)
    Participant.objects.update(code_cipher=seal("reog sate dua lima"))
    stranger, member, facilitator = phone(), phone(), phone()
    member.context.add_cookies([{"name": "rembuk", "value": ani.client.cookies["rembuk"].value, "url": server.url}])
    facilitator.context.add_cookies(
        [{"name": "rembuk", "value": fitri.client.cookies["rembuk"].value, "url": server.url}]
    )
    visits = [(stranger, address) for address in ("/", "/masuk/", f"/g/{door.token}/", f"/g/{door.token}/lagi/")]
    visits += [(stranger, "/g/7K4MPD3Y/"), (stranger, "/tidak/ada/")]
    visits += [(member, "/r/ponorogo/saya/"), (member, "/r/ponorogo/orang/")]
    office = ("/r/ponorogo/orang/", "/r/ponorogo/orang/1/", "/r/ponorogo/gabung/", "/r/ponorogo/saya/", "/akun/")
    visits += [(facilitator, address) for address in office]
    visits += [(stranger, "/tunggu/"), (stranger, f"/g/{door.token}/?kelompok=branding"), (member, table)]
    two = ("/r/ponorogo/orang/susunan/", "/r/ponorogo/orang/1/satukan/?dengan=2")
    visits += [(facilitator, address) for address in two]
    wrong = []
    for page, address in visits:
        page.goto(server.url + address)
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            if width != 360:
                wrong += [f"{address} {width} {fault}" for fault in faults(page, **AXE)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address} scrolls sideways at {width}")
    assert wrong == []


@pytest.mark.in_turn
def test_a_first_visit_stays_below_60_kb_with_all_headers_but_without_pictures(server, phone, door):
    page, sizes = phone(), {}

    def note(response):
        if response.request.resource_type != "image":
            size = response.request.sizes()
            sizes[response.url] = size["responseBodySize"] + size["responseHeadersSize"]

    page.on("response", note)
    page.goto(f"{server.url}/g/{door.token}/", wait_until="networkidle")
    assert sum(sizes.values()) <= 60_000, sizes
    assert not any("htmx" in address for address in sizes), "a page that swaps nothing needs no library for it"


@pytest.mark.in_turn
def test_axe_would_see_a_fault(server, phone, plan):
    page = phone()
    page.goto(f"{server.url}/masuk/")
    page.evaluate("document.querySelector('label').remove()")
    assert axe(page, **AXE)


@pytest.mark.in_turn
def test_staff_log_in_with_the_keyboard_alone(server, phone, satya):
    page = phone(1280, 800)
    page.goto(f"{server.url}/masuk/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Langsung ke isi"
    page.locator("[name=username]").focus()
    page.keyboard.type("satya")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/ponorogo/")


@pytest.mark.in_turn
def test_the_facilitator_sees_who_comes_in_and_the_wall_shows_a_new_code(server, phone, door, fitri, satya):
    cookie = {"name": "rembuk", "value": fitri.client.cookies["rembuk"].value, "url": server.url}
    roster, wall, nana = phone(1280, 900), phone(1280, 900), phone()
    for page, address in ((roster, "/r/ponorogo/orang/"), (wall, "/r/ponorogo/gabung/")):
        page.context.add_cookies([cookie])
        page.goto(server.url + address)
    old = wall.locator(".gate__code").inner_text()
    nana.goto(f"{server.url}/g/{door.token}/?kelompok=ekonomi")
    nana.get_by_label("Nama lengkap").fill("Nana")
    nana.get_by_label("Instansi").fill("Kadin")
    nana.get_by_role("button", name="Gabung ke Kelompok Ekonomi").click()
    roster.locator(".person__who b", has_text="Nana").wait_for()
    satya.form("/r/ponorogo/gabung/?ganti=1")
    wall.wait_for_function("old => document.querySelector('.gate__code').innerText !== old", arg=old)


@pytest.mark.in_turn
def test_leaving_with_unsent_text_is_asked_first(server, phone, door, ani):
    page = phone()
    page.context.add_cookies([{"name": "rembuk", "value": ani.client.cookies["rembuk"].value, "url": server.url}])
    page.goto(f"{server.url}/r/ponorogo/saya/")
    page.evaluate("localStorage.setItem('rembuk:ponorogo:p1:draf:masalah-1:statement', '{\"values\":[]}')")
    page.get_by_role("button", name="Keluar dari perangkat ini").click()
    assert "1 isian belum terkirim." in page.locator("dialog h2").inner_text()
    page.get_by_role("button", name="Tunggu sampai terkirim").click()
    page.goto(f"{server.url}/masuk/")
    page.locator("[data-drafts-text]", has_text="Ada 1 draf di").wait_for()
    page.goto(f"{server.url}/r/ponorogo/saya/")
    page.get_by_role("button", name="Keluar dari perangkat ini").click()
    page.get_by_role("button", name="Keluar dan buang draf").click()
    page.wait_for_url(f"{server.url}/")
    assert page.evaluate("Object.keys(localStorage).filter((key) => /draf|kirim|tahan/.test(key))") == []
