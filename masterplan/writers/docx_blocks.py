"""Tree nodes as the body of a Word file. `BLOCKS` maps a node's class to its maker: (node, body) → WordprocessingML.

Everything that people typed goes through `text`. Widths are mm in the tree and twentieths of a point here.
"""

import re
from html import escape

from masterplan.document import tree
from masterplan.writers.docx_styles import text_width
from masterplan.writers.docx_tables import Shape, table_xml
from masterplan.writers.markup import UNPRINTABLE

ROLES = {
    "body": "",
    "lead": "Pengantar",
    "note": "Catatan",
    "source": "Sumber",
    "evidence": "Bukti",
    "gap": "Kosong",
    "sub": "Subjudul",
    "quote": "Quote",
    "box": "Bukti",
}
SPANS = {"strong": "Tebal", "code": "Kode", "gap": "Hilang", "small": "Kecil", "badge": "Kode"}
HAND = 20  # mm of room for a signature
NOT_ANCHOR = re.compile(r"\W")


class Body:
    """What the makers share: the width of the text, the anchors that were set, and new numbered lists."""

    def __init__(self, new_list):
        self.width = text_width(False)
        self.new_list = new_list  # () → id of a list that begins with 1
        self._anchors = {}
        self._marks = 0

    def anchor(self, id: str) -> str:
        """A name that Word accepts: letters, digits and lines, at most 40."""
        if id not in self._anchors:
            name = NOT_ANCHOR.sub("_", id)
            self._anchors[id] = name if len(name) <= 40 else f"{name[:32]}_{len(self._anchors)}"
        return self._anchors[id]

    def bookmark(self, id: str) -> str:
        if not id:
            return ""
        self._marks += 1
        name = self.anchor(id)
        return f'<w:bookmarkStart w:id="{self._marks}" w:name="{name}"/><w:bookmarkEnd w:id="{self._marks}"/>'

    def text(self, said: str) -> str:
        """Text made harmless; a line that ends in it ends on the paper too."""
        lines = escape(UNPRINTABLE.sub("", said)).replace("\r", "").replace("\t", " ").split("\n")
        return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)

    def run(self, said: str, style: str = "", raised: bool = False) -> str:
        if not said:
            return ""
        look = f'<w:rStyle w:val="{style}"/>' if style else ""
        look += '<w:vertAlign w:val="superscript"/>' if raised else ""
        return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{self.text(said)}</w:r>"

    def spans(self, parts, bold: bool = False) -> str:
        out = []
        for part in parts:
            made = self.run(part.text, SPANS.get(part.style, "Tebal" if bold else ""), part.style == "mark")
            if part.to and made:
                made = f'<w:hyperlink w:anchor="{self.anchor(part.to)}">{made}</w:hyperlink>'
            out.append(made)
        return "".join(out)

    def paragraph(self, inner: str, style: str = "", more: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
        return f"<w:p>{properties}{inner}</w:p>"

    def said(self, text: str, style: str = "", id: str = "") -> str:
        return self.paragraph(self.bookmark(id) + self.run(text), style)


def nodes(children, body: Body) -> str:
    return "".join(BLOCKS[type(child)](child, body) for child in children)


def paragraph(node, body):
    return body.paragraph(body.spans(node.spans), ROLES[node.role])


def items(node, body):
    style, more = "ListBullet", ""
    if node.ordered and node.items:
        style, more = "ListNumber", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{body.new_list()}"/></w:numPr>'
    return "".join(body.paragraph(body.spans(item), style, more) for item in node.items)


def facts(node, body):
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


def chain(node, body):
    return "".join(knot(k, body) for k in node.knots)


def knot(node, body):
    said = body.run(node.kind, "Kode") + ("<w:r><w:br/></w:r>" if node.statement else "")
    said += body.run(node.statement, "Tebal")
    return body.paragraph(body.bookmark(node.id) + said, "Rantai") + nodes(node.children, body)


def source_note(node, body):
    return body.paragraph(body.spans(node.spans), "Sumber")


def profile(node, body):
    head = " · ".join(filter(None, (node.code, node.title, node.badge)))
    return (body.said(head, "Heading4", node.id) if head else "") + profile_rows(node.rows, body)


def profile_rows(rows, body):
    if not rows:
        return ""
    made = tuple(
        tree.Row(cells=(tree.Cell(lines=((tree.Span(text=r.label, style="strong"),),)), tree.Cell(lines=r.lines)))
        for r in rows
    )
    columns = (tree.Column(title="", width=40), tree.Column(title=""))
    return table_xml(Shape(columns, made, even=True), body, head=False)


def caption(node, body):
    if not node.title and not node.number:
        return ""
    unit = body.run(f" · {node.unit}", "Kecil") if node.unit else ""
    number = body.run(f"{node.number}  ") if node.number else ""
    return body.paragraph(f"{body.bookmark(node.id)}{number}{body.run(node.title)}{unit}", "Caption")


def table(node, body):
    shape = Shape(node.columns, node.rows, node.look)
    return caption(node, body) + table_xml(shape, body, head=any(c.title or c.group for c in node.columns))


def timeline(node, body):
    heads = [title for title, count in node.horizons for _ in range(int(count))]
    heads += [""] * (len(node.years) - len(heads))
    years = tuple(tree.Column(title=str(y), kind="number", group=g) for y, g in zip(node.years, heads, strict=True))
    columns = (
        tree.Column(title="Kode", kind="code", width=18),
        tree.Column(title="Program", width=max(30, body.width - 80 - 16 * len(node.years))),
        tree.Column(title="OPD", width=26),
        *years,
        tree.Column(title="Jumlah", kind="number", width=22),
    )
    rows = [_bar(bar) for bar in node.bars]
    if node.totals:
        rows.append(tree.Row(cells=(_cell(node.total_label, columns=3), *map(_cell, node.totals)), role="sum"))
    return caption(node, body) + table_xml(Shape(columns, tuple(rows), "close"), body)


def _bar(bar):
    amounts = (tree.Cell() if a is None else _cell(a or "–", style="hit") for a in bar.amounts)
    name = f"{bar.name} · {bar.badge}" if bar.badge else bar.name
    return tree.Row(cells=(_cell(bar.code, to=bar.to), _cell(name), _cell(bar.agency), *amounts, _cell(bar.total)))


def _cell(text, columns: int = 1, style: str = "", to: str = ""):
    return tree.Cell(lines=((tree.Span(text=text, to=to),),), columns=columns, style=style)


def figure(node, body):
    """The drawing in words: its description holds every number of it."""
    return caption(node, body) + body.said(node.description, "Bukti")


def spread(node, body):
    """Word has no room for two columns of tables: the left one stands before the right one."""
    return nodes(node.left, body) + nodes(node.right, body)


def signatures(node, body):
    """Signers side by side on lines of a table without borders; who signs never stands apart from the space for it."""
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


def section(node, body):
    """A section with its heading; what Word is told of pages is with the writer."""
    if node.opening:
        o = node.opening
        head = body.said(f"{o.number} {o.title}".strip(), "Heading2", node.id)
        return head + body.said(" · ".join(filter(None, (o.subtitle, o.code))), "Kosong") + nodes(node.children, body)
    title = body.said(f"{node.number} {node.title}".strip(), f"Heading{node.level}", node.id) if node.title else ""
    return title + nodes(node.children, body)


BLOCKS = {
    tree.Paragraph: paragraph,
    tree.Items: items,
    tree.Facts: facts,
    tree.Chain: chain,
    tree.Profile: profile,
    tree.Figure: figure,
    tree.Table: table,
    tree.Matrix: table,
    tree.Timeline: timeline,
    tree.SourceNote: source_note,
    tree.Spread: spread,
    tree.Signatures: signatures,
    tree.Section: section,
}
