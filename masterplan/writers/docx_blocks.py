"""Tree nodes as the body of a Word file. `BLOCKS` maps a node's class to its maker: (node, body) → WordprocessingML.

Everything that people typed goes through `text`. Widths are mm in the tree and twentieths of a point here.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from masterplan.document import tree
from masterplan.writers.docx_fields import NUMBERED, Sequences, reference
from masterplan.writers.docx_pictures import LONGEST_WORDS, fitted, inline, ready
from masterplan.writers.docx_styles import HEAD, text_width
from masterplan.writers.docx_tables import Shape, hexed, source_anchor, table_xml
from masterplan.writers.figures import INKS
from masterplan.writers.markup import UNPRINTABLE
from masterplan.writers.raster import node_key

ROLES = {
    "body": "",
    "lead": "Pengantar",
    "note": "Catatan",
    "source": "Sumber",
    "evidence": "Bukti",
    "gap": "Kosong",
    "sub": "Subjudul",
    "quote": "Quote",
    "box": "Kotak",
}
SPANS = {
    "strong": "Tebal",
    "em": "Miring",
    "strong em": "TebalMiring",
    "code": "Kode",
    "gap": "Hilang",
    "small": "Kecil",
    "badge": "Kode",
}
#: Marks that are said once more on the run: in a paragraph that is bold or italic its style and that of the letters
#: would cancel each other.
MARKS = {"strong": "b", "em": "i", "strong em": "bi", "gap": "i"}
HAND = 20  # mm of room for a signature
TALLEST = 200  # mm of a picture
DOTS = 220  # of our drawings, an inch
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
NOT_ANCHOR = re.compile(r"\W")


class Body:
    """What the makers share: the width of the text, the anchors of the book, its lists, pictures and sequences.

    package   () → id of a list that begins with 1, relation of an address, relation of a picture: see `docx._Document`
    """

    def __init__(self, book: tree.Book, package: Any, drawings: dict[str, bytes]) -> None:
        self.package, self.drawings = package, drawings
        self.width = text_width(False)
        self.seats = {ink.code: ink.seat for ink in book.inks}
        self.sequences = Sequences()
        self.numbers = {n.id: n.number for n in tree.walk(book) if _is_numbered(n)}
        self.known = set(anchors_of(book))
        self._anchors, self._names, self._set = {}, set(), set()
        self._pictures = 0

    def anchor(self, id: str) -> str:
        """Return a name that Word accepts: a letter, then letters, digits and lines, at most 40, each once whatever its
        case.
        """
        if id not in self._anchors:
            plain = NOT_ANCHOR.sub("_", id)
            plain = plain if plain[:1].isalpha() else f"b{plain}"
            name, count = plain[:40], 1
            while name.casefold() in self._names:
                count += 1
                name = f"{plain[:32]}_{count}"
            self._names.add(name.casefold())
            self._anchors[id] = name
        return self._anchors[id]

    def is_set(self, id: str) -> bool:
        return id in self._set

    def bookmark(self, id: str, inner: str = "") -> str:
        """Return `inner` under the name of `id`; the second place with one id bears no name."""
        if not id or id in self._set:
            return inner
        self._set.add(id)
        mark = len(self._set)
        return f'<w:bookmarkStart w:id="{mark}" w:name="{self.anchor(id)}"/>{inner}<w:bookmarkEnd w:id="{mark}"/>'

    def text(self, said: str) -> str:
        """Return text made harmless; a line that ends in it ends on the paper too."""
        said = UNPRINTABLE.sub("", said).replace("\r\n", "\n").replace("\r", "\n")
        lines = escape(said).replace("\t", " ").split("\n")
        return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)

    def run(self, said: str, style: str = "", raised: bool = False, colour: str = "", marks: str = "") -> str:
        if not said:
            return ""
        look = f'<w:rStyle w:val="{style}"/>' if style else ""
        look += "".join(f"<w:{mark}/>" for mark in marks)
        look += f'<w:color w:val="{colour}"/>' if colour else ""
        look += '<w:vertAlign w:val="superscript"/>' if raised else ""
        return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{self.text(said)}</w:r>"

    def spans(self, parts: tuple[tree.Span, ...], bold: bool = False) -> str:
        return "".join(self._span(part, bold) for part in parts)

    def _span(self, part, bold) -> str:
        marks = MARKS.get(part.style, "")
        made = self.run(part.text, SPANS.get(part.style, "Tebal" if bold else ""), part.style == "mark", marks=marks)
        if not made:
            return ""
        if part.to in self.known:
            anchor = self.anchor(part.to)
            number = self.numbers.get(part.to)
            if number and part.text == number and NUMBERED.fullmatch(number):
                return reference(anchor, made)
            return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{made}</w:hyperlink>'
        if part.href and SAFE_ADDRESS.match(part.href):
            relation = self.package.address(UNPRINTABLE.sub("", part.href))
            led = self.run(part.text, "Tautan", marks=marks)
            return f'<w:hyperlink r:id="{relation}" w:history="1">{led}</w:hyperlink>'
        return made

    def picture(self, data: bytes, words: str, title: str = "", wide: float = 0, dots: float = 0) -> str:
        """Return a run with a picture, `wide` mm or by its `dots` an inch, at most as wide as the text; "" for none."""
        found = ready(data)
        if found is None:
            return ""
        data, across, down = found
        width = wide or across * 25.4 / (dots or 150)
        width, height = fitted(width, width * down / across, self.width, TALLEST)
        self._pictures += 1
        return inline(self.package.image(data), self._pictures, width, height, words, title)

    def paragraph(self, inner: str, style: str = "", more: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
        return f"<w:p>{properties}{inner}</w:p>"

    def frame(self, pillar: str) -> str:
        """Return lines round a paragraph in a pillar's ink."""
        ink = hexed(INKS[self.seats.get(pillar, "")][0])
        sides = ("top", "left", "bottom", "right")
        edges = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="6" w:color="{ink}"/>' for side in sides)
        return f"<w:pBdr>{edges}</w:pBdr>"

    def text_paragraph(self, text: str, style: str = "", id: str = "", more: str = "") -> str:
        return self.paragraph(self.bookmark(id, self.run(text)), style, more)


def _is_numbered(node) -> bool:
    return bool(getattr(node, "id", "") and isinstance(node, tree.Table | tree.Timeline | tree.Figure | tree.Picture))


def anchors_of(book: tree.Book) -> Iterator[str]:
    """Return everything that a link of the book can lead to."""
    for node in tree.walk(book):
        if getattr(node, "id", ""):
            yield node.id
        if isinstance(node, tree.Table) and any(c.kind == "source" for c in node.columns):
            yield from (source_anchor(row.cells[0]) for row in node.rows if row.cells and row.cells[0].lines)


def nodes(children: tuple[tree.Node, ...], body: Body) -> str:
    return "".join(_block(child, body) for child in children)


def _block(node, body):
    """A node that has an id can be led to, whether or not its maker has a place of its own for the name."""
    made = BLOCKS[type(node)](node, body)
    return made if not made or body.is_set(node.id) else body.bookmark(node.id) + made


def paragraph(node: tree.Paragraph, body: Body) -> str:
    frame = body.frame(node.pillar) if node.role == "box" else ""
    return body.paragraph(body.spans(node.spans), ROLES.get(node.role, ""), frame)


def items(node: tree.Items, body: Body) -> str:
    style, more = "ListBullet", ""
    if node.ordered and node.items:
        style, more = (
            "ListNumber",
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{body.package.new_list()}"/></w:numPr>',
        )
    return "".join(body.paragraph(body.spans(item), style, more) for item in node.items)


def facts(node: tree.Facts, body: Body) -> str:
    if not node.items:
        return ""
    cells = tuple(
        tree.Cell(
            lines=(
                (tree.Span(text=f"{f.value} {f.unit}".strip(), style="strong"),),
                *(((tree.Span(text=f.note),),) if f.note else ()),
                (tree.Span(text=f.label, style="small"),),
            )
        )
        for f in node.items
    )
    columns = tuple(tree.Column(title="") for _ in node.items)
    return table_xml(Shape(columns, (tree.Row(cells=cells),)), body, head=False)


def chain(node: tree.Chain, body: Body) -> str:
    ink = hexed(INKS[body.seats.get(node.pillar, "")][0])
    return "".join(knot(k, body, ink) for k in node.knots)


def knot(node: tree.Knot, body: Body, ink: str = HEAD) -> str:
    """Return a link of the chain: a line in the pillar's colour beside what it says first."""
    said = body.run(node.kind, "Hilang" if node.missing else "Kode", colour="" if node.missing else ink)
    said += ("<w:r><w:br/></w:r>" if node.kind and node.statement else "") + body.run(node.statement, "Tebal")
    line = f'<w:pBdr><w:left w:val="single" w:sz="{24 if node.filled else 18}" w:space="8" w:color="{ink}"/></w:pBdr>'
    return body.paragraph(body.bookmark(node.id, said), "Rantai", line) + nodes(node.children, body)


def source_note(node: tree.SourceNote, body: Body) -> str:
    return body.paragraph(body.spans(node.spans), "Sumber")


def profile(node: tree.Profile, body: Body) -> str:
    head = " · ".join(filter(None, (node.code, node.title, node.badge)))
    return (body.text_paragraph(head, "Heading4", node.id) if head else "") + profile_rows(node.rows, body)


def profile_rows(rows: tuple[tree.ProfileRow, ...], body: Body) -> str:
    if not rows:
        return ""
    made = tuple(
        tree.Row(cells=(tree.Cell(lines=((tree.Span(text=r.label, style="strong"),),)), tree.Cell(lines=r.lines)))
        for r in rows
    )
    columns = (tree.Column(title="", width=40), tree.Column(title=""))
    return table_xml(Shape(columns, made, even=True), body, head=False)


def caption(node: Any, body: Body, style: str = "Caption") -> str:
    """Return the number as a sequence of Word under the name of the node, then title and unit."""
    if not node.title and not node.number:
        return ""
    unit = getattr(node, "unit", "")
    number = body.bookmark(node.id, body.sequences.caption(node.number)) if node.number else body.bookmark(node.id)
    gap = body.run("  ") if node.number else ""
    return body.paragraph(
        f"{number}{gap}{body.run(node.title)}{body.run(f' · {unit}' if unit else '', 'Kecil')}", style
    )


def table(node: tree.Matrix | tree.Table, body: Body) -> str:
    shape = Shape(node.columns, node.rows, node.look, pillar=node.pillar, title=node.title)
    return caption(node, body) + table_xml(shape, body, head=any(c.title or c.group for c in node.columns))


def timeline(node: tree.Timeline, body: Body) -> str:
    heads = [title for title, count in node.horizons for _ in range(int(count))]
    heads += [""] * (len(node.years) - len(heads))
    years = tuple(
        tree.Column(title=str(y), kind="number", width=16, group=g) for y, g in zip(node.years, heads, strict=True)
    )
    columns = (
        tree.Column(title="Kode", kind="code", width=18),
        tree.Column(title="Program", width=max(30, body.width - 66 - 16 * len(node.years))),
        tree.Column(title="OPD", width=26),
        *years,
        tree.Column(title="Jumlah", kind="number", width=22),
    )
    rows = [_bar(bar) for bar in node.bars]
    if node.totals:
        rows.append(tree.Row(cells=(_cell(node.total_label, columns=3), *map(_cell, node.totals)), role="sum"))
    shape = Shape(columns, tuple(rows), "close", pillar=node.pillar, title=node.title)
    return caption(node, body) + table_xml(shape, body)


def _bar(bar):
    amounts = (tree.Cell() if a is None else _cell(a or "–", style="hit") for a in bar.amounts)
    name = f"{bar.name} · {bar.badge}" if bar.badge else bar.name
    return tree.Row(cells=(_cell(bar.code, to=bar.to), _cell(name), _cell(bar.agency), *amounts, _cell(bar.total)))


def _cell(text, columns: int = 1, style: str = "", to: str = ""):
    return tree.Cell(lines=((tree.Span(text=text, to=to),),), columns=columns, style=style)


#: Drawings that adorn a page: their name is for those who listen, as in print.
UNNAMED = ("vision_rings", "table_ring")


def figure(node: tree.Figure, body: Body) -> str:
    """Return the drawing of the other formats as a picture, its numbers in words for who cannot see it; without a
    drawing they stand in the text.
    """
    data = body.drawings.get(node_key(node))
    words = node.description if node.description.startswith(node.title) else f"{node.title}. {node.description}"
    drawn = body.picture(data, words, node.title, dots=DOTS) if data else ""
    if not drawn:
        return caption(node, body) + body.text_paragraph(node.description, "Bukti")
    more = body.text_paragraph(node.description, "Bukti") if len(words) > LONGEST_WORDS else ""
    if node.kind in UNNAMED:
        return body.paragraph(drawn, "Gambar") + more
    if node.kind == "years_strip":
        return caption(node, body) + body.paragraph(drawn) + more
    return body.paragraph(drawn, "Gambar") + caption(node, body, "KeteranganGambar") + more


def picture(node: tree.Picture, body: Body) -> str:
    """Return a picture of the plan with its caption under it; one that is not there is said in words."""
    data = body.package.pictures.get(node.sha256)
    drawn = body.picture(data, node.description or node.title, node.title) if data else ""
    if not drawn:
        shown = f"[Gambar tidak tersedia: {node.description or node.title}]"
        return body.text_paragraph(shown, "Kosong") + caption(node, body, "KeteranganGambar")
    more = body.text_paragraph(node.description, "Bukti") if len(node.description) > LONGEST_WORDS else ""
    return body.paragraph(drawn, "Gambar") + caption(node, body, "KeteranganGambar") + more


def spread(node: tree.Spread, body: Body) -> str:
    """Write a spread: Word has no room for two columns of tables: the left one stands before the right one."""
    return nodes(node.left, body) + nodes(node.right, body)


def signatures(node: tree.Signatures, body: Body) -> str:
    """Write signers side by side in a table without borders, each on the page of the space for the hand."""
    across = max(1, node.columns)
    columns = tuple(tree.Column(title="") for _ in range(max(2, across)))
    rows = []
    for at in range(0, len(node.signers), across):
        cells = tuple(_signer(lines, node.below) for lines in node.signers[at : at + across])
        if across == 1:  # a single one stands on the right, as on a letter
            cells = (tree.Cell(), *cells)
        rows.append(tree.Row(cells=(*cells, *(tree.Cell() for _ in range(len(columns) - len(cells))))))
    return table_xml(Shape(columns, tuple(rows), "bare", even=True, hand=HAND), body, head=False)


def _signer(lines, below):
    above, under = (lines[: len(lines) - below], lines[len(lines) - below :]) if below else (lines, ())
    said = tuple((tree.Span(text=line),) for line in above)
    return tree.Cell(lines=(*said, (), *((tree.Span(text=line),) for line in under)))


def section(node: tree.Section, body: Body, more: str = "") -> str:
    """Return a section with its heading (`more`: properties of that paragraph); pages are the writer's."""
    if node.opening:
        return opening(node, body, more) + nodes(node.children, body)
    said = f"{node.number} {node.title}".strip()
    title = body.text_paragraph(said, f"Heading{min(3, max(2, node.level))}", node.id, more) if node.title else ""
    return title + nodes(node.children, body)


def opening(node: tree.Section, body: Body, more: str = "") -> str:
    """Return the band of a pillar as paragraphs on its ground; its icon stands before its other name."""
    o, seat = node.opening, body.seats.get(node.pillar or node.opening.code, "")
    fill, _, tint, on = map(hexed, INKS[seat])
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    head = body.bookmark(node.id, body.run(f"{o.number} {o.title}".strip(), colour=on))
    band = body.paragraph(head, "Heading2", more + shade)
    icon = body.drawings.get(f"lambang {seat}")
    drawn = body.picture(icon, f"Lambang pilar {o.title}", wide=10) if icon else ""
    said = body.run((" " if drawn else "") + " · ".join(filter(None, (o.subtitle, o.code))))
    under = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'
    return band + (body.paragraph(drawn + said, "Pita", under) if said else "")


BLOCKS: dict[type, Callable[..., Any]] = {
    tree.Paragraph: paragraph,
    tree.Items: items,
    tree.Facts: facts,
    tree.Chain: chain,
    tree.Profile: profile,
    tree.Figure: figure,
    tree.Picture: picture,
    tree.Knot: knot,
    tree.Table: table,
    tree.Matrix: table,
    tree.Timeline: timeline,
    tree.SourceNote: source_note,
    tree.Spread: spread,
    tree.Signatures: signatures,
    tree.Section: section,
}
