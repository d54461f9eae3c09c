"""Charts of the summary and of the quick wins as SVG: measures in mm, words and places carry what colours repeat."""

from math import cos, pi, sin
from textwrap import wrap

from masterplan.document.nodes import Figure
from masterplan.writers.colours import GREY, HEAD, ICONS, INK, INKS, SOFT, box, rule, svg
from masterplan.writers.colours import text as _text

NIGHT = INKS[""][0]
#: From which level a risk is so called, and how dark its fields are; equal steps also without colour.
LEVELS = ((16, "sangat tinggi 16–25", "#8796c1"), (10, "tinggi 10–15", "#b9c3dc"), (5, "sedang 5–9", "#e4e8f1"))
LOWEST = (1, "rendah 1–4", "#ffffff")
FULL_BOXES = {"baik": 3, "sedang": 2, "buruk": 1}


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _fit(text: str, width: float, size: float) -> float:
    """The size at which `text` fits into `width`, at most `size`."""
    return min(size, width / (0.62 * max(1, len(text))))


def thread(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return how much there is of each link, on one line. Data: (number, noun) from left to right."""
    step = 165 / max(1, len(node.data))
    radius = min(9.5, step / 2 - 2.5)
    middle = radius + 1
    parts = [rule(step / 2, middle, step * (len(node.data) - 1), NIGHT, 0.7)]
    for n, (number, noun) in enumerate(node.data):
        x, last = step * (n + 0.5), n == len(node.data) - 1
        fill, on = (NIGHT, "#fff") if last else ("#fff", NIGHT)
        parts.append(
            f'<circle cx="{x:.2f}" cy="{middle:.2f}" r="{radius:.2f}" fill="{fill}" stroke="{NIGHT}" '
            'stroke-width=".7"/>'
        )
        size = _fit(number, radius * 1.5, 7.5)
        parts.append(_text(x, middle + size * 0.36, size, number, 800, fill=on, face=HEAD))
        for at, line in enumerate(wrap(noun, 18)[:2]):
            parts.append(_text(x, middle * 2 + 3.6 + at * 3.6, 3, line, 700, face=HEAD))
    return svg(node, 165, middle * 2 + 9, parts)


def readiness_marks(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Draw three boxes for each aspect: three full are good, two fair, one poor; the word beside says it too.

    Data: (component, how many of what, then aspect and condition in turn).
    """
    parts, top = [rule(0, 0.3, 165, INK, 0.5)], 0.0
    for component, said, *told in node.data:
        aspects = list(zip(told[::2], told[1::2], strict=True))
        lines = max(1, -(-len(aspects) // 3))
        parts.append(_text(0, top + 6, 3.5, _cut(component, 17), 700, "start", face=HEAD))
        parts.append(_text(0, top + 10.2, 2.5, _cut(said, 26), anchor="start", fill=SOFT))
        for n, (aspect, condition) in enumerate(aspects):
            x, y = 33 + 44 * (n % 3), top + 13.4 * (n // 3)
            full = FULL_BOXES.get(condition.lower(), 0)
            for at in range(3):
                parts.append(box(x + 3.8 * at, y + 3, 3.2, 3.2, NIGHT if at < full else "#fff", NIGHT, 0.3))
            word = condition.capitalize() if full else "Belum dinilai"
            parts.append(_text(x + 12.4, y + 5.6, 2.8, word, 700, "start", face=HEAD))
            parts.append(_text(x, y + 10.2, 2.5, _cut(aspect, 30), anchor="start"))
        top += 13.4 * lines
        parts.append(rule(0, top, 165, GREY))
    return svg(node, 165, max(top, 1) + 0.3, parts)


def _level(number: int):
    return next((level for level in LEVELS if number >= level[0]), LOWEST)


def risk_map(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Draw five by five fields: likelihood upward, impact to the right; a risk is a dot with its code. Data: (code,
    likelihood, impact). More than two in one field are told by the first and a plus.
    """
    side, left, top = 12.4, 16.7, 1.0
    parts, fields = [], {}
    for code, likelihood, impact in node.data:
        fields.setdefault((int(likelihood), int(impact)), []).append(code)
    for likelihood in range(1, 6):
        y = top + side * (5 - likelihood)
        parts.append(_text(left - 1.6, y + side / 2 + 1, 2.7, str(likelihood), 700, "end", face=HEAD))
        for impact in range(1, 6):
            x = left + side * (impact - 1)
            parts.append(box(x, y, side, side, _level(likelihood * impact)[2], "#7c8598", 0.2))
            parts.append(_text(x + side - 1, y + 3, 2.1, str(likelihood * impact), anchor="end"))
            parts += _dots(fields.get((likelihood, impact), ()), x + side / 2, y + side / 2 + 0.8)
    for impact in range(1, 6):
        parts.append(_text(left + side * (impact - 0.5), top + side * 5 + 4, 2.7, str(impact), 700, face=HEAD))
    parts.append(_text(left + side * 2.5, top + side * 5 + 8, 2.6, "Dampak", 700))
    parts.append(f'<g transform="translate(4.2 {top + side * 2.5:.2f}) rotate(-90)">')
    parts.append(_text(0, 0, 2.6, "Kemungkinan", 700) + "</g>")
    for n, (_, word, fill) in enumerate((LOWEST, *reversed(LEVELS))):
        x, y = left + 31 * (n % 2), top + side * 5 + 10.6 + 4.6 * (n // 2)
        parts.append(box(x, y, 3.4, 3.4, fill, "#7c8598", 0.2))
        parts.append(_text(x + 4.6, y + 2.7, 2.3, word, anchor="start"))
    return svg(node, 79, 82.5, parts)


def _dots(codes, x, y):
    shown = list(codes) if len(codes) < 3 else [f"{codes[0]}+"]
    for n, code in enumerate(shown):
        at = x + 5.4 * (n - (len(shown) - 1) / 2)
        yield f'<circle cx="{at:.2f}" cy="{y:.2f}" r="2.65" fill="{INK}"/>'
        size = _fit(code, 4.4, 2.3)
        yield _text(at, y + size * 0.36, size, code, 800, fill="#fff", face=HEAD)


def nominated(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return a box for each proposal of a pillar, full where it was chosen. Data: (code, name, proposals, chosen)."""
    tall, parts = 8.2, [rule(0, 0.3, 165, INK, 0.5)]
    most = max((int(row[2]) for row in node.data), default=1)
    step = min(7.0, 76 / max(1, most))
    for n, (code, name, proposals, chosen) in enumerate(node.data):
        fill, dark, _, _ = INKS[seats.get(code, "")]
        y = tall * n
        parts.append(_text(0, y + 5.3, _fit(code, 12, 2.7), code, 700, "start", dark, HEAD))
        parts.append(_text(14, y + 5.3, 2.8, _cut(name, 36), anchor="start"))
        for at in range(int(proposals)):
            full = at < int(chosen)
            parts.append(box(70 + step * at, y + 2.4, step * 0.72, 4, fill if full else "#fff", dark, 0.35))
        said = f"{proposals} usul, {chosen} terpilih"
        parts.append(_text(165, y + 5.3, 2.6, said, 700, "end", face=HEAD))
        parts.append(rule(0, tall * (n + 1), 165, GREY))
    return svg(node, 165, tall * max(1, len(node.data)) + 0.3, parts)


def horizons_small(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return a box for each programme of a pillar under its horizon, framed twice for a quick win; open boxes are
    directions
    of the long term. Data: the three heads, then (code, name, and for each horizon programmes, quick wins, directions).
    """
    heads, *rows = node.data
    left, wide, each = 40.0, 41.6, 5.0
    across = int((wide - 9) / each)
    parts = []
    for n, head in enumerate(heads):
        x = left + wide * n
        parts.append(_text(x, 3.4, _fit(head, wide - 2, 2.8), head, 700, "start", face=HEAD))
    parts.append(rule(0, 5.4, 165, INK, 0.5))
    top = 5.4
    for code, name, *numbers in rows:
        fill, dark, _, on = INKS[seats.get(code, "")]
        groups = [tuple(map(int, numbers[at : at + 3])) for at in (0, 3, 6)]
        deep = max(1, *(-(-(programmes + open_) // across) for programmes, _, open_ in groups))
        tall = max(10.6, 3.6 + each * deep)
        parts.append(_text(0, top + 4.8, _fit(code, 12, 2.7), code, 700, "start", dark, HEAD))
        for at, line in enumerate(wrap(name, 25)[:2]):
            parts.append(_text(0, top + 8.2 + 2.9 * at, 2.4, line, anchor="start"))
        for n, (programmes, wins, open_) in enumerate(groups):
            x = left + wide * n
            total = programmes + open_
            parts.append(_text(x, top + 6, 3.4, str(total) if total else "–", 800, "start", face=HEAD))
            for at in range(total):
                bx, by = x + 8 + each * (at % across), top + 2.6 + each * (at // across)
                parts.append(box(bx, by, 3.8, 3.8, fill if at < programmes else "#fff", dark, 0.3))
                if at < wins:
                    parts.append(box(bx + 0.8, by + 0.8, 2.2, 2.2, "none", on, 0.35))
        top += tall
        parts.append(rule(0, top, 165, GREY))
    return svg(node, 165, round(top + 0.3, 1), parts)


def table_ring(node: Figure, seat: str, seats: dict[str, str], white: bool = False) -> str:
    """Return the pillars round one table, as on the cover; stands on the dark of its page, or outlined on white. Data:
    (code, name).
    """
    count = max(1, len(node.data))
    radius = min(20.0, 46 * sin(pi / count) - 3) if count > 1 else 20.0
    ground, line = ("#fff", INK) if white else (NIGHT, "#fff")
    parts = [f'<rect width="210" height="150" fill="{ground}"/>']
    parts.append(f'<circle cx="105" cy="68" r="46" fill="none" stroke="{line}" stroke-width=".6" opacity=".5"/>')
    for n, (code, _) in enumerate(node.data):
        x, y = 105 + 46 * sin(2 * pi * n / count), 68 - 46 * cos(2 * pi * n / count)
        fill, _, _, on = ("#fff", "", "", INK) if white else INKS[seats.get(code, "")]
        scale = radius / 29
        parts.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" fill="{fill}" stroke="{line}" stroke-width=".9"/>'
            f'<g transform="translate({x - 12 * scale:.2f} {y - 12 * scale:.2f}) scale({scale:.3f})" fill="none" '
            f'stroke="{on}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
            f"{ICONS.get(seats.get(code, ''), '')}</g>"
        )
    return svg(node, 210, 150, parts)


def vision_rings(node: Figure, seat: str, seats: dict[str, str], white: bool = False) -> str:
    """Open rings that leave the page: a place at the table for everybody. Data: (code, name) of the pillars."""
    count = max(1, len(node.data))
    ground, line = ("#fff", NIGHT) if white else (NIGHT, "#c9d1ee")
    parts = [f'<rect width="210" height="168" fill="{ground}"/>']
    ring = f'fill="none" stroke="{line}" stroke-width=".45"'
    parts.append(f'<circle cx="170" cy="126" r="86" {ring} opacity=".7"/>')
    radius = min(35.0, 86 * sin(pi / count) - 4) if count > 1 else 35.0
    for n in range(count):
        x, y = 170 + 86 * sin(2 * pi * n / count), 126 - 86 * cos(2 * pi * n / count)
        parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" {ring}/>')
    return svg(node, 210, 168, parts)


DRAWINGS = {
    "thread": thread,
    "readiness_marks": readiness_marks,
    "risk_map": risk_map,
    "nominated": nominated,
    "horizons_small": horizons_small,
    "table_ring": table_ring,
    "vision_rings": vision_rings,
}

#: Those that stand on the dark of a page, and on white where the book is for a printer of an office.
ON_DARK = {"table_ring", "vision_rings"}
