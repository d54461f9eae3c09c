"""The frame as workbooks: empty tables with an example to fill, and what stands there to correct and bring back."""

from decimal import Decimal
from typing import Any

from pillars.models import Goal, Mission, RpjmdDocument
from pillars.reference_data.row_states import measure_state, objectives
from workshops.plans.models import Plan
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
    return _with_guide(name, rows, "Cara mengisi", guide)


#: What can go out filled: the lists of codes are taken from their source, not from here.
FILLED = ("rpjmd", "renstra")
_LEVELS = ["Kode misi", "Misi", "Kode tujuan", "Tujuan", "Kode sasaran", "Sasaran"]
_FIGURES = ["Indikator", "Satuan", "Angka awal", "Tahun angka awal"]
GUIDE = (
    "Ubah isinya, lalu unggah di halaman impor tempat berkas ini diunduh. Sebelum disimpan, setiap perubahan "
    "ditampilkan: yang sekarang dan yang akan menjadi.",
    "Kode misi, tujuan, dan sasaran, nama indikator, serta kode program mengenali barisnya: jangan diubah.",
    "Sel yang dikosongkan tidak menghapus apa pun, begitu juga baris yang dihapus.",
)


def filled_table(plan: Plan, what: str, role: str = RpjmdDocument.CURRENT) -> bytes:
    """Return the workbook for `what` (of FILLED); `role`: which RPJMD."""
    name, rows = ("RPJMD", _rpjmd(plan, role)) if what == "rpjmd" else ("Renstra", _renstra(plan))
    return _with_guide(name, rows, "Cara mengoreksi", GUIDE)


def _with_guide(name, rows, head, guide):
    return write_workbook([WorkbookTable(name, rows), WorkbookTable("Petunjuk", [[head], *([line] for line in guide)])])


def _rpjmd(plan, role):
    document = RpjmdDocument.objects.filter(plan=plan, role=role).first()
    where = {"plan": plan, "document": document} if document else {"pk": None}
    missions = {row.pk: row for row in Mission.objects.filter(**where)}
    goals = {row.pk: row for row in Goal.objects.filter(**where)}
    targets = list(objectives().filter(**where))
    names = {row.ref: row.name for row in plan.opds.all()}
    states = {row.pk: [measure_state(one) for one in row.measures] for row in targets}
    period = range(document.period_start, document.period_end + 1) if document and document.period_end else ()
    years = {int(y) for found in states.values() for one in found for y in (*one["targets"], *one["target_texts"])}
    years = sorted(years.union(period))
    rows = [[*_LEVELS, *_FIGURES, *map(str, years), "OPD"]]
    for target in targets:
        above = _above(goals.get(target.goal_id), missions)
        for state in states[target.pk] or [{}]:
            rows.append([*above, target.code, target.statement or "", *_measure(state, years, names)])
    used = {target.goal_id for target in targets}
    bare = [goal for goal in goals.values() if goal.pk not in used]
    rows += [_above(goal, missions) for goal in bare]
    used = {goal.mission_id for goal in goals.values()}
    rows += [[row.code, row.statement or ""] for row in missions.values() if row.pk not in used]
    return rows


def _above(goal, missions):
    """Code and sentence of the misi and the tujuan that a sasaran stands under."""
    mission = missions.get(goal.mission_id) if goal else None
    found = []
    for row in (mission, goal):
        found += [row.code, row.statement or ""] if row else ["", ""]
    return found


def _measure(state, years, names):
    """The cells of one indicator; words where a document gives words instead of a number."""
    if not state:
        return []
    first = Decimal(state["baseline"]) if state["baseline"] else state["baseline_text"]
    figures = []
    for year in map(str, years):
        number = state["targets"].get(year)
        figures.append(state["target_texts"].get(year, "") if number is None else Decimal(str(number)))
    offices = "; ".join(names.get(ref, ref) for ref in state["opds"])
    return [state["indicator"], state["unit"], first, state["baseline_year"], *figures, offices]


def _renstra(plan):
    programmes = list(plan.renstra_programmes.select_related("opd"))
    years = sorted({int(year) for one in programmes for year in one.pagu_by_year})
    rows = [["OPD", "Kode program", "Nama program", "Masa Renstra", *(f"Pagu {year} (Rp)" for year in years)]]
    for one in programmes:
        period = f"{one.period_start}–{one.period_end}" if one.period_start and one.period_end else ""
        rows.append([one.opd.name, one.code or "", one.name, period, *(one.pagu_by_year.get(str(y)) for y in years)])
    return rows
