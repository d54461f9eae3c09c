"""A book as HTML documents, one a part: cover, lists with page numbers, chapters cut into units, colophon.

A unit is what lies between two page breaks. It holds no page number; the lists of contents alone get theirs as an
argument.
"""

from dataclasses import dataclass
from typing import Any

from masterplan.document import tree
from masterplan.writers.blocks import nodes, profile_table
from masterplan.writers.colours import INKS
from masterplan.writers.figures import icon, ring
from masterplan.writers.markup import HeaderFooter, document, escaped, heading, plain
from masterplan.writers.room_sheets import qr, room_piece

LONGEST_HEAD = 60
#: The class of what bleeds, in its white twin.
WHITE = " putih"
SIDES = {"": "", "left": " kiri", "right": " kanan"}


def part_html(part: Any, book: tree.Book, numbers: dict | None = None) -> str:
    """Return the whole document of one part. `numbers`: anchor → printed page number, for the lists."""
    page = HeaderFooter(book)
    if isinstance(part, tree.Cover):
        inner = cover(part, book, page)
    elif isinstance(part, tree.Contents):
        inner = contents(part, page, numbers or {})
    elif isinstance(part, tree.Colophon):
        inner = colophon(part, page)
    elif isinstance(part, tree.Paper):
        inner = paper(part, page)
    elif isinstance(part, tree.RoomPiece):
        inner = room_piece(part, page)
    else:
        inner = chapter(part, page)
    return document(inner, book.title, book.language)


def cover(node: tree.Cover, book: tree.Book, page: HeaderFooter) -> str:
    seats = [(page.seats[code], name) for code, name in node.seats]
    status = book.status
    plate = f'<b class="plat">{escaped(status.word)}</b>' if status and status.word else ""
    office = f"<span>{escaped(node.office)}</span>" if node.office else ""
    lines = "<br/>".join(escaped(line) for line in node.lines)
    white = WHITE if page.white else ""
    return (
        f'<section class="u penuh sampul{white}" data-buku="" data-status="" data-bab="">{logo(node, page)}'
        f'<p class="gov">{escaped(node.government)}{office}</p>'
        f'{ring(seats, page.white)}<div class="judul"><p>{escaped(node.volume)}</p><h1 id="{plain(node.id)}" '
        f'data-judul="{plain(book.title)}">{lines}</h1>'
        f'<p class="th">{escaped(node.subtitle)}</p></div>'
        f'<p class="kaki"><span>{escaped(status.sentence if status else "")}{plate}</span>'
        f"{escaped(node.edition)}</p></section>"
    )


def logo(node: tree.Cover, page: HeaderFooter) -> str:
    """Return the arms of the region on the cover."""
    return f'<img class="lambang" src="buku:pic-{plain(node.logo)}" alt="Lambang daerah"/>' if node.logo else ""


def title_block(label: str, title: str, id: str, outline: str = "") -> str:
    small = f"<small>{escaped(label)}</small>" if label else ""
    outline = outline or f"{label} {title}".strip()
    return f'<h1 id="{plain(id)}" data-judul="{plain(outline)}">{small}{escaped(title)}</h1>'


def contents(node: tree.Contents, page: HeaderFooter, numbers: dict[str, str]) -> str:
    """Return a line reads as it looks: number, title, page."""
    rows = []
    for entry in node.entries:
        wide = " lebar" if entry.number.startswith("Lampiran") else ""
        number = f'<span class="nb{wide}">{escaped(entry.number)}</span>' if entry.number else ""
        rows.append(
            f'<li class="l{entry.level}"><a href="#{plain(entry.to)}"><span class="nm">{number} '
            f"{escaped(entry.text)}</span> "
            f'<span class="pg">{escaped(str(numbers.get(entry.to, "")))}</span></a></li>'
        )
    css = "daftar-isi" + ("" if node.kind == "contents" else " tabel")
    inner = f'{title_block(node.label, node.title, node.id, node.title)}<ol class="{css}">{"".join(rows)}</ol>'
    return page.unit("buku", node.title, "", inner)


def colophon(node: tree.Colophon, page: HeaderFooter) -> str:
    groups = " ".join(node.fingerprint[at : at + 4] for at in range(0, len(node.fingerprint), 4))
    inner = (
        f"{title_block('Kolofon', node.title, node.id)}{profile_table(node.rows)}"
        f'<h2 data-judul="Sidik isi">Sidik isi</h2><p class="sidik">{groups}</p><p class="src">{escaped(node.note)}</p>'
    )
    if node.address:
        inner += (
            f'<div class="cek">{qr(node.address, "Kode QR halaman pemeriksaan edisi ini", "28mm")}'
            f'<p class="src">{escaped(node.address)}</p></div>'
        )
    return page.unit("buku", "Kolofon", "", inner)


def paper(node: Any, page: Any) -> str:
    """Return an official paper: letterhead, title, number, then its blocks; the foot says "1 dari 3"."""
    lines = "<br/>".join(escaped(line) for line in node.lines)
    head = f'<p class="kop">{lines}</p>' if lines else ""
    title = heading(1, "", node.title, node.id) if node.title else ""
    number = f'<p class="nomor">{escaped(node.number)}</p>' if node.number else ""
    inner, run = [], []
    for child in (*node.children, None):
        if child is not None and not isinstance(child, tree.Section):
            run.append(child)
            continue
        inner.append(nodes(run, page))
        run = []
        if child is not None:
            made = _section(child, page)
            inner.append(f'<div class="lembar">{made}</div>' if child.new_page else made)
    style = "naskah rebah" if node.page == tree.WIDE else "naskah"
    return page.unit(style, "", "", head + title + number + "".join(inner), foot=node.running)


@dataclass(frozen=True)
class PageRun:
    """What lies between two forced page breaks: neighbours of one page style, in front of them the chapter's title when
    `titled`. `running` stands at the head of its pages, `side` is where it begins: "left", "right" or "".
    """

    style: str
    running: str
    pillar: str
    side: str
    children: tuple
    titled: bool


def pieces(node: tree.Chapter, page: HeaderFooter) -> list[PageRun]:
    """Return the units of a chapter: neighbours of one page style stay together until one asks for a new page."""
    running = f"{node.label} · {node.title}" if node.label else node.title
    made, current = [], []
    style, pillar, head, side, titled = node.page, "", running, "", True

    def flush():
        nonlocal titled
        if current or titled:
            made.append(PageRun(style, head, pillar, side, tuple(current), titled))
            current.clear()
            titled = False

    for child in node.children:
        if isinstance(child, tree.Section) and (child.page != style or child.new_page or child.pillar != pillar):
            flush()
            style, pillar, side = child.page, child.pillar, child.side
            number = child.number.rsplit(".", 1)[0] if child.level == 3 else child.number
            head = f"{node.label} · {f'{number} {_pillar_name(child, page)}'.strip()}" if child.pillar else running
        current.append(child)
    flush()
    return made


def piece_html(node: tree.Chapter, piece: PageRun, page: HeaderFooter) -> str:
    """Return one unit of the chapter `node`."""
    page.within, page.level = piece.pillar, 1
    inner = title_block(node.label, node.title, node.id) if piece.titled else ""
    inner += blocks(piece.children, page)
    style = piece.style + (WHITE if page.white and piece.style == tree.FULL else "")
    return page.unit(style, piece.running, piece.pillar, inner, SIDES[piece.side])


def bleeds(piece: PageRun) -> bool:
    """Whether it has a page or a band of colour to the edge of the paper, and so a white twin."""
    return piece.style == tree.FULL or any(getattr(child, "opening", None) for child in piece.children)


def blocks(children: tuple[tree.Node, ...], page: HeaderFooter) -> str:
    """Return sections and what stands between them."""
    return "".join(
        _section(child, page) if isinstance(child, tree.Section) else nodes((child,), page) for child in children
    )


def chapter(node: tree.Chapter, page: HeaderFooter) -> str:
    return "".join(piece_html(node, piece, page) for piece in pieces(node, page))


def _pillar_name(section, page) -> str:
    """As much of the name as a head holds beside the status; it is whole in the opening of the pillar."""
    name = next((ink.name for ink in page.book.inks if ink.code == section.pillar), section.title)
    return name if len(name) <= LONGEST_HEAD else name[: LONGEST_HEAD - 1].rstrip() + "…"


def _section(node, page) -> str:
    if node.title and page.level:
        page.level = 2 if node.opening else node.level
    if node.opening:
        o = node.opening
        seat = page.seats.get(o.code, "")
        on = INKS[seat][1 if page.white else 3]
        subtitle = " · ".join(filter(None, (o.subtitle, o.code)))
        low, size = (" rendah", "10mm") if o.low else ("", "14mm")
        low += WHITE if page.white else ""
        return (
            f'<div class="pita{low}"><p>{icon(seat, o.title, size, on)}</p><h2 id="{plain(node.id)}" '
            f'data-judul="{plain(f"{o.number} {o.title}")}">'
            f'{escaped(o.title)}</h2><p>{escaped(subtitle)}</p><span class="besar">'
            f"{escaped(o.number)}</span></div>{nodes(node.children, page)}"
        )
    head = heading(node.level, node.number, node.title, node.id) if node.title else ""
    if node.large:
        head = f'<div class="judul-besar">{head}</div>'
    return head + nodes(node.children, page)
