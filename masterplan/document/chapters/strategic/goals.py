"""Bab 7: the vision and its missions, the targets with their indicators, and how they serve the RPJMD."""

from functools import partial

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters import analyses
from masterplan.document.chapters.annexes import matrix_rows
from masterplan.document.chapters.strategic.parts import begun, caption, sourced, titled_section
from masterplan.document.chapters.vision import baseline_lines, figure_mark
from masterplan.document.further_fields import remaining
from masterplan.document.plan_facts import served
from masterplan.document.texts import BookTexts
from masterplan.document.tree import WIDE, Chapter, Figure, Matrix, Spread
from workshops.number_format import show_number

#: More missions, or objectives of the RPJMD, than that do not stand in one picture; the tables have them all.
MISSIONS, OBJECTIVES = 8, 36
GLANCE = "Banyaknya sasaran masterplan pada setiap sasaran RPJMD"


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-7")
    numbering = pieces.Numbering("7")
    vision, missions, targets, alignment = shipped["sections"]
    has_targets, has_frame = bool(texts.facts.targets), bool(book_data.rpjmd.objectives)
    children = [
        *texts.intro(shipped),
        titled_section("7.1", vision, texts, *_vision(book_data, texts, vision, numbering)),
        titled_section("7.2", missions, texts, *_missions(book_data, texts, missions, numbering)),
        titled_section(
            "7.3",
            targets,
            texts,
            *begun(targets, texts, has_targets),
            *(_targets(book_data, texts, targets, numbering) if has_targets else ()),
            page=WIDE if has_targets else "buku",
        ),
        titled_section(
            "7.4",
            alignment,
            texts,
            *(_alignment if has_targets and has_frame else _unaligned)(book_data, texts, alignment, numbering),
            page=WIDE if has_targets and has_frame else "buku",
            new_page=has_targets,
        ),
    ]
    return pieces.chapter("b1-bab-7", shipped["title"], children)


def _vision(book_data, texts, shipped, numbering):
    v = book_data.vision
    yield from begun(shipped, texts, bool(v.statement))
    if not v.statement:
        return
    if v.missions:
        yield _tree(book_data, texts, numbering)
    if book_data.rpjmd.vision:
        said = (
            pieces.span("Sandaran. ", "strong"),
            pieces.span(f"Visi RPJMD: {words.sentence(book_data.rpjmd.vision)}"),
        )
        words_like = [f"{k.word} bersandar pada {k.rpjmd}" for k in book_data.keywords if k.rpjmd]
        more = f" Kata kunci: {words.listing(words_like)}." if words_like else ""
        yield pieces.para((*said, pieces.span(more), *pieces.marks(texts, book_data.rpjmd.vision_sources)), "note")
    if v.status:
        yield pieces.para(f"Keterangan isi: {pieces.status_words(v.status)}.", "source")
    for label, text in remaining(v):
        yield pieces.para((pieces.span(f"{label}. ", "strong"), pieces.span(text)), "note")


def paired(book_data: BookData) -> list:
    """Return [(mission, pillar or None)]: one mission a pillar is the custom.

    With other numbers missions stand alone.
    """
    missions = book_data.vision.missions
    pillars = book_data.pillars if len(missions) == len(book_data.pillars) else (None,) * len(missions)
    return list(zip(missions, pillars, strict=True))


def _tree(book_data, texts, numbering):
    knots, described = [(book_data.vision.statement,)], [f"Visi: {words.sentence(book_data.vision.statement)}"]
    for n, (mission, pillar) in enumerate(paired(book_data), 1):
        above = f"Misi {n}" + (f" · {pillar.code} {pillar.name}" if pillar else "")
        sums, measure = (_sums(pillar, texts), _measure(pillar)) if pillar else (_aims_of(mission, book_data), "")
        knots.append((pillar.code if pillar else "", above, mission, sums, measure))
        described.append(" ".join(filter(None, (f"{above}: {words.sentence(mission)}", sums, measure))))
    return numbering.figure(
        "Pohon visi dan misi", "vision_tree", data=tuple(knots[: MISSIONS + 1]), description=" ".join(described)
    )


def _sums(pillar, texts) -> str:
    if not pillar.targets:
        return "Belum ada sasaran."
    first = words.listing(f"{t.code}" for t in pillar.targets[:2])
    used = sorted({t.objective for t in pillar.targets if t.objective})
    told = f"{words.count(len(pillar.targets), 'sasaran').capitalize()}, antara lain {first}."
    return told + (f" Selaras dengan RPJMD {words.listing(used)}." if used else " Belum berkait dengan RPJMD.")


def _measure(pillar) -> str:
    """The first target that has a figure to begin with and one to reach."""
    target = next((t for t in pillar.targets if t.baseline is not None and t.targets), None)
    if target is None:
        return ""
    year, end = target.targets[-1]
    guess = " (perkiraan)" if target.baseline_status == "illustrative" else ""
    return (
        f"Ukuran utama. {target.indicator or target.statement}: {show_number(target.baseline)}{guess} menjadi "
        f"{show_number(end)} {target.unit} pada {year}."
    )


def _aims_of(mission, book_data) -> str:
    return words.listing(words.sentence(aim.statement) for aim in book_data.aims if aim.mission == mission)


def _missions(book_data, texts, shipped, numbering):
    v = book_data.vision
    yield from begun(shipped, texts, bool(v.missions))
    if not v.missions:
        return
    named = {m.code: m for m in book_data.rpjmd.missions}
    rows = []
    for n, (mission, pillar) in enumerate(paired(book_data), 1):
        aims = [aim.statement for aim in book_data.aims if aim.mission == mission]
        rows.append(
            pieces.row(
                pieces.cell(f"Misi {n}", ""),
                pieces.span(mission, "strong"),
                pieces.coded(pillar.code, pillar.name) if pillar else pieces.gap("belum dipasangkan"),
                pieces.cell(*aims, style="even") if aims else pieces.gap("belum ada tujuan"),
                _mission_of_region(pillar, book_data, texts, named),
                pillar=pillar.code if pillar else "",
            )
        )
    yield numbering.table(caption(shipped, texts), rows, "No 17 code | Misi | Pilar 34 | Tujuan 43 | Misi RPJMD 22")
    if v.rpjmd_missions:
        told = [f"{code} {named[code].statement}" if code in named else code for code in v.rpjmd_missions]
        yield pieces.para(f"Misi RPJMD yang dipilih kelompok sebagai sandaran: {words.listing(told)}.")
    yield sourced(shipped, texts)
    yield from analyses.aims(book_data, texts, numbering, baseline_lines)


def _mission_of_region(pillar, book_data, texts, named):
    """The missions of the RPJMD that the targets of the pillar lead to, through its objectives and goals."""
    if pillar is None:
        return pieces.cell(words.NOT_PLANNED)
    goals = {g.code: g.mission for g in book_data.rpjmd.goals}
    codes = {
        goals.get(texts.facts.objectives[t.objective].goal)
        for t in pillar.targets
        if t.objective in texts.facts.objectives
    }
    found = sorted(code for code in codes if code)
    return pieces.cell(", ".join(found)) if found else pieces.cell(pieces.gap("belum berkait"))


def _targets(book_data, texts, shipped, numbering):
    facts, rows = texts.facts, []
    years = sorted({*book_data.period.years, *(y for t in facts.targets.values() for y, _ in t.targets)})
    columns = (
        *pieces.cols("Kode 17 code | Sasaran | Indikator 42 | Satuan 19 | Arah 13 | Angka awal 18 number"),
        *(pieces.col(str(y), max(11.0, min(14.0, 72 / len(years))), "number", "Target") for y in years),
        *pieces.cols("Sumber 15 | RPJMD 14"),
    )
    for pillar in book_data.pillars:
        if pillar.targets:
            rows.append(
                pieces.group_row(
                    (pieces.span(f"{pillar.code}  ", "code"), pieces.span(pillar.name)), len(columns), pillar.code
                )
            )
        for t in pillar.targets:
            values = dict(t.targets)
            weak = facts.weaker(t)
            note = (
                f"lebih lemah daripada RPJMD {weak[0]}: {show_number(weak[2])}. {t.alignment_reason or ''}".strip()
                if weak
                else ""
            )
            rows.append(
                pieces.row(
                    t.code or t.ref,
                    pieces.cell(t.statement, *((note,) if note else ())),
                    t.indicator or pieces.gap("belum ada indikator"),
                    t.unit or pieces.gap("belum ada"),
                    pieces.DIRECTION.get(t.direction, t.direction) or pieces.gap("belum ada"),
                    _baseline(t),
                    *(pieces.num(values.get(y), "belum ada") for y in years),
                    tuple(pieces.span(m.text, "", m.to) for m in pieces.marks(texts, t.sources)) if t.sources else "–",
                    t.objective or pieces.gap("belum"),
                    pillar=pillar.code,
                )
            )
    yield numbering.table(caption(shipped, texts), rows, *columns, unit="target akhir tahun", look="close")
    guessed = any(t.baseline_status == "illustrative" for t in facts.targets.values())
    told = "Tanda c berarti angka perkiraan yang tidak boleh dikutip. " if guessed else ""
    statuses = sorted({pieces.status_words(t.targets_status) for t in facts.targets.values() if t.targets_status})
    told += f"Keterangan target: {words.listing(statuses)}. " if statuses else ""
    if told:
        yield pieces.para(told.strip(), "source")
    yield sourced(shipped, texts, [s for t in facts.targets.values() for s in t.sources])


def _baseline(t):
    if t.baseline is None:
        return pieces.cell(pieces.gap("tidak ada data" if t.baseline_unavailable else words.NO_DATA))
    said = (pieces.span(show_number(t.baseline)), *figure_mark(t.baseline_status))
    return pieces.cell(said, f"({t.baseline_year})" if t.baseline_year else "", value=str(t.baseline))


def _unaligned(book_data, texts, shipped, numbering):
    return begun(shipped, texts, False)


def _alignment(book_data, texts, shipped, numbering):
    facts, objectives = texts.facts, book_data.rpjmd.objectives
    # the matrix at a glance stands beside what it leaves open
    told = (*begun(shipped, texts, True), *_open(book_data, facts))
    if len(objectives) > OBJECTIVES:
        yield from told
    else:
        yield Spread(left=(thumbnail(book_data, GLANCE, "belum ada", numbering),), right=told, width=66)
    rows = matrix_rows(book_data, partial(_explained, facts=facts))
    width = min(20.0, 120 / max(1, len(book_data.pillars)))
    yield numbering.table(
        caption(shipped, texts),
        rows,
        "Kode 14 code | Sasaran RPJMD 66",
        *(pieces.col(p.code, width, "pillar") for p in book_data.pillars),
        "Penjelasan",
        look="close",
        kind=Matrix,
    )
    yield sourced(shipped, texts, [s for o in objectives for s in o.sources])


def _open(book_data, facts):
    """What serves no objective, and which objectives nothing serves."""
    met = served(book_data, facts)
    bare = [o.code for o in book_data.rpjmd.objectives if o not in met]
    if bare:
        yield pieces.para(f"Sasaran RPJMD yang belum didukung sasaran masterplan: {words.listing(bare)}.", "note")
    loose = [t.code for t in facts.targets.values() if t.objective not in facts.objectives]
    if loose:
        yield pieces.para(
            f"Sasaran masterplan yang belum berkait dengan sasaran RPJMD: {words.listing(loose)}.", "note"
        )
    if not bare and not loose:
        yield pieces.para(
            "Semua sasaran RPJMD didukung, dan semua sasaran masterplan berkait dengan sasaran RPJMD.", "note"
        )


def _explained(objective, facts):
    """Why the targets that serve an objective do so only in part, and where they ask for less than it does."""
    lines = []
    for t in facts.targets.values():
        if t.objective != objective.code:
            continue
        if weak := facts.weaker(t):
            lines.append(f"{t.code}: target {weak[0]} {show_number(weak[1])}, RPJMD {show_number(weak[2])}")
        if t.alignment_reason:
            lines.append(f"{t.code}: {t.alignment_reason}")
    return pieces.cell(*lines, style="even") if lines else pieces.cell(words.NOT_PLANNED)


def thumbnail(book_data: BookData, title: str, none: str, numbering: pieces.Numbering) -> Figure:
    """Return the matrix at a glance: how many targets of each pillar serve each objective; `none`: where none does."""
    codes = tuple(p.code for p in book_data.pillars)
    rows, said = [], []
    for o in book_data.rpjmd.objectives:
        counts = [sum(t.objective == o.code for t in p.targets) for p in book_data.pillars]
        rows.append((o.code, o.goal, *(str(n or "") for n in counts)))
        told = ", ".join(f"{code} {n}" for code, n in zip(codes, counts, strict=True) if n)
        said.append(f"{o.code}: {told or none}")
    return numbering.figure(title, "alignment", data=(codes, *rows), description="; ".join(said) + ".")
