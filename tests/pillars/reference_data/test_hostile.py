"""What nobody sends by hand: odd addresses, forged previews, letters that break databases, a signed bimtek."""

import pytest

from masterplan.closing.actions import sign_bimtek
from pillars.cards.actions.save import add_entry
from tests.amounts import in_turn_after
from tests.cast import form_values, new_op
from tests.pillars.reference_data.made import bring
from tests.pillars.reference_data.tables import HEAD, ROWS, again, upload, workbook
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda

BASE = "/r/ponorogo/kerangka/"


def test_what_is_not_there_is_not_there(satya, plan):
    paths = ["misi/999999999999999999999/", "sasaran/0/", "opd/9999999999/", "renstra/7/", "dokumen/kemarin/"]
    paths += ["impor/semua/", "berlaku/visi/baru/", "contoh/rahasia/", "batal/1/", "opd/1/pisah/"]
    for path in paths:
        assert satya.get(BASE + path).status_code in (404, 405), path
        assert satya.post(BASE + path, {"op": new_op(), "as": satya.key}).status_code in (404, 405), path


def test_any_search_is_only_words(ani, satya, plan):
    bring(satya.actor, plan, [["Kode", "Nama"], ["2.16.03", "Program"]], "kode", version="2023")
    for query in ("\0", "a\0b", "%", "_", "'; --", "e" + "\u0301" * 300, "x" * 5_000):
        for path in ("", "kode/"):
            answer = ani.client.get(BASE + path, {"lihat": "kode", "cari": query})
            assert answer.status_code in (200, 400), query


def test_a_forged_or_foreign_preview_is_refused(satya, oka, plan, other_plan):
    page = upload(satya, workbook([HEAD, *ROWS]))
    assert "sudah lama atau tidak utuh" in again(satya, page, isi="dibuat-buat").content.decode()
    assert "sudah lama atau tidak utuh" in again(satya, page, "renstra").content.decode()
    foreign = form_values(page.content.decode())["isi"]
    answer = oka.post("/r/trenggalek/kerangka/impor/rpjmd/", {"isi": foreign, "as": oka.key, "op": new_op()})
    assert answer.status_code == 422
    assert not plan.rpjmd_objectives.exists()


@pytest.mark.parametrize(
    "changes",
    in_turn_after(
        2,
        [
            {"lajur-sasaran": "999", "lajur-indicator": "-1"},
            {"opd-x": "opd-999", "peran": "nanti"},
            {"lembar": "7"},
            {"baris": "0"},
            {"baris": "99999"},
            {"titik": "entah", "kali": "7", "tahun_akhir": "dua ribu"},
            {"seen": "x" * 500},
        ],
    ),
)
def test_a_preview_with_odd_choices_is_shown_or_refused_and_stores_nothing(satya, plan, changes):
    page = upload(satya, workbook([HEAD, *ROWS]))
    before = plan.head
    for act in ("petakan", "simpan"):
        answer = again(satya, page, act=act, **changes)
        assert answer.status_code in (200, 303, 409, 422)
        if act == "petakan":
            plan.refresh_from_db()
            assert plan.head == before


@pytest.mark.parametrize("text", ["\0", "<script>alert(1)</script>", "x" * 3_000, "e" + "\u0301" * 300])
def test_any_text_is_taken_or_refused_with_a_sentence(satya, plan, text):
    values = {"statement": text, "code": "K1", "op": new_op(), "as": satya.key, "seen": ""}
    answer = satya.client.post(f"{BASE}berlaku/misi/baru/", values)
    assert answer.status_code in (303, 422)
    assert b"<script>alert(1)" not in satya.get(BASE).content


def test_after_a_signature_imports_and_links_stand_still_and_names_may_be_corrected(satya, ani, plan):
    bring(satya.actor, plan, [["Kode sasaran", "Sasaran"], ["S1", "Warga puas"], ["S2", "Warga sehat"]])
    now, other = plan.rpjmd_objectives.all()
    values = {"statement": "Antrean pendek", "rpjmd_ref": now.ref}
    add_entry(ani.actor, "sasaran", "GOV", values, op=new_op())
    page = upload(satya, workbook([HEAD, *ROWS]))
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    sign_bimtek(satya.actor, 1, "041/2026", op=new_op())
    answer = again(satya, page, act="simpan")
    assert answer.status_code == 403
    assert "041/2026" in answer.content.decode()
    assert satya.form(f"{BASE}opd/1/", name="Dinas Kominfo dan Statistik").status_code == 303
    assert satya.form(f"{BASE}sasaran/{other.number}/", statement="Warga lebih sehat").status_code == 303
    answer = satya.form(f"{BASE}sasaran/{now.number}/", act="pindah", pindah=other.ref)
    assert answer.status_code == 403
    assert plan.targets.get().rpjmd == now


def test_the_page_costs_the_same_however_long_the_list(satya, plan, django_assert_max_num_queries):
    rows = [["Misi", "Tujuan", "Sasaran", "Indikator", "OPD"]]
    rows += [
        [f"Misi {n // 9}", f"Tujuan {n // 3}", f"Sasaran {n}", f"Indikator {n}", "Dinkes; BPBD"] for n in range(60)
    ]
    bring(satya.actor, plan, rows)
    satya.get(BASE)
    with django_assert_max_num_queries(26):
        assert satya.get(BASE).status_code == 200


def test_sentences_in_the_column_of_offices_do_not_become_a_list_of_questions(satya, plan):
    rows = [["Sasaran", "Indikator", "OPD"]]
    rows += [[f"Sasaran {n}", "a", f"Meningkatnya mutu layanan ke-{n} " * 12] for n in range(120)]
    text = upload(satya, workbook(rows)).content.decode()
    assert text.count('id="o-') == 40
    assert "80 nama lain juga tidak dikenal" in text
