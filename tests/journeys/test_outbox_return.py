"""What was typed and not sent is there again: after a reload, a closed tab, a killed browser; for its owner only."""

import os
import re
import signal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from masterplan.server.system_libraries import chromium
from pillars.cards.actions.save import add_entry, save_entry
from pillars.models import Problem
from tests.cast import new_op
from tests.phones import BAR, BOARD, bar, enter, heal, posts, problem, says, sit_down, texts_of, wifi
from tests.processes import until
from workshops.live.models import Event
from workshops.membership.models import Participant
from workshops.people.actions.membership import correct_self

__all__ = ["problem", "wifi"]

#: No pause between two attempts ever ends by itself.
ENDLESS = """const later = window.setTimeout;
window.setTimeout = (call, ms, ...more) => later(call, ms >= 1000 ? 1e8 : ms, ...more);"""
FULL = "() => { throw new DOMException('full', 'QuotaExceededError') }"


def kill(profile):
    """SIGKILL to every process of the browser that lives in the folder `profile`."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            ours = str(profile).encode() in (process / "cmdline").read_bytes()
        except OSError:
            continue
        if ours:
            os.kill(int(process.name), signal.SIGKILL)


def test_a_killed_browser_loses_at_most_a_second_of_typing(browser, server, ani, problem, tmp_path):
    options = {"executable_path": chromium(), "args": ["--no-sandbox", "--disable-dev-shm-usage"]}
    first = browser.browser_type.launch_persistent_context(tmp_path, **options)
    cookie = {"name": "rembuk", "value": ani.client.cookies["rembuk"].value, "url": server.url}
    first.add_cookies([cookie])
    page = first.new_page()
    page.goto(f"{server.url}{BOARD}{problem}/")
    text = "Antrean loket dua jam lebih, " * 7
    page.click("#i-evidence")
    page.keyboard.press("Control+A")
    page.keyboard.type(text, delay=5)
    page.wait_for_timeout(1000)  # the second that may be lost
    kill(tmp_path)
    again = browser.browser_type.launch_persistent_context(tmp_path, **options)
    again.add_cookies([cookie])
    page = again.new_page()
    page.goto(f"{server.url}{BOARD}{problem}/")
    expect(page.locator("#draf-lama")).to_contain_text(re.compile(r"Draf \d\d\.\d\d dari \S+ ini ditemukan"))
    page.click("text=Pakai draf")
    expect(page.locator("#i-evidence")).to_have_value(text)
    again.close()


def test_a_closed_tab_and_the_way_back_offer_the_draft(phone, wifi, ani, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    page.fill("#i-evidence", "Belum selesai")
    page.goto(f"{wifi.url}{BOARD}")
    page.go_back()
    expect(page.get_by_role("button", name="Pakai draf")).to_be_visible()
    other = page.context.new_page()
    page.close()
    enter(other, wifi, ani, f"{problem}/")
    other.get_by_role("button", name="Pakai draf").click()
    expect(other.locator("#i-evidence")).to_have_value("Belum selesai")


def test_what_localstorage_refuses_lies_in_indexeddb_and_is_offered_and_sent_after_a_reload(phone, wifi, ani, problem):
    page = phone()
    page.add_init_script(f"Storage.prototype.setItem = {FULL}")
    enter(page, wifi, ani, f"{problem}/")
    page.fill("#i-evidence", "Tidak muat di tempat pertama")
    expect(bar(page)).to_contain_text("Aman di")
    wifi.fault = "portal"
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\), disimpan di")
    page.wait_for_timeout(400)  # IndexedDB is written a moment after the last letter
    wifi.fault = "reset_before"
    page.reload()
    says(page, BAR, r"Belum terkirim \(1\), disimpan di")
    heal(page, wifi)
    until(lambda: Problem.objects.get().evidence == "Tidak muat di tempat pertama")
    says(page, "#i-evidence", "^Tidak muat di tempat pertama$")


@pytest.mark.in_turn
def test_where_nothing_can_be_kept_the_bar_does_not_promise_it(phone, wifi, ani, problem):
    page = phone()
    page.add_init_script(f"Storage.prototype.setItem = IDBObjectStore.prototype.put = {FULL}")
    enter(page, wifi, ani, f"{problem}/")
    wifi.fault = "bad_gateway"
    page.fill("#i-evidence", "Hanya di halaman ini")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\), masih di halaman ini.*penuh: jangan tutup halaman ini")
    heal(page, wifi)
    says(page, "#f-evidence [data-state]", "Tersimpan")
    assert Problem.objects.get().evidence == "Hanya di halaman ini"


@pytest.mark.in_turn
def test_a_wrong_clock_makes_no_draft_from_the_future_and_an_old_one_says_its_day(phone, wifi, ani, problem):
    page = phone()
    page.clock.install(time="2029-11-24T10:44:00")
    enter(page, wifi, ani, f"{problem}/")
    page.fill("#i-evidence", "Jam salah")
    page.clock.set_system_time("2026-11-24T11:00:00")
    page.reload()
    expect(page.locator("#draf-lama")).to_contain_text(re.compile(r"^Draf dari \S+ ini ditemukan"))
    page.clock.set_system_time("2029-11-26T10:44:00")
    page.reload()
    expect(page.locator("#draf-lama")).to_contain_text(re.compile(r"^Draf 24 Nov 10\.44 dari \S+ ini ditemukan"))


def test_another_person_in_this_browser_neither_sees_nor_sends_what_waits(phone, wifi, ani, budi, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    wifi.fault = "reset_before"
    page.fill("#i-evidence", "Rahasia Ani")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\)")
    page.fill("#i-root_cause", "Draf Ani")
    sit_down(page, wifi, budi)
    heal(page, wifi)
    says(page, BAR, r"tidak terbuka lagi untuk Anda.*hanya terkirim atas nama Anda")
    expect(page.locator("#i-evidence")).to_have_value("Rahasia Ani")
    page.reload()
    expect(page.locator("#i-evidence")).to_have_value("Dua jam")
    expect(page.locator("#draf-lama")).to_be_hidden()
    expect(page.locator("body")).not_to_contain_text(re.compile("Rahasia|Draf Ani|Belum terkirim"))
    page.fill("#i-affected", "Lansia")
    page.click("[data-save]")
    says(page, "#f-affected [data-state]", "Tersimpan")
    assert Problem.objects.get().evidence == "Dua jam"
    enter(page, wifi, ani, f"{problem}/")
    until(lambda: Problem.objects.get().evidence == "Rahasia Ani")
    assert Event.objects.get(changes__contains={problem: {"evidence": ["Dua jam", "Rahasia Ani"]}}).actor == ani.key
    page.get_by_role("button", name="Pakai draf").click()
    expect(page.locator("#i-root_cause")).to_have_value("Draf Ani")


def test_a_session_that_ended_leaves_the_text_and_it_is_sent_once_the_person_is_back(phone, wifi, ani, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    page.fill("#i-evidence", "Sesi berakhir")
    page.context.clear_cookies()
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\).*Masuk lagi; tulisan Anda aman di")
    page.goto(f"{wifi.url}/masuk/")
    expect(page.locator("[data-drafts-text]")).to_contain_text("Ada 1 draf di")
    enter(page, wifi, ani)
    until(lambda: Problem.objects.get().evidence == "Sesi berakhir")
    assert Event.objects.last().actor == ani.key


#: All that the window says from now on.
HEARD = """() => {
  window.heard = "";
  const told = () => (window.heard += document.querySelector("dialog").textContent);
  new MutationObserver(told).observe(document, {subtree: true, childList: true, characterData: true});
}"""


@pytest.mark.in_turn
def test_a_right_that_was_taken_away_leaves_the_text_with_a_button_to_copy_it(phone, wifi, ani, plan, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    page.fill("#i-evidence", "Tulisan yang tidak boleh hilang")
    Participant.objects.update(group=plan.groups.get(pillar_code="ECO"))
    page.click("[data-save]")
    says(page, BAR, "Tidak bisa disimpan: GOV-P1.*milik kelompok lain")
    expect(page.locator("#i-evidence")).to_have_value("Tulisan yang tidak boleh hilang")
    page.goto(f"{wifi.url}/r/ponorogo/ekonomi/")
    page.get_by_role("button", name="Lihat (1)").click()
    expect(page.locator("dialog")).to_contain_text("Tulisan yang tidak boleh hilang")
    page.evaluate(HEARD)  # it says so for a moment only
    page.get_by_role("button", name="Salin tulisan").click()
    page.wait_for_function("window.heard.includes('Tersalin')")
    assert Problem.objects.get().evidence == "Dua jam"


@pytest.mark.in_turn
def test_a_save_for_a_card_that_moved_to_another_board_finds_it(phone, wifi, ani, dewi, fitri, plan, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    wifi.fault = "reset_before"
    page.fill("#i-evidence", "Sampai juga")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\)")
    Participant.objects.filter(number=ani.number).update(group=plan.groups.get(pillar_code="ECO"))
    Problem.objects.update(pillar=plan.pillars.get(code="ECO"))
    heal(page, wifi)
    until(lambda: Problem.objects.get().evidence == "Sampai juga")


@pytest.fixture
def cards(ani):
    """Seven cards of the group Tata Kelola; the number of the last event."""
    for n in range(7):
        add_entry(ani.actor, "masalah", "GOV", {"statement": f"Masalah {n}"}, op=new_op())
    return Event.objects.count()


def test_an_hour_without_a_network_arrives_in_order_each_once(phone, wifi, ani, budi, cards):
    """Twenty edits of seven cards; others changed two of them meanwhile."""
    page = phone()
    wifi.fault = "reset_before"
    edits = [(n % 7 + 1, ("evidence", "root_cause", "affected")[n // 7]) for n in range(20)]
    for card in range(1, 8):
        enter(page, wifi, ani, f"masalah-{card}/")
        for n, (_, field) in enumerate(edit for edit in edits if edit[0] == card):
            page.fill(f"#i-{field}", f"{field} {card}")
            page.click("[data-save]")
            waiting = sum(1 for edit in edits if edit[0] < card) + n + 1
            says(page, BAR, rf"(Belum terkirim \({waiting}\)|Mengirim… {waiting} menunggu|^Mengirim…)")
    for card in (2, 5):
        save_entry(budi.actor, f"masalah-{card}", {"evidence": "Teks Budi"}, base=cards, op=new_op())
    page.goto(f"{wifi.url}{BOARD}")
    says(page, BAR, r"Belum terkirim \(20\)")
    page.evaluate(
        "window.said = []; new MutationObserver(() => window.said.push(kirim.textContent))"
        ".observe(kirim, {subtree: true, childList: true})"
    )
    heal(page, wifi)
    mine = Event.objects.filter(actor=ani.key, number__gt=cards).order_by("number")
    until(lambda: mine.count() == 20)
    says(page, BAR, r"GOV-P2 menunggu pilihan Anda")
    counts = [int(found) for found in re.findall(r"(\d+) menunggu(?! p)", " ".join(page.evaluate("window.said")))]
    assert counts == sorted(counts, reverse=True) and {19, 10, 2} <= set(counts)
    wanted = [(f"masalah-{card}", field) for card in range(1, 8) for _, field in [e for e in edits if e[0] == card]]
    assert [(event.refs[0], next(iter(event.changes.get(event.refs[0]) or event.lost))) for event in mine] == wanted
    assert [event.refs[0] for event in mine if event.verb == "entry.conflict"] == ["masalah-2", "masalah-5"]
    page.get_by_role("button", name="Lihat (2)").click()
    page.get_by_role("link", name="Lihat kedua teks").first.click()
    page.locator(".version--mine >> text=Pakai ini").click()
    says(page, BAR, "GOV-P5 menunggu pilihan Anda")
    assert Problem.objects.get(number=2).evidence == "evidence 2"


def test_two_saves_of_one_field_never_overtake_each_other(phone, wifi, ani, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    wifi.fault = "reset_before"
    for n, text in enumerate(["Pertama", "Kedua"], 1):
        page.fill("#i-evidence", text)
        page.click("[data-save]")
        says(page, BAR, rf"Belum terkirim \({n}\)")
    wifi.longest_hold = 0.5
    sent = len(posts(wifi))
    wifi.fault = lambda head: "held" if len(posts(wifi)) == sent else None
    page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: Event.objects.count() == 3)
    assert texts_of("evidence") == ["Dua jam", "Pertama", "Kedua"]


@pytest.mark.in_turn
def test_two_tabs_of_one_browser_send_one_at_a_time_and_both_say_what_is_true(phone, wifi, ani, problem):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Kedua"}, op=new_op())
    one = enter(phone(), wifi, ani, f"{problem}/")
    two = one.context.new_page()
    enter(two, wifi, ani, "masalah-2/")
    wifi.fault = "reset_before"
    for n, page in enumerate([one, two, one, two], 1):
        page.fill("#i-evidence", f"Teks {n}")
        page.click("[data-save]")
        says(page, BAR, rf"Belum terkirim \({n}\)")
    says(one, BAR, r"Belum terkirim \(4\)")
    wifi.longest_hold = 0.3
    wifi.fault = lambda head: "held"
    for page in (one, two):
        page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: Event.objects.count() == 6)
    wifi.fault = None
    assert texts_of("evidence") == ["Dua jam", "Teks 1", "Teks 2", "Teks 3", "Teks 4"]
    for page in (one, two):
        says(page, "#f-evidence [data-state]", "Tersimpan")
        says(page, BAR, "Tersimpan")


@pytest.mark.in_turn
def test_pages_from_before_a_restart_save_to_the_process_after_it_and_hear_of_others(
    phone, wifi, start, ani, budi, problem, trouble
):
    trouble.tolerate("EventSource")

    def through(server):
        parts = urlsplit(server.url)
        wifi.upstreams = [(parts.hostname, parts.port)]
        return server

    old = through(start())
    board = enter(phone(), wifi, ani)
    until(lambda: wifi.open_streams == 1)
    page = enter(phone(), wifi, ani, f"{problem}/")
    page.fill("#i-evidence", "Ditulis selama server diperbarui")
    old.stop()
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\).*Ada gangguan pada server")
    through(start())
    says(page, "#f-evidence [data-state]", "Tersimpan")
    assert texts_of("evidence") == ["Dua jam", "Ditulis selama server diperbarui"]
    add_entry(budi.actor, "masalah", "GOV", {"statement": "Data berbeda-beda"}, op=new_op())
    board.get_by_role("heading", name="Data berbeda-beda").wait_for()


@pytest.mark.in_turn
def test_a_server_that_asks_for_patience_gets_it_and_the_bar_says_how_long(phone, wifi, ani, problem):
    page = phone()
    page.clock.install()
    enter(page, wifi, ani, f"{problem}/")
    busy = {"status": 429, "headers": {"Retry-After": "30"}, "body": "slow down"}
    page.route(f"**/{problem}/", lambda route: route.fulfill(**busy), times=1)
    page.fill("#i-evidence", "Sabar")
    page.click("[data-save]")
    says(page, BAR, "Server meminta jeda.*dikirim ulang dalam 30 detik")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.clock.fast_forward(29_000)
    assert posts(wifi) == []
    page.clock.fast_forward(9_000)
    says(page, "#f-evidence [data-state]", "Tersimpan")
    assert Problem.objects.get().evidence == "Sabar"


@pytest.mark.in_turn
def test_who_asks_to_send_while_a_request_hangs_is_heard_when_it_fails(phone, wifi, ani, problem):
    page = phone()
    page.add_init_script(ENDLESS)
    enter(page, wifi, ani, f"{problem}/")
    wifi.fault = "portal"
    page.fill("#i-evidence", "Menunggu wifi")
    page.click("[data-save]")
    says(page, BAR, "Belum terkirim")
    held = []
    page.route(f"**{BOARD}{problem}/", lambda route: route.continue_() if held else held.append(route))
    wifi.fault = None
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_function("() => document.body.textContent.includes('Mengirim…')")
    page.evaluate("dispatchEvent(new Event('online'))")
    held[0].abort()
    says(page, BAR, "Tersimpan")


def test_the_list_of_what_waits_needs_no_connection_and_leads_to_the_portal(phone, wifi, ani, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    wifi.fault = "portal"
    page.fill("#i-evidence", "Menunggu wifi")
    page.click("[data-save]")
    says(page, BAR, "Tidak terkirim karena wifi hotel meminta masuk")
    page.context.set_offline(True)
    link = bar(page).get_by_role("link", name="Buka halaman masuk wifi")
    assert (link.get_attribute("href"), link.get_attribute("target")) == (f"{wifi.url}/", "_blank")
    page.get_by_role("button", name="Lihat (1)").click()
    expect(page.locator("dialog li")).to_contain_text(re.compile(r"GOV-P1 · Bukti · \d\d\.\d\d.*Menunggu wifi"))
    page.context.set_offline(False)
    sent = len(posts(wifi))
    page.get_by_role("button", name="Coba kirim lagi").click()
    until(lambda: len(posts(wifi)) > sent)
    heal(page, wifi)
    expect(page.locator("dialog")).to_contain_text("Semua sudah terkirim")
    assert Problem.objects.get().evidence == "Menunggu wifi"


def test_a_choice_that_somebody_is_making_is_not_swapped_by_a_ring(phone, wifi, ani, budi, fitri):
    page = phone(width=1280, height=900)
    sit_down(page, wifi, fitri)
    page.goto(f"{wifi.url}/r/ponorogo/orang/")
    page.get_by_label("Kelompok Ani").focus()
    page.get_by_label("Kelompok Ani").select_option("ekonomi")
    correct_self(budi.actor, name="Budi Santoso", institution="Kadin", op=new_op())
    expect(page.locator("#perubahan-baru")).to_be_visible()
    expect(page.get_by_label("Kelompok Ani")).to_have_value("ekonomi")
