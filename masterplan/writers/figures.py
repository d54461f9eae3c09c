"""Charts and icons as SVG, drawn from a figure's data; the numbers stand in words in every `<desc>`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from textwrap import wrap
from typing import Any

from masterplan.document.nodes import Figure
from masterplan.writers import figures_strategic, figures_summary
from masterplan.writers.colours import GREY, HEAD, ICONS, INK, INKS, LINE, SOFT, box, rule, svg
from masterplan.writers.colours import text as _text
from masterplan.writers.markup import plain
from workshops.number_format import BILLION, show_fixed


def icon(seat: str, name: str, size: str = "5mm", stroke: str | None = None) -> str:
    color = stroke or INKS[seat][1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="{size}" height="{size}" '
        f'fill="none" stroke="{color}" stroke-width="1.6" stroke-linecap="round" '
        f'stroke-linejoin="round" role="img"><title>Lambang pilar {plain(name)}</title>'
        f"{ICONS.get(seat, ICONS['GOV'])}</svg>"
    )


def ring(seats: list[tuple[str, str]], white: bool = False) -> str:
    """Return the seats of the cover, drawn once for up to twelve pillars. `seats`: (seat, name), one for each pillar;
    `white`: as outlines on white.
    """
    from math import cos, pi, sin

    count = max(1, len(seats))
    radius = min(82.0, 190 * sin(pi / count) - 14) if count > 1 else 82.0
    table, line = (INKS[""][0], INK) if white else ("#fff", "#fff")
    parts = [f'<circle cx="300" cy="300" r="190" fill="none" stroke="{table}" stroke-width="2.4" opacity="0.45"/>']
    scale = radius / 29
    for n, (seat, _) in enumerate(seats):
        x, y = 300 + 190 * sin(2 * pi * n / count), 300 - 190 * cos(2 * pi * n / count)
        fill, _k, _t, on = ("#fff", "", "", INK) if white else INKS[seat]
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{line}" stroke-width="3.4"/>'
            f'<g transform="translate({x - 12 * scale:.1f} {y - 12 * scale:.1f}) scale({scale:.2f})" '
            f'fill="none" stroke="{on}" '
            f'stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{ICONS.get(seat, "")}</g>'
        )
    names = ", ".join(name for _, name in seats)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cincin" viewBox="20 20 560 560" '
        f'width="150mm" height="150mm" role="img"><title>Lambang pilar mengelilingi satu meja: '
        f"{plain(names)}</title>{''.join(parts)}</svg>"
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def years_strip(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return the baseline hollow, the last target full, a year without a target an empty box."""
    _, dark, tint, _ = INKS[seat]
    count = len(node.data)
    step = min(20.0, 146.0 / count)
    wide = step * 0.75
    values = [_number(value) for _, _, value in node.data]
    highest = max((abs(v) for v in values if v is not None), default=Decimal(0))
    size = 2.7 if step > 15 else 2.2
    width = step * count
    parts = [rule(0, 12.8, width, INK, 0.3)]
    for n, (year, said, _) in enumerate(node.data):
        x, middle, value = n * step, n * step + wide / 2, values[n]
        first, last = n == 0, n == count - 1
        strong = first or last
        if value is None:
            parts.append(box(x, 7.4, wide, 5.4, "#fff", GREY))
            parts.append(_text(middle, 10.9, 2.1, "belum ada", fill=SOFT))
        else:
            height = max(0.4, float(abs(value) / highest) * 7.6 if highest else 0.0)
            fill = "#fff" if first else dark if last else tint
            parts.append(box(x, 12.8 - height, wide, height, fill, dark, 0.35))
            fit = min(size + 0.4 if strong else size, step * 0.98 / (0.6 * max(1, len(said))))
            ink = dark if last else INK
            parts.append(_text(middle, 11.6 - height, fit, said, 800 if strong else 700, fill=ink, face=HEAD))
        weight, ink = (700, INK) if strong else (400, SOFT)
        parts.append(_text(middle, 16.1, min(2.5, step / 6.4), year, weight, fill=ink))
    return svg(node, round(width, 1), 17, parts)


def stacked_years(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return one column a year, stacked by pillar, amounts in miliar; small parts are left to the table."""
    width, base, top = 131.0, 86.0, 10.0
    years = [(year, [(code, int(amount)) for code, amount in parts]) for year, *parts in node.data]
    highest = max((sum(a for _, a in parts) for _, parts in years), default=0) or 1
    step = width / max(1, len(years))
    bar = min(17.3, step * 0.66)
    drawn = [rule(0, base, width, INK, 0.35)]
    drawn += [rule(0, base - n * (base - top) / 4, width) for n in range(1, 5)]
    # the largest pillar at the foot, the same order in every column
    totals = {}
    for _, parts in years:
        for code, amount in parts:
            totals[code] = totals.get(code, 0) + amount
    order = sorted(totals, key=lambda code: -totals[code])
    for n, (year, parts) in enumerate(years):
        x, y, amounts = n * step + (step - bar) / 2, base, dict(parts)
        for code in order:
            amount = amounts.get(code, 0)
            height = amount / highest * (base - top - 4)
            if height < 0.05:
                continue
            fill, _, _, on = INKS[seats.get(code, "")]
            y -= height
            drawn.append(box(x, y, bar, max(0.1, height - 0.35), fill))
            if height > 3 and bar > 11:
                said = f"{code[:5]} {show_fixed(amount, BILLION)}"
                drawn.append(_text(x + bar / 2, y + height / 2 + 0.7, 2.3, said, 700, fill=on, face=HEAD))
        total = show_fixed(sum(amounts.values()), BILLION)
        drawn.append(_text(x + bar / 2, y - 1.6, 3.2 if bar > 11 else 2.3, total, 800, face=HEAD))
        drawn.append(_text(x + bar / 2, 90.8, 2.8 if bar > 8 else 2.2, year, 700, face=HEAD))
    for n, code in enumerate(reversed(order)):
        drawn.append(box(136, top + n * 6, 3.2, 3.2, INKS[seats.get(code, "")][0]))
        drawn.append(_text(141, top + n * 6 + 2.5, 2.7, code, 700, "start", face=HEAD))
    return svg(replace(node, title=f"{node.title}, {node.unit}"), 165, 92, drawn)


@dataclass(frozen=True)
class Axis:
    """Where years stand: `left` and `step` in millimetres, or in percent of a picture as wide as its place."""

    left: float
    step: float
    unit: str = ""

    def at(self, column: float) -> str:
        return f"{self.left + self.step * column:.3f}{self.unit}"

    def long(self, columns: float) -> str:
        return f"{self.step * columns:.3f}{self.unit}"


def axis(years: int, far: bool = False) -> Axis:
    """Return the axis of a screen, all of its width: `far` leaves room behind the years for what comes after them."""
    return Axis(0, 100 / max(1, years + FAR * far), "%")


FAR = 1.6  # widths of a year that the years beyond the plan take together


def runs(columns: Sequence[Any]) -> list:
    """Return (first, how many) of the columns that follow each other: [0, 1, 3] → [(0, 2), (3, 1)]."""
    found = []
    for column in sorted(columns):
        if found and found[-1][0] + found[-1][1] == column:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((column, 1))
    return found


def bar(
    columns: Sequence[Any],
    along: Axis,
    seat: str,
    said: Sequence[Any] = (),
    *,
    top: float,
    height: float,
    size: float,
    corner: float,
    inset: float,
    framed: bool = False,
) -> str:
    """Return a programme on the years: a shape for each run of `columns`, with its text of `said` inside.

    framed  a second line inside, for a quick win; measures in the units of the picture, `inset` in columns.
    """
    fill, _, _, on = INKS[seat]
    drawn = []
    for n, (first, count) in enumerate(runs(columns)):
        x, width = along.at(first + inset), along.long(count - 2 * inset)
        shape = f'x="{x}" width="{width}" y="{top:g}" height="{height:g}" rx="{corner:g}"'
        drawn.append(f'<rect class="bilah" {shape} fill="{fill}"/>')
        if framed:
            x, width, edge = along.at(first + 2 * inset), along.long(count - 4 * inset), height / 9
            drawn.append(
                f'<rect class="bingkai" x="{x}" width="{width}" y="{top + edge:.2f}" height="{height - 2 * edge:.2f}" '
                f'rx="{corner / 2:g}" fill="none" stroke="{on}" stroke-width="{height / 20:.2f}"/>'
            )
        if n < len(said) and said[n]:
            drawn.append(
                f'<text class="tulisan" x="{x}" dx="{size * 0.6:.2f}" y="{top + height / 2 + size * 0.36:.2f}" '
                f'font-family="{HEAD}" font-size="{size:g}" font-weight="700" fill="{on}">'
                f"{plain(said[n])}</text>"
            )
    return "".join(drawn)


def gantt(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Draw programmes as bars. Data: the years, then (code, pillar, name, words in the bar, *its years) for each."""
    years, *rows = node.data
    along = Axis(74, 91 / max(1, len(years)))
    head, tall = 6.0, 7.9
    foot = head + tall * len(rows)
    parts = []
    for n, year in enumerate((*years, "")):
        x = 74 + along.step * n
        parts.append(f'<path d="M{x:.2f} {head}V{foot:.2f}" stroke="{LINE}" stroke-width=".2"/>')
        parts.append(_text(x + along.step / 2, 4, 2.7, year, 700, face=HEAD) if year else "")
    parts.append(rule(0, head, 165, INK, 0.45))
    for n, (code, pillar, name, said, *runs_in) in enumerate(rows):
        top = head + tall * n
        lines = _lines(name, 40)
        own = seats.get(pillar, seat)
        parts.append(_text(0, top + 4.85, 2.45, code, 700, "start", INKS[own][1], HEAD))
        for m, line in enumerate(lines):
            parts.append(_text(17, top + (4.8 if len(lines) == 1 else 3.22 + 3.15 * m), 2.5, line, anchor="start"))
        columns = [years.index(year) for year in runs_in if year in years]
        room = (runs(columns)[0][1] * along.step - 3) / 1.4 if columns else 0  # letters
        short = said if len(said) <= room else said.partition(" · ")[0]
        words = (short if len(short) <= room else "",)
        parts.append(
            bar(columns, along, own, words, top=top + 1.7, height=4.5, size=2.4, corner=0.6, inset=0.5 / along.step)
        )
        if n:
            parts.append(rule(0, top, 165, GREY))
    return svg(node, 165, foot, parts)


def _lines(name: str, letters: int) -> list[str]:
    """At most two lines; what is left over is in the table of programmes."""
    lines = wrap(name, letters, break_long_words=True) or [""]
    return lines if len(lines) < 3 else [lines[0], lines[1][: letters - 1].rstrip() + "…"]


def track(
    columns: Sequence[Any],
    years: Sequence[Any] | range,
    seat: str,
    said: str,
    *,
    framed: bool = False,
    far: str = "",
    beyond: str = "",
    wanted: Sequence[Any] = (),
    hooks: str = "",
) -> str:
    """Return the years of one programme on a screen: as wide as its place, with a line before each of `years`.

    said    the picture in words · far: the years behind the last column are shown as one, named so
    beyond  what is said in that column, dashed; or over the columns `wanted`, where those years have their own
    hooks   attributes for whoever moves it, made by the caller
    """
    along = axis(len(years), bool(far))
    lines = "".join(
        f'<line x1="{along.at(n)}" x2="{along.at(n)}" y1="0" y2="32"/>' for n in range(1, len(years) + bool(far))
    )
    texts = [_first_and_last(years, first, count) for first, count in runs(columns)]
    drawn = bar(columns, along, seat, texts, top=3, height=26, size=12.5, corner=4, inset=0.03, framed=framed)
    if beyond:
        first, count = (wanted[0], len(wanted)) if wanted else (len(years), FAR)
        x, width = along.at(first + 0.03), along.long(count - 0.06)
        drawn += (
            f'<rect class="jauh" x="{x}" width="{width}" y="3" height="26" rx="4" fill="none" stroke="{INKS[seat][0]}" '
            f'stroke-dasharray="4 3"/>'
            f'<text class="jauh" x="{along.at(first + count / 2)}" y="20.5" font-size="12.5" font-weight="700" '
            f'text-anchor="middle" fill="{INKS[seat][1]}">{plain(beyond)}</text>'
        )
    return (
        f'<svg class="jalur" width="100%" height="32" role="img" aria-label="{plain(said)}"{hooks}>'
        f'<g class="garis">{lines}</g>{drawn}</svg>'
    )


def _first_and_last(years, first: int, count: int) -> str:
    return str(years[first]) if count == 1 else f"{years[first]}–{years[first + count - 1]}"


def scale(heads: list[tuple[str, str]], far: str = "", under: str = "") -> str:
    """Return the head over `track`s. `heads`: (year, what kind of year) in their order.

    `far` and `under` for the rest.
    """
    along = axis(len(heads), bool(far))
    places = [(n + 0.5, *head) for n, head in enumerate(heads)]
    places += [(len(heads) + FAR / 2, far, under)] if far else []
    said = "".join(
        f'<text x="{along.at(x)}" y="16" font-size="14" font-weight="700" text-anchor="middle">{plain(year)}</text>'
        f'<text class="kecil" x="{along.at(x)}" y="32" font-size="12" text-anchor="middle">{plain(kind)}</text>'
        for x, year, kind in places
    )
    return f'<svg class="skala" width="100%" height="40" aria-hidden="true">{said}</svg>'


DRAWINGS: dict[str, Callable[..., str]] = {
    "years_strip": years_strip,
    "stacked_years": stacked_years,
    "gantt": gantt,
    **figures_strategic.DRAWINGS,
    **figures_summary.DRAWINGS,
}


def drawing(node: Figure, seat: str, seats: dict[str, str], white: bool = False) -> str:
    """Return the SVG of a figure; `white`: the twin for white paper of what else stands on a dark page."""
    maker = DRAWINGS[node.kind]
    return maker(node, seat, seats, white) if node.kind in figures_summary.ON_DARK else maker(node, seat, seats)
