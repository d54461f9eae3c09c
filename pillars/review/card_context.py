"""A card as the expert reads it: the chain that it hangs in, and what stands in each of its fields."""

from dataclasses import dataclass, field
from typing import Any

from pillars.cards.display import Showing
from pillars.cards.queries import chain_of
from pillars.cards.values import CHAIN_MODELS, PARENT_FIELD, kind_fields, read_value
from pillars.kinds import is_empty
from pillars.models import SHARED
from pillars.models.chain import Entry
from pillars.review.queue import Queue
from workshops.plans.models import Plan


@dataclass
class ChainNode:
    """One card of the thread; `here` is the one that is read, `item` what was said of it (None for none)."""

    card: Entry
    here: bool = False
    item: Any = None
    below: list = field(default_factory=list)


@dataclass(frozen=True)
class FieldText:
    """One field of the card as text; "" where nothing stands there."""

    key: str
    label: str
    text: str

    @property
    def in_strip(self) -> bool:
        """Return whether it is shown in the strip: the years of a target stand in a strip of their own."""
        return self.key == "targets_by_year"

    @property
    def short(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:60].rsplit(' ', 1)[0]} …"


def thread_of(plan: Plan, card: Entry, queue: Queue) -> ChainNode:
    """Return the Node at the top of the thread that `card` hangs in: what is above it, and all that is below it."""
    said = {item.ref: item for item in queue.all}
    chain = chain_of(plan, card.pillar) if card.KIND in CHAIN_MODELS and card.pillar is not SHARED else None
    path = _path([*chain.threads, *chain.loose], card.ref) if chain else []
    if not path:
        return ChainNode(card, here=True, item=said.get(card.ref))
    node = _down(path[-1], said, here=card.ref)
    for link in reversed(path[:-1]):
        node = ChainNode(link.entry, item=said.get(link.entry.ref), below=[node])
    return node


def _path(links, ref):
    """The links from the top down to the card `ref`; [] where it is not below them."""
    for link in links:
        if link.entry.ref == ref:
            return [link]
        if below := _path(link.links, ref):
            return [link, *below]
    return []


def _down(link, said, here=""):
    below = [_down(one, said) for one in link.links]
    return ChainNode(link.entry, link.entry.ref == here, said.get(link.entry.ref), below)


def facts_of(plan: Plan, card: Entry) -> list[FieldText]:
    """Return [Fact] of every field; what it hangs from stands above it, and is left out."""
    show, found = Showing(plan), []
    for described in kind_fields(card.KIND):
        if described.key == PARENT_FIELD.get(card.KIND):
            continue
        value = read_value(card, described)
        found.append(FieldText(described.key, described.label, "" if is_empty(value) else show.text(described, value)))
    return found
