"""The tables that staff may fill and bring back: a row of heads, filled rows as an example, what each column means."""

from decimal import Decimal
from typing import Any

from workshops.sheets import WorkbookTable, write_workbook

NAMES = {"rpjmd": "contoh-rpjmd", "renstra": "contoh-renstra", "kode": "contoh-kode-nomenklatur"}
_YEARS = tuple(range(2025, 2030))
_RPJMD = [
    ["Kode misi", "Misi", "Kode tujuan", "Tujuan", "Kode sasaran", "Sasaran", "Indikator", "Satuan", "Angka awal"]
    + ["Tahun angka awal", *map(str, _YEARS), "OPD"],
    ["M1", "Mewujudkan pelayanan publik yang cepat", "T1.1", "Meningkatnya mutu pelayanan publik", "S1.1"]
    + ["Meningkatnya kepuasan warga atas layanan", "Indeks Kepuasan Masyarakat", "indeks", Decimal("84.1"), 2024]
    + [Decimal(85), Decimal("85.5"), Decimal(86), Decimal("86.5"), Decimal(87)]
    + ["Bagian Organisasi; Dinas Komunikasi dan Informatika"],
    ["", "", "", "", "", "", "Layanan yang berjalan daring", "persen", "Tidak Ada Data", ""]
    + [Decimal(20), Decimal(35), Decimal(50), Decimal(65), Decimal(80), "Dinas Komunikasi dan Informatika"],
]
_RENSTRA = [
    ["OPD", "Kode program", "Nama program", "Masa Renstra", *(f"Pagu {year} (Rp)" for year in _YEARS)],
    ["Dinas Komunikasi dan Informatika", "2.16.03", "Program Pengelolaan Aplikasi Informatika", "2025–2029"]
    + [1_200_000_000, 1_250_000_000, 1_300_000_000, 1_350_000_000, 1_400_000_000],
]
_CODES = [
    ["Kode", "Nama", "Urusan"],
    ["2.16", "Urusan Pemerintahan Bidang Komunikasi dan Informatika", "Komunikasi dan informatika"],
    ["2.16.03", "Program Pengelolaan Aplikasi Informatika", "Komunikasi dan informatika"],
]
_TABLES: dict[str, tuple[str, list[Any]]] = {
    "rpjmd": ("RPJMD", _RPJMD),
    "renstra": ("Renstra", _RENSTRA),
    "kode": ("Kode", _CODES),
}
_GUIDES = {
    "rpjmd": (
        "Satu baris satu indikator. Misi, tujuan, dan sasaran cukup ditulis sekali; baris di bawahnya boleh kosong "
        "atau sel gabungan.",
        "Satu sasaran boleh punya banyak indikator: tulis di baris berikutnya.",
        "Beberapa OPD dalam satu sel dipisah titik koma atau baris baru. Yang pertama penanggung jawab.",
        "N/A, Tidak Ada Data, dan strip boleh. Angka memakai koma desimal, misalnya 17,63.",
        "Judul kolom tahun boleh ditambah atau dikurangi, misalnya 2030.",
    ),
    "renstra": (
        "Satu baris satu program. OPD cukup ditulis sekali bila baris di bawahnya sama.",
        "Pagu dalam rupiah penuh; bila tabel Anda dalam ribuan atau jutaan, pilih itu saat memeriksa.",
        "Kode ditulis sebagai teks, termasuk titik dan nol.",
    ),
    "kode": (
        "Kode ditulis sebagai teks, termasuk titik dan nol. Ambil dari daftar resmi yang berlaku di daerah Anda.",
        "Baris dengan kode yang sama di daftar yang sama memperbarui namanya.",
    ),
}


def empty_table(what: str) -> bytes:
    """Return the workbook for `what` (a key of NAMES)."""
    name, rows = _TABLES[what]
    guide = ["Hapus baris contoh sebelum mengisi.", *_GUIDES[what], "Judul kolom boleh lain; dapat dicocokkan nanti."]
    return write_workbook(
        [WorkbookTable(name, rows), WorkbookTable("Petunjuk", [["Cara mengisi"], *([line] for line in guide)])]
    )
