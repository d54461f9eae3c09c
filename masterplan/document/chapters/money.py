"""What the programmes cost: the whole sum once in full rupiah, by pillar and year, and by source of funds."""

from collections import defaultdict

from masterplan.document import words
from masterplan.document.pieces import cell, col, gap, money, para, row
from masterplan.document.plan_facts import budget_of
from masterplan.document.tree import Figure, Table

PER_TABLE_YEARS = 5  # so that a sum in full rupiah stands on one line


def money_parts(reading, texts, shipped, numbering):
    facts = texts.facts
    programmes = list(facts.programmes.values())
    if not facts.total:
        return [para(gap(texts.missing(shipped)), "gap")]
    out = [para(texts.fill(t)) for t in shipped["template"]]
    out += [para(n, "note") for n in texts.notes(shipped)]
    undated = facts.undated(programmes)
    if undated:
        out.append(para(f"Sebesar {words.rupiah(undated)} belum dibagi per tahun; hanya masuk kolom Jumlah.", "note"))
    out.append(_figure(reading, facts, shipped, numbering))
    out += _by_pillar(reading, facts, shipped, numbering)
    out.append(
        para(
            f"Jumlah dihitung dari {len(programmes)} program. Pembulatan dapat membuat jumlah baris berbeda 0,1.",
            "source",
        )
    )
    out.append(_by_funding(programmes, facts, shipped, numbering))
    out.append(
        para(
            "Program dengan beberapa sumber dana ditulis pada gabungan sumbernya, karena pembagian "
            "antarsumber belum ditetapkan.",
            "source",
        )
    )
    return out


def _figure(reading, facts, shipped, numbering):
    """Rows: year, then for each pillar its code and rupiah of that year."""
    data, said = [], []
    for year in facts.years:
        sums = [(p.code, facts.per_year(p.programmes).get(year, 0)) for p in reading.pillars]
        data.append((str(year), *((code, str(amount)) for code, amount in sums)))
        parts = ", ".join(f"{code} {words.rounded(amount, words.BILLION)}" for code, amount in sums)
        said.append(f"{year}: jumlah {words.rounded(sum(a for _, a in sums), words.BILLION)} ({parts})")
    return Figure(
        title="Perkiraan anggaran per tahun menurut pilar",
        unit="miliar rupiah",
        kind="stacked_years",
        data=tuple(data),
        description="Dalam miliar rupiah. " + ". ".join(said) + ".",
        **numbering.figure(),
    )


def _by_pillar(reading, facts, shipped, numbering):
    years = facts.years
    for at in range(0, len(years), PER_TABLE_YEARS):
        part = years[at : at + PER_TABLE_YEARS]
        last = at + PER_TABLE_YEARS >= len(years)
        rows = []
        for p in reading.pillars:
            sums = facts.per_year(p.programmes)
            total = [b for b in map(budget_of, p.programmes) if b is not None]
            rows.append(
                row(
                    cell(p.code),
                    p.name,
                    *(money(sums.get(y, 0), unit=words.BILLION) for y in part),
                    *(
                        [money(sum(total) if total else None, words.NO_BUDGET, unit=words.BILLION, style="strong")]
                        if last
                        else []
                    ),
                    pillar=p.code,
                )
            )
        sums = facts.per_year(facts.programmes.values())
        rows.append(
            row(
                cell("Jumlah", columns=2),
                *(money(sums.get(y, 0), unit=words.BILLION) for y in part),
                *([money(facts.total, unit=words.BILLION)] if last else []),
                role="sum",
            )
        )
        rows.append(
            row(
                cell("Jumlah dalam rupiah", columns=2),
                *(cell(words.rupiah(sums.get(y, 0)), value=sums.get(y, 0), style="tiny") for y in part),
                *([cell("")] if last else []),
                role="note",
            )
        )
        yield Table(
            title=shipped["tables"][0]["caption"],
            unit="miliar rupiah",
            look="wide",
            rows=tuple(rows),
            columns=(
                col("Kode", 14, "code"),
                col("Pilar"),
                *(col(str(y), 21, "number") for y in part),
                *([col("Jumlah", 19, "number")] if last else []),
            ),
            **numbering.table(),
        )


def _by_funding(programmes, facts, shipped, numbering):
    sums, counts = defaultdict(int), defaultdict(int)
    for p in programmes:
        key = words.listing(p.funding) or ""
        counts[key] += 1
        sums[key] += budget_of(p) or 0
    rows = []
    for key in sorted(sums, key=lambda k: (-sums[k], k)):
        share = words.rounded(sums[key] * 100, facts.total) if facts.total else ""
        rows.append(
            row(
                cell(key or gap("belum ada sumber dana")),
                cell(str(counts[key]), value=counts[key]),
                money(sums[key]),
                cell(share),
            )
        )
    rows.append(
        row("Jumlah", cell(str(len(programmes)), value=len(programmes)), money(facts.total), cell("100"), role="sum")
    )
    return Table(
        title=shipped["tables"][1]["caption"],
        unit="juta rupiah",
        look="dense",
        rows=tuple(rows),
        columns=(
            col("Sumber dana"),
            col("Program", 22, "number"),
            col("Jumlah", 30, "number"),
            col("Persen", 20, "number"),
        ),
        **numbering.table(),
    )
