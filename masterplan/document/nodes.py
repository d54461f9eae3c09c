"""The nodes of the document tree: frozen data between the chapters (which choose words and order) and the writers
(which choose looks).

A node carries `id` (unique in a book, the anchor), `title` (for the outline and for screen readers), `language` and
`pillar`
(a pillar's code or empty). Nothing in here knows a page number, a colour or a file format. Numbers stand twice: as
the text
that is printed, and, where a table needs it, as `value` in canonical form (rupiah as `int`, others as decimal text).
"""

from dataclasses import dataclass

# Page styles, as named in the print language: portrait book page, landscape, pillar opening, full bleed.
BOOK, WIDE, OPENING, FULL = "buku", "lebar", "pembuka", "penuh"
# How a book looks beside what it says: covers and openings white, for printers of an office; "" in full colour.
OFFICE = "office"
# A table to write in; and boxes of a form, without a row of heads.
BOXES, FORM = "boxes", "form"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A run of text. `style`: '' · strong · em · strong em (both) · code · gap (what is missing) · mark (small and
    raised) · small · badge. `to`: an id of this book; `href`: an address outside (http, https or mailto).
    """

    text: str
    style: str = ""
    to: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    id: str = ""
    title: str = ""
    language: str = "id"
    pillar: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph(Node):
    """`role`: body · lead · note (grey bar) · source · evidence · gap · sub (a minor heading without a number) ·
    quote · box (framed in the pillar's ink).
    """

    spans: tuple = ()
    role: str = "body"


@dataclass(frozen=True, kw_only=True, slots=True)
class Items(Node):
    """A list; each item is a tuple of spans. `ordered`: numbered from 1."""

    items: tuple = ()
    ordered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """`value` in large letters, its `unit` small behind it, `note` the line between it and the label."""

    value: str
    label: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts(Node):
    """`look`: plain (one line under the other's) · large (each a column of its own, for who only looks)."""

    items: tuple = ()
    look: str = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Knot(Node):
    """One link of a chain. `kind` is the line above ("Masalah · GOV-P1"), `statement` the sentence, then its
    children.
    """

    kind: str = ""
    statement: str = ""
    children: tuple = ()
    filled: bool = False
    missing: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain(Node):
    knots: tuple = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """`kind`: text · code · number. `width` in mm, None takes what is left. `group`: a head over neighbours of the
    same name.
    """

    title: str
    kind: str = "text"
    width: float | None = None
    group: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """`lines`: tuples of spans, one below the other. `columns`, `rows`: how far it reaches. `style`: strong · tiny ·
    even (all lines alike) · hit, none (of a matrix) · seat (the sign of the row's pillar over its code) · lines, head
    (of a form).
    """

    lines: tuple = ()
    value: object = None
    columns: int = 1
    rows: int = 1
    style: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """`role`: '' · group (a full-width head) · sum. `joined`: stands on the same page as the row before. The first
    cell is its head. `height`: at least so many mm, for writing in by hand.
    """

    cells: tuple = ()
    role: str = ""
    pillar: str = ""
    joined: bool = False
    height: float = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Table(Node):
    """`look`: plain · wide (smaller type) · dense (lower rows) · close (both) · boxes (framed cells, to write in) ·
    form (the same, without heads).
    """

    number: str = ""
    unit: str = ""
    columns: tuple = ()
    rows: tuple = ()
    look: str = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix(Table):
    """Rows against pillars; a column's title is a pillar's code, a filled cell has the style `hit`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileRow:
    """`half`: short enough to share a line with the half row that follows it."""

    label: str
    lines: tuple = ()
    half: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile(Node):
    """One entry with all its fields. `code` and `title` head it; `badge` marks it (quick win)."""

    code: str = ""
    badge: str = ""
    rows: tuple = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A programme on the timeline: `amounts` maps onto the years, None where it does not run, '' where it runs
    without money. `values`: the same and the total in whole rupiah, None where there is none.
    """

    code: str
    name: str
    agency: str
    badge: str = ""
    amounts: tuple = ()
    total: str = ""
    to: str = ""
    values: tuple = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline(Node):
    """`horizons`: (title, number of years) heads over the years. `totals`: the sum row, as many as years, then the
    sum; `values`: the same in whole rupiah.
    """

    number: str = ""
    unit: str = ""
    years: tuple = ()
    horizons: tuple = ()
    bars: tuple = ()
    total_label: str = ""
    totals: tuple = ()
    values: tuple = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure(Node):
    """A chart: `kind` (years_strip · stacked_years · gantt), its `data` as nested tuples of text, and `description`
    with the numbers in words.
    """

    number: str = ""
    unit: str = ""
    kind: str = ""
    data: tuple = ()
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture(Node):
    """A picture of the plan by the hash of its bytes, which the writer is given beside the book. `title` is its
    caption, `description` what it shows, in words; `width` and `height` in pixels.
    """

    number: str = ""
    sha256: str = ""
    width: int = 0
    height: int = 0
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread(Node):
    """Two columns of blocks side by side, `width` mm for the left one; short enough to stand on one page."""

    left: tuple = ()
    right: tuple = ()
    width: float = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceNote(Node):
    spans: tuple = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Signatures(Node):
    """One signer a tuple of lines, the last `below` of them under the space for the hand; `columns` side by side."""

    signers: tuple = ()
    columns: int = 1
    below: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class PillarOpening(Node):
    """The band that opens a pillar: name, foreign name, code, the section's number large. `low`: a band that leaves the
    page room for the whole pillar.
    """

    number: str = ""
    subtitle: str = ""
    code: str = ""
    low: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section(Node):
    """`level` 2 or 3. A section with another page style than its neighbour starts a new page, so does `new_page`.
    `side`: the new page is a "left" or a "right" one of the open book; "" for whichever comes. `large`: the title of a
    page that is looked at by itself.
    """

    number: str = ""
    level: int = 2
    children: tuple = ()
    page: str = BOOK
    new_page: bool = False
    side: str = ""
    large: bool = False
    opening: PillarOpening | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter(Node):
    """`label`: what stands above the title ("Bab 4"). `matter`: front (roman page numbers) or main. `side`: a chapter
    of the main part begins on a "right" page, with "" on whichever comes.
    """

    number: str = ""
    label: str = ""
    children: tuple = ()
    matter: str = "main"
    page: str = BOOK
    side: str = "right"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper(Node):
    """An official paper: `lines` of the letterhead, `title` (may have several lines), `number` below it, `running` at
    the foot of every page, which also says "1 dari 3". Parts of a Book that are papers count their pages each.
    """

    lines: tuple = ()
    number: str = ""
    running: str = ""
    children: tuple = ()
    page: str = BOOK


@dataclass(frozen=True, kw_only=True, slots=True)
class QrPlace:
    """A QR code that leads to the table `name` of the pillar `code` ("" for the whole room): `to` is what it holds."""

    code: str
    name: str
    to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomPiece(Node):
    """A sheet for the room, one page each. `kind`: invitation · tent · wall. `code` and `text` are what people type:
    the join code, and the address it is typed at. `rows` are facts (ProfileRow), `entries` the QR codes, `running`
    stands at the foot.
    """

    kind: str
    code: str = ""
    text: str = ""
    subtitle: str = ""
    rows: tuple = ()
    entries: tuple = ()
    running: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentsEntry:
    level: int
    number: str
    text: str
    to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents(Node):
    """`kind`: contents · tables · figures. The page numbers are the writer's."""

    kind: str = "contents"
    label: str = ""
    entries: tuple = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Status(Node):
    """`word` (DRAF or empty) and `running`, the line at the head of every page."""

    word: str = ""
    running: str = ""
    sentence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover(Node):
    government: str = ""
    office: str = ""
    volume: str = ""
    lines: tuple = ()
    subtitle: str = ""
    edition: str = ""
    seats: tuple = ()  # (pillar code, pillar name)
    logo: str = ""  # hash of a picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Colophon(Node):
    rows: tuple = ()  # ProfileRow
    fingerprint: str = ""
    note: str = ""
    address: str = ""  # where this edition can be checked; printed as a QR code


@dataclass(frozen=True, kw_only=True, slots=True)
class PillarInk:
    """Which of the six seats a pillar of this plan takes (colours and icon are the writer's); '' for a pillar of its
    own.
    """

    code: str
    name: str
    seat: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Book(Node):
    """`parts`: Cover, Chapter, Contents, Colophon in printing order. `look`: "" or OFFICE; no fingerprint knows it."""

    code: str = ""
    subtitle: str = ""
    region: str = ""
    status: Status | None = None
    inks: tuple = ()
    parts: tuple = ()
    fingerprint: str = ""
    look: str = ""
