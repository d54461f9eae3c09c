"""Bab 3: the quick wins, the road map of one, five and ten years, and what it costs."""

from collections.abc import Iterator

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.money import pillar_rows, yearly_figure
from masterplan.document.chapters.summary.selection import Win, paged, shortened, wins_of
from masterplan.document.nodes import Cell
from masterplan.document.sums import per_year, summed, undated
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Fact, Facts, Figure
from workshops.number_format import show_number, show_rounded, show_rupiah, show_rupiah_short

HORIZONS = ("pendek", "menengah", "panjang")
#: A table of the summary holds that many years; the sum of the others stands in a column of its own.
MOST_YEARS = 6
#: Of the region itself: what no other source pays.
OWN = "apbd"


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B3-3")
    wins, road, cost = shipped["sections"]
    numbering = pieces.Numbering("3")
    sections = paged(
        pieces.section("3.1", texts.title(wins), *_wins(book_data, texts, wins, numbering)),
        pieces.section("3.2", texts.title(road), *_road(book_data, texts, road, numbering), new_page=True),
        pieces.section("3.3", texts.title(cost), *_cost(book_data, texts, cost, numbering), new_page=True),
    )
    children = (*texts.intro(shipped), *sections)
    return pieces.chapter("b3-bab-3", shipped["title"], children, side="")


def _wins(book_data, texts, shipped, numbering):
    wins = wins_of(book_data, texts.facts)
    if not wins and not book_data.nominations:
        yield pieces.absent(texts.missing(shipped))
        return
    yield from texts.opening(shipped)
    yield from nominated_figure(book_data, shipped["figures"][0]["caption"], numbering)
    if not wins:
        yield pieces.absent(texts.missing(shipped))
        return
    rows = [
        pieces.row(
            pieces.cell(win.pillar.code, style="seat"),
            pieces.cell(pieces.span(shortened(win.name, 150), "strong"), shortened(win.text_of("benefit"), 110)),
            pieces.cell(pieces.agency_of(win.agency, texts.facts), pieces.years_of(win.years)),
            pieces.money(win.budget, words.NO_BUDGET),
            pillar=win.pillar.code,
        )
        for win in wins
    ]
    total, left_out = cost_of(wins)
    rows.append(pieces.row(pieces.cell("Jumlah", columns=3), total, role="sum"))
    yield numbering.table(
        shipped["tables"][0]["caption"],
        rows,
        "Pilar 15 code | Quick win | OPD dan tahun 36 | Anggaran 24 number",
        unit="anggaran dalam juta rupiah",
    )
    source = "Profil, sepuluh kriteria, dan risiko setiap quick win dimuat dalam buku Quick Wins."
    yield pieces.para(" ".join((*left_out, source)), "source")


def cost_of(wins: list[Win]) -> tuple[Cell, list[str]]:
    """Return (cell with the sum of the budgets that are known, the sentences about those that are not in it)."""
    known = [win.budget for win in wins if win.budget is not None]
    unknown = len(wins) - len(known)
    said = [f"{show_number(unknown)} quick win belum dianggarkan dan tidak ikut dijumlahkan."]
    return pieces.money(sum(known) if known else None, words.NO_BUDGET), said if known and unknown else []


def nominated_figure(book_data: BookData, title: str, numbering: pieces.Numbering) -> Iterator[Figure]:
    """Return how many proposals each pillar had and how many of them were chosen; nothing where nobody proposed."""
    data = []
    for pillar in book_data.pillars:
        proposals = sum(n.pillar == pillar.code for n in book_data.nominations)
        chosen = sum(p.chosen for p in pillar.programmes)
        if proposals or chosen:
            data.append((pillar.code, pillar.name, str(max(proposals, chosen)), str(chosen)))
    if data:
        yield numbering.figure(
            title,
            "nominated",
            data=tuple(data),
            description="; ".join(f"{name}: {n} usul, {chosen} terpilih" for _, name, n, chosen in data) + ".",
        )


def _road(book_data, texts, shipped, numbering):
    if not any(p.programmes or p.long_term_directions for p in book_data.pillars):
        yield pieces.absent(texts.missing(shipped))
        return
    yield from texts.opening(shipped)
    yield _horizons(book_data, shipped, numbering)
    unset = sum(p.term not in HORIZONS for pillar in book_data.pillars for p in pillar.programmes)
    said = "Satu kotak satu program; kotak bergaris ganda quick win; kotak kosong arah jangka panjang."
    if unset:
        said += f" {show_number(unset)} program belum ditetapkan jangkanya dan tidak digambar."
    yield pieces.para(said, "source")
    rows = [
        pieces.row(
            pillar.code,
            pieces.cell(
                *(pieces.span(words.sentence(shortened(d, 220))) for d in pillar.long_term_directions), style="even"
            ),
            pillar=pillar.code,
        )
        for pillar in book_data.pillars
        if pillar.long_term_directions
    ]
    if rows:
        years = words.first_and_last(book_data.period.long_term)
        yield numbering.table(
            f"{shipped['tables'][0]['caption']} {years}".strip(), rows, "Pilar 16 code | Keadaan yang dituju"
        )


def _horizons(book_data, shipped, numbering):
    heads, data, said = _heads(book_data), [], []
    for pillar in book_data.pillars:
        numbers, told = [], []
        for horizon in HORIZONS:
            own = [p for p in pillar.programmes if p.term == horizon]
            wins = sum(p.chosen for p in own)
            open_ = len(pillar.long_term_directions) if horizon == "panjang" else 0
            numbers += [len(own), wins, open_]
            told.append(f"{horizon} {len(own)} program" + (f" dan {open_} arah" if open_ else ""))
        data.append((pillar.code, pillar.name, *map(str, numbers)))
        said.append(f"{pillar.name}: {', '.join(told)}")
    return numbering.figure(
        shipped["figures"][0]["caption"], "horizons_small", data=(heads, *data), description="; ".join(said) + "."
    )


def _heads(book_data) -> tuple:
    period = book_data.period
    years = (words.years(period.short_term), words.years(period.medium_term), words.first_and_last(period.long_term))
    names = ("Jangka pendek", "Jangka menengah", "Jangka panjang")
    return tuple(f"{name} {said}".strip() for name, said in zip(names, years, strict=True))


def _cost(book_data, texts, shipped, numbering):
    facts = texts.facts
    if not facts.total:
        yield pieces.absent(texts.missing(shipped))
        return
    yield from texts.opening(shipped)
    yield Facts(look="large", items=tuple(_in_short(book_data, facts)))
    by_year = [(p.code, per_year(p.programmes)) for p in book_data.pillars]
    if any(amount for _, amounts in by_year for amount in amounts.values()):
        yield yearly_figure(by_year, facts.years, **numbering.next_of("Gambar"))
    yield _by_pillar(book_data, facts, shipped, numbering)
    notes = [
        f"Dihitung dari {show_number(len(facts.programmes))} program. Karena pembulatan, jumlah dapat sedikit berbeda."
    ]
    if facts.unbudgeted:
        notes.append(f"{show_number(len(facts.unbudgeted))} program belum dianggarkan dan tidak ikut dijumlahkan.")
    if loose := undated(facts.programmes.values()):
        notes.append(f"Sebesar {show_rupiah(loose)} belum dibagi per tahun.")
    yield pieces.para(" ".join(notes), "source")


def _in_short(book_data, facts):
    period, programmes = book_data.period, facts.programmes.values()
    years = words.first_and_last((period.start, period.end))
    value, _, unit = show_rupiah_short(facts.total).partition(" ")
    yield Fact(value=value, unit=unit, note=years, label=f"kebutuhan dana {show_number(len(programmes))} program")
    by_pillar = sorted(((summed(p.programmes).total, p) for p in book_data.pillars), key=lambda pair: -pair[0])
    if len(by_pillar) > 2:
        most = by_pillar[:2]
        share = show_rounded(sum(total for total, _ in most) * 100, facts.total, 0)
        names = words.listing(shortened(p.name, 34) for _, p in most)
        yield Fact(value=share, unit="persen", note="dua pilar terbesar", label=names)
    outside = sum(any(OWN not in f.lower() for f in p.funding) for p in programmes)
    if any(p.funding for p in programmes):
        yield Fact(
            value=show_number(outside),
            unit="program",
            note=f"dari {show_number(len(programmes))}",
            label="memakai sumber di luar APBD",
        )


def _by_pillar(book_data, facts, shipped, numbering):
    years = facts.years if len(facts.years) <= MOST_YEARS else ()
    return numbering.table(
        shipped["tables"][0]["caption"],
        pillar_rows(book_data, facts, years),
        "Kode 16 code | Pilar",
        *(pieces.col(str(y), 17, "number") for y in years),
        "Jumlah 24 number",
        unit="miliar rupiah",
        look="dense",
    )
