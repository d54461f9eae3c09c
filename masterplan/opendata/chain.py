"""The tables of the chain: masalah, sasaran, strategi, program, with their years, offices, money and sources."""

from masterplan.opendata.tables import (
    NUMBER,
    RUPIAH,
    WHOLE,
    YES_NO,
    DataColumn,
    DataTable,
    ForeignKeyLink,
    cards_of,
    each,
    order,
    ref,
    texts_of,
    year,
)

OF_PILLAR = ForeignKeyLink("pillar", "pilar")


def _answers(book_data):
    codes = {card.ref: card.code for card in book_data.of_kind("masalah")}
    for target in book_data.of_kind("sasaran"):
        yield from ((target.code, codes[ref]) for ref in dict.fromkeys(target.problems) if ref in codes)


def _shared(book_data):
    """Irisan: which further pillars own a sasaran or a program."""
    for kind in ("sasaran", "program"):
        for card in book_data.of_kind(kind):
            yield from ((kind, card.code, pillar) for pillar in dict.fromkeys(card.shared_with))


def _sources(book_data):
    """Where a number or a sentence comes from, whatever it belongs to."""
    region = (("daerah_periode", book_data.region.name, book_data.region.sources),)
    frame = (
        ("rpjmd", "", book_data.rpjmd.vision_sources),
        *(("rpjmd_sasaran", o.code, o.sources) for o in book_data.rpjmd.objectives),
        ("rpjmd_previous_unggulan", "", book_data.previous.flagship_sources),
        ("rpjmd_previous_iku", "", book_data.previous.indicator_sources),
    )
    cards = ((kind, card.code, card.sources) for kind in ("masalah", "sasaran") for card in book_data.of_kind(kind))
    for kind, owner, sources in (*region, *frame, *cards):
        for number, source in enumerate(sources, 1):
            yield kind, owner, number, source


def _of_programmes(name, title, about, field, column):
    owner = ("programme_ref", "Kode program", "program")
    return texts_of(name, title, about, (field, column), owner, lambda book_data: book_data.of_kind("program"), field)


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
        lambda book_data: ((t.code, y, value) for t in book_data.of_kind("sasaran") for y, value in t.targets),
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
        "tpb",
        "Tujuan pembangunan berkelanjutan",
        "TPB yang dilayani sebuah sasaran, satu baris satu TPB.",
        ("sdg_ref", "TPB"),
        ("target_ref", "Kode sasaran", "sasaran"),
        lambda book_data: book_data.of_kind("sasaran"),
        "sdg",
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
        lambda book_data: ((e.code, y, value) for e in book_data.of_kind("program") for y, value in e.budgets),
        ("programme_ref", "year"),
        (ForeignKeyLink("programme_ref", "program"),),
    ),
    DataTable(
        "program_tahun",
        "Tahun pelaksanaan program",
        "Satu baris satu tahun.",
        (ref("programme_ref", "Kode program"), year()),
        lambda book_data: ((e.code, y) for e in book_data.of_kind("program") for y in sorted(set(e.years))),
        ("programme_ref", "year"),
        (ForeignKeyLink("programme_ref", "program"),),
    ),
    _of_programmes(
        "pendukung",
        "OPD dan mitra pendukung",
        "Nama seperti yang ditulis kelompok, juga mitra di luar pemerintah daerah.",
        "support_opd",
        "OPD atau mitra",
    ),
    _of_programmes(
        "dana",
        "Sumber dana program",
        "Satu baris satu sumber. Pembagian uang antarsumber tidak diketahui.",
        "funding",
        "Sumber dana",
    ),
    _of_programmes(
        "lokasi",
        "Lokasi program",
        "Satu baris satu tempat.",
        "location",
        "Lokasi",
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
        each("action_plans", "group title"),
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
