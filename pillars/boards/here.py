"""Who is in the room: the people of each group, and which of them have a page open right now."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from workshops.live.models import Presence

#: Seconds after which a phone that has not reported is no longer counted; phones report every 30 s.
STILL_HERE = 75


@dataclass(frozen=True)
class Seats:
    """One group: how many joined, and the names of those whose page is open."""

    joined: int = 0
    present: tuple[str, ...] = ()


@dataclass(frozen=True)
class Room:
    """`names`: {membership key: name}, people who have left included; `groups`: {pillar code: [(key, name)]} of
    those who joined; `here`: the keys of those whose page is open.
    """

    names: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    here: frozenset = frozenset()

    def seats(self, code, reader=""):
        """The group of `code`. `reader`: who asks now, and is here before the phone has said so."""
        people = self.groups.get(code, ())
        return Seats(len(people), tuple(name for key, name in people if key in self.here or key == reader))

    def name(self, key):
        """The name behind a membership key, as short as a card can show it."""
        return self.names.get(key, "seseorang")


def room_of(plan):
    """The room of `plan` in three queries."""
    people = list(plan.participants.values_list("number", "name", "group__pillar_code", "removed_at"))
    staff = plan.staff_roles.values_list("account_id", "account__name")
    since = timezone.now() - timedelta(seconds=STILL_HERE)
    here = frozenset(Presence.objects.filter(plan=plan, seen_at__gte=since).values_list("member", flat=True))
    names = {"sistem": "Rembuk"} | {f"a{pk}": name for pk, name in staff}
    groups = {}
    for number, name, code, removed_at in people:
        names[f"p{number}"] = name
        if removed_at is None:
            groups.setdefault(code, []).append((f"p{number}", name))
    return Room(names, groups, here)
