"""The sections of a book as the chapters ask for their texts: which there are, what each begins with, what it lacks.

The chapters are built once with a `Texts` that listens. So a section is here because a chapter prints it, and it lacks
data because the chapter says so: there is no second list that could differ from the books.
"""

import re
from dataclasses import dataclass, field

from masterplan.document.books import VOLUMES, chapter_id
from masterplan.document.references import build as build_reference
from masterplan.document.texts import Texts
from masterplan.document.tree import Section as PrintedSection
from masterplan.document.tree import walk
from masterplan.manuscript.outlines import placed
from masterplan.manuscript.parts import group_of, parts_of

OWN, SHIPPED, NONE = "own", "shipped", "none"
#: What a mark without a value is printed as in a draft.
BLANK = re.compile(r"\[belum diisi: ([^\]]+)\]")


@dataclass
class Section:
    """One text of a book. `number` as printed ("3.1"; "" where it has none), `state` OWN · SHIPPED · NONE.

    missing  what data the section lacks, as a sentence; fill_at: where `books.json` says that they are filled
    blanks   what the marks in its text have no value for
    pillar   code of the pillar that the section is about, or ""
    intro    it opens a chapter, before its first section
    """

    code: str
    chapter: str
    shipped: dict
    title: str = ""
    number: str = ""
    state: str = NONE
    missing: str = ""
    fill_at: str = ""
    blanks: tuple = ()
    pillar: str = ""
    intro: bool = False


@dataclass
class Chapter:
    """A part of a book where this plan puts it. `own_title`: the plan's, or ""; `label`: "Bab 3", "" where hidden."""

    code: str
    group: str
    title: str
    own_title: str
    label: str
    hidden: bool
    sections: list = field(default_factory=list)

    @property
    def lacking(self):
        return sum(bool(one.missing) for one in self.sections)


def read_sections(reading, book, stored=None) -> list[Chapter]:
    """The parts of `book` in the order of the plan, each with its sections. `stored`: the outline, as the row keeps it;
    None for the reading's own."""
    volume = VOLUMES[book]
    if stored is None:
        plans = next((one.chapters for one in reading.manuscript.outlines if one.book == book), ())
        stored = [{"code": one.code, "title": one.title, "hidden": one.hidden} for one in plans]
    makers = dict(volume.makers)
    places = {code.rpartition("-")[2]: chapter_id(volume, code) for code in makers if group_of(code) == "main"}
    pillars = {pillar.code for pillar in reading.pillars}
    found = []
    for one in placed(parts_of(book), stored):
        texts = _Listening(reading, volume.content, chapters=places, build_reference=build_reference)
        made = makers[one.code](reading, texts)
        sections = list(texts.heard.values())
        _number(sections, made, one.label.rpartition(" ")[2])
        for section in sections:
            section.chapter = one.code
            section.pillar = _pillar(section, pillars)
            if group_of(one.code) == "front":
                section.title = one.title or made.title
        found.append(
            Chapter(one.code, one.part.group, one.title or made.title, one.title, one.label, one.hidden, sections)
        )
    return found


def find_section(chapters, code) -> tuple | None:
    """(Chapter, Section) of the section with this code, or None."""
    return next(((one, section) for one in chapters for section in one.sections if section.code == code), None)


def _pillar(section, pillars):
    code = section.shipped.get("pillar", "")
    last = section.code.rpartition(".")[2]
    return last if last in pillars else code if code in pillars else ""


def _number(sections, made, chapter):
    """In the order of print, under the number and title that are printed; what opens a chapter comes first."""
    nodes = [node for node in made.children if isinstance(node, PrintedSection) and node.level == 2]
    place = {}
    for same in (_same_title, _same_number):
        for section in sections:
            if not section.intro and section.code not in place:
                at = next(
                    (at for at, node in enumerate(nodes) if at not in place.values() and same(section, node)), None
                )
                if at is not None:
                    place[section.code] = at
                    section.title, section.number = nodes[at].title, f"{chapter}.{at + 1}" if chapter else ""
    sections.sort(key=lambda one: -1 if one.intro else place.get(one.code, len(nodes)))


def _same_title(section, node):
    return section.title == node.title


def _same_number(section, node):
    return section.code.partition("-")[2] == node.number


class _Listening(Texts):
    """Notes which sections are asked for. `heard`: {code: Section} in the order of asking."""

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.heard = {}

    def _hear(self, section):
        code = section["code"]
        if code not in self.heard:
            template = any(section.get("template", ()))
            state = OWN if self.has_own(section) else SHIPPED if template else NONE
            self.heard[code] = Section(code=code, chapter="", shipped=section, state=state)
        return self.heard[code]

    def opening(self, section, truths=None, **more):
        made = super().opening(section, truths, **more)
        one = self._hear(section)
        one.blanks = tuple(dict.fromkeys(BLANK.findall(" ".join(_said(made)))))
        if not one.title and "title" in section:
            one.title = self.title(section, **more)
        return made

    def intro(self, chapter):
        made = super().intro(chapter)
        one = self.heard.get(chapter["code"])
        if one is not None:
            one.intro, one.title = True, "Pembuka bab"
            if one.state == NONE and not made:
                # a chapter whose template has no opening may still be given one
                one.shipped = {"code": chapter["code"], "template": []}
        return made

    def title(self, section, **more):
        said = super().title(section, **more)
        self._hear(section).title = said
        return said

    def missing(self, section, **more):
        said = super().missing(section, **more)
        one = self._hear(section)
        one.missing, one.fill_at = self.fill(section["draft_missing"], **more), section["fill_at"]
        if not one.title and "title" in section:
            one.title = super().title(section, **more)
        return said


def _said(nodes):
    return [span.text for node in walk(nodes) for span in getattr(node, "spans", ())]
