"""What others did to a card since event N, and who has it open now."""

from dataclasses import dataclass
from typing import Any

from pillars.cards.display import people_of
from pillars.cards.presence import openers_of
from pillars.cards.queries import find_entry
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.live.models import Event
from workshops.plans.models import Plan


@dataclass(frozen=True)
class ConcurrentEdits:
    """`rows` [(field, name, moment)] last changes per field; `deleted_by` (name, moment); `here` [(name, since)]."""

    rows: list
    is_gone: bool
    deleted_by: tuple | None
    here: list


def edits_since(plan: Plan, entry: Entry, number: int, me: str) -> ConcurrentEdits:
    """Return what everybody but `me` (a membership key) changed on `entry` after event `number`."""
    events = Event.objects.filter(
        plan=plan, number__gt=number, number__lte=plan.head, refs__contains=[entry.ref]
    ).exclude(actor=me)
    last = {key: event for event in events.order_by("number") for key in event.changes.get(entry.ref, {})}
    people = people_of(plan, [event.actor for event in last.values()])
    said = {key: (people[event.actor].name, event.at) for key, event in last.items()}
    rows = [(described, *said[described.key]) for described in KINDS[entry.KIND].fields if described.key in said]
    is_gone = find_entry(plan, entry.ref) is None
    return ConcurrentEdits(rows, is_gone, said.get("deleted"), other_editors(plan, entry.ref, me))


def other_editors(plan: Plan, ref: str, me: str) -> list[Any]:
    """Return [(name, since)] of others whose phone has this card open."""
    found = openers_of(plan, ref, me)
    people = people_of(plan, [key for key, _ in found]) if found else {}
    return [(people[key].name, since) for key, since in found]
