"""How much of a board a page shows: all of an ordinary one; a long one comes in parts (docs/decisions/107)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from pillars.cards.queries import ChainLink, PillarChain
from workshops.text import natural

#: A part ends with the thread that holds its sixtieth card; a board with few more than these comes whole.
PART, WHOLE = 60, 90
#: So many cards come by themselves while somebody scrolls; then a link leads on, or nobody would see the end of a page.
BY_ITSELF = 300
#: Of the cards that a page does not show it tells of so many whether they changed, the latest ones.
TOLD = 100
#: What an address of a part says.
PLACES = {"dari", "sampai", "semua", "kartu"}


@dataclass(frozen=True)
class BoardPart:
    """The threads (and loose targets behind them) from number `first` up to `until` of a chain.

    is_whole  an ordinary board that nobody asked a part of
    query     what an address says of this part; after  of the part that ends like the next one
    shown     what is seen of the chain; total: cards of all of it
    hidden    [(thread, the cards of it that changed last)] of what is not seen
    """

    first: int = 0
    until: int = 0
    is_whole: bool = True
    query: str = ""
    after: str = ""
    shown: PillarChain = field(default_factory=PillarChain)
    fresh: PillarChain = field(default_factory=PillarChain)
    count: int = 0
    total: int = 0
    hidden: tuple[Any, ...] = ()

    @property
    def comes_by_itself(self) -> bool:
        return self.count < BY_ITSELF


def sizes_of(chain: PillarChain) -> list[int]:
    """Return how many cards each thread and each loose target holds."""
    return [sum(1 for _ in PillarChain([link]).all_links()) for link in [*chain.threads, *chain.loose]]


def end_of(sizes: list[int], first: int = 0) -> int:
    """Return the number behind the last thread of the part that begins with number `first`."""
    sums = accumulate(sizes[first:])
    end = next((first + place for place, cards in enumerate(sums, 1) if cards >= PART), len(sizes))
    return len(sizes) if sum(sizes[end:]) < WHOLE - PART else end


def part_of(chain: PillarChain, asked: Mapping[str, str]) -> BoardPart:
    """Return the part that an address asks for: `kartu` (the part with that card), `dari`, `sampai`, `semua`.

    With `setelah` the page shows what stands before that number already: `fresh` is the rest.
    """
    sizes, every = sizes_of(chain), [*chain.threads, *chain.loose]
    if not PLACES & asked.keys() and sum(sizes) <= WHOLE:
        return BoardPart(shown=chain, fresh=chain, count=sum(sizes), total=sum(sizes), until=len(every))
    first = min(natural(asked.get("dari")) or _with_card(every, sizes, asked.get("kartu")), max(len(every) - 1, 0))
    until = len(every) if "semua" in asked else natural(asked.get("sampai")) or end_of(sizes, first)
    until = max(min(until, len(every)), first)
    there = max(first, natural(asked.get("setelah")) or 0)
    return BoardPart(
        first=first,
        until=until,
        is_whole=False,
        query=_query(first, until, len(every)),
        after=_query(first, end_of(sizes, until), len(every)) if until < len(every) else "",
        shown=_between(chain, first, until),
        fresh=_between(chain, there, until),
        count=sum(sizes[first:until]),
        total=sum(sizes),
        hidden=_changed_last([*every[:first], *every[until:]]),
    )


def _with_card(every, sizes, ref):
    """The number of the thread to begin with so that the card `ref` is shown."""
    place = next((n for n, link in enumerate(every) if ref in _refs(link)), 0) if ref else 0
    return place if place >= end_of(sizes) else 0


def _refs(link: ChainLink) -> list[str]:
    return [one.entry.ref for one in PillarChain([link]).all_links()]


def _query(first, until, last):
    end = {"sampai": until} if until < last else {"semua": 1}
    return f"?{urlencode(({'dari': first} if first else {}) | end)}"


def _between(chain, first, until):
    behind = len(chain.threads)
    return PillarChain(chain.threads[first:until], chain.loose[max(first - behind, 0) : max(until - behind, 0)])


def _changed_last(links):
    every = [(link, one.entry) for link in links for one in PillarChain([link]).all_links()]
    latest = sorted(every, key=lambda both: both[1].version)[-TOLD:]
    told: dict[str, Any] = {}
    for link, entry in latest:
        told.setdefault(link.entry.ref, []).append(entry)
    return tuple(told.items())
