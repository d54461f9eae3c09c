"""A book laid out part by part in this process and never cut: what the joined one must equal.

Page numbers: cover and front matter roman, the main part arabic from 1, chapters on right pages. The lists of contents
are laid out last, when every anchor's page is known; their own length moves roman numbers only.
"""

import pydyf

from masterplan.document import tree
from masterplan.document.words import roman
from masterplan.writers.fonts import faces_for
from masterplan.writers.html import part_html
from masterplan.writers.markup import document
from masterplan.writers.pdf import VARIANT, Engine, finish

ROMAN = (
    "@page :right { @bottom-right { content: counter(page, lower-roman) } } "
    "@page :left { @bottom-left { content: counter(page, lower-roman) } }"
)


def whole(book: tree.Book) -> bytes:
    """Return the PDF of the whole book."""
    return Assembly(book).run()


class Assembly:
    """Lays out the parts in the order in which their numbers become known, and puts them together."""

    def __init__(self, book):
        self.book, self.engine, self.last = book, Engine(faces_for(tree.plain_text(book))), None

    def run(self) -> bytes:
        """The main part first, so that the lists can name its pages; then the front, the lists last of all."""
        parts = self.book.parts
        main = [p for p in parts if isinstance(p, tree.Colophon) or isinstance(p, tree.Chapter) and p.matter == "main"]
        front = sorted((p for p in parts if p not in main), key=lambda p: isinstance(p, tree.Contents))
        numbers, back, pages = {}, [], []
        for part in main:
            if len(back) % 2 and getattr(part, "side", "right"):
                back += self._blank()
            back += self._place(part, len(back) + 1, numbers)
        for part in front:
            pages += self._place(part, len(pages) + 1, numbers, roman)
        pages += self._blank() if len(pages) % 2 else []

        def finisher(_, pdf):
            finish(pdf)
            label_pages(pdf, len(pages))

        return self.last.copy([*pages, *back]).write_pdf(pdf_variant=VARIANT, finisher=finisher)

    def _place(self, part, first, numbers, said=str) -> list:
        """Lay out a part whose first page is `first`, and note the page of each of its anchors."""
        rules = f"@page :first {{ counter-reset: page {first} }}"
        rules += (ROMAN if said is roman else "") + ("" if first % 2 else "html { break-before: left }")
        html = part_html(part, self.book, numbers if isinstance(part, tree.Contents) else None)
        self.last = self.engine.layout(html, rules)
        for n, page in enumerate(self.last.pages):
            for anchor in page.anchors:
                # a table on several pages stands where it begins
                numbers.setdefault(anchor, said(first + n))
        return self.last.pages

    def _blank(self):
        return self.engine.layout(document('<section class="u kosong"></section>', self.book.title)).pages


def label_pages(pdf, front_count: int) -> None:
    """Name the pages as they are numbered: the cover, roman ones, arabic ones."""
    if front_count:
        labels = [0, pydyf.Dictionary({"P": pydyf.String("Sampul")})]
        if front_count > 1:
            labels += [1, pydyf.Dictionary({"S": "/r", "St": 2})]
        labels += [front_count, pydyf.Dictionary({"S": "/D", "St": 1})]
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})
