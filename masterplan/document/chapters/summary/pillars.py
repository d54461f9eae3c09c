"""Bab 2: one page a pillar, with its problem, what changes, its quick win, its programmes and their money."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.chains import years_strip
from masterplan.document.chapters.summary.selection import headline_programmes, headline_targets, shortened, wins_of
from masterplan.document.sums import summed
from masterplan.document.texts import BookTexts, count_of_pillars, section_of
from masterplan.document.tree import BOOK, FULL, OPENING, Chapter, Fact, Facts, Figure, Items, PillarOpening
from workshops.number_format import show_number, show_rupiah, show_rupiah_short

#: How many letters of running text a page of a pillar holds beside its table; what is longer takes fewer programmes.
ROOM = 1500
#: Letters of a line of the divider, lines that leave room for the ring below them, and lines that it holds at all.
LINE, BESIDE_RING, MOST_LINES = 44, 7, 22


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B3-2")
    numbering = pieces.Numbering("2")
    pages = [
        _page(pillar, n, section_of(pillar, shipped, slice(0)), texts, numbering)
        for n, pillar in enumerate(book_data.pillars, 1)
    ]
    lines = sum(-(-len(p.name) // LINE) for p in book_data.pillars)
    divider = tuple(_divider(book_data, lines)) if lines else (pieces.absent("Pilar belum ditetapkan."),)
    return pieces.chapter(
        "b3-bab-2",
        count_of_pillars(shipped["title"], book_data),
        (*texts.intro(shipped), *divider, *pages),
        page=FULL if 0 < lines <= MOST_LINES else BOOK,
        side="",
    )


def _divider(book_data, lines):
    names = words.listing(p.name for p in book_data.pillars)
    yield Items(
        items=tuple(
            (pieces.span(f"{n}  "), pieces.span(p.name, "strong", f"b3-pilar-{n}"))
            for n, p in enumerate(book_data.pillars, 1)
        )
    )
    if lines <= BESIDE_RING:
        yield Figure(
            title="Pilar mengelilingi satu meja",
            kind="table_ring",
            data=tuple((p.code, p.name) for p in book_data.pillars),
            description=f"Lambang pilar mengelilingi satu meja: {names}.",
        )


def _page(pillar, n, shipped, texts, numbering):
    values = {"nama_pilar": pillar.name}
    chosen = any(w.pillar is pillar for w in wins_of(texts.book_data, texts.facts))
    opening = texts.opening(shipped, **values, pilar_tanpa_quick_win=not chosen)
    notes = ()
    if not texts.has_own(shipped):
        told = [node for node in opening if node.role == "body"]
        opening, notes = (_lead(pillar, told),), tuple(node for node in opening if node.role != "body")
    if pillar.problems or pillar.targets or pillar.programmes:
        body = tuple(_body(pillar, shipped, texts, numbering, values, notes))
    else:
        body = (pieces.absent(texts.missing(shipped, **values)),)
    return pieces.section(
        f"2.{n}",
        pillar.name,
        *opening,
        *body,
        id=f"b3-pilar-{n}",
        page=OPENING,
        new_page=True,
        pillar=pillar.code,
        opening=PillarOpening(
            number=str(n), title=pillar.name, subtitle=pillar.name_en, code=pillar.code, pillar=pillar.code, low=True
        ),
    )


def _lead(pillar, opening):
    """The one sentence of the pillar, large."""
    said = "".join(s.text for s in opening[0].spans) if opening else shortened(pillar.definition, 260)
    return pieces.para(said, "lead") if said else pieces.absent("Pengertian pilar belum ditulis.")


def _body(pillar, shipped, texts, numbering, values, notes):
    yield from _problem(pillar, texts.facts)
    yield from _changes(pillar, texts, numbering)
    yield from _wins(pillar, texts)
    yield from notes
    yield from _programmes(pillar, shipped, texts, numbering, values)
    yield from _beyond(pillar, texts)


def _problem(pillar, facts):
    ranked = facts.ranked(pillar)
    if not ranked:
        yield pieces.absent("Belum ada masalah.")
        return
    first = ranked[0]
    yield pieces.para("Masalah utama", "sub")
    said = [pieces.span(words.sentence(shortened(first.statement, 240)))]
    if first.evidence:
        said.append(pieces.span(f" {words.sentence(shortened(first.evidence, 200))}", "small"))
    yield pieces.para(tuple(said))


def _changes(pillar, texts, numbering):
    chosen = headline_targets(pillar, texts.facts)
    if not chosen:
        yield pieces.absent("Belum ada sasaran yang berangka.")
        return
    last = max(year for t in chosen for year, _ in t.targets)
    yield pieces.para(f"Yang berubah sampai {last}", "sub")
    yield Facts(look="large", pillar=pillar.code, items=tuple(_change(t) for t in chosen))
    first = chosen[0]
    title = (shortened(first.indicator, 90) or "Indikator belum ditulis") + (f", {first.unit}" if first.unit else "")
    yield years_strip(first, texts, title, numbering, pillar)


def _change(t) -> Fact:
    year, value = t.targets[-1]
    if t.baseline is None:
        note = f"pada {year}; angka awal belum ada"
    else:
        estimate = " (perkiraan)" if t.baseline_status == "illustrative" else ""
        note = f"dari {show_number(t.baseline)}{estimate}" + (f" pada {t.baseline_year}" if t.baseline_year else "")
    label = shortened(t.indicator or t.statement, 80)
    return Fact(value=show_number(value), unit=shortened(t.unit, 24), note=note, label=f"{label} ({t.code})")


def _wins(pillar, texts):
    for win in wins_of(texts.book_data, texts.facts):
        if win.pillar is not pillar:
            continue
        who = texts.facts.agency(win.agency) if win.agency else words.NO_AGENCY
        output = shortened(win.programme.output, 130) if win.programme else ""
        cost = show_rupiah_short(win.budget) if win.budget is not None else words.NO_BUDGET
        said = [f"{who}.", f"Keluaran: {words.sentence(output)}" if output else ""]
        said.append(f"Kebutuhan: {cost}" + (f", {words.years(win.years)}." if win.years else "."))
        text = " ".join(filter(None, said))
        yield pieces.para((pieces.span(f"Quick win: {shortened(win.name, 140)}\n", "strong"), pieces.span(text)), "box")


def _programmes(pillar, shipped, texts, numbering, values):
    if not pillar.programmes:
        yield pieces.absent("Belum ada program.")
        return
    chosen = headline_programmes(pillar, _how_many(pillar))
    rows = []
    for p in chosen:
        rows.append(
            pieces.row(
                p.code,
                (pieces.span(shortened(p.name, 150)), *pieces.badge(p)),
                pieces.agency_of(p.lead_opd, texts.facts),
                pieces.years_of(p.years),
                pieces.money(p.cost, words.NO_BUDGET),
                pillar=pillar.code,
            )
        )
    asked, rest = summed(pillar.programmes), len(pillar.programmes) - len(chosen)
    whole = f"Seluruh pilar, {show_number(asked.count)} program"
    rows.append(pieces.row(pieces.cell(whole, columns=4), pieces.money(asked.amount, words.NO_BUDGET), role="sum"))
    yield numbering.table(
        texts.fill(shipped["tables"][0]["caption"], **values),
        rows,
        "Kode 18 code | Program | OPD 32 | Tahun 22 | Anggaran 22 number",
        unit="anggaran dalam juta rupiah",
        look="close",
        pillar=pillar.code,
    )
    notes = [f"{show_number(rest)} program lain dimuat dalam Buku 2." if rest else ""]
    if asked.known:
        notes.insert(0, f"Kebutuhan dana seluruh pilar {show_rupiah(asked.total)}.")
    if asked.unbudgeted and asked.known:
        notes.append(f"{show_number(asked.unbudgeted)} program belum dianggarkan dan tidak ikut dijumlahkan.")
    if said := " ".join(filter(None, notes)):
        yield pieces.para(said, "source")


def _how_many(pillar) -> int:
    """Three to five programmes, as the page has room."""
    first = sorted(pillar.problems, key=lambda p: (p.rank is None, p.rank or 0))[:1]
    length = sum(min(len(p.statement), 240) + min(len(p.evidence), 200) for p in first)
    length += sum(len(p.name) for p in headline_programmes(pillar)) + sum(map(len, pillar.long_term_directions))
    return 5 if length < ROOM else 4 if length < ROOM * 1.3 else 3


def _beyond(pillar, texts):
    if not pillar.long_term_directions:
        return
    long_term = texts.book_data.period.long_term
    years = words.first_and_last(long_term)
    said = " ".join(words.sentence(shortened(d, 200)) for d in pillar.long_term_directions[:3])
    yield pieces.para(
        (pieces.span(f"Arah {years}. " if years else "Arah jangka panjang. ", "strong"), pieces.span(said))
    )
