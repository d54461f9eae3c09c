"""The tree as flat sheets: one a table, timeline, list of profiles, chain; whatever else a book says stands as lines of
the sheet of texts. `BLOCKS` maps a node's class to what it adds: (node, `Gathering`, place).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from masterplan.document import tree
from masterplan.writers.xlsx_tables import WHOLE, Flat, flat_table, flat_timeline
from masterplan.writers.xlsx_values import decimal, lines_of, text_of

PLACE = ("Bab", "Bagian")
CHAIN = ("Masalah", "Sasaran", "Strategi", "Program")
#: Other names of the links of a chain.
ALIAS = {"Masalah utama": "Masalah", "Quick win": "Program"}
KINDS = {
    "lead": "pembuka",
    "note": "catatan",
    "source": "sumber",
    "evidence": "uraian",
    "gap": "belum ada",
    "sub": "judul kecil",
    "quote": "kutipan",
}


@dataclass(frozen=True)
class NodePosition:
    """Where a node stands: chapter ("Bab 3 Strategi", in short "Bab 3"), section, pillar."""

    chapter: str = ""
    label: str = ""
    section: str = ""
    pillar: str = ""


class Gathering:
    """The sheets of a book in the order in which their first line stands in it."""

    def __init__(self, book: tree.Book) -> None:
        self.flats, self._lists = [], {}
        self.texts = Flat("Teks", "Teks buku", heads=[*PLACE, "Jenis", "Teks"], widths=(30, 34, 14, 100))
        for part in book.parts:
            PARTS[type(part)](part, self)

    def add(self, flat: Flat) -> None:
        self.flats.append(flat)

    def say(self, place: NodePosition, kind: str, text: str) -> None:
        """Write a line of the sheet of texts."""
        if text:
            self.texts.rows.append([place.chapter, place.section, kind, text])

    def listed(
        self, what: str, place: NodePosition, heads: Sequence[Any], title: str, widths: tuple[int, ...] = ()
    ) -> Flat:
        """Return the sheet of this kind of a chapter, new for the first that comes."""
        key = (what, place.chapter)
        if key not in self._lists:
            wish = f"{what} {place.label or place.chapter}"
            flat = Flat(wish, f"{title}: {place.chapter}".strip(": "), "", place.chapter)
            flat.heads, flat.widths = list(heads), widths
            self._lists[key] = flat
            self.add(flat)
        return self._lists[key]

    def nodes(self, children: tuple[tree.Node, ...], place: NodePosition) -> None:
        for child in children:
            BLOCKS[type(child)](child, self, place)


# parts of a book


def chapter(part: tree.Chapter, out: Gathering) -> None:
    title = f"{part.label} {part.title}".strip()
    place = NodePosition(chapter=title, label=part.label or part.title)
    out.say(place, "judul bab", title)
    out.nodes(part.children, place)


def paper(part: tree.Paper, out: Gathering) -> None:
    place = NodePosition(chapter=part.title.replace("\n", " "))
    out.say(place, "kepala surat", "\n".join(part.lines))
    out.say(place, "judul", part.title)
    out.say(place, "nomor", part.number)
    out.say(place, "kaki halaman", part.running)
    out.nodes(part.children, place)


def cover(part: tree.Cover, out: Gathering) -> None:
    place = NodePosition(chapter="Sampul")
    for line in (part.government, part.office, part.volume, " ".join(part.lines), part.subtitle, part.edition):
        out.say(place, "sampul", line)
    out.say(place, "sampul", ", ".join(name for _, name in part.seats))


def contents(part: tree.Contents, out: Gathering) -> None:
    """Write nothing: the index of the workbook is its list of contents; what it lists is said where it stands."""


def colophon(part: tree.Colophon, out: Gathering) -> None:
    rows = [[row.label, lines_of(row.lines)] for row in part.rows]
    rows += [["Sidik isi", part.fingerprint]] if part.fingerprint else []
    rows += [["Alamat pemeriksaan", part.address]] if part.address else []
    rows += [["Catatan", part.note]] if part.note else []
    out.add(Flat("Kolofon", part.title or "Kolofon", heads=["Hal", "Keterangan"], rows=rows, widths=(26, 110)))


def room_piece(part: tree.RoomPiece, out: Gathering) -> None:
    place = NodePosition(chapter=part.title)
    for kind, said in (
        ("judul", part.title),
        ("bawah judul", part.subtitle),
        ("kode", part.code),
        ("alamat", part.text),
        ("kaki halaman", part.running),
    ):
        out.say(place, kind, said)
    for row in part.rows:
        out.say(place, row.label, lines_of(row.lines))
    for one in part.entries:
        out.say(place, "kode QR", f"{one.name} · {one.code}: {one.to}")


# blocks


def section(node: tree.Section, out: Gathering, place: NodePosition) -> None:
    said = f"{node.number} {node.title}".strip()
    inner = replace(place, section=said or place.section, pillar=node.pillar or place.pillar)
    out.say(inner, "judul bagian", said)
    if node.opening:
        o = node.opening
        out.say(inner, "pilar", " · ".join(filter(None, (f"{o.number} {o.title}".strip(), o.subtitle, o.code))))
    out.nodes(node.children, inner)


def paragraph(node: tree.Paragraph, out: Gathering, place: NodePosition) -> None:
    out.say(place, KINDS.get(node.role, "paragraf"), text_of(node.spans))


def items(node: tree.Items, out: Gathering, place: NodePosition) -> None:
    for number, item in enumerate(node.items, 1):
        out.say(place, "butir", f"{number}. {text_of(item)}" if node.ordered else text_of(item))


def facts(node: tree.Facts, out: Gathering, place: NodePosition) -> None:
    for fact in node.items:
        said = " ".join(filter(None, (fact.value, fact.unit, fact.label)))
        out.say(place, "angka", "\n".join(filter(None, (said, fact.note))))


def source_note(node: tree.SourceNote, out: Gathering, place: NodePosition) -> None:
    out.say(place, "sumber", text_of(node.spans))


def signatures(node: tree.Signatures, out: Gathering, place: NodePosition) -> None:
    for lines in node.signers:
        out.say(place, "tanda tangan", "\n".join(lines))


def picture(node: tree.Picture, out: Gathering, place: NodePosition) -> None:
    said = (f"{node.number} {node.title}".strip(), node.description)
    out.say(place, "gambar", "\n".join(filter(None, said)))


def spread(node: tree.Spread, out: Gathering, place: NodePosition) -> None:
    out.nodes((*node.left, *node.right), place)


def figure(node: tree.Figure, out: Gathering, place: NodePosition) -> None:
    """Write the data of a chart: what it is, then a line for each of its points."""
    heads = ("Bagian", "Gambar", "Judul", "Satuan", "Dalam kata-kata", "Data")
    flat = out.listed("Gambar", place, heads, "Data gambar", (30, 14, 44, 16, 60))
    # the data of money is whole, whatever the drawing says of it
    unit = f"{node.unit} di buku · {WHOLE}" if node.kind == "stacked_years" else node.unit
    for point in _points(node):
        while len(flat.heads) < len(heads) - 1 + len(point):
            flat.heads.append(f"Data {len(flat.heads) - len(heads) + 2}")
        flat.rows.append([place.section, node.number, node.title, unit, node.description, *point])


def _points(node):
    """The data of a chart, a list a point. The years of an indicator are told by their values, not as printed."""
    if node.kind == "years_strip":
        return [[year, said if (number := decimal(value)) is None else number] for year, said, value in node.data]
    return [[decimal(value) if _is_plain(value) else value for value in _flattened(one)] for one in node.data] or [[]]


def _flattened(thing):
    if isinstance(thing, tuple):
        for part in thing:
            yield from _flattened(part)
    else:
        yield "" if thing is None else str(thing)


def _is_plain(text):
    """A whole number that is no year: whether a dot in another one parts thousands or decimals is not known here."""
    return text.isascii() and text.isdigit() and len(text) != 4


def profile(node: tree.Profile, out: Gathering, place: NodePosition) -> None:
    """Write a line of the profiles of its chapter; a label that is new there is a new column."""
    heads = ("Bagian", "Kode", "Nama", "Tanda")
    flat = out.listed("Profil", place, heads, "Profil", (30, 12, 44, 14))
    row: list[str | None] = [place.section, node.code, node.title, node.badge]
    for one in node.rows:
        if one.label not in flat.heads[4:]:
            flat.heads.append(one.label)
    row += [None] * (len(flat.heads) - len(row))
    for one in node.rows:
        at = flat.heads.index(one.label, 4)
        row[at] = "\n".join(filter(None, (row[at], lines_of(one.lines))))
    flat.rows.append(row)


def chain(node: tree.Chain, out: Gathering, place: NodePosition) -> None:
    """Write a line for each programme, everything above it said again; a thread that ends before has one too."""
    heads = ["Bagian", "Pilar", "Rantai", *(f"{name}{what}" for name in CHAIN for what in ("", ": isi"))]
    flat = out.listed("Rantai", place, heads, "Rantai masalah sampai program", (30, 8, 18, 16, 50, 16, 50, 16, 50))
    first, said, pending = [place.section, node.pillar, node.title], {}, False
    for knot_node in node.knots:
        kind, _, rest = knot_node.kind.partition(" · ")
        link = ALIAS.get(kind, kind)
        if link not in CHAIN:
            knot(knot_node, out, place)
            continue
        below = [name for name in CHAIN[CHAIN.index(link) :] if name in said]
        if pending and below:
            _chain_row(flat, first, said)
        for name in below:
            said.pop(name)
        tables = [child for child in knot_node.children if isinstance(child, tree.Table)] if link == CHAIN[-1] else []
        told = "\n".join(filter(None, (knot_node.statement, _told(knot_node, out, place, tables))))
        said[link], pending = (rest, told), not tables
        for values in (values for one in tables for values in _table_rows(one)):
            _chain_row(flat, first, said, values)
    if pending:
        _chain_row(flat, first, said)


def _chain_row(flat, first, said, values=()):
    row = list(first)
    for link in CHAIN:
        row += said.get(link, (None, None))
    for head, value in values:
        if head not in flat.heads:
            flat.heads.append(head)
        row += [None] * (len(flat.heads) - len(row))
        row[flat.heads.index(head)] = value
    flat.rows.append(row)


def _table_rows(node):
    """[(head, value)] of the lines of a table inside a chain."""
    made = flat_table(node, "")
    for row in made.rows:
        yield [(f"Program: {head}", value) for head, value in zip(made.heads, row, strict=True) if value is not None]


def knot(node: tree.Knot, out: Gathering, place: NodePosition) -> None:
    said = "\n".join(filter(None, (node.kind, node.statement, _told(node, out, place))))
    out.say(place, "rantai", said)


def _told(holder, out, place, but=()):
    """The words below a link of a chain; its charts go to the sheet of charts as well."""
    lines = []
    for child in holder.children:
        if child in but:
            continue
        if isinstance(child, tree.Paragraph | tree.SourceNote):
            lines.append(text_of(child.spans))
        elif isinstance(child, tree.Figure):
            figure(child, out, place)
            lines.append(": ".join(filter(None, (child.number, child.title, child.description))))
        elif isinstance(child, tree.Items):
            lines += [text_of(item) for item in child.items]
        elif isinstance(child, tree.Knot):
            lines.append("\n".join(filter(None, (child.kind, child.statement, _told(child, out, place)))))
        else:
            BLOCKS[type(child)](child, out, place)
    return "\n".join(line for line in lines if line)


def table(node: tree.Matrix | tree.Table, out: Gathering, place: NodePosition) -> None:
    wish = node.number or node.title or f"Tabel {place.chapter}"
    flat = flat_table(node, wish)
    flat.chapter, flat.under = place.chapter, " · ".join(filter(None, (place.section or place.chapter, flat.under)))
    out.add(flat)


def timeline(node: tree.Timeline, out: Gathering, place: NodePosition) -> None:
    flat = flat_timeline(node)
    flat.chapter, flat.under = place.chapter, " · ".join(filter(None, (place.section or place.chapter, flat.under)))
    out.add(flat)


PARTS: dict[type, Callable[..., Any]] = {
    tree.Chapter: chapter,
    tree.Paper: paper,
    tree.Cover: cover,
    tree.Contents: contents,
    tree.Colophon: colophon,
    tree.RoomPiece: room_piece,
}
BLOCKS: dict[type, Callable[..., Any]] = {
    tree.Section: section,
    tree.Paragraph: paragraph,
    tree.Items: items,
    tree.Facts: facts,
    tree.Chain: chain,
    tree.Knot: knot,
    tree.Profile: profile,
    tree.Figure: figure,
    tree.Picture: picture,
    tree.Table: table,
    tree.Matrix: table,
    tree.Timeline: timeline,
    tree.SourceNote: source_note,
    tree.Spread: spread,
    tree.Signatures: signatures,
}
