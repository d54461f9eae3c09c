"""Pages of a finished PDF as pictures for the screen. Child only."""

import io

import pikepdf

from masterplan.writers.raster import pages_as_png


def draw(pdf: bytes, width: int, pages: list[int]) -> list[bytes]:
    """Return the pages with these indexes as PNG, `width` pixels wide."""
    with pikepdf.open(io.BytesIO(pdf)) as whole:
        if len(pages) == len(whole.pages):
            return pages_as_png(pdf, width)
        document = pikepdf.new()
        document.pages.extend(whole.pages[n] for n in pages)
        out = io.BytesIO()
        document.save(out)
    return pages_as_png(out.getvalue(), width)
