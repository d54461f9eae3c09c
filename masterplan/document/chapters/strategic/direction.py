"""Bab 2: where the region is going by its own plans: RPJPD, RPJMD, RTRW."""

from masterplan.document import measures, pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.introduction import previous_indicators
from masterplan.document.chapters.strategic.parts import begun, caption, sourced, titled_section
from masterplan.document.texts import BookTexts
from masterplan.document.tree import WIDE, Chapter


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-2")
    numbering = pieces.Numbering("2")
    far, rpjmd, space = shipped["sections"]
    r = book_data.rpjmd
    has_frame = bool(r.vision or r.missions or r.objectives)
    children = [
        *texts.intro(shipped),
        titled_section("2.1", far, texts, *_far(book_data, texts, far, numbering)),
        titled_section(
            "2.2",
            rpjmd,
            texts,
            *begun(rpjmd, texts, has_frame),
            *_frame(book_data, texts, rpjmd, numbering),
            page=WIDE if r.objectives else "buku",
        ),
    ]
    if book_data.previous.document or book_data.previous.indicators:
        children.append(_previous(book_data, texts, rpjmd, numbering))
    children.append(
        titled_section(f"2.{len(children) - len(texts.intro(shipped)) + 1}", space, texts, *_space(texts, space))
    )
    return pieces.chapter("b1-bab-2", shipped["title"], children)


def _far(book_data, texts, shipped, numbering):
    out = [*begun(shipped, texts, bool(texts.values.get("ringkasan_rpjpd")) or texts.has_own(shipped))]
    rows = tuple(
        pieces.row(p.code, p.name, pieces.cell(*p.long_term_directions, style="even"), pillar=p.code)
        for p in book_data.pillars
        if p.long_term_directions
    )
    if rows:
        title = f"Arah jangka panjang tiap pilar sampai {texts.facts.horizon_end()}"
        out += [
            numbering.table(title, rows, "Kode 15 code | Pilar 46 | Arah"),
            pieces.para("Arah jangka panjang dirumuskan kelompok pilar.", "source"),
        ]
    return out


def _space(texts, shipped):
    return begun(shipped, texts, bool(texts.values.get("ringkasan_rtrw")) or texts.has_own(shipped))


def _frame(book_data, texts, shipped, numbering):
    r = book_data.rpjmd
    if r.vision:
        yield pieces.para("Visi", "sub")
        yield pieces.para((pieces.span(r.vision), *pieces.marks(texts, r.vision_sources)), "quote")
    if r.status_note:
        yield pieces.para(r.status_note, "note")
    if not r.objectives:
        if r.missions:
            yield _missions(r, numbering)
        return
    yield _objectives(book_data, texts, shipped, numbering)
    yield sourced(shipped, texts, [s for o in r.objectives for s in o.sources] + list(r.vision_sources))


def _missions(rpjmd, numbering):
    rows = tuple(pieces.row(m.code, m.statement, ", ".join(m.keywords) or "–") for m in rpjmd.missions)
    return numbering.table("Misi RPJMD", rows, "Kode 15 code | Misi | Kata kunci 40")


def _objectives(book_data, texts, shipped, numbering):
    """One line an objective, under the mission and the goal that it belongs to."""
    r = book_data.rpjmd
    goals, missions = {g.code: g for g in r.goals}, {m.code: m for m in r.missions}
    order = [
        (goals[code].mission if code in goals else "", code) for code in dict.fromkeys(o.goal for o in r.objectives)
    ]
    rows, at, told = [], 0, None
    for mission, goal in order:
        if mission != told and mission in missions:
            rows.append(
                pieces.group_row((pieces.span(f"{mission}  ", "code"), pieces.span(missions[mission].statement)), 9)
            )
        told, first = mission, True
        for o in (o for o in r.objectives if o.goal == goal):
            at += 1
            rows += _objective(o, at, mission, goals.get(goal) if first else None, first, texts)
            first = False
    used = {m for m, _ in order}
    for m in r.missions:
        if m.code not in used:
            rows.append(
                pieces.group_row(
                    (pieces.span(f"{m.code}  ", "code"), pieces.span(f"{m.statement} (belum ada sasaran)")), 9
                )
            )
    return numbering.table(
        caption(shipped, texts),
        rows,
        "No 10 code | Misi 14 | Tujuan 46 | Sasaran 54 | Indikator 48 | Satuan 22",
        "Angka awal 22 number | Target akhir 24 number | Pilar 25",
        look="wide",
    )


def _objective(o, at, mission, goal, first, texts):
    """A row an indicator; what is said of the sasaran stands beside all of them."""
    pillars = dict.fromkeys(p.code for p in texts.book_data.pillars for t in p.targets if t.objective == o.code)
    said = pieces.coded(goal.code, goal.statement) if goal else "" if not first else pieces.gap("belum dikaitkan")
    own = (str(at), mission if first else "", said)
    statement = (*pieces.coded(o.code, o.statement), *pieces.marks(texts, o.sources))
    for part in measures.parts(o):
        for one in part:
            shared = [pieces.cell(text, rows=len(part)) for text in (*own, statement)]
            yield pieces.row(
                *(shared if one is part[0] else ()),
                one.indicator or pieces.gap("belum ada indikator"),
                one.unit or "–",
                measures.baseline(one, o.status),
                measures.last_target(one, o.status),
                ", ".join(pillars) or pieces.gap("belum ada"),
                joined=one is not part[0],
            )


def _previous(book_data, texts, shipped, numbering):
    p = book_data.previous
    out = [pieces.para(f"{p.document or 'RPJMD sebelumnya'} memuat visi “{p.vision}”.")] if p.vision else []
    if p.flagship:
        items = words.listing(p.flagship_items)
        told = f"Program unggulannya {p.flagship}" + (f": {items}." if items else ".")
        out.append(pieces.para((pieces.span(told), *pieces.marks(texts, p.flagship_sources))))
    if p.indicators:
        out += [previous_indicators(p, numbering), sourced(shipped, texts, p.indicator_sources)]
    return pieces.section("2.3", "RPJMD sebelumnya", *out, id="b1-bagian-2-3", new_page=False)
