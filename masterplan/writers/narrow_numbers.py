"""Numbers that stay readable in a narrow column: smaller letters first, and a break only between thousands. Pure.

A figure that is cut anywhere else ("12.345,67" over "8") is read as another figure.
"""

import re

FIGURE = re.compile(r"[-−]?(?:Rp)?[0-9][0-9.]*(?:,[0-9]+)?")
MM_OF_POINT = 25.4 / 72
# widths in em of the letters of Buku Sans, digits being tabular; bold is a little wider
WIDE, NARROW, BOLD = 0.572, 0.27, 1.07
SMALLEST = 5.6


def fitted(text: str, html: str, room: float, size: float, bold: bool = False) -> str:
    """Return `html` of the figure `text` for `room` mm where letters have `size` pt.

    Anything else comes back as it is.
    """
    if not FIGURE.fullmatch(text):
        return html
    wide = sum(NARROW if letter in ".,-" else WIDE for letter in text) * size * MM_OF_POINT * (BOLD if bold else 1)
    if wide <= room:
        return html
    fits = max(SMALLEST, int(size * room / wide * 10) / 10)
    if fits * wide / size > room:
        html = html.replace(".", ".\u200b")
    return f'<span style="font-size:{fits:g}pt">{html}</span>'
