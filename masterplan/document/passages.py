"""What people write into the books beside the data: prose of sections, the order of chapters, pictures. Frozen, without
Django.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What the plan says itself in a section of a book (`section`: its code); `blocks` as in `pillars.prose`."""

    section: str
    title: str = ""
    blocks: tuple = ()


@dataclass(frozen=True, kw_only=True)
class ChapterPlan:
    """A chapter of a book by its code; an empty `title` is the shipped one."""

    code: str
    title: str = ""
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class BookOutline:
    """The chapters of a book in the order of this plan; chapters it does not name follow in the shipped order."""

    book: str
    chapters: tuple[ChapterPlan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PictureFacts:
    """A picture of the plan; its bytes are fetched by `sha256` when a file is written. `alt`: what it shows."""

    ref: str
    sha256: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """What people wrote into the books beside the data. `logo`: the hash of the region's arms, for the covers;
    `values`: (mark, text) of what no card of the plan holds; `look`: of the books, as `nodes.Book` has it.
    """

    passages: tuple[Passage, ...] = ()
    outlines: tuple[BookOutline, ...] = ()
    pictures: tuple[PictureFacts, ...] = ()
    logo: str = ""
    values: tuple[tuple[str, str], ...] = ()
    look: str = ""
