"""Tables and figures of the data that prose may name by a key: always as the plan stands, never copied into the text.

A key names what is shown (`anggaran-pilar`), with a pillar's code behind a colon where it belongs to one
(`program:GOV`). Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from masterplan.document import words
from masterplan.document.book_data import BookData
from masterplan.document.chapters import analyses, introduction, money, roadmap, strategy, vision
from masterplan.document.pieces import Uncounted, agency_of, code_cell, row, years_of
from masterplan.document.pieces import money as amount
from masterplan.document.sums import per_year
from masterplan.document.texts import BookTexts, shipped
from masterplan.document.tree import Figure, Table


@dataclass(frozen=True)
class Reference:
    """`kind`: table or figure; `key` stands in the text, `title` in the list that people choose from."""

    kind: str
    key: str
    title: str


def catalogue(book_data: BookData) -> tuple:
    """Return every Reference of this plan, in the order of the list."""
    whole = [Reference(kind, key, title) for kind, key, title, _ in WHOLE]
    of_pillars = [
        Reference(kind, f"{key}:{pillar.code}", f"{title} · {pillar.name}")
        for kind, key, title, _ in OF_A_PILLAR
        for pillar in book_data.pillars
    ]
    return (*whole, *of_pillars)


def build(kind: str, key: str, texts: BookTexts, id: str) -> list:
    """Return the nodes for a reference in prose; nothing for an unknown key or where the plan has no data for it. `id`
    begins the ids of what is made.
    """
    name, _, code = key.partition(":")
    make: Callable[..., Any] | None
    numbering, pillar = Uncounted(id), texts.facts.pillars.get(code)
    if code and pillar:
        make = next((make for k, n, _, make in OF_A_PILLAR if (k, n) == (kind, name)), None)
        made = make(pillar, texts, numbering) if make else ()
    else:
        make = next((make for k, n, _, make in WHOLE if (k, n) == (kind, key)), None)
        made = make(texts, numbering) if make else ()
    # only what is asked for: the sentences around it belong to the chapter that it stands in
    return [node for node in made if isinstance(node, Table | Figure)]


def _money():
    """The section about money as it ships in Buku 2, whose captions the tables bear in every book."""
    sections = (s for b in shipped()["books"] for c in b["chapters"] for s in c["sections"])
    return next(s for s in sections if s["code"] == "B2-5.2")


def _yearly(texts, numbering):
    if not texts.facts.total:
        return ()
    pillars = [(p.code, per_year(p.programmes)) for p in texts.book_data.pillars]
    return (money.yearly_figure(pillars, texts.facts.years, **numbering.next_of("Gambar")),)


def _quick_wins(texts, numbering):
    return roadmap.quick_win_bars(texts.book_data.pillars, texts, numbering)


def _programmes(pillar, texts, numbering):
    if not pillar.programmes:
        return ()
    rows = tuple(
        row(
            code_cell(p),
            p.name,
            agency_of(p.lead_opd, texts.facts),
            years_of(p.years),
            amount(p.cost, words.NO_BUDGET),
            pillar=pillar.code,
        )
        for p in pillar.programmes
    )
    title = f"Program pilar {pillar.name}"
    return (
        numbering.table(
            title,
            rows,
            "Kode 18 code | Program | OPD 34 | Tahun 22 | Anggaran 26 number",
            unit="juta rupiah",
            pillar=pillar.code,
        ),
    )


WHOLE = (
    ("table", "isi-pilar", "Isi pilar dalam angka", lambda t, n: (strategy.pillars_in_numbers(t.book_data, n),)),
    (
        "table",
        "sasaran-rpjmd",
        "Sasaran RPJMD dan indikatornya",
        lambda t, n: (introduction.objectives(t.book_data, t, n),),
    ),
    ("table", "kesiapan", "Kesiapan daerah menurut komponen", lambda t, n: introduction.readiness(t.book_data, n)),
    ("table", "kesenjangan", "Kesenjangan dan arah penyelesaian", lambda t, n: analyses.gaps(t.book_data, n)),
    ("table", "swot", "Kekuatan, kelemahan, peluang, dan ancaman", lambda t, n: introduction.swot(t.book_data, n)),
    ("table", "kuadran-swot", "Strategi menurut pertemuan SWOT", lambda t, n: analyses.meetings(t.book_data, n)),
    ("table", "kata-kunci", "Kata kunci visi", lambda t, n: analyses.keywords(t.book_data, n)),
    (
        "table",
        "tujuan",
        "Misi, tujuan, dan sasaran",
        lambda t, n: analyses.aims(t.book_data, t, n, vision.baseline_lines),
    ),
    (
        "table",
        "anggaran-pilar",
        "Anggaran menurut pilar dan tahun",
        lambda t, n: tuple(money.by_pillar(t.book_data, t.facts, _money(), n)) if t.facts.total else (),
    ),
    (
        "table",
        "sumber-dana",
        "Anggaran menurut sumber dana",
        lambda t, n: (
            (money.by_funding(list(t.facts.programmes.values()), t.facts, _money(), n),) if t.facts.total else ()
        ),
    ),
    ("figure", "anggaran-per-tahun", "Anggaran per tahun menurut pilar", _yearly),
    ("figure", "tahun-quick-win", "Tahun pelaksanaan quick win", _quick_wins),
)
OF_A_PILLAR = (("table", "program", "Program dan penanggung jawab", _programmes),)
