"""Bab 5: programmes by horizon and on the years, what they cost, and what the first two years ask."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.money import money_parts
from masterplan.document.sums import per_year, total
from masterplan.document.texts import BookTexts, count_of_pillars
from masterplan.document.tree import WIDE, Bar, Chapter, Figure, Table, Timeline
from pillars.plan_view.cards import Programme
from pillars.plan_view.shapes import Pillar

HORIZONS = (("pendek", "Jangka pendek"), ("menengah", "Jangka menengah"), ("panjang", "Jangka panjang"))
PER_PAGE_YEARS = 8
MOST_BARS = 12  # of a picture; the timelines of the pillars hold all
ROW_LINES = 18  # lines of a cell of the horizons before the row is cut


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B2-5")
    numbering = pieces.Numbering("5")
    pillars = [p for p in book_data.pillars if p.programmes or p.long_term_directions]
    map_, budget, first = shipped["sections"]
    children = list(texts.intro(shipped))
    if not pillars:
        return pieces.chapter(
            "bab-5",
            shipped["title"],
            (
                *children,
                pieces.section("5.1", count_of_pillars(map_["title"], book_data), pieces.absent(texts.missing(map_))),
            ),
        )
    children.append(
        pieces.section(
            "5.1",
            count_of_pillars(map_["title"], book_data),
            *texts.opening(map_),
            *quick_win_bars(pillars, texts, numbering),
            horizons(pillars, texts, numbering),
            page=WIDE,
        )
    )
    for n, pillar in enumerate((p for p in pillars if p.programmes), 1):
        children.append(
            pieces.section(
                f"5.1.{n}",
                f"Peta jalan pilar {pillar.name}",
                *_timelines(pillar, texts, numbering),
                *_after(pillar, texts),
                level=3,
                page=WIDE,
                pillar=pillar.code,
                new_page=True,
            )
        )
    children.append(
        pieces.section("5.2", texts.title(budget), *money_parts(book_data, texts, budget, numbering), new_page=True)
    )
    children.append(
        pieces.section("5.3", texts.title(first), *_first_years(book_data, texts, first, numbering), page=WIDE)
    )
    children.append(
        pieces.section(
            "5.4",
            f"Arah jangka panjang {_long_years(book_data)}".strip(),
            *_long_term(book_data, numbering),
            new_page=True,
        )
    )
    return pieces.chapter("bab-5", shipped["title"], children)


def _long_years(book_data):
    return words.first_and_last(book_data.period.long_term)


def _term_years(book_data, key):
    years = {
        "pendek": words.years(book_data.period.short_term),
        "menengah": words.years(book_data.period.medium_term),
        "panjang": _long_years(book_data),
    }[key]
    return f" ({years})" if years else ""


def horizons(pillars: list[Pillar], texts: BookTexts, numbering: pieces.Numbering) -> Table:
    rows = []
    for pillar in pillars:
        cells = []
        for key, _ in HORIZONS:
            lines = [_named(p, texts) for p in pillar.programmes if p.term == key]
            if key == "panjang":
                lines += [(pieces.span(words.sentence(d), "small"),) for d in pillar.long_term_directions]
            cells.append(lines or [(pieces.span(words.NOT_PLANNED),)])
        without = [_named(p, texts) for p in pillar.programmes if p.term not in dict(HORIZONS)]
        if without:
            cells[1] = [*cells[1], (pieces.gap("Jangka belum ditetapkan:"),), *without]
        # a long list is cut into rows, so that a row never outgrows a page
        height = max(1, *(-(-len(c) // ROW_LINES) for c in cells))
        for part in range(height):
            rows.append(
                pieces.row(
                    pieces.cell(pieces.span(pillar.name if not part else f"{pillar.name} (lanjutan)"), pillar.code),
                    *(pieces.cell(*(c[part * ROW_LINES : (part + 1) * ROW_LINES] or [""])) for c in cells),
                    pillar=pillar.code,
                )
            )
    shipped = texts.section("B2-5.1")["tables"][0]
    return numbering.table(
        shipped["caption"],
        rows,
        "Pilar 38",
        pieces.col(f"Jangka pendek{_term_years(texts.book_data, 'pendek')}", 52),
        pieces.col(f"Jangka menengah{_term_years(texts.book_data, 'menengah')}"),
        pieces.col(f"Jangka panjang{_term_years(texts.book_data, 'panjang')}", 60),
        look="wide",
    )


def quick_win_bars(pillars: Sequence[Any], texts: BookTexts, numbering: pieces.Numbering) -> Iterator[Figure]:
    """Return the chosen quick wins as bars, while they are few enough for one picture."""
    facts = texts.facts
    chosen = [(pillar, p) for pillar in pillars for p in pillar.programmes if p.chosen and p.years]
    if 0 < len(chosen) <= MOST_BARS:
        years = range(min(min(p.years) for _, p in chosen), max(max(p.years) for _, p in chosen) + 1)
        if len(years) <= MOST_BARS:
            yield bars_figure(chosen, years, facts.agency, **numbering.next_of("Gambar"))


def bars_figure(
    chosen: list[tuple[Pillar, Programme]], years: range, agency: Callable[..., Any], **numbered: str
) -> Figure:
    """Return `chosen`: (pillar, programme), drawn on `years` in their colours; each with the OPD in its bar."""
    drawn = [
        (p.code, pillar.code, p.name, f"Quick win · {agency(p.lead_opd)}" if p.lead_opd else "Quick win", *p.years)
        for pillar, p in chosen
    ]
    return Figure(
        title="Tahun pelaksanaan quick win",
        kind="gantt",
        data=(tuple(map(str, years)), *(tuple(map(str, bar)) for bar in drawn)),
        description="; ".join(f"{p.code} {p.name}: {words.years(p.years)}" for _, p in chosen) + ".",
        **numbered,
    )


def _named(p, texts):
    return (pieces.span(f"{p.code} ", "code", p.ref), pieces.span(p.name, "small"), *pieces.badge(p))


def _timelines(pillar, texts, numbering):
    facts, book_data = texts.facts, texts.book_data
    all_years = sorted(
        {
            *facts.years,
            *(y for p in pillar.programmes for y in p.years if p.term != "panjang" or y <= book_data.period.end),
        }
    )
    drawn = [p for p in pillar.programmes if p.years or p.budgets]
    slices = [tuple(all_years[at : at + PER_PAGE_YEARS]) for at in range(0, len(all_years), PER_PAGE_YEARS)]
    for years in slices if drawn else []:
        bars = []
        for p in drawn:
            amounts, running = dict(p.budgets), set(p.years) | {y for y, a in p.budgets if a}
            bars.append(
                Bar(
                    code=p.code,
                    name=p.name,
                    agency=facts.agency(p.lead_opd) if p.lead_opd else words.NO_AGENCY,
                    to=p.ref,
                    badge="Quick win" if p.chosen else "",
                    amounts=tuple(
                        (pieces.amount(amounts[y]) if amounts.get(y) else "") if y in running else None for y in years
                    ),
                    total=pieces.amount(p.cost) if p.cost is not None else words.NO_BUDGET,
                    values=(*(amounts.get(y) if y in running else None for y in years), p.cost),
                )
            )
        sums = per_year(pillar.programmes)
        yield Timeline(
            title=f"Peta jalan dan kebutuhan dana pilar {pillar.name}"
            + (f", {words.years(years)}" if len(slices) > 1 else ""),
            unit="juta rupiah; bidang berwarna adalah tahun pelaksanaan",
            pillar=pillar.code,
            years=tuple(map(str, years)),
            horizons=_heads(years, book_data),
            bars=tuple(bars),
            total_label=f"Jumlah pilar {pillar.name}",
            totals=(
                *(pieces.amount(sums[y]) if sums.get(y) else words.NOT_PLANNED for y in years),
                pieces.amount(total(pillar.programmes)),
            ),
            values=(*(sums.get(y) for y in years), total(pillar.programmes)),
            **numbering.next_of("Tabel"),
        )


def _heads(years, book_data):
    """Neighbouring years of one horizon under one head."""
    short = set(book_data.period.short_term)
    heads = []
    for year in years:
        if year in short:
            name = "Jangka pendek"
        elif year < book_data.period.start:
            name = "Sebelumnya"
        else:
            name = "Jangka menengah" if year <= book_data.period.end else "Jangka panjang"
        if heads and heads[-1][0] == name:
            heads[-1][1] += 1
        else:
            heads.append([name, 1])
    return tuple((name, str(n)) for name, n in heads)


def _after(pillar, texts):
    undrawn = [p for p in pillar.programmes if not p.years and not p.budgets]
    out = []
    if undrawn:
        spans = [pieces.span("Belum dijadwalkan, tidak digambar: ", "strong")]
        for at, p in enumerate(undrawn):
            spans += [pieces.span("; " if at else ""), pieces.span(f"{p.code} ", "code", p.ref), pieces.span(p.name)]
        out.append(pieces.para((*spans, pieces.span(".")), "note"))
    if pillar.long_term_directions:
        years = _long_years(texts.book_data)
        out.append(
            pieces.para(
                (
                    pieces.span(f"Jangka panjang{f', {years}' if years else ''}. ", "strong"),
                    pieces.span(" ".join(words.sentence(d) for d in pillar.long_term_directions)),
                ),
                "evidence",
            )
        )
    return out


def _first_years(book_data, texts, shipped, numbering):
    first = min(book_data.period.short_term or book_data.period.years)
    second = first + 1
    programmes = [p for pillar in book_data.pillars for p in pillar.programmes if first in p.years or second in p.years]
    if not programmes:
        return [pieces.absent(texts.missing(shipped))]
    facts, rows, sums = texts.facts, [], per_year(programmes)
    for pillar in book_data.pillars:
        members = [p for p in programmes if facts.pillar_of[p.ref] is pillar]
        if members:
            rows.append(pieces.group_row(pillar.name, 6, pillar.code))
        for p in members:
            amounts = dict(p.budgets)
            cells = []
            for year in (first, second):
                cells.append(
                    pieces.money(amounts[year])
                    if amounts.get(year)
                    else pieces.cell(pieces.gap(words.NO_BUDGET))
                    if year in p.years
                    else pieces.cell(words.NOT_PLANNED)
                )
            rows.append(
                pieces.row(
                    pieces.code_cell(p),
                    p.name,
                    p.output or pieces.gap("keluaran belum ditulis"),
                    pieces.agency_of(p.lead_opd, facts),
                    *cells,
                    pillar=pillar.code,
                )
            )
    rows.append(
        pieces.row(
            pieces.cell("Jumlah", columns=4), *(pieces.money(sums.get(year, 0)) for year in (first, second)), role="sum"
        )
    )
    return [
        pieces.para(
            f"Tabel berikut memuat program yang berjalan pada tahun pertama ({first}) dan tahun kedua "
            f"({second}) beserta keluaran dan "
            "anggarannya. Tabel ini menjadi dasar pemantauan triwulan."
        ),
        numbering.table(
            shipped["tables"][0]["caption"],
            rows,
            "Kode 18 code | Program 88 | Keluaran | OPD 34",
            pieces.col(f"Tahun pertama, {first}", 27, "number"),
            pieces.col(f"Tahun kedua, {second}", 27, "number"),
            unit="anggaran dalam juta rupiah",
            look="wide",
        ),
        pieces.para((pieces.gap("Tonggak triwulan belum diisi."),), "source"),
    ]


def _long_term(book_data, numbering):
    rows = []
    for pillar in book_data.pillars:
        directions = pillar.long_term_directions
        rows.append(
            pieces.row(
                pillar.code,
                pillar.name,
                pieces.cell(*(pieces.span(words.sentence(d)) for d in directions))
                if directions
                else pieces.gap("belum ditulis"),
                pillar=pillar.code,
            )
        )
    return [
        pieces.para(
            "Arah jangka panjang menjaga agar pekerjaan masa rencana tidak berhenti pada tahun "
            "terakhirnya. Arah ini ditinjau pada penyusunan "
            "RPJMD berikutnya."
        ),
        numbering.table("Arah jangka panjang menurut pilar", rows, "Kode 17 code | Pilar 50 | Arah jangka panjang"),
    ]
