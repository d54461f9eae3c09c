"""Two records of one person: made one, kept apart, or taken apart again. Who wrote what is never rewritten."""

from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event
from workshops.membership.models import Group, Participant
from workshops.people.actions.membership import person_of, records_of
from workshops.people.models import Attendance


@plan_action("person.merged", may="people.manage")
def merge_people(change: PlanWrite, number: int, second: int) -> Event | None:
    """Make the records `second` and `number` one person, `number`.

    Both numbers, both personal codes and all phones lead to that person; name, seat and role are those of `number`.
    Half days that only `second` was noted on move over. Raises NotFound, Refused, BadRequest, OpReused.
    """
    first, other = person_of(change, number), person_of(change, second)
    if first == other:
        return None
    changes = {}
    for row in records_of(other):
        changes[row.ref] = {
            "merged_into": [row.merged_into and row.merged_into.ref, first.ref],
            "group": [row.group.pillar_code, first.group.pillar_code],
            "role": [row.role, first.role],
            "attendance": [_hand_over(row, first), None],
        }
        row.merged_into, row.group, row.role = first, first.group, first.role
        row.save(update_fields=["merged_into", "group", "role"])
    return change.record("person.merged", [*changes, first.ref], changes=changes)


def _hand_over(row, first):
    """The half days of `row` on which `first` was not noted are those of `first`; their ids."""
    known = set(Attendance.objects.filter(participant=first).values_list("bimtek", "day", "half"))
    rows = Attendance.objects.filter(participant=row).values_list("pk", "bimtek", "day", "half")
    moved = [pk for pk, *half in rows if tuple(half) not in known]
    Attendance.objects.filter(pk__in=moved).update(participant=first)
    return moved


@plan_action("person.parted", may="people.manage")
def unmerge_people(change: PlanWrite, number: int) -> Event:
    """Take the record `number` out of the person that it was merged into: seat, role and half days as before.

    Raises NotFound when it is no second record.
    """
    rows = Participant.objects.filter(plan=change.plan, number=number, merged_into__isnull=False)
    row = existing(rows.select_related("group", "merged_into").first())
    first, before = row.merged_into, _before(change.plan, row)
    groups = Group.objects.filter(plan=change.plan, pillar_code=before["group"][0])
    moved = {row.ref: {"group": [row.group.pillar_code, before["group"][0]]}}
    row.merged_into, row.role, row.group = None, before["role"][0], groups.first() or row.group
    row.save(update_fields=["merged_into", "group", "role"])
    Attendance.objects.filter(pk__in=before["attendance"][0], participant=first).update(participant=row)
    return change.record("person.parted", [row.ref, first.ref], changes=moved)


def _before(plan, row):
    """What the last merging of `row` journaled of it."""
    merged = Event.objects.filter(plan=plan, verb="person.merged", refs__contains=[row.ref]).order_by("-number")
    return next(event.changes[row.ref] for event in merged if row.ref in event.changes)


@plan_action("person.distinct", may="people.manage")
def mark_distinct(change: PlanWrite, number: int, second: int) -> Event:
    """Note that `number` and `second` are two people who look alike; they are not offered again."""
    first, other = person_of(change, number), person_of(change, second)
    return change.record("person.distinct", [first.ref, other.ref])
