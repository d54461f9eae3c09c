"""Who is here, who has a card open, what changed since one last looked, and whether all has been sent: on phones."""

import os
import signal

import pytest
from playwright.sync_api import expect

from pillars.cards.actions.save import add_entry, save_entry
from tests.browsing import faults
from tests.cast import new_op
from tests.processes import until
from workshops.live.models import Handset

BOARD = "/r/ponorogo/tata-kelola/"
ROOM = "/r/ponorogo/ruang/"
MARK = ".entry.is-new"


@pytest.fixture
def cards(ani, budi):
    """Twelve problems of Budi, so that the last ones are far below the screen; the refs."""
    said = [{"statement": f"Masalah nomor {number}", "evidence": "Dua jam"} for number in range(1, 13)]
    return [add_entry(budi.actor, "masalah", "GOV", values, op=new_op()).ref for values in said]


@pytest.fixture
def visit(phone, server):
    """`visit(person, address, page=…)` opens a page as that person, in a browser of its own unless `page` is given."""

    def open_page(person, address, page=None, url=server.url, **options):
        page = page or phone(**options)
        cookies = [{"name": name, "value": item.value, "url": url} for name, item in person.client.cookies.items()]
        page.context.add_cookies(cookies)
        page.goto(url + address)
        return page

    return open_page


def change(plan, person, ref, text):
    plan.refresh_from_db()
    save_entry(person.actor, ref, {"evidence": text}, base=plan.head, op=new_op())


# ── who is here ────────────────────────────────────────────────────────────────────────────────


def test_who_opens_a_card_is_seen_on_it_and_in_it_until_they_leave(visit, plan, ani, budi, cards):
    board = visit(ani, BOARD, width=1280, height=900)
    form = visit(budi, f"{BOARD}{cards[0]}/")
    expect(board.locator(f"#{cards[0]} .presence")).to_contain_text("Budi sedang membuka")
    expect(board.locator("#hadir")).to_contain_text("2 dari 2 orang")
    assert board.locator(f"#{cards[0]} [role=status], #{cards[0]} [aria-live]").count() == 0
    beside = visit(ani, f"{BOARD}{cards[0]}/")
    expect(beside.locator("#di-sini")).to_contain_text("Budi sedang membuka isian ini, sejak ")
    assert beside.locator("#i-evidence").is_editable()
    form.context.close()
    expect(board.locator("#hadir")).to_contain_text("1 dari 2 orang")
    expect(board.locator(f"#{cards[0]} .presence")).to_have_count(0)
    expect(beside.locator("#di-sini")).to_have_text("")


@pytest.mark.in_turn
def test_a_browser_that_is_killed_is_gone(browser, visit, server, plan, ani, budi, cards):
    board = visit(ani, BOARD, width=1280, height=900)
    other = browser.browser_type.launch(executable_path=_binary(), args=["--no-sandbox", "--disable-dev-shm-usage"])
    page = other.new_context().new_page()
    visit(budi, f"{BOARD}{cards[0]}/", page)
    expect(board.locator(f"#{cards[0]} .presence")).to_contain_text("Budi sedang membuka")
    found = other.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    for process in found:
        os.kill(process["id"], signal.SIGKILL)
    expect(board.locator("#hadir")).to_contain_text("1 dari 2 orang")
    expect(board.locator(f"#{cards[0]} .presence")).to_have_count(0)


def _binary():
    from masterplan.server.system_libraries import chromium

    return chromium()


# ── what changed since one last looked ─────────────────────────────────────────────────────────


def test_what_others_changed_is_marked_until_it_was_in_view_or_opened(visit, plan, ani, budi, cards):
    page = visit(ani, BOARD, width=1280, height=700)
    expect(page.locator("#belum-dilihat")).to_contain_text("Tidak ada perubahan yang belum Anda lihat")
    assert page.locator(MARK).count() == 0, "at the first look nothing is news"
    page.goto("about:blank")
    change(plan, budi, cards[-1], "Tiga jam")
    change(plan, budi, cards[-4], "Tiga jam")
    change(plan, ani, cards[-3], "Empat jam")
    page.go_back()
    link = page.get_by_role("link", name="2 kartu berubah sejak terakhir Anda lihat")
    expect(link).to_be_visible()
    assert page.locator(MARK).evaluate_all("cards => cards.map(card => card.id)") == [cards[-4], cards[-1]]
    expect(page.locator(f"#{cards[-1]}")).to_contain_text("Diubah Budi sejak Anda lihat")
    expect(page.locator("#daftar-masalah a.is-new")).to_have_count(2)
    page.reload()
    expect(page.locator(MARK)).to_have_count(2)
    visit(ani, f"{BOARD}{cards[-1]}/", page)
    visit(ani, BOARD, page)
    expect(page.get_by_role("link", name="1 kartu berubah sejak terakhir Anda lihat")).to_be_visible()
    page.locator("#belum-dilihat a").click()
    expect(page.locator(f"#{cards[-4]}")).to_be_in_viewport()
    expect(page.locator(MARK)).to_have_count(0)
    expect(page.locator("#daftar-masalah a.is-new")).to_have_count(0)
    page.reload()
    expect(page.locator("#belum-dilihat")).to_contain_text("Tidak ada perubahan")


def test_a_change_that_comes_live_far_below_is_counted_without_moving_the_page(visit, plan, ani, budi, cards):
    page = visit(ani, BOARD, width=360, height=700)
    before = page.locator(f"#{cards[0]}").bounding_box()
    change(plan, budi, cards[-1], "Tiga jam")
    expect(page.locator("#belum-dilihat")).to_contain_text("1 kartu berubah sejak terakhir Anda lihat")
    assert page.locator(f"#{cards[0]}").bounding_box() == before


# ── has everything been sent? ──────────────────────────────────────────────────────────────────


@pytest.mark.in_turn
def test_a_draft_on_a_phone_that_vanishes_is_never_a_yes(visit, start, plan, ani, budi, fitri, cards, trouble):
    trouble.tolerate("ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED|Failed to load resource")
    url = start(REMBUK_TEST_PRESENCE="5").url
    room = visit(fitri, ROOM, width=1280, height=900, url=url)
    form = visit(budi, f"{BOARD}{cards[0]}/", url=url)
    answer = room.locator("#jawaban h2")
    expect(answer).to_contain_text("Ya. Semua 2 HP sudah terkirim")
    form.fill("#i-evidence", "Baru ditulis")
    expect(answer).to_have_text("Belum: 1 isian di 1 HP")
    expect(room.locator("#didatangi")).to_contain_text("Sudah ditulis, belum dikirim. Minta menekan Simpan.")
    form.context.set_offline(True)
    form.close()
    expect(room.locator("#didatangi")).to_contain_text("HP mati atau tertidur.")
    expect(answer).to_have_text("Belum: 1 isian di 1 HP")
    back = form.context.new_page()
    form.context.set_offline(False)
    back.goto(f"{url}{BOARD}{cards[0]}/")
    back.click("text=Pakai draf")
    back.click("[data-save]")
    expect(answer).to_contain_text("Ya. Semua 2 HP sudah terkirim")
    assert not Handset.objects.filter(drafts__gt=0).exists()


@pytest.mark.in_turn
def test_whoever_signs_out_is_not_waited_for(visit, plan, ani, fitri, server):
    page = visit(ani, BOARD)
    until(lambda: Handset.objects.filter(asleep=False, reported_at__isnull=False).exists())
    visit(ani, "/r/ponorogo/saya/", page)
    page.get_by_role("button", name="Keluar dari perangkat ini").click()
    page.wait_for_url(lambda url: "/saya/" not in url)
    assert Handset.objects.get().asleep


@pytest.mark.in_turn
def test_the_state_of_the_room_fits_every_screen_and_axe_finds_nothing(visit, plan, ani, budi, cici, fitri, cards):
    for person, device, unsent in ((ani, "a", 3), (budi, "b", 0), (cici, "c", 0)):
        said = {"hp": device * 12, "unsent": unsent, "drafts": unsent, **({} if person is budi else {"lihat": 1})}
        person.post("/r/ponorogo/hadir/", said)
    page = visit(fitri, ROOM)
    page.locator("summary").click()
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width in (360, 1280):
            assert faults(page) == []
    page = visit(fitri, ROOM, java_script_enabled=False)
    page.get_by_role("link", name="muat ulang").click()
    assert page.get_by_role("heading", name="Belum: 3 isian di 1 HP").is_visible()
