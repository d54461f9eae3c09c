"""The texts that ship: `masterplan/content/books.json` with its placeholders and conditions, and the lists of words
of `kinds.json`.

A `BookTexts` is for one plan: it holds the values of the placeholders, the truth of the conditions and the index
of sources.
A placeholder without a value prints `[belum diisi: …]` in a draft.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from masterplan.document import plan_facts, words
from masterplan.document.book_data import BookData
from masterplan.document.numbering import place
from masterplan.document.pieces import absent, para
from masterplan.document.prose import nodes_of
from masterplan.document.sources import SourceIndex
from pillars.plan_view.shapes import Pillar

CONTENT = Path(__file__).resolve().parent.parent / "content"
MARK = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
CHAPTER = re.compile(r"\b(Bab \d+|Lampiran [A-Z])\b")
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@cache
def shipped() -> dict:
    return json.loads((CONTENT / "books.json").read_text())


@cache
def _letters() -> dict:
    return json.loads((CONTENT / "letters.json").read_text())


def letter(code: str) -> dict:
    """Return a shipped letter or paper by its code."""
    return next(one for one in _letters()["letters"] if one["code"] == code)


@cache
def meanings() -> dict:
    """Return {mark: what it means}, of letters and books."""
    return {p["key"]: p["meaning"] for p in (*_letters()["placeholders"], *shipped()["placeholders"])}


def section_of(pillar: Pillar, chapter: dict, kept: slice) -> dict:
    """Return the section written for one of the six pillars; a pillar of the plan's own takes the `kept` paragraphs of
    the first, under a code of its own.
    """
    found = next((s for s in chapter["sections"] if s["pillar"] == pillar.code), None)
    general = chapter["sections"][0]
    own = {"code": f"{chapter['code']}.{pillar.code}", "pillar": pillar.code, "template": general["template"][kept]}
    return found or {**general, **own}


def count_of_pillars(title: str, book_data: BookData) -> str:
    """Return a shipped title, which speaks of six pillars, with as many as the plan has."""
    number = len(book_data.pillars)
    if number in (0, 6):
        return title
    said = words.count(number)
    return title.replace("Enam", said.title()).replace("enam pilar", f"{said} pilar")


def of_this_plan(text: str, pillars: int, one_year: bool) -> str:
    """Return a shipped text, which speaks of six pillars, six groups and several years, as it fits the plan."""
    if pillars not in (0, 6):
        for noun in ("pilar", "kelompok"):
            text = text.replace(f"enam {noun}", words.count(pillars, noun))
    return text.replace("{{tahun_awal}}–{{tahun_akhir}}", "{{tahun_awal}}") if one_year else text


class BookTexts:
    """`fill(text, **more)`, `holds(condition)`, `chapter(code)`; `sources` numbers the sources of the plan.

    `opening(section)` is what a section begins with: the plan's own prose, else the shipped text. `draft`: False for
    the wording of an edition. `chapters`: {label as shipped: id of the chapter}, of those that are printed.
    `build_reference(kind, key, texts, id)` makes the nodes of a table or figure that prose names.
    """

    def __init__(
        self,
        book_data: BookData,
        code: str,
        draft: bool = True,
        chapters: dict[str, str] | None = None,
        build_reference: Callable[..., Any] | None = None,
    ) -> None:
        self.book_data, self.draft, self.chapters = book_data, draft, chapters
        self.book = next(b for b in shipped()["books"] if b["code"] == code)
        self.facts = plan_facts.PlanFacts(book_data)
        self.sources = SourceIndex(book_data)
        self.values = {**plan_facts.placeholders(book_data, self.facts), **dict(book_data.customization.values)}
        self.values["judul_buku"] = self.book["title"]
        self.truths = plan_facts.conditions(book_data, self.facts)
        self._passages = {p.section: p for p in book_data.customization.passages}
        self._build_reference = build_reference

    def fill(self, text: str, **more: str) -> str:
        """Return a shipped text with its marks filled. In an edition, sentences with a mark that has no value go."""
        period = self.book_data.period
        text = of_this_plan(text, len(self.book_data.pillars), period.start == period.end)
        return self._filled(self._placed(text), {**self.values, **more})

    def commitment(self) -> dict:
        """Return {"opening", "items", "closing"} of the Komitmen Bersama as books print it: a text, texts, a text.

        What the plan made of its words, else as `letters.json` has it; "" and () for what the plan emptied.
        """
        own, blocks = dict(self.book_data.closings.commitment.words), letter("komitmen_bersama")["blocks"]
        opening, *_, closing = (self.fill(block["text"]) for block in blocks if block["type"] == "paragraph")
        items = next(block["items"] for block in blocks if block["type"] == "numbered")
        items = [self.fill(item) for item in items]
        if "butir" in own:
            items = [line.strip() for line in own["butir"].split("\n") if line.strip()]
        return {"opening": own.get("pembuka", opening), "items": tuple(items), "closing": own.get("penutup", closing)}

    def fill_typed(self, text: str) -> str:
        """Return what people wrote, with its marks filled; what only looks like a mark stays as it is."""
        return self._filled(text, self.values, typed=True)

    def unsaid(self, text: str) -> list[tuple[int, int]]:
        """Return where the sentences of what people wrote begin and end that an edition leaves out: a mark of theirs
        has no value.
        """
        begins = [0, *(gap.end() for gap in SENTENCE.finditer(text)), len(text)]
        return [
            (start, end)
            for start, end in zip(begins, begins[1:], strict=False)
            if not self.draft and any(self._lacks(mark, self.values, True) for mark in MARK.findall(text[start:end]))
        ]

    def _lacks(self, mark, values, typed) -> bool:
        return values.get(mark) in (None, "") and not (typed and mark not in values and mark not in meanings())

    def _filled(self, text, values, typed=False) -> str:
        def lacking(mark):
            return self._lacks(mark, values, typed)

        def value(match):
            if not lacking(match[1]):
                return str(values.get(match[1], match[0]))
            return f"[belum diisi: {meanings().get(match[1], match[1])}]"

        if not self.draft and any(map(lacking, MARK.findall(text))):
            parts = SENTENCE.split(text)
            text = " ".join(part for part in parts if not any(map(lacking, MARK.findall(part))))
        # one pass only: what people typed may hold {{marks}} of its own, and these stay as typed
        return MARK.sub(value, text)

    def _placed(self, text) -> str:
        """The chapters that a shipped text names, by where they stand; sentences about one left out go."""
        chapters = self.chapters
        if not chapters or not CHAPTER.search(text):
            return text
        told = [part for part in SENTENCE.split(text) if all(label in chapters for label in CHAPTER.findall(part))]
        return CHAPTER.sub(lambda match: place(chapters[match[1]]), " ".join(told))

    def opening(self, section: dict, truths: dict | None = None, **more: str) -> tuple:
        """Return the nodes a section begins with: the plan's own passage, else the shipped paragraphs; then the notes
        that hold. `truths` and `more`: conditions and marks that hold in this section alone.
        """
        passage = self._passages.get(section["code"])
        if passage and passage.blocks:
            told = nodes_of(passage.blocks, self, section["code"])
        else:
            told = tuple(para(text) for t in self.template(section, truths) if (text := self.fill(t, **more)))
        return (*told, *(para(note, "note") for note in self.notes(section, truths, **more)))

    def template(self, section: dict, truths: dict | None = None) -> list[str]:
        """Return the shipped paragraphs of a section, with the alternatives that hold now."""
        known, paragraphs = {**self.truths, **(truths or {})}, list(section["template"])
        for other in section.get("alternatives", ()):
            if known.get(other["when"]):
                paragraphs[other["replace_paragraph"] - 1] = other["text"]
        return paragraphs

    def intro(self, chapter: dict) -> tuple:
        """Return the nodes a chapter begins with: the plan's own passage, else the shipped paragraphs."""
        return self.opening({"code": chapter["code"], "template": chapter.get("intro", ())})

    def title(self, section: dict, **more: str) -> str:
        """Return the title of a section: the plan's own, else the shipped one."""
        passage = self._passages.get(section["code"])
        own = self.fill_typed(passage.title) if passage else ""
        return own or self.fill(section["title"], **more)

    def has_own(self, section: dict) -> bool:
        """Whether the plan wrote this section itself."""
        return bool((passage := self._passages.get(section["code"])) and passage.blocks)

    def referred(self, kind: str, key: str, id: str) -> list:
        """Return the nodes of a table or figure that prose names; a gap for what the catalogue does not know."""
        made = self._build_reference(kind, key, self, id) if self._build_reference else []
        what = "Tabel" if kind == "table" else "Gambar"
        return list(made) or [absent(f"{what} “{key}” belum ada isinya atau tidak dikenal.")]

    def holds(self, condition: str) -> bool:
        return self.truths.get(condition, False)

    def chapter(self, code: str) -> dict:
        return next(c for c in self.book["chapters"] if c["code"] == code)

    def section(self, code: str) -> dict:
        return next(s for c in self.book["chapters"] for s in c["sections"] if s["code"] == code)

    def front(self, code: str) -> dict:
        return next(f for f in self.book["front_matter"] if f["code"] == code)

    def notes(self, section: dict, truths: dict | None = None, **more: str) -> list[str]:
        """Return the conditional notes of a section that hold now."""
        known = {**self.truths, **(truths or {})}
        return [
            self.fill(n["text"], **more)
            for n in section.get("conditional_notes", ())
            if known.get(n["when"]) and (self.draft or n["scope"] == "semua")
        ]

    def missing(self, section: dict, **more: str) -> str:
        """Return the sentence of a draft for a section without data, with the place to fill it in."""
        pattern = shipped()["draft_missing_pattern"]
        return pattern.replace("{draft_missing}", self.fill(section["draft_missing"], **more)).replace(
            "{fill_at}", section["fill_at"]
        )

    def source_note(self, sources: Sequence[Any]) -> str:
        """Return the line under a table: its sources by number, or that it has none."""
        said = self.sources.sentence_of(sources)
        if not said:
            return shipped()["source_note_empty"]
        return self.fill(shipped()["source_note_default"], sumber_tabel=said)
