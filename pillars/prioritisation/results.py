"""From scores to an order: pure counting, and how it is said. Nobody's name and nobody's key comes in or out.

A result of a card is {"n": people, "u": […], "s": […], "g": […]} (how many gave 1, 2, 3, 4, 5) or
{"n": people, "d": dots}. The mean total of U, S and G is rounded to a whole number, and so are the three: so that
they add up to it, the ones with the largest rests are rounded up. Equal totals: the graver first (S), then the more
urgent (U), by their whole numbers and then by their means. See `docs/decisions/067`.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pillars.kinds import KINDS

USG = tuple((key[0], KINDS["masalah"].field(key).label) for key in ("urgency", "seriousness", "growth"))
#: So far apart are two scores of one letter that people should talk before they go on.
WIDE = 3


def counted(rows: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Return {ref: result} of rows (ref, urgency, seriousness, growth, dots), those that count only."""
    found = {}
    for ref, *given, dots in rows:
        if dots is not None:
            one = found.setdefault(ref, {"n": 0, "d": 0})
            one["d"] += dots
        else:
            one = found.setdefault(ref, {"n": 0} | {key: [0] * 5 for key, _ in USG})
            for (key, _), score in zip(USG, given, strict=True):
                one[key][score - 1] += 1
        one["n"] += 1
    return found


def rounded_usg(result: dict[str, Any]) -> tuple[int, int, int]:
    """Return (U, S, G) as whole numbers that add up to the rounded mean total."""
    n, sums = result["n"], [_sum(result[key]) for key, _ in USG]
    parts = [total // n for total in sums]
    missing = (2 * sum(sums) + n) // (2 * n) - sum(parts)
    by_rest = sorted(range(3), key=lambda at: (-(sums[at] % n), at != 1, at))
    for at in by_rest[:missing]:
        parts[at] += 1
    return tuple(parts)


def _sum(spread):
    return sum(score * people for score, people in enumerate(spread, 1))


def sort_key(result: dict[str, Any]) -> tuple[Any, ...]:
    """Return what orders results, the first first; equal keys are equal places."""
    if "d" in result:
        return (-result["d"],)
    n, (urgency, seriousness, growth) = result["n"], rounded_usg(result)
    means = tuple(Fraction(-_sum(result[key]), n) for key in "su")
    return (-(urgency + seriousness + growth), -seriousness, -urgency, *means)


@dataclass(frozen=True)
class ScoreBar:
    """How many gave one score, as a bar of the drawing: `x` and `y` in a box of 50 by 20."""

    score: int
    people: int
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Letter:
    """One of U, S, G: its mean with one decimal, its lowest and highest score, and how many gave which."""

    key: str
    label: str
    mean: str
    low: int
    high: int
    bars: tuple

    @property
    def is_wide(self) -> bool:
        return self.high - self.low >= WIDE

    @property
    def sentence(self) -> str:
        """Return `Mendesak: 1 orang memberi 4, 8 orang memberi 5`."""
        given = [f"{bar.people} orang memberi {bar.score}" for bar in self.bars if bar.people]
        return f"{self.label}: {', '.join(given)}"


@dataclass(frozen=True)
class Ranked:
    """A card with its place. `total` is dots, or U + S + G (`parts`); `people` scored it; `round` when again."""

    ref: str
    place: int
    total: int
    people: int
    parts: tuple = ()
    letters: tuple = ()
    round: int = 0

    @property
    def wide(self) -> list[str]:
        """Return `Memburuk: 1 sampai 5` for each letter that people see very differently."""
        return [f"{one.label}: {one.low} sampai {one.high}" for one in self.letters if one.is_wide]

    @property
    def sums(self) -> str:
        """Return `5 + 5 + 3`."""
        return " + ".join(map(str, self.parts))


def ranked(cards: dict[str, dict[str, Any]], order: list[str]) -> list[Ranked]:
    """Return [Ranked] of {ref: result} for the refs in `order`, best first; refs without a result are left out.

    A card that lay in the bin when the results were shown (`bin`) takes nobody's place, should it come back.
    """
    known = sorted((ref for ref in order if ref in cards), key=lambda ref: sort_key(cards[ref]))
    placed = [sort_key(cards[ref]) for ref in known if not cards[ref].get("bin")]
    return [_ranked(ref, 1 + bisect_left(placed, sort_key(cards[ref])), cards[ref]) for ref in known]


def _ranked(ref, place, result):
    again = result.get("round", 0)
    if "d" in result:
        return Ranked(ref, place, result["d"], result["n"], round=again)
    parts = rounded_usg(result)
    letters = tuple(_letter(key, label, result[key], result["n"]) for key, label in USG)
    return Ranked(ref, place, sum(parts), result["n"], parts, letters, again)


def _letter(key, label, spread, n):
    scores = [score for score, people in enumerate(spread, 1) if people]
    most = max(spread)
    bars = tuple(
        ScoreBar(score, people, (score - 1) * 10, round(20 - 20 * people / most, 2), round(20 * people / most, 2))
        for score, people in enumerate(spread, 1)
    )
    tenths = (20 * _sum(spread) + n) // (2 * n)
    return Letter(key, label, f"{tenths // 10},{tenths % 10}", scores[0], scores[-1], bars)
