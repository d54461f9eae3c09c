"""What the programmes cost: the whole sum once in full rupiah, by pillar and year, and by source of funds."""

from collections.abc import Iterator
from typing import Any

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.nodes import Node
from masterplan.document.plan_facts import PlanFacts
from masterplan.document.sums import dearest_first, funding_of, grouped, per_year, summed
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Figure, Row, Table
from pillars.plan_view.cards import Programme
from workshops.number_format import BILLION, show_fixed, show_rupiah

PER_TABLE_YEARS = 5  # so that a sum in full rupiah stands on one line


def money_parts(
    book_data: BookData, texts: BookTexts, shipped: dict[str, Any], numbering: pieces.Numbering
) -> list[Node | None]:
    facts = texts.facts
    programmes = list(facts.programmes.values())
    if not facts.total:
        return [pieces.absent(texts.missing(shipped))]
    out = list(texts.opening(shipped))
    out.append(texts.line("anggaran.tanpa_tahun", "note"))
    pillars = [(p.code, per_year(p.programmes)) for p in book_data.pillars]
    out.append(yearly_figure(pillars, facts.years, **numbering.next_of("Gambar")))
    out += by_pillar(book_data, facts, shipped, numbering)
    out.append(texts.line("anggaran.pembulatan", "source"))
    out.append(by_funding(programmes, facts, shipped, numbering))
    out.append(texts.line("anggaran.gabungan_sumber", "source"))
    return out


def yearly_figure(pillars: list[tuple[str, Any]], years: tuple[int, ...], **numbered: str) -> Figure:
    """Return the columns of money per year, stacked by pillar. `pillars`: (code, {year: rupiah}); each in every year.

    Rows of its data: year, then for each pillar its code and rupiah of that year.
    """
    data, said = [], []
    for year in years:
        sums = [(code, amounts.get(year, 0)) for code, amounts in pillars]
        data.append((str(year), *((code, str(amount)) for code, amount in sums)))
        parts = ", ".join(f"{code} {show_fixed(amount, BILLION)}" for code, amount in sums)
        said.append(f"{year}: jumlah {show_fixed(sum(a for _, a in sums), BILLION)} ({parts})")
    return Figure(
        title="Perkiraan anggaran per tahun menurut pilar",
        unit="miliar rupiah",
        kind="stacked_years",
        data=tuple(data),
        description="Dalam miliar rupiah. " + ". ".join(said) + ".",
        **numbered,
    )


def by_pillar(
    book_data: BookData, facts: PlanFacts, shipped: dict[str, Any], numbering: pieces.Numbering
) -> Iterator[Table]:
    years = facts.years
    for at in range(0, len(years), PER_TABLE_YEARS):
        part = years[at : at + PER_TABLE_YEARS]
        last = at + PER_TABLE_YEARS >= len(years)
        sums, rows = per_year(facts.programmes.values()), pillar_rows(book_data, facts, part, last)
        rows.append(
            pieces.row(
                pieces.cell("Jumlah dalam rupiah", columns=2),
                *(pieces.cell(show_rupiah(sums.get(y, 0)), value=sums.get(y, 0), style="tiny") for y in part),
                *([pieces.cell("")] if last else []),
                role="note",
            )
        )
        yield numbering.table(
            shipped["tables"][0]["caption"],
            rows,
            "Kode 14 code | Pilar",
            *(pieces.col(str(y), 21, "number") for y in part),
            *([pieces.col("Jumlah", 19, "number")] if last else []),
            unit="miliar rupiah",
            look="wide",
        )


def pillar_rows(book_data: BookData, facts: PlanFacts, years: tuple[int, ...], last: bool = True) -> list[Row]:
    """Return what each pillar costs in `years`, in miliar, and their sum; `last`: with the whole money behind."""

    def amounts(sums, whole):
        return (*(pieces.money(sums.get(year, 0), unit=BILLION) for year in years), *([whole] if last else []))

    rows = []
    for p in book_data.pillars:
        asked = summed(p.programmes)
        whole = pieces.money(asked.amount, words.NO_BUDGET, unit=BILLION, style="strong")
        rows.append(pieces.row(p.code, p.name, *amounts(asked.years, whole), pillar=p.code))
    every = amounts(per_year(facts.programmes.values()), pieces.money(facts.total, unit=BILLION))
    return [*rows, pieces.row(pieces.cell("Jumlah", columns=2), *every, role="sum")]


def by_funding(
    programmes: list[Programme], facts: PlanFacts, shipped: dict[str, Any], numbering: pieces.Numbering
) -> Table:
    rows = []
    for key, members in dearest_first(grouped(programmes, funding_of)):
        asked = summed(members)
        share = show_fixed(asked.total * 100, facts.total) if facts.total else ""
        rows.append(
            pieces.row(
                key or pieces.gap("belum ada sumber dana"),
                pieces.count_cell(asked.count),
                pieces.money(asked.total),
                share,
            )
        )
    rows.append(
        pieces.row("Jumlah", pieces.count_cell(len(programmes)), pieces.money(facts.total), "100,0", role="sum")
    )
    return numbering.table(
        shipped["tables"][1]["caption"],
        rows,
        "Sumber dana | Program 22 number | Jumlah 30 number | Persen 20 number",
        unit="juta rupiah",
        look="dense",
    )
