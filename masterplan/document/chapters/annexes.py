"""Lampiran: the matrix of alignment, the sources, all programmes with their nomenclature, programmes by OPD, and the OPD."""

from collections import defaultdict

from masterplan.document import words
from masterplan.document.pieces import (
    Numbering,
    cell,
    code_cell,
    col,
    gap,
    group_row,
    money,
    para,
    row,
    span,
    status_words,
)
from masterplan.document.plan_facts import budget_of
from masterplan.document.tree import Chapter, Matrix, Table


def alignment(reading, texts) -> Chapter:
    numbering, facts = Numbering("A"), texts.facts
    if not reading.rpjmd.objectives:
        return _annex("A", "Matriks Keselarasan RPJMD dan Pilar", para(gap("Sasaran RPJMD belum diisi."), "gap"))
    prefix = {p.code: p.code + "-" for p in reading.pillars}
    rows, goals, answered = [], {g.code: g for g in reading.rpjmd.goals}, 0
    for code in dict.fromkeys(o.goal for o in reading.rpjmd.objectives):
        title = f"{code} {goals[code].statement}" if code in goals else code or "Belum dikaitkan dengan tujuan"
        rows.append(group_row(title, 2 + len(reading.pillars)))
        for o in (o for o in reading.rpjmd.objectives if o.goal == code):
            cells = []
            for p in reading.pillars:
                hits = [t.code.removeprefix(prefix[p.code]) for t in p.targets if t.objective == o.code]
                cells.append(cell(span(", ".join(hits)), style="hit") if hits else cell("·", style="none"))
            answered += any(t.objective == o.code for t in facts.targets.values())
            rows.append(row(cell(o.code), o.statement, *cells))
    rows.append(
        row(
            cell("Jumlah sasaran kota cerdas", columns=2),
            *(cell(str(len(p.targets))) for p in reading.pillars),
            role="sum",
        )
    )
    total = len(reading.rpjmd.objectives)
    intro = (
        f"Isi sel adalah nomor sasaran kota cerdas pada pilar itu; titik berarti tidak ada kaitan. Dari {words.count(total)} sasaran RPJMD, "
        f"{words.count(answered)} dijawab paling sedikit oleh satu sasaran kota cerdas."
    )
    width = min(18.0, 110 / max(1, len(reading.pillars)))
    loose = [t.code for t in facts.targets.values() if t.objective not in facts.objectives]
    notes = [para("Belum berkait dengan sasaran RPJMD: " + words.listing(loose) + ".", "note")] if loose else []
    return _annex(
        "A",
        "Matriks Keselarasan RPJMD dan Pilar",
        para(intro),
        Matrix(
            title="Sasaran RPJMD dan sasaran kota cerdas yang menjawabnya",
            look="close",
            rows=tuple(rows),
            columns=(
                col("Kode", 13, "code"),
                col("Sasaran RPJMD"),
                *(col(p.code, width, "pillar") for p in reading.pillars),
            ),
            **numbering.table(),
        ),
        *notes,
    )


def sources(reading, texts) -> Chapter:
    listed = texts.sources.listed
    if listed:
        rows = tuple(
            row(cell(span(str(number))), cell(span(source)), ", ".join(codes)) for number, source, codes in listed
        )
        parts = [
            para(
                "Nomor di depan adalah nomor kecil yang dipakai dalam buku ini. Kolom terakhir memuat isian yang memakainya."
            ),
            Table(
                title="Sumber angka dan keterangan",
                look="close",
                rows=rows,
                columns=(col("No", 12, "source"), col("Sumber"), col("Dipakai pada", 42)),
                **Numbering("B").table(),
            ),
        ]
    else:
        parts = [para(gap("Belum ada sumber yang ditulis."), "gap")]
    if reading.notes:
        parts += [para("Catatan tentang isi rencana", "sub"), *(para(note, "evidence") for note in reading.notes)]
    return _annex("B", "Daftar Sumber", *parts)


def programmes(reading, texts) -> Chapter:
    facts, rows = texts.facts, []
    for pillar in reading.pillars:
        if pillar.programmes:
            rows.append(group_row(pillar.name, 5, pillar.code))
        for p in pillar.programmes:
            rows.append(
                row(
                    code_cell(p),
                    p.name,
                    cell(p.nomenclature_code or gap("belum ada")),
                    p.nomenclature_program or cell(gap("belum ditulis")),
                    cell(facts.agency(p.lead_opd) if p.lead_opd else gap(words.NO_AGENCY)),
                    pillar=pillar.code,
                )
            )
    if not rows:
        return _annex("C", "Daftar Program dan Kode Nomenklatur", para(gap("Belum ada program."), "gap"))
    return _annex(
        "C",
        "Daftar Program dan Kode Nomenklatur",
        Table(
            title="Program beserta kode nomenklatur",
            look="close",
            rows=tuple(rows),
            columns=(
                col("Kode", 18, "code"),
                col("Program"),
                col("Nomenklatur", 23),
                col("Nama menurut nomenklatur", 46),
                col("OPD", 28),
            ),
            **Numbering("C").table(),
        ),
    )


def agencies(reading, texts) -> Chapter:
    facts, leads, supports = texts.facts, defaultdict(list), defaultdict(list)
    for p in facts.programmes.values():
        leads[p.lead_opd].append(p)
        for name in p.support_opd:
            supports[name].append(p)
    numbering, parts = Numbering("D"), []
    known = [o.name for o in reading.opd]
    order = [*known, *sorted({n for n in (*leads, *supports) if n and n not in known})]
    by_opd = {o.name: o for o in reading.opd}
    rows = []
    for name in order:
        if not leads[name] and not supports[name]:
            continue
        opd = by_opd.get(name)
        rows.append(group_row((span(name), span(f"  {opd.short}" if opd and opd.short else "", "small")), 4))
        rows += [
            row(
                code_cell(p),
                p.name,
                cell(words.years(p.years) or gap(words.NO_YEARS)),
                money(budget_of(p), words.NO_BUDGET),
            )
            for p in leads[name]
        ]
        if leads[name]:
            rows.append(
                row(cell("Jumlah", columns=3), money(sum(filter(None, map(budget_of, leads[name])))), role="sum")
            )
        if supports[name]:
            rows.append(row(cell("Mendukung: " + ", ".join(p.code for p in supports[name]), columns=4), role="note"))
    if leads[""]:
        rows.append(group_row(gap("Penanggung jawab belum ditetapkan"), 4))
        rows += [
            row(
                code_cell(p),
                p.name,
                cell(words.years(p.years) or gap(words.NO_YEARS)),
                money(budget_of(p), words.NO_BUDGET),
            )
            for p in leads[""]
        ]
    if rows:
        parts.append(
            Table(
                title="Program menurut OPD penanggung jawab",
                unit="anggaran dalam juta rupiah",
                look="close",
                rows=tuple(rows),
                columns=(col("Kode", 18, "code"), col("Program"), col("Tahun", 24), col("Anggaran", 26, "number")),
                **numbering.table(),
            )
        )
    else:
        parts.append(para(gap("Belum ada program."), "gap"))
    if reading.opd:
        listed = tuple(
            row(
                cell(o.name),
                o.short or "–",
                status_words(o.status) or "–",
                str(texts.sources.number(o.source)) if o.source else "–",
            )
            for o in reading.opd
        )
        parts.append(
            Table(
                title="Perangkat daerah dalam rencana ini",
                look="close",
                rows=listed,
                columns=(col("Nama"), col("Singkatan", 38), col("Keterangan", 28), col("Sumber", 18, "number")),
                **numbering.table(),
            )
        )
    return _annex("D", "Program menurut OPD", *parts)


def _annex(letter, title, *children) -> Chapter:
    return Chapter(
        id=f"lampiran-{letter.lower()}", number=letter, label=f"Lampiran {letter}", title=title, children=children
    )
