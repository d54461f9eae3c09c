"""What changes a person of a plan. Who may: the rows `people.self`, `people.manage`, `lead.appoint`."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from workshops.codes import new_words, seal
from workshops.live.actions import plan_action, plan_write
from workshops.live.actions.plan_write import PlanWrite, Receipt, existing
from workshops.live.models import Event
from workshops.membership.models import Group, Participant
from workshops.people.models import Attendance, Invitation
from workshops.permissions import Actor


@plan_action("person.renamed", may="people.self")
def correct_self(change: PlanWrite, *, name: str, institution: str) -> Event | None:
    """Change the actor's own name and institution. Answers the receipt."""
    row = person_of(change, int(change.asked.key[1:]))
    if not _set(row, name=name, institution=institution):
        return None
    return change.record("person.renamed", [row.ref])


@plan_action("person.changed", may="people.manage")
def change_person(
    change: PlanWrite, number: int, *, name: str, institution: str, group: str, role: str, position: str | None = None
) -> Event | None:
    """Change name, institution, jabatan (None: as it is), group (slug) and role of participant `number`.

    Who is led to another group sits there as anggota, unless a new role is given at the same time.
    """
    row = person_of(change, number)
    place = Group.objects.get(plan=change.plan, slug=group)
    if place != row.group and role == row.role:
        role = Participant.ANGGOTA
    if role != row.role:
        change.demand("lead.appoint")
    moved = moves_of(row, place)
    position = row.position if position is None else position
    changed = _set(row, name=name, institution=institution, position=position) | sit(row, place, role)
    if not changed:
        return None
    verb = "person.moved" if "group" in changed else "person.appointed" if "role" in changed else "person.renamed"
    refs = [one.ref for one in records_of(row)]
    return change.record(verb, refs, changes=moved if verb == "person.moved" else {})


def sit(row: Participant, group: Group, role: str) -> set[str]:
    """Seat the person of `row`, under all their records; return the names of the fields that changed."""
    changed = set()
    for one in records_of(row):
        changed |= _set(one, group=group, role=role)
    return changed


def moves_of(row: Participant, group: Group) -> dict[str, dict[str, Any]]:
    """Return what the journal says when the person of `row` is led to `group`."""
    return {one.ref: {"group": [one.group.pillar_code, group.pillar_code]} for one in records_of(row)}


def records_of(row: Participant) -> list[Participant]:
    """Return `row`, a first record, and those that were merged into it."""
    return [row, *row.also.select_related("group")]


def _set(row, **values):
    """Writes what differs; the names of the fields that did."""
    changed = {field for field, value in values.items() if getattr(row, field) != value}
    for field in changed:
        setattr(row, field, values[field])
    if changed:
        row.save(update_fields=changed)
    return changed


def leave_others(actor: Actor, *, op: str) -> tuple[Participant, Receipt]:
    """Sign the actor's other devices out; answers the record of this device, with its new generation."""
    number = int(actor.key[1:])
    with plan_write(actor, op=op, body=["person.left_others"]) as change:
        if not change.replay:
            change.demand("people.self")
        row = person_of(change, number)
        if not change.replay:
            _sign_out(row)
            event = change.record("person.left_others", [row.ref])
        own = Participant.objects.get(plan=change.plan, number=number)
    return own, change.receipt(change.replay or event)


@plan_action("person.removed", may="people.manage")
def remove_person(change: PlanWrite, number: int) -> Event:
    """Take the access away; what the person wrote stays."""
    row = person_of(change, number)
    _sign_out(row, removed_at=timezone.now())
    return change.record("person.removed", [row.ref])


@plan_action("person.code_renewed", may="people.manage")
def renew_words(change: PlanWrite, number: int) -> Event:
    """Make a new personal code for participant `number`; every phone of theirs must give it."""
    row = person_of(change, number)
    _sign_out(row, code_cipher="")
    _set(row, code_cipher=seal(new_words()))
    return change.record("person.code_renewed", [row.ref])


@plan_action("person.code_shown", may="people.manage")
def show_words(change: PlanWrite, number: int) -> Event:
    """Write down that `actor` looked at somebody's personal code, which comes before showing it."""
    row = person_of(change, number)
    if not row.code_cipher:
        row.code_cipher = seal(new_words())
        row.save(update_fields=["code_cipher"])
    return change.record("person.code_shown", [row.ref])


def person_of(change: PlanWrite, number: int) -> Participant:
    """Return the first record of the person in the plan who has `number`, or had it once. Raises NotFound."""
    rows = Participant.objects.filter(plan=change.plan, removed_at=None)
    row = existing(rows.filter(number=number).select_related("group", "merged_into__group").first())
    return row.merged_into or row


def _sign_out(row, **values):
    """Ends all sessions of the person of `row`, and writes `values` to all their records."""
    for one in records_of(row):
        _set(one, generation=next_generation(one), **values)


def next_generation(row: Participant) -> int:
    """Return a generation that no session of `row` has yet, nor one that waits to be let in."""
    promised = row.petitions.aggregate(last=Max("generation"))["last"] or 0
    return max(row.generation, promised) + 1


def claim(invitation: Invitation, person: Participant) -> None:
    """Record that `person` is who was invited; inside a write."""
    invitation.participant = person
    invitation.save(update_fields=["participant"])
    if invitation.position and invitation.position != person.position:
        person.position = invitation.position
        person.save(update_fields=["position"])


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
