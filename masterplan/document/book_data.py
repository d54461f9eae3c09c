"""What a book is made of: the plan, and what only books tell of it: the prose, order and pictures of their chapters,
and what a slice of a plan names without holding it. Frozen, without Django.
"""

from dataclasses import dataclass, field

from masterplan.document.bimteks import Closings
from pillars.plan_view.shapes import PlanView


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A card outside the slice: named, never counted. `kind`: Masalah · Sasaran · Program; `pillar`: its name.

    `touches`: refs of the cards of the slice that it answers or is answered by; codes of the pillars that own it too.
    """

    kind: str
    code: str
    text: str
    pillar: str
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """`title`: what the slice is, in words ("" for a whole plan); `pillars`: (code, name) of those outside.

    problems  that targets of the slice answer · targets  that answer problems of the slice · shared  cards of others
    that a pillar of the slice owns too
    """

    title: str = ""
    pillars: tuple[tuple[str, str], ...] = ()
    problems: tuple[Neighbour, ...] = ()
    targets: tuple[Neighbour, ...] = ()
    shared: tuple[Neighbour, ...] = ()


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
class BookCustomization:
    """What the plan changed of its books: its own passages, outlines and pictures.

    `logo`: the hash of the region's arms, for the covers; `values`: (mark, text) of what no card of the plan holds;
    `look`: of the books, as `nodes.Book` has it.
    """

    passages: tuple[Passage, ...] = ()
    outlines: tuple[BookOutline, ...] = ()
    pictures: tuple[PictureFacts, ...] = ()
    logo: str = ""
    values: tuple[tuple[str, str], ...] = ()
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class Team:
    """The group of a pillar; `lead` is the institution of its chair, `members` how many sit in it."""

    pillar: str
    name: str
    members: int = 0
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class BookData(PlanView):
    """A plan as books read it.

    head    Bupati or Wali Kota, "" for what the region's name says · office: that publishes, else found among the OPD
    teams   the groups of the pillars · beyond: what a slice names without holding it
    """

    head: str = ""
    office: str = ""
    teams: tuple[Team, ...] = ()
    customization: BookCustomization = field(default_factory=BookCustomization)
    closings: Closings = field(default_factory=Closings)
    beyond: Beyond = field(default_factory=Beyond)
