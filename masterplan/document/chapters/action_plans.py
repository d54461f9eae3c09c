"""Bab 4: the programmes in their action groups, on landscape pages: the target's course and the money, year by year."""

from masterplan.document import pieces, sums, words
from masterplan.document.book_data import BookData
from masterplan.document.plan_facts import GROUPS, facts_of_programmes
from masterplan.document.texts import BookTexts
from masterplan.document.tree import WIDE, Chapter
from workshops.number_format import show_number

LOOSE = "Belum dikelompokkan"
PER_PAGE_YEARS = 6  # more years than this need a second table


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-4")
    numbering = pieces.Numbering("4")
    programmes = [p for pillar in book_data.pillars for p in pillar.programmes]
    known = {s["action_group"]: s for s in shipped["sections"]}
    titles = {a.group: a.title for a in book_data.action_plans}
    groups = [
        *GROUPS.values(),
        *dict.fromkeys(
            g
            for g in [a.group for a in book_data.action_plans] + [p.action_group for p in programmes]
            if g and g not in GROUPS.values()
        ),
    ]
    if book_data.beyond.title:  # what a slice has none of, the plan may have
        groups = [g for g in groups if any(p.action_group == g for p in programmes)]
    children = list(texts.intro(shipped))
    children.append(_overview(groups, known, titles, programmes, numbering))
    sections = []
    for n, group in enumerate(groups, 1):
        shipped_section = known.get(group)
        title = titles.get(group) or (
            texts.title(shipped_section) if shipped_section else group.replace("_", " ").capitalize()
        )
        members = [p for p in programmes if p.action_group == group]
        intro = (
            list(texts.opening(shipped_section))
            if shipped_section
            else [texts.line("aksi.jumlah", jumlah_program=len(members))]
        )
        if not members:
            missing = texts.missing(shipped_section) if shipped_section else f"{title} belum memiliki program."
            sections.append(pieces.section(f"4.{n}", title, pieces.absent(missing)))
            continue
        tables = _tables(members, title, texts, numbering)
        sections.append(pieces.section(f"4.{n}", title, *intro, *tables, page=WIDE, new_page=True))
    loose = [p for p in programmes if not p.action_group]
    if loose:
        said, tables = (
            texts.line("aksi.tanpa_kelompok"),
            _tables(loose, LOOSE, texts, numbering),
        )
        sections.append(pieces.section(f"4.{len(groups) + 1}", LOOSE, said, *tables, page=WIDE, new_page=True))
    return pieces.chapter("bab-4", shipped["title"], (*children, *sections))


def _overview(groups, known, titles, programmes, numbering):
    rows = []
    loose = any(not p.action_group for p in programmes)
    for group in (*groups, *([""] if loose else [])):
        asked = sums.summed(p for p in programmes if p.action_group == group)
        title = titles.get(group) or (known[group]["title"] if group in known else group) or pieces.gap(LOOSE)
        rows.append(pieces.row(title, pieces.count_cell(asked.count), pieces.money(asked.amount, words.NO_BUDGET)))
    total = sums.total(programmes)
    rows.append(pieces.row("Jumlah", pieces.count_cell(len(programmes)), pieces.money(total), role="sum"))
    return numbering.table(
        "Program menurut kelompok rencana aksi",
        rows,
        "Kelompok | Program 24 number | Anggaran 36 number",
        unit="anggaran dalam juta rupiah",
    )


def _tables(members, title, texts, numbering):
    years = texts.facts.years
    slices = [years[at : at + PER_PAGE_YEARS] for at in range(0, len(years), PER_PAGE_YEARS)]
    for part in slices:
        named = f"{title}, {words.years(part)}"
        yield _table(members, named, part, part is slices[-1], texts, numbering)
    yield texts.line("aksi.catatan", "source", **facts_of_programmes(members))


def _table(members, title, years, last, texts, numbering):
    facts = texts.facts
    width = 13.6 if len(years) >= 5 else 17
    rows = []
    for p in members:
        rows += _rows(p, years, last, facts)
    by_year = sums.per_year(members)
    total = sums.total(members)
    rows.append(
        pieces.row(
            pieces.cell("Jumlah anggaran", columns=5),
            *(pieces.money(by_year.get(y, 0)) for y in years),
            *([pieces.money(total)] if last else []),
            pieces.cell("", columns=2),
            role="sum",
        )
    )
    return numbering.table(
        title,
        rows,
        "Kode 18 code | Program, keluaran, dan nomenklatur | Indikator sasaran 34",
        pieces.col("", 16),
        "Awal 13 number",
        *(pieces.col(str(y), width, "number", "Per tahun") for y in years),
        *([pieces.col("Jumlah", 16, "number")] if last else []),
        "OPD 28 | Dana dan jangka 24",
        unit="target dalam satuan indikator, anggaran dalam juta rupiah",
        look="wide",
    )


def _rows(p, years, last, facts):
    target, pillar = facts.target_of(p), facts.pillar_of[p.ref]
    name = (pieces.span(p.name, "strong"), *pieces.badge(p))
    nomenclature = " ".join(filter(None, (p.nomenclature_code, p.nomenclature_program)))
    values = dict(target.targets) if target else {}
    money_of = dict(p.budgets)
    baseline = (
        pieces.gap("belum ada")
        if target is None or target.baseline is None
        else (
            pieces.span(show_number(target.baseline)),
            *((pieces.span("c", "mark"),) if target.baseline_status == "illustrative" else ()),
        )
    )
    indicator = (
        pieces.cell(target.indicator or pieces.gap("belum ada indikator"), target.unit, rows=2)
        if target
        else pieces.cell(pieces.gap("belum ada sasaran"), rows=2)
    )
    total = p.cost
    top = pieces.row(
        pieces.code_cell(p, rows=2),
        pieces.cell(name, p.output or pieces.gap("keluaran belum ditulis"), nomenclature, rows=2),
        indicator,
        "Target",
        pieces.cell(baseline, value=str(target.baseline) if target and target.baseline is not None else None),
        *(
            pieces.cell(show_number(values[y]), value=str(values[y])) if y in values else words.NOT_PLANNED
            for y in years
        ),
        *([pieces.cell("")] if last else []),
        pieces.cell(pieces.agency_of(p.lead_opd, facts), ", ".join(facts.agency(s) for s in p.support_opd), rows=2),
        pieces.cell(
            ", ".join(p.funding) or pieces.gap("belum ada sumber"),
            f"{pieces.TERM.get(p.term, p.term)}, {words.years(p.years)}"
            if p.term and p.years
            else pieces.TERM.get(p.term, p.term) or pieces.gap("jangka belum ditetapkan"),
            *([] if p.years else [pieces.gap(words.NO_YEARS)]),
            rows=2,
        ),
        pillar=pillar.code,
    )
    if total is None:
        amounts = [pieces.cell(pieces.gap(words.NO_BUDGET), columns=len(years) + 1)]
    else:
        amounts = [pieces.cell(""), *(pieces.money(money_of.get(y, 0)) for y in years)]
    bottom = pieces.row(
        "Anggaran",
        *amounts,
        *([pieces.money(total, words.NO_BUDGET, style="strong")] if last else []),
        pillar=pillar.code,
        joined=True,
    )
    return [top, bottom]
