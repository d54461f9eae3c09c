"""The texts that ship: `masterplan/content/books.json` with its placeholders and conditions, and the lists of words
of `kinds.json`.

A `Texts` belongs to one reading: it holds the values of the placeholders, the truth of the conditions and the index
of sources.
A placeholder without a value prints `[belum diisi: …]` in a draft.
"""

import json
import re
from functools import cache
from pathlib import Path

from masterplan.document import plan_facts, words
from masterplan.document.sources import SourceIndex

CONTENT = Path(__file__).resolve().parent.parent / "content"
MARK = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")


@cache
def shipped() -> dict:
    return json.loads((CONTENT / "books.json").read_text())


@cache
def _meanings() -> dict:
    letters = json.loads((CONTENT / "letters.json").read_text())["placeholders"]
    return {p["key"]: p["meaning"] for p in (*letters, *shipped()["placeholders"])}


class Texts:
    """`fill(text, **more)`, `holds(condition)`, `chapter(code)`; `sources` numbers the sources of the plan."""

    def __init__(self, reading, code: str, draft: bool = True):
        self.reading, self.draft = reading, draft
        self.book = next(b for b in shipped()["books"] if b["code"] == code)
        self.facts = plan_facts.PlanFacts(reading)
        self.sources = SourceIndex(reading)
        self.values = {**plan_facts.placeholders(reading, self.facts), "judul_buku": self.book["title"]}
        self.truths = plan_facts.conditions(reading, self.facts)

    def fill(self, text: str, **more) -> str:
        values = {**self.values, **more}

        def value(match):
            found = values.get(match[1])
            return str(found) if found not in (None, "") else f"[belum diisi: {_meanings().get(match[1], match[1])}]"

        if (pillars := len(self.reading.pillars)) not in (0, 6):
            # the shipped texts speak of six pillars and six groups
            text = text.replace("enam pilar", words.count(pillars, "pilar")).replace(
                "enam kelompok", words.count(pillars, "kelompok")
            )
        if self.reading.period.start == self.reading.period.end:
            text = text.replace("{{tahun_awal}}–{{tahun_akhir}}", "{{tahun_awal}}")
        # one pass only: what people typed may hold {{marks}} of its own, and these stay as typed
        return MARK.sub(value, text)

    def holds(self, condition: str) -> bool:
        return self.truths.get(condition, False)

    def chapter(self, code: str) -> dict:
        return next(c for c in self.book["chapters"] if c["code"] == code)

    def section(self, code: str) -> dict:
        return next(s for c in self.book["chapters"] for s in c["sections"] if s["code"] == code)

    def front(self, code: str) -> dict:
        return next(f for f in self.book["front_matter"] if f["code"] == code)

    def notes(self, section: dict, truths: dict | None = None) -> list[str]:
        """The conditional notes of a section that hold now."""
        known = {**self.truths, **(truths or {})}
        return [
            self.fill(n["text"])
            for n in section.get("conditional_notes", ())
            if known.get(n["when"]) and (self.draft or n["scope"] == "semua")
        ]

    def missing(self, section: dict, **more) -> str:
        """The sentence of a draft for a section without data, with the place to fill it in."""
        pattern = shipped()["draft_missing_pattern"]
        return pattern.replace("{draft_missing}", self.fill(section["draft_missing"], **more)).replace(
            "{fill_at}", section["fill_at"]
        )

    def source_note(self, sources) -> str:
        """The line under a table: its sources by number, or that it has none."""
        said = self.sources.said(sources)
        if not said:
            return shipped()["source_note_empty"]
        return self.fill(shipped()["source_note_default"], sumber_tabel=said)
