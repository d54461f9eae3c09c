"""Moving a programme in time, and back: ordinary saves of its card, which merge, meet others and are journaled."""

from dataclasses import dataclass

from masterplan.roadmap.move import Horizons, move
from pillars.cards.actions.result import Saved
from pillars.cards.actions.save import save_entry
from pillars.cards.queries import find_entry
from pillars.cards.values import from_base, from_json, values_of
from workshops.live.actions.plan_write import NotFound, existing
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan

KEYS = ("years", "term", "budget_by_year")


@dataclass(frozen=True)
class ProgrammeMoveResult:
    """`saved` of the card; `outside` {year: rupiah} that lies in no year of the programme now."""

    saved: Saved | None
    outside: dict


def move_programme(
    actor: Actor, ref: str, first: int, last: int, *, along: bool, base: int | None, op: str
) -> ProgrammeMoveResult:
    """Let the programme `ref` run from `first` to `last`, as the page of event `base` showed it.

    Years, term and amounts are one save. Returns ProgrammeMoveResult; raises Refused, BadRequest, OpReused,
    NotFound.
    """
    plan = Plan.objects.get(pk=actor.plan_id)
    entry = find_entry(plan, ref, with_deleted=True)
    if entry is None or entry.KIND != "program":
        raise NotFound
    stood = values_of(entry)
    if base is not None and base <= plan.head:
        stood, _ = from_base(plan, entry, stood, base)
    moved = move(stood, first, last, along=along, horizons=Horizons.of(plan))
    return ProgrammeMoveResult(save_entry(actor, ref, moved.values, base=base, op=op), moved.outside)


def undo_move(actor: Actor, ref: str, number: int, *, op: str) -> Saved | None:
    """Put back what event `number` changed of the years and amounts of `ref`, as a new save that merges.

    Returns Saved; raises NotFound where that event is no such change, Refused, BadRequest, OpReused.
    """
    event = existing(moving_event(actor.plan_id, ref, number))
    before = {key: change[0] for key, change in event.changes[ref].items() if key in KEYS}
    return save_entry(actor, ref, from_json("program", before), base=number, op=op)


def moving_event(plan: int | Plan, ref: str, number: int) -> Event | None:
    """Return the event `number` of the plan, if it changed years, term or amounts of `ref`; else None."""
    event = Event.objects.filter(plan=plan, number=number, refs__contains=[ref]).first()
    return event if event and set(KEYS) & set(event.changes.get(ref, ())) else None
