"""What there is to read: the cards of a plan down their chains, what was said of each, and what comes next."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from pillars.cards.queries import chains_of, entries
from pillars.cards.values import CARD_MODELS, CHAIN_MODELS, title_of
from pillars.kinds import KINDS
from pillars.models import SHARED, ReviewNote, ReviewState
from pillars.models.chain import Entry
from pillars.review.queries import LOOKS, VERDICTS, net_changes, states_of
from pillars.review.subjects import cards_of, is_chapter
from workshops.plans.models import Plan
from workshops.response_cache import cached_response

#: What a list can be narrowed to: (value of `tampil`, label).
SHOWN = (("", "Belum"), ("jawaban", "Baca lagi"), ("wajib", "Wajib"), ("semua", "Semua"))
#: Of several notes on a card this verdict is shown.
_ORDER = (ReviewNote.MUST, ReviewNote.ADVICE, ReviewNote.GOOD)


@dataclass
class ReviewQueueRow:
    """One card to read. `verdicts` of its notes, `musts` how many of them wait, `answered` how many were answered.

    changed  it is different since it was read.
    """

    card: Entry
    state: str = ReviewState.DRAFT
    changed: bool = False
    verdicts: list = field(default_factory=list)
    musts: int = 0
    answered: int = 0

    @property
    def ref(self) -> str:
        return self.card.ref

    @property
    def title(self) -> str:
        return title_of(self.card)

    @property
    def is_read(self) -> bool:
        """Return whether somebody has judged or marked it, and it is what they read."""
        return bool(self.verdicts or self.state != ReviewState.DRAFT) and not self.changed

    @property
    def waits_for_expert(self) -> bool:
        return bool(self.answered or self.changed)

    @property
    def verdict(self) -> Any:
        """Return (label, look, icon) of the weightiest note, or None."""
        found = next((one for one in _ORDER if one in self.verdicts), None)
        return found and (VERDICTS[found].partition(" ")[0], *LOOKS[found])


@dataclass(frozen=True)
class ReviewQuery:
    """How a list is narrowed: `pillar` (slug), `kind` (key), `shown` (a value of SHOWN)."""

    pillar: str = ""
    kind: str = ""
    shown: str = ""

    @classmethod
    def of(cls, plan: Plan, query: QueryDict) -> "ReviewQuery":
        """Return it from the query of an address; what is not there is as if it were not asked."""
        slugs = {pillar.slug for pillar in plan.pillars.all()} | {SHARED.slug}
        pillar, kind, shown = (query.get(name, "") for name in ("pilar", "jenis", "tampil"))
        return cls(
            pillar if pillar in slugs else "",
            kind if kind in CARD_MODELS else "",
            shown if shown in dict(SHOWN) else "",
        )

    def query(self, **other: str) -> str:
        """Return `?pilar=…&jenis=…`, or "" where nothing is asked; `other` values take the place of these."""
        values = {"pilar": self.pillar, "jenis": self.kind, "tampil": self.shown} | other
        given = {name: value for name, value in values.items() if value}
        return f"?{urlencode(given)}" if given else ""

    def takes(self, item: ReviewQueueRow) -> bool:
        """Whether the pillar and the kind of `item` are those that are asked for."""
        card = item.card
        return self.pillar in ("", card.pillar.slug) and self.kind in ("", card.KIND)

    def shows(self, item: ReviewQueueRow) -> bool:
        """Whether `item` is in the list at all."""
        if self.shown == "jawaban":
            return item.waits_for_expert
        if self.shown == "wajib":
            return item.musts > 0
        return self.shown == "semua" or not item.is_read


@dataclass(frozen=True)
class Queue:
    """The cards that `asked` takes, in the order of reading; `items` are those that it shows."""

    asked: ReviewQuery
    all: list
    items: list

    @property
    def read(self) -> int:
        return sum(item.is_read for item in self.all)

    def place(self, ref: str) -> tuple[int, int] | None:
        """Return (how many-eth, of how many) for a card of the list; None for another one."""
        at = self._at(ref)
        return None if at is None else (at + 1, len(self.all))

    def around(self, ref: str) -> tuple[ReviewQueueRow | None, ReviewQueueRow | None, ReviewQueueRow | None]:
        """Return (the card before, the card after, the next one that nobody has read): items or None."""
        at = self._at(ref)
        if at is None:
            return None, None, next((item for item in self.all if not item.is_read), None)
        order = self.all[at + 1 :] + self.all[:at]
        unread = next((item for item in order if not item.is_read), None)
        return (
            self.all[at - 1] if at else None,
            self.all[at + 1] if at + 1 < len(self.all) else None,
            unread,
        )

    def _at(self, ref):
        return next((at for at, item in enumerate(self.all) if item.ref == ref), None)


def read_queue(plan: Plan, asked: ReviewQuery) -> Queue:
    """Return the Queue of a plan, in a bounded number of queries; kept for a moment, since every ring asks for it."""
    everything = cached_response(("review", plan.pk, plan.head), lambda: items_of(plan))
    taken = [item for item in everything if asked.takes(item)]
    return Queue(asked, taken, [item for item in taken if asked.shows(item)])


def items_of(plan: Plan) -> list[ReviewQueueRow]:
    """Return [Item] of every live card: pillar after pillar down their chains, then the cards of the other kinds."""
    chains = chains_of(plan)
    pillars = {pillar.pk: pillar for pillar in plan.pillars.all()}
    cards = [link.entry for pk in pillars for link in (chains[pk].all_links() if pk in chains else ())]
    for kind in CARD_MODELS.keys() - CHAIN_MODELS.keys():
        cards += entries(plan, kind)
    for card in cards:
        if getattr(card, "pillar_id", None) in pillars:
            card.pillar = pillars[card.pillar_id]
    order = list(CARD_MODELS)
    places = {code: at for at, code in enumerate([*(pillar.code for pillar in pillars.values()), SHARED.code])}
    cards.sort(key=lambda card: (places[card.pillar.code], card.KIND not in CHAIN_MODELS, _kind_order(order, card)))
    found = {card.ref: ReviewQueueRow(card) for card in cards}
    _add_states(plan, found)
    _add_notes(plan, found)
    return list(found.values())


def _kind_order(order, card):
    # what hangs in a chain keeps the order of the chain
    return -1 if card.KIND in CHAIN_MODELS else order.index(card.KIND)


def _add_states(plan, found):
    since = {}
    for subject, row in states_of(plan).items():
        if subject in found and row.state != ReviewState.DRAFT:
            item = found[subject]
            item.state = row.state
            if item.card.version > row.reviewed_at_number:
                since[subject] = row.reviewed_at_number
    for ref in net_changes(plan, since):
        found[ref].changed = True


def _add_notes(plan, found):
    rows = ReviewNote.objects.filter(plan=plan).order_by("number").values_list("subject", "verdict", "state")
    rows = [row for row in rows if not is_chapter(row[0])]
    elsewhere = {subject for subject, *_ in rows if subject not in found}
    homes = {subject: card.ref for subject, card in cards_of(plan, elsewhere).items()}
    for subject, verdict, state in rows:
        item = found.get(homes.get(subject, subject))
        if item is None:
            continue
        item.verdicts.append(verdict)
        item.musts += verdict == ReviewNote.MUST and state != ReviewNote.DONE
        item.answered += state == ReviewNote.ANSWERED


@dataclass
class Share:
    """How far one pillar or kind is read: a row of the overview. `query` leads to its list."""

    key: str
    label: str
    code: str = ""
    read: int = 0
    total: int = 0
    musts: int = 0
    waiting: int = 0
    approved: int = 0
    query: str = ""

    def add(self, item: ReviewQueueRow) -> None:
        self.read += item.is_read
        self.total += 1
        self.musts += item.musts
        self.waiting += item.waits_for_expert
        self.approved += item.state == ReviewState.APPROVED and not item.changed


def shares(plan: Plan, everything: list[ReviewQueueRow]) -> tuple[list[Share], list[Share]]:
    """Return ([Share] by pillar, [Share] by kind) of all cards; a place without a card is there too."""
    pillars = {
        pillar.code: Share(pillar.slug, pillar.name_id, pillar.code, query=ReviewQuery(pillar.slug).query())
        for pillar in plan.pillars.all()
    }
    pillars[SHARED.code] = Share(SHARED.slug, SHARED.name_id, query=ReviewQuery(SHARED.slug).query())
    kinds = {kind: Share(kind, KINDS[kind].label_plural, query=ReviewQuery(kind=kind).query()) for kind in CARD_MODELS}
    for item in everything:
        pillars[item.card.pillar.code].add(item)
        kinds[item.card.KIND].add(item)
    return list(pillars.values()), [share for share in kinds.values() if share.total]
