"""Two people on one card in a real browser: what waited on a phone, each choice, by keyboard, at three widths."""

import re

import pytest
from playwright.sync_api import expect

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Problem, Strategy, Target
from tests.cast import new_op
from tests.pillars.cards.test_browser import BOARD, bar, enter, misfits, no_sending
from workshops.plans.models import Plan


@pytest.fixture
def problem(ani, trouble):
    """A card; that the browser cannot send for a while is part of these tests."""
    trouble.tolerate("net::ERR_FAILED")
    return add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean", "evidence": "Dua jam"}, op=new_op()).ref


def write(person, ref, **values):
    return save_entry(person.actor, ref, values, base=Plan.objects.get().head, op=new_op())


def away_and_back(page, typed, meanwhile):
    """Types and presses Simpan where nothing is sent; `meanwhile()` happens elsewhere; then the network is back."""
    page.route("**/*", no_sending)
    typed()
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim")
    meanwhile()
    page.unroute("**/*", no_sending)
    page.evaluate("dispatchEvent(new Event('online'))")


def test_what_waited_for_an_hour_meets_the_last_of_two_changes_and_its_choice_a_third(
    server, phone, ani, budi, dewi, problem
):
    page = enter(phone(width=360, height=640), server, ani, f"{problem}/")

    def meanwhile():
        write(budi, problem, evidence="Budi: empat jam")
        write(dewi, problem, evidence="Dewi: lima jam")

    away_and_back(page, lambda: page.fill("#i-evidence", "Ani: tiga jam"), meanwhile)
    expect(page.locator(".version__text")).to_have_text(["Ani: tiga jam", "Dewi: lima jam"])
    expect(page.get_by_role("heading", name="Dua perubahan")).to_be_in_viewport(ratio=1)
    expect(page.locator(".version").nth(1)).to_contain_text(re.compile(r"Dewi, .*\s· \d\d\.\d\d"))
    write(budi, problem, evidence="Budi: enam jam")
    page.click(".version--mine button")
    expect(page.locator(".version__text")).to_have_text(["Ani: tiga jam", "Budi: enam jam"])
    page.click(".version--mine button")
    expect(page.locator("#i-evidence")).to_have_value("Ani: tiga jam")
    expect(bar(page)).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Ani: tiga jam"
    page.reload()
    expect(page.locator("#draf-lama")).to_be_hidden()


@pytest.mark.in_turn
def test_a_choice_that_came_up_elsewhere_is_said_there_and_made_by_keyboard(server, phone, ani, budi, problem):
    page = enter(phone(), server, ani, f"{problem}/")
    page.route("**/*", no_sending)
    page.fill("#i-evidence", "Ani: tiga jam")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim")
    write(budi, problem, evidence="Budi: empat jam")
    page.goto(f"{server.url}{BOARD}")
    page.unroute("**/*", no_sending)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#kirim")).to_contain_text("GOV-P1 menunggu pilihan Anda")
    page.click("#kirim button")
    page.click("text=Lihat kedua teks")
    expect(page.locator(".version__text")).to_have_text(["Ani: tiga jam", "Budi: empat jam"])
    page.locator(".version--mine button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#i-evidence")).to_have_value("Ani: tiga jam")
    expect(page.locator("body")).not_to_contain_text("menunggu pilihan Anda")
    assert Problem.objects.get().evidence == "Ani: tiga jam"


@pytest.mark.in_turn
def test_by_hand_begins_with_what_both_wrote(server, phone, ani, budi, problem):
    page = enter(phone(), server, ani, f"{problem}/")
    away_and_back(
        page,
        lambda: page.fill("#i-evidence", "Dua jam, lansia berdiri"),
        lambda: write(budi, problem, evidence="Rata-rata Dua jam"),
    )
    page.click("text=Gabungkan sendiri dari kedua teks")
    by_hand = page.locator("textarea[name=evidence]:visible")
    expect(by_hand).to_have_value("Rata-rata Dua jam, lansia berdiri")
    page.click("text=Simpan gabungan")
    expect(page.locator("#i-evidence")).to_have_value("Rata-rata Dua jam, lansia berdiri")


@pytest.mark.in_turn
@pytest.mark.parametrize("left", [False, True], ids=["brought back", "left in the bin"])
def test_what_waited_for_a_card_that_was_deleted_is_brought_back_with_it_or_left(
    server, phone, ani, dewi, problem, left
):
    page = enter(phone(), server, ani, f"{problem}/")
    away_and_back(
        page,
        lambda: page.fill("#i-evidence", "Ani: tiga jam"),
        lambda: delete_entry(dewi.actor, problem, op=new_op()),
    )
    expect(page.locator("#lembar")).to_contain_text("Dewi menghapus masalah GOV-P1")
    expect(page.locator("#lembar dd")).to_have_text(["Ani: tiga jam"])
    page.click("text=Biarkan terhapus" if left else "text=Pulihkan dengan isi saya")
    if left:
        expect(page.locator("h1")).to_contain_text("Tata Kelola")
        expect(page.locator("body")).not_to_contain_text("Tidak bisa disimpan")
    else:
        expect(page.locator("#i-evidence")).to_have_value("Ani: tiga jam")
        assert Problem.objects.get().evidence == "Ani: tiga jam"
    assert Problem.objects.get().is_deleted == left


@pytest.mark.in_turn
def test_a_new_card_brings_its_parent_back_with_what_was_typed_last(server, phone, ani, dewi, problem):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Antrean pendek"}, op=new_op())
    page = enter(phone(), server, ani, "strategi/baru/?induk=sasaran-1")
    away_and_back(
        page,
        lambda: page.fill("#i-statement", "Loket keliling"),
        lambda: delete_entry(dewi.actor, "sasaran-1", op=new_op()),
    )
    expect(page.locator("#ringkasan")).to_contain_text("Dewi menghapus sasaran GOV-S1")
    page.fill("#i-statement", "Loket keliling tiap pekan")
    page.click("text=Pulihkan GOV-S1 dan simpan di bawahnya")
    expect(page).to_have_url(f"{server.url}{BOARD}strategi-1/")
    row = Strategy.objects.get()
    assert (row.statement, row.target.is_deleted) == ("Loket keliling tiap pekan", False)
    assert not Target.objects.get().is_deleted


@pytest.mark.in_turn
def test_the_pages_of_a_choice_fit_and_satisfy_axe(server, phone, ani, budi, dewi, problem):
    base = Plan.objects.get().head
    for n in (1, 2, 3):
        add_entry(ani.actor, "sasaran", "GOV", {"statement": f"Sasaran {n}"}, op=new_op())
    ops = [new_op() for _ in range(3)]
    both = {"evidence": "Warga menunggu di loket " * 12, "sources": ["BPS 2026", "Renstra"], "urgency": 3}
    write(budi, problem, **both)
    mine = {"evidence": "Teks Ani " * 30, "sources": ["BPS 2025"], "urgency": 5}
    save_entry(ani.actor, problem, mine, base=base, op=ops[0])
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    save_entry(ani.actor, "sasaran-1", {"note": "Teks Ani " * 30}, base=base, op=ops[1])
    add_entry(ani.actor, "strategi", "GOV", {"statement": "Cara", "target_ref": "sasaran-1"}, op=ops[2])
    addresses = [f"{problem}/beda/?op={ops[0]}", f"sasaran-1/beda/?op={ops[1]}", f"sasaran-1/beda/?op={ops[2]}"]
    page, wrong = phone(), []
    for address in [*addresses, "sasaran-2/"]:
        enter(page, server, dewi if address == "sasaran-2/" else ani, address)
        if address == "sasaran-2/":
            write(budi, "sasaran-2", note="Baru")
            page.click("text=Hapus kartu ini")
            page.click("button:has-text('Hapus sasaran')")
            expect(page.locator("h2")).to_contain_text("Belum dihapus")
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        wrong += misfits(page, address, (360, 768, 1280))
    assert wrong == []
