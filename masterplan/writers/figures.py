"""Charts and icons as SVG, drawn from a figure's data; the numbers stand in words in every `<desc>`."""

from decimal import Decimal, InvalidOperation

from masterplan.writers.markup import plain

INKS = {
    "": ("#26346b", "#26346b", "#eceff8", "#fff"),
    "GOV": ("#2657c8", "#1f479f", "#edf3ff", "#fff"),
    "BRA": ("#86126f", "#75105f", "#faeef7", "#fff"),
    "ECO": ("#bd8a14", "#76520a", "#fbf3e0", "#0f1526"),
    "LIV": ("#2b9dbd", "#0c5c74", "#e6f6fb", "#0f1526"),
    "SOC": ("#c8455a", "#96283d", "#fdeef0", "#fff"),
    "ENV": ("#2c500c", "#2c500c", "#eef5e6", "#fff"),
}
ICONS = {
    "GOV": '<path d="M3 10 12 4l9 6H3Z"/><path d="M6 10v7M10 10v7M14 10v7M18 10v7M3.5 20h17"/>',
    "BRA": (
        '<path d="M12 21c-5-4.2-7-7.6-7-11a7 7 0 0 1 14 0c0 3.4-2 6.8-7 11Z"/><path d="M12 21V9M12 '
        '15l-3-3.2M12 15l3-3.2"/><circle cx="12" cy="7" r="1"/>'
    ),
    "ECO": '<path d="M4 20V4M4 20h16"/><path d="m7.5 15.5 4-4.5 3 2.5L20 7.5"/><path d="M16 7.5h4v4"/>',
    "LIV": '<path d="m3.5 11 8.5-7 8.5 7"/><path d="M5.5 9.5V20h13V9.5"/><path d="M12 11.5v5M9.5 14h5"/>',
    "SOC": (
        '<circle cx="9" cy="8" r="3.25"/><path d="M3 20c.4-4 2.8-6 6-6s5.6 2 6 6"/><path d="M15.5 '
        '5.2a3.2 3.2 0 0 1 0 5.6M17.5 14.4c2 .8 3.2 2.6 3.5 5.6"/>'
    ),
    "ENV": (
        '<path d="M5 19C4 9.5 9.5 4.5 20 4.5c.5 10-4 15-11 15-1.6 0-3-.2-4-.5Z"/><path d="M5 19.5c2.5-5 6-8 10-9.8"/>'
    ),
}
# Where the six seats stand round the table of the cover; the ring is drawn once for any number of pillars up to twelve.
INK, SOFT, LINE = "#1a2238", "#566074", "#dcdfe4"


def icon(seat: str, name: str, size: str = "5mm", stroke: str | None = None) -> str:
    color = stroke or INKS[seat][1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="{size}" height="{size}" '
        f'fill="none" stroke="{color}" stroke-width="1.6" stroke-linecap="round" '
        f'stroke-linejoin="round" role="img"><title>Lambang pilar {plain(name)}</title>'
        f"{ICONS.get(seat, ICONS['GOV'])}</svg>"
    )


def ring(seats) -> str:
    """The seats of the cover. `seats`: (seat, name), one for each pillar."""
    from math import cos, pi, sin

    count = max(1, len(seats))
    radius = min(82.0, 190 * sin(pi / count) - 14) if count > 1 else 82.0
    parts = ['<circle cx="300" cy="300" r="190" fill="none" stroke="#fff" stroke-width="2.4" opacity="0.45"/>']
    scale = radius / 29
    for n, (seat, _) in enumerate(seats):
        x, y = 300 + 190 * sin(2 * pi * n / count), 300 - 190 * cos(2 * pi * n / count)
        fill, _k, _t, on = INKS[seat]
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="#fff" stroke-width="3.4"/>'
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


def _text(x, y, size, said, weight=400, anchor="middle", fill=INK, face="Buku Sans") -> str:
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{face}" font-size="{size}" '
        f'font-weight="{weight}" text-anchor="{anchor}" fill="{fill}">'
        f"{plain(said)}</text>"
    )


def years_strip(node, seat: str, seats) -> str:
    """The baseline hollow, the last target full, a year without a target an empty box."""
    _, dark, tint, _ = INKS[seat]
    count = len(node.data)
    step = min(20.0, 146.0 / count)
    box = step * 0.75
    values = [_number(value) for _, _, value in node.data]
    highest = max((abs(v) for v in values if v is not None), default=Decimal(0))
    size = 2.7 if step > 15 else 2.2
    width = step * count
    parts = [f'<path d="M0 12.8H{width:.1f}" stroke="{INK}" stroke-width=".3"/>']
    for n, (year, said, _) in enumerate(node.data):
        x, value = n * step, values[n]
        first, last = n == 0, n == count - 1
        if value is None:
            parts.append(
                f'<rect x="{x:.2f}" y="7.4" width="{box:.2f}" height="5.4" fill="#fff" '
                f'stroke="#9aa2b1" stroke-width=".25"/>'
            )
            parts.append(_text(x + box / 2, 10.9, 2.1, "belum ada", fill=SOFT))
        else:
            height = float(abs(value) / highest) * 7.6 if highest else 0.0
            height = max(0.4, height)
            fill = "#fff" if first else dark if last else tint
            parts.append(
                f'<rect x="{x:.2f}" y="{12.8 - height:.2f}" width="{box:.2f}" height="{height:.2f}" '
                f'fill="{fill}" stroke="{dark}" stroke-width=".35"/>'
            )
            strong = first or last
            usual = size + 0.4 if strong else size
            parts.append(
                _text(
                    x + box / 2,
                    11.6 - height,
                    min(usual, step * 0.98 / (0.6 * max(1, len(said)))),
                    said,
                    800 if strong else 700,
                    face="Buku Judul, Buku Sans",
                    fill=dark if last else INK,
                )
            )
        parts.append(
            _text(
                x + box / 2,
                16.1,
                min(2.5, step / 6.4),
                year,
                700 if first or last else 400,
                fill=INK if first or last else SOFT,
            )
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} 17" width="{width:.1f}mm" '
        f'height="17mm" role="img"><title>{plain(node.title)}</title>'
        f"<desc>{plain(node.description)}</desc>{''.join(parts)}</svg>"
    )


def stacked_years(node, seat: str, seats) -> str:
    """One column a year, stacked by pillar, amounts in miliar; small parts are left to the table."""
    from masterplan.document.words import BILLION, rounded

    width, base, top = 131.0, 86.0, 10.0
    years = [(year, [(code, int(amount)) for code, amount in parts]) for year, *parts in node.data]
    highest = max((sum(a for _, a in parts) for _, parts in years), default=0) or 1
    step = width / max(1, len(years))
    bar = min(17.3, step * 0.66)
    parts_drawn = [f'<path d="M0 {base}H{width}" stroke="{INK}" stroke-width=".35"/>']
    for n in range(1, 5):
        parts_drawn.append(
            f'<path d="M0 {base - n * (base - top) / 4:.2f}H{width}" stroke="{LINE}" stroke-width=".2"/>'
        )
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
            parts_drawn.append(
                f'<rect x="{x:.2f}" y="{y:.2f}" width="{bar:.2f}" '
                f'height="{max(0.1, height - 0.35):.2f}" fill="{fill}"/>'
            )
            if height > 3 and bar > 11:
                parts_drawn.append(
                    _text(
                        x + bar / 2,
                        y + height / 2 + 0.7,
                        2.3,
                        f"{code[:5]} {rounded(amount, BILLION)}",
                        700,
                        fill=on,
                        face="Buku Judul, Buku Sans",
                    )
                )
        parts_drawn.append(
            _text(
                x + bar / 2,
                y - 1.6,
                3.2 if bar > 11 else 2.3,
                rounded(sum(amounts.values()), BILLION),
                800,
                face="Buku Judul, Buku Sans",
            )
        )
        parts_drawn.append(_text(x + bar / 2, 90.8, 2.8 if bar > 8 else 2.2, year, 700, face="Buku Judul, Buku Sans"))
    for n, code in enumerate(reversed(order)):
        parts_drawn.append(
            f'<rect x="136" y="{top + n * 6:.1f}" width="3.2" height="3.2" fill="{INKS[seats.get(code, "")][0]}"/>'
        )
        parts_drawn.append(_text(141, top + n * 6 + 2.5, 2.7, code, 700, "start", face="Buku Judul, Buku Sans"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 165 92" width="165mm" height="92mm" '
        f'role="img"><title>{plain(node.title)}, {plain(node.unit)}</title>'
        f"<desc>{plain(node.description)}</desc>{''.join(parts_drawn)}</svg>"
    )


DRAWINGS = {"years_strip": years_strip, "stacked_years": stacked_years}
