"""What others did to a card since event N, and who has it open now."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from pillars.boards.here import STILL_HERE
from pillars.chain.reading import find_entry
from pillars.chain.showing import people_of
from pillars.kinds import KINDS
from workshops.live.models import Event, Presence


@dataclass(frozen=True)
class Meanwhile:
    """`rows` [(field, name, moment)] last changes per field; `deleted_by` (name, moment); `here` names."""

    rows: list
    is_gone: bool
    deleted_by: tuple | None
    here: list


def meanwhile(plan, entry, number, me):
    """What everybody but `me` (a membership key) changed on `entry` after event `number`."""
    events = Event.objects.filter(
        plan=plan, number__gt=number, number__lte=plan.head, refs__contains=[entry.ref]
    ).exclude(actor=me)
    last = {key: event for event in events.order_by("number") for key in event.changes.get(entry.ref, {})}
    people = people_of(plan, [event.actor for event in last.values()])
    said = {key: (people[event.actor].name, event.at) for key, event in last.items()}
    rows = [(described, *said[described.key]) for described in KINDS[entry.KIND].fields if described.key in said]
    is_gone = find_entry(plan, entry.ref) is None
    return Meanwhile(rows, is_gone, said.get("deleted"), also_here(plan, entry.ref, me))


def also_here(plan, ref, me):
    """The names of others whose phone has this card open."""
    since = timezone.now() - timedelta(seconds=STILL_HERE)
    members = Presence.objects.filter(plan=plan, ref=ref, seen_at__gte=since).exclude(member=me)
    keys = list(members.values_list("member", flat=True))
    return [person.name for person in people_of(plan, keys).values()] if keys else []
