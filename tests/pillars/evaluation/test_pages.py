"""The evaluation sheet: what was planned, runs and is finished; said by the group, outside the lock, with proof."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from pillars.cards.actions.save import add_entry
from pillars.cards.actions.trash import delete_entry
from pillars.evidence import actions
from pillars.evidence.actions import attach_file
from pillars.models import Evidence, ItemAnswer, Realisation
from pillars.uploads import CheckedFile
from tests.amounts import in_turn_after
from tests.cast import form_values, new_op
from tests.journeys.law import Open
from tests.pillars.evidence.test_checking import PDF
from workshops import response_cache
from workshops.live.models import Event

SHEET = "/r/ponorogo/evaluasi/"
GOV = f"{SHEET}tata-kelola/"
FIRST = f"{GOV}2027/program-1/berkas/"


@pytest.fixture(autouse=True)
def _nothing_kept():
    response_cache._responses.clear()


@pytest.fixture
def programmes(plan, ani, satya):
    """Three programmes of Tata Kelola for 2027 (the last one also for 2028), one without years."""
    problem = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
    values = {"statement": "Antrean pendek", "problem_refs": [problem]}
    target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
    values = {"statement": "Layanan daring", "target_ref": target}
    strategy = add_entry(ani.actor, "strategi", "GOV", values, op=new_op()).ref
    years = ([2027], [2027], [2027, 2028], None)
    groups = ("aplikasi", "aplikasi", "kapasitas_sdm", None)
    for number, (its, group) in enumerate(zip(years, groups, strict=True), 1):
        values = {"name": f"Program {number}", "strategy_ref": strategy, "years": its, "action_group": group}
        add_entry(ani.actor, "program", "GOV", values, op=new_op())
    plan.refresh_from_db()
    return plan


def page(person, address):
    answer = person.get(address)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "lxml")


def text(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def say(person, number=1, year=2027, **values):
    """Posts the form of a programme as the page gives it."""
    person.plan.refresh_from_db()
    sent = {"op": new_op(), "base": person.plan.head, "as": person.key} | values
    return person.post(f"{GOV}{year}/program-{number}/berkas/", sent)


def row_of(table, label):
    return next(
        [text(cell) for cell in row.find_all("td")] for row in table.select("tbody tr") if label in text(row.th)
    )


# ── saying it ──────────────────────────────────────────────────────────────────────────────────


def test_ani_says_how_far_a_programme_came_and_finds_it_said(programmes, ani):
    form = page(ani, f"{GOV}?tahun=2027&isi=1").find("form", action=FIRST)
    assert form.find("input", {"name": "base"})["value"] == str(programmes.head)
    answer = say(ani, status="berjalan", percent="62,5 %", evidence="9 dari 12 kecamatan", note="Pengadaan tertunda")
    assert answer.status_code == 303
    assert answer.headers["X-Rembuk-Op"]
    row = Realisation.objects.get()
    assert (row.status, row.percent, row.year, row.code) == ("berjalan", 62.5, 2027, "RL1")
    shown = page(ani, answer.headers["Location"])
    card = shown.find(id="program-1")
    assert "Berjalan 62,5%" in text(card)
    assert "9 dari 12 kecamatan" in text(card)
    assert "Tersimpan" in text(shown.find(attrs={"data-kind": "saved"}))


def test_a_second_save_changes_the_same_row_and_the_trail_tells_both(programmes, ani, budi):
    say(ani, status="belum_mulai")
    assert say(budi, status="selesai", percent="100", evidence="Sudah dipakai").status_code == 303
    row = Realisation.objects.get()
    assert (row.status, row.changed_by) == ("selesai", budi.key)
    trail = text(page(ani, f"/r/ponorogo/tata-kelola/{row.ref}/riwayat/").main)
    assert "Budi" in trail
    assert "Selesai" in trail
    assert page(ani, f"/r/ponorogo/tata-kelola/{row.ref}/")


def test_the_same_sending_twice_counts_once(programmes, ani):
    programmes.refresh_from_db()
    sent = {"op": new_op(), "base": programmes.head, "as": ani.key, "status": "berjalan"}
    assert [ani.post(FIRST, sent).status_code for _ in range(2)] == [303, 303]
    assert Realisation.objects.count() == 1
    assert Event.objects.filter(verb="entry.added", refs__contains=["realisasi-1"]).count() == 1


def test_two_who_say_the_first_word_at_once_choose_between_their_texts(programmes, ani, budi):
    programmes.refresh_from_db()
    base = programmes.head
    for person, words in ((ani, "Teks Ani"), (budi, "Teks Budi")):
        sent = {"op": new_op(), "base": base, "as": person.key, "status": "berjalan", "evidence": words}
        answer = person.post(FIRST, sent)
    assert Realisation.objects.get().evidence == "Teks Ani"
    choice = page(budi, answer.headers["Location"])
    assert "Teks Ani" in text(choice.main)
    assert "Teks Budi" in text(choice.main)


UNTAKEN = [
    ({"percent": "40"}, "status", "Keadaan"),
    ({"status": "hebat"}, "status", ""),
    ({"status": "berjalan", "percent": "140"}, "percent", "100"),
    ({"status": "berjalan", "percent": "hampir"}, "percent", "angka"),
    ({"status": "berjalan", "evidence": "x" * 20_001}, "evidence", "20.000"),
]


def test_what_cannot_be_taken_is_named_and_nothing_typed_is_lost(programmes, ani, subtests):
    for values, key, said in UNTAKEN:
        with subtests.test(key=key, said=said):
            answer = say(ani, **{"evidence": "Sudah diketik", **values})
            assert answer.status_code == 422
            soup = BeautifulSoup(answer.content, "lxml")
            assert soup.select_one(f"[role=alert] a[href='#i-{key}']")
            assert said in text(soup.find(attrs={"data-kind": "field_error", "role": "alert"}))
            form = soup.find("form", action=FIRST)
            assert form_values(str(form))["evidence"] == values.get("evidence", "Sudah diketik")
            assert not Realisation.objects.exists()


def test_what_does_not_fit_together_is_saved_and_said(programmes, ani):
    say(ani, status="selesai", percent="80")
    assert "baru 80%" in text(page(ani, f"{GOV}?tahun=2027").find(id="program-1"))


def test_other_groups_and_experts_read_and_do_not_write(programmes, ani, cici, eko):
    say(ani, status="berjalan")
    for person in (cici, eko):
        assert say(person, status="selesai").status_code == 403
        assert "Berjalan" in text(page(person, f"{GOV}?tahun=2027").find(id="program-1"))
        assert not page(person, f"{GOV}?tahun=2027&isi=1").find("form", action=FIRST)
    assert Realisation.objects.get().status == "berjalan"


def test_a_programme_of_another_pillar_or_year_is_not_there(programmes, ani, satya):
    assert say(ani, number=99, status="berjalan").status_code == 404
    assert say(ani, year=2026, status="berjalan").status_code == 404
    assert (
        satya.post(f"{SHEET}ekonomi/2027/program-1/berkas/", {"op": new_op(), "status": "berjalan"}).status_code == 404
    )


def test_a_deleted_programme_keeps_the_text_on_the_page(programmes, ani):
    delete_entry(ani.actor, "program-1", op=new_op())
    answer = say(ani, status="berjalan", evidence="Sudah diketik")
    assert answer.status_code == 409
    assert Realisation.objects.count() == 0


def test_it_stays_open_after_the_signature(programmes, ani, dewi, satya):
    from masterplan.snapshots.models import Signing
    from workshops.agenda.actions.schedule import open_bimtek, plan_agenda

    plan_agenda(satya.actor, "daring", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    Signing.objects.create(
        plan=programmes,
        number=1,
        bimtek=programmes.bimteks.get(number=1),
        minutes_number="041/2026",
        signed_at=timezone.now(),
        signed_by=satya.key,
        plan_number=programmes.head,
        snapshot=b"",
        sha256="0",
        papers=b"",
        papers_sha256="0",
    )
    programmes.bimteks.filter(number=1).update(signed_at=timezone.now(), minutes_number="041/2026")
    refused = ani.post("/r/ponorogo/tata-kelola/program-2/", {"op": new_op(), "base": programmes.head, "name": "Lain"})
    assert refused.status_code == 403
    assert say(ani, status="berjalan").status_code == 303


def test_a_deleted_realisation_lies_in_the_bin_of_its_group_and_comes_back(programmes, ani, plan):
    say(ani, status="berjalan")
    delete_entry(ani.actor, "realisasi-1", op=new_op())
    assert "Belum dilaporkan" in text(page(ani, f"{GOV}?tahun=2027").find(id="program-1"))
    assert "RL1" in text(page(ani, "/r/ponorogo/tata-kelola/terhapus/").main)
    restored = ani.post("/r/ponorogo/tata-kelola/realisasi-1/kembalikan/", {"op": new_op(), "as": ani.key})
    assert restored.status_code == 303
    assert "Berjalan" in text(page(ani, f"{GOV}?tahun=2027").find(id="program-1"))
    delete_entry(ani.actor, "realisasi-1", op=new_op())
    say(ani, status="selesai")
    again = ani.post("/r/ponorogo/tata-kelola/realisasi-1/kembalikan/", {"op": new_op(), "as": ani.key})
    assert again.status_code == 422
    assert "sudah punya realisasi tahun itu" in again.content.decode()


# ── proof ──────────────────────────────────────────────────────────────────────────────────────


def proof(name, data):
    return SimpleUploadedFile(name, data)


def test_a_file_comes_with_what_it_proves_and_is_listed(programmes, ani, cici):
    assert say(ani, status="berjalan", berkas=proof("C1P01-2027.pdf", PDF)).status_code == 303
    row = Evidence.objects.get()
    assert (row.card, row.name) == ("realisasi-1", "C1P01-2027.pdf")
    card = page(cici, f"{GOV}?tahun=2027").find(id="program-1")
    assert "C1P01-2027.pdf" in text(card.find("a", href="/r/ponorogo/berkas/1/"))
    assert not card.find("form")
    removal = page(ani, f"{GOV}?tahun=2027").find(id="program-1").find("form")
    assert ani.post(removal["action"], form_values(str(removal))).headers["Location"].startswith(f"{GOV}?tahun=2027&")
    assert not Evidence.objects.filter(removed_at=None).exists()


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [(b"<html></html>", 422, "bukan PDF"), (PDF + b"x" * (10 * 1024 * 1024), 413, "Paling besar 10 MB")],
)
def test_a_bad_file_keeps_the_typed_text_and_saves_nothing(programmes, ani, data, status, said):
    answer = say(ani, status="berjalan", evidence="Sudah diketik", berkas=proof("bukti.pdf", data))
    assert answer.status_code == status
    soup = BeautifulSoup(answer.content, "lxml")
    assert said in text(soup.find(id="i-berkas-error"))
    assert soup.find(id="i-evidence").text.strip() == "Sudah diketik"
    assert not Realisation.objects.exists()


def test_a_realisation_that_holds_enough_files_says_so_and_keeps_what_was_said(programmes, ani, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FILES", 1)
    say(ani, status="berjalan", berkas=proof("a.pdf", PDF))
    answer = say(ani, status="selesai", berkas=proof("b.pdf", PDF))
    assert answer.status_code == 422
    assert "berkasnya belum" in answer.content.decode()
    assert Realisation.objects.get().status == "selesai"


def test_the_same_sending_twice_is_one_file(programmes, ani):
    programmes.refresh_from_db()
    sent = {"op": new_op(), "base": programmes.head, "as": ani.key, "status": "berjalan"}
    for _ in range(2):
        assert ani.post(FIRST, sent | {"berkas": proof("a.pdf", PDF)}).status_code == 303
    assert Evidence.objects.count() == 1


# ── the numbers ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def reported(programmes, ani):
    """Of three programmes of 2027 one runs, one is finished, one has said nothing; program-4 runs unplanned."""
    say(ani, number=1, status="berjalan", percent="40")
    say(ani, number=2, status="selesai", percent="100")
    say(ani, number=4, status="berjalan")
    return programmes


def test_the_sheet_counts_planned_running_finished_and_the_share(reported, eko):
    soup = page(eko, f"{SHEET}?tahun=2027")
    tables = soup.select("#angka table")
    assert row_of(tables[0], "Tata Kelola")[:5] == ["3", "1", "1", "0", "1"]
    assert row_of(tables[0], "Tata Kelola")[5] == "66,7% +1 di luar rencana"
    assert row_of(tables[0], "Ekonomi")[5] == "–"
    assert row_of(tables[1], "Aplikasi")[:3] == ["2", "1", "1"]
    assert len(tables[1].select("tbody tr")) == 4
    assert row_of(tables[2], "Tata Kelola")[:2] == ["2 dari 3 66,7%", "0 dari 1 0%"]
    assert "1 program belum punya tahun rencana" in text(soup.find(id="angka"))


def test_the_questions_stand_in_the_order_of_the_evaluators(programmes, ani):
    codes = [text(one) for one in page(ani, f"{SHEET}butir/").select("details > summary > .code")]
    assert sorted(codes) == codes
    assert set(codes) == set("ABCDEF")


@pytest.mark.parametrize("address", in_turn_after(1, [f"{GOV}?tahun=2027", f"{SHEET}?tahun=2027"]))
def test_a_stale_page_with_its_changes_is_the_fresh_page(programmes, ani, cici, fitri, address):
    readers = [Open(reader, address) for reader in (ani, cici, fitri)]
    say(ani, status="berjalan", percent="10")
    for reader in readers:
        reader.pull()
    attach_file(ani.actor, "realisasi-1", CheckedFile("C1P01-2027.pdf", "pdf", b"%PDF-1 %%EOF"), op=new_op())
    delete_entry(ani.actor, "program-2", op=new_op())
    for reader in readers:
        reader.pull()
    assert all((reader.pulls, reader.reloads) == (2, 0) for reader in readers)


def test_an_open_form_is_never_replaced(programmes, ani):
    assert not page(ani, f"{GOV}?tahun=2027&isi=1").find(attrs={"data-live": True})
    assert page(ani, f"{GOV}?tahun=2027").find(attrs={"data-live": True})


def test_a_sheet_costs_the_same_whatever_its_size(reported, fitri, ani, django_assert_max_num_queries):
    for address in (f"{SHEET}?tahun=2027", f"{GOV}?tahun=2027"):
        with django_assert_max_num_queries(13):
            fitri.get(address)


def test_the_workbook_asks_in_the_order_of_the_evaluators_and_brings_what_the_plan_knows(reported, ani, fitri):
    attach_file(ani.actor, "realisasi-1", CheckedFile("C1P01-2027.pdf", "pdf", b"%PDF-1 %%EOF"), op=new_op())
    say(ani, number=1, status="berjalan", percent="40", evidence="=HYPERLINK(1)")
    answer = fitri.get(f"{SHEET}lembar.xlsx?tahun=2027")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="evaluasi-2027-ponorogo-')
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Lembar evaluasi", "Jumlah", "Program"]
    asked = [row for row in book["Lembar evaluasi"].values if row[0]]
    heads = [row[0] for row in asked if len(row[0]) == 1]
    assert heads == sorted(heads)
    known = {row[0]: row[3] for row in asked}
    assert known["C1P01"] == "2 dari 3 program berjalan atau selesai (66,7%)"
    assert known["C703"] == "2 dari 2 program berjalan atau selesai (100%)"
    done = {row[0]: row for row in book["Program"].values}
    assert done["GOV-PR1"][5:9] == ("Berjalan", 40, "=HYPERLINK(1)", "C1P01-2027.pdf")
    assert done["GOV-PR3"][5] == "Belum dilaporkan"
    cell = next(cell for row in book["Program"] for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"
    assert ani.get(f"{SHEET}lembar.xlsx").status_code == 403


# ── the questions ──────────────────────────────────────────────────────────────────────────────

ITEMS = f"{SHEET}butir/"
A01 = f"{ITEMS}2027/A01/berkas/"


def reply(person, address=A01, **values):
    person.plan.refresh_from_db()
    return person.post(address, {"op": new_op(), "base": person.plan.head, "as": person.key} | values)


def test_fitri_answers_a_question_with_proof_and_everybody_reads_it(plan, fitri, ani):
    assert page(fitri, f"{ITEMS}?tahun=2027&isi=A01").find("form", action=A01)
    answer = reply(fitri, answer="Perbup 12 Tahun 2027", own_score="3", berkas=proof("A01-2027.pdf", PDF))
    assert answer.status_code == 303
    asked = page(ani, f"{ITEMS}?tahun=2027").find(id="butir-A01")
    assert "Perbup 12 Tahun 2027" in text(asked)
    assert "Nilai sendiri: 3 dari 4" in text(asked)
    assert "A01-2027.pdf" in text(asked)
    assert not asked.find("a", string=re.compile("Jawab|Ubah"))
    removal = page(fitri, f"{ITEMS}?tahun=2027").find(id="butir-A01").find("form")
    assert fitri.post(removal["action"], form_values(str(removal))).status_code == 303
    assert "A01-2027.pdf" not in text(page(ani, f"{ITEMS}?tahun=2027").find(id="butir-A01"))


def test_an_answer_is_changed_in_place_and_belongs_to_its_year(plan, fitri, satya):
    reply(fitri, answer="Satu")
    reply(satya, answer="Dua")
    reply(satya, A01.replace("2027", "2028"), answer="Tahun lain")
    assert [row.answer for row in ItemAnswer.objects.all()] == ["Dua", "Tahun lain"]


def test_members_and_experts_do_not_answer_and_what_is_no_question_is_not_there(plan, ani, eko, satya):
    for person in (ani, eko):
        assert reply(person, answer="Satu").status_code == 403
    assert reply(satya, A01.replace("A01", "Z99"), answer="Satu").status_code == 404
    assert reply(satya, A01.replace("2027", "1999"), answer="Satu").status_code == 404
    wrong = reply(satya, answer="Sudah diketik", own_score="9")
    assert wrong.status_code == 422
    assert BeautifulSoup(wrong.content, "lxml").find(id="i-answer").text.strip() == "Sudah diketik"
    assert not ItemAnswer.objects.exists()


def test_two_who_answer_at_once_choose_between_their_texts(plan, fitri, satya):
    plan.refresh_from_db()
    for person, words in ((fitri, "Teks Fitri"), (satya, "Teks Satya")):
        last = person.post(A01, {"op": new_op(), "base": plan.head, "as": person.key, "answer": words})
    assert ItemAnswer.objects.get().answer == "Teks Fitri"
    assert "Teks Satya" in text(page(satya, last.headers["Location"]).main)


def test_answers_stand_in_the_workbook(plan, fitri):
    reply(fitri, answer="Perbup 12", own_score="3,5", berkas=proof("A01.pdf", PDF))
    book = load_workbook(io.BytesIO(fitri.get(f"{SHEET}lembar.xlsx?tahun=2027").content))
    row = next(row for row in book["Lembar evaluasi"].values if row[0] == "A01")
    assert row[4:7] == ("Perbup 12", 3.5, "A01.pdf")
