"""The tables of the chain: masalah, sasaran, strategi, program, with their years, offices, money and sources."""

from masterplan.opendata.kinds import (
    NUMBER,
    PILLAR_CODE,
    RUPIAH,
    WHOLE,
    YES_NO,
    Column,
    Kind,
    Link,
    code,
    order,
    ref,
    texts_of,
    year,
)

PILLAR = ref("pillar", PILLAR_CODE)
OF_PILLAR = Link("pillar", "pilar")
NOTE = Column("note", "Catatan")


def _each(reading, name):
    """(pillar, card) for every card of a list of the pillars."""
    return ((p, card) for p in reading.pillars for card in getattr(p, name))


def _codes(reading, name):
    return {card.ref: card.code for _, card in _each(reading, name)}


def _mark(name, title):
    return Column(name, title, WHOLE, "nilai 1–5", minimum=1, maximum=5)


def _problems(reading):
    for p, e in _each(reading, "problems"):
        yield (
            e.code,
            p.code,
            e.dimension,
            e.statement,
            e.evidence,
            e.evidence_status,
            e.root_cause,
            e.affected,
            e.urgency,
            e.seriousness,
            e.growth,
            e.score,
            e.rank,
            e.note,
        )


def _targets(reading):
    for p, t in _each(reading, "targets"):
        yield (
            t.code,
            p.code,
            t.dimension,
            t.statement,
            t.indicator,
            t.unit,
            t.direction,
            t.baseline,
            t.baseline_unavailable,
            t.baseline_year,
            t.baseline_status,
            t.baseline_owner,
            t.measurement,
            t.targets_status,
            t.objective,
            t.alignment_status,
            t.alignment_reason,
            t.note,
        )


def _answers(reading):
    codes = _codes(reading, "problems")
    for _, target in _each(reading, "targets"):
        for problem in dict.fromkeys(target.problems):
            if problem in codes:
                yield target.code, codes[problem]


def _strategies(reading):
    codes = _codes(reading, "targets")
    for p, s in _each(reading, "strategies"):
        yield s.code, p.code, codes.get(s.target, ""), s.statement, s.swot_quadrant, s.note


def _programmes(reading):
    codes = _codes(reading, "strategies")
    for p, e in _each(reading, "programmes"):
        yield (
            e.code,
            p.code,
            codes.get(e.strategy, ""),
            e.name,
            e.action_group,
            e.nomenclature_code,
            e.nomenclature_program,
            e.lead_opd,
            e.budget,
            e.term,
            e.output,
            e.quick_win,
            e.quick_win_status,
            e.renstra_status,
            e.status,
            e.note,
        )


def _shared(reading):
    """Irisan: which further pillars own a sasaran or a program."""
    for kind, name in (("sasaran", "targets"), ("program", "programmes")):
        for _, card in _each(reading, name):
            for pillar in dict.fromkeys(card.shared_with):
                yield kind, card.code, pillar


def _sources(reading):
    """Where a number or a sentence comes from, whatever it belongs to."""
    region = (("daerah_periode", reading.region.name, reading.region.sources),)
    frame = (
        ("rpjmd", "", reading.rpjmd.vision_sources),
        *(("rpjmd_sasaran", o.code, o.sources) for o in reading.rpjmd.objectives),
        ("rpjmd_previous_unggulan", "", reading.previous.flagship_sources),
        ("rpjmd_previous_iku", "", reading.previous.indicator_sources),
    )
    cards = (
        (kind, card.code, card.sources)
        for kind, name in (("masalah", "problems"), ("sasaran", "targets"))
        for _, card in _each(reading, name)
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
        Link("programme_ref", "program"),
        lambda reading: ((e.code, getattr(e, field)) for _, e in _each(reading, "programmes")),
    )


KINDS = (
    Kind(
        "masalah",
        "Masalah",
        "Masalah tiap pilar dengan bukti dan penilaiannya.",
        (
            code(),
            PILLAR,
            ref("dimension", "Kode subdimensi", required=False),
            Column("statement", "Pernyataan masalah", required=True),
            Column("evidence", "Bukti"),
            Column("evidence_status", "Keterangan bukti"),
            Column("root_cause", "Akar masalah"),
            Column("affected", "Yang terkena"),
            _mark("urgency", "Mendesak"),
            _mark("seriousness", "Gawat"),
            _mark("growth", "Memburuk"),
            Column("score", "Jumlah nilai", WHOLE, "jumlah tiga nilai"),
            Column("rank", "Peringkat", WHOLE, "dalam pilarnya", minimum=1),
            NOTE,
        ),
        _problems,
        ("code",),
        (OF_PILLAR, Link("dimension", "subdimensi")),
    ),
    Kind(
        "sasaran",
        "Sasaran",
        "Sasaran tiap pilar dengan indikator dan angka awalnya; targetnya ada di sasaran_target.",
        (
            code(),
            PILLAR,
            ref("dimension", "Kode subdimensi", required=False),
            Column("statement", "Pernyataan sasaran", required=True),
            Column("indicator", "Indikator"),
            Column("unit", "Satuan"),
            Column("direction", "Arah"),
            Column("baseline", "Angka awal", NUMBER, "menurut kolom unit"),
            Column("baseline_unavailable", "Angka awal sudah dicari dan tidak ada", YES_NO, required=True),
            year("baseline_year", "Tahun angka awal", required=False),
            Column("baseline_status", "Keterangan angka awal"),
            Column("baseline_owner", "Pemilik data"),
            Column("measurement", "Cara mengukur"),
            Column("targets_status", "Keterangan target"),
            ref("rpjmd_ref", "Sasaran RPJMD", required=False),
            Column("alignment_status", "Keselarasan dengan RPJMD"),
            Column("alignment_reason", "Alasan keselarasan"),
            NOTE,
        ),
        _targets,
        ("code",),
        (
            OF_PILLAR,
            Link("dimension", "subdimensi"),
            Link("baseline_owner", "opd", "name"),
            Link("rpjmd_ref", "rpjmd_sasaran"),
        ),
    ),
    Kind(
        "sasaran_target",
        "Target tahunan sasaran",
        "Satu baris satu tahun. Tahun tanpa target tidak punya baris.",
        (
            ref("target_ref", "Kode sasaran"),
            year(),
            Column("target", "Target", NUMBER, "menurut kolom unit dari sasarannya", required=True),
        ),
        lambda reading: ((t.code, y, value) for _, t in _each(reading, "targets") for y, value in t.targets),
        ("target_ref", "year"),
        (Link("target_ref", "sasaran"),),
    ),
    Kind(
        "sasaran_masalah",
        "Masalah yang dijawab sasaran",
        "Satu baris satu kaitan, juga antarpilar.",
        (ref("target_ref", "Kode sasaran"), ref("problem_ref", "Kode masalah")),
        _answers,
        ("target_ref", "problem_ref"),
        (Link("target_ref", "sasaran"), Link("problem_ref", "masalah")),
    ),
    texts_of(
        "sasaran",
        "tpb",
        "Tujuan pembangunan berkelanjutan",
        "TPB yang dilayani sebuah sasaran, satu baris satu TPB.",
        Column("sdg_ref", "TPB", required=True),
        ref("target_ref", "Kode sasaran"),
        Link("target_ref", "sasaran"),
        lambda reading: ((t.code, t.sdg) for _, t in _each(reading, "targets")),
    ),
    Kind(
        "strategi",
        "Strategi",
        "Strategi, masing-masing untuk satu sasaran.",
        (
            code(),
            PILLAR,
            ref("target_ref", "Kode sasaran", required=False),
            Column("statement", "Pernyataan strategi", required=True),
            Column("swot_quadrant", "Kuadran SWOT"),
            NOTE,
        ),
        _strategies,
        ("code",),
        (OF_PILLAR, Link("target_ref", "sasaran")),
    ),
    Kind(
        "program",
        "Program",
        "Program, masing-masing untuk satu strategi; uang tiap tahun ada di program_anggaran.",
        (
            code(),
            PILLAR,
            ref("strategy_ref", "Kode strategi", required=False),
            Column("name", "Nama program", required=True),
            Column("action_group", "Kelompok rencana aksi"),
            Column("nomenclature_code", "Kode program menurut nomenklatur"),
            Column("nomenclature_program", "Nama menurut nomenklatur"),
            Column("lead_opd", "OPD penanggung jawab"),
            Column("budget", "Jumlah anggaran yang ditulis kelompok", WHOLE, RUPIAH, minimum=0),
            Column("term", "Jangka"),
            Column("output", "Keluaran"),
            Column("quick_win", "Nominasi quick win", YES_NO, required=True),
            Column("quick_win_status", "Kedudukan quick win"),
            Column("renstra_status", "Keadaan di Renstra"),
            Column("status", "Keterangan isi"),
            NOTE,
        ),
        _programmes,
        ("code",),
        (OF_PILLAR, Link("strategy_ref", "strategi"), Link("lead_opd", "opd", "name")),
    ),
    Kind(
        "program_anggaran",
        "Anggaran tahunan program",
        "Satu baris satu tahun. Jumlah sebuah program adalah jumlah tahunnya; tanpa satu tahun pun, kolom budget-nya.",
        (
            ref("programme_ref", "Kode program"),
            year(),
            Column("budget", "Anggaran", WHOLE, RUPIAH, required=True, minimum=0),
        ),
        lambda reading: ((e.code, y, value) for _, e in _each(reading, "programmes") for y, value in e.budgets),
        ("programme_ref", "year"),
        (Link("programme_ref", "program"),),
    ),
    Kind(
        "program_tahun",
        "Tahun pelaksanaan program",
        "Satu baris satu tahun.",
        (ref("programme_ref", "Kode program"), year()),
        lambda reading: ((e.code, y) for _, e in _each(reading, "programmes") for y in sorted(set(e.years))),
        ("programme_ref", "year"),
        (Link("programme_ref", "program"),),
    ),
    _of_programmes(
        "pendukung",
        "OPD dan mitra pendukung",
        "Nama seperti yang ditulis kelompok, juga mitra di luar pemerintah daerah.",
        Column("support_opd", "OPD atau mitra", required=True),
        "support_opd",
    ),
    _of_programmes(
        "dana",
        "Sumber dana program",
        "Satu baris satu sumber. Pembagian uang antarsumber tidak diketahui.",
        Column("funding", "Sumber dana", required=True),
        "funding",
    ),
    _of_programmes(
        "lokasi", "Lokasi program", "Satu baris satu tempat.", Column("location", "Lokasi", required=True), "location"
    ),
    Kind(
        "irisan",
        "Irisan",
        "Pilar lain yang ikut memiliki sebuah sasaran atau program.",
        (
            Column("kind", "Jenis", required=True, choices=("sasaran", "program")),
            ref("code", "Kode"),
            ref("pillar", "Kode pilar yang ikut memiliki"),
        ),
        _shared,
        ("kind", "code", "pillar"),
        (OF_PILLAR,),
    ),
    Kind(
        "rencana_aksi_pendukung",
        "Rencana aksi pendukung",
        "Judul kelompok rencana aksi.",
        (Column("group", "Kelompok", required=True), Column("title", "Judul")),
        lambda reading: ((a.group, a.title) for a in reading.action_plans),
        ("group",),
    ),
    Kind(
        "sumber",
        "Sumber",
        "Dari mana sebuah angka atau kalimat berasal: kind adalah nama tabel, code kodenya di tabel itu bila ada.",
        (
            Column("kind", "Tabel", required=True),
            Column("code", "Kode"),
            order(),
            Column("source", "Sumber", required=True),
        ),
        _sources,
        ("kind", "code", "no"),
    ),
)
