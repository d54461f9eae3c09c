"""The tables of the quick wins: profiles with partners, years and funding, and their risks."""

from masterplan.opendata.tables import (
    NUMBER,
    PILLAR_CODE,
    WHOLE,
    DataColumn,
    DataTable,
    ForeignKeyLink,
    cards_of,
    order,
    ref,
    year,
)

PROFILE = DataColumn("profil_no", "Urutan profil", WHOLE, required=True, minimum=1)
OF_PROFILE = ForeignKeyLink("profil_no", "profil_quick_win", "no")


def _risks(book_data):
    for number, win in enumerate(book_data.quick_wins, 1):
        yield from (({"profil_no": number, "no": at}, risk) for at, risk in enumerate(win.risks, 1))


def _lists(kind, title, about, columns, items):
    """A table of what each profile has several of; `items(win)` yields tuples."""

    def rows(book_data):
        for number, win in enumerate(book_data.quick_wins, 1):
            for at, values in enumerate(items(win), 1):
                yield number, at, *values

    return DataTable(
        f"profil_quick_win_{kind}", title, about, (PROFILE, order(), *columns), rows, ("profil_no", "no"), (OF_PROFILE,)
    )


def _answers(book_data):
    for number, n in enumerate(book_data.nominations, 1):
        for table in ("gate", "criteria"):
            for item, answer in getattr(n, table):
                yield number, table, item, answer


KINDS = (
    *cards_of(
        "nominasi_quick_win",
        "Satu baris satu usulan; usulan yang belum menjadi program tidak punya programme_ref.",
        (order("Urutan nominasi"), "pillar programme_ref usulan criteria_reason decision_reason"),
        told="gate criteria",
        by=("no",),
    ),
    DataTable(
        "nominasi_quick_win_jawaban",
        "Jawaban atas syarat dan kriteria",
        "Satu baris satu jawaban: gate adalah syarat awal, criteria sepuluh kriteria.",
        (
            DataColumn("nominasi_no", "Urutan nominasi", WHOLE, required=True, minimum=1),
            DataColumn("table", "Daftar", required=True, choices=("gate", "criteria")),
            DataColumn("item", "Butir", required=True),
            DataColumn("answer", "Jawaban", required=True, choices=("ya", "sebagian", "tidak")),
        ),
        _answers,
        ("nominasi_no", "table", "item"),
        (ForeignKeyLink("nominasi_no", "nominasi_quick_win", "no"),),
    ),
    *cards_of(
        "profil_quick_win",
        "Satu baris satu quick win.",
        (
            order("Urutan profil"),
            ref("pillar", PILLAR_CODE, required=False),
            "programme_ref nama_inovasi jenis tahap",
            DataColumn("progres", "Kemajuan", NUMBER, "persen"),
            "penjelasan_singkat manfaat keunikan daya_tarik potensi_pengembangan anggaran tenaga status",
        ),
        told="kemitraan strategi_keberlangsungan sumber tahun",
        by=("no",),
    ),
    _lists(
        "mitra",
        "Kemitraan quick win",
        "Satu baris satu mitra.",
        (DataColumn("bentuk", "Bentuk"), DataColumn("nama", "Nama mitra")),
        lambda win: ((p.form, p.name) for p in win.partners),
    ),
    _lists(
        "keberlangsungan",
        "Strategi keberlangsungan quick win",
        "Satu baris satu cara.",
        (DataColumn("strategi_keberlangsungan", "Strategi keberlangsungan", required=True),),
        lambda win: ((text,) for text in win.sustainability),
    ),
    _lists(
        "dana",
        "Sumber dana quick win",
        "Satu baris satu sumber.",
        (DataColumn("sumber", "Sumber dana", required=True),),
        lambda win: ((text,) for text in win.funding),
    ),
    _lists(
        "tahun",
        "Tahun quick win",
        "Satu baris satu tahun.",
        (year("tahun"),),
        lambda win: ((one,) for one in sorted(set(win.years))),
    ),
    *cards_of(
        "risiko",
        "Satu baris satu peristiwa; tingkat adalah kemungkinan kali dampak.",
        (
            PROFILE,
            "no kode peristiwa sebab akibat kemungkinan dampak",
            DataColumn("tingkat", "Tingkat", WHOLE, "kemungkinan kali dampak", minimum=1, maximum=25),
            "penanganan penanggung_jawab waktu",
        ),
        told="profile_ref",
        title="Risiko quick win",
        by=("profil_no", "no"),
        links=(OF_PROFILE,),
        rows=_risks,
    ),
)
