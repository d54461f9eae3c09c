"""The tree as a tagged PDF (PDF/UA-1): parts are laid out one by one, then written as one file. Runs in the child
process only.

Page numbers: cover and front matter roman, the main part arabic from 1, chapters on right pages. The lists of
contents are laid
out last, when every anchor's page is known; their own length moves roman numbers only.
"""

import contextlib
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from masterplan.document import tree
from masterplan.writers import colours
from masterplan.writers.fetcher import Deny
from masterplan.writers.fonts import faces_for
from masterplan.writers.html import blank_html, part_html, roman

if TYPE_CHECKING:
    from pydyf import PDF, Dictionary
    from weasyprint.document import Document

    from masterplan.writers.fonts import Faces


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
    """One font configuration and one style sheet for all parts."""

    def __init__(self, faces: "Faces", pictures: dict | None = None) -> None:
        assets = {f"buku:{name.replace(' ', '')}": data for name, data in faces.assets.items()}
        assets |= {f"buku:pic-{sha}": data for sha, data in (pictures or {}).items()}
        self.fetcher = Deny(assets)
        self.fonts = FontConfiguration()
        self.css = CSS(
            string=faces.css + colours.css() + STYLE.read_text().replace('"Buku Sans"', faces.family("Buku Sans")),
            font_config=self.fonts,
            url_fetcher=self.fetcher,
        )

    @contextlib.contextmanager
    def shown(self, pictures: dict) -> Iterator[None]:
        """While it lasts, the pictures {sha256: bytes} can be shown."""
        names = {f"buku:pic-{sha}": data for sha, data in pictures.items()}
        self.fetcher.assets.update(names)
        try:
            yield
        finally:
            for name in names:
                self.fetcher.assets.pop(name, None)

    def layout(self, html: str, first: int, form: str = "decimal", left: bool = False) -> "Document":
        """A laid-out document whose first page bears the number `first`."""
        numbering = f"@page :first {{ counter-reset: page {first} }}"
        if form == "lower-roman":
            numbering += (
                "@page :right { @bottom-right { content: counter(page, lower-roman) } } "
                "@page :left { @bottom-left { content: counter(page, lower-roman) } }"
            )
        if left:
            numbering += "html { break-before: left }"
        extra = CSS(string=numbering, font_config=self.fonts, url_fetcher=self.fetcher)
        return Markup(html, self.fetcher).render(
            stylesheets=[self.css, extra], font_config=self.fonts, pdf_variant=VARIANT
        )


def name_of(part: tree.Chapter) -> str:
    """What a part is called when progress or a failure names it."""
    return (
        f"{part.label}: {part.title}"
        if getattr(part, "label", "") and not isinstance(part, tree.Contents)
        else part.title
    )


def write(book: tree.Book, on_progress: Any = None, on_warning: Any = None, pictures: Any = None) -> bytes:
    """The whole book. `on_progress(n, m, name)` before part n of m is laid out; `on_warning(sentence)` for
    characters without a letter; `pictures`: those that it shows, by the hash of their bytes.
    """
    faces = faces_for(tree.plain_text(book))
    for sentence in faces.warnings:
        if on_warning:
            on_warning(sentence)
    gc.collect()
    gc.freeze()
    gc.set_threshold(200000, 20, 100)
    engine = Engine(faces, pictures)
    return Assembly(book, engine, on_progress).run()


class Assembly:
    """Lays out the parts in the order in which their numbers become known, and joins them."""

    def __init__(self, book: tree.Book, engine: Engine, on_progress: Any) -> None:
        self.book, self.engine, self.on_progress = book, engine, on_progress
        self.done = 0
        self.last: Any = None

    def _tell(self, name):
        self.done += 1
        if self.on_progress:
            self.on_progress(self.done, len(self.book.parts) + 1, name)

    def run(self) -> bytes:
        """The main part first, so that the lists can name its pages; then the front in printing order, the lists
        last of all.
        """
        parts = self.book.parts
        if any(isinstance(part, (tree.Paper, tree.RoomPiece)) for part in parts):
            return self._papers(parts)
        main: list[Any] = [
            p for p in parts if isinstance(p, tree.Colophon) or isinstance(p, tree.Chapter) and p.matter == "main"
        ]
        front = sorted((p for p in parts if p not in main), key=lambda p: isinstance(p, tree.Contents))
        numbers, back, pages = {}, [], []
        for part in main:
            if len(back) % 2 and bool(getattr(part, "side", "right")):
                back += self._blank().pages
            back += self._place(part, len(back) + 1, numbers, left=len(back) % 2 == 1)
        for part in front:
            pages += self._place(part, len(pages) + 1, numbers, roman, len(pages) % 2 == 1)
        if len(pages) % 2:
            pages += self._blank().pages
        front_count = len(pages)
        self._tell("Menulis berkas")
        joined = self.last.copy([*pages, *back])
        return joined.write_pdf(pdf_variant=VARIANT, finisher=lambda document, pdf: finish(pdf, front_count))

    def _papers(self, parts) -> bytes:
        """Official papers, or sheets for the room, one after the other, each with pages of its own."""
        pages = [page for part in parts for page in self._place(part, 1, {})]
        self._tell("Menulis berkas")
        joined = self.last.copy(pages)
        return joined.write_pdf(pdf_variant=VARIANT, finisher=lambda document, pdf: finish(pdf, 0))

    def _place(self, part, first, numbers, said=str, left=False) -> list:
        """Lay out a part whose first page is `first`, and note the page of each of its anchors."""
        self._tell(name_of(part))
        html = part_html(part, self.book, numbers if isinstance(part, tree.Contents) else None)
        self.last = self.engine.layout(html, first, "lower-roman" if said is roman else "decimal", left)
        for n, page in enumerate(self.last.pages):
            for anchor in page.anchors:
                # a table on several pages stands where it begins
                numbers.setdefault(anchor, said(first + n))
        return self.last.pages

    def _blank(self):
        return self.engine.layout(blank_html(self.book), 1)


def finish(pdf: "PDF", front_count: int) -> None:
    """What WeasyPrint leaves open: a Scope for every TH, no IDs without an ID tree, readable link texts, page
    labels.
    """
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
    if not front_count:
        return
    labels = [0, pydyf.Dictionary({"P": pydyf.String("Sampul")})]
    if front_count > 1:
        labels += [1, pydyf.Dictionary({"S": "/r", "St": 2})]
    labels += [front_count, pydyf.Dictionary({"S": "/D", "St": 1})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})


def scopes(row: "Dictionary", resolve: Callable[..., Any]) -> None:
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


def describe(link: "Dictionary") -> None:
    """WeasyPrint gives the raw anchor as the link's text: say where it leads."""
    with contextlib.suppress(AttributeError):
        target = link["Contents"].string
        if target and " " not in target:
            link["Contents"] = pydyf.String(f"Ke {target.replace('-', ' ')}")
