"""Irisan as a group sees them: offered to it, offered by it, owned with others. Every query starts from a plan."""

from dataclasses import dataclass, field

from django.db.models import Q

from pillars.cards.display import people_of
from pillars.cards.queries import entries_by_ref
from pillars.cards.values import title_of
from pillars.likeness import alike
from pillars.models import Overlap, Programme, Target
from pillars.models.chain import Entry
from pillars.overlap.forms import OverlapAnswerForm
from workshops.plans.models import Plan
from workshops.response_cache import cached_response

#: A card of another group that reads so alike is a reason to offer.
NEAR = 0.3


@dataclass(frozen=True)
class OverlapOffer:
    """One irisan with its card. `side`: code of the group that offered; `author`, `replier`: names."""

    row: Overlap
    card: Entry
    side: str
    author: str
    replier: str = ""

    @property
    def title(self) -> str:
        return title_of(self.card)

    @property
    def form(self) -> OverlapAnswerForm:
        """Return the form to answer it, with the answer that was given."""
        return OverlapAnswerForm(self.row)


@dataclass
class Overlaps:
    """What concerns one group: `to_us` waits for it, `answered` does not, `by_us` it offered, `shared` it owns."""

    to_us: list = field(default_factory=list)
    answered: list = field(default_factory=list)
    by_us: list = field(default_factory=list)
    shared: list = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return sum(offer.row.waits for offer in self.to_us)


def overlaps_of(plan: Plan, code: str) -> Overlaps:
    """Return the Overlaps of the group with `code`.

    What was withdrawn, or whose card is in the bin, is not among them.
    """
    found = Overlaps()
    for offer in _offers(plan, Overlap.objects.filter(plan=plan).exclude(state=Overlap.WITHDRAWN)):
        ours = code in (offer.card.pillar.code, offer.row.pillar)
        if not ours:
            continue
        if offer.row.state == Overlap.ACCEPTED:
            found.shared.append(offer)
        if offer.row.asked == code:
            (found.to_us if offer.row.waits else found.answered).append(offer)
        elif offer.side == code:
            found.by_us.append(offer)
    return found


def overlaps_of_card(plan: Plan, entry: Entry) -> list[OverlapOffer]:
    """Return [Offer] of one card, those withdrawn left out."""
    if entry.ref not in cached_response(("offered", plan.pk, plan.rights_head), lambda: _offered(plan)):
        return []
    return _offers(plan, Overlap.objects.filter(plan=plan, card=entry.ref).exclude(state=Overlap.WITHDRAWN))


def _offered(plan):
    """The refs of all cards that were ever offered."""
    return frozenset(Overlap.objects.filter(plan=plan).values_list("card", flat=True))


def waiting_for(plan: Plan, code: str) -> tuple[int, int]:
    """Return (how many offers the group with `code` has not decided, how many cards of other groups it owns too).

    One query where there is nothing, one more for each kind of card.
    """
    rows = cached_response(("offers", plan.pk, code, plan.rights_head), lambda: _open_offers(plan, code))
    live = entries_by_ref(plan, {row.card for row in rows})
    # a card that came to the group by a merge is its own now
    rows = [row for row in rows if row.card in live and live[row.card].pillar.code != row.pillar]
    waiting = sum(row.asked == code and row.waits for row in rows)
    return waiting, sum(row.pillar == code and row.state == Overlap.ACCEPTED for row in rows)


def _open_offers(plan, code):
    states = (Overlap.OFFERED, Overlap.ANSWERED, Overlap.ACCEPTED)
    return list(Overlap.objects.filter(Q(asked=code) | Q(pillar=code), plan=plan, state__in=states))


def _offers(plan, rows):
    rows = list(rows.order_by("-version"))
    cards = entries_by_ref(plan, {row.card for row in rows})
    people = people_of(plan, [key for row in rows for key in (row.offered_by, row.answered_by) if key]) if rows else {}
    return [
        OverlapOffer(
            row,
            card,
            row.side_of(card),
            people[row.offered_by].name,
            people[row.answered_by].name if row.answered_by else "",
        )
        for row in rows
        if (card := cards.get(row.card)) and card.pillar.code != row.pillar
    ]


def reasons(plan: Plan, entry: Target) -> dict[str, str]:
    """Return {code of a group: why it may be touched}: a card that reads alike, or the same office in the lead."""
    rows = {
        row.ref: row
        for model in (Target, Programme)
        for row in model.objects.filter(plan=plan, deleted_in=None).select_related("pillar")
    }
    found = {}
    office = getattr(entry, "lead_opd", None)
    for row in rows.values():
        if office and row.KIND == "program" and row.lead_opd_id == office.pk:
            found.setdefault(row.pillar.code, f"{office.short or office.name} juga memimpin {row.code}")
    pairs = alike({ref: title_of(row) for ref, row in rows.items()}, least=NEAR)
    for _, one, other in reversed(pairs):
        if entry.ref in (one, other):
            near = rows[other if one == entry.ref else one]
            found[near.pillar.code] = f"{near.code} kalimatnya mirip"
    found.pop(entry.pillar.code, None)
    return found
