"""Where people sit while the tables stand by pillar or by component; the seat in force is the one that gives rights."""

from typing import Any

from django.utils.text import slugify

from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.membership.actors import active_participants
from workshops.membership.models import Group, Participant
from workshops.people.models import Place
from workshops.plans.models import Plan


class NameTaken(Exception):
    """Another group of the plan is called like that; `name` is the one that was typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class GroupOccupied(Exception):
    """Somebody sits or sat at the table, so it cannot go."""


def apply_formation(change: PlanWrite, formation: str) -> dict[str, dict[str, Any]]:
    """Give everybody their place of `formation`, inside the write `change`; who has none there stays where they are.

    Returns what the journal says of it: {"peserta-3": {"group": [code, code]}}; nothing where no such group is.
    """
    plan = change.plan
    if formation == plan.formation or not Group.objects.filter(plan=plan, formation=formation).exists():
        return {}
    places = Place.objects.filter(plan=plan, formation=formation).select_related("group")
    kept = {place.participant_id: place for place in places}
    seats = _Seats(plan)
    for row in Participant.objects.filter(plan=plan).select_related("group"):
        if row.group.formation != formation:
            seats.keep(row, row.group, row.role)
            if place := kept.get(row.pk):
                seats.lead(row, place.group, place.role)
    seats.write()
    plan.formation = formation
    plan.save(update_fields=["formation"])
    return seats.moves


class _Seats:
    """Seats and places that change in one write, written with a handful of questions however many people move."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.moves = {}
        self._places, self._gone, self._led = [], [], {}

    def lead(self, row: Participant, group: Group, role: str = Participant.ANGGOTA) -> None:
        """`row` sits in `group` from now on."""
        self.moves[row.ref] = {"group": [row.group.pillar_code, group.pillar_code]}
        self._led.setdefault((group.pk, role), []).append(row.pk)

    def keep(self, row: Participant, group: Group, role: str = Participant.ANGGOTA) -> None:
        """`row` has a place in `group` for when the tables stand that way again."""
        known = {"plan": self.plan, "participant": row, "formation": group.formation}
        self._places.append(Place(**known, group=group, role=role))

    def drop(self, place: Place) -> None:
        self._gone.append(place.pk)

    def write(self) -> None:
        unique, kept = ["participant", "formation"], ["group", "role"]
        Place.objects.bulk_create(self._places, update_conflicts=True, unique_fields=unique, update_fields=kept)
        Place.objects.filter(pk__in=self._gone).delete()
        for (group, role), rows in self._led.items():
            Participant.objects.filter(pk__in=rows).update(group=group, role=role)


@plan_action("person.formation", may="people.manage")
def use_formation(change: PlanWrite, formation: str) -> Event | None:
    """Let the tables stand in `formation` from now on, whatever the step says. Answers the receipt."""
    before = change.plan.formation
    moves = apply_formation(change, formation)
    if change.plan.formation == before:
        return None
    return change.record("person.moved", list(moves), changes=moves)


@plan_action("person.places", may="people.manage")
def set_places(change: PlanWrite, formation: str, places: dict[int, str]) -> Event | None:
    """Set `places` {number: slug of a group of `formation`, "" for none}: where these people sit when it is in force.

    Where it is in force they sit there at once, as anggota. A table may hold more than its limit. Unknown numbers and
    slugs are passed over.
    """
    groups = {group.slug: group for group in Group.objects.filter(plan=change.plan, formation=formation)}
    rows = active_participants(change.plan).filter(number__in=places).select_related("group")
    seats, refs = _Seats(change.plan), []
    for row in rows.prefetch_related("also__group", "also__places", "places"):
        for one in [row, *row.also.all()]:
            if _seated(seats, one, formation, groups.get(places[row.number])):
                refs.append(one.ref)
    if not refs:
        return None
    seats.write()
    return change.record("person.moved" if seats.moves else "person.placed", refs, changes=seats.moves)


def _seated(seats, row, formation, group):
    """Whether `row` has another place of `formation` now; where it is in force, the move is felt at once."""
    if row.group.formation == formation:
        if group is None or group == row.group:
            return False
        seats.lead(row, group)
        return True
    if group and seats.plan.formation == formation:
        # who stayed behind at a table of before is led to one of now, and keeps the place that they left
        seats.keep(row, row.group, row.role)
        seats.lead(row, group)
        return True
    kept = next((place for place in row.places.all() if place.formation == formation), None)
    if (kept and kept.group_id) == (group and group.pk):
        return False
    if group is None:
        seats.drop(kept)
    else:
        seats.keep(row, group)
    return True


@plan_action("person.tables_added", may="people.manage")
def add_tables(change: PlanWrite, names: list[str]) -> Event:
    """Add component groups with these names, in this order. Raises NameTaken, Refused, BadRequest, OpReused."""
    known = list(Group.objects.filter(plan=change.plan))
    for name in names:
        if any(name.casefold() == group.name.casefold() for group in known):
            raise NameTaken(name)
        number = change.next_number("meja")
        known.append(
            Group.objects.create(
                plan=change.plan,
                pillar_code=f"MEJA-{number}",
                slug=f"meja-{number}-{slugify(name)[:40]}".rstrip("-"),
                name=name,
                position=max((group.position for group in known), default=0) + 1,
                formation=Group.KOMPONEN,
            )
        )
    return change.record("person.tables_added", [])


@plan_action("person.table_changed", may="people.manage")
def change_table(change: PlanWrite, slug: str, *, name: str, size_limit: int) -> Event | None:
    """Name (of a component group only) and size limit (None: none) of a group. Raises Group.DoesNotExist, NameTaken."""
    group = Group.objects.get(plan=change.plan, slug=slug)
    name = group.name if group.has_pillar else name
    if Group.objects.filter(plan=change.plan, name__iexact=name).exclude(pk=group.pk).exists():
        raise NameTaken(name)
    if (group.name, group.size_limit) == (name, size_limit):
        return None
    group.name, group.size_limit = name, size_limit
    group.save(update_fields=["name", "size_limit"])
    return change.record("person.table_changed", [])


@plan_action("person.table_dropped", may="people.manage")
def drop_table(change: PlanWrite, slug: str) -> Event:
    """Delete a component group that nobody ever sat in. Raises GroupOccupied, Group.DoesNotExist."""
    group = Group.objects.get(plan=change.plan, slug=slug, formation=Group.KOMPONEN)
    if group.participants.exists() or group.places.exists() or group.petitions.exists():
        raise GroupOccupied
    group.delete()
    return change.record("person.table_dropped", [])
