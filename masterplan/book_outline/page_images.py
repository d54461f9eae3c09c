"""Pages of a small book as pictures for a page of ours: laid out, drawn, and put into the answer itself.

A picture is part of the answer (`data:`), so it has no address that anybody else could ask for, and nothing is stored.
"""

import base64
import io
from dataclasses import dataclass

from PIL import Image

from masterplan.document.nodes import Book
from masterplan.press.preview import images
from workshops.plans.models import Plan

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
