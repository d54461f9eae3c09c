"""How WeasyPrint lays out our markup, and papers as a tagged PDF (PDF/UA-1). Runs in the processes of the press only;
books are laid out there unit by unit (`masterplan/press`).
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pydyf
from cssselect2 import ElementWrapper
from pydyf import PDF, Dictionary
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from masterplan.document import tree
from masterplan.writers import colours
from masterplan.writers.fetcher import Deny
from masterplan.writers.fonts import Faces
from masterplan.writers.html import part_html

STYLE = Path(__file__).parent / "style" / "print.css"
VARIANT = "pdf/ua-1"


def _page_references(self):
    """All pages as references, made once: the library makes the tuple anew for each of 40,000 tags (a tenth of the
    book's time).
    """
    known = self.__dict__.get("_known_references", ())
    if len(known) != self.pages["Count"]:
        known = self._known_references = tuple(b"%d 0 R" % number for number in self.pages["Kids"][::3])
    return known


pydyf.PDF.page_references = property(_page_references)


class Markup(HTML):
    """A document from our own markup, which is well-formed: the C parser of the standard library instead of the
    HTML5 one in Python.
    """

    def __init__(self, source: str, fetcher: Any) -> None:
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(ElementTree.fromstring(source), content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Engine:
    """One font configuration and one style sheet for all that is laid out with the same faces."""

    def __init__(self, faces: Faces) -> None:
        self.fetcher = Deny({f"buku:{name.replace(' ', '')}": data for name, data in faces.assets.items()})
        self.fonts = FontConfiguration()
        self.css = CSS(
            string=faces.css + colours.css() + STYLE.read_text().replace('"Buku Sans"', faces.family("Buku Sans")),
            font_config=self.fonts,
            url_fetcher=self.fetcher,
        )

    @contextlib.contextmanager
    def with_pictures(self, pictures: dict) -> Iterator[None]:
        """Let the pictures {sha256: bytes} be shown, while it lasts."""
        names = {f"buku:pic-{sha}": data for sha, data in pictures.items()}
        self.fetcher.assets.update(names)
        try:
            yield
        finally:
            for name in names:
                self.fetcher.assets.pop(name, None)

    def layout(self, html: str, numbering: str = "") -> Document:
        """Return a laid-out document; `numbering`: rules beside the style sheet."""
        extra = CSS(string=numbering, font_config=self.fonts, url_fetcher=self.fetcher)
        return Markup(html, self.fetcher).render(
            stylesheets=[self.css, extra], font_config=self.fonts, pdf_variant=VARIANT
        )


def write(book: tree.Book, engine: Engine) -> tuple[bytes, int]:
    """Return (the file, its pages) of official papers, or of sheets for the room: each has pages of its own."""
    pages = []
    for part in book.parts:
        document = engine.layout(part_html(part, book))
        pages += document.pages
    return document.copy(pages).write_pdf(pdf_variant=VARIANT, finisher=lambda _, pdf: finish(pdf)), len(pages)


def finish(pdf: PDF) -> None:
    """Write what WeasyPrint leaves open: a Scope for every TH, no IDs without an ID tree, readable link texts."""
    by_number = {obj.number: obj for obj in pdf.objects}

    def resolve(reference):
        number = int(reference.split()[0]) if isinstance(reference, (bytes, str)) else None
        return by_number.get(number)

    for obj in pdf.objects:
        if not isinstance(obj, pydyf.Dictionary):
            continue
        kind = obj.get("S")
        if kind == "/TR":
            scopes(obj, resolve)
        if obj.get("Subtype") == "/Link" and "Contents" in obj:
            describe(obj)


def scopes(row: Dictionary, resolve: Callable[..., Any]) -> None:
    cells = [cell for reference in _references(row.get("K")) if (cell := resolve(reference)) is not None]
    scope = "/Row" if any(cell.get("S") == "/TD" for cell in cells) else "/Column"
    for cell in cells:
        for key in ("ID",):
            cell.pop(key, None)
        attributes = cell.get("A")
        if isinstance(attributes, pydyf.Dictionary):
            attributes.pop("Headers", None)
        if cell.get("S") == "/TH":
            if isinstance(attributes, pydyf.Dictionary):
                attributes["Scope"] = scope
            else:
                cell["A"] = pydyf.Dictionary({"O": "/Table", "Scope": scope})


def _references(kids):
    return kids if isinstance(kids, list) else [] if kids is None else [kids]


def describe(link: Dictionary) -> None:
    """Say where each link leads: WeasyPrint gives the raw anchor as its text."""
    with contextlib.suppress(AttributeError):
        target = link["Contents"].string
        if target and " " not in target:
            link["Contents"] = pydyf.String(f"Ke {target.replace('-', ' ')}")
