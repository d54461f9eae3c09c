"""Text as HTML: escaping, spans, headings, captions and the frame of a unit. Everything that people typed goes
through `escaped`.

Class names are those of `style/print.css`.
"""

import re
from html import escape
from typing import Any

from masterplan.document import tree

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
# a long run may be cut after the signs of an address, before a hyphen, else every 16 characters
PLACES = re.compile(r"[/?&=_.]+(?=\w)|(?=-)|[^/?&=_.-]{16}")
# a line never ends with a hyphen or a dash inside a word or a range: who searches the file finds the word whole
INNER_DASH = re.compile(r"(?<=\w)([-–])(?=\w)")
LONG_RUN = re.compile(r"[^\s\u200b]{61,}")
LONGEST_FOOT = 84
OUTSIDE = re.compile(r"(?:https?://|mailto:)[^\s]+\Z", re.IGNORECASE)
STYLES = {"strong": ("b",), "em": ("em",), "strong em": ("b", "em"), "mark": ("sup",)}
CLASSES = {"code": "kode", "gap": "kosong", "small": "kecil", "badge": "qw"}


def escaped(text: str) -> str:
    """Return text made harmless and printable: no markup, no control characters, no word that never ends."""
    text = INNER_DASH.sub("\\g<1>\u2060", UNPRINTABLE.sub("", text))
    text = LONG_RUN.sub(lambda m: PLACES.sub("\\g<0>\u200b", m[0]), text)
    return escape(text).replace("\n", "<br/>")


def plain(text: str) -> str:
    """Return text for an attribute or a drawing: harmless, on one line."""
    return escape(UNPRINTABLE.sub("", text).replace("\n", " "))


class HeaderFooter:
    """What stands at the head and foot of a unit; `bare`: nothing does, and its pages may lie on either side."""

    def __init__(self, book: tree.Book, bare: bool = False) -> None:
        self.book, self.bare = book, bare
        self.seats = {ink.code: ink.seat for ink in book.inks}
        # a foot holds one line beside the page number; a longer name is whole on the cover
        self.volume = book.title if len(book.title) <= LONGEST_FOOT else book.title[: LONGEST_FOOT - 1].rstrip() + "…"
        self.within = ""  # the pillar of the unit in the making
        self.level = 0  # of the heading above; 0 where nothing is a heading, as on papers
        self.status = book.status.running if book.status else ""
        self.white = book.look == tree.OFFICE

    def ink(self, pillar: str) -> str:
        """Return the mark that gives colour; what stands inside a unit of the same pillar has it already."""
        seat = self.seats.get(pillar, "")
        return f' data-pilar="{seat}"' if seat and pillar != self.within else ""

    def unit(self, style: str, running: str, pillar: str, inner: str, extra: str = "", foot: str = "") -> str:
        seat = self.seats.get(pillar, "")
        ink = f' data-pilar="{seat}"' if seat else ""
        if self.bare:
            return f'<section class="u {style}"{ink}>{inner}</section>'
        return (
            f'<section class="u {style}{extra}"{ink} data-buku="{plain(foot or self.volume)}" '
            f'data-status="{plain(self.status)}" '
            f'data-bab="{plain(running)}">{inner}</section>'
        )


def document(inner: str, title: str, language: str = "id") -> str:
    return f'<html lang="{language}"><head><title>{plain(title)}</title></head><body>{inner}</body></html>'


def spans(parts: tuple[tree.Span, ...]) -> str:
    out = []
    for part in parts:
        text = escaped(part.text)
        if not text:
            continue
        # what is new in a preview is yellow, whatever its style: `new`, `new strong`
        first, _, rest = part.style.partition(" ")
        style = rest if first == "new" else part.style
        text = _linked(text, part)
        for tag in reversed(STYLES.get(style, ())):
            text = f"<{tag}>{text}</{tag}>"
        if style in CLASSES:
            text = f'<span class="{CLASSES[style]}">{text}</span>'
        out.append(f'<span class="baru">{text}</span>' if first == "new" else text)
    return "".join(out)


def _linked(text: str, part) -> str:
    """Text that leads somewhere: within the book, or to an address that people may be sent to."""
    if part.to:
        return f'<a href="#{plain(part.to)}">{text}</a>'
    if part.href and OUTSIDE.match(part.href):
        return f'<a class="luar" href="{plain(part.href)}">{text}</a>'
    return text


def heading(level: int, number: str, title: str, id: str = "") -> str:
    anchor = f' id="{plain(id)}"' if id else ""
    outline = f"{number} {title}".strip()
    no = f'<span class="no">{escaped(number)}</span>' if number else ""
    return f'<h{level}{anchor} data-judul="{plain(outline)}">{no}{escaped(title)}</h{level}>'


def caption(node: Any) -> str:
    if not node.title:
        return ""
    unit = f' <span class="satuan">{escaped(node.unit)}</span>' if node.unit else ""
    number = f"<b>{escaped(node.number)}</b>" if node.number else ""
    return f"<caption>{number}{escaped(node.title)}{unit}</caption>"
