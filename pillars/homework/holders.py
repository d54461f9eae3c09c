"""Whose a task is: from whoever asks to the column of the access matrix in which they stand towards it."""

from dataclasses import dataclass

from pillars.models.chain import Entry
from pillars.models.homework import Task
from workshops.membership.models import Participant
from workshops.people.names import institution_key, name_key
from workshops.permissions import Actor
from workshops.plans.models import Opd, Plan


@dataclass(frozen=True)
class Me:
    """Who a participant is for homework: the id of their first record, and the office they say they come from."""

    person: int | None = None
    office: Opd | None = None


def office_like(institution: str, offices: list[Opd]) -> Opd | None:
    """Return the one of `offices` that somebody means by `institution` (full name, short name or alias), or None."""
    key = institution_key(institution, offices)
    return next((office for office in offices if name_key(office.name) == key), None)


def me_of(plan: Plan, actor: Actor) -> Me:
    """Return the `Me` of an actor; nobody for accounts, who hold no tasks."""
    if actor is None or not actor.is_participant:
        return Me()
    rows = Participant.objects.filter(plan=plan, number=int(actor.key[1:])).select_related("merged_into")
    row = rows.first()
    if row is None:
        return Me()
    person = row.merged_into or row
    return Me(person.pk, office_like(person.institution, list(plan.opds.all())))


def holds(me: Me, task: Task) -> bool:
    """Whether a task is somebody's own or that of their office."""
    return is_me(me, task.participant) or (task.opd_id is not None and me.office is not None and task.opd == me.office)


def is_me(me: Me, person: Participant | None) -> bool:
    """Whether the record `person` of somebody, or None, is one of `me`."""
    return me.person is not None and person is not None and me.person in (person.pk, person.merged_into_id)


def column(actor: Actor, task: Task, card: Entry | None, me: Me, *, looking: bool = False) -> str:
    """Return the column of the matrix for `actor` (who is `me`) and a task on `card` (None: it is not there any more).

    looking  for reading: who handed a task on goes on seeing what becomes of it.
    """
    if actor is None:
        return "anonim"
    if not actor.is_participant:
        return actor.role
    leads = actor.role in (Participant.KETUA, Participant.NOTULIS)
    if holds(me, task) or (looking and is_me(me, task.passed_by)):
        return "ketua" if leads else "anggota"
    return "ketua" if leads and card is not None and card.pillar.code == actor.pillar else "lain"
