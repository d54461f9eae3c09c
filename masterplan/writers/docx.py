"""The tree as a Word file (.docx): real styles, tables whose heads repeat, page numbers, A4. No database here.

`write(book)` takes the same `Book` as the other writers; for a paper of a page or two its parts are `Paper`s.
The same tree gives the same bytes: nothing in the file tells when it was written.
"""

import io
import zipfile
from datetime import UTC, datetime

from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml

from masterplan.document import tree
from masterplan.writers import docx_styles
from masterplan.writers.docx_blocks import Body, nodes, profile_rows
from masterplan.writers.docx_styles import W
from masterplan.writers.markup import plain

#: What the file says of its own age: the oldest that a zip can tell.
NO_TIME = (1980, 1, 1, 0, 0, 0)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(book: tree.Book) -> bytes:
    """The whole book as the bytes of a .docx."""
    return _Document(book).bytes()


class _Document:
    """Sections of Word, one a run of pages with the same size and foot, filled in printing order."""

    def __init__(self, book):
        self.book = book
        self.document = docx_styles.blank(book.title, book.region or "Rembuk")
        core = self.document.core_properties
        core.created = core.modified = datetime(*NO_TIME, tzinfo=UTC)
        self.body = Body(self._new_list)
        self.begun = False
        for part in book.parts:
            MAKERS[type(part)](self, part)

    def _new_list(self) -> int:
        numbering = self.document.part.numbering_part.element
        pattern = numbering.num_having_numId(5).abstractNumId.val
        number = numbering.add_num(pattern)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return number.numId

    def page(self, style: str, running: str, whole: str = "") -> None:
        """New pages of this style."""
        section = self.document.sections[-1]
        if self.begun:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self.begun = True
        landscape = style == tree.WIDE
        status = self.book.status.running if self.book.status else ""
        docx_styles.page(section, landscape=landscape, running=plain(running), status=plain(status), whole=whole)
        self.body.width = docx_styles.text_width(landscape)

    def restart(self) -> None:
        """Page numbers count from 1 again."""
        size = self.document.sections[-1]._sectPr
        for old in size.findall("{*}pgNumType"):
            size.remove(old)
        margins = size.find("{*}pgMar")
        margins.addnext(parse_xml(f'<w:pgNumType {W} w:start="1"/>'))

    def put(self, xml: str) -> None:
        """Appends body XML before the properties of the last section."""
        end = self.document.element.body.sectPr
        for element in parse_xml(f"<w:body {W}>{xml}</w:body>"):
            end.addprevious(element)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return _timeless(out.getvalue())


def _paper(out: _Document, part) -> None:
    papers = sum(isinstance(p, tree.Paper) for p in out.book.parts)
    out.page(part.page, part.running, "NUMPAGES" if papers == 1 else "SECTIONPAGES")
    out.restart()
    if part.lines:
        out.put(out.body.said("\n".join(part.lines), "Kop"))
    if part.title:
        out.put(out.body.said(part.title, "Title", part.id))
    if part.number:
        out.put(out.body.said(part.number, "Subtitle"))
    for child in part.children:
        if isinstance(child, tree.Section) and child.new_page:
            out.put('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        out.put(nodes((child,), out.body))


def _chapter(out: _Document, part) -> None:
    out.page(part.page, out.book.title)
    if part.label:
        out.put(out.body.said(part.label, "Subjudul"))
    out.put(out.body.said(part.title, "Heading1", part.id))
    style = part.page
    for child in part.children:
        if isinstance(child, tree.Section) and (child.page != style or child.new_page):
            style = child.page
            out.page(style, out.book.title)
        out.put(nodes((child,), out.body))


def _cover(out: _Document, part) -> None:
    out.page(tree.BOOK, "")
    out.put(out.body.said("\n".join(filter(None, (part.government, part.office))), "Kop"))
    out.put(out.body.said(part.volume, "Subtitle"))
    out.put(out.body.said(" ".join(part.lines), "Title", part.id))
    for line in (part.subtitle, part.edition, out.book.status.word if out.book.status else ""):
        if line:
            out.put(out.body.said(line, "Subtitle"))


def _contents(out: _Document, part) -> None:
    """A field of Word with our entries as its cached result; Word fills in the pages when it is updated."""
    out.page(tree.BOOK, out.book.title)
    out.put(out.body.said(part.title, "Heading1", part.id))
    entries = [
        out.body.paragraph(
            out.body.spans((tree.Span(text=f"{e.number} {e.text}".strip(), to=e.to),)), f"TOC{min(3, e.level)}"
        )
        for e in part.entries
    ]
    if part.kind == "contents" and entries:
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        entries[0] = entries[0].replace("<w:hyperlink", f"{begin}<w:hyperlink", 1)
        entries[-1] = entries[-1].removesuffix("</w:p>") + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    out.put("".join(entries))


def _colophon(out: _Document, part) -> None:
    out.page(tree.BOOK, out.book.title)
    out.put(out.body.said(part.title or "Kolofon", "Heading1", part.id))
    out.put(profile_rows(part.rows, out.body))
    groups = " ".join(part.fingerprint[at : at + 4] for at in range(0, len(part.fingerprint), 4))
    out.put(out.body.said("Sidik isi", "Heading2") + out.body.said(groups) + out.body.said(part.note, "Sumber"))


MAKERS = {
    tree.Paper: _paper,
    tree.Chapter: _chapter,
    tree.Cover: _cover,
    tree.Contents: _contents,
    tree.Colophon: _colophon,
}


def _timeless(data: bytes) -> bytes:
    """The same package with every part dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = zipfile.ZipInfo(info.filename, NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(info))
    return out.getvalue()
