"""Lampiran A to C: the matrix of alignment, the sources, and all programmes with their nomenclature."""

from collections.abc import Callable

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.plan_facts import served
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Cell, Chapter, Matrix, Row
from pillars.plan_view.shapes import Objective


def alignment(book_data: BookData, texts: BookTexts) -> Chapter:
    numbering, facts = pieces.Numbering("A"), texts.facts
    if not book_data.rpjmd.objectives:
        return pieces.annex(
            "keselarasan", "Matriks Keselarasan RPJMD dan Pilar", pieces.absent("Sasaran RPJMD belum diisi.")
        )
    rows, answered = matrix_rows(book_data), len(served(book_data, facts))
    rows.append(
        pieces.row(
            pieces.cell("Jumlah sasaran kota cerdas", columns=2),
            *(pieces.count_cell(len(p.targets)) for p in book_data.pillars),
            role="sum",
        )
    )
    total = len(book_data.rpjmd.objectives)
    intro = (
        f"Isi sel adalah nomor sasaran kota cerdas pada pilar itu; titik berarti tidak ada kaitan. "
        f"Dari {words.count(total)} sasaran RPJMD, "
        f"{words.count(answered)} dijawab oleh paling sedikit satu sasaran kota cerdas."
    )
    width = min(18.0, 110 / max(1, len(book_data.pillars)))
    loose = [t.code for t in facts.targets.values() if t.objective not in facts.objectives]
    notes = [pieces.para("Belum berkait dengan sasaran RPJMD: " + words.listing(loose) + ".", "note")] if loose else []
    return pieces.annex(
        "keselarasan",
        "Matriks Keselarasan RPJMD dan Pilar",
        pieces.para(intro),
        numbering.table(
            "Sasaran RPJMD dan sasaran kota cerdas yang menjawabnya",
            rows,
            "Kode 13 code | Sasaran RPJMD",
            *(pieces.col(p.code, width, "pillar") for p in book_data.pillars),
            look="close",
            kind=Matrix,
        ),
        *notes,
    )


def matrix_rows(book_data: BookData, explained: Callable[[Objective], Cell] | None = None) -> list[Row]:
    """Return the objectives of the RPJMD under their goals, each with the targets of every pillar that serve it, and
    what is `explained` of it.
    """
    rows, goals = [], {g.code: g for g in book_data.rpjmd.goals}
    for code in dict.fromkeys(o.goal for o in book_data.rpjmd.objectives):
        title = f"{code} {goals[code].statement}" if code in goals else code or "Belum dikaitkan dengan tujuan"
        rows.append(pieces.group_row(title, 2 + len(book_data.pillars) + bool(explained)))
        for o in (o for o in book_data.rpjmd.objectives if o.goal == code):
            cells = []
            for p in book_data.pillars:
                hits = [t.code.removeprefix(f"{p.code}-") for t in p.targets if t.objective == o.code]
                cells.append(
                    pieces.cell(pieces.span(", ".join(hits)), style="hit") if hits else pieces.cell("·", style="none")
                )
            rows.append(pieces.row(o.code, o.statement, *cells, *([explained(o)] if explained else [])))
    return rows


def sources(book_data: BookData, texts: BookTexts) -> Chapter:
    listed = texts.sources.listed
    if listed:
        rows = tuple(
            pieces.row(pieces.span(str(number)), pieces.span(source), ", ".join(codes))
            for number, source, codes in listed
        )
        parts = [
            pieces.para(
                "Nomor di depan adalah nomor kecil yang dipakai dalam buku ini. Kolom terakhir "
                "memuat isian yang memakainya."
            ),
            pieces.Numbering("B").table(
                "Sumber angka dan keterangan", rows, "No 12 source | Sumber | Dipakai pada 42", look="close"
            ),
        ]
    else:
        parts = [pieces.absent("Belum ada sumber yang ditulis.")]
    if book_data.notes:
        parts += [
            pieces.para("Catatan tentang isi rencana", "sub"),
            *(pieces.para(note, "evidence") for note in book_data.notes),
        ]
    return pieces.annex("sumber", "Daftar Sumber", *parts)


def programmes(book_data: BookData, texts: BookTexts) -> Chapter:
    facts, rows = texts.facts, []
    for pillar in book_data.pillars:
        if pillar.programmes:
            rows.append(pieces.group_row(pillar.name, 5, pillar.code))
        for p in pillar.programmes:
            rows.append(
                pieces.row(
                    pieces.code_cell(p),
                    p.name,
                    p.nomenclature_code or pieces.gap("belum ada"),
                    p.nomenclature_program or pieces.gap("belum ditulis"),
                    pieces.agency_of(p.lead_opd, facts),
                    pillar=pillar.code,
                )
            )
    if not rows:
        return pieces.annex("program", "Daftar Program dan Kode Nomenklatur", pieces.absent("Belum ada program."))
    return pieces.annex(
        "program",
        "Daftar Program dan Kode Nomenklatur",
        pieces.Numbering("C").table(
            "Program beserta kode nomenklatur",
            rows,
            "Kode 18 code | Program | Nomenklatur 23 | Nama menurut nomenklatur 46 | OPD 28",
            look="close",
        ),
    )
