"""What lies in the bin of a pillar, gathered as it was put there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pillars.cards.display import Person, joined, people_of
from pillars.cards.merged import merge_of
from pillars.cards.queries import comes_back, deleted_ancestor, entries, find_entry, parents_of
from pillars.cards.values import CARD_MODELS
from pillars.kinds import KINDS
from pillars.models import SHARED
from pillars.models.chain import Entry, Pillar, Shared
from workshops.live.models import Event
from workshops.plans.models import Plan


@dataclass
class Lot:
    """A card in the bin with what went along. `along` {kind label: how many}; `parents` where it hung.

    merged  where it lies there because it is part of another card now, and comes back by parting the two.
    """

    entry: Entry
    by: Person | None
    at: datetime
    along: dict = field(default_factory=dict)
    parents: tuple = ()
    parents_gone: tuple = ()
    merged: Any = None

    @property
    def along_words(self) -> str:
        return joined([f"{count} {label}" for label, count in self.along.items()])


def lots(plan: Plan, pillar: Pillar | Shared) -> list[Lot]:
    """Return the lots of one pillar, newest first: one per event that deleted something."""
    kinds = [kind for kind, model in CARD_MODELS.items() if bool(model.HOME) != (pillar is SHARED)]
    rows = [row for kind in kinds for row in _of(entries(plan, kind, deleted=True), CARD_MODELS[kind].HOME, pillar)]
    events = {event.number: event for event in Event.objects.filter(plan=plan, number__in={r.deleted_in for r in rows})}
    people = people_of(plan, [event.actor for event in events.values()])
    together = {}
    for row in rows:
        together.setdefault(row.deleted_in, []).append(row)
    found = [_lot(events.get(number), members, people) for number, members in together.items()]
    return sorted(found, key=lambda lot: -lot.entry.deleted_in)


def _of(rows, home, pillar):
    return rows if pillar is SHARED else rows.filter(**{home: pillar})


def _lot(event, members, people):
    head = next((row for row in members if event and row.ref == event.refs[0]), members[0])
    lot = Lot(head, event and people[event.actor], head.deleted_at)
    for row in members:
        if row is not head:
            label = KINDS[row.KIND].label.lower()
            lot.along[label] = lot.along.get(label, 0) + 1
    parents = parents_of(head) if head.KIND != "masalah" else []
    lot.parents = tuple(parents)
    lot.parents_gone = () if head.merged_into else tuple(deleted_ancestor(head))
    lot.merged = merge_of(head.plan, head)
    return lot


@dataclass(frozen=True)
class Deletion:
    """Who put a card into the bin and when. `above`: the card that was deleted, where this one only went along."""

    by: str
    at: datetime | None
    by_me: bool = False
    above: Entry | None = None


def deletion(plan: Plan, entry: Entry, me: str = "") -> Deletion:
    """Return the Deletion of an entry in the bin; `me` is the membership key of whoever asks."""
    event = Event.objects.filter(plan=plan, number=entry.deleted_in).first()
    if event is None:
        return Deletion("Seseorang", entry.deleted_at)
    above = find_entry(plan, event.refs[0], with_deleted=True) if event.refs[0] != entry.ref else None
    return Deletion(people_of(plan, [event.actor])[event.actor].name, event.at, event.actor == me, above)


def along(entry: Entry) -> str:
    """Return what comes back with an entry in words: `sasaran GOV-S1 dan 2 program`; "" for nothing."""
    found = {}
    for row in comes_back(entry):
        if row.pk != entry.pk or row.KIND != entry.KIND:
            found.setdefault(row.KIND, []).append(row.code)
    labels = {kind: KINDS[kind].label.lower() for kind in CARD_MODELS}
    kinds = [kind for kind in CARD_MODELS if kind in found]
    return joined(
        [f"{labels[k]} {found[k][0]}" if len(found[k]) == 1 else f"{len(found[k])} {labels[k]}" for k in kinds]
    )


def unseen(plan: Plan, entry: Entry, events: Iterable[Event]) -> list[tuple[str, str, datetime]]:
    """Return [(name, what they did, moment)] of what others did to a card, and to those below it, meanwhile."""
    people = people_of(plan, [event.actor for event in events])
    return [(people[event.actor].name, _deed(plan, entry, event), event.at) for event in events]


def _deed(plan, entry, event):
    ref = entry.ref if entry.ref in event.changes else event.refs[0]
    kind = KINDS[ref.partition("-")[0]]
    card = find_entry(plan, ref, with_deleted=True)
    named = "kartu ini" if ref == entry.ref else f"{kind.label.lower()} {card.code if card else ''}".strip()
    if event.verb in ("entry.added", "entry.restored", "entry.moved"):
        verb = {"entry.added": "menambah", "entry.restored": "mengembalikan", "entry.moved": "memindahkan"}[event.verb]
        return f"{verb} {named}"
    labels = [kind.field(key).label for key in event.changes.get(ref, {}) if key in kind.keys]
    return f"mengubah {joined(labels)} pada {named}" if labels else f"mengubah {named}"
