"""What the chapters of Buku 1 share: how a section begins, its captions, and the line with the sources of a table."""

from collections.abc import Sequence
from typing import Any

from masterplan.document import pieces
from masterplan.document.nodes import Node, Paragraph, Section
from masterplan.document.sentences import Fact
from masterplan.document.texts import BookTexts

SOURCES = "{{sumber_tabel}}"


def begun(shipped: dict, texts: BookTexts, has_data: bool, **more: Fact) -> tuple:
    """Return the words of a section; where the plan has no data for it, what is missing and where to fill it in.

    A section that is data only says nothing but what is missing, unless the plan wrote words of its own for it.
    """
    says = has_data or shipped["source"] != "data" or texts.has_own(shipped)
    told = texts.opening(shipped, **more) if says else ()
    return told if has_data else (*told, pieces.absent(texts.missing(shipped, **more)))


def titled_section(
    number: str, shipped: dict, texts: BookTexts, *children: Node, title: str = "", **kw: Any
) -> Section:
    """Return a section of Buku 1 with its title: the plan's own, else the shipped one."""
    return pieces.section(number, title or texts.title(shipped), *children, id=place_of(number), **kw)


def place_of(number: str) -> str:
    return f"b1-bagian-{number.replace('.', '-')}"


def caption(shipped: dict, texts: BookTexts, at: int = 0, kind: str = "tables", **more: Fact) -> str:
    return texts.fill(shipped[kind][at]["caption"], **more)


def sourced(shipped: dict, texts: BookTexts, sources: Sequence[Any] = ()) -> Paragraph:
    """Return the line under a table: the sources of its figures by number, or the papers that it comes from."""
    note = shipped["source_note"]
    return pieces.para(texts.source_note(sources) if SOURCES in note else texts.fill(note), "source")
