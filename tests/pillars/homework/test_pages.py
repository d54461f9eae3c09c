"""The pages of homework: whose they show, what they say, and what becomes of bad input."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from pillars.cards.actions.save import add_entry, save_entry
from pillars.homework.actions import TaskAssignment, assign_tasks
from pillars.homework.links import key_for
from pillars.models import Target, Task
from tests.cast import Person, form_values, new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.codes import unseal
from workshops.people.actions.membership import remove_person, show_words
from workshops.plans.models import Bimtek, Plan

pytestmark = pytest.mark.django_db
FILL = "/r/ponorogo/tata-kelola/sasaran-1/isi/1/"
MINE = "/r/ponorogo/tugas/"


@pytest.fixture
def given(plan, ani, cici, fitri):
    """Cici of another group is asked for the source and the year of a target of Tata Kelola."""
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    values = {"statement": "Antrean pendek", "problem_refs": ["masalah-1"], "unit": "menit"}
    add_entry(ani.actor, "sasaran", "GOV", values, op=new_op())
    asked = [TaskAssignment("sasaran-1", ("sources", "baseline_year"), f"peserta-{cici.number}", "Dari Kadin?")]
    assign_tasks(fitri.actor, asked, op=new_op())


def text(answer):
    return answer.content.decode()


def test_her_own_page_has_the_form_of_the_first_task_and_saves_through_the_task(given, cici):
    page = text(cici.get(MINE))
    assert "1 tugas" in page and "Antrean pendek" in page and "Dari Kadin?" in page
    values = form_values(page)
    assert {"sources", "baseline_year"} <= set(values) and "statement" not in values
    answer = cici.post(FILL, values | {"sources": "Kadin, 2025", "baseline_year": "2025"})
    assert answer.status_code == 303 and answer["Location"].startswith(f"{FILL}?tersimpan=")
    assert "Tersimpan" in text(cici.get(answer["Location"]))
    page = text(cici.get(MINE))
    assert "Semua tugas selesai" in page and "sudah diisi oleh Cici" in page


def test_the_form_shows_the_fields_of_the_task_alone_and_a_field_beside_them_is_refused(given, cici):
    sent = form_values(text(cici.get(FILL)))
    assert {key.partition(".")[0] for key in sent} <= {
        "sources",
        "baseline_year",
        "op",
        "base",
        "as",
        "csrfmiddlewaretoken",
    }
    answer = cici.post(FILL, sent | {"sources": "Kadin", "statement": "Milik saya"})
    assert answer.status_code == 403 and "Kartu ini milik kelompok lain" in text(answer)
    row = Target.objects.get()
    assert (row.statement, row.sources) == ("Antrean pendek", None)
    assert cici.get("/r/ponorogo/tata-kelola/sasaran-1/isi/9/").status_code == 404
    assert cici.get("/r/ponorogo/tata-kelola/masalah-1/isi/1/").status_code == 404


def test_what_cannot_be_read_is_said_at_its_field_and_everything_typed_stays(given, cici):
    sent = form_values(text(cici.get(FILL))) | {"sources": "Kadin", "baseline_year": "dua ribu"}
    answer = cici.post(FILL, sent)
    assert answer.status_code == 422 and "Tahun angka awal" in text(answer)
    assert "dua ribu" in text(answer) and "Kadin" in text(answer)
    assert Target.objects.get().sources is None


def test_a_conflict_is_chosen_through_the_task_too(given, cici, ani):
    sent = form_values(text(cici.get(FILL)))
    head = Plan.objects.get().head
    save_entry(ani.actor, "sasaran-1", {"baseline_year": 2024}, base=head, op=new_op())
    answer = cici.post(FILL, sent | {"baseline_year": "2025"})
    assert answer.status_code == 409 and "Dua perubahan pada isian yang sama" in text(answer)
    later = text(cici.get(f"{FILL}?op={sent['op']}"))
    choice = form_values(later)
    assert f'action="{FILL}"' in later and "isi/1/" in later
    assert cici.post(FILL, choice).status_code == 303
    assert Target.objects.get().baseline_year == 2025


def test_the_link_to_the_rpjmd_is_made_through_the_task(given, fitri, cici):
    assign_tasks(fitri.actor, [TaskAssignment("sasaran-1", ("rpjmd_ref",), f"peserta-{cici.number}")], op=new_op())
    address = "/r/ponorogo/tata-kelola/sasaran-1/isi/2/"
    page = text(cici.get(f"{address}?pilih=tidak-ada"))
    assert f'action="{address}"' in page
    head = Plan.objects.get().head
    sent = {"op": new_op(), "base": str(head), "as": cici.key, "rpjmd_ref": "tidak-ada", "alignment_reason": ""}
    assert cici.post(address, sent).status_code == 422
    assert cici.post(address, sent | {"alignment_reason": "Belum ada padanannya"}).status_code == 303
    assert Target.objects.get().alignment_status == "belum_ada"
    assert cici.post("/r/ponorogo/tata-kelola/sasaran-1/selaras/", sent).status_code == 403


@pytest.mark.parametrize("who", ["budi", "oka", "wira", "nana"])
def test_a_task_of_somebody_else_is_not_there(given, request, who):
    person = request.getfixturevalue(who)
    for rest in ("", "teruskan/", "selesai/"):
        refused = 403 if who == "budi" and not rest else 404
        assert person.post(f"{MINE}1/{rest}", {"op": new_op()}).status_code == refused, rest
        if rest != "selesai/":
            assert person.get(f"{MINE}1/{rest}").status_code == 404, rest
    assert person.get(FILL).status_code == 404


def test_the_lead_of_the_group_and_the_expert_read_it_and_the_lists_hold_only_ones_own(given, dewi, eko, budi):
    assert "Antrean pendek" in text(dewi.get(f"{MINE}1/")) and "Antrean pendek" in text(eko.get(f"{MINE}1/"))
    assert "Tidak ada yang ditunggu dari Anda" in text(budi.get(MINE))
    assert "Beri tugas" not in text(eko.get(MINE)) and "Cici" in text(eko.get(MINE))


def test_the_facilitator_gives_many_at_once_from_the_gaps(given, fitri, plan):
    page = text(fitri.get(f"{MINE}usul/?untuk=opd-2"))
    sent = form_values(page)
    assert sent["kepada"] == "opd-2" and len(sent["pilih"]) >= 2
    for bad, words in (
        ({"kepada": ""}, "Kepada: pilih orang atau perangkat daerah."),
        ({"kepada": "opd-999"}, "Kepada: pilih orang atau perangkat daerah."),
        ({"pilih": []}, "Pilih sedikitnya satu isian."),
        ({"pilih": ["sasaran-1:<script>"]}, "Pilih sedikitnya satu isian."),
        ({"note": "x" * 401}, "Maksimal"),
    ):
        answer = fitri.post(f"{MINE}usul/?untuk=opd-2", sent | bad)
        assert answer.status_code == 422 and (words in text(answer) or "401" in text(answer)), bad
    answer = fitri.post(f"{MINE}usul/?untuk=opd-2", sent)
    assert answer.status_code == 303 and Task.objects.filter(opd__number=2).count() == len(sent["pilih"])
    listed = text(fitri.get(answer["Location"]))
    assert "Dinas Kesehatan" in listed and "Belum pernah" in listed


def test_several_tasks_are_withdrawn_given_to_another_and_all_are_reminded_at_once(given, fitri, cici, plan):
    asked = [TaskAssignment("masalah-1", (key,), f"peserta-{cici.number}") for key in ("evidence", "affected")]
    assign_tasks(fitri.actor, asked, op=new_op())
    address = f"{MINE}?untuk=peserta-{cici.number}"
    sent = form_values(text(fitri.get(address))) | {"act": "alihkan"}
    for bad in ({"kepada": "opd-1"}, {"kepada": "", "pilih": ["1"]}, {"kepada": "opd-1", "pilih": ["x"]}):
        assert fitri.post(address, sent | bad).status_code == 422, bad
    assert fitri.post(address, sent | {"kepada": "opd-1", "pilih": ["99"]}).status_code == 404
    assert fitri.post(address, sent | {"kepada": "opd-1", "pilih": ["1", "2"]}).status_code == 303
    assert list(Task.objects.filter(opd__number=1).values_list("number", flat=True)) == [1, 2]
    assert fitri.post(MINE, {"op": new_op(), "act": "tarik", "pilih": ["1"]}).status_code == 303
    assert "Kembalikan yang dipilih" in text(fitri.get(f"{MINE}?ditarik=1&untuk=opd-1"))
    page = text(fitri.get(f"{MINE}kirim/"))
    assert page.count("/t/") == 2 and "Catat semua sudah diingatkan" in page
    assert fitri.post(f"{MINE}kirim/", {}).status_code == 422, "no op"
    assert fitri.form(f"{MINE}kirim/").status_code == 303
    assert not Task.objects.filter(withdrawn_at=None, reminded_at=None).exists()


def test_one_field_of_one_card_can_be_asked_of_anybody(given, fitri, budi):
    sent = form_values(text(fitri.get(f"{MINE}usul/?kartu=sasaran-1")))
    assert "pilih" not in sent, "nothing is ticked before somebody ticks it"
    sent |= {"pilih": "sasaran-1:statement", "kepada": f"peserta-{budi.number}"}
    assert fitri.post(f"{MINE}usul/?kartu=sasaran-1", sent).status_code == 303
    assert "Isi" in text(budi.get(MINE))


def test_a_message_names_what_is_awaited_and_a_link_that_only_asks_who_one_is(given, fitri, cici, plan):
    plan.targets.update(statement="Antrean pendek.")  # its full stop does not stand before the colon
    address = f"{MINE}kirim/?untuk=peserta-{cici.number}"
    page = text(fitri.get(address))
    assert "1. GOV-S1 Antrean pendek: sumber dan tahun angka awal" in page and "/t/" in page
    assert fitri.form(address).status_code == 303
    assert Task.objects.get().reminded_at and "Terakhir diingatkan" in text(fitri.get(address))
    key = key_for(plan, plan.participants.get(number=cici.number))
    home = Person("Cici", plan, number=cici.number)
    door = text(home.get(f"/t/{key}/"))
    assert "Masuk ke tugas Anda" in door and "Cici" not in door and "Antrean" not in door
    assert home.get(MINE).status_code == 404


def test_one_comes_in_from_home_with_name_and_code_and_not_without(given, fitri, cici, plan):
    show_words(fitri.actor, cici.number, op=new_op())
    row = plan.participants.get(number=cici.number)
    key, words = key_for(plan, row), unseal(row.code_cipher)
    home = Person("Cici", plan, number=cici.number)
    wrong = home.post(f"/t/{key}/", {"name": "Cici", "words": "reog sate dua dua"})
    assert wrong.status_code == 422 and "tidak cocok" in text(wrong)
    assert home.post(f"/t/{key}/", {"name": "", "words": ""}).status_code == 422
    answer = home.post(f"/t/{key}/", {"name": "cici", "words": words})
    assert (answer.status_code, answer["Location"]) == (303, MINE)
    assert "1 tugas" in text(home.get(MINE))
    assert home.get(f"/t/{key}/").status_code == 302
    remove_person(fitri.actor, cici.number, op=new_op())
    assert home.get(MINE).status_code == 404
    assert home.get(f"/t/{key}/").content == home.get("/t/abc/").content
    assert "Aksesnya dicabut" in text(fitri.get(MINE))


def test_who_got_a_task_from_a_colleague_has_a_link_and_an_expired_one_is_made_anew(given, fitri, cici, ani, plan):
    cici.form(f"{MINE}1/teruskan/", kepada=f"peserta-{ani.number}")
    address = f"{MINE}kirim/?untuk=peserta-{ani.number}"
    assert "/t/" in text(fitri.get(address))
    plan.task_links.update(expires_at=datetime(2020, 1, 1, tzinfo=UTC))
    page = text(fitri.get(address))
    assert "/t/" not in page and "Tautannya sudah tidak berlaku" in page and "GOV-S1" in page
    assert fitri.post(address, {"op": new_op(), "act": "tautan"}).status_code == 303
    assert "/t/" in text(fitri.get(address))


def test_handing_on_offers_colleagues_of_the_office_first_and_refuses_who_is_not_there(given, cici, ani, fitri):
    page = text(cici.get(f"{MINE}1/teruskan/"))
    assert "Ani, Dinas Kesehatan" in page
    for bad in ("", "peserta-99", "peserta-x", f"peserta-{cici.number}"):
        answer = cici.form(f"{MINE}1/teruskan/", kepada=bad)
        assert answer.status_code == 422 and "Rekan: pilih nama dari daftar." in text(answer)
    assert cici.form(f"{MINE}1/teruskan/", kepada=f"peserta-{ani.number}").status_code == 303
    assert "kepada Ani" in text(cici.get(MINE)) and "Antrean pendek" in text(ani.get(MINE))


def test_ticking_needs_a_note_and_is_undone(given, cici, fitri):
    done = f"{MINE}1/selesai/"
    empty = cici.post(done, {"op": new_op(), "note": " "})
    assert empty.status_code == 422 and "Catatan belum diisi" in text(empty)
    assert cici.post(done, {"op": new_op(), "note": "Kadin belum mendata"}).status_code == 303
    assert "Kadin belum mendata" in text(fitri.get(f"{MINE}1/"))
    assert cici.post(done, {"op": new_op(), "act": "buka"}).status_code == 303
    assert Task.objects.get().done_at is None
    assert fitri.post(f"{MINE}1/", {"op": new_op(), "act": "tarik"}).status_code == 303
    assert cici.get(f"{MINE}1/").status_code == 404 and "Kembalikan tugas" in text(fitri.get(f"{MINE}1/"))


def test_staff_set_the_date_on_the_regions_clock_and_others_read_it(given, satya, fitri, cici, plan):
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    window = f"{MINE}jendela/"
    assert "Belum ada bimtek" in text(satya.form(window, day="2027-01-02"))
    open_bimtek(satya.actor, 1, op=new_op())
    Bimtek.objects.filter(number=1).update(signed_at=datetime(2026, 6, 9, 9, tzinfo=UTC), minutes_number="041")
    locked = text(cici.get(MINE))
    assert "Isian belum dibuka: bimtek sudah ditandatangani." in locked and "<textarea" not in locked
    assert 'data-kind="locked"' in text(cici.get(FILL))
    for bad, words in (
        ({"day": "besok"}, "Tanggal belum dapat dibaca"),
        ({"day": "2026-01-01"}, "sudah lewat"),
        ({"day": "2126-01-01"}, "lebih dari setahun"),
        ({"day": "2027-01-02", "time": "25.00"}, "Jam ditulis seperti 16.00."),
    ):
        answer = satya.form(window, **bad)
        assert answer.status_code == 422 and words in text(answer), bad
    year = datetime.now(UTC).year + 1
    Plan.objects.filter(pk=plan.pk).update(time_zone="Asia/Jayapura")
    assert satya.form(window, day=f"{year}-01-02", time="08.30").status_code == 303
    assert Bimtek.objects.get(number=1).window_until == datetime(year, 1, 1, 23, 30, tzinfo=UTC)
    assert f"Isian terbuka sampai 2 Januari {year}, 08.30." in text(cici.get(MINE))
    assert "<textarea" in text(cici.get(MINE))
    assert satya.post(window, {"op": new_op(), "act": "tutup"}).status_code == 303
    assert "Isian ditutup" in text(cici.get(MINE))


def test_lists_cost_the_same_whatever_their_length(given, fitri, cici, ani, django_assert_max_num_queries):
    for number in range(12):
        add_entry(ani.actor, "masalah", "GOV", {"statement": f"Masalah {number}"}, op=new_op())
    asked = [TaskAssignment(f"masalah-{number}", ("evidence",), f"peserta-{cici.number}") for number in range(2, 14)]
    assign_tasks(fitri.actor, asked, op=new_op())
    with django_assert_max_num_queries(26):
        fitri.get(f"{MINE}?untuk=peserta-{cici.number}")
    with django_assert_max_num_queries(34):
        cici.get(MINE)


def test_the_a4_list_names_each_card_what_is_awaited_and_the_way_in(given, fitri, cici, budi, plan):
    assign_tasks(fitri.actor, [TaskAssignment("masalah-1", ("evidence",), f"peserta-{budi.number}")], op=new_op())
    answer = fitri.get(f"{MINE}kirim/daftar.docx?untuk=peserta-{cici.number}")
    words = "\n".join(node.text or "" for node in Document(BytesIO(answer.content)).element.iter() if node.text)
    for wanted in ("Cici", "GOV-S1", "Antrean pendek", "sumber dan tahun angka awal", "Dari Kadin?", "/t/"):
        assert wanted in words, wanted
    assert "Budi" not in words
    both = Document(BytesIO(fitri.get(f"{MINE}kirim/daftar.docx").content))
    assert {"Cici", "Budi"} <= {word for node in both.element.iter() for word in (node.text or "").split()}
    assert fitri.get(f"{MINE}kirim/daftar.exe").status_code == 404
    assert fitri.get(f"{MINE}kirim/daftar.pdf?untuk=opd-3").status_code == 404
