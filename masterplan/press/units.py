"""A book cut into units: what lies between two forced page breaks, as HTML that holds no page number, no head and no
foot, with the key under which its pages may be kept. Pure.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, partial
from html import unescape
from pathlib import Path
from typing import Any

from masterplan.document import tree
from masterplan.writers import fonts, html
from masterplan.writers.markup import HeaderFooter, document, plain

PACKAGE = Path(__file__).parent.parent
#: What the pages depend on beside their HTML: a change in any of these makes every key a new one.
SOURCES = ("press", "writers", "document/nodes.py", "document/tree.py", "../static/css/tokens.css")
LINK = re.compile(r'(<a(?: class="luar")? href=")#([^"]*)"')
ID = re.compile(r' id="([^"]*)"')
PICTURE = re.compile(r'src="buku:pic-([0-9A-Za-z]+)"')


@dataclass(frozen=True)
class Unit:
    """`part`: its place among the book's parts; `name` is for people; `source`: its HTML, or what makes it once it is
    asked for; `piece` is what it is made from (None for a cover, a list, a colophon); `furniture` names its head and
    foot; `missing` are characters beyond the books' face.
    """

    part: int
    name: str
    source: str | Callable[[], str]
    key: str
    missing: str = ""
    furniture: tuple | None = None
    side: str = ""
    piece: Any = None

    @cached_property
    def html(self) -> str:
        return self.source if isinstance(self.source, str) else self.source()

    @cached_property
    def pictures(self) -> tuple:
        return tuple(sorted(set(PICTURE.findall(self.html))))


def name_of(part: tree.Node) -> str:
    """Return what a part is called when progress or a failure names it."""
    label = "" if isinstance(part, tree.Contents) else getattr(part, "label", "")
    return f"{label}: {part.title}" if label else part.title


def units_of(part: Any, at: int, book: tree.Book, plain: dict | None = None) -> list[Unit]:
    """Return the units of a cover, a chapter, a colophon; those of lists are made once the page numbers are known.
    `plain`: the part as `tree.to_plain` has it, if it is known.

    The key of a piece of a chapter is that of its nodes: its HTML is made when it has to be laid out.
    """
    page = HeaderFooter(book, bare=True)
    name = name_of(part) or book.title
    if isinstance(part, tree.Chapter):
        nodes = (plain or tree.to_plain(part)).get("children", [])
        made, first = [], 0
        for piece in html.pieces(part, page):
            own = nodes[first : first + len(piece.children)]
            first += len(piece.children)
            title = [part.label, part.title, part.id] if piece.titled else []
            look = book.look if html.bleeds(piece) else ""
            said = _json([piece.style, piece.pillar, title, sorted(page.seats.items()), look, own])
            missing = missing_characters(said)
            if missing:  # not all that a node holds is printed
                missing = missing_characters(tree.plain_text((part.title, part.label, *piece.children)))
            furniture = (piece.style, page.volume, page.status, piece.running)
            source = partial(_piece_html, part, piece, book)
            made.append(Unit(at, name, source, _key(said, book, missing), missing, furniture, piece.side, piece))
        return made
    if isinstance(part, tree.Cover):
        names = [ink.name for ink in book.inks]
        words = tree.plain_text((part, book.status)) + " ".join(names)
        return [_unit(at, name, html.cover(part, book, page), words, book)]
    inner = html.colophon(part, page)
    return [_unit(at, name, inner, tree.plain_text(part), book, ("buku", page.volume, page.status, "Kolofon"), "right")]


def _piece_html(part, piece, book) -> str:
    return _document(html.piece_html(part, piece, HeaderFooter(book, bare=True)), book)


def _json(said) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def list_unit(part: tree.Contents, at: int, book: tree.Book, numbers: dict) -> Unit:
    """Return a list of contents with its page numbers."""
    page = HeaderFooter(book, bare=True)
    furniture = ("buku", page.volume, page.status, part.title)
    inner = html.contents(part, page, numbers)
    return _unit(at, name_of(part), inner, tree.plain_text(part), book, furniture)


def broken_unit(unit: Unit, inner: str, words: str, book: tree.Book) -> Unit:
    """Return a page in place of a unit that cannot be laid out; what leads to the unit leads to this page."""
    kept = set(ID.findall(inner))
    anchors = "".join(
        f'<span id="{anchor}"></span>' for anchor in dict.fromkeys(ID.findall(unit.html)) if anchor not in kept
    )
    section = f'<section class="u buku">{inner}<p>{anchors}</p></section>'
    style = ("buku", *unit.furniture[1:]) if unit.furniture else None
    return _unit(unit.part, unit.name, section, words, book, style, unit.side)


def unit_of(unit: Unit, children: tuple[tree.Section, ...], book: tree.Book) -> Unit:
    """Return a unit of some of the nodes of another one."""
    page = HeaderFooter(book, bare=True)
    page.within = unit.piece.pillar
    inner = page.unit(unit.piece.style, "", unit.piece.pillar, html.blocks(children, page))
    return _unit(unit.part, unit.name, inner, tree.plain_text(tuple(children)), book)


def furniture_unit(styles: list[tuple[str, str, str, str]], book: tree.Book) -> tuple[Unit, dict]:
    """Return heads and feet of all `styles` (see `Unit.furniture`): (unit, {style: its first page of furniture}).

    Each has two pages, right and left; one whose first page differs from the next has four: first right, left; first
    left, right. The last page shows each upright face, so that the joining finds digits in all that may number a page.
    """
    page, inner, at, places = HeaderFooter(book), [], 0, {}
    for style in dict.fromkeys(styles):
        kind, volume, status, running = style
        attributes = f'data-buku="{plain(volume)}" data-status="{plain(status)}" data-bab="{plain(running[:400])}"'
        places[style] = at
        for side in ("right", "left") if kind in FIRST_DIFFERS else ("right",):
            inner.append(
                f'<section class="u {kind}" {attributes} style="break-before:{side}"><p>&#160;</p>'
                '<p style="break-before:page">&#160;</p></section>'
            )
            at += 2
    specimen = "".join(
        f"<p style=\"font:{slant} {weight} 10pt '{family}'\">0123456789 ivxlcdm</p>"
        for family, weight, slant, _ in fonts.FACES
        if slant == "normal"
    )
    inner.append(f'<section class="u kosong" style="break-before:right">{specimen}</section>')
    words = " ".join(text for style in places for text in style[1:])
    return _unit(-1, page.volume, "".join(inner), words, book), places


FIRST_DIFFERS = {tree.OPENING}
#: Pages that move with the side on which they come to lie: outer and inner margin differ.
MIRRORED = {"", tree.OPENING}


def _unit(part, name, inner, words, book, furniture=None, side="", piece=None) -> Unit:
    missing = missing_characters(words)
    said = "".join((inner, *sorted(set(PICTURE.findall(inner)))))
    return Unit(part, name, _document(inner, book), _key(said, book, missing), missing, furniture, side, piece)


def _document(inner, book) -> str:
    own = set(ID.findall(inner))
    return document(LINK.sub(lambda link: _link(link, own), inner), book.title, book.language)


def _key(said, book, missing) -> str:
    key = hashlib.sha256()
    for part in (said, book.language, fonts_key(missing), engine_key()):
        key.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return key.hexdigest()


def missing_characters(words: str) -> str:
    """Return the characters of a text that the books' face does not have."""
    return "".join(sorted(char for char in set(words) if _is_beyond(char)))


def _is_beyond(char) -> bool:
    return ord(char) not in fonts.covered() and unicodedata.category(char) not in ("Cc", "Cs")


def _link(link, own) -> str:
    target = link[2]
    if target in own:
        return link[0]
    return f'{link[1]}x-buku:{unescape(target).encode("utf-8", "surrogatepass").hex()}"'


@cache
def fonts_key(missing: str) -> str:
    """Return which faces a text with such characters gets on this machine."""
    if not missing:
        return ""
    faces = fonts.faces_for(missing)
    return faces.css + "".join(faces.warnings) + hashlib.sha256(faces.assets.get(fonts.BOX, b"")).hexdigest()


def face_key(face: str, glyphs: list) -> str:
    """Return the key under which a face that was cut to these glyphs is kept."""
    return hashlib.sha256(f"{engine_key()} {face} {glyphs}".encode()).hexdigest()


@cache
def engine_key() -> str:
    """Return the hash of style, writers' sources, faces and versions of the libraries; computed once a process."""
    from importlib.metadata import version

    found = hashlib.sha256()
    for source in SOURCES:
        place = PACKAGE / source
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix in (".py", ".css", ".ttf", ".txt"):
                found.update(source.encode() + file.name.encode() + b"\0" + file.read_bytes())
    for library in ("weasyprint", "pydyf", "fonttools"):
        found.update(f"{library} {version(library)}\n".encode())
    return found.hexdigest()
