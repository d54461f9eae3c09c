"""Pages of a PDF of ours as pictures."""

import io

import pypdfium2


def pages_as_png(pdf: bytes, width_px: int) -> list[bytes]:
    """Every page as a PNG of this width in pixels, in order. Raises pypdfium2.PdfiumError for what is no PDF."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            out = io.BytesIO()
            page.render(scale=width_px / page.get_width()).to_pil().save(out, "PNG")
            pictures.append(out.getvalue())
    return pictures
