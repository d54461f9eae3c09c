"""What is known of a choosing, and to whom: cards, who may score, how many have, one's own, and the shown results."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q

from pillars.cards.values import CHAIN_MODELS, title_of
from pillars.kinds import KINDS
from pillars.models import Choosing, Score
from pillars.models.chain import Problem
from pillars.prioritisation.results import Ranked, counted, ranked
from workshops.agenda.room_state import ShownStep
from workshops.membership.models import Group, Participant
from workshops.plans.compiled import Compiled
from workshops.plans.models import Plan
from workshops.response_cache import cached_response


class ScoresSecret(Exception):
    """The scores of this choosing are secret."""


def name_of(choosing: Choosing) -> str:
    """Return `nilai masalah (USG)`, `titik program`: what it is, inside a sentence."""
    kind = KINDS[choosing.kind].label.lower()
    return f"nilai {kind} (USG)" if choosing.way == Choosing.USG else f"titik {kind}"


def present(plan: Plan, pillar: str) -> Choosing | None:
    """Return the open choosing of the pillar with code `pillar`, or None."""
    row = _opened.first(plan=plan.pk, pillar=pillar) if plan.counters.get("pilihan") else None
    if row:
        row.plan = plan
    return row


_opened = Compiled(
    lambda plan, pillar: (
        Choosing.objects.filter(plan=plan, pillar__code=pillar, state=Choosing.OPEN).select_related("pillar").order_by()
    ),
    plan=int,
    pillar=str,
)


def cards_of(choosing: Choosing) -> list[Problem]:
    """Return the live cards that can be scored in it now, in the order of the board."""
    rows = CHAIN_MODELS[choosing.kind].objects.filter(plan=choosing.plan_id, pillar=choosing.pillar_id, deleted_in=None)
    cards = list(rows.order_by("position", "number"))
    return [card for card in cards if not choosing.only or card.ref in choosing.only]


def voters(plan: Plan, pillar: str) -> dict[str, str]:
    """Return {membership key: key of the person} of who belongs to the group of `pillar` (code): theirs are the scores
    that count, each once, however many records they have. While the tables stand in another formation, the group is
    who will sit in it again.
    """
    away = ~Q(group__formation=Group.PILAR) & Q(places__formation=Group.PILAR, places__group__pillar_code=pillar)
    seated = plan.participants.filter(Q(group__pillar_code=pillar) | away, removed_at=None)
    rows = seated.values_list("number", "merged_into__number").distinct()
    return {f"p{number}": f"p{first or number}" for number, first in rows}


@dataclass(frozen=True)
class Count:
    """How many of the `members` of a group have scored: `people` something, `by_card` {ref: people}. No scores."""

    members: int
    people: int
    by_card: dict

    def of(self, ref: str) -> int:
        return self.by_card.get(ref, 0)


def count_of(choosing: Choosing, pillar: str) -> Count:
    """Return how many have scored; `pillar` is the code of the group."""
    persons, by_card = voters(choosing.plan, pillar), {}
    live = {card.ref for card in cards_of(choosing)}
    given = Score.objects.filter(choosing=choosing, member__in=persons).values_list("member", "ref")
    scored = {(persons[member], ref) for member, ref in given if ref in live}
    for _, ref in scored:
        by_card[ref] = by_card.get(ref, 0) + 1
    return Count(len(set(persons.values())), len({person for person, _ in scored}), by_card)


def own_scores(choosing: Choosing, key: str) -> dict[str, Score]:
    """Return {ref: Score} of one person, under whichever of their records they gave them."""
    if not key.startswith("p"):
        return {}
    number = int(key[1:])
    me = Participant.objects.filter(plan=choosing.plan_id, number=number).values_list("number", "merged_into__number")
    first = next((first or own for own, first in me), number)
    records = Participant.objects.filter(plan=choosing.plan_id).filter(Q(number=first) | Q(merged_into__number=first))
    persons = {f"p{number}": key for number in records.values_list("number", flat=True)}
    return {score.ref: score for score in _that_count(choosing, persons)}


def _that_count(choosing, persons):
    """The scores of `persons` {key of a record: key of the person}; of two of one person the later counts.

    Dots are one gift: there the record that gave last counts as a whole.
    """
    latest, last = {}, {}
    for score in Score.objects.filter(choosing=choosing, member__in=persons).order_by("at", "id"):
        latest[persons[score.member], score.ref] = score
        last[persons[score.member]] = score.member
    whole_gift = choosing.way == Choosing.DOTS
    return [one for (person, _), one in latest.items() if not whole_gift or one.member == last[person]]


def tally(choosing: Choosing, persons: dict[str, str]) -> dict[str, Any]:
    """Return what is written when it is shown: {"members", "people", "cards"}. `persons` as `voters` gives them.

    Cards that lie in the bin are counted too, so that one that comes back has its result.
    """
    rows = _that_count(choosing, persons)
    cards = counted((row.ref, row.urgency, row.seriousness, row.growth, row.dots) for row in rows)
    live = {card.ref for card in cards_of(choosing)}
    for ref in cards.keys() - live:
        cards[ref]["bin"] = True
    people = {persons[row.member] for row in rows}
    return {"members": len(set(persons.values())), "people": len(people), "cards": cards}


def results_of(choosing: Choosing) -> dict[str, Any]:
    """Return what was written when it was shown. Raises ScoresSecret before that, for whoever asks."""
    if not choosing.is_revealed:
        raise ScoresSecret
    return choosing.results or tally(choosing, voters(choosing.plan, choosing.pillar.code))


def places_of(choosing: Choosing) -> list[Ranked]:
    """Return [Ranked] of all cards of a shown choosing, also those in the bin: places stay as they were shown."""
    cards = results_of(choosing)["cards"]
    return ranked(cards, sorted(cards, key=lambda ref: int(ref.rpartition("-")[2])))


@dataclass(frozen=True)
class ResultRow:
    """A card on the page of results; `ranked` None where nobody scored it."""

    ref: str
    code: str
    title: str
    ranked: Ranked | None


@dataclass(frozen=True)
class PrioritisationResult:
    """The page of results. `lines` best first, then the unscored; `gone`: scored cards that are deleted now."""

    choosing: Choosing
    lines: list
    people: int
    members: int
    gone: int

    @cached_property
    def scored(self) -> list[ResultRow]:
        return [line for line in self.lines if line.ranked]

    @cached_property
    def unscored(self) -> list[ResultRow]:
        return [line for line in self.lines if not line.ranked]


def read_result(choosing: Choosing) -> PrioritisationResult:
    """Return the results with the cards as they are called now. Raises ScoresSecret."""
    told = results_of(choosing)
    rows = CHAIN_MODELS[choosing.kind].objects.filter(plan=choosing.plan_id, pillar=choosing.pillar_id, deleted_in=None)
    cards = {card.ref: card for card in rows.order_by("position", "number")}
    places = places_of(choosing)
    lines = [_line(cards[one.ref], one) for one in places if one.ref in cards]
    known = {one.ref for one in places}
    lines += [_line(card, None) for ref, card in cards.items() if ref not in known]
    return PrioritisationResult(
        choosing, lines, told["people"], told["members"], sum(ref not in cards for ref in known)
    )


def _line(card, place):
    return ResultRow(card.ref, card.code, title_of(card), place)


@dataclass(frozen=True)
class BoardScores:
    """What a board says of choosing: the `open` one with its `count`, the `shown` ones, and {ref: words} on cards."""

    open: Choosing | None = None
    count: Count | None = None
    shown: tuple = ()
    marks: dict = field(default_factory=dict)


def board_scores(plan: Plan, pillar: str) -> BoardScores:
    """Return the BoardScores of the pillar with code `pillar`, kept until the next event."""
    if not plan.counters.get("pilihan"):
        return BoardScores()
    return cached_response(("choosing", plan.pk, pillar, plan.head), lambda: _asked(plan, pillar))


def _asked(plan, pillar):
    rows = list(
        Choosing.objects.filter(plan=plan, pillar__code=pillar)
        .exclude(state=Choosing.CLOSED)
        .select_related("pillar")
        .order_by("number")
    )
    for row in rows:
        row.plan = plan
    opened = next((row for row in rows if row.is_open), None)
    shown = tuple(row for row in rows if not row.is_open)
    marks = {}
    for row in shown:
        # once its numbers stand in the fields of the cards, they say it themselves
        if not (row.applied and row.way == Choosing.USG and row.kind == "masalah"):
            marks |= {one.ref: _mark(row, one) for one in places_of(row)}
    return BoardScores(opened, opened and count_of(opened, pillar), shown, marks)


def _mark(choosing, one):
    what = f"{one.total} titik" if choosing.way == Choosing.DOTS else f"Nilai {one.total}"
    return f"{what}, ke-{one.place}"


def led_by(shown: ShownStep | None) -> tuple[str, str] | None:
    """Return (kind, way) that the step `shown` (a `ShownStep` or None) asks a group to choose in, or None."""
    for fill in shown.step.fills if shown else ():
        if fill.get("kind") not in CHAIN_MODELS:
            continue
        if shown.step.type == "scoring" or "urgency" in fill.get("fields", ()):
            return fill["kind"], Choosing.USG
        if shown.step.type == "voting":
            return fill["kind"], Choosing.DOTS
    return None
