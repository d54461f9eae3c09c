"""A section as it would print, with a text that nobody has saved: the chapter around it, or as much of it as is quick.

The tree is that of the draft book, cut: pages from the start of the section on. Nothing is stored. Texts are cut before
the tree is made of them: a long one costs what a few pages cost.
"""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image

from masterplan.book_outline.section_recorder import RecordedSection
from masterplan.document.book_data import BookData, Passage
from masterplan.document.books import build_book
from masterplan.document.nodes import BOOK, Book, Paragraph, Section, Span, Table
from masterplan.document.tree import to_json
from masterplan.press.preview import images
from workshops.plans.models import Plan

#: Bytes of tree that are laid out: some four pages, and less than a second.
BUDGET = 16_000


def beginning(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return as much of the blocks as the pages of a preview may hold, the last one cut."""
    kept: list[dict[str, Any]] = []
    left = 2 * BUDGET
    for block in blocks:
        if left <= 0:
            break
        if block["type"] == "list":
            items = []
            for item in block["items"]:
                if left > 0:
                    spans, left = _first(item, left)
                    items.append(spans)
            block = block | {"items": items}
        elif "spans" in block:
            spans, left = _first(block["spans"], left)
            block = block | {"spans": spans}
        kept.append(block)
        left -= 200 if "ref" in block else 40 + len(block.get("text", ""))
    return kept


def _first(spans, left):
    """(the first of `spans` that fit, the last one cut; what is left)."""
    kept = []
    for span in spans:
        if left <= 0:
            break
        kept.append(span | {"text": span["text"][:left]})
        left -= 40 + len(span["text"].encode())
    return kept, left


def with_passage(book_data: BookData, section: str, title: str, blocks: list[dict[str, Any]]) -> BookData:
    """Return the book data as if the section had been saved with this title and these blocks."""
    passages = [one for one in book_data.customization.passages if one.section != section]
    passages.append(Passage(section=section, title=title, blocks=tuple(blocks)))
    return replace(book_data, customization=replace(book_data.customization, passages=tuple(passages)))


def section_book(book_data: BookData, book: str, section: RecordedSection) -> tuple:
    """Return (Book of one chapter, cut to what is shown; whether it was cut; how many pages stand before what is
    shown).

    section  a Section as it is in `book_data`. A chapter that is long begins with it, under the chapter's own title; a
             section that opens a page of its own leaves that title alone on a page, which is not shown.
    """
    passages = tuple(replace(one, blocks=tuple(beginning(one.blocks))) for one in book_data.customization.passages)
    short = replace(book_data, customization=replace(book_data.customization, passages=passages))
    whole = build_book(with_chapter_printed(short, book, section.chapter), book, part=f"bab:{section.chapter}")
    part = whole.parts[0]
    if len(to_json(part)) <= BUDGET:
        return whole, False, 0
    children = _cut(part.children[section.at or 0 :], BUDGET)
    return replace(whole, parts=(replace(part, children=children),)), True, int(_opens_a_page(children[0]))


def _opens_a_page(node):
    return isinstance(node, Section) and bool(node.opening or node.new_page or node.page != BOOK)


def with_chapter_printed(book_data: BookData, book: str, chapter: str) -> BookData:
    """Return the book data with an outline that prints the chapter, also where the plan leaves it out."""
    outlines = tuple(
        replace(one, chapters=tuple(replace(c, hidden=c.hidden and c.code != chapter) for c in one.chapters))
        if one.book == book
        else one
        for one in book_data.customization.outlines
    )
    return replace(book_data, customization=replace(book_data.customization, outlines=outlines))


def _cut(nodes, budget) -> tuple:
    """The first of `nodes` that fit, the one that does not cut within, and a line that says so."""
    kept = []
    for node in nodes:
        size = len(to_json(node))
        if size > budget:
            kept += [_shortened(node, budget)] if not kept or budget > BUDGET // 4 else []
            break
        kept.append(node)
        budget -= size
    said = "Pratinjau berhenti di sini. Selebihnya disusun dari data dan tercetak dalam buku."
    return (*kept, Paragraph(spans=(Span(text=said),), role="note"))


def _shortened(node, budget):
    if isinstance(node, Section):
        return replace(node, children=_cut(node.children, budget)[:-1])
    if isinstance(node, Table) and node.rows:
        each = max(1, len(to_json(node)) // len(node.rows))
        return replace(node, rows=node.rows[: max(3, budget // each)])
    return node


#: Pixels of a page's width: sharp on a laptop at the size shown, readable when enlarged.
WIDTH = 900


@dataclass(frozen=True)
class PageImage:
    """One page: `source` for an <img>, its size in pixels, its place among `many`."""

    source: str
    width: int
    height: int
    number: int
    many: int


def page_images_of(book: Book, plan: Plan, *, before: int = 0) -> list[PageImage]:
    """Return the pages of `book` but the first `before`. Raises RenderFailed."""
    found = images(book, plan=plan, width=WIDTH, first=before)
    return [_leaf(image, at, len(found)) for at, image in enumerate(found, 1)]


def _leaf(image, number, many):
    with Image.open(io.BytesIO(image)) as read:
        width, height, kind = *read.size, read.format.lower()
    source = f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
    return PageImage(source, width, height, number, many)
