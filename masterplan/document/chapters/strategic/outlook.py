"""Bab 3: two pages a pillar. What the pillar is and where things are going, then its problems with their evidence."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.strategic.parts import begun, caption, place_of, sourced, titled_section
from masterplan.document.texts import BookTexts, section_of
from masterplan.document.tree import WIDE, Chapter, Fact, Facts
from workshops.number_format import show_number

#: More problems than that do not stand in one picture; the table has them all.
MOST = 18
#: Of the shipped paragraphs a pillar of the plan's own takes the first and the last.
ENDS = slice(None, None, 3)


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-3")
    numbering = pieces.Numbering("3")
    children = [*texts.intro(shipped)]
    if not book_data.pillars:
        children.append(pieces.absent("Pilar belum ditetapkan."))
    elif texts.facts.problems:
        children += [
            _overview(book_data, texts, numbering),
            pieces.para(
                "Urutan masalah memakai nilai mendesak, gawat, dan memburuk; tanpa nilai, urutan papan.", "source"
            ),
        ]
    for n, pillar in enumerate(book_data.pillars, 1):
        children += _pillar(pillar, f"3.{n}", section_of(pillar, shipped, ENDS), texts, numbering, first=n == 1)
    return pieces.chapter("b1-bab-3", shipped["title"], children)


def _overview(book_data, texts, numbering):
    """What each pillar found, and its most pressing problem."""
    rows, sums = [], [0] * 3
    for p in book_data.pillars:
        ranked = texts.facts.ranked(p)
        answered = sum(bool(texts.facts.targets_of[problem.ref]) for problem in ranked)
        counts = [len(ranked), sum(bool(problem.evidence) for problem in ranked), answered]
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        first = pieces.coded(ranked[0].code, ranked[0].statement) if ranked else pieces.gap("belum ada masalah")
        rows.append(pieces.row(p.code, p.name, *(pieces.count_cell(n) for n in counts), first, pillar=p.code))
    rows.append(pieces.row(pieces.cell("Jumlah", columns=2), *(pieces.count_cell(n) for n in sums), "", role="sum"))
    title = "Masalah menurut pilar"
    return numbering.table(
        title,
        rows,
        "Kode 15 code | Pilar 33 | Masalah 18 number | Berbukti 18 number | Dijawab 18 number",
        "Masalah teratas",
    )


def _pillar(pillar, number, shipped, texts, numbering, first):
    ranked = texts.facts.ranked(pillar)
    more = {
        "nama_pilar": pillar.name,
        "definisi_pilar": pillar.definition,
        "jumlah_masalah_pilar": len(ranked),
        "masalah_teratas_pilar": words.sentence(ranked[0].statement) if ranked else "",
        "bukti_kosong": any(not problem.evidence for problem in ranked),
    }
    if not ranked:
        shipped = {**shipped, "template": shipped["template"][:-1]}
    told = [*begun(shipped, texts, bool(ranked), **more)]
    if ranked:
        told += [_numbers(pillar, texts), *_scores(pillar, ranked, texts, numbering)]
    sections = [
        titled_section(
            number,
            shipped,
            texts,
            *told,
            title=texts.title(shipped, nama_pilar=pillar.name),
            pillar=pillar.code,
            new_page=not first,
        )
    ]
    if ranked:
        # a table of its own landscape page needs no heading beside its caption
        sections.append(
            pieces.section(
                "",
                "",
                _problems(pillar, ranked, shipped, texts, numbering, more),
                sourced(shipped, texts, [s for problem in ranked for s in problem.sources]),
                id=f"{place_of(number)}-masalah",
                level=3,
                page=WIDE,
                pillar=pillar.code,
            )
        )
    return sections


def _numbers(pillar, texts):
    answered = sum(bool(texts.facts.targets_of[problem.ref]) for problem in pillar.problems)
    proven = sum(bool(problem.evidence) for problem in pillar.problems)
    sources = {source for problem in pillar.problems for source in problem.sources}
    return Facts(
        pillar=pillar.code,
        items=(
            Fact(value=show_number(len(pillar.problems)), label="masalah"),
            Fact(value=show_number(proven), label="sudah berbukti"),
            Fact(value=show_number(len(sources)), label="sumber yang dipakai"),
            Fact(value=show_number(answered), label="sudah memiliki sasaran"),
        ),
    )


def _scores(pillar, ranked, texts, numbering):
    """The marks of the problems, the most pressing first; nothing where no problem has all three."""
    marked = [p for p in ranked if None not in (p.urgency, p.seriousness, p.growth)]
    if not marked:
        return
    shown = marked[:MOST]
    names = {d.code: d.name for d in pillar.dimensions}
    counts = {code: sum(p.dimension == code for p in pillar.problems) for code in names}
    said = "; ".join(
        f"{p.code}: mendesak {p.urgency}, gawat {p.seriousness}, memburuk {p.growth}, "
        f"jumlah {p.urgency + p.seriousness + p.growth}"
        for p in shown
    )
    title = f"Nilai masalah pilar {pillar.name}"
    if len(shown) < len(marked):
        title = f"Nilai {len(shown)} masalah teratas pilar {pillar.name}"
    yield numbering.figure(
        title,
        "scores",
        pillar=pillar.code,
        data=tuple((p.code, p.statement, str(p.urgency), str(p.seriousness), str(p.growth)) for p in shown),
        description=f"{said}.",
    )
    spread = words.listing(f"{names[code]} {count}" for code, count in counts.items() if count)
    if spread:
        yield pieces.para(f"Banyaknya masalah menurut sub-dimensi: {spread}.", "source")


def _problems(pillar, ranked, shipped, texts, numbering, more):
    names = {d.code: d.name for d in pillar.dimensions}
    rows = []
    for place, p in enumerate(ranked, 1):
        status = pieces.status_words(p.evidence_status) if p.evidence_status else ""
        *lines, last = pieces.typed(p.evidence, "belum ada bukti").lines
        lines = [*lines, (*last, pieces.span(f" ({status})", "small")) if status else last]
        if p.note:
            lines.append((pieces.span(p.note),))
        score = f"nilai {p.score}" if p.score is not None else ""
        rows.append(
            pieces.row(
                p.code or p.ref,
                p.statement,
                names.get(p.dimension) or pieces.gap("belum dipilih"),
                pieces.cell(*lines),
                _numbers_of(texts, p.sources) if p.sources else pieces.gap("belum ada"),
                pieces.typed(p.root_cause, "belum ditulis"),
                pieces.typed(p.affected, "belum ditulis"),
                pieces.cell(str(p.rank or place), score, value=p.rank or place),
                pillar=pillar.code,
            )
        )
    title = caption(shipped, texts, **more)
    return numbering.table(
        title,
        rows,
        "Kode 17 code | Masalah 52 | Sub-dimensi 31 | Bukti | Sumber 14 | Akar masalah 42",
        "Terdampak 33 | Urutan 15 number",
        look="close",
        pillar=pillar.code,
    )


def _numbers_of(texts, sources) -> tuple:
    """The numbers of sources in a cell of their own, each leading to its line in the annex."""
    return tuple(pieces.span(mark.text, "", mark.to) for mark in pieces.marks(texts, sources))
