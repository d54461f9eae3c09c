"""The tree as a Word file (.docx): real styles, live contents and captions, tables whose heads repeat, A4. No database
here.

`write(book)` takes the same `Book` as the other writers; for a paper of a page or two its parts are `Paper`s.
The same tree gives the same bytes: nothing in the file tells when it was written.
"""

import io
from datetime import UTC, datetime

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from masterplan.document import tree
from masterplan.writers import docx_fronts, docx_styles
from masterplan.writers.docx_blocks import Body, nodes, section
from masterplan.writers.docx_fields import chapter_title, field
from masterplan.writers.docx_styles import R, W, run
from masterplan.writers.markup import LONGEST_FOOT, plain
from masterplan.writers.raster import drawings as drawn
from masterplan.writers.timeless_zip import NO_TIME, timeless

#: Parts of the library's template that say nothing of our file: a picture, and styles that are no longer its styles.
LEFT_OUT = ("/thumbnail", "/stylesWithEffects")
#: On which side of the open book a run of pages begins.
SIDES = {"right": "oddPage", "left": "evenPage"}
PAPERS = (tree.Paper, tree.RoomPiece)
BREAK = "<w:pageBreakBefore/>"


def write(book: tree.Book, pictures: dict[str, bytes] | None = None, drawings: dict[str, bytes] | None = None) -> bytes:
    """Return the whole book as the bytes of a .docx.

    pictures  {sha256: bytes} of the plan's own pictures and arms
    drawings  what `raster.drawings(book)` gives; None makes them, {} leaves the charts to their words
    """
    return _Document(book, pictures or {}, drawn(book) if drawings is None else drawings).bytes()


class _Document:
    """Sections of Word, one a run of pages with the same size and numbers, filled in printing order."""

    def __init__(self, book: tree.Book, pictures: dict[str, bytes], drawings: dict[str, bytes]) -> None:
        self.book, self.pictures = book, pictures
        self.bound = not any(isinstance(part, PAPERS) for part in book.parts)
        self.document = docx_styles.blank(book.title, book.region or "Rembuk")
        docx_styles.settle(self.document, book=self.bound)
        core = self.document.core_properties
        core.created = core.modified = datetime(*NO_TIME, tzinfo=UTC)
        for holder in (self.document.part.package, self.document.part):
            for key in [key for key, one in holder.rels.items() if one.reltype.endswith(LEFT_OUT)]:
                holder.rels.pop(key)
        self.status = plain(book.status.running) if book.status else ""
        self.body = Body(book, self, drawings)
        self.end = self.document.element.body.sectPr
        self.pieces, self.properties, self.furniture = [], "", {}
        self.main_begun = False
        for part in book.parts:
            MAKERS[type(part)](self, part)
        self._close()
        self.document.element.body.replace(
            self.end, parse_xml(self.properties or docx_styles.section(landscape=False, book=self.bound))
        )

    # what the blocks ask of the package

    def new_list(self) -> int:
        numbering = self.document.part.numbering_part.element
        pattern = numbering.num_having_numId(5).abstractNumId.val
        number = numbering.add_num(pattern)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return number.numId

    def address(self, url: str) -> str:
        return self.document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def image(self, data: bytes) -> str:
        relation, _ = self.document.part.get_or_add_image(io.BytesIO(data))
        return relation

    # pages

    def page(self, style: str, *, start: str = "nextPage", numbers: str = "", furniture: str = "") -> None:
        """New pages of this style; what was put so far is closed as it is."""
        if self.properties:
            self._close()
            holder = self._last_paragraph()
            holder.get_or_add_pPr().append(parse_xml(self.properties))
        landscape = style == tree.WIDE
        self.properties = docx_styles.section(
            landscape=landscape, book=self.bound, start=start, numbers=numbers, furniture=furniture
        )
        self.body.width = docx_styles.text_width(landscape, self.bound)

    def book_page(self, style: str, *, matter: str, start: str = "nextPage", named: str = "") -> None:
        """Pages of a book with its heads and feet: roman before the main part, which begins with 1. `named`: what
        stands at the head of pages without a chapter.
        """
        numbers = 'w:fmt="lowerRoman"' if matter == "front" else ""
        if matter == "main" and not self.main_begun:
            numbers, self.main_begun = 'w:start="1"', True
        self.page(style, start=start, numbers=numbers, furniture=self._heads_and_feet(style == tree.WIDE, named))

    def _heads_and_feet(self, landscape: bool, named: str) -> str:
        """References to the heads and feet of left and right pages; made once for each size of page."""
        if (landscape, named) not in self.furniture:
            width = docx_styles.text_width(landscape, True)
            title = self.book.title
            # cut before it is escaped: half an escaped sign is no XML
            title = run(plain(title if len(title) <= LONGEST_FOOT else f"{title[: LONGEST_FOOT - 1].rstrip()}…"))
            status, number = run(self.status, "Tebal"), field("PAGE", run("1"))
            chapter = run(plain(named)) if named else chapter_title()
            made = (
                ("header", "default", docx_styles.line("Header", chapter, status, width)),
                ("header", "even", docx_styles.line("Header", status, chapter, width)),
                ("footer", "default", docx_styles.line("Footer", title, number, width)),
                ("footer", "even", docx_styles.line("Footer", number, title, width)),
            )
            self.furniture[landscape, named] = "".join(self.attached(*one) for one in made)
        return self.furniture[landscape, named]

    def attached(self, kind: str, pages: str, line: str) -> str:
        """Return the reference to a new head or foot that holds one line."""
        holder = self.document.part
        part, relation = holder.add_header_part() if kind == "header" else holder.add_footer_part()
        for old in list(part.element):
            part.element.remove(old)
        part.element.append(parse_xml(line))
        return f'<w:{kind}Reference w:type="{pages}" r:id="{relation}"/>'

    # text

    def put(self, xml: str) -> None:
        self.pieces.append(xml)

    def _close(self) -> None:
        for element in parse_xml(f"<w:body {W} {R}>{''.join(self.pieces)}</w:body>"):
            self.end.addprevious(element)
        self.pieces = []

    def _last_paragraph(self):
        """The paragraph that can carry the end of a run of pages: none of a table, none that carries another."""
        last = self.end.getprevious()
        if last is None or not last.tag.endswith("}p") or last.find("{*}pPr/{*}sectPr") is not None:
            self.end.addprevious(parse_xml(f'<w:p {W}><w:pPr><w:pStyle w:val="SelKecil"/></w:pPr></w:p>'))
            last = self.end.getprevious()
        return last

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return timeless(out.getvalue())


def _paper(out: _Document, part) -> None:
    papers = sum(isinstance(p, PAPERS) for p in out.book.parts)
    out.page(
        part.page, numbers='w:start="1"', furniture=_foot(out, part, "NUMPAGES" if papers == 1 else "SECTIONPAGES")
    )
    if part.lines:
        out.put(out.body.text_paragraph("\n".join(part.lines), "Kop"))
    if part.title:
        out.put(out.body.text_paragraph(part.title, "Title", part.id))
    if part.number:
        out.put(out.body.text_paragraph(part.number, "Subtitle"))
    for child in part.children:
        if isinstance(child, tree.Section):
            broken = BREAK if child.new_page else ""
            if broken and not child.title:
                out.put('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
            out.put(section(child, out.body, broken))
        else:
            out.put(nodes((child,), out.body))


def _foot(out, part, whole: str) -> str:
    """The foot of a paper says "1 dari 3", its head whether it is a draft."""
    width = docx_styles.text_width(part.page == tree.WIDE)
    pages = f"{docx_styles.field('PAGE')}{run(' dari ')}{docx_styles.field(whole)}"
    made = out.attached("footer", "default", docx_styles.line("Footer", run(plain(part.running)), pages, width))
    head = docx_styles.line("Header", "", run(out.status, "Tebal"), width)
    return (out.attached("header", "default", head) if out.status else out.attached("header", "default", _EMPTY)) + made


_EMPTY = f'<w:p {W}><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'


def _chapter(out: _Document, part) -> None:
    """A chapter begins a run of pages; a section with another size of page too, one that asks for a new page only
    breaks it.
    """
    start = SIDES.get(part.side, "nextPage") if part.matter == "main" else "nextPage"
    out.book_page(part.page, matter=part.matter, start=start)
    out.body.sequences.begin_chapter()
    out.put(docx_fronts.chapter_head(part, out.body))
    style = part.page
    for child in part.children:
        if not isinstance(child, tree.Section):
            out.put(nodes((child,), out.body))
            continue
        broken = ""
        if (child.page == tree.WIDE) != (style == tree.WIDE) or child.side:
            out.book_page(child.page, matter=part.matter, start=SIDES.get(child.side, "nextPage"))
        elif child.page != style or child.new_page:
            broken = BREAK
        style = child.page
        if broken and not (child.title or child.opening):
            out.put('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        out.put(section(child, out.body, broken))


def _cover(out: _Document, part) -> None:
    """Always the white cover; nothing at its head and foot."""
    out.page(tree.BOOK)
    out.put(docx_fronts.cover(part, out.book, out.body, out.pictures))


def _contents(out: _Document, part) -> None:
    out.book_page(tree.BOOK, matter="front", named=part.title)
    out.put(docx_fronts.contents(part, out.book, out.body))


def _colophon(out: _Document, part) -> None:
    out.book_page(tree.BOOK, matter="main")
    out.put(docx_fronts.colophon(part, out.body))


def _room_piece(out: _Document, part) -> None:
    out.page(tree.BOOK, numbers='w:start="1"', furniture=_foot(out, tree.Paper(running=part.running), "SECTIONPAGES"))
    out.put(docx_fronts.room_piece(part, out.body))


MAKERS = {
    tree.Paper: _paper,
    tree.Chapter: _chapter,
    tree.Cover: _cover,
    tree.Contents: _contents,
    tree.Colophon: _colophon,
    tree.RoomPiece: _room_piece,
}
