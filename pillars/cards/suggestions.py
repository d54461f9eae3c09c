"""Suggestions that ship with the product: indicators by sub-dimension, and other names of offices. Read once."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[1] / "content"


@dataclass(frozen=True)
class Indicator:
    """An indicator to choose or to imitate; it holds no figure of any region."""

    id: str
    dimension: str | None
    pillar: str | None
    name: str
    unit: str
    direction: str


@cache
def _indicators():
    rows = json.loads((CONTENT / "indicators.json").read_text(encoding="utf-8"))["indicators"]
    return tuple(Indicator(*(row[key] for key in Indicator.__dataclass_fields__)) for row in rows)


@cache
def units() -> tuple[str, ...]:
    """Return the units that the indicators use, alphabetically."""
    return tuple(sorted({indicator.unit for indicator in _indicators()}))


def indicators_for(pillar: str, dimension: Any = None) -> tuple[Indicator, ...]:
    """Return indicators of the sub-dimension with that code, else of the pillar's three; at most a dozen."""
    rows = [row for row in _indicators() if row.dimension == dimension] if dimension else []
    return tuple(rows or [row for row in _indicators() if row.pillar == pillar])[:12]


def plain_name(text: str) -> str:
    """Return an office's name as it is compared: no capitals, dots, `Kabupaten` or `Kota`."""
    words = re.sub(r"[.,()]", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in ("kabupaten", "kota"))


@cache
def _known_offices():
    """[(every plain name of one office)], from the list of usual names."""
    rows = json.loads((CONTENT / "opd_aliases.json").read_text(encoding="utf-8"))["opd"]
    return tuple(
        (row["short"], frozenset(map(plain_name, [row["name"], row["short"], *row["aliases"], *row["old_names"]])))
        for row in rows
    )


def names_of_office(name: str, short: str | None = None, aliases: Iterable[str] = ()) -> set[str]:
    """Return all plain names that an office of a plan is known by, its own first of all."""
    own = {plain_name(text) for text in (name, short, *aliases) if text}
    usual = [names for _, names in _known_offices() if own & names]
    return own.union(*usual) if len(usual) == 1 else own
