"""Bab 4: how ready the region is: the whole picture, then a section a component, then what follows from it."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.strategic.parts import begun, caption, place_of, sourced, titled_section
from masterplan.document.further_fields import remaining_lines
from masterplan.document.plan_facts import CONDITIONS, conditions_of, judged
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Items
from pillars.analysis.guide import SCALE

#: So many aspects of a component stand in the picture; its table has them all.
MOST = 9


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-4")
    numbering = pieces.Numbering("4")
    *components, summary = shipped["sections"]
    found = {c.component.casefold(): c for c in book_data.readiness}
    children = [*_whole(book_data, texts, shipped, summary, numbering)]
    known = {s["component"] for s in components}
    for n, one in enumerate(components, 1):
        component = found.get(one["component"])
        children.append(titled_section(f"4.{n}", one, texts, *_component(component, texts, one, numbering)))
    others = [c for key, c in found.items() if key not in known and c.aspects]
    for at, component in enumerate(others, len(components) + 1):
        name = component.component.capitalize()
        table = _findings(component, texts, f"Kesiapan komponen {name}", numbering)
        children.append(pieces.section(f"4.{at}", name, *table, id=place_of(f"4.{at}")))
    last = f"4.{len(components) + len(others) + 1}"
    children.append(titled_section(last, summary, texts, *_summary(book_data, texts, summary, numbering)))
    return pieces.chapter("b1-bab-4", shipped["title"], children)


def _whole(book_data, texts, shipped, summary, numbering):
    aspects = [a for c in book_data.readiness for a in c.aspects]
    if not aspects:
        return [pieces.absent("Kesiapan daerah belum dinilai.")]
    scale = tuple((pieces.span(f"{key.capitalize()}. ", "strong"), pieces.span(said)) for key, said in SCALE)
    return [
        *texts.intro(shipped),
        _figure(book_data, texts, summary, numbering),
        pieces.para(
            "Tiga kotak penuh berarti baik, dua sedang, satu buruk; tanpa kotak penuh berarti belum dinilai.", "source"
        ),
        pieces.para("Arti nilai", "sub"),
        Items(items=scale),
        *_extremes(book_data),
    ]


def _figure(book_data, texts, shipped, numbering):
    rows = []
    for c in book_data.readiness:
        sums = conditions_of(c)
        said = ", ".join(f"{sums[key]} {key}" for key in CONDITIONS if sums[key])
        data = ((a.aspect, a.condition.lower() if a.condition.lower() in CONDITIONS else "") for a in c.aspects)
        rows.append((c.component.capitalize(), said or "belum dinilai", *data))
    described = ". ".join(
        f"{name}: " + (", ".join(f"{aspect} {condition or 'belum dinilai'}" for aspect, condition in data) or sums)
        for name, sums, *data in rows
    )
    return numbering.figure(
        caption(shipped, texts, kind="figures"),
        "readiness",
        data=tuple((name, sums, *data[:MOST]) for name, sums, *data in rows),
        description=f"{described}.",
    )


def _extremes(book_data):
    """What is poor, and what is good, with what was found, in words."""
    for condition, head in (("buruk", "Yang buruk"), ("baik", "Yang menjadi modal")):
        items = tuple(
            (pieces.span(f"{a.aspect}. ", "strong"), pieces.span(words.sentence(a.finding or "Temuan belum ditulis")))
            for c in book_data.readiness
            for a in c.aspects
            if a.condition.lower() == condition
        )
        if items:
            yield pieces.para(head, "sub")
            yield Items(items=items)


def _component(component, texts, shipped, numbering):
    aspects = component.aspects if component else ()
    unproven = any(a.condition and not a.evidence for a in aspects)
    told = [*begun(shipped, texts, bool(aspects), nilai_tanpa_bukti=unproven)]
    if not aspects:
        return told
    return [*told, *_findings(component, texts, caption(shipped, texts), numbering, shipped)]


def _findings(component, texts, title, numbering, shipped=None):
    rows = tuple(
        pieces.row(
            pieces.cell(a.aspect, *remaining_lines(a)),
            pieces.cell(a.condition.capitalize() or pieces.gap("belum dinilai"), style="strong"),
            pieces.typed(a.finding, "belum ada temuan"),
            pieces.typed(a.evidence, "belum ada bukti"),
        )
        for a in component.aspects
    )
    yield numbering.table(title, rows, "Aspek 38 | Nilai 17 | Temuan | Bukti dan sumber 48", look="dense")
    status = f" Keterangan isi: {pieces.status_words(component.status)}." if component.status else ""
    yield pieces.para(f"Sumber: penilaian kelompok; bukti dan sumbernya ditulis pada setiap aspek.{status}", "source")


def _summary(book_data, texts, shipped, numbering):
    judged_ones = judged(book_data)
    out = [*begun(shipped, texts, any(judged_ones[key] for key in CONDITIONS))]
    if not judged_ones:
        return out
    rows, sums = [], [0] * 5
    for c in book_data.readiness:
        counts = conditions_of(c)
        line = [counts["baik"], counts["sedang"], counts["buruk"], counts[""], sum(counts.values())]
        sums = [a + b for a, b in zip(sums, line, strict=True)]
        rows.append(pieces.row(c.component.capitalize(), *map(_count, line)))
    rows.append(pieces.row("Jumlah", *map(_count, sums), role="sum"))
    heads = ("Baik", "Sedang", "Buruk", "Belum dinilai", "Jumlah")
    columns = (pieces.col("Komponen"), *(pieces.col(head, 24, "number") for head in heads))
    title = "Banyaknya aspek menurut komponen dan nilai"
    poor = [a for c in book_data.readiness for a in c.aspects if a.condition.lower() == "buruk"]
    gaps = {g.element.casefold() for g in book_data.gaps}
    bare = [a.aspect for a in poor if a.aspect.casefold() not in gaps]
    if bare and texts.draft:
        said = f"Aspek buruk yang belum memiliki baris kesenjangan: {words.listing(bare)}."
        out.append(pieces.para(said, "note"))
    return [*out, numbering.table(title, rows, *columns, unit="aspek", look="dense"), sourced(shipped, texts)]


def _count(count):
    return pieces.cell(str(count) if count else words.NOT_PLANNED, value=count)
