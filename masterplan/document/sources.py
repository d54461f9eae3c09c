"""Every source of a plan with one number, in the order in which the plan names them; the annex lists them in full."""

from collections.abc import Iterator, Sequence
from typing import Any

from masterplan.document import words
from masterplan.document.book_data import BookData
from masterplan.document.numbering import place


class SourceIndex:
    """`number(source)`; `listed` holds (number, source, codes that use it); `said(sources)` is a short line."""

    def __init__(self, book_data: BookData) -> None:
        self._number, self._used = {}, {}
        for source, code in sources_used(book_data):
            self._number.setdefault(source, len(self._number) + 1)
            codes = self._used.setdefault(source, [])
            if code not in codes:
                codes.append(code)

    def number(self, source: str) -> int:
        return self._number[source]

    @property
    def listed(self) -> list[tuple[int, str, tuple[str, ...]]]:
        return [(number, source, tuple(self._used[source])) for source, number in self._number.items()]

    def numbers(self, sources: Sequence[Any]) -> list[int]:
        return sorted({self._number[s] for s in sources if s in self._number})

    def sentence_of(self, sources: Sequence[Any]) -> str:
        numbers = self.numbers(sources)
        if not numbers:
            return ""
        return f"nomor {words.years(numbers)} pada {place('lampiran-sumber')}"


def sources_used(book_data: BookData) -> Iterator[tuple[str, str]]:
    """Return (source, where it is used), in the order of the book."""
    for source in book_data.region.sources:
        yield source, "Data daerah"
    for source in book_data.rpjmd.vision_sources:
        yield source, "Visi RPJMD"
    for objective in book_data.rpjmd.objectives:
        for source in objective.sources:
            yield source, f"RPJMD {objective.code}"
    for source in book_data.previous.flagship_sources:
        yield source, "RPJMD sebelumnya"
    for source in book_data.previous.indicator_sources:
        yield source, "RPJMD sebelumnya"
    for pillar in book_data.pillars:
        entries: tuple[Any, ...] = (*pillar.problems, *pillar.targets)
        for entry in entries:
            for source in entry.sources:
                yield source, entry.code
    for opd in book_data.opd:
        if opd.source:
            yield opd.source, opd.short or opd.name
