"""What changes a person of a plan. Who may: the rows `people.self`, `people.manage`, `lead.appoint`."""

from django.utils import timezone

from workshops.live.actions import writing
from workshops.people.codes import new_words, seal
from workshops.people.models import Group, Participant


class NoSuchPerson(Exception):
    """The number belongs to nobody who is in the plan now."""


def correct_self(actor, *, name, institution, op):
    """The actor's own name and institution. Answers the receipt."""
    with writing(actor, op=op, body=["person.renamed", name, institution]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("people.self")
        row = _person(change, int(actor.key[1:]))
        if not _set(row, name=name, institution=institution):
            return change.receipt()
        return change.receipt(change.record("person.renamed", [row.ref]))


def change_person(actor, number, *, name, institution, group, role, op):
    """Name, institution, group (slug) and role of participant `number`, as a facilitator sets them.

    Who is led to another group sits there as anggota, unless a new role is given at the same time.
    """
    with writing(actor, op=op, body=["person.changed", number, name, institution, group, role]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("people.manage")
        row = _person(change, number)
        place = Group.objects.get(plan=change.plan, slug=group)
        if place != row.group and role == row.role:
            role = Participant.ANGGOTA
        if role != row.role:
            change.demand("lead.appoint")
        left = row.group.pillar_code
        changed = _set(row, name=name, institution=institution, group=place, role=role)
        if not changed:
            return change.receipt()
        verb = "person.moved" if "group" in changed else "person.appointed" if "role" in changed else "person.renamed"
        moved = {row.ref: {"group": [left, place.pillar_code]}} if verb == "person.moved" else {}
        return change.receipt(change.record(verb, [row.ref], changes=moved))


def _set(row, **values):
    """Writes what differs; the names of the fields that did."""
    changed = {field for field, value in values.items() if getattr(row, field) != value}
    for field in changed:
        setattr(row, field, values[field])
    if changed:
        row.save(update_fields=changed)
    return changed


def leave_others(actor, *, op):
    """Signs the actor's other devices out; answers the participant with the new generation."""
    with writing(actor, op=op, body=["person.left_others"]) as change:
        if not change.replay:
            change.demand("people.self")
        row = _person(change, int(actor.key[1:]))
        if change.replay:
            return row, change.receipt(change.replay)
        _sign_out(change, row, ["generation"])
        event = change.record("person.left_others", [row.ref])
    return row, change.receipt(event)


def remove_person(actor, number, *, op):
    """Takes the access away; what the person wrote stays."""
    with writing(actor, op=op, body=["person.removed", number]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("people.manage")
        row = _person(change, number)
        row.removed_at = timezone.now()
        _sign_out(change, row, ["generation", "removed_at"])
        return change.receipt(change.record("person.removed", [row.ref]))


def renew_words(actor, number, *, op):
    """A new personal code for participant `number`; every phone of theirs must give it."""
    with writing(actor, op=op, body=["person.code_renewed", number]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("people.manage")
        row = _person(change, number)
        row.code_cipher = seal(new_words())
        _sign_out(change, row, ["generation", "code_cipher"])
        return change.receipt(change.record("person.code_renewed", [row.ref]))


def show_words(actor, number, *, op):
    """Writes down that `actor` looked at somebody's personal code, which comes before showing it."""
    with writing(actor, op=op, body=["person.code_shown", number]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("people.manage")
        row = _person(change, number)
        if not row.code_cipher:
            row.code_cipher = seal(new_words())
            row.save(update_fields=["code_cipher"])
        return change.receipt(change.record("person.code_shown", [row.ref]))


def _person(change, number):
    row = Participant.objects.filter(plan=change.plan, number=number, removed_at=None).select_related("group").first()
    if row is None:
        raise NoSuchPerson
    return row


def _sign_out(change, row, fields):
    row.generation += 1
    row.save(update_fields=fields)
