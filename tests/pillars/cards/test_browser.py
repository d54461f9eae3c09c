"""A card in a real browser: drafts, receipts, the outbox, live notes, keyboard, widths, axe."""

import re

import pytest
from playwright.sync_api import expect

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.models import Problem, Target
from tests.browsing import faults
from tests.cast import new_op
from workshops.live.models import Event

BOARD = "/r/ponorogo/tata-kelola/"


@pytest.fixture
def problem(ani):
    values = {"statement": "Antrean panjang", "evidence": "Dua jam"}
    return add_entry(ani.actor, "masalah", "GOV", values, op=new_op()).ref


def enter(page, server, person, address=""):
    """Opens `address` below the board in this browser as `person`."""
    cookie = {"name": "rembuk", "value": person.client.cookies["rembuk"].value, "url": server.url}
    page.context.add_cookies([cookie])
    page.goto(f"{server.url}{BOARD}{address}")
    return page


def no_sending(route):
    """A network that shows pages and loses every post."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def bar(page):
    return page.locator("[data-bar]")


def test_typing_saves_and_the_receipt_comes_from_the_server(server, page, ani, problem):
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Tiga jam")
    expect(page.locator("#f-evidence [data-state]")).to_have_text(
        re.compile(r"Draf di \S+ ini, \d\d\.\d\d\. Belum dikirim\.")
    )
    expect(bar(page)).to_contain_text("1 isian belum dikirim")
    page.click("[data-save]")
    expect(page.locator("#f-evidence [data-state]")).to_contain_text(re.compile(r"Tersimpan \d\d\.\d\d"))
    expect(bar(page)).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Tiga jam"
    assert Event.objects.last().changes == {"masalah-1": {"evidence": ["Dua jam", "Tiga jam"]}}
    page.fill("#i-evidence", "Empat jam")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Tersimpan")
    page.reload()
    expect(page.locator("#i-evidence")).to_have_value("Empat jam")
    expect(page.locator("#draf-lama")).to_be_hidden()


def test_a_new_card_becomes_the_card_under_its_own_address(server, page, ani, problem):
    enter(page, server, ani, "sasaran/baru/?induk=masalah-1")
    page.fill("#i-statement", "Antrean pendek")
    page.click("[data-save]")
    expect(page).to_have_url(f"{server.url}{BOARD}sasaran-1/")
    page.fill("#i-indicator", "Lama antre")
    page.click("[data-save]")
    expect(page.locator("#f-indicator [data-state]")).to_contain_text("Tersimpan")
    row = Target.objects.get()
    assert (row.statement, row.indicator) == ("Antrean pendek", "Lama antre")


def test_a_double_press_is_one_save(server, page, ani, problem):
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Tiga jam")
    page.dblclick("[data-save]")
    expect(page.locator("#f-evidence [data-state]")).to_contain_text("Tersimpan")
    assert Event.objects.count() == 2


def test_what_was_typed_and_not_sent_is_offered_again_to_its_author_only(server, page, ani, budi, problem):
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Belum selesai menulis")
    page.reload()
    expect(page.locator("#i-evidence")).to_have_value("Dua jam")
    expect(page.locator("#draf-lama")).to_contain_text(re.compile(r"Draf \d\d\.\d\d dari \S+ ini ditemukan"))
    enter(page, server, budi, f"{problem}/")
    expect(page.locator("#draf-lama")).to_be_hidden()
    enter(page, server, ani, f"{problem}/")
    page.click("text=Pakai draf")
    expect(page.locator("#i-evidence")).to_have_value("Belum selesai menulis")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Belum selesai menulis"


@pytest.mark.in_turn
def test_the_reason_of_an_alignment_is_a_draft_too(server, page, ani, problem):
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "S"}, op=new_op()).ref
    enter(page, server, ani, f"{target}/selaras/?pilih=tidak-ada")
    page.fill("#i-alignment_reason", "Diusulkan tahun depan")
    page.reload()
    page.click("text=Pakai draf")
    page.click("[data-save]")
    expect(page.locator("[data-kind=saved]").first).to_be_visible()
    assert Target.objects.get().alignment_reason == "Diusulkan tahun depan"
    enter(page, server, ani, f"{target}/selaras/?pilih=tidak-ada")
    expect(page.locator("#draf-lama")).to_be_hidden()


@pytest.mark.in_turn
def test_a_full_storage_is_said_and_saving_goes_on(server, page, ani, problem):
    full = "() => { throw new DOMException('full', 'QuotaExceededError') }"
    page.add_init_script(f"Storage.prototype.setItem = IDBObjectStore.prototype.put = {full}")
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Tidak muat lagi")
    expect(bar(page)).to_contain_text("penuh: jangan tutup halaman ini")
    page.click("[data-save]")
    expect(page.locator("#f-evidence [data-state]")).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Tidak muat lagi"


@pytest.mark.in_turn
def test_a_draft_that_is_thrown_away_does_not_come_back(server, page, ani, problem):
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Salah")
    page.reload()
    page.click("text=Buang draf")
    page.reload()
    expect(page.locator("#draf-lama")).to_be_hidden()


def test_an_old_draft_meets_what_others_saved_meanwhile(server, page, ani, budi, problem):
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Teks Ani")
    page.goto("about:blank")
    save_entry(budi.actor, problem, {"evidence": "Teks Budi"}, base=1, op=new_op())
    enter(page, server, ani, f"{problem}/")
    page.click("text=Pakai draf")
    page.click("[data-save]")
    expect(page.locator("[data-kind=conflict]")).to_be_visible()
    assert Problem.objects.get().evidence == "Teks Budi"
    page.locator(".version--mine >> text=Pakai ini").click()
    expect(page.locator("#i-evidence")).to_have_value("Teks Ani")
    expect(bar(page)).to_contain_text("Tersimpan")


@pytest.mark.in_turn
def test_taking_the_other_text_ends_the_matter(server, page, ani, budi, problem):
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Teks Ani")
    save_entry(budi.actor, problem, {"evidence": "Teks Budi"}, base=1, op=new_op())
    page.click("[data-save]")
    page.locator(".version--theirs >> text=Pakai ini").click()
    expect(page.locator("#i-evidence")).to_have_value("Teks Budi")
    page.reload()
    expect(page.locator("#i-evidence")).to_have_value("Teks Budi")
    expect(page.locator("#draf-lama")).to_be_hidden()
    assert Event.objects.get(number=3).lost == {"evidence": "Teks Ani"}


@pytest.mark.in_turn
def test_an_answer_that_is_not_ours_replaces_nothing_and_is_sent_again(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, f"{problem}/")
    before = "Dua jam"
    for number, (status, body, said) in enumerate(
        [
            (200, "<html><h1>Selamat datang di wifi hotel</h1></html>", "wifi hotel meminta masuk"),
            (502, "<html>Bad Gateway</html>", "Ada gangguan pada server"),
            (200, "", "wifi hotel meminta masuk"),
            (503, "", "Ada gangguan pada server"),
            (413, "too large", "Belum terkirim (1), disimpan di"),
        ],
        2,
    ):
        answer, text = {"status": status, "body": body, "content_type": "text/html"}, f"Jangan hilang {number}"
        page.route(f"**{BOARD}{problem}/", lambda route, _, answer=answer: route.fulfill(**answer))
        page.fill("#i-evidence", text)
        page.click("[data-save]")
        expect(bar(page)).to_contain_text(said)
        expect(page.locator("#i-evidence")).to_have_value(text)
        assert Problem.objects.get().evidence == before
        page.unroute_all()
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#f-evidence [data-state]")).to_contain_text("Tersimpan")
        before = Problem.objects.get().evidence
        assert before == text
        assert Event.objects.count() == number


def test_a_card_deleted_meanwhile_comes_back_with_my_text(server, page, ani, budi, problem, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Tiga jam")
    delete_entry(budi.actor, problem, op=new_op())
    page.click("[data-save]")
    page.get_by_role("button", name="Pulihkan dengan isi saya").click()
    expect(page.locator("#i-evidence")).to_have_value("Tiga jam")
    expect(bar(page)).to_contain_text("Tersimpan")
    assert Problem.objects.get(deleted_in=None).evidence == "Tiga jam"


def test_an_answer_lost_after_the_commit_is_asked_for_again_and_counts_once(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, f"{problem}/")

    def lose(route):
        route.fetch()
        route.abort()

    page.route(f"**{BOARD}{problem}/", lose, times=1)
    page.fill("#i-evidence", "Sudah sampai")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim (1)")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(bar(page)).to_contain_text("Tersimpan")
    assert Event.objects.count() == 2


@pytest.mark.in_turn
def test_what_waits_to_be_sent_is_sent_from_the_next_page(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, f"{problem}/")
    page.route(
        f"**{BOARD}{problem}/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.fill("#i-statement", "Dari antrean")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim (1)")
    page.unroute_all()
    page.goto(f"{server.url}{BOARD}")
    expect(page.locator("#masalah-1")).to_contain_text("Dari antrean")
    expect(page.locator("#kirim")).to_have_count(0)


@pytest.mark.in_turn
def test_a_save_that_arrives_after_a_reload_is_shown_and_never_undone_by_the_next(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, f"{problem}/")
    page.route("**/*", no_sending)
    page.fill("#i-evidence", "Tiga jam")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim (1)")
    page.reload()
    expect(page.locator("#i-evidence")).to_have_value("Dua jam")
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(bar(page)).to_contain_text("Tersimpan")
    expect(page.locator("#i-evidence")).to_have_value("Tiga jam")
    expect(page.locator("#draf-lama")).to_be_hidden()
    page.fill("#i-statement", "Antrean sangat panjang")
    page.click("[data-save]")
    expect(page.locator("#f-statement [data-state]")).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Tiga jam"


@pytest.mark.in_turn
def test_a_save_that_is_refused_after_a_reload_keeps_every_letter(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, f"{problem}/")
    page.route("**/*", no_sending)
    page.fill("#i-evidence", "Tiga jam")
    page.fill("#i-statement", "")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim (1)")
    page.reload()
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#f-statement")).to_contain_text("belum diisi")
    expect(page.locator("#i-evidence")).to_have_value("Tiga jam")
    page.reload()
    page.get_by_role("button", name="Pakai draf").click()
    expect(page.locator("#i-evidence")).to_have_value("Tiga jam")


@pytest.mark.in_turn
def test_a_text_too_large_to_be_sent_stays_a_draft_and_holds_up_no_other(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "x" * 2_200_000)
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("lebih besar dari 2 MB")
    assert len(page.locator("#i-evidence").input_value()) == 2_200_000
    page.fill("#i-evidence", "Tiga jam")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Tiga jam"


@pytest.mark.in_turn
def test_a_save_of_another_card_that_arrives_here_is_said_here(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Masalah 2"}, op=new_op())
    enter(page, server, ani, f"{problem}/")
    page.route("**/*", no_sending)
    page.fill("#i-evidence", "Tiga jam")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim (1)")
    enter(page, server, ani, "masalah-2/")
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(bar(page)).to_contain_text("Tersimpan")
    expect(bar(page)).not_to_contain_text("Mengirim")
    assert Problem.objects.get(number=1).evidence == "Tiga jam"


@pytest.mark.in_turn
def test_the_next_new_card_stays_with_its_writer_when_the_one_before_arrives(server, page, ani, trouble):
    trouble.tolerate("Failed to load resource")
    enter(page, server, ani, "masalah/baru/")
    page.route("**/*", no_sending)
    page.fill("#i-statement", "Jalan rusak")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Belum terkirim (1)")
    page.fill("#i-statement", "Air keruh")
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(bar(page)).to_contain_text("Tersimpan")
    expect(page.locator("#i-statement")).to_have_value("Air keruh")
    page.click("[data-save]")
    page.wait_for_url("**/masalah-2/")
    assert [row.statement for row in Problem.objects.order_by("number")] == ["Jalan rusak", "Air keruh"]


@pytest.mark.in_turn
def test_typing_goes_on_in_the_card_that_a_new_one_has_become(server, page, ani):
    enter(page, server, ani, "masalah/baru/")

    def slow(route):
        answer = route.fetch()
        page.locator("#i-statement").fill("Jalan rusak berat")
        route.fulfill(response=answer)

    page.fill("#i-statement", "Jalan rusak")
    page.route(f"**{BOARD}masalah/baru/", slow, times=1)
    page.click("[data-save]", no_wait_after=True)
    page.wait_for_url("**/masalah-1/")
    expect(page.locator("#i-statement")).to_have_value("Jalan rusak berat")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Tersimpan")
    assert [row.statement for row in Problem.objects.all()] == ["Jalan rusak berat"]


@pytest.mark.in_turn
def test_a_browser_without_storage_says_so_before_the_first_letter_and_saves(server, page, ani, problem):
    for store in ("localStorage", "indexedDB"):
        page.add_init_script(f"Object.defineProperty(window, '{store}', {{get() {{ throw new Error('forbidden') }}}})")
    enter(page, server, ani, f"{problem}/")
    expect(bar(page)).to_contain_text("tidak menyimpan draf")
    page.fill("#i-evidence", "Tiga jam")
    page.click("[data-save]")
    expect(page.locator("#f-evidence [data-state]")).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Tiga jam"


@pytest.mark.in_turn
def test_an_expired_token_is_renewed_and_the_save_goes_out_under_the_same_op(server, page, ani, problem):
    enter(page, server, ani, f"{problem}/")
    page.fill("#i-evidence", "Setelah istirahat")
    page.evaluate("document.body.dataset.token = 'x'.repeat(64)")
    page.click("[data-save]")
    expect(page.locator("#f-evidence [data-state]")).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Setelah istirahat"


def test_what_is_typed_while_a_save_is_on_its_way_stays_a_draft(server, page, ani, problem):
    enter(page, server, ani, f"{problem}/")
    held = []
    page.route(f"**{BOARD}{problem}/", lambda route: held.append(route))
    page.fill("#i-evidence", "Pertama")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Mengirim")
    page.fill("#i-evidence", "Pertama dan lanjutannya")
    held[0].continue_()
    expect(page.locator("#f-evidence [data-state]")).to_contain_text("Belum dikirim")
    expect(page.locator("#i-evidence")).to_have_value("Pertama dan lanjutannya")
    page.unroute_all()
    page.click("[data-save]")
    expect(page.locator("#f-evidence [data-state]")).to_contain_text("Tersimpan")
    assert Problem.objects.get().evidence == "Pertama dan lanjutannya"


def test_what_others_changed_under_my_fingers_is_met_and_never_overwritten(server, page, ani, budi, problem):
    enter(page, server, ani, f"{problem}/")
    held = []
    page.route(f"**{BOARD}{problem}/", lambda route: held.append(route))
    page.fill("#i-affected", "Lansia")
    page.click("[data-save]")
    expect(bar(page)).to_contain_text("Mengirim")
    page.fill("#i-evidence", "Teks Ani")
    save_entry(budi.actor, problem, {"evidence": "Teks Budi"}, base=1, op=new_op())
    held[0].continue_()
    page.unroute_all()
    expect(page.locator("#f-affected [data-state]")).to_contain_text("Tersimpan")
    expect(page.locator("#tanda-terima")).to_contain_text("Budi mengubah Bukti")
    expect(page.locator("#i-evidence")).to_have_value("Teks Ani")
    page.click("[data-save]")
    expect(page.locator("[data-kind=conflict]")).to_be_visible()
    assert Problem.objects.get().evidence == "Teks Budi"


@pytest.mark.in_turn
def test_edits_of_several_cards_without_a_network_arrive_in_order_each_once(server, page, ani, problem, trouble):
    trouble.tolerate("Failed to load resource")
    for n in range(2, 5):
        add_entry(ani.actor, "masalah", "GOV", {"statement": f"Masalah {n}"}, op=new_op())
    head = Event.objects.count()
    for n in range(1, 5):
        enter(page, server, ani, f"masalah-{n}/")
        page.route("**/*", no_sending)
        page.fill("#i-evidence", f"Bukti {n}")
        page.click("[data-save]")
        expect(bar(page)).to_contain_text(f"Belum terkirim ({n})")
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(bar(page)).to_contain_text("Tersimpan")
    arrived = [event.refs[0] for event in Event.objects.filter(number__gt=head)]
    assert arrived == ["masalah-1", "masalah-2", "masalah-3", "masalah-4"]
    assert [row.evidence for row in Problem.objects.order_by("number")] == [f"Bukti {n}" for n in range(1, 5)]


@pytest.mark.in_turn
def test_a_target_says_faults_lengths_and_differences_and_takes_a_reading_and_a_suggestion(server, page, ani, problem):
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "S", "dimension": "GOV-1"}, op=new_op()).ref
    enter(page, server, ani, f"{target}/")
    page.click("text=Bantu pilih indikator")
    first = page.locator("[data-use]").first
    name = first.get_attribute("data-indicator")
    first.click()
    expect(page.locator("#i-indicator")).to_have_value(name)
    page.fill("#i-baseline", "17.63")
    page.click("[data-save]")
    expect(page.locator("#ringkasan")).to_be_focused()
    expect(page.locator("#f-baseline [data-kind=ambiguous_number]")).to_be_visible()
    page.locator("#f-baseline button", has_text="17,63").click()
    expect(page.locator("#i-baseline")).to_have_value("17,63")
    page.click("[data-save]")
    expect(page.locator("#f-baseline [data-foot]")).to_contain_text("dibaca 17,63")
    row = Target.objects.get()
    assert str(row.baseline) == "17.630000"
    assert row.indicator == name and row.unit and row.direction
    page.fill("#i-statement", "Antrean lebih pendek")
    page.click("[data-save]")
    expect(page.locator("#f-statement [data-state]")).to_contain_text("Tersimpan")
    page.locator("#f-indicator details:not([open]) summary").click()
    page.locator("[data-use]").nth(1).click()
    expect(page.locator("#i-indicator")).not_to_have_value(name)
    page.fill("#i-indicator", name)
    page.fill("#i-statement", "😀" * 12)
    expect(page.locator("#f-statement [data-counter]")).to_have_text("12 dari 2.000")
    page.fill("#i-baseline", "9,5")
    page.fill("#i-targets_by_year-2027", "10")
    page.fill("#i-targets_by_year-2028", "8,25")
    lines = page.locator("#f-targets_by_year [data-difference]")
    expect(lines.nth(0)).to_have_text("naik 0,5 dari awal")
    expect(lines.nth(1)).to_have_text("turun 1,75")


def test_others_changes_come_as_a_note_and_leave_what_is_typed_alone(server, page, ani, budi, problem):
    enter(page, server, ani, f"{problem}/")
    page.click("#i-evidence")
    page.keyboard.type("Sedang menulis ")
    save_entry(budi.actor, problem, {"evidence": "Teks Budi", "affected": "Lansia"}, base=1, op=new_op())
    expect(page.locator("#perubahan [data-changed=evidence]")).to_contain_text("Budi mengubah Bukti")
    page.keyboard.type("terus")
    expect(page.locator("#i-evidence")).to_be_focused()
    assert "Sedang menulis terus" in page.input_value("#i-evidence")
    page.fill("#i-root_cause", "Berkas belum dilimpahkan")
    page.click("[data-save]")
    expect(page.locator("[data-kind=conflict]")).to_be_visible()
    row = Problem.objects.get()
    assert (row.evidence, row.affected, row.root_cause) == ("Teks Budi", "Lansia", "Berkas belum dilimpahkan")


@pytest.mark.in_turn
def test_a_save_of_others_appears_on_the_board_without_a_reload_and_waits_while_somebody_touches_it(
    server, page, ani, budi, problem
):
    enter(page, server, ani)
    page.evaluate("window.stayed = true")
    save_entry(budi.actor, problem, {"statement": "Antrean sangat panjang"}, base=1, op=new_op())
    expect(page.locator("#masalah-1")).to_contain_text("Antrean sangat panjang")
    expect(page.locator("#masalah-1 .entry__live")).to_have_text("Diubah Budi, baru saja")
    add_entry(budi.actor, "sasaran", "GOV", {"statement": "Sasaran baru", "problem_refs": [problem]}, op=new_op())
    expect(page.locator("#sasaran-1")).to_contain_text("Sasaran baru")
    page.evaluate("setInterval(() => dispatchEvent(new Event('pointerdown')), 100)")
    add_entry(budi.actor, "sasaran", "GOV", {"statement": "Sasaran kedua", "problem_refs": [problem]}, op=new_op())
    expect(page.locator("#perubahan-baru")).to_have_text(re.compile(r"\d perubahan baru\. Tampilkan"))
    expect(page.locator("#sasaran-2")).to_have_count(0)
    page.evaluate("document.getElementById('perubahan-baru').click()")
    expect(page.locator("#sasaran-2")).to_be_visible()
    assert page.evaluate("window.stayed") is True


def test_without_javascript_the_same_card_is_saved(server, phone, ani, problem):
    page = enter(phone(java_script_enabled=False), server, ani, f"{problem}/")
    page.fill("#i-evidence", "Tanpa skrip")
    page.click("[data-save]")
    expect(page.locator("[data-kind=saved]").first).to_be_visible()
    assert Problem.objects.get().evidence == "Tanpa skrip"


@pytest.mark.in_turn
def test_without_javascript_no_suggestion_offers_a_button_that_does_nothing(server, phone, ani, problem):
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "S", "dimension": "GOV-1"}, op=new_op()).ref
    page = enter(phone(java_script_enabled=False), server, ani, f"{target}/")
    page.click("text=Bantu pilih indikator")
    expect(page.locator("#f-indicator .helper__list li").first).to_be_visible()
    expect(page.locator("[data-use]").first).to_be_hidden()


@pytest.mark.in_turn
def test_a_link_opens_a_folded_field_and_a_keyboard_alone_saves(server, page, ani, problem):
    enter(page, server, ani, f"{problem}/#f-note")
    expect(page.locator("#i-note")).to_be_visible()
    page.focus("#i-statement")
    page.keyboard.press("Control+A")
    page.keyboard.type("Ditulis dengan papan tik")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-save]')"):
            break
    page.keyboard.press("Enter")
    expect(bar(page)).to_contain_text("Tersimpan")
    assert Problem.objects.get().statement == "Ditulis dengan papan tik"


def misfits(page, address, widths):
    """What is wrong with the open page at these widths: it scrolls sideways, or axe finds a fault."""
    wrong = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{address} scrolls sideways at {width}")
        wrong += [f"{address} {width}: {fault}" for fault in faults(page)]
    return wrong


@pytest.mark.in_turn
def test_pages_of_a_card_fit_and_satisfy_axe(server, phone, ani, budi, problem):
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "w" * 1900, "problem_refs": [problem]}, op=new_op())
    add_entry(ani.actor, "strategi", "GOV", {"statement": "Cara", "target_ref": "sasaran-1"}, op=new_op())
    add_entry(ani.actor, "program", "GOV", {"name": "Program", "strategy_ref": "strategi-1"}, op=new_op())
    page, wrong = phone(), []
    cards = ["masalah-1/", "sasaran-1/", "strategi-1/", "program-1/"]
    for address in [*cards, "sasaran/baru/?induk=masalah-1", "sasaran-1/riwayat/", "sasaran-1/selaras/", "terhapus/"]:
        enter(page, server, ani, address)
        if address in cards:
            page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        wrong += misfits(page, address, (320, 768, 1280))
    assert wrong == []


@pytest.mark.in_turn
def test_the_page_of_a_conflict_fits_and_satisfies_axe(server, phone, ani, budi, problem):
    page = enter(phone(), server, ani, f"{problem}/")
    page.fill("#i-evidence", "Teks Ani " * 30)
    save_entry(budi.actor, problem, {"evidence": "Teks Budi " * 30}, base=1, op=new_op())
    page.click("[data-save]")
    expect(page.locator(".version")).to_have_count(2)
    assert misfits(page, "the conflict", (320, 1280)) == []


def test_no_script_of_the_corpus_runs(server, page, ani, problem):
    from tests.corpus.expectation import ITEMS, sent

    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    texts = [sent(i) for i, item in ITEMS.items() if i.startswith("INJ") and item["where"] == "any text field"]
    save_entry(
        ani.actor, problem, {"statement": texts[0] + texts[3], "evidence": "\n".join(texts)}, base=1, op=new_op()
    )
    for address in (f"{problem}/", f"{problem}/riwayat/", ""):
        enter(page, server, ani, address)
        expect(page.locator("h1").first).to_be_visible()
    assert dialogs == []
    assert not [url for url in asked if not url.startswith(server.url)]
