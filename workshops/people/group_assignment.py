"""Which group everybody of a plan is in, for each formation of the tables."""

from dataclasses import dataclass

from workshops.membership.actors import active_participants
from workshops.membership.models import Group, Participant
from workshops.people.models import Place
from workshops.plans.models import Plan


@dataclass(frozen=True)
class AssignedPerson:
    """Somebody with the slugs of their groups; `komponen` "" while they have no place there."""

    row: Participant
    pilar: str
    komponen: str


@dataclass(frozen=True)
class GroupAssignment:
    """`formation` is the one in force; `stray` who sits at a table of the other one, for want of a place.

    `moving` is how many change tables when the other formation is taken.
    """

    formation: str
    pillars: list
    tables: list
    people: list
    stray: list
    moving: int

    @property
    def by_component(self) -> bool:
        return self.formation == Group.KOMPONEN


def read_group_assignment(plan: Plan) -> GroupAssignment:
    """Return the groups of `plan` and who is in them, in three queries."""
    groups = list(plan.groups.all())
    kept = {}
    for place in Place.objects.filter(plan=plan).select_related("group"):
        kept[place.participant_id, place.formation] = place.group.slug
    people, stray, moving = [], [], 0
    other = Group.PILAR if plan.formation == Group.KOMPONEN else Group.KOMPONEN
    for row in sorted(
        active_participants(plan).select_related("group"), key=lambda row: (row.group.position, row.number)
    ):
        here = {row.group.formation: row.group.slug}
        slugs = {name: here.get(name) or kept.get((row.pk, name), "") for name in (Group.PILAR, Group.KOMPONEN)}
        people.append(AssignedPerson(row, **slugs))
        moving += row.group.formation != other and bool(slugs[other])
        if row.group.formation != plan.formation:
            stray.append(row)
    pillars = [group for group in groups if group.has_pillar]
    return GroupAssignment(
        plan.formation, pillars, [one for one in groups if not one.has_pillar], people, stray, moving
    )
