"""Bringing an RPJMD in from Excel: read as documents are written, shown before it is saved, one event, one way back."""

from decimal import Decimal

import pytest

from pillars.models import Objective
from pillars.reference_data.actions.table_import import IMPORTED
from tests.amounts import in_turn
from tests.corpus import corpus_tools
from tests.pillars.reference_data.tables import HEAD, ROWS, again, bring, confirm, upload, workbook
from workshops.live.models import Event
from workshops.plans.models import Opd


def measures(plan, code):
    return plan.rpjmd_objectives.get(code=code, document__role="berlaku").measures


def test_a_table_comes_in_as_it_was_shown(satya, plan):
    page = upload(satya, workbook([HEAD, *ROWS]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<b>4 baru</b>" in text
    assert not Objective.objects.exists(), "nothing is saved by looking"
    answer = confirm(satya, page)
    assert answer.status_code == 303
    ikm, online = measures(plan, "S1.1")
    assert (ikm.indicator, ikm.unit, ikm.baseline) == ("IKM", "indeks", Decimal("84.1"))
    assert ikm.targets == {"2025": "85", "2026": "85.5", "2027": "86", "2028": "86.5", "2029": "87.25"}
    assert ikm.lead_opd.short == "Diskominfo"
    assert [office.short for office in ikm.support_opds.all()] == ["Dinkes"]
    assert (online.baseline, online.baseline_text) == (None, "Tidak Ada Data")
    assert online.targets["2029"] == "80"
    (opinion,) = measures(plan, "S1.2")
    assert opinion.baseline_text == "WTP"
    assert opinion.target_texts["2029"] == "WTP"
    (poor,) = measures(plan, "S1.3")
    assert poor.goal.code == "T1.2"
    assert poor.goal.mission.code == "M1"
    assert poor.target_texts == {"2029": "N/A"}


def test_the_same_table_again_changes_nothing(satya, plan):
    bring(satya, workbook([HEAD, *ROWS]))
    page = upload(satya, workbook([HEAD, *ROWS]))
    assert "<b>4 sama</b>" in page.content.decode()
    assert "Tidak ada yang perlu disimpan" in page.content.decode()


def test_what_changed_is_shown_and_what_is_empty_takes_nothing_away(satya, plan):
    bring(satya, workbook([HEAD, *ROWS]))
    rows = [list(row) for row in ROWS]
    rows[0][9], rows[0][8] = 90, ""
    page = upload(satya, workbook([HEAD, *rows]))
    assert "<del>85</del> <ins>90</ins>" in page.content.decode()
    confirm(satya, page)
    ikm = measures(plan, "S1.1")[0]
    assert ikm.targets["2025"] == "90"
    assert ikm.baseline == Decimal("84.1")


def test_one_import_is_one_event_and_is_taken_back_as_one(satya, plan, everything):
    before = {key: rows for key, rows in everything().items() if key not in ("Event", "Plan", "RpjmdDocument")}
    number = bring(satya, workbook([HEAD, *ROWS]))
    assert Event.objects.filter(plan=plan, verb=IMPORTED).count() == 1
    page = satya.get("/r/ponorogo/kerangka/").content.decode()
    assert "3 sasaran RPJMD" in page
    answer = satya.post(f"/r/ponorogo/kerangka/batal/{number}/", {"op": "batal-impor-1", "as": satya.key})
    assert answer.status_code == 303
    after = {key: rows for key, rows in everything().items() if key not in ("Event", "Plan", "RpjmdDocument")}
    assert after == before


def test_what_was_changed_since_stays_when_an_import_is_taken_back(satya, plan):
    number = bring(satya, workbook([HEAD, *ROWS]))
    row = plan.rpjmd_objectives.get(code="S1.3")
    satya.form(f"/r/ponorogo/kerangka/sasaran/{row.number}/", statement="Penduduk miskin tinggal sedikit")
    satya.post(f"/r/ponorogo/kerangka/batal/{number}/", {"op": "batal-impor-2", "as": satya.key})
    assert [one.code for one in plan.rpjmd_objectives.all()] == ["S1.3"]


def test_merged_cells_are_filled_downward(satya, plan):
    rows = [["Misi", "Tujuan", "Sasaran"], ["M satu", "T satu", "S satu"], ["", "", "S dua"], ["", "T dua", "S tiga"]]
    bring(satya, workbook(rows, merges=["A2:A4", "B2:B3"]))
    found = {row.statement: (row.goal.statement, row.goal.mission.statement) for row in plan.rpjmd_objectives.all()}
    assert found == {
        "S satu": ("T satu", "M satu"),
        "S dua": ("T satu", "M satu"),
        "S tiga": ("T dua", "M satu"),
    }


def test_heads_in_two_rows_under_a_title_are_recognised(satya, plan):
    rows = [["RPJMD KABUPATEN CONTOH"], [], ["Sasaran", "Indikator", ""], ["", "Nama", "Satuan"]]
    page = upload(satya, workbook([*rows, ["S1", "IPM", "indeks"]], merges=["A1:C1", "B3:C3", "A3:A4"]))
    text = page.content.decode()
    assert "Kolom dikenali dari judul di baris 4" in text
    confirm(satya, page)
    (row,) = plan.rpjmd_objectives.all()
    assert (row.statement, row.indicator, row.unit) == ("S1", "IPM", "indeks")


def test_figures_that_say_nothing_and_excel_errors(satya, plan):
    rows = [
        ["Sasaran", "Indikator", "Nilai awal", "2025"],
        ["S1", "a", "17,63", 17.63],
        ["S2", "b", "Tidak Ada Data", "N/A"],
    ]
    page = upload(satya, workbook([*rows, ["S3", "c", "1.234,5", "#REF!"]], name="Data"))
    text = page.content.decode()
    assert "Sheet Data, sel D4" in text
    confirm(satya, page)
    first = plan.rpjmd_objectives.get(statement="S1")
    assert (first.baseline, first.targets) == (Decimal("17.63"), {"2025": "17.63"})
    second = plan.rpjmd_objectives.get(statement="S2")
    assert (second.baseline_text, second.target_texts) == ("Tidak Ada Data", {"2025": "N/A"})


def test_a_point_that_may_be_read_in_two_ways_is_asked_about(satya, plan):
    rows = [["Sasaran", "Indikator", "2025"], ["S1", "a", "17.63"]]
    page = upload(satya, workbook(rows))
    assert "sel C2: Maksudnya" in page.content.decode()
    page = again(satya, page, titik="desimal")
    assert "<b>1 baru</b>" in page.content.decode()
    confirm(satya, page)
    assert plan.rpjmd_objectives.get().targets == {"2025": "17.63"}


def test_faults_are_named_by_sheet_and_cell_and_only_those_rows_are_left_out(satya, plan):
    rows = [
        ["Kode misi", "Misi", "Kode tujuan", "Tujuan", "Kode sasaran", "Sasaran", "Indikator"],
        ["", "", "T9", "Tujuan tanpa misi", "S9", "Sasaran di bawahnya", "x"],
        ["M1", "Misi", "M1", "Tujuan berkode misi", "S1", "Sasaran", "y"],
        ["M2", "Misi dua", "T2", "Tujuan dua", "S2", "Sasaran dua", "z"],
        ["M2", "Misi dua", "T2", "Tujuan lain", "S3", "Sasaran tiga", "w"],
    ]
    page = upload(satya, workbook(rows))
    text = page.content.decode()
    assert "Sheet RPJMD, sel D2: tujuan ini tidak berada di bawah misi mana pun" in text
    assert "rujukan melingkar: M1 menunjuk dirinya sendiri" in text
    assert "sel D5: kode T2 sudah dipakai baris 4" in text
    confirm(satya, page)
    assert [row.code for row in plan.rpjmd_objectives.all()] == ["S2"]


def test_rows_that_name_their_parent_by_code(satya, plan):
    rows = [
        ["Jenis", "Kode", "Kode induk", "Uraian", "Indikator"],
        ["Misi", "M1", "", "Misi satu", ""],
        ["Tujuan", "T1", "M1", "Tujuan satu", ""],
        ["Sasaran", "S1", "T1", "Sasaran satu", "IPM"],
        ["Tujuan", "T2", "S2", "Tujuan dua", ""],
        ["Sasaran", "S2", "T2", "Sasaran dua", "IKM"],
        ["Sasaran", "S3", "T7", "Sasaran tiga", "IKM"],
        ["Sasaran", "S4", "M1", "Sasaran empat", "IKM"],
    ]
    page = upload(satya, workbook(rows))
    text = page.content.decode()
    assert "kode induk S2 adalah sasaran, bukan misi" in text or "melingkar: T2 → S2 → T2" in text
    assert "kode induk T7 tidak ada" in text
    assert "kode induk M1 adalah misi, bukan tujuan" in text
    confirm(satya, page)
    (row,) = plan.rpjmd_objectives.all()
    assert (row.code, row.goal.code, row.indicator) == ("S1", "T1", "IPM")


def test_an_unknown_office_is_suggested_and_may_be_made(satya, plan):
    rows = [["Sasaran", "Indikator", "OPD"], ["S1", "a", "Dinas Kesehatn"], ["S2", "b", "Dinas Pasar"]]
    page = upload(satya, workbook(rows))
    text = page.content.decode()
    assert "OPD “Dinas Pasar” tidak ada dalam daftar" in text
    assert "Maksudnya Dinas Kesehatan?" in text
    assert not plan.rpjmd_objectives.exists()
    import re

    keys = dict(re.findall(r'for="o-([0-9a-f]+)">([^<]+)<', text))
    chosen = {f"opd-{key}": "opd-2" if name == "Dinas Kesehatn" else "baru" for key, name in keys.items()}
    page = again(satya, page, **chosen)
    assert "<b>2 baru</b>" in page.content.decode()
    confirm(satya, page, **chosen)
    assert plan.rpjmd_objectives.get(statement="S2").lead_opd.name == "Dinas Pasar"
    assert "Dinas Kesehatn" in Opd.objects.get(plan=plan, number=2).aliases


def test_the_columns_and_the_sheet_can_be_corrected(satya, plan):
    rows = [["Apa", "Ukuran", "Kantor"], ["Warga sehat", "UHH", "Dinkes"]]
    page = upload(satya, workbook([["Catatan"], ["bukan tabel"]], name="Sampul", more=[("Data", rows)]))
    assert "Kolom Sasaran tidak dikenali" in page.content.decode()
    page = again(satya, page, lembar="1")
    page = again(satya, page, **{"lajur-sasaran": "1", "lajur-indicator": "2", "lajur-opd": "3", "baris": "2"})
    assert "<b>1 baru</b>" in page.content.decode()
    confirm(satya, page)
    assert plan.rpjmd_objectives.get().lead_opd.short == "Dinkes"


def test_a_yes_to_something_that_has_changed_since_writes_nothing(satya, plan):
    page = upload(satya, workbook([HEAD, *ROWS]))
    bring(satya, workbook([HEAD, *ROWS[:1]]))
    before = Event.objects.count()
    answer = confirm(satya, page)
    assert answer.status_code == 409
    assert "isi kerangka berubah sejak pratinjau tadi" in answer.content.decode()
    assert Event.objects.count() == before


def test_a_preview_that_is_confirmed_twice_counts_once(satya, plan):
    page = upload(satya, workbook([HEAD, *ROWS]))
    values = {"op": "impor-dua-kali"}
    first, second = (again(satya, page, act="simpan", **values) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert Event.objects.filter(plan=plan, verb=IMPORTED).count() == 1


def test_both_documents_are_kept_apart(satya, plan):
    bring(satya, workbook([HEAD, *ROWS]))
    bring(satya, workbook([HEAD, *ROWS[:2]]), peran="sebelumnya")
    roles = sorted(plan.rpjmd_objectives.filter(code="S1.1").values_list("document__role", flat=True))
    assert roles == ["berlaku", "sebelumnya"]


CORPUS = {
    item["id"]: item
    for item in corpus_tools.load("tests/corpus/abuse_corpus.json")
    if item["where"].startswith("import.xlsx") and "generator" in item
}


@pytest.mark.parametrize("items", in_turn([*CORPUS], always=("XLS-01", "XLS-03", "XLS-15", "XLS-17", "XLS-18")))
def test_hostile_files_are_refused_with_a_sentence_or_read_safely(satya, plan, subtests, items, everything):
    before = everything()
    for item in (CORPUS[name] for name in items):
        data, refused = corpus_tools.value_of(item, {}), "422" in str(item["expect"])
        for what in ("rpjmd",) if refused else ("rpjmd", "renstra", "kode"):
            with subtests.test(item=item["id"], what=what):
                answer = upload(satya, data, what)
                assert answer.status_code in ((422,) if refused else (200, 422))
                assert not refused or 'data-kind="bad_file"' in answer.content.decode()
    assert everything() == before


def test_of_a_row_that_is_left_out_nothing_comes_in_but_what_others_hang_under(satya, plan):
    rows = [
        ["Misi", "Tujuan", "Kode sasaran", "Sasaran", "Indikator", "2025"],
        ["Misi satu", "Tujuan satu", "S1", "Sasaran satu", "a", "1.23"],
        ["", "", "", "", "b", 4],
        ["", "", "S2", "Sasaran dua", "c", "1.23"],
    ]
    page = upload(satya, workbook(rows))
    assert "<b>2 perlu diperbaiki</b>" in page.content.decode()
    confirm(satya, page)
    (row,) = plan.rpjmd_objectives.all()
    assert (row.code, row.goal.statement, [one.indicator for one in row.measures]) == ("S1", "Tujuan satu", ["b"])
