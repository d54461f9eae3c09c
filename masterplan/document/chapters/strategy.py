"""Bab 3: a pillar at a time. Opening, chains by sub-dimension, the table of the pillar, its programmes and its quick
win in full.
"""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.chains import by_dimension, main_chain
from masterplan.document.chapters.profiles import programme_profiles
from masterplan.document.chapters.quick_wins import quick_win_parts
from masterplan.document.sums import summed
from masterplan.document.texts import BookTexts, count_of_pillars, section_of
from masterplan.document.texts import shipped as all_texts
from masterplan.document.tree import OPENING, WIDE, Chapter, Fact, Facts, PillarOpening, Table
from pillars.kinds import CHAIN, KINDS
from workshops.number_format import show_number, show_rupiah, show_rupiah_short


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-3")
    numbering = pieces.Numbering("3")
    children = list(texts.intro(shipped))
    if not book_data.pillars:
        children.append(pieces.absent("Pilar belum ditetapkan."))
    else:
        children.append(pillars_in_numbers(book_data, numbering))
    for n, pillar in enumerate(book_data.pillars, 1):
        children += _pillar(pillar, f"3.{n}", shipped, texts, numbering)
    return pieces.chapter("bab-3", count_of_pillars(shipped["title"], book_data), children)


def pillars_in_numbers(book_data: BookData, numbering: pieces.Numbering) -> Table:
    """Return what each pillar holds, in numbers."""
    rows, sums = [], [0] * 5
    for p in book_data.pillars:
        asked = summed(p.programmes)
        counts = [len(p.of_kind(kind)) for kind in CHAIN]
        for at, value in enumerate((*counts, asked.total)):
            sums[at] += value
        amount = pieces.money(asked.amount, words.NO_BUDGET)
        rows.append(pieces.row(p.code, p.name, *(pieces.count_cell(c) for c in counts), amount, pillar=p.code))
    total = pieces.row(
        pieces.cell("Jumlah", columns=2), *(pieces.count_cell(s) for s in sums[:4]), pieces.money(sums[4]), role="sum"
    )
    return numbering.table(
        "Isi pilar dalam angka",
        (*rows, total),
        "Kode 16 code | Pilar",
        *(pieces.col(t, 19, "number") for t in ("Masalah", "Sasaran", "Strategi", "Program")),
        "Anggaran 26 number",
        unit="anggaran dalam juta rupiah",
    )


def _pillar(pillar, number, shipped, texts, numbering):
    section_texts = section_of(pillar, shipped, slice(None))
    values = _values(pillar, texts)
    intro = texts.opening(section_texts, **values)
    if not pillar.strategies and not pillar.programmes:
        intro = [pieces.absent(texts.missing(section_texts, **values))]
    opening = pieces.section(
        number,
        pillar.name,
        *_opening(pillar, texts),
        *intro,
        id=f"pilar-{number[2:]}",
        page=OPENING,
        pillar=pillar.code,
        opening=PillarOpening(
            number=number, title=pillar.name, subtitle=pillar.name_en, code=pillar.code, pillar=pillar.code
        ),
    )
    out = [
        opening,
        pieces.section(
            f"{number}.1",
            "Sasaran dan arah",
            *_aims(pillar, texts, numbering),
            *_long_term(pillar, texts),
            level=3,
            pillar=pillar.code,
            new_page=True,
        ),
    ]
    at = 2
    for title, parts in by_dimension(pillar, texts, numbering):
        out.append(pieces.section(f"{number}.{at}", title, *parts, level=3, pillar=pillar.code))
        at += 1
    if lines := _referred(pillar, texts.facts):
        said = pieces.para(
            "Sasaran dan program berikut juga dimiliki pilar ini. Masing-masing diuraikan pada pilar asalnya."
        )
        out.append(
            pieces.section(f"{number}.{at}", "Irisan dari pilar lain", said, *lines, level=3, pillar=pillar.code)
        )
        at += 1
    if pillar.programmes:
        out.append(
            pieces.section(
                f"{number}.{at}",
                "Strategi, program, dan inovasi",
                _pillar_table(pillar, texts, section_texts, values, numbering),
                _source_of_table(pillar, texts),
                level=3,
                page=WIDE,
                pillar=pillar.code,
            )
        )
        out.append(
            pieces.section(
                f"{number}.{at + 1}",
                "Profil program",
                *programme_profiles(pillar, texts),
                level=3,
                pillar=pillar.code,
                new_page=True,
            )
        )
        at += 2
    wins = quick_win_parts(pillar, texts, numbering)
    if wins:
        out.append(pieces.section(f"{number}.{at}", "Quick win", *wins, level=3, pillar=pillar.code))
    return out


def _values(pillar, texts):
    facts = texts.facts
    leads = list(dict.fromkeys(facts.agency(p.lead_opd) for p in pillar.programmes if p.lead_opd))
    budgeted = [p.cost for p in pillar.programmes if p.cost is not None]
    used = {facts.dimension_of(p) for p in pillar.programmes}
    return {
        "nama_pilar": pillar.name,
        "jumlah_sasaran_pilar": len(pillar.targets),
        "jumlah_strategi_pilar": len(pillar.strategies),
        "jumlah_program_pilar": len(pillar.programmes),
        "anggaran_pilar": show_rupiah(sum(budgeted)) if budgeted else words.NO_BUDGET,
        "opd_utama_pilar": words.listing(leads) or words.NO_AGENCY,
        "daftar_sub_dimensi": words.listing(d.name for d in pillar.dimensions) or "belum ditetapkan",
        "sub_dimensi_tanpa_program": any(d.code not in used for d in pillar.dimensions),
        "program_tanpa_anggaran": any(p.cost is None for p in pillar.programmes),
        "program_tanpa_opd": any(not p.lead_opd for p in pillar.programmes),
    }


def _opening(pillar, texts):
    budget = summed(pillar.programmes).total
    known = any(p.cost is not None for p in pillar.programmes)
    span_of_years = words.first_and_last(tuple(texts.book_data.period.years))
    return [
        pieces.para(pillar.definition or pieces.gap("Pengertian pilar belum ditulis."), "lead"),
        Facts(
            pillar=pillar.code,
            items=(
                *(Fact(value=str(len(pillar.of_kind(kind))), label=KINDS[kind].label.lower()) for kind in CHAIN),
                Fact(
                    value=show_rupiah_short(budget) if known else "–",
                    label=f"kebutuhan dana {span_of_years}" if known else words.NO_BUDGET,
                ),
            ),
        ),
        main_chain(pillar, texts),
    ]


def _aims(pillar, texts, numbering):
    """The targets at a glance, and what the plan says about the pillar itself."""
    out = []
    summary = all_texts()["pillar_texts"].get(pillar.code, {}).get("summary_line", "")
    if summary:
        out.append(pieces.para(summary))
    if pillar.definition_status:
        out.append(pieces.para(f"Keterangan pengertian: {pieces.status_words(pillar.definition_status)}.", "source"))
    if pillar.targets:
        last = max((y for t in pillar.targets for y, _ in t.targets), default=texts.book_data.period.end)
        rows = tuple(
            pieces.row(
                pieces.code_cell(t),
                t.statement,
                f"{t.indicator} ({t.unit})"
                if t.indicator and t.unit
                else t.indicator or pieces.gap("belum ada indikator"),
                _baseline(t),
                pieces.cell(_last(t, last), style="strong"),
                pillar=pillar.code,
            )
            for t in pillar.targets
        )
        out.append(
            numbering.table(
                f"Sasaran dan indikator pilar {pillar.name}",
                rows,
                "Kode 17 code | Sasaran 52 | Indikator (satuan) | Awal 16 number",
                pieces.col(str(last), 16, "number"),
                look="wide",
                pillar=pillar.code,
            )
        )
    else:
        out.append(pieces.absent("Pilar ini belum memiliki sasaran."))
    if pillar.dimensions:
        named = words.listing(
            f"{d.code} {d.name} ({d.name_en})" if d.name_en else f"{d.code} {d.name}" for d in pillar.dimensions
        )
        out.append(pieces.para((pieces.span("Sub-dimensi. ", "strong"), pieces.span(named + ".")), "evidence"))
    return out


def _baseline(target):
    if target.baseline is None:
        return pieces.gap(words.NO_DATA)
    mark = (pieces.span("c", "mark"),) if target.baseline_status == "illustrative" else ()
    return (pieces.span(show_number(target.baseline)), *mark)


def _last(target, year):
    value = dict(target.targets).get(year)
    return show_number(value) if value is not None else pieces.gap("belum ada")


def _long_term(pillar, texts):
    out = [pieces.para(f"Arah jangka panjang sampai {texts.facts.horizon_end()}", "sub")]
    if not pillar.long_term_directions:
        return [*out, pieces.absent("Arah jangka panjang belum ditulis.")]
    return [*out, *(pieces.para(words.sentence(d)) for d in pillar.long_term_directions)]


def _source_of_table(pillar, texts):
    sources = [s for e in (*pillar.problems, *pillar.targets) for s in e.sources]
    return pieces.para(texts.source_note(sources), "source")


def _pillar_table(pillar, texts, shipped, values, numbering):
    facts = texts.facts
    names = {d.code: d.name for d in pillar.dimensions}
    order = {d.code: n for n, d in enumerate(pillar.dimensions)}

    def place(programme):
        target, strategy = facts.target_of(programme), facts.strategies.get(programme.strategy)
        dimension = target.dimension if target else ""
        return (order.get(dimension, len(order)), target.code if target else "", strategy.code if strategy else "")

    rows, last = [], None
    keys = {e.ref: n for n, e in enumerate((*pillar.targets, *pillar.strategies))}
    for p in sorted(
        pillar.programmes,
        key=lambda p: (place(p)[0], keys.get(getattr(facts.target_of(p), "ref", ""), 999), keys.get(p.strategy, 999)),
    ):
        target, strategy = facts.target_of(p), facts.strategies.get(p.strategy)
        dimension = target.dimension if target else ""
        if dimension != last or not rows:
            rows.append(pieces.group_row(names.get(dimension) or "Tanpa sub-dimensi", 8, pillar.code))
            last = dimension
        name = (pieces.span(p.name, "strong"), *pieces.badge(p))
        rows.append(
            pieces.row(
                pieces.code_cell(p),
                name,
                pieces.coded(target.code, target.statement) if target else pieces.gap("belum ada sasaran"),
                pieces.coded(strategy.code, strategy.statement) if strategy else pieces.gap("belum ada strategi"),
                p.output or pieces.gap("belum ada keluaran"),
                pieces.agency_of(p.lead_opd, facts),
                pieces.years_of(p.years),
                pieces.money(p.cost, words.NO_BUDGET, style="strong"),
                pillar=pillar.code,
            )
        )
    whole = summed(pillar.programmes).total
    rows.append(
        pieces.row(
            pieces.cell(f"Jumlah pilar {pillar.name}", columns=7), pieces.money(whole), role="sum", pillar=pillar.code
        )
    )
    return numbering.table(
        texts.fill(shipped["tables"][0]["caption"], **values),
        rows,
        "Kode 18 code | Program 50 | Sasaran 44 | Strategi 46 | Keluaran 40 | OPD 25 | Tahun 21",
        "Anggaran 21 number",
        unit="anggaran dalam juta rupiah",
        look="wide",
        pillar=pillar.code,
    )


def _referred(pillar, facts):
    """A line for each card of another pillar that this one owns too, leading to the chapter of its owner."""
    cards = [("Sasaran", e, e.statement) for e in facts.targets.values()]
    cards += [("Program", e, e.name) for e in facts.programmes.values()]
    told = [
        (kind, pieces.span(entry.code or entry.ref, "code", entry.ref), text, facts.pillar_of[entry.ref].name)
        for kind, entry, text in cards
        if pillar.code in entry.shared_with
    ]
    # in a slice the card itself stands in the whole book only, so there is nowhere to lead to
    told += [
        (card.kind, pieces.span(card.code, "code"), card.text, card.pillar)
        for card in facts.book_data.beyond.shared
        if pillar.code in card.touches
    ]
    return [
        pieces.para(
            (pieces.span(f"{kind} "), code, pieces.span(f" {words.sentence(text)} Diuraikan pada pilar {home}."))
        )
        for kind, code, text, home in told
    ]
