"""Tables as regions really have them: heads that stand twice, groups of years, codes in front of sentences."""

from pillars.models import Mission
from tests.pillars.reference_data.tables import again, bring, confirm, upload, workbook


def test_heads_that_stand_twice_belong_to_the_sasaran(satya, plan):
    head = ["VISI", "MISI", "TUJUAN", "IK TUJUAN", "BASELINE", "TARGET", "SATUAN", "OPD", "SASARAN", "IK SASARAN"]
    head += ["BASELINE", "TARGET", "SATUAN", "PERIODE", "OPD", "PROGRAM PRIORITAS", "OUTCOME", "IK PROGRAM", "BASELINE"]
    head += ["TARGET", "SATUAN", "OPD PENANGGUNG JAWAB"]
    row = ["Visi", "Misi 1: Rukun", "1.1 Tujuan satu", "IPM", 70, 75, "indeks", "BPBD", "1.1.1 Sasaran satu", "UHH"]
    row += ["N/A", "74,5", "tahun", "2025-2029", "Dinkes", "Program A", "hasil", "x", 1, 2, "y", "Diskominfo"]
    second = [""] * 9 + ["Stunting", "17,63", 10, "persen", "2025-2029", "Dinkes", "Program B", "", "", "", "", "", ""]
    page = upload(satya, workbook([["Tabel 3.5"], head, row, second]))
    confirm(satya, again(satya, page, tahun_akhir="2029"), tahun_akhir="2029")
    (row,) = plan.rpjmd_objectives.all()
    assert (row.code, row.statement, row.goal.code, row.goal.mission.code) == ("1.1.1", "Sasaran satu", "1.1", "M1")
    assert (row.indicator, row.unit, row.baseline_text, row.targets) == ("UHH", "tahun", "N/A", {"2029": "74.5"})
    assert row.lead_opd.short == "Dinkes"
    assert [(one.indicator, one.unit) for one in row.further.all()] == [("Stunting", "persen")]


def test_years_under_a_merged_head(satya, plan):
    rows = [
        [
            "Kode",
            "Sasaran Daerah",
            "Indikator Sasaran",
            "Satuan",
            "Kondisi Awal 2024",
            "Target",
            "",
            "",
            "Penanggung Jawab",
        ],
        ["", "", "", "", "", 2025, 2026, 2027, ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        ["S.1", "Warga sehat", "UHH", "tahun", 73.5, 74, 74.5, 75, "Dinas Kesehatan\nBPBD"],
    ]
    merges = ["F1:H1", *(f"{letter}1:{letter}2" for letter in "ABCDEI")]
    bring(satya, workbook(rows, merges=merges))
    (row,) = plan.rpjmd_objectives.all()
    assert (row.code, str(row.baseline.normalize()), row.targets) == (
        "S.1",
        "73.5",
        {"2025": "74", "2026": "74.5", "2027": "75"},
    )
    assert [one.short for one in row.support_opds.all()] == ["BPBD"]


def test_one_row_for_each_office_of_an_indicator(satya, plan):
    rows = [["Sasaran", "Indikator", "Satuan", "OPD"], ["Warga sehat", "UHH", "tahun", "Dinkes"], ["", "", "", "BPBD"]]
    page = upload(satya, workbook(rows, merges=["A2:A3", "B2:B3", "C2:C3"]))
    assert "<b>2 baru</b>" in page.content.decode()
    confirm(satya, page)
    (row,) = plan.rpjmd_objectives.all()
    assert [row.lead_opd.short, *(one.short for one in row.support_opds.all())] == ["Dinkes", "BPBD"]


def test_a_table_of_a_renstra_with_target_and_rupiah_a_year(satya, plan):
    rows = [
        ["RENCANA PROGRAM DAN PENDANAAN"],
        ["Perangkat Daerah", "Kode", "Program/Kegiatan", "Indikator Kinerja", "2027", "", "2028", ""],
        ["", "", "", "", "Target", "Rp", "Target", "Rp"],
        ["Diskominfo", "2.16.03", "Program Aplikasi Informatika", "persen layanan", 80, "1.200.000", 85, "Rp1.300.000"],
        ["", "2.16.03.2.02", "Kegiatan e-government", "dokumen", 1, 5, 1, 6],
        ["", "2.16.02", "Program Informasi Publik", "persen", 70, "-", 75, 900_000.4],
        ["", "", "Jumlah", "", "", 1, "", 2],
        ["Dinas Antah", "1.02.02", "Program Kesehatan", "persen", 1, "seratus", 2, 3],
    ]
    merges = ["A1:H1", "E2:F2", "G2:H2", "A2:A3", "B2:B3", "C2:C3", "D2:D3"]
    page = upload(satya, workbook(rows, name="Renstra", merges=merges), "renstra")
    text = page.content.decode()
    assert "1 baris kegiatan dan sub kegiatan dilewati" in text
    assert "dibulatkan ke rupiah penuh" in text
    assert "Sheet Renstra, sel F8" in text
    confirm(satya, page, "renstra")
    found = {row.code: row.pagu_by_year for row in plan.renstra_programmes.all()}
    assert found == {"2.16.03": {"2027": 1_200_000, "2028": 1_300_000}, "2.16.02": {"2028": 900_000}}
    assert {row.opd.short for row in plan.renstra_programmes.all()} == {"Diskominfo"}
    assert plan.renstra_programmes.first().period_start == 2027


def test_pagu_in_millions_and_one_office_for_all_rows(satya, plan):
    rows = [["Kode", "Nama program", "Pagu 2027"], ["2.16.03", "Program Aplikasi", "1.250,5"], ["2.16.03", "Kembar", 1]]
    page = upload(satya, workbook(rows), "renstra")
    assert "OPD belum disebut" in page.content.decode()
    chosen = {"kali": "1000000", "opd_semua": "opd-1"}
    page = again(satya, page, "renstra", **chosen)
    assert "kode 2.16.03 sudah ada di baris 2" in page.content.decode()
    confirm(satya, page, "renstra", **chosen)
    assert plan.renstra_programmes.get().pagu_by_year == {"2027": 1_250_500_000}


def test_the_empty_tables_are_recognised_at_once(satya, plan):
    for what in ("rpjmd", "renstra", "kode"):
        data = satya.get(f"/r/ponorogo/kerangka/contoh/{what}/").content
        page = upload(satya, data, what)
        text = page.content.decode()
        assert "Kolom dikenali dari judul di baris 1" in text
        assert "<b>0 perlu diperbaiki</b>" in text or "OPD yang belum dikenal" in text


def test_codes_keep_their_zeros_and_a_number_is_doubted(satya, plan):
    rows = [["Kode", "Nama"], ["2.10", "Pertanahan"], [2.1, "Angka dari Excel"], ["2.10", "Kembar"], ["2.16", ""]]
    page = upload(satya, workbook(rows, name="Kode"), "kode", daftar="Kepmendagri 2023")
    text = page.content.decode()
    assert "nol di belakang dapat hilang" in text
    assert "kode 2.10 sudah ada di baris 2" in text
    assert "nama untuk kode 2.16 kosong" in text
    confirm(satya, page, "kode", daftar="Kepmendagri 2023")
    assert [row.code for row in plan.nomenclature.all()] == ["2.10", "2.1"]


def test_codes_that_excel_took_for_numbers_and_codes_that_come_later(satya, plan):
    rows = [
        ["Kode sasaran", "Sasaran", "Indikator"],
        ["", "Tanpa kode", "a"],
        ["S1", "Berkode", "b"],
        [1.1, "Angka", "c"],
    ]
    bring(satya, workbook(rows))
    assert {row.statement: row.code for row in plan.rpjmd_objectives.all()} == {
        "Tanpa kode": "S2",
        "Berkode": "S1",
        "Angka": "1.1",
    }


def test_periods_of_a_renstra_that_overlap_or_run_backwards_are_named(satya, plan):
    head = ["OPD", "Kode program", "Nama program", "Masa Renstra"]
    bring(satya, workbook([head, ["Dinkes", "1.02.02", "Upaya Kesehatan", "2021–2026"]]), "renstra")
    rows = [head, ["Dinkes", "1.02.02", "Upaya Kesehatan", "2025–2029"], ["Dinkes", "1.02.03", "SDM", "2029–2025"]]
    text = upload(satya, workbook(rows), "renstra").content.decode()
    assert "masa 2021–2026 sudah tercatat dan tumpang tindih" in text
    assert "sel D3: masa berakhir (2025) sebelum mulai (2029)" in text


def test_a_table_of_an_rpjmd_with_bands_notes_and_years_under_an_unmerged_head(satya, plan):
    rows = [
        ["TABEL T-C 25 TUJUAN DAN SASARAN"],
        ["No", "Sasaran", "Indikator", "Kondisi Awal", "Target", "", "", "Perangkat Daerah"],
        ["", "", "", "2024", 2025, 2026, 2027, ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        ["MISI I: Daerah sehat"],
        [1, "Warga sehat", "Umur harapan hidup (tahun)", "73,5 tahun", 74, "74,5", "75*)", "Dinkes"],
        [2, "Ekonomi tumbuh", "Pertumbuhan (%)", "(0,9)", 1, 2, "3,5", "Diskominfo"],
        [],
        ["Sumber: Bappeda, 2024"],
        ["Ponorogo, 1 Maret 2025"],
    ]
    page = upload(satya, workbook(rows, merges=["A5:H5"]))
    assert "<b>0 perlu diperbaiki</b>" in page.content.decode()
    confirm(satya, page)
    found = {row.statement: row for row in plan.rpjmd_objectives.all()}
    assert set(found) == {"Warga sehat", "Ekonomi tumbuh"}
    health, economy = found["Warga sehat"], found["Ekonomi tumbuh"]
    assert (health.indicator, health.unit, health.baseline_year) == ("Umur harapan hidup", "tahun", 2024)
    assert (str(health.baseline.normalize()), health.targets["2027"]) == ("73.5", "75")
    assert (economy.unit, str(economy.baseline.normalize())) == ("%", "-0.9")
    assert [row.statement for row in Mission.objects.filter(plan=plan).all()] == ["Daerah sehat"]


def test_the_words_of_a_misi_change_only_with_a_yes_of_their_own(satya, plan):
    head = ["Kode misi", "Misi", "Sasaran", "Indikator"]
    bring(satya, workbook([head, ["M1", "Daerah sehat", "Warga sehat", "UHH"]]))
    page = upload(satya, workbook([head, ["M1", "Daerah maju", "Warga sehat", "UHH"]]))
    assert "Rumusan yang berbeda" in page.content.decode() and "<b>0 berubah</b>" in page.content.decode()
    row = Mission.objects.filter(plan=plan).get()
    chosen = {f"kata-misi-{row.pk}": "ya"}
    page = again(satya, page, **chosen)
    assert "<b>1 berubah</b>" in page.content.decode()
    confirm(satya, page, **chosen)
    row.refresh_from_db()
    assert row.statement == "Daerah maju"
