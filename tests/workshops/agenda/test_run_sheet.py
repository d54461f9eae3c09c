"""The run sheet as facilitators press on it and everybody reads it; announcements and calls on the pages of people."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import form_values, new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.models import HelpCall, Step
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db
SHEET, BOARD, SIX = "/r/ponorogo/acara/", "/r/ponorogo/tata-kelola/", "/r/ponorogo/kelompok/"


@pytest.fixture
def steps(plan, satya):
    """Four bimteks of two days, the first of them open, nothing running: the steps of its first day."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    return list(Step.objects.filter(plan=plan, bimtek__number=1, day=1))


def base():
    return str(Plan.objects.get(slug="ponorogo").head)


def pressed(person, act, shown=None, address=SHEET, **more):
    sent = {"op": new_op(), "base": shown or base(), "as": person.key, "act": act}
    answer = person.client.post(address, sent | more, follow=True)
    return answer, BeautifulSoup(answer.content, "lxml")


def page(person, address=SHEET):
    answer = person.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def words(soup):
    return " ".join(soup.get_text(" ").split())


def test_before_the_opening_the_agenda_is_read_and_nothing_can_be_started(plan, satya, fitri, ani):
    assert "Belum ada susunan acara." in words(page(fitri))
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    sheet = page(fitri)
    assert "Belum dibuka." in words(sheet) and sheet.find(value="start:1") is None
    asked = page(fitri, sheet.find("a", string="Buka Bimtek I")["href"])
    assert "Buka Bimtek I untuk peserta?" in words(asked)
    _, opened = pressed(fitri, "open:1")
    assert opened.find(value="start:1") is not None
    assert "Belum dibuka" not in words(page(ani)) and page(ani).find(value="start:1") is None


def test_a_step_runs_from_start_over_pause_and_more_time_to_the_next(steps, fitri, ani):
    _, sheet = pressed(fitri, "start:1")
    now = sheet.select_one(".agenda [aria-current=step]")
    assert "sisa 45 menit" in words(now) and now.find(string="Lanjut ke langkah 2")
    _, sheet = pressed(fitri, "pause")
    assert "Dijeda" in words(sheet.find(id="sisa")) and sheet.find(value="resume")
    pressed(fitri, "resume")
    _, sheet = pressed(fitri, "time:5")
    assert "sisa 50 menit" in words(sheet) and "Waktu selesai diubah dari" in words(sheet)
    assert "oleh Fitri" in words(sheet)
    question = page(fitri, f"{SHEET}?tanya=lanjut")
    assert "Lanjut ke langkah 2? Kelompok yang belum selesai tetap dapat mengisi." in words(question)
    assert question.find("a", string="Tetap di langkah 1")
    _, sheet = pressed(fitri, "next")
    assert "Pembukaan" in words(sheet.select_one("[aria-current=step]"))
    assert sheet.select_one(".agenda .done").find(string="Registrasi dan gabung ke Rembuk")
    assert "sisa 60 menit" in words(page(ani).find(id="waktu"))


def test_con_13_the_second_facilitator_is_told_who_was_first_and_what_they_did(steps, fitri, satya):
    pressed(fitri, "start:1")
    shown = base()
    pressed(fitri, "next", shown)
    answer, sheet = pressed(satya, "next", shown)
    assert answer.status_code == 200 and answer.redirect_chain[0][1] == 303
    assert "Fitri sudah melanjutkan ke langkah berikutnya" in words(sheet.find(attrs={"data-kind": "conflict"}))
    assert "Pembukaan" in words(sheet.select_one("[aria-current=step]"))


def test_what_cannot_be_done_is_said_and_changes_nothing(steps, fitri, everything):
    before = everything()
    for act, said in (
        ("pause", "Tidak ada langkah yang berjalan."),
        ("start:999", "sudah tidak ada"),
        ("x", "tidak dikenal"),
    ):
        answer, sheet = pressed(fitri, act)
        assert answer.status_code in (409, 422) and said in words(sheet)
    assert everything() == before


def test_steps_are_moved_skipped_and_taken_again_on_another_day_too(steps, fitri):
    address = f"{SHEET}?bimtek=1&hari=2"
    other = page(fitri, address).select(".agenda > li")
    second = other[1]["id"].removeprefix("langkah-")
    answer, sheet = pressed(fitri, f"up:{second}", address=address)
    assert sheet.select(".agenda > li")[0]["id"] == f"langkah-{second}"
    assert "hari=2" in answer.redirect_chain[0][0]
    _, sheet = pressed(fitri, f"skip:{second}", address=address)
    assert "Dilewati" in words(sheet.find(id=f"langkah-{second}"))
    _, sheet = pressed(fitri, f"unskip:{second}", address=address)
    assert "Dilewati" not in words(sheet.find(id=f"langkah-{second}"))


def test_a_step_is_changed_by_its_form_and_faults_are_said_with_the_text_kept(steps, fitri):
    address = f"{SHEET}langkah/5/"
    sent = form_values(fitri.get(address).content.decode())
    wrong = fitri.post(address, sent | {"planned_start": "25.10", "minutes": "0", "instruction": "a\nb\nc\nd"})
    soup = BeautifulSoup(wrong.content, "lxml")
    assert wrong.status_code == 422
    assert {item["data-field"] for item in soup.select("[data-field]")} == {"planned_start", "minutes", "instruction"}
    assert soup.find(id="f-planned_start")["value"] == "25.10"
    kept = Step.objects.get(number=5).fills
    answer = fitri.form(address, title="Latihan: dari keluhan ke masalah", planned_start="10.45")
    assert answer.status_code == 303 and "#langkah-5" in answer["Location"]
    step = Step.objects.get(number=5)
    assert (step.title, step.planned_start, step.fills) == ("Latihan: dari keluhan ke masalah", 645, kept)
    late = fitri.post(address, sent | {"title": "Judul lain", "op": new_op()})
    assert late.status_code == 409 and "Anda sudah mengubah langkah ini" in late.content.decode()
    assert "Judul lain" in late.content.decode()
    assert Step.objects.get(number=5).title == "Latihan: dari keluhan ke masalah"


def test_a_step_is_added_behind_the_last_and_a_running_one_is_deleted_with_a_word_to_all(steps, fitri, ani):
    add = page(fitri).select_one("a.btn--add")["href"]
    answer = fitri.form(add, title="Doa penutup", minutes="10")
    assert answer.status_code == 303
    assert "Doa penutup" in words(page(fitri).select(".agenda > li")[-1])
    pressed(fitri, "start:1")
    question = page(fitri, f"{SHEET}langkah/1/?hapus=1")
    assert "sedang dikerjakan" in words(question)
    pressed(fitri, "hapus", address=f"{SHEET}langkah/1/")
    assert "dihapus dari acara. Tulisan Anda tetap tersimpan" in words(page(ani, BOARD).find(id="umum"))
    assert page(ani, BOARD).find(id="waktu").has_attr("hidden")


def test_a_group_that_is_behind_sees_its_own_step_and_the_others_the_rooms(steps, fitri, ani, cici):
    pressed(fitri, "start:4")
    pressed(fitri, "next")
    pressed(fitri, "hold", group="ekonomi", step="4", minutes="15")
    mine = page(cici, "/r/ponorogo/ekonomi/").find(id="langkah")
    assert "Langkah 3 dari 9" in words(mine) and "Kelompok ini masih di langkah ini." in words(mine)
    assert "Langkah 4 dari 9" in words(page(ani, BOARD).find(id="langkah"))
    assert "Masih di langkah 3 dari 9" in words(page(fitri, SIX).find(id="kolom-ECO"))
    pressed(fitri, "release:ekonomi")
    assert "Langkah 4 dari 9" in words(page(cici, "/r/ponorogo/ekonomi/").find(id="langkah"))


def test_the_board_says_what_to_do_with_an_example_and_the_fields_to_fill(steps, fitri, ani):
    pressed(fitri, "start:5")
    strip = words(page(ani, BOARD).find(id="langkah"))
    assert "Ubah satu keluhan menjadi masalah" in strip and "Contoh. Keluhan: “sampah menumpuk”" in strip
    assert "Isi Masalah:" in strip and "bukti" in strip
    six = page(fitri, SIX)
    assert six.find(id="langkah").find(value="time:5") and six.find("a", string="Lanjut ke langkah 5")
    answer, _ = pressed(fitri, "time:5", kembali=SIX)
    assert answer.redirect_chain[0][0] == SIX


def test_an_announcement_is_read_closed_by_its_reader_and_ended_by_the_facilitator(steps, fitri, ani, budi):
    said = fitri.post(f"{SHEET}umum/", {"op": new_op(), "as": fitri.key, "text": "  ", "group": ""})
    assert said.status_code == 422 and "Isi pengumuman belum ditulis." in said.content.decode()
    fitri.post(f"{SHEET}umum/", {"op": new_op(), "as": fitri.key, "text": "Makan siang 11.45", "group": ""})
    for person in (ani, budi):
        assert "Makan siang 11.45" in words(page(person, BOARD).find(id="umum"))
    head = base()
    closed = ani.post(f"{SHEET}umum/1/tutup/", {"kembali": BOARD})
    assert (closed.status_code, closed["Location"], base()) == (303, BOARD, head)
    assert "Makan siang" not in words(page(ani, BOARD)) and "Makan siang" in words(page(budi, BOARD))
    assert ani.post(f"{SHEET}umum/1/akhiri/", {"op": new_op()}).status_code == 403
    fitri.post(f"{SHEET}umum/1/akhiri/", {"op": new_op(), "as": fitri.key})
    assert "Makan siang" not in words(page(budi, BOARD))


def test_a_return_address_is_only_taken_within_the_plan(steps, ani, fitri):
    fitri.post(f"{SHEET}umum/", {"op": new_op(), "as": fitri.key, "text": "Halo", "group": ""})
    for place in ("https://example.test/r/ponorogo/", "//example.test/r/ponorogo/", "/r/trenggalek/", "javascript:1"):
        assert ani.post(f"{SHEET}umum/1/tutup/", {"kembali": place})["Location"] == SHEET


def test_a_group_calls_and_the_facilitator_goes_there(steps, ani, budi, fitri, satya, eko):
    assert page(ani, BOARD).find(id="panggil").find("a")["href"] == f"{BOARD}panggil/"
    assert "Belum ada panggilan." in words(page(fitri).find(id="panggilan"))
    answer = ani.form(f"{BOARD}panggil/", text="Angka BPS atau data desa?")
    assert (answer.status_code, answer["Location"]) == (303, BOARD)
    assert "Fasilitator dipanggil" in words(page(budi, BOARD).find(id="panggil"))
    assert "1 menunggu" in words(page(fitri).find(id="panggilan"))
    column = page(fitri, SIX).find(id="kolom-GOV")
    assert "Memanggil" in words(column) and "Angka BPS atau data desa?" in words(column)
    go = {"op": new_op(), "as": fitri.key, "act": "ambil", "kembali": SIX}
    assert fitri.post(f"{SHEET}panggilan/1/", go)["Location"] == SIX
    late = satya.post(f"{SHEET}panggilan/1/", {"op": new_op(), "as": satya.key, "act": "ambil"})
    assert late.status_code == 409 and "Fitri sudah menuju kelompok itu" in late.content.decode()
    assert "Fitri menuju kelompok ini" in words(page(ani, BOARD).find(id="panggil"))
    fitri.post(f"{SHEET}panggilan/1/", {"op": new_op(), "as": fitri.key, "act": "selesai"})
    assert HelpCall.objects.get().closed_at and "Panggil fasilitator" in words(page(ani, BOARD).find(id="panggil"))
    assert eko.get(f"{BOARD}panggil/").status_code == 403


def test_a_card_shows_the_end_time_and_announcements(steps, ani, fitri):
    from pillars.cards.actions.save import add_entry

    ref = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
    pressed(fitri, "start:5")
    fitri.post(f"{SHEET}umum/", {"op": new_op(), "as": fitri.key, "text": "Simpan tulisan Anda", "group": ""})
    card = page(ani, f"{BOARD}{ref}/")
    assert "sisa 30 menit" in words(card.find(id="waktu")) and "Simpan tulisan Anda" in words(card.find(id="umum"))


def test_the_wall_follows_what_the_facilitator_did_last(steps, fitri, nana):
    from workshops.people.actions.join_codes import make_screen_key

    wall = f"/r/ponorogo/layar/{make_screen_key(Plan.objects.get(slug='ponorogo')).lower()}/"
    link = "/r/ponorogo/layar/tautan/"
    assert "masalah sudah punya sasaran" in words(page(nana, wall))
    pressed(fitri, "start:5")
    assert "Langkah 4 dari 9" in words(page(nana, wall)) and page(nana, wall).select_one("[role=timer][data-ends]")
    fitri.post(link, {"op": new_op(), "as": fitri.key, "tampilkan": "?tampil=contoh"})
    assert "sampah menumpuk" in words(page(nana, wall))
    fitri.post(f"{SHEET}umum/", {"op": new_op(), "as": fitri.key, "text": "Makan siang 11.45", "group": ""})
    assert "Makan siang 11.45" in words(page(nana, wall).h1)
    fitri.post(f"{SHEET}umum/1/akhiri/", {"op": new_op(), "as": fitri.key})
    assert "sampah menumpuk" in words(page(nana, wall))
    pressed(fitri, "start:3")
    assert "Coffee break. Lanjut pukul" in words(page(nana, wall))
    fitri.post(link, {"op": new_op(), "as": fitri.key, "tampilkan": "?tampil=maju"})
    assert "masalah sudah punya sasaran" in words(page(nana, wall).h1)
    assert fitri.post(link, {"op": new_op(), "as": fitri.key, "tampilkan": "?lain=1"}).status_code == 400


@pytest.mark.parametrize("address", [SHEET, BOARD, SIX])
def test_the_agenda_costs_a_few_questions_on_top_whatever_its_size(
    steps, fitri, address, django_assert_max_num_queries
):
    pressed(fitri, "start:5")
    fitri.post(f"{SHEET}umum/", {"op": new_op(), "as": fitri.key, "text": "Halo", "group": ""})
    page(fitri, address)
    from workshops import response_cache

    response_cache._responses.clear()
    with django_assert_max_num_queries(21):
        page(fitri, address)


def test_times_are_said_on_every_answer_to_what_changed(steps, ani):
    answer = ani.get(f"{BOARD}?since=1")
    assert answer.headers["X-Rembuk-Now"].isdigit()
    assert ani.get(SHEET).headers["X-Rembuk-Now"].isdigit()
