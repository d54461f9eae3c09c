"""The same book for the peer: the document tree as Typst source, so that both engines set the same words, tables and
charts.
"""

from masterplan.document import tree
from masterplan.writers import figures

STYLE = """#set document(title: {title})
#set text(font: "Buku Sans", size: 10pt, lang: "id", fallback: false)
#set par(leading: 0.55em, spacing: 0.8em)
#set page(paper: "a4", margin: (inside: 25mm, outside: 20mm, top: 25mm, bottom: 23mm), numbering: "1",
  header: context text(size: 8pt)[#{title} #h(1fr) #strong({status})])
#show heading: set text(font: "Buku Judul")
#show heading.where(level: 1): it => {{ pagebreak(weak: true); text(size: 26pt, it.body); v(5mm) }}
#set table(stroke: (x: none, y: 0.2mm + luma(204)), inset: 1.4mm)
#show table: set text(size: 8pt)
#show table: set par(justify: false)
"""
SPANS = {
    "strong": "strong({})",
    "em": "emph({})",
    "strong em": "strong(emph({}))",
    "mark": "super({})",
    "code": 'text(font: "Buku Judul", size: 0.9em, weight: 700, {})',
    "gap": "emph({})",
    "small": "text(size: 0.85em, {})",
    "badge": "box(stroke: 0.3mm, inset: 0.5mm, text(size: 6.5pt, {}))",
    "": "{}",
}


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


class Peer:
    """`source(book)` gives the whole document; anchors become labels, and only those that exist are linked to."""

    def __init__(self, book: tree.Book):
        self.book = book
        self.known = {n.id for n in tree.walk(book) if isinstance(n, tree.Node) and n.id}
        self.seats = {ink.code: ink.seat for ink in book.inks}

    def source(self) -> str:
        head = STYLE.format(
            title=quoted(self.book.title), status=quoted(self.book.status.running if self.book.status else "")
        )
        return head + "\n".join(self.part(p) for p in self.book.parts)

    def label(self, node) -> str:
        return f"#metadata(none)#label({quoted(node.id)})\n" if node.id else ""

    def spans(self, parts) -> str:
        out = []
        for part in parts:
            said = SPANS.get(part.style, "{}").format(quoted(part.text))
            out.append(f"#link(label({quoted(part.to)}), {said})" if part.to in self.known else f"#{said};")
        return "".join(out)

    def part(self, part) -> str:
        if isinstance(part, tree.Cover):
            ring = figures.ring([(self.seats[c], n) for c, n in part.seats])
            return f"{self.picture(ring, part.title)}\n= #{quoted(part.title)}\n" + "\n\n".join(
                f"#{quoted(t)}"
                for t in (part.government, part.office, part.volume, *part.lines, part.subtitle, part.edition)
                if t
            )
        if isinstance(part, tree.Contents):
            rows = "".join(
                f"[#{quoted(e.number)}], [#link(label({quoted(e.to)}), {quoted(e.text)})], "
                f"[#context counter(page).at(label({quoted(e.to)})).first()], "
                for e in part.entries
                if e.to in self.known
            )
            return f"= #{quoted(part.title)}\n#grid(columns: (24mm, 1fr, 12mm), row-gutter: 2mm, {rows})\n"
        if isinstance(part, tree.Colophon):
            return (
                f"{self.label(part)}= #{quoted(part.title)}\n{self.profile_rows(part.rows)}\n#"
                f"{quoted(part.fingerprint)}\n\n#{quoted(part.note)}\n"
            )
        return f"= #{quoted(f'{part.label} {part.title}'.strip())}\n{self.label(part)}" + "\n".join(
            self.block(c) for c in part.children
        )

    def block(self, node) -> str:
        if isinstance(node, tree.Section):
            inner = f"{'=' * node.level} #{quoted(f'{node.number} {node.title}')}\n{self.label(node)}" + "\n".join(
                self.block(c) for c in node.children
            )
            return (
                f"#page(flipped: true)[\n{inner}\n]"
                if node.page == tree.WIDE
                else ("#pagebreak(weak: true)\n" if node.new_page else "") + inner
            )
        return getattr(self, type(node).__name__.lower())(node)

    def paragraph(self, node) -> str:
        size = {"lead": "12pt", "source": "7.5pt", "evidence": "8.5pt", "note": "8.5pt", "quote": "17pt"}.get(node.role)
        said = self.spans(node.spans)
        return f"#text(size: {size})[{said}]\n\n" if size else f"{said}\n\n"

    def items(self, node) -> str:
        return "\n".join(f"- {self.spans(item)}" for item in node.items)

    def facts(self, node) -> str:
        return (
            f"#grid(columns: {len(node.items)}, gutter: 5mm, "
            + "".join(f"[#strong({quoted(f.value)}) #linebreak() #{quoted(f.label)}], " for f in node.items)
            + ")\n"
        )

    def chain(self, node) -> str:
        knots = "".join(
            f"#block(breakable: true)[{self.label(k)}#text(size: 8pt, strong({quoted(k.kind)}))\n\n"
            + (f"#strong({quoted(k.statement)})\n\n" if k.statement else "")
            + "".join(self.block(c) for c in k.children)
            + "]\n"
            for k in node.knots
        )
        return f"#block(stroke: (left: 0.7mm), inset: (left: 6mm), breakable: true)[{knots}]\n"

    def profile(self, node) -> str:
        title = f"{node.code} {node.title} {node.badge}".strip()
        return (
            f"{self.label(node)}#block(breakable: false)[#strong({quoted(title)})\n\n{self.profile_rows(node.rows)}]\n"
        )

    def profile_rows(self, rows) -> str:
        cells = "".join(
            f"[#strong({quoted(r.label)})], [{' #linebreak() '.join(self.spans(line) for line in r.lines)}], "
            for r in rows
        )
        return f"#table(columns: (36mm, 1fr), {cells})\n"

    def table(self, node) -> str:
        widths = ", ".join(f"{c.width:g}mm" if c.width else "1fr" for c in node.columns)
        head = "".join(f"[#strong({quoted(c.title)})], " for c in node.columns)
        cells = []
        for row in node.rows:
            for cell in row.cells:
                said = " #linebreak() ".join(self.spans(line) for line in cell.lines)
                cells.append(
                    f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows})[{said}], "
                    if cell.columns > 1 or cell.rows > 1
                    else f"[{said}], "
                )
        caption = f"#strong({quoted(node.number)}) #{quoted(node.title)} #{quoted(node.unit)}\n" if node.title else ""
        return f"{self.label(node)}{caption}#table(columns: ({widths},), table.header({head}), {''.join(cells)})\n"

    matrix = table

    def timeline(self, node) -> str:
        years = len(node.years)
        head = "".join(f"[#strong({quoted(t)})], " for t in ("Kode", "Program", "OPD", *node.years, "Jumlah"))
        cells = "".join(
            f"[#{quoted(b.code)}], [#{quoted(b.name)} #{quoted(b.badge)}], [#{quoted(b.agency)}], "
            + "".join("[], " if a is None else f"table.cell(fill: luma(230))[#{quoted(a or '–')}], " for a in b.amounts)
            + f"[#{quoted(b.total)}], "
            for b in node.bars
        )
        total = f"table.cell(colspan: 3)[#{quoted(node.total_label)}], " + "".join(
            f"[#{quoted(t)}], " for t in node.totals
        )
        return (
            f"{self.label(node)}#strong({quoted(node.number)}) #{quoted(node.title)} #{quoted(node.unit)}\n"
            f"#table(columns: (18mm, 1fr, 25mm, {'20mm, ' * years}21mm), table.header({head}), {cells}{total})\n"
        )

    def figure(self, node) -> str:
        drawing = figures.DRAWINGS[node.kind](node, self.seats.get(node.pillar, ""), self.seats)
        return (
            f"{self.label(node)}#strong({quoted(node.number)}) #{quoted(node.title)} "
            f"#{quoted(node.unit)}\n{self.picture(drawing, node.description)}"
        )

    def signatures(self, node) -> str:
        return "\n\n".join(f"#{quoted(line)}" for lines in node.signers for line in lines)

    def picture(self, svg: str, alt: str) -> str:
        return f'#image(bytes({quoted(svg)}), format: "svg", alt: {quoted(alt)})\n'
