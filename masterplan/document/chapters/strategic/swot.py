"""Bab 6: strengths, weaknesses, opportunities and threats; how they meet in strategies; the keywords of the vision."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters import analyses
from masterplan.document.chapters.strategic.parts import begun, caption, sourced, titled_section
from masterplan.document.further_fields import remaining_lines
from masterplan.document.texts import BookTexts
from masterplan.document.tree import WIDE, Chapter, Spread, Table

FIELDS = (
    ("strengths", "Kekuatan", "Dari dalam, menolong"),
    ("weaknesses", "Kelemahan", "Dari dalam, menghambat"),
    ("opportunities", "Peluang", "Dari luar, menolong"),
    ("threats", "Ancaman", "Dari luar, menghambat"),
)
#: More letters than that do not stand side by side on one page.
BESIDE = 1_400
#: So many letters of all fields still make a table for a portrait page.
PORTRAIT = 1_200


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-6")
    numbering = pieces.Numbering("6")
    fields, meeting, keywords = shipped["sections"]
    items = swot_items(book_data)
    children = [
        *texts.intro(shipped),
        titled_section("6.1", fields, texts, *begun(fields, texts, bool(items)), *_fields(items, book_data, texts)),
    ]
    by_component = [item for item in items if item.component]
    if by_component:
        children.append(
            titled_section(
                "6.2",
                fields,
                texts,
                _components(items, book_data, texts, fields, numbering),
                sourced(fields, texts),
                title=caption(fields, texts),
                page=WIDE if sum(len(item.statement) for item in items) > PORTRAIT else "buku",
            )
        )
    at = 3 if by_component else 2
    crossed = any(s.swot_quadrant in analyses.QUADRANTS for s in texts.facts.strategies.values())
    children.append(
        titled_section(
            f"6.{at}",
            meeting,
            texts,
            *begun(meeting, texts, crossed),
            *(_meetings(book_data, texts, meeting, numbering) if crossed else ()),
        )
    )
    told = begun(keywords, texts, bool(book_data.keywords))
    children.append(titled_section(f"6.{at + 1}", keywords, texts, *told, *analyses.keywords(book_data, numbering)))
    return pieces.chapter("b1-bab-6", shipped["title"], children)


def swot_items(book_data: BookData) -> list:
    """Return the statements of the SWOT, in the order of the fields, those with most voices first."""
    place = {key: n for n, (key, *_) in enumerate(FIELDS)}
    return sorted(book_data.swot, key=lambda item: (place[item.type], -(item.voices or 0)))


def _fields(items, book_data, texts):
    if not items:
        return
    of = {key: [item for item in items if item.type == key] for key, *_ in FIELDS}
    heard = any(item.voices for item in items)
    made = {key: _field(key, label, about, of[key], heard) for key, label, about in FIELDS}
    for left, right in (("strengths", "weaknesses"), ("opportunities", "threats")):
        if max(sum(len(i.statement) for i in of[key]) for key in (left, right)) > BESIDE:
            yield from (*made[left], *made[right])
        else:
            yield Spread(left=made[left], right=made[right], width=80)
    said = "Setuju: jumlah orang yang mendukung butir itu. " if heard else ""
    status = f"Keterangan isi: {pieces.status_words(book_data.swot_status)}. " if book_data.swot_status else ""
    yield pieces.para(f"{said}{status}Sumber: isian kelompok.", "source")


def _field(key, label, about, items, heard) -> tuple:
    columns = (pieces.col("Butir"), *((pieces.col("Setuju", 15, "number"),) if heard else ()))
    rows = tuple(
        pieces.row(
            pieces.cell(item.statement, *remaining_lines(item)),
            *((pieces.cell(str(item.voices or "–"), value=item.voices or 0),) if heard else ()),
        )
        for item in items
    )
    if not rows:
        return (pieces.para(label, "sub"), pieces.absent("Belum ada butir."))
    return (
        pieces.para((pieces.span(f"{label}. ", "strong"), pieces.span(about, "small")), "sub"),
        Table(columns=columns, rows=rows),
    )


def _components(items, book_data, texts, shipped, numbering):
    names = [c.component for c in book_data.readiness]
    names += [item.component for item in items if item.component and item.component not in names]
    rows = []
    for name in (*dict.fromkeys(names), ""):
        own = [item for item in items if item.component == name]
        if not own:
            continue
        said = {item.statement for item in own}
        keywords = [k.word for k in book_data.keywords if said.intersection(k.sources)]
        cells = []
        for key, *_ in FIELDS:
            lines = [_voiced(item) for item in own if item.type == key]
            cells.append(pieces.cell(*lines, style="even") if lines else pieces.cell(words.NOT_PLANNED))
        rows.append(pieces.row(name.capitalize() or "Tanpa komponen", *cells, ", ".join(keywords) or words.NOT_PLANNED))
    return numbering.table(
        caption(shipped, texts),
        rows,
        "Komponen 27 code",
        *(pieces.col(label) for _, label, _ in FIELDS),
        "Kata kunci 24",
        look="wide",
    )


def _voiced(item):
    return f"{item.statement} ({item.voices})" if item.voices else item.statement


def _meetings(book_data, texts, shipped, numbering):
    yield _counts(book_data, numbering)
    rows = []
    for key, name in analyses.QUADRANTS.items():
        own = [(p, s) for p in book_data.pillars for s in p.strategies if s.swot_quadrant == key]
        if own:
            rows.append(pieces.group_row((pieces.span(f"{key}  ", "code"), pieces.span(name)), 4))
        for pillar, s in own:
            target = texts.facts.targets.get(s.target)
            aim = pieces.cell(pieces.span(target.code, "code")) if target else pieces.cell(pieces.gap("belum ada"))
            rows.append(pieces.row(key, pieces.coded(s.code, s.statement), pillar.code, aim))
    yield numbering.table(
        caption(shipped, texts), rows, "Silangan 18 code | Strategi | Pilar 16 | Sasaran 24", look="close"
    )
    loose = [s.code for p in book_data.pillars for s in p.strategies if s.swot_quadrant not in analyses.QUADRANTS]
    said = f" Belum diberi silangan: {words.listing(loose)}." if loose else ""
    yield pieces.para(f"Sumber: isian kelompok.{said}", "source")


def _counts(book_data, numbering):
    """How many strategies of each pillar were born in each quadrant."""
    rows, sums = [], [0] * (len(book_data.pillars) + 1)
    for key, name in analyses.QUADRANTS.items():
        counts = [sum(s.swot_quadrant == key for s in p.strategies) for p in book_data.pillars]
        counts.append(sum(counts))
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        rows.append(pieces.row(key, name, *(pieces.cell(str(n or words.NOT_PLANNED), value=n) for n in counts)))
    rows.append(pieces.row(pieces.cell("Jumlah", columns=2), *(pieces.count_cell(n) for n in sums), role="sum"))
    width = min(16.0, 84 / (len(book_data.pillars) + 1))
    title = "Banyaknya strategi menurut silangan dan pilar"
    return numbering.table(
        title,
        rows,
        "Silangan 18 code | Arti",
        *(pieces.col(p.code, width, "number") for p in book_data.pillars),
        "Jumlah 17 number",
        unit="strategi",
    )
