"""The inks of the pillars' seats, read from the style sheet of pages, and the parts that every chart is made of: texts,
boxes, lines, and the frame around them.
"""

import re
from pathlib import Path

from masterplan.document.nodes import Figure
from masterplan.writers.markup import plain

#: The sign of each seat, drawn in a square of 24.
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

_TOKENS = dict(
    reversed(re.findall(r"--([\w-]+):\s*(#\w+)", (Path(__file__).parents[2] / "static/css/tokens.css").read_text()))
)
_NILA, _ON = _TOKENS["nila"], "#fff"
#: (fill, dark, tint, what is written on the fill) of each seat; "" for what belongs to none.
INKS = {"": (_NILA, _NILA, _TOKENS["nila-tint"], _ON)} | {
    code: (_TOKENS[key], _TOKENS[f"{key}-ink"], _TOKENS[f"{key}-tint"], _TOKENS.get(f"{key}-on", _ON))
    for code, key in ((code, code.lower()) for code in ICONS)
}
INK, SOFT, LINE, GREY = _TOKENS["ink"], _TOKENS["ink-2"], _TOKENS["line"], "#9aa2b1"
#: The faces of what is a head, and of large numbers.
HEAD = "Buku Judul, Buku Sans"


def css() -> str:
    """Return the rules by which a part of a printed page takes the colours of its seat."""
    return "".join(
        f"{f'[data-pilar={code}]' if code else '.u, [data-pilar]'} {{ --c: {c}; --k: {k}; --t: {t}; --o: {o}; }}\n"
        for code, (c, k, t, o) in INKS.items()
    )


def text(
    x: float,
    y: float,
    size: float,
    said: str,
    weight: int = 400,
    anchor: str = "middle",
    fill: str = INK,
    face: str = "Buku Sans",
) -> str:
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{face}" font-size="{size}" '
        f'font-weight="{weight}" text-anchor="{anchor}" fill="{fill}">'
        f"{plain(said)}</text>"
    )


def box(
    x: float, y: float, width: float, height: float, fill: str, stroke: str = "", line: float = 0.25, corner: float = 0
) -> str:
    rounded = f' rx="{corner:g}"' if corner else ""
    edge = f' stroke="{stroke}" stroke-width="{line:g}"' if stroke else ""
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"{rounded} fill="{fill}"{edge}/>'


def rule(x: float, y: float, width: float, stroke: str = LINE, line: float = 0.2) -> str:
    return f'<path d="M{x:.2f} {y:.2f}h{width:.2f}" stroke="{stroke}" stroke-width="{line:g}"/>'


def svg(node: Figure, width: float, height: float, parts: list[str]) -> str:
    """Return a figure of so many millimetres with its title and its numbers in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:.1f}" width="{width:g}mm" '
        f'height="{height:.1f}mm" role="img"><title>{plain(node.title)}</title>'
        f"<desc>{plain(node.description)}</desc>{''.join(parts)}</svg>"
    )
