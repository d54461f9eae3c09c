"""The texts that ship, as they read for one plan: `content/books.json` has the sections of the books, and
`content/sentences.json` what chapters say beside them.

A `BookTexts` holds the facts of its plan and the index of sources. A mark without a value prints `[belum diisi: …]` in
a draft; in an edition the sentence that holds it is left out. Which sentences are true: `sentences.py`.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from masterplan.document import plan_facts, words
from masterplan.document.book_data import BookData
from masterplan.document.nodes import Node
from masterplan.document.numbering import place
from masterplan.document.pieces import absent, para
from masterplan.document.prose import nodes_of
from masterplan.document.sentences import MARK, Fact, Paragraph, begun, chosen, shown
from masterplan.document.sources import SourceIndex
from pillars.plan_view.shapes import Pillar

CONTENT = Path(__file__).resolve().parent.parent / "content"
CHAPTER = re.compile(r"\b(Bab \d+|Lampiran [A-Z])\b")
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@cache
def shipped() -> dict:
    return json.loads((CONTENT / "books.json").read_text())


@cache
def shipped_sentences() -> dict:
    return json.loads((CONTENT / "sentences.json").read_text())


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
    """`fill(text, **facts)`, `said(paragraph, **facts)`, `chapter(code)`; `sources` numbers the sources of the plan.
    The facts that a call gives are those of its section alone; `known` has those of the plan, `values` as printed.

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
        own = {"judul_buku": self.book["title"], "draf": draft}
        self.known = plan_facts.facts_of(book_data, self.facts) | dict(book_data.customization.values) | own
        self.values = shown(self.known)
        self._passages = {p.section: p for p in book_data.customization.passages}
        self._build_reference = build_reference

    def fill(self, text: str, **more: Fact) -> str:
        """Return a shipped text with its marks filled. In an edition, sentences with a mark that has no value go."""
        period = self.book_data.period
        text = of_this_plan(text, len(self.book_data.pillars), period.start == period.end)
        return self._filled(self._placed(text), self.values | shown(more))

    def said(self, paragraph: Paragraph, **more: Fact) -> str:
        """Return what is true of a shipped paragraph, its marks filled; "" where nothing is."""
        told = (begun(text, self.fill(text, **more)) for text in self.true_of(paragraph, **more))
        return " ".join(text for text in told if text)

    def true_of(self, paragraph: Paragraph, **more: Fact) -> Iterator[str]:
        """Yield the sentences of a shipped paragraph that are true, their marks unfilled."""
        values = self.values | shown(more)
        return chosen(paragraph, self.known | more, lambda text: self._lacks_any(text, values))

    def line(self, key: str, role: str = "body", **more: Fact) -> Node | None:
        """Return the paragraph of `sentences.json` under `key` as a node; None where nothing of it is true."""
        said = self.said(shipped_sentences()[key], **more)
        return para(said, role) if said else None

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

    def _lacks_any(self, text, values) -> bool:
        return any(self._lacks(mark, values, False) for mark in MARK.findall(text))

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

    def opening(self, section: dict, **more: Fact) -> tuple:
        """Return the nodes a section begins with: the plan's own passage, else the shipped paragraphs; then the notes
        that hold. `more`: facts of this section alone.
        """
        passage = self._passages.get(section["code"])
        if passage and passage.blocks:
            told = nodes_of(passage.blocks, self, section["code"])
        else:
            told = tuple(para(text) for one in section["template"] if (text := self.said(one, **more)))
        notes = (self.said(one, **more) for one in section.get("notes", ()))
        return (*told, *(para(note, "note") for note in notes if note))

    def intro(self, chapter: dict) -> tuple:
        """Return the nodes a chapter begins with: the plan's own passage, else the shipped paragraphs."""
        return self.opening({"code": chapter["code"], "template": chapter.get("intro", ())})

    def title(self, section: dict, **more: Fact) -> str:
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

    def chapter(self, code: str) -> dict:
        return next(c for c in self.book["chapters"] if c["code"] == code)

    def section(self, code: str) -> dict:
        return next(s for c in self.book["chapters"] for s in c["sections"] if s["code"] == code)

    def front(self, code: str) -> dict:
        return next(f for f in self.book["front_matter"] if f["code"] == code)

    def missing(self, section: dict, **more: Fact) -> str:
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
