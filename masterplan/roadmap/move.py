"""What becomes of a programme that starts and ends in other years. Pure.

The amounts move along with the years unless that is not wanted. None is ever lost: what falls outside the years in
which the programme runs keeps its year, and is named so that somebody can decide about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workshops.plans.models import Plan

PENDEK, MENENGAH, PANJANG = "pendek", "menengah", "panjang"


@dataclass(frozen=True)
class Horizons:
    """The plan's own horizons, as years. `long_term` holds first and last year, or all of them."""

    period: tuple[int, ...]
    short_term: tuple[int, ...] = ()
    medium_term: tuple[int, ...] = ()
    long_term: tuple[int, ...] = ()

    @classmethod
    def of(cls, plan: Plan) -> "Horizons":
        """Return the horizons of a row of plans."""
        terms = (tuple(getattr(plan, name) or ()) for name in ("short_term", "medium_term", "long_term"))
        return cls(tuple(plan.years), *terms)

    @property
    def beyond(self) -> tuple[int, ...]:
        """Return the years of the long term that come after the period."""
        if not self.long_term:
            return ()
        return tuple(range(max(min(self.long_term), self.period[-1] + 1), max(self.long_term) + 1))

    def term_of(self, years: list[int]) -> str | None:
        """Return the term that follows from the years in which a programme runs; None for no years."""
        if not years:
            return None
        if self.short_term and set(years) <= set(self.short_term):
            return PENDEK
        return MENENGAH if max(years) <= max((*self.medium_term, self.period[-1])) else PANJANG

    def kind_of(self, year: int) -> str:
        """Return what the head over a year says: the first horizon that it belongs to."""
        if year in self.short_term:
            return PENDEK
        if year < self.period[0]:
            return "sebelumnya"
        return MENENGAH if year <= max((*self.medium_term, self.period[-1])) else PANJANG


@dataclass(frozen=True)
class Move:
    """`values` for a save: years, term, budget_by_year as far as they change. `outside`: {year: rupiah} that no
    longer lies in a year of the programme."""

    values: dict
    outside: dict


def move(stood: dict[str, Any], first: int, last: int, *, along: bool, horizons: Horizons) -> Move:
    """Return the programme whose values `stood` so (years, term, budget_by_year), now from `first` to `last`.

    along  whether the amounts go with the years. A programme that keeps its length keeps its gaps too.
    """
    before = sorted(stood.get("years") or ())
    amounts = dict(stood.get("budget_by_year") or {})
    step = step_of(before, first, last)
    if before and last - first == before[-1] - before[0]:
        years = [year + step for year in before]
    else:
        years = list(range(first, last + 1))
    term = stood.get("term")
    if term in (None, "", horizons.term_of(before)):
        term = horizons.term_of(years)
    if along and step:
        amounts = {year + step: amount for year, amount in amounts.items()}
    values = {"years": years, "term": term, "budget_by_year": dict(sorted(amounts.items()))}
    outside = {year: amount for year, amount in sorted(amounts.items()) if amount and year not in years}
    return Move(values, outside)


def step_of(before: Sequence[Any], first: int, last: int) -> int:
    """Return by how many years it moves: where only its start or its end changes, it grows or shrinks on the spot."""
    if not before or last == before[-1]:
        return 0
    return first - before[0]
