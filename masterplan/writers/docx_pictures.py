"""Pictures in a Word file: one inline in its line, with the words that stand for it."""

import io
from html import escape

from PIL import Image, UnidentifiedImageError

from masterplan.writers.markup import UNPRINTABLE

EMU = 36_000  # in a mm
#: What Word shows as it is; anything else is written anew, photos as JPEG.
KNOWN = ("PNG", "JPEG")
#: What a reader is read out at once; what is longer stands in the text too.
LONGEST_WORDS = 4_000
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def ready(data: bytes) -> tuple[bytes, int, int] | None:
    """Return (bytes that Word shows, width, height in pixels), or None for what is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            image: Image.Image = opened
            width, height = image.size
            if image.format in KNOWN:
                return data, width, height
            out = io.BytesIO()
            if image.mode in ("RGB", "L"):
                image.save(out, "JPEG", quality=90)
            else:
                image = image.convert("RGBA")
                image.save(out, "PNG")
            return out.getvalue(), width, height
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def fitted(width: float, height: float, room: float, tall: float) -> tuple:
    """Return width and height (any unit) made smaller, never larger, so that both fit."""
    scale = min(1.0, room / width, tall / height)
    return width * scale, height * scale


def inline(relation: str, number: int, width: float, height: float, words: str, title: str = "") -> str:
    """Return a run with the picture of `relation`, `width` × `height` mm. `words` is read out in its place."""
    cx, cy = max(1, round(width * EMU)), max(1, round(height * EMU))
    said, named = _attribute(words), _attribute(title)
    about = f' title="{named}"' if named else ""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Gambar {number}" descr="{said}"{about}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Gambar {number}" descr="{said}"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _attribute(text: str) -> str:
    return escape(UNPRINTABLE.sub("", text).replace("\n", " ").replace("\r", "")[:LONGEST_WORDS])
