"""The tables of the quick wins: profiles with partners, years and funding, and their risks."""

from masterplan.opendata.kinds import NUMBER, RUPIAH, WHOLE, Column, Kind, Link, order, ref, year

PROFILE = Column("profil_no", "Urutan profil", WHOLE, required=True, minimum=1)
OF_PROFILE = Link("profil_no", "profil_quick_win", "no")


def _profiles(reading):
    codes = {e.ref: e.code for p in reading.pillars for e in p.programmes}
    for number, w in enumerate(reading.quick_wins, 1):
        yield (
            number,
            w.pillar,
            codes.get(w.programme, ""),
            w.name,
            w.innovation,
            w.stage,
            w.progress,
            w.summary,
            w.benefit,
            w.uniqueness,
            w.attraction,
            w.growth,
            w.budget,
            w.resources,
            w.status,
        )


def _risks(reading):
    for number, w in enumerate(reading.quick_wins, 1):
        for at, r in enumerate(w.risks, 1):
            yield (
                number,
                at,
                r.label,
                r.event,
                r.cause,
                r.effect,
                r.likelihood,
                r.impact,
                r.level,
                r.handling,
                r.owner,
                r.when,
            )


def _lists(kind, title, about, columns, items):
    """A table of what each profile has several of; `items(win)` yields tuples."""

    def rows(reading):
        for number, win in enumerate(reading.quick_wins, 1):
            for at, values in enumerate(items(win), 1):
                yield number, at, *values

    return Kind(
        f"profil_quick_win_{kind}",
        title,
        about,
        (PROFILE, order(), *columns),
        rows,
        ("profil_no", "no"),
        (OF_PROFILE,),
    )


def _nominations(reading):
    """Who proposed is left out: it may be a person."""
    codes = {e.ref: e.code for p in reading.pillars for e in p.programmes}
    for number, n in enumerate(reading.nominations, 1):
        yield number, n.pillar, codes.get(n.programme, ""), n.proposal, n.reason, n.decision


def _answers(reading):
    for number, n in enumerate(reading.nominations, 1):
        for table in ("gate", "criteria"):
            for item, answer in getattr(n, table):
                yield number, table, item, answer


KINDS = (
    Kind(
        "nominasi_quick_win",
        "Nominasi quick win",
        "Satu baris satu usulan; usulan yang belum menjadi program tidak punya programme_ref.",
        (
            order("Urutan nominasi"),
            ref("pillar", "Kode pilar"),
            ref("programme_ref", "Kode program", required=False),
            Column("usulan", "Usulan"),
            Column("criteria_reason", "Alasan penilaian"),
            Column("decision_reason", "Alasan penetapan"),
        ),
        _nominations,
        ("no",),
        (Link("pillar", "pilar"), Link("programme_ref", "program")),
    ),
    Kind(
        "nominasi_quick_win_jawaban",
        "Jawaban atas syarat dan kriteria",
        "Satu baris satu jawaban: gate adalah syarat awal, criteria sepuluh kriteria.",
        (
            Column("nominasi_no", "Urutan nominasi", WHOLE, required=True, minimum=1),
            Column("table", "Daftar", required=True, choices=("gate", "criteria")),
            Column("item", "Butir", required=True),
            Column("answer", "Jawaban", required=True, choices=("ya", "sebagian", "tidak")),
        ),
        _answers,
        ("nominasi_no", "table", "item"),
        (Link("nominasi_no", "nominasi_quick_win", "no"),),
    ),
    Kind(
        "profil_quick_win",
        "Profil quick win",
        "Satu baris satu quick win.",
        (
            order("Urutan profil"),
            ref("pillar", "Kode pilar", required=False),
            ref("programme_ref", "Kode program", required=False),
            Column("nama_inovasi", "Nama inovasi"),
            Column("jenis", "Jenis inovasi"),
            Column("tahap", "Tahap sekarang"),
            Column("progres", "Kemajuan", NUMBER, "persen"),
            Column("penjelasan_singkat", "Penjelasan singkat"),
            Column("manfaat", "Manfaat"),
            Column("keunikan", "Keunikan"),
            Column("daya_tarik", "Daya tarik"),
            Column("potensi_pengembangan", "Potensi pengembangan"),
            Column("anggaran", "Anggaran", WHOLE, RUPIAH, minimum=0),
            Column("tenaga", "Tenaga dan fasilitas"),
            Column("status", "Keterangan isi"),
        ),
        _profiles,
        ("no",),
        (Link("pillar", "pilar"), Link("programme_ref", "program")),
    ),
    _lists(
        "mitra",
        "Kemitraan quick win",
        "Satu baris satu mitra.",
        (Column("bentuk", "Bentuk"), Column("nama", "Nama mitra")),
        lambda win: ((p.form, p.name) for p in win.partners),
    ),
    _lists(
        "keberlangsungan",
        "Strategi keberlangsungan quick win",
        "Satu baris satu cara.",
        (Column("strategi_keberlangsungan", "Strategi keberlangsungan", required=True),),
        lambda win: ((text,) for text in win.sustainability),
    ),
    _lists(
        "dana",
        "Sumber dana quick win",
        "Satu baris satu sumber.",
        (Column("sumber", "Sumber dana", required=True),),
        lambda win: ((text,) for text in win.funding),
    ),
    _lists(
        "tahun",
        "Tahun quick win",
        "Satu baris satu tahun.",
        (year("tahun"),),
        lambda win: ((one,) for one in sorted(set(win.years))),
    ),
    Kind(
        "risiko",
        "Risiko quick win",
        "Satu baris satu peristiwa; tingkat adalah kemungkinan kali dampak.",
        (
            PROFILE,
            order(),
            Column("kode", "Kode"),
            Column("peristiwa", "Peristiwa", required=True),
            Column("sebab", "Sebab"),
            Column("akibat", "Akibat"),
            Column("kemungkinan", "Kemungkinan", WHOLE, "nilai 1–5", minimum=1, maximum=5),
            Column("dampak", "Dampak", WHOLE, "nilai 1–5", minimum=1, maximum=5),
            Column("tingkat", "Tingkat", WHOLE, "kemungkinan kali dampak", minimum=1, maximum=25),
            Column("penanganan", "Penanganan"),
            Column("penanggung_jawab", "Penanggung jawab"),
            Column("waktu", "Waktu"),
        ),
        _risks,
        ("profil_no", "no"),
        (OF_PROFILE,),
    ),
)
