"""The tables of what a plan stands on: the region, the period, the RPJMD of both periods, the offices."""

from datetime import UTC
from operator import attrgetter

from masterplan.document.book_data import BookData
from masterplan.opendata.tables import (
    MOMENT,
    NUMBER,
    WHOLE,
    YEAR,
    DataColumn,
    DataTable,
    ForeignKeyLink,
    code,
    each,
    order,
    ref,
    texts_of,
    year,
)


def moment(book_data: BookData) -> str:
    """Return when the plan was read: 2026-11-24T10:42:00Z."""
    return f"{book_data.read_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


_REGION = attrgetter(
    *("region.name", "region.province", "region.bps_code", "region.area_km2", "region.districts", "region.villages"),
    *("region.population", "region.population_year", "region.population_note"),
    *("period.start", "period.end", "period.note", "number"),
)


def _years(book_data):
    """The years of each horizon; the long one as its first and last, as in the exchange file."""
    period = book_data.period
    for horizon in ("short_term", "medium_term", "long_term"):
        for one in sorted(set(getattr(period, horizon))):
            yield horizon, one


def _document(which, columns):
    """The one row of an RPJMD, none while nothing is known of it."""
    values = attrgetter(*columns.split())
    return lambda book_data: (values(one) for one in (getattr(book_data, which),) if one.document or one.vision)


def _indicators(book_data):
    values = attrgetter(*["indicator", "unit", "baseline", "baseline_year", "target", "target_year", "note"])
    return ((number, *values(one)) for number, one in enumerate(book_data.previous.indicators, 1))


KINDS = (
    DataTable(
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
        lambda book_data: [(*_REGION(book_data), moment(book_data))],
        ("name",),
    ),
    DataTable(
        "periode_tahun",
        "Tahun tiap jangka",
        "Tahun jangka pendek dan menengah; jangka panjang sebagai tahun pertama dan terakhirnya.",
        (
            DataColumn("horizon", "Jangka", required=True, choices=("short_term", "medium_term", "long_term")),
            DataColumn("year", "Tahun", YEAR, required=True),
        ),
        _years,
        ("horizon", "year"),
    ),
    DataTable(
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
        _document("rpjmd", "document status_note vision vision_status missions_note"),
    ),
    DataTable(
        "rpjmd_misi",
        "Misi RPJMD",
        "Misi RPJMD yang berlaku.",
        (code("Kode misi"), DataColumn("statement", "Misi RPJMD"), DataColumn("status", "Keterangan misi")),
        each("rpjmd.missions", "code statement status"),
        ("code",),
    ),
    texts_of(
        "kata_kunci",
        "Kata kunci misi RPJMD",
        "Satu baris satu kata kunci dari satu misi.",
        ("keyword", "Kata kunci"),
        ("misi_ref", "Kode misi", "rpjmd_misi"),
        lambda book_data: book_data.rpjmd.missions,
        "keywords",
    ),
    DataTable(
        "rpjmd_tujuan",
        "Tujuan RPJMD",
        "Tujuan RPJMD yang berlaku, masing-masing di bawah satu misi.",
        (
            code("Kode tujuan"),
            ref("misi_ref", "Misi induk", required=False),
            DataColumn("statement", "Tujuan RPJMD"),
            DataColumn("status", "Keterangan tujuan"),
        ),
        each("rpjmd.goals", "code mission statement status"),
        ("code",),
        (ForeignKeyLink("misi_ref", "rpjmd_misi"),),
    ),
    DataTable(
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
        each("rpjmd.objectives", "code goal statement indicator unit baseline baseline_year lead_opd status"),
        ("code",),
        (ForeignKeyLink("tujuan_ref", "rpjmd_tujuan"), ForeignKeyLink("lead_opd", "opd", "name")),
    ),
    DataTable(
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
    ),
    DataTable(
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
        _document("previous", "document vision status flagship missions_goals_objectives"),
    ),
    DataTable(
        "rpjmd_previous_unggulan",
        "Isi program unggulan masa lalu",
        "Satu baris satu butir.",
        (order(), DataColumn("item", "Butir", required=True)),
        lambda book_data: enumerate(book_data.previous.flagship_items, 1),
        ("no",),
    ),
    DataTable(
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
    ),
    DataTable(
        "opd",
        "Perangkat daerah",
        "Perangkat daerah yang ada dalam rencana.",
        (
            DataColumn("name", "Nama resmi", required=True),
            DataColumn("short", "Singkatan"),
            DataColumn("status", "Keterangan"),
            DataColumn("source", "Sumber"),
        ),
        each("opd", "name short status source"),
        ("name",),
    ),
)
