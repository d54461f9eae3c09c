"""The risks of quick wins: how heavy each is, the map of one quick win, and the map of all."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from masterplan.document import pieces, words
from masterplan.document.chapters.quick_wins import risk_level
from masterplan.document.chapters.summary.selection import Win
from masterplan.document.tree import Figure, Spread, Table
from pillars.quick_win_guide import HIGH

#: Beside its map a table has room for so many risks, and for so many letters.
BESIDE, LETTERS = 5, 900


@dataclass(frozen=True)
class Weighed:
    """A risk with its level (kemungkinan × dampak), None while one of them is missing."""

    code: str
    event: str
    likelihood: int | None
    impact: int | None
    level: int | None
    handling: str
    owner: str

    @property
    def level_text(self) -> str:
        if self.likelihood and self.impact:
            return f"{self.likelihood} × {self.impact} = {self.level}, {risk_level(self.level)}"
        return risk_level(self.level)


def weighed(win: Win) -> list[Weighed]:
    found = []
    for n, r in enumerate(win.profile.risks if win.profile else (), 1):
        both = r.likelihood * r.impact if r.likelihood and r.impact else None
        level = r.level if r.level is not None else both
        owner = "; ".join(filter(None, (r.owner, r.when)))
        found.append(Weighed(r.label or f"R{n}", r.event, r.likelihood, r.impact, level, r.handling, owner))
    return found


def worst(win: Win) -> Weighed | None:
    return max(weighed(win), key=lambda r: r.level or 0, default=None)


def risk_parts(win: Win, numbering: pieces.Numbering) -> list[Spread | Table]:
    """Return the map and the table of one quick win: side by side while the table is short enough."""
    risks = weighed(win)
    drawn = [r for r in risks if _on_map(r)]
    short = len(risks) <= BESIDE and sum(len(r.event) + len(r.handling) + len(r.owner) for r in risks) <= LETTERS
    chart = (_map(drawn, win, numbering),) if drawn else ()
    if chart and short:
        table = _table(risks, win, numbering, narrow=True)
        return [Spread(left=chart, right=(table,), width=80)]
    return [*chart, _table(risks, win, numbering)]


def _on_map(r) -> bool:
    return r.likelihood in range(1, 6) and r.impact in range(1, 6)


def _map(risks, win, numbering):
    return numbering.figure(
        "Peta risiko sebelum penanganan",
        "risk_map",
        pillar=win.pillar.code,
        data=tuple((r.code, str(r.likelihood), str(r.impact)) for r in risks),
        description=f"Risiko {win.name}. "
        + ". ".join(
            f"{r.code}: kemungkinan {r.likelihood}, dampak {r.impact}, tingkat {r.level} ({risk_level(r.level)})"
            for r in risks
        )
        + ".",
    )


def _table(risks, win, numbering, narrow=False):
    rows = tuple(
        pieces.row(
            r.code,
            pieces.cell(
                pieces.span(words.sentence(r.event), "strong"),
                r.handling or pieces.gap("belum ada penanganan"),
                r.owner,
            ),
            pieces.cell(
                f"{r.likelihood} × {r.impact} = {r.level}" if _on_map(r) else pieces.gap("belum dinilai"),
                risk_level(r.level),
            ),
            pillar=win.pillar.code,
        )
        for r in risks
    )
    return numbering.table(
        "Penanganan risiko",
        rows,
        "Kode 12 code | Peristiwa dan penanganan",
        pieces.col("Tingkat", 22 if narrow else 28),
        look="wide",
        pillar=win.pillar.code,
    )


def all_risks(wins: list[Win], shipped: dict[str, Any], numbering: pieces.Numbering) -> Iterator[Figure | Table]:
    """Return one map with how many risks stand in each field, and the table of those that are high."""
    risks = [(n, win, r) for n, win in enumerate(wins, 1) for r in weighed(win)]
    fields = Counter((r.likelihood, r.impact) for _, _, r in risks if _on_map(r))
    if fields:
        told = [f"kemungkinan {k[0]}, dampak {k[1]}: {count} risiko" for k, count in sorted(fields.items())]
        yield numbering.figure(
            shipped["figures"][0]["caption"],
            "risk_map",
            unit="angka dalam lingkaran ialah banyaknya risiko",
            data=tuple((str(count), str(k[0]), str(k[1])) for k, count in sorted(fields.items())),
            description="; ".join(told) + ".",
        )
    high = sorted((t for t in risks if (t[2].level or 0) >= HIGH), key=lambda t: -(t[2].level or 0))
    if high:
        yield numbering.table(
            shipped["tables"][0]["caption"],
            tuple(
                pieces.row(
                    (pieces.span(f"{win.code} " if win.code else "", "code", f"qw-{n}"), pieces.span(win.name)),
                    r.event,
                    r.level_text,
                    pieces.cell(r.handling or pieces.gap("belum ada penanganan"), r.owner),
                    pillar=win.pillar.code,
                )
                for n, win, r in high
            ),
            "Quick win 46 | Risiko 44 | Tingkat 30 | Penanganan",
            look="wide",
        )


def counted(wins: list[Win]) -> dict:
    """Return the marks of the texts: how many risks there are, and how many of them are high or higher."""
    levels = [r.level or 0 for win in wins for r in weighed(win)]
    return {"jumlah_risiko": str(len(levels)), "jumlah_risiko_tinggi": str(sum(level >= HIGH for level in levels))}


def untreated(win: Win) -> bool:
    return any((r.level or 0) >= HIGH and not r.handling for r in weighed(win))
