"""A `Texts` that notes which sections a chapter asks for, what each begins with, and what it lacks."""

import re
from dataclasses import dataclass
from typing import Any

from masterplan.document.nodes import Paragraph
from masterplan.document.sentences import MARK, Fact, shown
from masterplan.document.texts import BookTexts
from masterplan.document.tree import walk

OWN, SHIPPED, NONE = "own", "shipped", "none"
#: What a mark without a value is printed as in a draft.
BLANK = re.compile(r"\[belum diisi: ([^\]]+)\]")


@dataclass
class RecordedSection:
    """One text of a book. `number` as printed ("3.1"; "" where it has none), `state` OWN · SHIPPED · NONE.

    missing  what data the section lacks, as a sentence; fill_at: where `books.json` says that they are filled
    blanks   what the marks in its text have no value for
    pillar   code of the pillar that the section is about, or ""
    intro    it opens a chapter, before its first section
    begins   its shipped paragraphs, with what is told by the section alone filled in: what a first author goes on from
    opening  the nodes it begins with; at: which child of its chapter holds them, None where they are not printed
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
    begins: tuple = ()
    opening: tuple = ()
    at: int | None = None


class RecordingTexts(BookTexts):
    """Notes which sections are asked for. `heard`: {code: Section} in the order of asking."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.heard = {}

    def _hear(self, section):
        code = section["code"]
        if code not in self.heard:
            template = any(section.get("template", ()))
            state = OWN if self.has_own(section) else SHIPPED if template else NONE
            self.heard[code] = RecordedSection(code=code, chapter="", shipped=section, state=state)
            self.heard[code].begins = self._begins(section, {})
        return self.heard[code]

    def opening(self, section: dict[str, Any], **more: Fact) -> tuple[Paragraph, ...]:
        made = super().opening(section, **more)
        one = self._hear(section)
        one.opening, one.begins = made, self._begins(section, more)
        one.blanks = tuple(dict.fromkeys(BLANK.findall(" ".join(_said(made)))))
        if not one.title and "title" in section:
            one.title = self.title(section, **more)
        return made

    def _begins(self, section, more):
        paragraphs = (" ".join(self.true_of(one, **more)) for one in section["template"])
        own = shown(more)
        return tuple(MARK.sub(lambda mark: own.get(mark[1]) or mark[0], text) for text in paragraphs if text)

    def intro(self, chapter: dict[str, Any]) -> tuple[Paragraph, ...]:
        made = super().intro(chapter)
        one = self.heard.get(chapter["code"])
        if one is not None:
            one.intro, one.title = True, "Pembuka bab"
            if one.state == NONE and not made:
                # a chapter whose template has no opening may still be given one
                one.shipped = {"code": chapter["code"], "template": []}
        return made

    def title(self, section: dict[str, Any], **more: Fact) -> str:
        said = super().title(section, **more)
        self._hear(section).title = said
        return said

    def missing(self, section: dict[str, Any], **more: Fact) -> str:
        said = super().missing(section, **more)
        one = self._hear(section)
        one.missing, one.fill_at = self.fill(section["draft_missing"], **more), section["fill_at"]
        if not one.title and "title" in section:
            one.title = super().title(section, **more)
        return said


def _said(nodes):
    return [span.text for node in walk(nodes) for span in getattr(node, "spans", ())]
