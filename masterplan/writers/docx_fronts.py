"""What stands before and after the chapters of a Word file: cover, heads of chapters, lists of contents, colophon."""

from masterplan.document import tree
from masterplan.writers.docx_blocks import Body, profile_rows
from masterplan.writers.docx_fields import contents as contents_field
from workshops.qr_code import qr_png

END = "Kolofon"
LOGO = 28  # mm
RING = 105
CODE = 30  # mm of a QR code; the colophon asks for 25 at least


def chapter_title(part: tree.Chapter | tree.Colophon) -> str:
    """Return what the heading of a chapter says, and so what contents and heads of pages say after an update."""
    return f"{getattr(part, 'label', END)} {part.title}".strip()


def chapter_head(part: tree.Chapter | tree.Colophon, body: Body, label: str = "") -> str:
    label = label or part.label
    said = body.run(f"{label} ", "LabelBab") if label else ""
    return body.paragraph(body.bookmark(part.id, said + body.run(part.title)), "Heading1")


def cover(part: tree.Cover, book: tree.Book, body: Body, pictures: dict[str, bytes]) -> str:
    """Write government and arms, the seats of the pillars round one table, title, and what the book is worth."""
    arms = pictures.get(part.logo) if part.logo else None
    drawn = body.picture(arms, f"Lambang {part.government}", wide=LOGO) if arms else ""
    out = [body.paragraph(drawn, "Sampul")] if drawn else []
    out.append(body.text_paragraph("\n".join(filter(None, (part.government, part.office))), "Kop"))
    names = ", ".join(name for _, name in part.seats)
    ring = body.drawings.get("cincin")
    if ring:
        said = f"Lambang pilar mengelilingi satu meja: {names}"
        out.append(body.paragraph(body.picture(ring, said, wide=RING), "Sampul"))
    elif names:
        out.append(body.text_paragraph(names, "Sampul"))
    out.append(body.text_paragraph(part.volume, "Subtitle"))
    out.append(body.text_paragraph(" ".join(part.lines), "Title", part.id))
    status = book.status
    worth = " · ".join(filter(None, (status.word, status.sentence))) if status else ""
    out += [body.text_paragraph(line, "Subtitle") for line in (part.subtitle, part.edition) if line]
    if worth:
        out.append(body.paragraph(body.run(worth, "Tebal"), "Subtitle"))
    return "".join(out)


def contents(part: tree.Contents, book: tree.Book, body: Body) -> str:
    """Return a field of Word with our entries as its present result."""
    styles = {1: "TOC1", 2: "TOC2", 3: "TOC3"}
    chapters = {p.id: chapter_title(p) for p in book.parts if isinstance(p, tree.Chapter | tree.Colophon)}
    entries = []
    for entry in part.entries:
        style = styles[min(3, max(1, entry.level))] if part.kind == "contents" else "TableofFigures"
        said = chapters.get(entry.to) or f"{entry.number} {entry.text}".strip()
        if part.kind != "contents":
            said = f"{entry.number}  {entry.text}".strip()
        anchor = body.anchor(entry.to) if entry.to in body.known else ""
        entries.append((f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>', anchor, body.run(said)))
    head = body.text_paragraph(part.title, "JudulDaftar", part.id)
    return head + ("".join(contents_field(part.kind, entries)) if entries else "")


def colophon(part: tree.Colophon, body: Body) -> str:
    out = chapter_head(part, body, END) + profile_rows(part.rows, body)
    if part.address:
        said = f"Kode QR menuju {part.address}"
        out += body.paragraph(body.picture(qr_png(part.address), said, wide=CODE)) + body.text_paragraph(
            part.address, "Sumber"
        )
    if part.fingerprint:
        groups = " ".join(part.fingerprint[at : at + 4] for at in range(0, len(part.fingerprint), 4))
        out += body.text_paragraph("Sidik isi", "Subjudul") + body.text_paragraph(groups, "Sidik")
    return out + (body.text_paragraph(part.note, "Sumber") if part.note else "")


def room_piece(part: tree.RoomPiece, body: Body) -> str:
    """Return a sheet for the room as a plain paper: what it says, its facts, its codes."""
    out = body.text_paragraph(part.title, "Title", part.id)
    out += body.text_paragraph(part.subtitle, "Subtitle") if part.subtitle else ""
    out += profile_rows(part.rows, body)
    typed = " · ".join(filter(None, (part.text, part.code)))
    out += body.paragraph(body.run(typed, "Tebal")) if typed else ""
    for place in part.entries:
        said = " · ".join(filter(None, (place.name, place.code)))
        out += body.paragraph(
            body.picture(qr_png(place.to), f"Kode QR {said}", wide=CODE), "Gambar"
        ) + body.text_paragraph(said)
    return out
