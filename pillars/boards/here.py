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
    """`names`: {membership key: name}, people who have left included; `groups`: {pillar code: Seats}."""

    names: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)

    def seats(self, code):
        return self.groups.get(code, Seats())

    def name(self, key):
        """The name behind a membership key, as short as a card can show it."""
        return self.names.get(key, "seseorang")


def room_of(plan, reader=""):
    """The room of `plan` in three queries. `reader`: the key of who opens a page now, here before the phone says so."""
    people = list(plan.participants.values_list("number", "name", "group__pillar_code", "removed_at"))
    staff = plan.staff_roles.values_list("account_id", "account__name")
    since = timezone.now() - timedelta(seconds=STILL_HERE)
    here = set(Presence.objects.filter(plan=plan, seen_at__gte=since).values_list("member", flat=True)) | {reader}
    names = {"sistem": "Rembuk"} | {f"a{pk}": name for pk, name in staff}
    joined, present = {}, {}
    for number, name, code, removed_at in people:
        names[f"p{number}"] = name
        if removed_at is None:
            joined[code] = joined.get(code, 0) + 1
            if f"p{number}" in here:
                present.setdefault(code, []).append(name)
    groups = {code: Seats(count, tuple(present.get(code, ()))) for code, count in joined.items()}
    return Room(names, groups)
