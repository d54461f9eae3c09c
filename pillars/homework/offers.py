"""What can be given as homework now: the gaps of the plan by who could close them, or the fields of one card."""

from dataclasses import dataclass, field

from django.http import QueryDict

from pillars.cards.queries import find_entry
from pillars.cards.values import kind_fields, title_of
from pillars.homework.queries import suggestions_of
from pillars.homework.suggestions import Suggestion
from pillars.models.chain import Entry
from workshops.plans.models import Plan

#: The address of what nobody is known to owe.
NOBODY = "tanpa-pemilik"


@dataclass
class Pile:
    """The suggestions for one receiver. `value` is `opd-3`, or NOBODY."""

    value: str
    name: str
    items: list = field(default_factory=list)


@dataclass(frozen=True)
class Offers:
    """The page: all `piles`, and the `chosen` one whose items can be ticked. `card` is the entry of `?kartu=`."""

    piles: list
    chosen: Pile | None
    card: Entry | None = None

    @property
    def to(self) -> str:
        """Return who is chosen as receiver before anybody chooses."""
        return self.chosen.value if self.chosen and self.chosen.value != NOBODY else ""

    @property
    def total(self) -> int:
        return sum(len(pile.items) for pile in self.piles)


def read_offers(plan: Plan, query: QueryDict) -> Offers:
    """Return what `query` asks for: `kartu` (a ref) or `untuk` (the value of a pile; default the largest)."""
    if card := find_entry(plan, query.get("kartu", "")):
        return Offers([], _fields_of(card), card)
    piles = {}
    for item in suggestions_of(plan):
        value = item.to.ref if item.to else NOBODY
        name = (item.to.short or item.to.name) if item.to else "Belum ada pemilik"
        piles.setdefault(value, Pile(value, name)).items.append(item)
    ordered = sorted(piles.values(), key=lambda pile: (pile.value == NOBODY, -len(pile.items), pile.name))
    return Offers(ordered, piles.get(query.get("untuk", ""), ordered[0] if ordered else None))


def _fields_of(card):
    """Every field of a card, to be asked of anybody one by one."""
    about = {"ref": card.ref, "kind": card.KIND, "code": card.code, "title": title_of(card)}
    items = [Suggestion(**about, keys=(one.key,), labels=(one.label,)) for one in kind_fields(card.KIND)]
    return Pile(NOBODY, card.code, items)
