"""Careless people in a nasty hotel: second thoughts while a save waits, cards that are written twice, odd answers."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pillars.cards.actions.save import save_entry
from pillars.models import Problem
from tests.cast import new_op
from tests.phones import BAR, BOARD, enter, heal, posts, problem, says, sit_down, texts_of, wifi
from tests.processes import until
from workshops.live.models import Event
from workshops.membership.models import Participant

__all__ = ["problem", "wifi"]


def statements():
    return [row.statement for row in Problem.objects.order_by("number")]


def test_a_new_card_corrected_before_its_answer_came_is_one_card(phone, wifi, ani, plan):
    page = enter(phone(), wifi, ani, "masalah/baru/")
    wifi.fault = "reset_after"
    for n, text in enumerate(["Jalan rusak di desa", "Jalan rusak di desa Ngebel", "Jalan rusak di desa Pulung"], 1):
        page.fill("#i-statement", text)
        page.click("[data-save]")
        says(page, BAR, rf"Belum terkirim \({n}\)")
    heal(page, wifi)
    page.wait_for_url("**/masalah-1/")
    says(page, "#f-statement [data-state]", "Tersimpan")
    says(page, "#i-statement", "^Jalan rusak di desa Pulung$")
    assert statements() == ["Jalan rusak di desa Pulung"]
    page.goto(f"{wifi.url}{BOARD}masalah/baru/")
    expect(page.locator("[data-bar]")).to_contain_text("Belum disimpan")
    expect(page.locator("#draf-lama")).to_be_hidden()


@pytest.mark.in_turn
def test_another_card_written_into_the_same_form_is_another_card(phone, wifi, ani, plan):
    page = enter(phone(), wifi, ani, "masalah/baru/")
    wifi.fault = "reset_before"
    for n, text in enumerate(["Kurang air bersih", "Kurang listrik"], 1):
        page.fill("#i-statement", text)
        page.click("[data-save]")
        says(page, BAR, rf"Belum terkirim \({n}\)")
    heal(page, wifi)
    until(lambda: statements() == ["Kurang air bersih", "Kurang listrik"])


def test_the_form_of_the_next_card_stays_with_its_writer_also_on_a_new_page(phone, wifi, ani, plan):
    page = enter(phone(), wifi, ani, "masalah/baru/")
    wifi.fault = "reset_before"
    page.fill("#i-statement", "Kurang air bersih")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\)")
    wifi.fault = None

    def slow(route):
        answer = route.fetch()
        page.locator("#i-statement").fill("Kurang air minum ternak")
        route.fulfill(response=answer)

    page.route(
        f"**{BOARD}masalah/baru/", lambda route: slow(route) if route.request.method == "POST" else route.fallback()
    )
    page.goto(f"{wifi.url}{BOARD}masalah/baru/")
    says(page, BAR, "Tersimpan")
    page.unroute_all()
    expect(page.locator("#i-statement")).to_have_value("Kurang air minum ternak")
    page.click("[data-save]")
    page.wait_for_url("**/masalah-2/")
    assert statements() == ["Kurang air bersih", "Kurang air minum ternak"]


@pytest.mark.in_turn
def test_a_second_thought_while_the_first_waits_is_sent_as_well(phone, wifi, ani, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    wifi.fault = "reset_before"
    page.fill("#i-evidence", "Lima jam")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\)")
    page.fill("#i-evidence", "Dua jam")
    says(page, "#f-evidence [data-state]", "Belum dikirim")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(2\)")
    heal(page, wifi)
    until(lambda: texts_of("evidence") == ["Dua jam", "Lima jam", "Dua jam"])
    says(page, "#f-evidence [data-state]", "Tersimpan")


def test_an_offered_draft_survives_a_letter_typed_beside_it(phone, wifi, ani, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    page.fill("#i-evidence", "Tulisan panjang kemarin")
    page.reload()
    expect(page.get_by_role("button", name="Pakai draf")).to_be_visible()
    page.click("#i-evidence")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.reload()
    expect(page.get_by_role("button", name="Pakai draf")).to_be_visible()
    page.fill("#i-evidence", "Yang baru")
    page.click("[data-save]")
    says(page, "#f-evidence [data-state]", "Tersimpan")
    page.reload()
    page.get_by_role("button", name="Pakai draf").click()
    expect(page.locator("#i-evidence")).to_have_value("Tulisan panjang kemarin")
    page.click("[data-save]")
    # their own newer text is not overwritten unasked
    expect(page.locator(".version__text")).to_have_text(["Tulisan panjang kemarin", "Yang baru"])
    page.click(".version--mine button")
    says(page, "#i-evidence", "^Tulisan panjang kemarin$")
    page.reload()
    expect(page.locator("[data-bar]")).to_contain_text("Belum ada perubahan")
    expect(page.locator("#draf-lama")).to_be_hidden()


@pytest.mark.in_turn
def test_no_field_goes_on_saying_that_it_is_under_way(phone, wifi, ani, budi, problem):
    page = enter(phone(), wifi, ani, "masalah/baru/")
    wifi.fault = "reset_before"
    page.fill("#i-statement", "Jalan rusak")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\)")
    assert "Mengirim" not in page.locator("#isian").text_content()


@pytest.mark.in_turn
def test_nor_when_two_texts_wait_for_a_choice_beside_what_is_written_on(phone, wifi, ani, budi, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")
    base = Event.objects.count()
    wifi.fault = "reset_before"
    page.fill("#i-evidence", "Ani")
    page.fill("#i-root_cause", "Sebab")
    page.click("[data-save]")
    says(page, BAR, r"Belum terkirim \(1\)")
    save_entry(budi.actor, problem, {"evidence": "Budi"}, base=base, op=new_op())
    page.fill("#i-evidence", "Ani menulis terus")
    heal(page, wifi)
    says(page, BAR, "menunggu pilihan Anda")
    assert "Mengirim" not in page.locator("#isian").text_content()


@pytest.mark.in_turn
def test_a_proxy_that_asks_for_an_hour_of_patience_gets_a_minute(phone, wifi, ani, problem):
    page = phone()
    page.clock.install()
    enter(page, wifi, ani, f"{problem}/")
    busy = {"status": 503, "headers": {"Retry-After": "3600"}, "body": "maintenance"}
    page.route(f"**/{problem}/", lambda route: route.fulfill(**busy), times=1)
    page.fill("#i-evidence", "Sabar")
    page.click("[data-save]")
    says(page, BAR, "dikirim ulang dalam 60 detik")
    page.clock.fast_forward(80_000)
    says(page, "#f-evidence [data-state]", "Tersimpan")


@pytest.mark.in_turn
def test_an_advertisement_behind_our_answer_does_not_hold_the_save_up(phone, wifi, ani, problem):
    page = enter(phone(), wifi, ani, f"{problem}/")

    def behind(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + '<script src="http://iklan.invalid/a.js"></script>')

    page.route(f"**/{problem}/", behind, times=1)
    page.fill("#i-evidence", "Tiga jam")
    page.click("[data-save]")
    says(page, "#f-evidence [data-state]", "Tersimpan")
    assert len(posts(wifi)) == 1
    expect(page.locator("script[src*=iklan]")).to_have_count(0)


@pytest.mark.in_turn
def test_the_field_in_which_somebody_writes_is_not_behind_what_the_bar_says(phone, wifi, ani, problem):
    for width in (320, 1280):
        page = enter(phone(width=width), wifi, ani, f"{problem}/")
        wifi.fault = "portal"
        page.fill("#i-evidence", "Antrean")
        page.click("[data-save]")
        says(page, BAR, "wifi hotel meminta masuk")
        page.locator("#i-evidence").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("x")
        box = "document.querySelector('{}').getBoundingClientRect()"
        assert page.evaluate(f"{box.format(':focus')}.bottom <= {box.format('.savebar')}.top"), width
        wifi.fault = None


@pytest.mark.in_turn
def test_what_was_chosen_for_one_person_never_stands_at_another(phone, wifi, ani, budi, dewi, fitri, plan):
    page = phone(width=1280)
    sit_down(page, wifi, fitri)
    page.goto(f"{wifi.url}/r/ponorogo/orang/")
    page.get_by_label("Kelompok Ani").select_option("ekonomi")
    Participant.objects.filter(number=dewi.number).update(removed_at=timezone.now())
    page.reload()
    assert page.get_by_label("Kelompok Ani").input_value() == "ekonomi"
    assert page.get_by_label("Kelompok Budi").input_value() == "tata-kelola"
