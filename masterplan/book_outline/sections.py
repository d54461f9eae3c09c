"""The sections of a book as the chapters ask for their texts: which there are, what each begins with, what it lacks.

The chapters are built once with a `Texts` that listens. So a section is here because a chapter prints it, and it lacks
data because the chapter says so: there is no second list that could differ from the books.
"""

import logging
from dataclasses import dataclass, field
from typing import Any

from masterplan.book_outline.outline import parts_of, placed_parts
from masterplan.book_outline.section_recorder import RecordingTexts
from masterplan.document.book_data import BookData
from masterplan.document.books import VOLUMES, places_of
from masterplan.document.references import build as build_reference
from masterplan.document.tree import Section as PrintedSection
from masterplan.document.tree import walk

logger = logging.getLogger("rembuk.books")


@dataclass
class OutlineChapter:
    """A part of a book where this plan puts it. `own_title`: the plan's, or ""; `label`: "Bab 3", "" where hidden."""

    code: str
    group: str
    title: str
    own_title: str
    label: str
    hidden: bool
    sections: list = field(default_factory=list)

    @property
    def lacking(self) -> int:
        return sum(bool(one.missing) for one in self.sections)


def read_sections(book_data: BookData, book: str, stored: Any = None, *, only: str = "") -> list[OutlineChapter]:
    """Return the parts of `book` in the order of the plan, each with its sections.

    stored  the outline, as the row keeps it; None for the book data's own
    only    the code of the one part that is asked for
    """
    volume = VOLUMES[book]
    if stored is None:
        plans = next((one.chapters for one in book_data.customization.outlines if one.book == book), ())
        stored = [{"code": one.code, "title": one.title, "hidden": one.hidden} for one in plans]
    return [_read(book_data, volume, one) for one in placed_parts(parts_of(book), stored) if only in ("", one.code)]


def _read(book_data, volume, one):
    makers = dict(volume.makers)
    texts = RecordingTexts(
        book_data, volume.content, chapters=places_of(volume, makers), build_reference=build_reference
    )
    title, children = one.title or one.code, ()
    try:
        made = makers[one.code](book_data, texts)
        title, children = texts.fill_typed(one.title) or made.title, made.children
    except Exception:
        # the book prints a page that says so; the page of its outline stays whole too
        logger.exception("chapter %s could not be read", one.code)
    sections = list(texts.heard.values())
    _number(sections, children, one.label.rpartition(" ")[2])
    for section in sections:
        section.chapter, section.pillar = one.code, _pillar(section, {pillar.code for pillar in book_data.pillars})
        if one.part.group == "front":
            section.title = title
    return OutlineChapter(one.code, one.part.group, title, one.title, one.label, one.hidden, sections)


def find_section(chapters: list[OutlineChapter], code: str) -> tuple | None:
    """Return (Chapter, Section) of the section with this code, or None."""
    return next(((one, section) for one in chapters for section in one.sections if section.code == code), None)


def _pillar(section, pillars):
    code = section.shipped.get("pillar", "")
    last = section.code.rpartition(".")[2]
    return last if last in pillars else code if code in pillars else ""


def _number(sections, children, chapter):
    """In the order of print, under the number and title that are printed; what opens a chapter comes first."""
    printed = [at for at, node in enumerate(children) if isinstance(node, PrintedSection) and node.level == 2]
    place = {}
    for same in (_same_title, _same_number):
        for section in sections:
            if not section.intro and section.code not in place:
                free = [at for at in printed if at not in place.values() and same(section, children[at])]
                if free:
                    place[section.code] = free[0]
                    number = f"{chapter}.{printed.index(free[0]) + 1}" if chapter else ""
                    section.title, section.number = children[free[0]].title, number
    for section in sections:
        section.at = _held(section, children, place.get(section.code))
    sections.sort(key=lambda one: -1 if one.intro else place.get(one.code, len(children)))


def _held(section, children, place):
    """Which child holds what the section begins with: the very nodes. Its own place where it begins with nothing, or
    where a chapter made other nodes of them; None where it waits for data and prints what is missing instead.
    """
    if not section.opening:
        return 0 if section.intro else place
    opening = {id(node) for node in section.opening}
    # nearly always they stand in the child itself; walking through a whole chapter costs more than making it
    for inside in (_near, walk):
        for at, child in enumerate(children):
            if any(id(node) in opening for node in inside(child)):
                return at
    if section.missing:
        return None
    return 0 if section.intro else place


def _near(child):
    return (child, *getattr(child, "children", ()))


def _same_title(section, node):
    return section.title == node.title


def _same_number(section, node):
    return section.code.partition("-")[2] == node.number
