"""Who agrees with which statement of the SWOT, and whose voice counts: the people of its author's table.

The table is the one of the component groups for who sat at one, else the group of the person. A statement of staff or
of a file belongs to everybody. A person counts once, however many records they have.
"""

from dataclasses import dataclass

from django.db.models import F

from pillars.models import SwotAgreement
from pillars.models.analysis import SwotItem
from workshops.membership.models import Group
from workshops.people.models import Place
from workshops.plans.models import Plan


@dataclass(frozen=True)
class Voices:
    """`tables` {key of a person: table}; `records` {key of a record: key of the person}; `given` {number of a
    statement: keys of who agrees}.
    """

    tables: dict
    records: dict
    given: dict

    def person(self, key: str) -> str:
        """Return the key of the person behind a membership key."""
        return self.records.get(key, key)

    def of(self, item: SwotItem) -> set[str]:
        """Return the keys of those whose voice counts for a statement."""
        table = self.tables.get(self.person(item.created_by))
        return {key for key, at in self.tables.items() if table is None or at == table}

    def count(self, item: SwotItem) -> tuple[int, int]:
        """Return (how many agree, of how many)."""
        asked = self.of(item)
        return len(asked & self.given.get(item.number, set())), len(asked)

    def agrees(self, item: SwotItem, key: str) -> bool:
        return self.person(key) in self.given.get(item.number, ())

    def may(self, item: SwotItem, key: str) -> bool:
        """Whether the voice of a membership key counts for a statement."""
        return self.person(key) in self.of(item)


def voices_of(plan: Plan) -> Voices:
    """Return the Voices of a plan, in three queries."""
    people = plan.participants.filter(removed_at=None).order_by()
    people = people.annotate(first=F("merged_into__number"))
    rows = people.values_list("number", "first", "group_id", "group__formation")
    held = Place.objects.filter(plan=plan, formation=Group.KOMPONEN)
    at_components = dict(held.values_list("participant__number", "group_id"))
    tables, records = {}, {}
    for number, first, group, formation in rows:
        records[f"p{number}"] = f"p{first or number}"
        if first is None:
            sits = formation == Group.KOMPONEN
            tables[f"p{number}"] = group if sits else at_components.get(number, group)
    given = {}
    for number, member in SwotAgreement.objects.filter(plan=plan).values_list("item__number", "member"):
        given.setdefault(number, set()).add(member)
    return Voices(tables, records, given)
