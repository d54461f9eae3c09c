"""What lies in the bin of a pillar, gathered as it was put there."""

from dataclasses import dataclass, field
from datetime import datetime

from pillars.chain.kinship import parents_of
from pillars.chain.reading import entries
from pillars.chain.showing import Person, joined, people_of
from pillars.chain.values import MODELS
from pillars.kinds import KINDS
from workshops.live.models import Event


@dataclass
class Lot:
    """A card in the bin with what went along. `along` {kind label: how many}; `parents` where it hung."""

    entry: object
    by: Person | None
    at: datetime
    along: dict = field(default_factory=dict)
    parents: tuple = ()
    parents_gone: tuple = ()

    @property
    def along_words(self):
        return joined([f"{count} {label}" for label, count in self.along.items()])


def lots(plan, pillar):
    """The lots of one pillar, newest first: one per event that deleted something."""
    rows = [row for kind in MODELS for row in entries(plan, kind, deleted=True).filter(pillar=pillar)]
    events = {event.number: event for event in Event.objects.filter(plan=plan, number__in={r.deleted_in for r in rows})}
    people = people_of(plan, [event.actor for event in events.values()])
    together = {}
    for row in rows:
        together.setdefault(row.deleted_in, []).append(row)
    found = [_lot(events.get(number), members, people) for number, members in together.items()]
    return sorted(found, key=lambda lot: -lot.entry.deleted_in)


def _lot(event, members, people):
    head = next((row for row in members if event and row.ref == event.refs[0]), members[0])
    lot = Lot(head, event and people[event.actor], head.deleted_at)
    for row in members:
        if row is not head:
            label = KINDS[row.KIND].label.lower()
            lot.along[label] = lot.along.get(label, 0) + 1
    parents = parents_of(head) if head.KIND != "masalah" else []
    lot.parents = tuple(parents)
    lot.parents_gone = tuple(parent for parent in parents if parent.is_deleted)
    return lot
