"""One unit as pages (see `galleys`), without fonts, heads, feet and numbers, and the facts that the joining needs.
Child only.

A unit lies on no side of the open book: the text is as wide on both, so its pages are laid out as right ones, and the
joining moves the sheet under those that come to lie left.
"""

from hashlib import sha256
from typing import Any

from weasyprint import CSS, DEFAULT_OPTIONS
from weasyprint.pdf import fonts as _fonts
from weasyprint.pdf import generate_pdf

from masterplan.document import tree
from masterplan.press import fragments, tags
from masterplan.writers import pdf
from masterplan.writers.fonts import FACES, HERE, faces_for
from masterplan.writers.pdf import VARIANT, Engine, Markup

SIDES: tuple[str, ...] = (
    "top-left-corner top-left top-center top-right top-right-corner",
    "left-top left-middle left-bottom",
)
SIDES += ("right-top right-middle right-bottom", "bottom-left-corner bottom-left bottom-center bottom-right")
BOXES = " ".join((*SIDES, "bottom-right-corner"))
#: After print.css: no furniture, and left pages have the margins of right ones.
UNIT_CSS = (
    "@page { " + " ".join(f"@{box} {{ content: none !important }}" for box in BOXES.split()) + " } "
    "@page :left { margin: 25mm 20mm 23mm 25mm }"
)
POINTS = 0.75
OPTIONS = DEFAULT_OPTIONS | {"pdf_variant": VARIANT, "pdf_version": "1.7", "pdf_tags": True}
_FACE_OF = {sha256((HERE / f"{file}.ttf").read_bytes()).digest(): file for *_, file in FACES}
_clean = _fonts.Font.clean


def _leave_out(font, to_unicode, hinting):
    """The books' own faces are put into the whole book once, by the joining; others stay in their unit."""
    face = None if Layout.is_whole else _FACE_OF.get(sha256(font.file_content).digest())
    if face and not font.missing:
        font.book_face = face
        font.file_content = b""
    else:
        _clean(font, to_unicode, hinting)


_fonts.Font.clean = _leave_out


class Layout:
    """Lays out units whose text has the characters `missing` beyond the books' face."""

    #: Whether what is written is a whole file, with the books' own faces in it.
    is_whole = False

    def __init__(self, missing: str) -> None:
        self.engine = Engine(faces_for(missing))
        self.css = self.engine.css
        self.bare = CSS(string=UNIT_CSS, font_config=self.engine.fonts, url_fetcher=self.engine.fetcher)

    def unit(self, html: str, pictures: dict) -> tuple[bytes, dict]:
        """Return (galley, facts): `pages` [style, width, height] in points, `anchors` {id: [page, x, y]}, `outline`
        [level, title, page, x, y, closed], `targets` ids it leads to, `fonts` (see `_glyphs`).
        """
        tags.forget()
        with self.engine.with_pictures(pictures):
            document = Markup(html, self.engine.fetcher).render(
                stylesheets=[self.css, self.bare], font_config=self.engine.fonts, pdf_variant=VARIANT
            )
            facts: dict[str, Any] = {"pages": [], "anchors": {}, "outline": []}
            for n, page in enumerate(document.pages):
                height = page.height * POINTS
                facts["pages"].append([page._page_box.page_type.name, round(page.width * POINTS, 6), round(height, 6)])
                for anchor, place in page.anchors.items():
                    facts["anchors"].setdefault(anchor, [n, *_point(place, height)])
                for level, title, place, state in (mark[:4] for mark in page.bookmarks):
                    facts["outline"].append([level, title, n, *_point(place, height), state == "closed"])

            made = generate_pdf(document, None, 1, **OPTIONS)
            facts["targets"] = tags.finish(document, made)
            facts["fonts"] = _glyphs(document)
            return fragments.pack(made, facts["fonts"]), facts

    def papers(self, book: tree.Book, pictures: dict) -> tuple[bytes, int]:
        """Return (the file, its pages) of papers."""
        Layout.is_whole = True
        try:
            with self.engine.with_pictures(pictures):
                return pdf.write(book, self.engine)
        finally:
            Layout.is_whole = False
            tags.forget()

    def furniture(self, html: str) -> tuple[bytes, dict]:
        """Lay out heads and feet, a page each, `sizes` in points: `numbers` says of each page where its number belongs
        ([x, y, size, align, face, colour]), None where it has none; the number itself is not drawn.
        """
        document = Markup(html, self.engine.fetcher).render(stylesheets=[self.css], font_config=self.engine.fonts)
        document.pages = [page for page in document.pages if not page._page_box.page_type.blank]
        numbers = [_take_number(page) for page in document.pages]
        sizes = [[round(page.width * POINTS, 6), round(_high(page), 6)] for page in document.pages]
        made = generate_pdf(document, None, 1, **DEFAULT_OPTIONS)
        fonts = _glyphs(document)
        return fragments.pack(made, fonts), {"numbers": numbers, "sizes": sizes, "fonts": fonts}


def _take_number(page):
    """Where the page would have its number, which is taken away."""
    for box in page._page_box.children:
        style = box.style
        if not getattr(box, "at_keyword", "") or "counter()" not in str(style["content"]):
            continue
        text = next((part for part in box.descendants() if hasattr(part, "text")), None)
        box.children = []
        if text is None:
            return None
        family, weight = style["font_family"][0], style["font_weight"]
        face = next((f for name, heavy, slant, f in FACES if (name, heavy, slant) == (family, weight, "normal")), None)
        right = style["text_align_all"] in ("right", "end")
        x, y = _point((text.position_x + (text.width if right else 0), text.position_y + text.baseline), _high(page))
        colour = [round(part, 4) for part in style["color"].coordinates[:3]]
        return [x, y, round(style["font_size"] * POINTS, 2), "right" if right else "left", face or FACES[0][3], colour]
    return None


def _high(page) -> float:
    return page.height * POINTS


def _point(place, height):
    return round(place[0] * POINTS, 2), round(height - place[1] * POINTS, 2)


def _glyphs(document) -> dict:
    """{name in the file: [face, [[glyph, text, width], …]]} of the books' own faces."""
    found = {}
    for font in document.fonts.values():
        if face := getattr(font, "book_face", None):
            glyphs = found.setdefault(font.hash, [face, {}])[1]
            for glyph, text in font.to_unicode.items():
                glyphs[glyph] = text, font.widths.get(glyph, 0)
    return {name: [face, [[g, *said] for g, said in sorted(glyphs.items())]] for name, (face, glyphs) in found.items()}
