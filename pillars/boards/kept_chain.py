"""The chain of a pillar as boards show it, read once in this process: after a save only its card is read again.

What the journal tells of since then says exactly what is old; unlike other answers that are kept nothing here is old by
a moment. Whatever is not the text of a card of this chain reads all of it again.
"""

from typing import Any

from pillars.boards.changes import CONTENT
from pillars.cards.changes import BESIDE, NOTHING, RENAMING, events_since
from pillars.cards.queries import PillarChain, chain_rows, chained, hang, reread
from pillars.cards.values import CHAIN_MODELS, PARENT_FIELD, SCORED
from pillars.models import Pillar
from workshops.answers import FullPageNeeded
from workshops.live.actions.plan_write import OF_CARDS
from workshops.live.models import Event
from workshops.plans.models import Plan
from workshops.response_cache import keep, kept

type Rows = dict[str, list[Any]]

_TIES = SCORED | set(PARENT_FIELD.values())


def kept_chain(plan: Plan, pillar: Pillar) -> PillarChain:
    """Return the live chain of `pillar`, as it is at `plan.head` or a moment later. Its rows are not to be changed."""
    rows = _caught_up(plan, pillar, pillar.code)
    if rows is None:
        rows = chain_rows(plan, pillar)
        keep(_key(plan, pillar), (plan.head, rows))
    return chained(rows).get(pillar.pk, PillarChain())


def kept_chains(plan: Plan, pillars: list[Pillar]) -> dict[int, PillarChain]:
    """Return the same for all `pillars` of a plan, by their id."""
    found = {pillar.pk: _caught_up(plan, pillar) for pillar in pillars}
    if None in found.values():
        every = chain_rows(plan)
        for pillar in pillars:
            found[pillar.pk] = {
                kind: [row for row in rows if row.pillar_id == pillar.pk] for kind, rows in every.items()
            }
            keep(_key(plan, pillar), (plan.head, found[pillar.pk]))
    return {pk: chained(rows).get(pk, PillarChain()) for pk, rows in found.items() if rows}


def _key(plan, pillar):
    return "chain rows", plan.pk, pillar.pk


def _caught_up(plan: Plan, pillar: Pillar, of: str | None = None) -> Rows | None:
    """The rows that are kept, with the cards that were saved since as they are now; None where all has to be read.

    of  the pillar whose events are asked for, None for those of all, which other pillars ask for as well
    """
    head, rows = kept(_key(plan, pillar)) or (0, None)
    if rows is None or head >= plan.head:
        return rows
    try:
        refs = {ref for event in events_since(plan, head, of) if _is_of(event, pillar) for ref in _saved_in(event)}
    except (FullPageNeeded, ValueError):
        return None
    fresh = {ref: reread(plan, ref) for ref in refs}
    known = {row.ref for some in rows.values() for row in some}
    if not refs <= known or any(row is None or row.pillar_id != pillar.pk for row in fresh.values()):
        return None
    rows = {kind: [_beside(row, fresh.get(row.ref)) for row in some] for kind, some in rows.items()}
    keep(_key(plan, pillar), (plan.head, rows))
    return rows


def _is_of(event, pillar):
    return event.pillar in (pillar.code, "") or not event.verb.startswith(OF_CARDS)


def _saved_in(event: Event) -> list[str]:
    """The cards whose text an event changed. Raises ValueError where it may have changed more of the chain."""
    if event.verb in NOTHING or (event.verb.startswith(BESIDE) and event.verb not in RENAMING):
        return []
    changed = {key for fields in event.changes.values() for key in fields}
    kinds = {ref.partition("-")[0] for ref in event.refs}
    if event.verb not in CONTENT or not kinds <= CHAIN_MODELS.keys() or changed & _TIES:
        raise ValueError(event.verb)
    return event.refs


def _beside(row, fresh):
    """`fresh`, with the answers of the row that it follows; the row where it is as it was."""
    if fresh is None:
        return row
    if row.KIND == "sasaran":
        hang(fresh, list(row.answers.all()))
    return fresh
