"""Bab 2: the vision and missions of the plan, every target with its figures, and how they lean on the RPJMD."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters import analyses
from masterplan.document.nodes import Span
from masterplan.document.texts import BookTexts
from masterplan.document.tree import WIDE, Chapter, Table
from pillars.kinds import CHAIN, KINDS
from pillars.plan_view.cards import Target
from pillars.plan_view.shapes import Pillar
from workshops.number_format import show_number


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-2")
    numbering = pieces.Numbering("2")
    vision, targets = shipped["sections"]
    # in the order of the pages: tables take their numbers as they are made
    aims = _vision(book_data, texts, vision, numbering)
    has_targets = any(p.targets for p in book_data.pillars)
    target_parts = list(texts.opening(targets)) if has_targets else []
    target_parts = (
        [*target_parts, *_targets(book_data, texts, numbering)]
        if has_targets
        else [pieces.absent(texts.missing(targets))]
    )
    return pieces.chapter(
        "bab-2",
        shipped["title"],
        (
            pieces.section("2.1", texts.title(vision), *aims),
            pieces.section("2.2", texts.title(targets), *target_parts, page=WIDE if has_targets else "buku"),
            pieces.section(
                "2.3", "Keselarasan dengan RPJMD", *_alignment(book_data, texts, numbering), new_page=has_targets
            ),
        ),
    )


def _vision(book_data, texts, shipped, numbering):
    v = book_data.vision
    if not v.statement and not v.missions:
        return [pieces.absent(texts.missing(shipped))]
    out = [
        *(texts.opening(shipped) if texts.has_own(shipped) else ()),
        pieces.para("Visi kota cerdas", "sub"),
        pieces.para(pieces.span(v.statement) if v.statement else pieces.gap("Visi belum ditetapkan."), "quote"),
    ]
    if v.status:
        out.append(pieces.para(f"Keterangan isi: {pieces.status_words(v.status)}.", "source"))
    if not v.missions:
        return [*out, pieces.absent("Misi belum ditetapkan.")]
    # One mission a pillar is the custom of the six; with other numbers the missions stand alone.
    paired = len(v.missions) == len(book_data.pillars)
    rows = []
    for n, mission in enumerate(v.missions):
        pillar = book_data.pillars[n] if paired else None
        rows.append(
            pieces.row(
                f"Misi {n + 1}",
                pieces.span(mission, "strong"),
                *([_pillar_sums(pillar)] if paired else []),
                pillar=pillar.code if pillar else "",
            )
        )
    columns = (
        pieces.col("Misi", 17, "code"),
        pieces.col("Rumusan"),
        *([pieces.col("Pilar dan isinya", 62)] if paired else []),
    )
    return [
        *out,
        numbering.table("Misi kota cerdas", rows, *columns),
        *analyses.aims(book_data, texts, numbering, baseline_lines),
        *_leaning(book_data, numbering),
    ]


def _pillar_sums(pillar):
    sums = (f"{show_number(len(pillar.of_kind(kind)))} {KINDS[kind].label.lower()}" for kind in CHAIN)
    return pieces.cell(pieces.coded(pillar.code, pillar.name), ", ".join(sums))


def _leaning(book_data, numbering):
    """How many targets of each pillar lean on which RPJMD objectives."""
    rows = []
    for p in book_data.pillars:
        used = sorted({t.objective for t in p.targets if t.objective})
        free = sum(not t.objective for t in p.targets)
        rows.append(
            pieces.row(
                p.code,
                p.name,
                pieces.count_cell(len(p.targets)),
                ", ".join(used) or pieces.gap("belum ada kaitan"),
                pieces.cell(str(free) if free else "–", value=free),
                pillar=p.code,
            )
        )
    if not rows:
        return []
    return [
        numbering.table(
            "Sasaran RPJMD yang disandari tiap pilar",
            rows,
            "Kode 15 code | Pilar 56 | Sasaran 18 number | Sasaran RPJMD | Belum berkait 22 number",
        )
    ]


def _targets(book_data, texts, numbering):
    for pillar in book_data.pillars:
        if pillar.targets:
            yield target_table(pillar, texts, numbering, f"Sasaran pilar {pillar.name}")
        else:
            yield pieces.absent(f"Pilar {pillar.name} belum memiliki sasaran.")


def figure_mark(status: str) -> tuple:
    """Return the c of an estimate, the word of an unchecked figure."""
    return (
        (pieces.span("c", "mark"),)
        if status == "illustrative"
        else (pieces.span(" belum diperiksa", "small"),)
        if status == "unverified"
        else ()
    )


def baseline_lines(target: Target, texts: BookTexts) -> tuple[Span | tuple[Span, ...], str]:
    value: Span | tuple[Span, ...]
    if target.baseline is not None:
        value = (pieces.span(show_number(target.baseline)), *figure_mark(target.baseline_status))
    else:
        value = pieces.gap("tidak ada data" if target.baseline_unavailable else words.NO_DATA)
    return value, str(target.baseline_year or "")


def target_table(pillar: Pillar, texts: BookTexts, numbering: pieces.Numbering, title: str) -> Table:
    years = sorted({*texts.book_data.period.years, *(y for t in pillar.targets for y, _ in t.targets)})
    width = 15.5 if len(years) <= 6 else max(11.5, 92 / len(years))
    indicator = 58 if len(years) <= 7 else 44
    rows = []
    for t in pillar.targets:
        values = dict(t.targets)
        rows.append(
            pieces.row(
                pieces.code_cell(t),
                t.statement,
                pieces.cell(t.indicator or pieces.gap("belum ada indikator"), t.unit or pieces.gap("belum ada satuan")),
                pieces.DIRECTION.get(t.direction, t.direction) or pieces.gap("belum ada"),
                pieces.cell(*baseline_lines(t, texts), value=None if t.baseline is None else str(t.baseline)),
                *(pieces.num(values.get(y), "belum ada") for y in years),
                pillar=pillar.code,
            )
        )
    estimates = sorted({pieces.status_words(t.targets_status) for t in pillar.targets if t.targets_status})
    return numbering.table(
        title,
        rows,
        "Kode 17 code | Sasaran",
        pieces.col("Indikator dan satuan", indicator),
        "Arah 14 | Angka awal 20 number",
        *(pieces.col(str(y), width, "number", "Target") for y in years),
        unit="target akhir tahun" + (f"; keterangan target: {', '.join(estimates)}" if estimates else ""),
        look="wide",
        pillar=pillar.code,
    )


def _ours(target, objective, facts):
    """Our own figures of the years that the RPJMD names, where both measure the same."""
    ours = dict(target.targets)
    shared = [y for y, _ in objective.targets if y in ours]
    if not shared or facts.same_measure(target) is None:
        return ()
    return ("kota cerdas " + ", ".join(f"{y}: {show_number(ours[y])}" for y in shared),)


def _alignment(book_data, texts, numbering):
    """Every target beside the RPJMD objective that it serves, with the region's own indicator, figure and target."""
    facts = texts.facts
    if not facts.targets:
        return [pieces.absent("Belum ada sasaran yang dapat dikaitkan dengan RPJMD.")]
    rows, weak = [], []
    for pillar in book_data.pillars:
        if not pillar.targets:
            continue
        rows.append(
            pieces.group_row((pieces.span(f"{pillar.code}  ", "code"), pieces.span(pillar.name)), 4, pillar.code)
        )
        for t in pillar.targets:
            o = facts.objectives.get(t.objective)
            if o is None:
                theirs = (
                    pieces.cell(pieces.gap("belum dikaitkan"))
                    if not t.objective
                    else pieces.cell(f"{t.objective} (tidak ada dalam RPJMD)")
                )
                rows.append(
                    pieces.row(
                        pieces.code_cell(t),
                        t.statement,
                        theirs,
                        t.alignment_reason or pieces.gap("–"),
                        pillar=pillar.code,
                    )
                )
                continue
            figures = (
                f"{show_number(o.baseline)} ({o.baseline_year})"
                if o.baseline is not None and o.baseline_year
                else (show_number(o.baseline) if o.baseline is not None else words.NO_DATA)
            )
            targets = ", ".join(f"{y}: {show_number(v)}" for y, v in o.targets) or words.NO_DATA
            status = {"selaras": "Selaras", "sebagian": "Selaras sebagian", "belum_ada": "Belum ada"}.get(
                t.alignment_status, t.alignment_status
            )
            rows.append(
                pieces.row(
                    pieces.code_cell(t),
                    t.statement,
                    pieces.cell(pieces.coded(o.code, o.statement), status, t.alignment_reason),
                    pieces.cell(
                        f"{o.indicator} ({o.unit})" if o.indicator else pieces.gap("belum ada indikator"),
                        f"awal {figures}; target {targets}",
                        *_ours(t, o, facts),
                    ),
                    pillar=pillar.code,
                )
            )
            if weaker := facts.weaker(t):
                weak.append(
                    f"{t.code}: target {weaker[0]} sebesar {show_number(weaker[1])} {t.unit}, RPJMD {o.code} "
                    f"{show_number(weaker[2])} {o.unit}"
                )
    out = [
        pieces.para(
            "Setiap sasaran kota cerdas disandingkan dengan sasaran RPJMD yang didukungnya, beserta "
            "indikator, angka awal, dan target "
            "daerah. Sasaran yang belum berkait ditulis apa adanya."
        ),
        numbering.table(
            "Sasaran kota cerdas dan sasaran RPJMD",
            rows,
            "Kode 17 code | Sasaran kota cerdas 48 | Sasaran RPJMD 48 | Indikator dan target RPJMD",
            look="wide",
        ),
    ]
    if weak:
        out.append(
            pieces.para(
                (
                    pieces.span("Target lebih lemah daripada RPJMD. ", "strong"),
                    pieces.span("; ".join(weak) + ". Perlu diputuskan sebelum buku disahkan."),
                ),
                "note",
            )
        )
    return out
