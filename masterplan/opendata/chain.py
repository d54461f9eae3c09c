"""The tables of the chain: masalah, sasaran, strategi, program, with their years, offices, money and sources."""

from masterplan.opendata.cards import cards_of
from masterplan.opendata.kinds import (
    NUMBER,
    RUPIAH,
    WHOLE,
    YES_NO,
    DataColumn,
    DataTable,
    ForeignKeyLink,
    order,
    ref,
    texts_of,
    year,
)

OF_PILLAR = ForeignKeyLink("pillar", "pilar")


def _each(book_data, name):
    """(pillar, card) for every card of a list of the pillars."""
    return ((p, card) for p in book_data.pillars for card in getattr(p, name))


def _codes(book_data, name):
    return {card.ref: card.code for _, card in _each(book_data, name)}


def _answers(book_data):
    codes = _codes(book_data, "problems")
    for _, target in _each(book_data, "targets"):
        for problem in dict.fromkeys(target.problems):
            if problem in codes:
                yield target.code, codes[problem]


def _shared(book_data):
    """Irisan: which further pillars own a sasaran or a program."""
    for kind, name in (("sasaran", "targets"), ("program", "programmes")):
        for _, card in _each(book_data, name):
            for pillar in dict.fromkeys(card.shared_with):
                yield kind, card.code, pillar


def _sources(book_data):
    """Where a number or a sentence comes from, whatever it belongs to."""
    region = (("daerah_periode", book_data.region.name, book_data.region.sources),)
    frame = (
        ("rpjmd", "", book_data.rpjmd.vision_sources),
        *(("rpjmd_sasaran", o.code, o.sources) for o in book_data.rpjmd.objectives),
        ("rpjmd_previous_unggulan", "", book_data.previous.flagship_sources),
        ("rpjmd_previous_iku", "", book_data.previous.indicator_sources),
    )
    cards = (
        (kind, card.code, card.sources)
        for kind, name in (("masalah", "problems"), ("sasaran", "targets"))
        for _, card in _each(book_data, name)
    )
    for kind, owner, sources in (*region, *frame, *cards):
        for number, source in enumerate(sources, 1):
            yield kind, owner, number, source


def _of_programmes(name, title, about, column, field):
    return texts_of(
        "program",
        name,
        title,
        about,
        column,
        ref("programme_ref", "Kode program"),
        ForeignKeyLink("programme_ref", "program"),
        lambda book_data: ((e.code, getattr(e, field)) for _, e in _each(book_data, "programmes")),
    )


KINDS = (
    *cards_of(
        "masalah",
        "Masalah tiap pilar dengan bukti dan penilaiannya.",
        (
            "code pillar dimension statement evidence evidence_status root_cause affected urgency seriousness growth",
            DataColumn("score", "Jumlah nilai", WHOLE, "jumlah tiga nilai"),
            DataColumn("rank", "Peringkat", WHOLE, "dalam pilarnya", minimum=1),
            "note",
        ),
        told="sources",
    ),
    *cards_of(
        "sasaran",
        "Sasaran tiap pilar dengan indikator dan angka awalnya; targetnya ada di sasaran_target.",
        (
            "code pillar dimension statement indicator unit direction",
            DataColumn("baseline", "Angka awal", NUMBER, "menurut kolom unit"),
            DataColumn("baseline_unavailable", "Angka awal sudah dicari dan tidak ada", YES_NO, required=True),
            "baseline_year baseline_status baseline_owner measurement targets_status rpjmd_ref",
            "alignment_status alignment_reason note",
        ),
        told="problem_refs sources targets_by_year sdg_refs",
    ),
    DataTable(
        "sasaran_target",
        "Target tahunan sasaran",
        "Satu baris satu tahun. Tahun tanpa target tidak punya baris.",
        (
            ref("target_ref", "Kode sasaran"),
            year(),
            DataColumn("target", "Target", NUMBER, "menurut kolom unit dari sasarannya", required=True),
        ),
        lambda book_data: ((t.code, y, value) for _, t in _each(book_data, "targets") for y, value in t.targets),
        ("target_ref", "year"),
        (ForeignKeyLink("target_ref", "sasaran"),),
    ),
    DataTable(
        "sasaran_masalah",
        "Masalah yang dijawab sasaran",
        "Satu baris satu kaitan, juga antarpilar.",
        (ref("target_ref", "Kode sasaran"), ref("problem_ref", "Kode masalah")),
        _answers,
        ("target_ref", "problem_ref"),
        (ForeignKeyLink("target_ref", "sasaran"), ForeignKeyLink("problem_ref", "masalah")),
    ),
    texts_of(
        "sasaran",
        "tpb",
        "Tujuan pembangunan berkelanjutan",
        "TPB yang dilayani sebuah sasaran, satu baris satu TPB.",
        DataColumn("sdg_ref", "TPB", required=True),
        ref("target_ref", "Kode sasaran"),
        ForeignKeyLink("target_ref", "sasaran"),
        lambda book_data: ((t.code, t.sdg) for _, t in _each(book_data, "targets")),
    ),
    *cards_of(
        "strategi",
        "Strategi, masing-masing untuk satu sasaran.",
        ("code pillar target_ref statement swot_quadrant note",),
    ),
    *cards_of(
        "program",
        "Program, masing-masing untuk satu strategi; uang tiap tahun ada di program_anggaran.",
        (
            "code pillar strategy_ref name action_group",
            DataColumn("nomenclature_code", "Kode program menurut nomenklatur"),
            "nomenclature_program lead_opd",
            DataColumn("budget", "Jumlah anggaran yang ditulis kelompok", WHOLE, RUPIAH, minimum=0),
            "term output quick_win quick_win_status renstra_status status note",
        ),
        told="support_opd funding budget_by_year years location",
    ),
    *cards_of(
        "realisasi",
        "Satu baris satu tahun dari satu program.",
        ("no programme_ref year status", DataColumn("percent", "Persen", NUMBER, "persen")),
        by=("no",),
    ),
    DataTable(
        "program_anggaran",
        "Anggaran tahunan program",
        "Satu baris satu tahun. Jumlah sebuah program adalah jumlah tahunnya; tanpa satu tahun pun, kolom budget-nya.",
        (
            ref("programme_ref", "Kode program"),
            year(),
            DataColumn("budget", "Anggaran", WHOLE, RUPIAH, required=True, minimum=0),
        ),
        lambda book_data: ((e.code, y, value) for _, e in _each(book_data, "programmes") for y, value in e.budgets),
        ("programme_ref", "year"),
        (ForeignKeyLink("programme_ref", "program"),),
    ),
    DataTable(
        "program_tahun",
        "Tahun pelaksanaan program",
        "Satu baris satu tahun.",
        (ref("programme_ref", "Kode program"), year()),
        lambda book_data: ((e.code, y) for _, e in _each(book_data, "programmes") for y in sorted(set(e.years))),
        ("programme_ref", "year"),
        (ForeignKeyLink("programme_ref", "program"),),
    ),
    _of_programmes(
        "pendukung",
        "OPD dan mitra pendukung",
        "Nama seperti yang ditulis kelompok, juga mitra di luar pemerintah daerah.",
        DataColumn("support_opd", "OPD atau mitra", required=True),
        "support_opd",
    ),
    _of_programmes(
        "dana",
        "Sumber dana program",
        "Satu baris satu sumber. Pembagian uang antarsumber tidak diketahui.",
        DataColumn("funding", "Sumber dana", required=True),
        "funding",
    ),
    _of_programmes(
        "lokasi",
        "Lokasi program",
        "Satu baris satu tempat.",
        DataColumn("location", "Lokasi", required=True),
        "location",
    ),
    DataTable(
        "irisan",
        "Irisan",
        "Pilar lain yang ikut memiliki sebuah sasaran atau program.",
        (
            DataColumn("kind", "Jenis", required=True, choices=("sasaran", "program")),
            ref("code", "Kode"),
            ref("pillar", "Kode pilar yang ikut memiliki"),
        ),
        _shared,
        ("kind", "code", "pillar"),
        (OF_PILLAR,),
    ),
    DataTable(
        "rencana_aksi_pendukung",
        "Rencana aksi pendukung",
        "Judul kelompok rencana aksi.",
        (DataColumn("group", "Kelompok", required=True), DataColumn("title", "Judul")),
        lambda book_data: ((a.group, a.title) for a in book_data.action_plans),
        ("group",),
    ),
    DataTable(
        "sumber",
        "Sumber",
        "Dari mana sebuah angka atau kalimat berasal: kind adalah nama tabel, code kodenya di tabel itu bila ada.",
        (
            DataColumn("kind", "Tabel", required=True),
            DataColumn("code", "Kode"),
            order(),
            DataColumn("source", "Sumber", required=True),
        ),
        _sources,
        ("kind", "code", "no"),
    ),
)
