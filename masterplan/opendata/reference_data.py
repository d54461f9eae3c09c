"""The tables of what a plan stands on: the region, the period, the RPJMD of both periods, the offices."""

from datetime import UTC

from masterplan.document.book_data import BookData
from masterplan.opendata.kinds import (
    MOMENT,
    NUMBER,
    WHOLE,
    YEAR,
    DataColumn,
    DataTable,
    ForeignKeyLink,
    code,
    order,
    ref,
    texts_of,
    year,
)


def moment(book_data: BookData) -> str:
    """Return when the plan was read: 2026-11-24T10:42:00Z."""
    return f"{book_data.read_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _region(book_data):
    region, period = book_data.region, book_data.period
    yield (
        region.name,
        region.province,
        region.bps_code,
        region.area_km2,
        region.districts,
        region.villages,
        region.population,
        region.population_year,
        region.population_note,
        period.start,
        period.end,
        period.note,
        book_data.number,
        moment(book_data),
    )


def _years(book_data):
    """The years of each horizon; the long one as its first and last, as in the exchange file."""
    period = book_data.period
    for horizon in ("short_term", "medium_term", "long_term"):
        for one in sorted(set(getattr(period, horizon))):
            yield horizon, one


def _rpjmd(book_data):
    r = book_data.rpjmd
    if r.document or r.vision:
        yield r.document, r.status_note, r.vision, r.vision_status, r.missions_note


def _previous(book_data):
    p = book_data.previous
    if p.document or p.vision:
        yield p.document, p.vision, p.status, p.flagship, p.missions_goals_objectives


def _indicators(book_data):
    for number, i in enumerate(book_data.previous.indicators, 1):
        yield number, i.indicator, i.unit, i.baseline, i.baseline_year, i.target, i.target_year, i.note


def _objectives(book_data):
    for o in book_data.rpjmd.objectives:
        yield (o.code, o.goal, o.statement, o.indicator, o.unit, o.baseline, o.baseline_year, o.lead_opd, o.status)


REGION = DataTable(
    "daerah_periode",
    "Daerah dan masa rencana",
    "Satu baris: daerah, masa rencana, dan keadaan rencana yang dibaca.",
    (
        DataColumn("name", "Nama daerah", required=True),
        DataColumn("province", "Provinsi"),
        DataColumn("bps_code", "Kode BPS"),
        DataColumn("area_km2", "Luas wilayah", NUMBER, "km²", minimum=0),
        DataColumn("districts", "Jumlah kecamatan", WHOLE, "kecamatan", minimum=0),
        DataColumn("villages", "Jumlah desa dan kelurahan", WHOLE, "desa dan kelurahan", minimum=0),
        DataColumn("population", "Jumlah penduduk", WHOLE, "jiwa", minimum=0),
        year("population_year", "Tahun penduduk", required=False),
        DataColumn("population_note", "Keterangan penduduk"),
        year("period_start", "Tahun mulai"),
        year("period_end", "Tahun akhir"),
        DataColumn("period_note", "Keterangan masa rencana"),
        DataColumn("catatan", "Nomor catatan rencana yang dibaca", WHOLE, required=True, minimum=0),
        DataColumn("dibaca", "Saat rencana dibaca (UTC)", MOMENT, required=True),
    ),
    _region,
    ("name",),
)
YEARS = DataTable(
    "periode_tahun",
    "Tahun tiap jangka",
    "Tahun jangka pendek dan menengah; jangka panjang sebagai tahun pertama dan terakhirnya.",
    (
        DataColumn("horizon", "Jangka", required=True, choices=("short_term", "medium_term", "long_term")),
        DataColumn("year", "Tahun", YEAR, required=True),
    ),
    _years,
    ("horizon", "year"),
)
RPJMD = DataTable(
    "rpjmd",
    "RPJMD",
    "Satu baris: dokumen RPJMD yang berlaku. Kosong bila belum diisi.",
    (
        DataColumn("document", "Nama dokumen"),
        DataColumn("status_note", "Keterangan dokumen"),
        DataColumn("visi", "Visi RPJMD"),
        DataColumn("visi_status", "Keterangan visi"),
        DataColumn("misi_note", "Keterangan misi"),
    ),
    _rpjmd,
)
MISSIONS = DataTable(
    "rpjmd_misi",
    "Misi RPJMD",
    "Misi RPJMD yang berlaku.",
    (code("Kode misi"), DataColumn("statement", "Misi RPJMD"), DataColumn("status", "Keterangan misi")),
    lambda book_data: ((m.code, m.statement, m.status) for m in book_data.rpjmd.missions),
    ("code",),
)
MISSION_WORDS = texts_of(
    "rpjmd_misi",
    "kata_kunci",
    "Kata kunci misi RPJMD",
    "Satu baris satu kata kunci dari satu misi.",
    DataColumn("keyword", "Kata kunci", required=True),
    ref("misi_ref", "Kode misi"),
    ForeignKeyLink("misi_ref", "rpjmd_misi"),
    lambda book_data: ((m.code, m.keywords) for m in book_data.rpjmd.missions),
)
GOALS = DataTable(
    "rpjmd_tujuan",
    "Tujuan RPJMD",
    "Tujuan RPJMD yang berlaku, masing-masing di bawah satu misi.",
    (
        code("Kode tujuan"),
        ref("misi_ref", "Misi induk", required=False),
        DataColumn("statement", "Tujuan RPJMD"),
        DataColumn("status", "Keterangan tujuan"),
    ),
    lambda book_data: ((g.code, g.mission, g.statement, g.status) for g in book_data.rpjmd.goals),
    ("code",),
    (ForeignKeyLink("misi_ref", "rpjmd_misi"),),
)
OBJECTIVES = DataTable(
    "rpjmd_sasaran",
    "Sasaran RPJMD",
    "Sasaran RPJMD yang berlaku dengan indikator dan angka awalnya; targetnya ada di rpjmd_sasaran_target.",
    (
        code("Kode sasaran"),
        ref("tujuan_ref", "Tujuan induk", required=False),
        DataColumn("statement", "Sasaran RPJMD"),
        DataColumn("indicator", "Indikator"),
        DataColumn("unit", "Satuan"),
        DataColumn("baseline", "Angka awal", NUMBER, "menurut kolom unit"),
        year("baseline_year", "Tahun angka awal", required=False),
        DataColumn("lead_opd", "OPD penanggung jawab"),
        DataColumn("status", "Keterangan isi"),
    ),
    _objectives,
    ("code",),
    (ForeignKeyLink("tujuan_ref", "rpjmd_tujuan"), ForeignKeyLink("lead_opd", "opd", "name")),
)
OBJECTIVE_TARGETS = DataTable(
    "rpjmd_sasaran_target",
    "Target tahunan sasaran RPJMD",
    "Satu baris satu tahun.",
    (
        ref("rpjmd_ref", "Kode sasaran RPJMD"),
        year(),
        DataColumn("target", "Target", NUMBER, "menurut kolom unit dari sasarannya", required=True),
    ),
    lambda book_data: ((o.code, y, value) for o in book_data.rpjmd.objectives for y, value in o.targets),
    ("rpjmd_ref", "year"),
    (ForeignKeyLink("rpjmd_ref", "rpjmd_sasaran"),),
)
PREVIOUS = DataTable(
    "rpjmd_previous",
    "RPJMD sebelumnya",
    "Satu baris: dokumen masa sebelumnya. Kosong bila belum diisi.",
    (
        DataColumn("document", "RPJMD sebelumnya"),
        DataColumn("visi_singkat", "Visi sebelumnya"),
        DataColumn("status", "Keterangan dokumen sebelumnya"),
        DataColumn("program_unggulan", "Nama program unggulan"),
        DataColumn("misi_tujuan_sasaran", "Misi, tujuan, dan sasaran masa lalu"),
    ),
    _previous,
)
FLAGSHIP = DataTable(
    "rpjmd_previous_unggulan",
    "Isi program unggulan masa lalu",
    "Satu baris satu butir.",
    (order(), DataColumn("item", "Butir", required=True)),
    lambda book_data: enumerate(book_data.previous.flagship_items, 1),
    ("no",),
)
INDICATORS = DataTable(
    "rpjmd_previous_iku",
    "Indikator utama masa lalu",
    "Indikator kinerja utama RPJMD sebelumnya.",
    (
        order(),
        DataColumn("indicator", "Indikator", required=True),
        DataColumn("unit", "Satuan"),
        DataColumn("baseline", "Angka awal", NUMBER, "menurut kolom unit"),
        year("baseline_year", "Tahun angka awal", required=False),
        DataColumn("target", "Target", NUMBER, "menurut kolom unit"),
        year("target_year", "Tahun target", required=False),
        DataColumn("note", "Catatan"),
    ),
    _indicators,
    ("no",),
)
OFFICES = DataTable(
    "opd",
    "Perangkat daerah",
    "Perangkat daerah yang ada dalam rencana.",
    (
        DataColumn("name", "Nama resmi", required=True),
        DataColumn("short", "Singkatan"),
        DataColumn("status", "Keterangan"),
        DataColumn("source", "Sumber"),
    ),
    lambda book_data: ((o.name, o.short, o.status, o.source) for o in book_data.opd),
    ("name",),
)
KINDS = (
    REGION,
    YEARS,
    RPJMD,
    MISSIONS,
    MISSION_WORDS,
    GOALS,
    OBJECTIVES,
    OBJECTIVE_TARGETS,
    PREVIOUS,
    FLAGSHIP,
    INDICATORS,
    OFFICES,
)
