"""Problems and programmes that read alike: the share of their words that both have. Pure.

Compared are only those that share one of their rarer words (an exact prefix filter), so that thousands of cards
cost tenths of a second; a plan in which everything reads alike is told of `MOST` pairs.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on_many
from pillars.likeness import COMMON

PROBLEMS, PROGRAMMES = 0.6, 0.7
MOST = 200
#: So many comparisons at most: a plan of sentences made by a machine must not stop the page.
STEPS = 300_000
_WORD = re.compile(r"[^\W_]+")


def similar_problems(picture: CheckedPlan) -> Iterator[Finding]:
    pairs = alike({one.ref: one.statement for one in picture.problems}, PROBLEMS)
    yield from _findings(picture.problems, pairs, "similar_problems", "statement", picture.different)


def similar_programmes(picture: CheckedPlan) -> Iterator[Finding]:
    """Find programmes alike; one name for different places is no repetition."""
    pairs = alike({one.ref: one.name for one in picture.programmes}, PROGRAMMES)
    places = {one.ref: frozenset(place.casefold() for place in one.location) for one in picture.programmes}
    apart = frozenset(
        frozenset(pair) for pair in pairs if all(places[ref] for ref in pair) and not places[pair[0]] & places[pair[1]]
    )
    yield from _findings(picture.programmes, pairs, "similar_programmes", "name", picture.different | apart)


def _findings(cards, pairs, check, field, apart):
    by_ref = {card.ref: card for card in cards}
    for pair in pairs:
        if frozenset(pair) not in apart:
            one, other = (by_ref[ref] for ref in pair)
            figures = (getattr(one, field), getattr(other, field))
            said = {"kode1": one.code, "kode2": other.code}
            yield on_many((one, other), check, field=field, figures=figures, **said)


def words_of(text: str) -> frozenset[str]:
    """Return the words that a sentence is compared by."""
    return frozenset(word for word in _WORD.findall(text.lower()) if word not in COMMON)


def alike(texts: dict[str, str], least: float) -> list[Any]:
    """Return [(key, key)] of the sentences in {key: text} that share at least `least` (0–1) of all their words.

    Sentences of the very same words are told once, each beside the first of them.
    """
    same = defaultdict(list)
    for key, text in texts.items():
        if words := words_of(text):
            same[words].append(key)
    pairs = [(keys[0], other) for keys in same.values() for other in keys[1:]]
    often = Counter(word for words in same for word in words)
    holders, left = defaultdict(list), STEPS
    for words in sorted(same, key=len):
        if len(pairs) >= MOST or left <= 0:
            break
        rare_first = sorted(words, key=lambda word: (often[word], word))
        prefix = rare_first[: len(words) - math.ceil(round(least * len(words), 6)) + 1]
        near = {other for word in prefix for other in holders[word]}
        left -= len(near)
        for other in near:
            shared = len(words & other)
            if shared >= least * (len(words) + len(other) - shared):
                pairs.append((same[other][0], same[words][0]))
        for word in prefix:
            holders[word].append(words)
    order = {key: place for place, key in enumerate(texts)}
    found = sorted(tuple(sorted(pair, key=order.__getitem__)) for pair in pairs)
    return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))[:MOST]
