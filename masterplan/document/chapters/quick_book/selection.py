"""Bab 1 of the quick wins: how they are chosen, all of them at a glance, and every proposal with its answers."""

from collections import Counter
from typing import Any

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.quick_book.risks import worst
from masterplan.document.chapters.summary.selection import CHOSEN, paged, shortened, wins_of
from masterplan.document.chapters.summary.steps import cost_of, nominated_figure
from masterplan.document.further_fields import remaining_lines
from masterplan.document.nodes import Cell
from masterplan.document.texts import BookTexts
from masterplan.document.tree import WIDE, Chapter, Items
from pillars.kinds import CHOICES
from pillars.quick_win_guide import CONDITIONS, PARTS

STEPS = (
    ("Analisis kriteria", "Memeriksa tiga syarat awal. Jawaban “tidak” pada satu syarat: tetap program biasa."),
    ("Analisis substansi", "Menjawab sepuluh kriteria dengan ya, sebagian, atau tidak, beserta alasannya."),
    ("Perumusan", "Menulis profil, keluaran, dan risiko untuk nominasi teratas."),
    ("Penetapan", "Menetapkan satu atau dua tiap pilar dalam pleno, dengan alasan tertulis."),
)
ANSWERS = {choice.value: choice.label for choice in CHOICES["criteria_answer"]}


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("QW-1")
    how, glance = shipped["sections"]
    numbering = pieces.Numbering("1")
    sections = paged(
        pieces.section("1.1", texts.title(how), *_how(book_data, texts, how, numbering)),
        pieces.section("1.2", texts.title(glance), *_glance(book_data, texts, glance, numbering), new_page=True),
    )
    children = [*texts.intro(shipped), *sections]
    if book_data.nominations:
        proposals = _proposals(book_data, texts, how, numbering)
        children.append(pieces.section("1.3", how["tables"][0]["caption"], *proposals, page=WIDE))
    return pieces.chapter("qw-bab-1", shipped["title"], children)


def _how(book_data, texts, shipped, numbering):
    if not book_data.nominations:
        yield pieces.absent(texts.missing(shipped))
    else:
        yield from texts.opening(shipped)
        yield from nominated_figure(book_data, shipped["figures"][0]["caption"], numbering)
    yield numbering.table(
        "Empat langkah pemilihan",
        tuple(pieces.row(str(n), pieces.span(name, "strong"), what) for n, (name, what) in enumerate(STEPS, 1)),
        "No 12 code | Langkah 42 | Yang dilakukan",
    )
    yield pieces.para("Tiga syarat awal", "sub")
    yield Items(
        items=tuple((pieces.span(f"{c.name}. ", "strong"), pieces.span(c.question)) for c in CONDITIONS), ordered=True
    )


def _glance(book_data, texts, shipped, numbering):
    wins = wins_of(book_data, texts.facts)
    if not wins:
        yield pieces.absent(texts.missing(shipped))
        return
    yield from texts.opening(shipped)
    rows = []
    for n, win in enumerate(wins, 1):
        who = texts.facts.agency(win.agency) if win.agency else words.NO_AGENCY
        output = shortened(win.programme.output, 120) if win.programme else ""
        risk = worst(win)
        rows.append(
            pieces.row(
                pieces.cell(win.pillar.code, style="seat"),
                pieces.cell(
                    (
                        pieces.span(f"{win.code}  " if win.code else "", "code", f"qw-{n}"),
                        pieces.span(win.name, "strong"),
                    ),
                    f"{who}; keluaran: {output}" if output else who,
                ),
                pieces.years_of(win.years),
                pieces.money(win.budget, words.NO_BUDGET),
                pieces.cell(shortened(risk.event, 90), risk.level_text) if risk else pieces.gap("risiko belum diisi"),
                pillar=win.pillar.code,
            )
        )
    total, left_out = cost_of(wins)
    rows.append(pieces.row(pieces.cell("Jumlah", columns=3), total, "", role="sum"))
    yield numbering.table(
        shipped["tables"][0]["caption"],
        rows,
        "Pilar 15 code | Quick win | Tahun 23 | Anggaran 22 number | Risiko terbesar 44",
        unit="anggaran dalam juta rupiah",
    )
    without = [p.name for p in book_data.pillars if not any(w.pillar is p for w in wins)]
    if without and texts.draft:
        yield pieces.absent(f"Belum memiliki quick win: {words.listing(without)}.")
    for said in left_out:
        yield pieces.para(said, "source")


def _proposals(book_data, texts, shipped, numbering):
    rows = []
    for n in book_data.nominations:
        programme = texts.facts.programmes.get(n.programme)
        name = (programme.name if programme else n.proposal) or "tanpa nama"
        proposed = f"Usulan: {shortened(n.proposal, 160)}" if n.proposal not in ("", name) else ""
        code = (pieces.span(f"{programme.code} ", "code"),) if programme else ()
        standing = programme.quick_win_status if programme else ""
        decided = pieces.QUICK_WIN.get(standing, standing) or "belum diputuskan"
        rows.append(
            pieces.row(
                n.pillar,
                pieces.cell((*code, pieces.span(shortened(name, 160))), proposed, *remaining_lines(n)),
                shortened(n.proposer, 60) or pieces.gap("belum ditulis"),
                answer_counts(n.gate, len(CONDITIONS)),
                answer_counts(n.criteria, len(PARTS)),
                pieces.span(decided, "strong" if standing == CHOSEN else ""),
                pieces.typed(shortened(n.decision, 220), "belum ditulis"),
                pillar=n.pillar,
            )
        )
    yield numbering.table(
        shipped["tables"][0]["caption"],
        rows,
        "Pilar 14 code | Nominasi 74 | Pengusul 34 | Syarat awal 28 | Sepuluh kriteria 34",
        "Keputusan 26 | Alasan",
        look="close",
    )
    yield pieces.para("Tidak ada jumlah nilai yang memutuskan sendiri; keputusan diambil dengan musyawarah.", "source")


def answer_counts(answers: tuple[tuple[str, str], ...], of: int) -> Cell:
    """Return “7 ya, 2 sebagian, 1 tidak”; how many of `of` are still open is said too."""
    counts: Counter[Any] = Counter(answer for _, answer in answers)
    if not counts:
        return pieces.cell(pieces.gap("belum dijawab"))
    said = words.listing(f"{counts[a]} {label.lower()}" for a, label in ANSWERS.items() if counts[a])
    left = of - sum(counts.values())
    return pieces.cell(f"{said}, {left} belum dijawab" if left > 0 else said)
