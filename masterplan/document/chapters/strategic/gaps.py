"""Bab 5: how far the region is from where it wants to be, and the way there."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.strategic.parts import begun, caption, place_of, titled_section
from masterplan.document.chapters.vision import figure_mark
from masterplan.document.further_fields import remaining_lines
from masterplan.document.texts import BookTexts
from masterplan.document.tree import WIDE, Chapter
from workshops.number_format import show_number

#: So many targets of each pillar are shown with their distance.
LARGEST = 2


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-5")
    numbering = pieces.Numbering("5")
    (listed,) = shipped["sections"]
    # the measured distances share the first page with the words of the chapter; the list is a landscape page of its own
    measured = tuple(_distances(book_data, texts, numbering))
    told = begun(listed, texts, bool(book_data.gaps))
    table = _table(book_data, texts, listed, numbering) if book_data.gaps else []
    number = f"5.{len(measured) + 1}"
    wide = titled_section(number, listed, texts, *told, *table, page=WIDE if book_data.gaps else "buku")
    children = [*texts.intro(shipped), *measured, wide]
    return pieces.chapter("b1-bab-5", shipped["title"], children)


def _table(book_data, texts, shipped, numbering):
    known = {p.code: p for p in texts.facts.problems.values()}
    rows, loose = [], []
    for g in book_data.gaps:
        answers = _answers([known[code] for code in g.problems if code in known], texts.facts)
        if not answers:
            loose.append(g.element)
        rows.append(
            pieces.row(
                pieces.cell(g.element, ", ".join(g.problems), *remaining_lines(g)),
                pieces.typed(g.current),
                pieces.typed(g.expected, "belum ditulis"),
                pieces.typed(g.gap, "belum ditulis"),
                pieces.typed(g.way_forward, "belum ditulis"),
                pieces.cell(*answers, style="even") if answers else pieces.gap("belum ada"),
            )
        )
    yield numbering.table(
        caption(shipped, texts),
        rows,
        "Unsur 36 | Keadaan kini | Keadaan yang diharapkan | Kesenjangan | Arah penyelesaian",
        "Dijawab oleh 42",
        look="wide",
    )
    yield pieces.para(
        "Kode kecil di bawah unsur adalah masalah yang terkait; “dijawab oleh” memuat sasaran dan strategi "
        "yang menjawab masalah itu beserta banyaknya program. Sumber: isian kelompok; bukti masalah "
        "dimuat pada analisis masa depan.",
        "source",
    )
    if loose and texts.draft:
        yield pieces.para(f"Belum terkait dengan masalah yang memiliki sasaran: {words.listing(loose)}.", "note")


def _answers(problems, facts) -> list[str]:
    """The codes of the targets and strategies that answer the problems, and how many programmes these have."""
    targets = list(dict.fromkeys(t.ref for p in problems for t in facts.targets_of[p.ref]))
    strategies = list(dict.fromkeys(s.ref for ref in targets for s in facts.strategies_of[ref]))
    programmes = list(dict.fromkeys(p.ref for ref in strategies for p in facts.programmes_of[ref]))
    found = (
        [facts.targets[ref].code for ref in targets],
        [facts.strategies[ref].code for ref in strategies],
        [words.count(len(programmes), "program")] if programmes else [],
    )
    return [", ".join(codes) for codes in found if codes]


def _distances(book_data, texts, numbering):
    """The targets of each pillar that have farthest to go, by the share of the larger of both figures."""
    shown = []
    for pillar in book_data.pillars:
        measured = [t for t in pillar.targets if t.baseline is not None and t.targets]
        measured.sort(key=lambda t: -_share(t))
        shown += [(pillar, t) for t in measured[:LARGEST] if _share(t)]
    if not shown:
        return
    last = texts.book_data.period.end
    rows = tuple(_distance(pillar, t, texts) for pillar, t in shown)
    most = words.count(LARGEST).capitalize()
    title = f"{most} jarak terbesar tiap pilar antara keadaan sekarang dan {last}"
    table = numbering.table(
        title,
        rows,
        "Kode 16 code | Indikator 50 | Sekarang 18 number | Target 18 number | Jarak 16 number",
        "Strategi yang menutupnya",
        look="close",
    )
    yield pieces.section(
        "5.1",
        "Jarak menuju target",
        pieces.para(
            "Jarak diukur pada sasaran yang sudah memiliki angka awal dan target. Yang dimuat ialah sasaran yang "
            "perubahannya paling besar dibandingkan dengan angkanya; sasaran selengkapnya dimuat pada bab visi, misi, "
            "dan sasaran."
        ),
        table,
        pieces.para(
            (
                pieces.span("Tanda "),
                pieces.span("c", "mark"),
                pieces.span(" berarti angka perkiraan. Sumber setiap angka dimuat pada tabel sasaran."),
            ),
            "source",
        ),
        id=place_of("5.1"),
    )


def _share(target):
    base, end = target.baseline, target.targets[-1][1]
    largest = max(abs(base), abs(end))
    return abs(end - base) / largest if largest else 0


def _distance(pillar, t, texts):
    year, end = t.targets[-1]
    strategies = texts.facts.strategies_of[t.ref]
    way = (
        pieces.cell(strategies[0].statement, strategies[0].code)
        if strategies
        else pieces.cell(pieces.gap("belum ada strategi"))
    )
    return pieces.row(
        t.code or t.ref,
        pieces.cell(t.indicator or t.statement, t.unit),
        pieces.cell(
            (pieces.span(show_number(t.baseline)), *figure_mark(t.baseline_status)), str(t.baseline_year or "")
        ),
        pieces.cell(show_number(end), str(year), style="strong"),
        pieces.cell(show_number(abs(end - t.baseline)), "naik" if end > t.baseline else "turun"),
        way,
        pillar=pillar.code,
    )
