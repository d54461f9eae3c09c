"""QR codes, all of error level M: as a path for SVG, as PNG, and as text for a terminal. Pure."""

import io
from functools import lru_cache

import segno

#: White modules around a code on paper; on a screen, which is white around it already, two are enough.
QUIET = 4


@lru_cache(maxsize=128)
def qr_path(text: str, border: int) -> tuple[int, str]:
    """Return (modules on a side, the dark ones as the data of a path); kept, for the same few are shown all day."""
    code = _made(text)
    pieces = []
    for y, row in enumerate(code.matrix_iter(border=border)):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                pieces.append(f"M{start} {y}h{x - start}v1H{start}z")
                start = None
    return code.symbol_size(scale=1, border=border)[0], "".join(pieces)


def qr_png(text: str) -> bytes:
    """Return the code as PNG with its quiet zone."""
    out = io.BytesIO()
    image = _made(text)
    image.save(out, kind="png", scale=8, border=QUIET)
    return out.getvalue()


def qr_terminal(text: str) -> str:
    """Return the code in half blocks, as a terminal can show it."""
    out = io.StringIO()
    _made(text).terminal(out=out, compact=True)
    return out.getvalue().rstrip("\n")


def _made(text):
    return segno.make(text, error="m", micro=False)
