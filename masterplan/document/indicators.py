"""Whether two names mean one indicator: `masterplan/content/indicator_matching.json` holds the rule."""

import json
import re
from functools import cache
from pathlib import Path

RULE = Path(__file__).resolve().parent.parent / "content" / "indicator_matching.json"


@cache
def _rule() -> tuple[dict, frozenset]:
    rule = json.loads(RULE.read_text())
    return {a["short"].lower(): a["long"] for a in rule["abbreviations"]}, frozenset(rule["stop_words"])


def _words(name: str) -> frozenset:
    long, stop = _rule()
    # an abbreviation in brackets repeats the name; other words in brackets are part of it
    name = re.sub(r"\(([A-Za-z]{2,8})\)", lambda m: "" if m[1].isupper() or m[1] != m[1].lower() else m[0], name)
    words = re.findall(r"[a-z0-9]+", name.lower())
    return frozenset(word for part in words for word in long.get(part, part).lower().split() if word not in stop)


def same_indicator(one: str, other: str) -> bool:
    """True when both names hold the same words: 'PAD sektor pariwisata' and 'Pendapatan asli daerah pariwisata'."""
    return bool(_words(one)) and _words(one) == _words(other)
