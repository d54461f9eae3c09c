"""Which cards may be the same thing: proposed by their likeness, unless somebody has said that they are not."""

from dataclasses import dataclass
from typing import Any

from pillars.cards.values import CHAIN_MODELS, NAME_FIELD, title_of
from pillars.likeness import alike
from pillars.models import Different
from pillars.models.chain import Entry, Pillar, Problem, Shared
from workshops.plans.models import Plan
from workshops.response_cache import cached_response

#: So many pairs are proposed at once; who has worked through them sees the next.
MOST = 20


@dataclass(frozen=True)
class Pair:
    """Two live cards of one kind that read alike; `differ`: somebody has said that they are two things."""

    one: Problem
    other: Problem
    likeness: float = 0.0
    differ: bool = False

    @property
    def across(self) -> bool:
        return self.one.pillar_id != self.other.pillar_id


def proposed(plan: Plan, pillar: Pillar | Shared | None = None) -> list[Pair]:
    """Return [Pair] of a plan that touch `pillar` (all without one), the most alike first; the group's own card stands
    first.

    Those said to be different are among them, with `differ`.
    """
    found = cached_response(("look-alikes", plan.pk, plan.head), lambda: _look_alikes(plan))
    pairs = [pair for pair in found if pillar is None or pillar.pk in (pair.one.pillar_id, pair.other.pillar_id)]
    return [_own_first(pair, pillar) for pair in pairs]


def partners(plan: Plan, entry: Entry) -> tuple[list[Any], list[Problem]]:
    """Return (cards that may be the same as `entry`, the most alike first.

    All others of its kind, its own group's first).
    """
    rows = list(_live(plan, entry.KIND))
    sentences = {row.ref: title_of(row) for row in rows}
    near = {}
    for _, one, other in alike(sentences, least=0.2):
        if entry.ref in (one, other):
            near[other if one == entry.ref else one] = len(near)
    others = [row for row in rows if row.ref != entry.ref]
    close = sorted((row for row in others if row.ref in near), key=lambda row: near[row.ref])[:5]
    rest = [row for row in others if row not in close]
    return close, sorted(rest, key=lambda row: row.pillar_id != entry.pillar_id)


def _look_alikes(plan):
    differ = {row.refs for row in Different.objects.filter(plan=plan)}
    found = []
    for kind in CHAIN_MODELS:
        rows = {row.ref: row for row in _live(plan, kind)}
        for likeness, one, other in alike({ref: title_of(row) for ref, row in rows.items()}):
            first, second = sorted((rows[one], rows[other]), key=lambda row: row.number)
            found.append(Pair(first, second, likeness, (first.ref, second.ref) in differ))
    return sorted(found, key=lambda pair: -pair.likeness)


def _live(plan, kind):
    rows = CHAIN_MODELS[kind].objects.filter(plan=plan, deleted_in=None).select_related("pillar")
    return rows.only("plan", "number", "code", "position", "pillar", NAME_FIELD[kind]).order_by("pillar", "position")


def _own_first(pair, pillar):
    if pillar is not None and pair.one.pillar_id != pillar.pk:
        return Pair(pair.other, pair.one, pair.likeness, pair.differ)
    return pair
