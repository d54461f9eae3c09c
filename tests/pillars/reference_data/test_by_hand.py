"""The frame by hand: misi, tujuan, sasaran with many indicators, Renstra; what leans on something is never lost."""

from decimal import Decimal

import pytest

from pillars.cards.actions.save import add_entry
from pillars.models import Goal, Mission, Programme, Target
from tests.cast import new_op
from tests.pillars.reference_data.made import bring
from workshops.live.models import Event

ROWS = [
    ["Misi", "Tujuan", "Kode sasaran", "Sasaran", "Indikator", "Satuan", "2029", "OPD"],
    ["Pelayanan cepat", "Mutu naik", "S1", "Warga puas", "IKM", "indeks", 87, "Diskominfo"],
    ["", "", "S2", "Warga sehat", "UHH", "tahun", 74, "Dinkes"],
]


@pytest.fixture
def rpjmd(plan, satya):
    bring(satya.actor, plan, ROWS)
    plan.refresh_from_db()
    return {row.code: row for row in plan.rpjmd_objectives.all()}


@pytest.fixture
def leaning(plan, ani, rpjmd):
    values = {"statement": "Antrean pendek", "rpjmd_ref": rpjmd["S1"].ref, "alignment_status": "selaras"}
    return add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref


def test_everybody_reads_and_only_staff_write(ani, satya, rpjmd):
    text = ani.get("/r/ponorogo/kerangka/").content.decode()
    assert "Warga puas" in text
    assert "Ubah sasaran" not in text
    assert "Ubah sasaran" in satya.get("/r/ponorogo/kerangka/").content.decode()


def test_misi_tujuan_sasaran_are_added_under_each_other(satya, plan):
    base = "/r/ponorogo/kerangka"
    assert satya.form(f"{base}/berlaku/misi/baru/", statement="Misi satu").status_code == 303
    mission = Mission.objects.get(plan=plan)
    answer = satya.form(f"{base}/berlaku/tujuan/baru/?induk=misi-{mission.pk}", statement="Tujuan satu", code="T1.1")
    assert answer.status_code == 303
    goal = Goal.objects.get(plan=plan)
    assert (mission.code, goal.code, goal.mission) == ("M1", "T1.1", mission)
    values = {"statement": "Sasaran satu", "parent": f"tujuan-{goal.pk}", "indicator-0": "IKM", "unit-0": "indeks"}
    values |= {"baseline-0": "84,1", "target-0-2029": "87,5", "opds-0": "Diskominfo\nDinas Kesehatan"}
    values |= {"indicator-1": "Opini", "baseline-1": "Tidak Ada Data", "target-1-2029": "WTP", "opds-1": ""}
    assert satya.form(f"{base}/berlaku/sasaran/baru/", **values).status_code == 303
    first, second = plan.rpjmd_objectives.get().measures
    assert (first.baseline, first.targets) == (Decimal("84.1"), {"2029": "87.5"})
    assert [first.lead_opd.short, *(one.short for one in first.support_opds.all())] == ["Diskominfo", "Dinkes"]
    assert (second.baseline_text, second.target_texts) == ("Tidak Ada Data", {"2029": "WTP"})
    verbs = Event.objects.filter(plan=plan).values_list("verb", flat=True)
    assert {"frame.misi_added", "frame.tujuan_added", "frame.sasaran_added"} <= set(verbs)
    history = satya.get("/r/ponorogo/riwayat/").content.decode()
    assert "menambah sasaran RPJMD" in history


def test_what_was_typed_stays_when_something_is_wrong(satya, plan, rpjmd):
    address = f"/r/ponorogo/kerangka/sasaran/{rpjmd['S1'].number}/"
    changes = {"statement": "Warga lebih puas", "target-0-2029": "1.2.3", "opds-0": "Dinas Khayalan", "code": "S2"}
    answer = satya.form(address, **changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Warga lebih puas" in text
    assert 'value="1.2.3"' in text
    assert "OPD “Dinas Khayalan” tidak ada dalam daftar" in text
    answer = satya.form(address, code="S2")
    assert "Kode S2 sudah dipakai" in answer.content.decode()
    assert plan.rpjmd_objectives.get(number=rpjmd["S1"].number).code == "S1"


def test_another_empty_indicator_is_one_press_away(satya, rpjmd):
    answer = satya.form(f"/r/ponorogo/kerangka/sasaran/{rpjmd['S1'].number}/", act="tambah")
    assert 'name="indicator-1"' in answer.content.decode()


def test_two_staff_who_change_the_same_are_told(satya, plan, rpjmd):
    address = f"/r/ponorogo/kerangka/sasaran/{rpjmd['S1'].number}/"
    from tests.cast import form_values

    stale = form_values(satya.get(address).content.decode())
    satya.form(address, statement="Yang pertama")
    answer = satya.post(address, stale | {"statement": "Yang kedua"})
    assert answer.status_code == 409
    assert "Yang kedua" in answer.content.decode()
    assert "Rumusan: Yang pertama" in answer.content.decode()
    assert plan.rpjmd_objectives.get(number=rpjmd["S1"].number).statement == "Yang pertama"


def test_a_period_may_overlap_and_may_not_end_before_it_starts(satya, plan):
    base = "/r/ponorogo/kerangka/dokumen"
    answer = satya.form(f"{base}/berlaku/", document="RPJMD 2025–2029", period_start="2029", period_end="2025")
    assert answer.status_code == 422
    assert "lebih awal daripada tahun mulai" in answer.content.decode()
    satya.form(f"{base}/berlaku/", document="RPJMD 2025–2029", period_start="2025", period_end="2029")
    satya.form(f"{base}/sebelumnya/", document="RPJMD 2021–2026", period_start="2021", period_end="2026")
    text = satya.get("/r/ponorogo/kerangka/").content.decode()
    assert "tumpang tindih pada tahun 2025–2026" in text


def test_a_sasaran_that_targets_lean_on_says_which_and_moves_their_links(satya, ani, plan, rpjmd, leaning):
    address = f"/r/ponorogo/kerangka/sasaran/{rpjmd['S1'].number}/"
    answer = satya.form(address, act="hapus")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "GOV-S1" in text
    assert "Antrean pendek" in text
    from tests.cast import form_values

    answer = satya.post(address, form_values(text) | {"act": "pindah", "pindah": rpjmd["S2"].ref})
    assert answer.status_code == 303
    assert Target.objects.get(plan=plan).rpjmd.code == "S2"
    assert not plan.rpjmd_objectives.filter(code="S1").exists()
    trail = ani.get(f"/r/ponorogo/tata-kelola/{leaning}/riwayat/").content.decode()
    assert "S2 Warga sehat" in trail


def test_links_can_be_let_go(satya, plan, rpjmd, leaning):
    address = f"/r/ponorogo/kerangka/sasaran/{rpjmd['S1'].number}/"
    answer = satya.form(address, act="pindah", pindah="lepas")
    assert answer.status_code == 303
    target = Target.objects.get(plan=plan)
    assert (target.rpjmd, target.alignment_status) == (None, None)


def test_a_misi_with_something_below_does_not_go(satya, plan, rpjmd):
    mission = Mission.objects.get(plan=plan)
    answer = satya.form(f"/r/ponorogo/kerangka/misi/{mission.pk}/", act="hapus")
    assert answer.status_code == 409
    assert "Mutu naik" in answer.content.decode()
    assert Mission.objects.filter(pk=mission.pk).exists()


def test_a_target_may_lean_on_both_periods(ani, satya, plan, rpjmd):
    bring(satya.actor, plan, [["Kode sasaran", "Sasaran"], ["S1", "Warga puas lama"]], role="sebelumnya")
    old = plan.rpjmd_objectives.get(document__role="sebelumnya")
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Antrean pendek"}, op=new_op()).ref
    address = f"/r/ponorogo/tata-kelola/{target}/selaras/"
    page = ani.get(f"{address}?pilih={rpjmd['S1'].ref}").content.decode()
    assert "Warga puas lama" in page
    values = {"op": new_op(), "base": str(plan_head(plan)), "as": ani.key, "rpjmd_ref": rpjmd["S1"].ref}
    values |= {"rpjmd_previous_ref": old.ref, "alignment_status": "selaras"}
    assert ani.post(address, values).status_code in (200, 303)
    row = Target.objects.get(plan=plan)
    assert (row.rpjmd.code, row.rpjmd_previous) == ("S1", old)
    wrong = values | {"op": new_op(), "rpjmd_ref": old.ref}
    assert ani.post(address, wrong).status_code == 422


def plan_head(plan):
    plan.refresh_from_db(fields=["head"])
    return plan.head


def test_a_programme_is_linked_to_the_renstra_of_its_office(ani, satya, plan):
    rows = [["OPD", "Kode program", "Nama program", "Masa Renstra", "Pagu 2027 (Rp)"]]
    rows += [["Diskominfo", "2.16.03", "Pengelolaan Aplikasi Informatika", "2025–2029", 1_200_000_000]]
    rows += [["Dinkes", "1.02.02", "Pemenuhan Upaya Kesehatan", "2025–2029", 900_000_000]]
    bring(satya.actor, plan, rows, "renstra")
    target = add_entry(ani.actor, "sasaran", "GOV", {"statement": "Antrean pendek"}, op=new_op()).ref
    values = {"statement": "Daring", "target_ref": target}
    strategy = add_entry(ani.actor, "strategi", "GOV", values, op=new_op()).ref
    values = {"name": "Antrean daring", "strategy_ref": strategy, "lead_opd": "opd-1"}
    ref = add_entry(ani.actor, "program", "GOV", values, op=new_op()).ref
    address = f"/r/ponorogo/tata-kelola/{ref}/renstra/"
    page = ani.get(address).content.decode()
    assert "Pengelolaan Aplikasi Informatika" in page
    assert "Upaya Kesehatan" not in page
    assert "Upaya Kesehatan" in ani.get(f"{address}?cari=kesehatan").content.decode()
    chosen = plan.renstra_programmes.get(code="2.16.03")
    values = {"op": new_op(), "base": str(plan_head(plan)), "as": ani.key, "renstra_ref": chosen.ref}
    assert ani.post(address, values).status_code in (200, 303)
    assert Programme.objects.get(plan=plan).renstra == chosen
    assert "Pengelolaan Aplikasi" in ani.get(f"/r/ponorogo/tata-kelola/{ref}/").content.decode()
    answer = satya.form(f"/r/ponorogo/kerangka/renstra/{chosen.number}/", act="hapus")
    assert answer.status_code == 409
    assert "Antrean daring" in answer.content.decode()


def test_codes_are_searched_doubted_and_never_refused(ani, satya, plan):
    rows = [["Kode", "Nama"], ["2.16.03", "Program Aplikasi Informatika"], ["1.02.02", "Program Upaya Kesehatan"]]
    rows += [["X.YY", "Program aneh"], ["2.16.10", "Program lain"]]
    bring(satya.actor, plan, rows, "kode", version="Kepmendagri 2023")
    text = ani.get("/r/ponorogo/kerangka/?lihat=kode&cari=informatika").content.decode()
    assert "2.16.03" in text
    assert "1.02.02" not in text
    options = ani.get("/r/ponorogo/kerangka/kode/?cari=2.16").content.decode()
    assert options.index("2.16.03") < options.index("2.16.10")
    from pillars.cards.nomenclature import code_warning

    plan.refresh_from_db()
    assert code_warning(plan, "2.16.03") == ""
    assert "tidak ada dalam daftar" in code_warning(plan, "2.16.99")
    assert "Bentuk kode" in code_warning(plan, "21603")


def test_an_open_page_gets_what_changed(ani, satya, plan, rpjmd):
    head = plan_head(plan)
    satya.form(f"/r/ponorogo/kerangka/sasaran/{rpjmd['S1'].number}/", statement="Warga sangat puas")
    answer = ani.get(f"/r/ponorogo/kerangka/?lihat=rpjmd&since={head}", **{"HX-Request": "true"})
    assert "Warga sangat puas" in answer.content.decode()
    assert 'id="kerangka"' in answer.content.decode()
    assert answer.headers["X-Rembuk-Head"] == str(head + 1)


def test_the_same_period_twice_is_refused(satya, plan):
    base = "/r/ponorogo/kerangka/dokumen"
    satya.form(f"{base}/berlaku/", document="RPJMD 2025–2029", period_start="2025", period_end="2029")
    answer = satya.form(f"{base}/sebelumnya/", document="RPJMD lama", period_start="2025", period_end="2029")
    assert answer.status_code == 422
    assert 'data-kind="duplicate"' in answer.content.decode()
    assert "RPJMD lama" in answer.content.decode()


def test_renstra_by_hand_in_the_order_of_its_codes(satya, ani, plan):
    base = "/r/ponorogo/kerangka/renstra/baru/"
    for code in ("2.16.10", "2.16.02", " 2 . 16 . 2 "):
        values = {"opd": "opd-1", "code": code, "name": f"Program {code}", "pagu-2027": "Rp1,2 miliar"}
        assert satya.form(base, **values).status_code == 303
    text = ani.get("/r/ponorogo/kerangka/?lihat=renstra").content.decode()
    assert text.index("2.16.02") < text.index('"code">2.16.2<') < text.index('"code">2.16.10')
    assert "Rp1.200.000.000" in text
    answer = satya.form(base, opd="opd-1", code="2.16.10", name="Kembar", **{"pagu-2027": "banyak"})
    assert answer.status_code == 422
    assert 'value="banyak"' in answer.content.decode()
    answer = satya.form(base, opd="opd-1", code="2.16.10", name="Kembar")
    assert "sudah dipakai" in answer.content.decode()


def test_a_target_is_set_beside_the_indicator_that_it_shares(ani, satya, plan):
    rows = [["Kode sasaran", "Sasaran", "Indikator", "Satuan", "2029"], ["S1", "Warga puas", "IKM", "indeks", 87]]
    bring(satya.actor, plan, [*rows, ["", "", "Waktu tunggu", "menit", 30]])
    values = {"statement": "Antrean pendek", "indicator": "Waktu tunggu", "unit": "menit", "direction": "turun"}
    values |= {"targets_by_year": {2029: Decimal(45)}}
    target = add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref
    text = ani.get(f"/r/ponorogo/tata-kelola/{target}/selaras/?cari=tunggu").content.decode()
    assert "Warga puas" in text
    assert "Target 2029 (45) lebih lemah daripada RPJMD S1 (30)." in text
