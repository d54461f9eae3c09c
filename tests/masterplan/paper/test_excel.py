"""The chain as a workbook: what goes out, what an edited one would change, and that only what was shown is written."""

import io
import re
import time
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from masterplan.paper import workbook
from masterplan.paper.actions import take_back_import
from masterplan.paper.upload import read_upload
from masterplan.paper.upload_changes import _Comparing, compare
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.cards.values import kind_fields
from pillars.kinds import KINDS
from pillars.merge import same
from pillars.models import Problem, Programme, QuickWinProfile, Risk, Strategy, Target
from tests.cast import form_values, new_op
from tests.masterplan.exchange.files import example, load
from workshops.live.models import Event
from workshops.plans.models import Bimtek, Plan
from workshops.sheets.table_import import FRESH

pytestmark = pytest.mark.django_db
PAGE = "/r/ponorogo/excel/"


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def chain(ani):
    """One thread of four cards."""
    add_entry(
        ani.actor, "masalah", "GOV", {"statement": "Antrean panjang", "evidence": "=cmd|' /C calc'!A0"}, op=new_op()
    )
    values = {"statement": "Antrean pendek", "problem_refs": ["masalah-1"], "unit": "menit", "baseline_year": 2025}
    add_entry(ani.actor, "sasaran", "GOV", values | {"targets_by_year": {2027: 30, 2028: 20}}, op=new_op())
    add_entry(ani.actor, "strategi", "GOV", {"statement": "Daring", "target_ref": "sasaran-1"}, op=new_op())
    values = {"name": "Loket daring", "strategy_ref": "strategi-1", "lead_opd": "opd-1", "years": [2027, 2028]}
    values |= {"funding": ["APBN", "DAK"], "budget_by_year": {2027: 1_500_000_000}}
    add_entry(ani.actor, "program", "GOV", values, op=new_op())


def taken(person):
    """The workbook as it goes out, opened."""
    return openpyxl.load_workbook(io.BytesIO(person.get(f"{PAGE}rantai.xlsx").content))


def column(sheet, head):
    return next(cell.column for cell in sheet[1] if cell.value == head)


def put(book, sheet, line, **cells):
    """Writes cells by the heads of their columns; `_` stands for a space."""
    for head, text in cells.items():
        book[sheet].cell(line, column(book[sheet], head.replace("_", " ")), text)


def says(book, kind, line, key, text):
    """The same by the key of a field."""
    sheet = book[KINDS[kind].label]
    sheet.cell(line, column(sheet, KINDS[kind].field(key).label), text)


def sent(person, book, name="rantai.xlsx"):
    out = io.BytesIO()
    book.save(out) if hasattr(book, "save") else out.write(book)
    file = SimpleUploadedFile(name, out.getvalue())
    return person.client.post(PAGE, {"berkas": file, "op": new_op(), "as": person.key})


def save(person, preview, **changes):
    return person.post(PAGE, form_values(preview.content.decode()) | changes)


def test_a_workbook_that_nobody_changed_changes_nothing(satya, chain):
    book = taken(satya)
    assert book.sheetnames == [
        *("Petunjuk", "Masalah", "Sasaran", "Strategi", "Program", "Profil quick win", "Risiko"),
        *("Kesiapan", "Kesenjangan", "SWOT", "Kata kunci", "Visi dan misi", "Tujuan"),
    ]
    assert book["Sasaran"]["A2"].value == "sasaran-1" and book["Program"]["C2"].value == "GOV-PR1"
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}, "everything is text, also what looks like a formula"
    assert "Isi berkas sama dengan rencana" in words(sent(satya, book))


def test_what_was_changed_in_excel_is_shown_and_then_written_as_one_act_that_can_be_undone(satya, chain):
    book = taken(satya)
    put(book, "Masalah", 2, Bukti="Survei 2025")
    sheet = book["Sasaran"]
    sheet.cell(2, column(sheet, "Target tiap tahun: 2028"), 17.5)
    put(book, "Program", 2, Sumber_dana="APBN; DAK; KPBU", Tahun_pelaksanaan="2027-2029")
    head = Plan.objects.get(slug="ponorogo").head
    preview = sent(satya, book)
    text = words(preview)
    assert "<b>4 isian berubah</b>" in text and "17,5" in text and "<ins>Survei 2025</ins>" in text
    assert Plan.objects.get(slug="ponorogo").head == head
    answer = save(satya, preview)
    assert answer.status_code == 303 and Event.objects.filter(number__gt=head).count() == 1
    assert Problem.objects.get().evidence == "Survei 2025"
    assert Target.objects.get().targets_by_year == {"2027": "30", "2028": "17.5"}
    programme = Programme.objects.get()
    assert (programme.funding, programme.years) == (["APBN", "DAK", "KPBU"], [2027, 2028, 2029])
    assert "mengubah 3 kartu lewat Excel" in words(satya.get("/r/ponorogo/riwayat/"))
    number = Event.objects.latest("number").number
    assert "Tersimpan" in words(satya.get(answer["Location"]))
    back = satya.post(f"{PAGE}{number}/batal/", {"op": new_op(), "as": satya.key})
    assert "Dikembalikan" in words(satya.get(back["Location"]))
    assert Problem.objects.get().evidence.startswith("=cmd") and Programme.objects.get().years == [2027, 2028]
    assert Target.objects.get().targets_by_year == {"2027": "30", "2028": "20"}


def test_new_rows_become_cards_that_may_hang_from_each_other(satya, chain):
    book = taken(satya)
    put(book, "Masalah", 3, Pilar="GOV", Kode="P-A")
    says(book, "masalah", 3, "statement", "Air kurang")
    put(book, "Sasaran", 3, Pilar="Tata Kelola Pemerintahan Cerdas")
    says(book, "sasaran", 3, "statement", "Air cukup")
    says(book, "sasaran", 3, "problem_refs", "P-A, GOV-P1")
    preview = sent(satya, book)
    assert "<b>2 kartu baru</b>" in words(preview), words(preview)
    only_child = [token for token in form_values(preview.content.decode())["pilih"] if token.startswith("sasaran")]
    assert "menempel pada baris baru" in words(save(satya, preview, pilih=only_child))
    assert save(satya, preview).status_code == 303
    target = Target.objects.get(statement="Air cukup")
    assert [answer.problem.code for answer in target.answers.all()] == ["GOV-P2", "GOV-P1"]
    assert "membuat kartu ini" in words(satya.get(f"/r/ponorogo/tata-kelola/{target.ref}/riwayat/"))
    done = take_back_import(satya.actor, Event.objects.latest("number").number, op=new_op())
    assert (done.cards, done.stays) == (2, 0)
    assert Problem.objects.filter(deleted_in=None).count() == Target.objects.filter(deleted_in=None).count() == 1


def test_what_was_changed_in_rembuk_meanwhile_stays_unless_somebody_ticks_it(satya, ani, chain):
    book, head = taken(satya), Plan.objects.get(slug="ponorogo").head
    save_entry(ani.actor, "masalah-1", {"evidence": "Dari papan", "affected": "Warga"}, base=head, op=new_op())
    put(book, "Masalah", 2, Bukti="Dari Excel")
    says(book, "masalah", 2, "statement", "Antrean sangat panjang")
    preview = sent(satya, book)
    assert "1 isian juga diubah di Rembuk" in words(preview) and "ditulis Ani" in words(preview)
    assert save(satya, preview).status_code == 303
    problem = Problem.objects.get()
    assert (problem.statement, problem.evidence, problem.affected) == ("Antrean sangat panjang", "Dari papan", "Warga")
    again = sent(satya, book)
    clash = [token for token in again.content.decode().split('"') if token.startswith("masalah-1.evidence.")]
    assert save(satya, again, pilih=clash).status_code == 303
    problem.refresh_from_db()
    assert (problem.evidence, problem.affected) == ("Dari Excel", "Warga")
    assert Event.objects.latest("number").changes["masalah-1"]["evidence"] == ["Dari papan", "Dari Excel"]


def test_nothing_is_written_that_is_no_longer_what_was_shown(satya, ani, chain):
    book = taken(satya)
    put(book, "Masalah", 2, Bukti="Dari Excel")
    preview, head = sent(satya, book), Plan.objects.get(slug="ponorogo").head
    save_entry(ani.actor, "masalah-1", {"evidence": "Dari papan"}, base=head, op=new_op())
    answer = save(satya, preview)
    assert answer.status_code == 409 and "berubah sejak pratinjau dibuat" in words(answer)
    assert "Juga diubah di Rembuk" in words(answer) and Problem.objects.get().evidence == "Dari papan"


def test_what_cannot_be_taken_is_named_by_sheet_and_cell_and_the_rest_can_still_be_saved(satya, ani, chain):
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Salah"}, op=new_op())
    book = taken(satya)
    delete_entry(ani.actor, "masalah-2", op=new_op())
    sheet = book["Sasaran"]
    at = column(sheet, "Target tiap tahun: 2029")
    sheet.cell(2, at, "9.33")
    sheet.cell(2, column(sheet, "Satuan"), "=1+1")
    put(book, "Masalah", 2, Bukti="Survei")
    put(book, "Masalah", 3, Bukti="x")
    put(book, "Strategi", 2, Pilar="ECO")
    put(book, "Program", 2, OPD_penanggung_jawab="Dinas Tidak Ada")
    book["Program"].cell(3, 1, "program-77")
    preview = sent(satya, book)
    text = words(preview)
    address = f"{sheet.cell(2, at).column_letter}2"
    assert f"Lembar Sasaran, sel {address}" in text and "Lembar Masalah, sel A3" in text
    for sentence in (
        "rumus",
        "sudah dihapus",
        "pindah pilar",
        "tidak ada dalam daftar",
        "Tidak ada kartu dengan nomor",
    ):
        assert sentence in text, sentence
    assert "<b>1 isian berubah</b>" in text and save(satya, preview).status_code == 303
    assert Problem.objects.get(number=1).evidence == "Survei" and Strategy.objects.get().pillar.code == "GOV"


def test_risks_and_profiles_of_quick_wins_come_back_too(satya, ani, chain):
    values = {
        "programme_ref": "program-1",
        "nama_inovasi": "Loket",
        "anggaran": 5_000_000,
        "kemitraan": ["Kampus: data"],
    }
    add_entry(satya.actor, "profil_quick_win", "GOV", values, op=new_op())
    values = {"profile_ref": "profil_quick_win-1", "peristiwa": "Listrik padam", "kemungkinan": 2, "dampak": 3}
    add_entry(satya.actor, "risiko", "GOV", values, op=new_op())
    book = taken(satya)
    says(book, "profil_quick_win", 2, "anggaran", 7_500_000)
    says(book, "risiko", 2, "kemungkinan", 4)
    put(book, "Risiko", 3, Pilar="GOV")
    says(book, "risiko", 3, "profile_ref", "GOV-QW1")
    says(book, "risiko", 3, "peristiwa", "Petugas pindah")
    put(book, "Profil quick win", 3, Pilar="GOV")
    says(book, "profil_quick_win", 3, "nama_inovasi", "Profil lain")
    preview = sent(satya, book)
    text = words(preview)
    assert "<b>1 kartu baru</b>" in text and "<b>2 isian berubah</b>" in text, text
    assert "dibuat di halaman Quick Win" in text and "<ins>7.500.000</ins>" in text.replace("Rp", "")
    assert save(satya, preview).status_code == 303
    profile, risks = QuickWinProfile.objects.get(), list(Risk.objects.order_by("number"))
    assert profile.anggaran == 7_500_000 and profile.kemitraan == ["Kampus: data"]
    assert [(risk.peristiwa, risk.kemungkinan, risk.profile_id) for risk in risks] == [
        ("Listrik padam", 4, profile.pk),
        ("Petugas pindah", None, profile.pk),
    ]
    done = take_back_import(satya.actor, Event.objects.latest("number").number, op=new_op())
    profile.refresh_from_db()
    assert (done.cards, done.stays, profile.anggaran) == (3, 0, 5_000_000)
    assert Risk.objects.filter(deleted_in=None).count() == 1


def test_a_profile_stays_with_its_programme(satya, chain):
    add_entry(satya.actor, "program", "GOV", {"name": "Lain", "strategy_ref": "strategi-1"}, op=new_op())
    for number in (1, 2):
        values = {"programme_ref": f"program-{number}", "nama_inovasi": f"Loket {number}"}
        add_entry(satya.actor, "profil_quick_win", "GOV", values, op=new_op())
    book = taken(satya)
    says(book, "profil_quick_win", 3, "programme_ref", "GOV-PR1")
    assert "tidak dapat pindah ke program lain" in words(sent(satya, book))


def test_the_workbook_is_a_download_that_nobody_keeps(satya, chain):
    answer = satya.get(f"{PAGE}rantai.xlsx")
    assert re.fullmatch(r'attachment; filename="rantai-ponorogo-[0-9]{8}-[0-9]{4}.xlsx"', answer["Content-Disposition"])
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_the_first_sheet_says_what_can_come_back(satya, chain):
    sheet = taken(satya).worksheets[0]
    told = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert "Sasaran" in told["Dapat diunggah kembali"] and "Risiko" in told["Dapat diunggah kembali"]
    assert "RPJMD" in told["Tidak lewat berkas ini"]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 50_000_000)
    return out.getvalue()


def doctype(book):
    out, made = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/workbook.xml":
                data = b'<!DOCTYPE x [<!ENTITY e "e">]>' + data
            new.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda book: b"", "Berkas kosong"),
        (lambda book: b"%PDF-1.7", "bukan tabel Excel"),
        (lambda book: bomb(), "terlalu besar"),
        (doctype, "definisi XML yang tidak diizinkan"),
        (lambda book: book.remove(book["Petunjuk"]) or book, "lembar Petunjuk"),
        (lambda book: book["Petunjuk"].cell(2, 2, "trenggalek") and book, "rencana lain (trenggalek)"),
        (lambda book: book["Petunjuk"].cell(3, 2, "999999") and book, "rencana lain"),
        (lambda book: [book.remove(book[n]) for n in book.sheetnames[1:]] and book, "Tidak ada lembar Masalah"),
    ],
)
def test_hostile_and_wrong_files_are_answered_with_a_sentence(satya, chain, make, sentence):
    answer = sent(satya, make(taken(satya)))
    assert answer.status_code == 422 and sentence in words(answer), words(answer)
    assert "Belum ada yang disimpan" in words(answer)


def test_a_preview_that_was_tampered_with_is_not_read(satya, chain):
    answer = satya.post(PAGE, {"muatan": "abc:def", "pilih": "x", "op": new_op(), "as": satya.key})
    assert answer.status_code == 422 and "Pilih berkasnya sekali lagi" in words(answer)


def test_a_preview_that_lay_for_more_than_a_day_is_not_read(satya, chain, monkeypatch):
    book = taken(satya)
    says(book, "masalah", 2, "statement", "Antrean lama")
    preview, late = sent(satya, book), time.time() + FRESH + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: late)
    answer = save(satya, preview)
    assert answer.status_code == 422 and "Pratinjau ini sudah lama" in words(answer)


def test_merged_heads_are_said(satya, chain):
    book = taken(satya)
    book["Masalah"].merge_cells("D1:E1")
    put(book, "Masalah", 2, **{book["Masalah"]["D1"].value.replace(" ", "_"): "Lain"})
    text = words(sent(satya, book))
    assert "ada dua kali (sel gabungan?)" in text and "<b>1 isian berubah</b>" in text


def test_only_staff_upload_and_nobody_after_the_signature(satya, fitri, eko, ani, chain):
    book = taken(fitri)
    put(book, "Masalah", 2, Bukti="Survei")
    assert sent(fitri, book).status_code == 403 and "masuk lewat staf" in words(fitri.get(PAGE))
    assert eko.get(f"{PAGE}rantai.xlsx").status_code == 200 and ani.get(PAGE).status_code == 403
    preview = sent(satya, book)
    Bimtek.objects.create(
        plan=satya.plan, number=1, title="I", opened_at=timezone.now(), signed_at=timezone.now(), minutes_number="1"
    )
    assert save(satya, preview).status_code == 403 and Problem.objects.get().evidence.startswith("=cmd")


def test_the_same_press_twice_writes_once(satya, chain):
    book = taken(satya)
    put(book, "Masalah", 2, Bukti="Survei")
    values = form_values(sent(satya, book).content.decode())
    first, second = satya.post(PAGE, values), satya.post(PAGE, values)
    assert first["Location"] == second["Location"]
    assert Event.objects.filter(verb="entry.imported").count() == 1


def test_the_example_plan_goes_out_and_comes_back_without_a_change(db):
    plan, _ = load(example())
    taken_out = read_upload(plan, workbook.build(plan))
    assert (len(taken_out.rows) > 100, taken_out.faults, taken_out.notes) == (True, [], [])
    found = compare(plan, taken_out)
    assert (found.same, found.offered, found.faults) == (len(taken_out.rows), {}, [])


def test_every_cell_of_the_example_is_read_back_to_the_value_that_it_was_written_from(db):
    plan, _ = load(example())
    wrong, comparing = [], _Comparing(plan, read_upload(plan, workbook.build(plan)))
    for row in comparing.upload.rows:
        entry, described = comparing.entries[row.ref], kind_fields(row.kind)
        form = comparing._read(row, entry.pillar, {one.key for one in described}, entry)
        wrong += [(row.ref, key) for key, value in form.values.items() if not same(value, comparing.now[row.ref][key])]
    assert (wrong, comparing.found.faults) == ([], [])


def test_what_was_taken_back_has_no_button_any_more(satya, chain):
    book = taken(satya)
    put(book, "Masalah", 2, Bukti="Survei 2025")
    save(satya, sent(satya, book))
    number = Event.objects.latest("number").number
    assert f"/excel/{number}/batal/" in words(satya.get(PAGE))
    satya.post(f"{PAGE}{number}/batal/", {"op": new_op(), "as": satya.key})
    page = words(satya.get(PAGE))
    assert f"/excel/{number}/batal/" not in page and "sudah dibatalkan" in page
    for nothing in (number + 1, 99, 10**30):
        assert satya.post(f"{PAGE}{nothing}/batal/", {"op": new_op(), "as": satya.key}).status_code == 404


def test_what_excel_makes_of_a_typed_percentage_stays_what_was_typed(satya, chain):
    """Who types 85,5% into a cell has 0.855 in it, shown as a percentage."""
    book = taken(satya)
    sheet = book["Sasaran"]
    says(book, "sasaran", 2, "unit", "persen")
    says(book, "sasaran", 2, "baseline", 0.855)
    sheet.cell(2, column(sheet, KINDS["sasaran"].field("baseline").label)).number_format = "0.0%"
    sheet.cell(2, column(sheet, "Target tiap tahun: 2027"), 1).number_format = "0%"
    assert save(satya, sent(satya, book)).status_code == 303
    target = Target.objects.get()
    assert (target.baseline, target.targets_by_year["2027"]) == (Decimal("85.5"), "100")


def test_a_lone_half_of_a_letter_in_a_cell_is_shown_and_no_crash(satya, chain):
    book = taken(satya)
    put(book, "Masalah", 2, Bukti="Survei _xD83D_ kota", Nomor="masalah-_xDC00_9")
    assert sent(satya, book).status_code == 200


def test_the_same_file_sent_a_second_time_makes_no_card_twice_by_itself(satya, chain):
    book = taken(satya)
    put(book, "Masalah", 3, Pilar="GOV")
    says(book, "masalah", 3, "statement", "Air kurang")
    assert save(satya, sent(satya, book)).status_code == 303
    preview = sent(satya, book)
    assert "Sudah ada dengan kalimat yang sama" in words(preview) and "GOV-P2" in words(preview)
    assert "Tandai paling sedikit satu" in words(save(satya, preview))
    assert Problem.objects.filter(statement="Air kurang").count() == 1


def test_two_sheets_of_one_name_are_refused(satya, chain):
    out = io.BytesIO()
    taken(satya).save(out)
    twice = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(twice, "w") as new:
        for part in old.namelist():
            renamed = (b'name="Sasaran"', b'name="MASALAH"') if part == "xl/workbook.xml" else (b"", b"")
            new.writestr(part, old.read(part).replace(*renamed))
    answer = sent(satya, twice.getvalue())
    assert answer.status_code == 422 and "Ada dua lembar bernama" in words(answer)


def test_a_card_that_went_to_another_group_since_then_keeps_what_only_its_old_group_has(satya, ani, chain):
    base, part = Plan.objects.get(slug="ponorogo").head, satya.plan.dimensions.filter(pillar__code="GOV").first()
    save_entry(ani.actor, "masalah-1", {"dimension": part.code}, base=base, op=new_op())
    book = taken(satya)
    put(book, "Masalah", 2, Bukti="Survei 2025")
    says(book, "masalah", 2, "dimension", "")
    assert save(satya, sent(satya, book)).status_code == 303
    Problem.objects.update(pillar=satya.plan.pillars.get(code="ECO"))
    done = take_back_import(satya.actor, Event.objects.latest("number").number, op=new_op())
    problem = Problem.objects.get()
    assert (done.cards, done.stays, problem.dimension) == (1, 1, None) and problem.evidence.startswith("=cmd")
