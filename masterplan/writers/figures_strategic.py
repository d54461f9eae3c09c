"""The charts of Buku 1 as SVG: how the plan was made, what it rests on, readiness, scores, the tree of the vision, and
the small matrix of alignment. In millimetres; every shape has its word or number, colour only repeats it.
"""

from textwrap import wrap

from masterplan.document.nodes import Figure
from masterplan.writers.colours import GREY, HEAD, INK, INKS, SOFT, box, rule, svg, text

PALE = "#f1f2f5"
#: Full boxes of a condition; what is not judged has none.
BOXES = {"baik": 3, "sedang": 2, "buruk": 1}


def lines_of(said: str, width: float, size: float, most: int) -> list[str]:
    """Return `said` in at most so many lines of `width` mm.

    What is left over ends in “…”, it stands in full in a table.
    """
    letters = max(4, int(width / (size * 0.545)))
    lines = wrap(said, letters, break_long_words=True) or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: letters - 1].rstrip(" ,;.") + "…"]
    return lines


def _lines(x, y, size, lines, step, **kw) -> str:
    return "".join(text(x, y + step * n, size, line, anchor="start", **kw) for n, line in enumerate(lines))


def _arrow(x1, y, x2, *, label="") -> str:
    head = f"M{x2 - 1.8:.2f} {y - 1.2:.2f}L{x2:.2f} {y:.2f}L{x2 - 1.8:.2f} {y + 1.2:.2f}"
    drawn = f'<path d="M{x1:.2f} {y:.2f}H{x2:.2f}{head}" fill="none" stroke="{INK}" stroke-width=".4"/>'
    return drawn + (text((x1 + x2) / 2, y - 2.2, 2.3, label, fill=SOFT) if label else "")


def steps(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return bimteks from left to right, what happens between them, and what comes out. Data: (name, date, subject) …,
    then ("", title, *outputs).
    """
    *stops, outputs = node.data
    per_row = 4
    fill, dark, _, on = INKS[""]
    width, gap, tall = 35.0, 8.0, 27.0
    parts, rows = [], [stops[at : at + per_row] for at in range(0, len(stops), per_row)] or [[]]
    for r, row in enumerate(rows):
        top = r * (tall + 7)
        for n, (name, date, subject) in enumerate(row):
            x = n * (width + gap)
            parts.append(box(x + 0.2, top + 0.2, width - 0.4, tall - 0.4, "#fff", dark, 0.4, corner=1))
            parts.append(rule(x + 0.2, top + 7, width - 0.4, dark, 0.4))
            parts.append(text(x + 2, top + 5, 3.1, name, 800, "start", dark, HEAD))
            parts.append(_lines(x + 2, top + 11, 2.35, lines_of(date, width - 4, 2.35, 1), 3.1, fill=SOFT))
            parts.append(_lines(x + 2, top + 15, 2.45, lines_of(subject, width - 4, 2.45, 4), 3.4))
            if r * per_row + n + 1 < len(stops):
                parts.append(_arrow(x + width, top + tall / 2, x + width + gap) if n + 1 < per_row else "")
                parts.append(text(x + width + gap / 2, top + tall / 2 - 2.6, 2.2, "tugas", fill=SOFT))
                parts.append(text(x + width + gap / 2, top + tall / 2 + 4, 2.2, "OPD", fill=SOFT))
    top = len(rows) * (tall + 7)
    _, title, *made = outputs
    parts.append(f'<path d="M82.5 {top - 6.6:.2f}V{top - 0.6:.2f}" stroke="{INK}" stroke-width=".4"/>')
    parts.append(
        f'<path d="M81.3 {top - 2.4:.2f}L82.5 {top - 0.6:.2f}L83.7 {top - 2.4:.2f}" fill="none" stroke="{INK}" '
        f'stroke-width=".4"/>'
    )
    step = 165 / max(1, len(made))
    for n, name in enumerate(made):
        parts.append(box(n * step + 1, top, step - 2, 9, fill, corner=1))
        parts.append(text((n + 0.5) * step, top + 5.6, 2.7, name, 700, fill=on, face=HEAD))
    parts.append(text(0, top + 13.4, 2.4, title, anchor="start", fill=SOFT))
    return svg(node, 165, top + 14.5, parts)


def framework(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return what the chain rests on.

    Data: (what is above), (the links of the chain with a word each), (beside), (below).
    """
    above, links, beside, below = node.data
    fill, dark, _, on = INKS[""]
    parts = [_bar(0, 0, 165, 13, *above)]
    width, gap, top = 30.0, 5.0, 21.0
    for n, (name, said) in enumerate(links):
        x = n * (width + gap)
        parts.append(box(x, top, width, 24, fill, corner=1))
        parts.append(text(x + 2.5, top + 6, 3.3, name, 800, "start", on, HEAD))
        parts.append(_lines(x + 2.5, top + 11, 2.4, lines_of(said, width - 4.5, 2.4, 4), 3.3, fill=on))
        if n + 1 < len(links):
            parts.append(_arrow(x + width, top + 12, x + width + gap))
    chain = len(links) * (width + gap) - gap
    parts.append(_bar(chain + 4, top, 165 - chain - 4, 24, *beside))
    parts.append(_bar(0, 53, 165, 13, *below))
    for x in (chain / 4, chain / 2, 3 * chain / 4):
        parts.append(
            f'<path d="M{x:.2f} 13.4V20.4M{x - 1.1:.2f} 18.6L{x:.2f} 20.4L{x + 1.1:.2f} 18.6'
            f'M{x:.2f} 52.6V45.6M{x - 1.1:.2f} 47.4L{x:.2f} 45.6L{x + 1.1:.2f} 47.4" '
            f'fill="none" stroke="{INK}" stroke-width=".4"/>'
        )
    return svg(node, 165, 66.5, parts)


def _bar(x, y, width, tall, title, said) -> str:
    drawn = box(x + 0.2, y + 0.2, width - 0.4, tall - 0.4, PALE, GREY, corner=1)
    if tall < 20:
        return (
            drawn
            + text(x + 3, y + 5.4, 3.1, title, 800, "start", INK, HEAD)
            + text(x + 3, y + 10, 2.5, lines_of(said, width - 6, 2.5, 1)[0], anchor="start")
        )
    said = _lines(x + 2.5, y + 11, 2.4, lines_of(said, width - 4.5, 2.4, 4), 3.3)
    return drawn + text(x + 2.5, y + 6, 3.1, title, 800, "start", INK, HEAD) + said


def readiness(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return a row a component, three aspects side by side: full boxes and the word. Data: (component, sums, (aspect,
    condition) …); an aspect without a condition has empty boxes.
    """
    parts, y, ink = [rule(0, 0.3, 165, INK, 0.45)], 0.0, INKS[""][0]
    for name, sums, *aspects in node.data:
        parts.append(text(0, y + 6, 3.3, lines_of(name, 32, 3.3, 1)[0], 800, "start", INK, HEAD))
        parts.append(_lines(0, y + 10.3, 2.5, lines_of(sums, 31, 2.5, 1), 3.2, fill=SOFT))
        for n, (aspect, condition) in enumerate(aspects):
            x, top = 33 + 44 * (n % 3), y + 13.4 * (n // 3)
            full = BOXES.get(condition, 0)
            for at in range(3):
                parts.append(box(x + 3.9 * at, top + 3.4, 3.2, 3.2, ink if at < full else "#fff", ink, 0.3))
            said = condition.capitalize() or "Belum dinilai"
            parts.append(text(x + 13, top + 5.9, 2.8, said, 700, "start", INK, HEAD))
            parts.append(text(x, top + 10.4, 2.6, lines_of(aspect, 42.5, 2.6, 1)[0], anchor="start"))
        if not aspects:
            parts.append(text(33, y + 6, 2.6, "belum ada aspek yang dinilai", anchor="start", fill=SOFT))
        y += 13.4 * max(1, -(-len(aspects) // 3))
        parts.append(rule(0, y + 0.4, 165, "#ccd1d9"))
    return svg(node, 165, y + 0.8, parts)


def scores(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return a bar a problem: its three marks beside each other with their numbers, then the sum. Data: (code,
    sentence, urgency, seriousness, growth).
    """
    fill, dark, tint, on = INKS[seat]
    looks = ((fill, on), (tint, INK), ("#fff", INK))
    unit, left, tall = 4.0, 96.0, 8.2
    parts = []
    for n, (name, (look, _)) in enumerate(zip(("mendesak", "gawat", "memburuk"), looks, strict=True)):
        x = left + 21 * n
        parts += [box(x, 0.6, 3, 3, look, dark, 0.3), text(x + 4, 3.1, 2.3, name, anchor="start", fill=SOFT)]
    parts.append(text(164.5, 3.1, 2.3, "jumlah", anchor="end", fill=SOFT))
    for n, (code, said, *marks) in enumerate(node.data):
        top = 6 + tall * n
        parts.append(rule(0, top, 165))
        parts.append(text(0, top + 5, 2.5, code, 700, "start", dark, HEAD))
        lines = lines_of(said, left - 20, 2.45, 2)
        parts.append(_lines(17, top + (4.9 if len(lines) == 1 else 3.5), 2.45, lines, 3.2))
        x = left
        for mark, (look, ink) in zip(marks, looks, strict=True):
            width = unit * int(mark)
            parts.append(box(x, top + 1.6, width, 5, look, dark, 0.3))
            parts.append(text(x + width / 2, top + 5, 2.4, mark, 700, fill=ink, face=HEAD))
            x += width
        total = str(sum(map(int, marks)))
        parts.append(text(164.5, top + 5.1, 3.0, total, 800, "end", face=HEAD))
    return svg(node, 165, 6.4 + tall * len(node.data), parts)


def vision_tree(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return the vision at the root, a knot a mission.

    Data: (vision), then (pillar, line above, mission, sums, measure).
    """
    (vision,), *missions = node.data
    rows = lines_of(vision, 158, 5.0, 3)
    parts = [text(0, 3.2, 2.6, "Visi", 700, "start", SOFT, HEAD)]
    parts.append(_lines(0, 9.4, 5.0, rows, 6.4, weight=800, face=HEAD))
    y = 11.5 + 6.4 * (len(rows) - 1)
    top = y
    for pillar, above, mission, sums, measure in missions:
        fill, dark, _, _ = INKS[seats.get(pillar, "")]
        x, at = 8.0, y + 5.6
        parts.append(text(x, at, 2.5, lines_of(above, 155, 2.5, 1)[0], 700, "start", dark, HEAD))
        lines = lines_of(mission, 155, 3.3, 2)
        parts.append(_lines(x, at + 4.6, 3.3, lines, 4.3, weight=700, face=HEAD))
        at += 4.6 + 4.3 * len(lines)
        for said, most in ((sums, 2), (measure, 2)):
            lines = lines_of(said, 155, 2.55, most) if said else []
            parts.append(_lines(x, at, 2.55, lines, 3.5, fill=SOFT if said == sums else INK))
            at += 3.5 * len(lines)
        parts.append(f'<circle cx="1.9" cy="{y + 4.8:.2f}" r="1.7" fill="{fill}" stroke="{INK}" stroke-width=".3"/>')
        y = at - 0.6
    line = f'<path d="M1.9 {top:.2f}V{y:.2f}" stroke="{INK}" stroke-width=".5"/>'
    return svg(node, 165, y + 0.6, [line, *parts])


def alignment(node: Figure, seat: str, seats: dict[str, str]) -> str:
    """Return the small matrix: objectives of the RPJMD against pillars, with how many targets serve them. Data: the
    pillars' codes, then (objective, goal, number …) with "" for none; a line between goals. 58 mm wide.
    """
    codes, *rows = node.data
    left, tall = 12.0, 3.5
    step = (58 - left) / max(1, len(codes))
    parts = []
    for n, code in enumerate(codes):
        dark = INKS[seats.get(code, "")][1]
        size = min(1.9, step / (0.68 * max(3, len(code))))
        parts.append(text(left + step * (n + 0.5), 4, size, code, 700, fill=dark, face=HEAD))
    before = None
    for n, (objective, goal, *counts) in enumerate(rows):
        y = 6 + tall * n
        if before is not None and goal != before:
            parts.append(rule(0, y, 58, GREY))
        before = goal
        parts.append(text(0, y + 2.5, 2.0, objective[:8], anchor="start"))
        for at, (code, count) in enumerate(zip(codes, counts, strict=True)):
            x = left + step * at
            if count:
                fill, _, _, on = INKS[seats.get(code, "")]
                parts.append(box(x + 0.4, y + 0.3, step - 0.8, tall - 0.6, fill))
                parts.append(text(x + step / 2, y + 2.5, 2.0, count, 700, fill=on, face=HEAD))
            else:
                parts.append(f'<circle cx="{x + step / 2:.2f}" cy="{y + tall / 2:.2f}" r=".3" fill="{SOFT}"/>')
    return svg(node, 58, 7 + tall * len(rows), parts)


DRAWINGS = {
    "steps": steps,
    "framework": framework,
    "readiness": readiness,
    "scores": scores,
    "vision_tree": vision_tree,
    "alignment": alignment,
}
