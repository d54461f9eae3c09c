"""The tables of the analysis: kesiapan, SWOT, kesenjangan, kata kunci, visi and misi, tujuan."""

from masterplan.opendata.tables import (
    WHOLE,
    DataColumn,
    DataTable,
    ForeignKeyLink,
    cards_of,
    code,
    each,
    order,
    ref,
    texts_of,
)

SIDES = ("strengths", "weaknesses", "opportunities", "threats")


def _aspects(book_data):
    found = ((component, aspect) for component in book_data.readiness for aspect in component.aspects)
    for number, (component, aspect) in enumerate(found, 1):
        yield {"no": number, "component": component.component, "status": component.status}, aspect


def _swot(book_data):
    for side in SIDES:
        own = (item for item in book_data.swot if item.type == side)
        yield from (({"no": number}, item) for number, item in enumerate(own, 1))


def _vision(book_data):
    if book_data.vision.statement or book_data.vision.missions:
        yield {}, book_data.vision


def _origins(book_data):
    for number, keyword in enumerate(book_data.keywords, 1):
        for at, statement in enumerate(keyword.sources, 1):
            yield number, at, statement


def _aim_targets(book_data):
    codes = {t.ref: t.code for p in book_data.pillars for t in p.targets}
    for aim in book_data.aims:
        for target in dict.fromkeys(aim.targets):
            if target in codes:
                yield aim.code, codes[target]


KINDS = (
    *cards_of(
        "kesiapan",
        "Satu baris satu aspek dari satu komponen kesiapan.",
        ("no component aspect condition finding evidence", DataColumn("status", "Keterangan komponen")),
        by=("no",),
        rows=_aspects,
    ),
    *cards_of(
        "swot",
        "Satu baris satu butir; no dihitung dari 1 pada tiap jenis.",
        (DataColumn("type", "Jenis", required=True, choices=SIDES), "no statement"),
        by=("type", "no"),
        rows=_swot,
    ),
    *cards_of(
        "kesenjangan",
        "Keadaan sekarang, keadaan yang diharapkan, selisihnya, dan arah penyelesaiannya.",
        ("code element current expected gap way_forward",),
        told="problem_refs",
    ),
    DataTable(
        "kesenjangan_masalah",
        "Masalah terkait kesenjangan",
        "Satu baris satu kaitan.",
        (ref("gap_ref", "Kode kesenjangan"), ref("problem_ref", "Kode masalah")),
        lambda book_data: ((g.code, problem) for g in book_data.gaps for problem in dict.fromkeys(g.problems)),
        ("gap_ref", "problem_ref"),
        (ForeignKeyLink("gap_ref", "kesenjangan"), ForeignKeyLink("problem_ref", "masalah")),
    ),
    *cards_of(
        "kata_kunci",
        "Kata kunci yang menjadi dasar visi.",
        ("no word meaning rpjmd_keyword",),
        told="swot_refs",
        by=("no",),
    ),
    DataTable(
        "kata_kunci_asal",
        "Asal kata kunci",
        "Butir SWOT yang melahirkan sebuah kata kunci.",
        (
            DataColumn("keyword_no", "Urutan kata kunci", WHOLE, required=True, minimum=1),
            order(),
            DataColumn("statement", "Butir SWOT", required=True),
        ),
        _origins,
        ("keyword_no", "no"),
        (ForeignKeyLink("keyword_no", "kata_kunci", "no"),),
    ),
    *cards_of(
        "visi_misi",
        "Satu baris: visi kota cerdas. Kosong bila belum dirumuskan.",
        ("visi status",),
        told="misi",
        title="Visi",
        by=(),
        rows=_vision,
    ),
    DataTable(
        "misi",
        "Misi",
        "Satu baris satu misi kota cerdas.",
        (order(), DataColumn("misi", "Misi", required=True)),
        lambda book_data: enumerate(book_data.vision.missions, 1),
        ("no",),
    ),
    *cards_of("tujuan", "Tujuan kota cerdas dengan kalimat misinya.", ("code statement misi",), told="target_refs"),
    DataTable(
        "tujuan_sasaran",
        "Sasaran dari tujuan",
        "Satu baris satu kaitan.",
        (ref("tujuan_ref", "Kode tujuan"), ref("target_ref", "Kode sasaran")),
        _aim_targets,
        ("tujuan_ref", "target_ref"),
        (ForeignKeyLink("tujuan_ref", "tujuan"), ForeignKeyLink("target_ref", "sasaran")),
    ),
    DataTable(
        "pilar",
        "Pilar",
        "Pilar rencana dalam urutannya.",
        (
            DataColumn("order", "Urutan", WHOLE, required=True),
            code(),
            DataColumn("name_id", "Nama", required=True),
            DataColumn("name_en", "Nama Inggris"),
            DataColumn("definition", "Pengertian"),
            DataColumn("definition_status", "Keterangan pengertian"),
        ),
        each("pillars", "order code name name_en definition definition_status"),
        ("code",),
    ),
    DataTable(
        "subdimensi",
        "Subdimensi",
        "Subdimensi tiap pilar.",
        (
            code(),
            ref("pillar", "Kode pilar"),
            DataColumn("name", "Nama subdimensi", required=True),
            DataColumn("name_en", "Nama Inggris subdimensi"),
        ),
        lambda book_data: ((d.code, p.code, d.name, d.name_en) for p in book_data.pillars for d in p.dimensions),
        ("code",),
        (ForeignKeyLink("pillar", "pilar"),),
    ),
    texts_of(
        "arah",
        "Arah jangka panjang",
        "Satu baris satu arah dari satu pilar.",
        ("direction", "Arah jangka panjang"),
        ("pillar", "Kode pilar", "pilar"),
        lambda book_data: book_data.pillars,
        "long_term_directions",
    ),
)
