"""What waits for a facilitator: who was removed and wants to come in again, who wants to sit in another group."""

from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.membership.models import Group, Participant
from workshops.people.actions.attendance import mark_present
from workshops.people.actions.membership import moves_of, person_of, records_of, sit
from workshops.people.models import Petition, Place


class AlreadyInGroup(Exception):
    """Who asks to be moved sits in that group."""


class Answered(Exception):
    """Somebody else has said yes or no before us; `petition` says who and what."""

    def __init__(self, petition: Petition) -> None:
        super().__init__(petition.number)
        self.petition = petition


@plan_action("person.asked_move", may="group.change_ask")
def request_move(change: PlanWrite, group: str) -> Event:
    """Ask that the actor be moved to the group with slug `group`; a wish that waits already is changed.

    Raises AlreadyInGroup, Group.DoesNotExist, Refused, BadRequest, OpReused.
    """
    row, place = person_of(change, int(change.asked.key[1:])), Group.objects.get(plan=change.plan, slug=group)
    if place == row.group:
        raise AlreadyInGroup
    wish = Petition.objects.filter(plan=change.plan, participant=row, kind=Petition.PINDAH, granted=None).first()
    if wish is None:
        number = change.next_number("permintaan")
        wish = Petition(plan=change.plan, number=number, kind=Petition.PINDAH, participant=row)
    wish.group, wish.asked_at = place, change.at
    wish.save()
    return change.record("person.asked_move", [wish.ref, row.ref])


@plan_action("person.wish_taken_back", may="group.change_ask")
def withdraw_move_request(change: PlanWrite) -> Event | None:
    """Withdraw the wish to be moved: the actor stays where they sit."""
    row = person_of(change, int(change.asked.key[1:]))
    wish = Petition.objects.filter(plan=change.plan, participant=row, kind=Petition.PINDAH, granted=None).first()
    if wish is None:
        return None
    _answer(change, wish, False)
    return change.record("person.wish_taken_back", [wish.ref, row.ref])


@plan_action("person.answered", may="people.manage")
def answer_join_request(change: PlanWrite, number: int, *, yes: bool) -> Event:
    """Record a facilitator's yes or no. Raises Answered, NotFound, Petition.DoesNotExist.

    A yes lets the phone in that asked, and no other that waits under the same name.
    """
    asked = Petition.objects.select_related("group", "participant__group")
    petition = asked.get(plan=change.plan, number=number)
    if petition.granted is not None:
        raise Answered(petition)
    _answer(change, petition, yes)
    row = petition.participant
    if not yes:
        return change.record("person.declined", [petition.ref, row.ref])
    grant = _let_in if petition.kind == Petition.MASUK else _move
    return grant(change, petition, row)


def _let_in(change, petition, row):
    others = Petition.objects.filter(participant=row, kind=Petition.MASUK, granted=None)
    others.update(granted=False, answered_at=change.at, answered_by=change.asked.key)
    for one in records_of(row):
        one.removed_at, one.role, one.group = None, Participant.ANGGOTA, petition.group
        # the phone that asked holds this generation since then; of other records nobody comes back by it
        if one == row:
            one.generation = petition.generation
        one.save(update_fields=["removed_at", "role", "group", "generation"])
    mark_present(change.plan, row)
    return change.record("person.let_in", [row.ref, petition.ref])


def _move(change, petition, row):
    row = person_of(change, row.number)
    if row.group.formation != petition.group.formation:
        # the tables stand otherwise by now: it is their place once they stand that way again
        for one in records_of(row):
            known = {"plan": change.plan, "group": petition.group, "role": Participant.ANGGOTA}
            Place.objects.update_or_create(participant=one, formation=petition.group.formation, defaults=known)
        return change.record("person.placed", [row.ref, petition.ref])
    moved = moves_of(row, petition.group)
    sit(row, petition.group, Participant.ANGGOTA)
    return change.record("person.moved", [*moved, petition.ref], changes=moved)


def _answer(change, petition, yes):
    petition.granted, petition.answered_at, petition.answered_by = yes, change.at, change.asked.key
    petition.save(update_fields=["granted", "answered_at", "answered_by"])
