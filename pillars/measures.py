"""Whether two names mean one indicator, and whether two units are one: the rule of `content/checks.json`. Pure."""

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("content") / "checks.json"
_PERCENT = frozenset(["%", "persen", "prosen", "poin", "poin persen", "percent"])
_MONEY = re.compile(r"^(?:rp\.? ?)?(ribu|juta|miliar|milyar|triliun)?(?: ?(?:rupiah|rp))?$")
_TIMES = {"": 1, "ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}


@cache
def _rule() -> tuple[dict, frozenset]:
    rule = json.loads(SOURCE.read_text(encoding="utf-8"))["indicator_matching"]
    return {a["short"].lower(): a["long"] for a in rule["abbreviations"]}, frozenset(rule["stop_words"])


@lru_cache(maxsize=8192)
def indicator_words(name: str) -> frozenset:
    """Return the words that an indicator is known by; empty when nothing is left of the name."""
    long, stop = _rule()
    # an abbreviation in brackets repeats the name; other words in brackets are part of it
    name = re.sub(r"\(([A-Za-z]{2,8})\)", lambda m: "" if m[1].isupper() or m[1] != m[1].lower() else m[0], name)
    words = re.findall(r"[a-z0-9]+", name.lower())
    return frozenset(word for part in words for word in long.get(part, part).lower().split() if word not in stop)


def same_indicator(one: str, other: str) -> bool:
    """Return whether both names hold the same words: 'PAD sektor wisata' and 'Pendapatan asli daerah wisata'."""
    return bool(indicator_words(one)) and indicator_words(one) == indicator_words(other)


@lru_cache(maxsize=4096)
def plain_unit(unit: str) -> str:
    """Return the unit as it is compared: small letters, one space, every word for percent the same."""
    word = " ".join(unit.lower().split())
    return "persen" if word in _PERCENT else word


def rupiah_of(value: Decimal, unit: str) -> Decimal | None:
    """Return a figure in `juta rupiah`, `Rp`, `miliar rupiah` … as rupiah; None for other units."""
    match = _MONEY.match(plain_unit(unit))
    if not match or not re.search(r"rp|rupiah|ribu|juta|mil|triliun", plain_unit(unit)):
        return None
    return value * _TIMES[match[1] or ""]


def steps_against(direction: str | None, targets: Iterable[Any]) -> list[tuple[int, Decimal, int, Decimal, str]]:
    """Return [(year before, its figure, year, its figure, word)] where a table of (year, figure) goes the other way.

    Years without a figure are passed over: each is compared with the one before that has one.
    """
    rows = sorted(targets)
    found = []
    for (before, old), (year, new) in pairwise(rows):
        wrong = {"naik": new < old, "turun": new > old, "tetap": new != old}.get(direction or "", False)
        if wrong:
            found.append((before, old, year, new, "lebih rendah" if new < old else "lebih tinggi"))
    return found
