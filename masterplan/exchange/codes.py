"""Codes of objects that have none of their own: the first numbers above all used ones."""

import re
from collections.abc import Iterator
from typing import Any

from masterplan.exchange.shapes import SWOT_TYPES
from pillars.cards.actions.save import SWOT_LETTERS


class Codes:
    """Codes for the objects of one list: their own, else the first numbers above all used ones."""

    def __init__(self, sources: list[dict[str, Any]] | None, start: str) -> None:
        self.start = start
        used = [source.get("code") or "" for source in sources or []]
        numbers = [re.fullmatch(re.escape(start) + r"([0-9]{1,9})", code) for code in used]
        self.last = max((int(match[1]) for match in numbers if match), default=0)

    def of(self, source: dict[str, Any]) -> str:
        if source.get("code"):
            return source["code"]
        self.last += 1
        return f"{self.start}{self.last}"


def swot_statements(swot: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any], str]]:
    """Return [(list, place, statement as an object, its code)] of the SWOT of a file, in its order."""
    given = {kind: swot.get(kind) if isinstance(swot.get(kind), list) else [] for kind in SWOT_TYPES}
    told = {kind: [one if isinstance(one, dict) else {"statement": one} for one in given[kind]] for kind in given}
    everything = [one for statements in told.values() for one in statements if isinstance(one.get("code"), str)]
    for kind, statements in told.items():
        codes = Codes(everything, SWOT_LETTERS[kind])
        for place, one in enumerate(statements):
            yield kind, place, one, codes.of(one)
