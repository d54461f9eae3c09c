"""Who is in the room: the people of each group, who of them has a page open right now, and who has which card open."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value

from workshops.live.presence import open_places
from workshops.membership.actors import DISPLAY_NAME
from workshops.plans.models import Plan


@dataclass(frozen=True)
class Seats:
    """One group: how many joined, and the names of those whose page is open."""

    joined: int = 0
    present: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opener:
    """Somebody who has the card `ref` of `pillar` (code) open; `since` when the first page that shows it was opened."""

    key: str
    pillar: str
    ref: str
    since: datetime


@dataclass(frozen=True)
class Room:
    """`names`: {membership key: name}, people who have left included; `groups`: {pillar code: [(key, name)]} of
    those who joined; `here`: the keys of those whose page is open; `openers`: who has which card open, the first
    who came first; `records`: {key of a second record: key of the first} of people who joined twice.
    """

    names: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    here: frozenset = frozenset()
    openers: tuple[Opener, ...] = ()
    records: dict = field(default_factory=dict)

    def seats(self, code: str, reader: str = "") -> Seats:
        """Return the group of `code`. `reader`: who asks now, and is here before the phone has said so."""
        people, reader = self.groups.get(code, ()), self.records.get(reader, reader)
        return Seats(len(people), tuple(name for key, name in people if key in self.here or key == reader))

    def name(self, key: str) -> str:
        """Return the name behind a membership key, as short as a card can show it."""
        return self.names.get(key, "seseorang")

    def cards(self, code: str, reader: str = "") -> list[tuple[str, list[Any]]]:
        """Return [(ref, names)] of the cards of the pillar `code` that somebody else than `reader` has open."""
        found = {}
        for opener in self.openers:
            if opener.pillar == code and opener.key != reader:
                found.setdefault(opener.ref, []).append(self.name(opener.key))
        return sorted(found.items())


_NULL = Value(None, output_field=IntegerField())


def room_of(plan: Plan) -> Room:
    """Return the room of `plan` in two queries."""
    return room_with_presence(plan, people_of(plan))


def people_of(plan: Plan) -> Room:
    """Return the room of `plan` without who is here, in one query."""
    joined = plan.participants.order_by().annotate(called=DISPLAY_NAME, first=F("merged_into__number"))
    people: QuerySet[Any, Any] = joined.values_list("number", "called", "group__pillar_code", "removed_at", "first")
    # accounts have no group
    nothing = {"called": F("account__name"), "code": _NULL, "removed": _NULL, "first": _NULL}
    staff = plan.staff_roles.annotate(**nothing).values_list("account_id", *nothing)
    names, groups, records = {"sistem": "Rembuk"}, {}, {}
    for number, name, code, removed_at, first in people.union(staff, all=True).order_by("number"):
        names[f"a{number}" if code is None else f"p{number}"] = name
        if code is None:
            continue
        if first is not None:
            records[f"p{number}"] = f"p{first}"
        elif removed_at is None:
            groups.setdefault(code, []).append((f"p{number}", name))
    return Room(names, groups, records=records)


def room_with_presence(plan: Plan, room: Room) -> Room:
    """Return `room`, whose people may be a moment old, with who is here at this very moment; one query."""
    here: set[str] = set()
    openers: dict[Any, datetime] = {}
    for key, *place, since in open_places(plan):
        here.add(room.records.get(key, key))
        if place[1]:
            openers[key, *place] = min(since, openers.get((key, *place), since))
    found = sorted(
        (Opener(key, pillar, ref, since) for (key, pillar, ref), since in openers.items()), key=lambda one: one.since
    )
    return replace(room, here=frozenset(here), openers=tuple(found))
