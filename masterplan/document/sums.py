"""What programmes cost: the one place where the rupiah of a plan are added up, for the books, the road map, its table
and its Excel. Pure.

A programme is a `plan_view.cards.Programme`: its `cost` is what counts. Always: total = all years + undated.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from masterplan.document.words import listing
from pillars.plan_view.cards import Programme


def per_year(programmes: Iterable[Programme]) -> dict[int, int]:
    """Return {year: rupiah}; a year in which nothing is written is not in it."""
    sums = Counter()
    for programme in programmes:
        sums.update(dict(programme.budgets))
    return sums


def undated(programmes: Iterable[Programme]) -> int:
    """Return money that is known only as one sum, not by year."""
    return sum(p.budget for p in programmes if p.budget and not p.budgets)


def total(programmes: Iterable[Programme]) -> int:
    return sum(filter(None, (one.cost for one in programmes)))


def money_years(period: list[int] | range, programmes: Iterable[Any]) -> tuple[int, ...]:
    """Return the years of the period, and others in which a programme has money: no amount is lost in a table."""
    found = set(period)
    for programme in programmes:
        found.update(year for year, amount in programme.budgets if amount)
    return tuple(sorted(found))


def differs(programme: Any) -> bool:
    """Whether the sum that somebody wrote is another than that of the years; the years are what counts."""
    return bool(programme.budgets) and programme.budget is not None and programme.cost != programme.budget


def funding_of(programme: Any | Programme) -> str:
    """Return the sources of a programme as one name, as nobody has said how its money divides; "" for none."""
    return listing(programme.funding)


def grouped(programmes: list[Any | Programme], key: Callable[..., Any]) -> dict:
    """Return {key of a programme: its programmes}, in the order in which the keys first appear."""
    found = {}
    for programme in programmes:
        found.setdefault(key(programme), []).append(programme)
    return found


def dearest_first(groups: dict[str, list[Any]]) -> list:
    """Return the items of `grouped`, the largest sum first, equal ones by name."""
    return sorted(groups.items(), key=lambda item: (-total(item[1]), str(item[0])))


@dataclass(frozen=True)
class ProgrammeSum:
    """What some programmes add up to. `unbudgeted`: how many have no money at all."""

    count: int = 0
    total: int = 0
    undated: int = 0
    unbudgeted: int = 0
    years: dict = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether any money was written, be it nought."""
        return self.count > self.unbudgeted

    @property
    def amount(self) -> int | None:
        """Return the total, None where no money was written."""
        return self.total if self.known else None


def summed(programmes: Sequence[Any]) -> ProgrammeSum:
    programmes = list(programmes)
    return ProgrammeSum(
        count=len(programmes),
        total=total(programmes),
        undated=undated(programmes),
        unbudgeted=sum(p.cost is None for p in programmes),
        years=dict(per_year(programmes)),
    )
