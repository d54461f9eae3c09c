"""Whose a task is: from whoever asks to the column of the access matrix in which they stand towards it."""

from workshops.people.models import Participant
from workshops.people.names import institution_key, name_key


def office_like(institution, offices):
    """The one of `offices` that somebody means by `institution` (full name, short name or alias), or None."""
    key = institution_key(institution, offices)
    return next((office for office in offices if name_key(office.name) == key), None)


def office_of(plan, actor):
    """The office of the plan that a participant says they come from, or None."""
    if not actor.is_participant:
        return None
    row = Participant.objects.filter(plan=plan, number=int(actor.key[1:])).only("institution").first()
    return row and office_like(row.institution, list(plan.opds.all()))


def holds(actor, task, office):
    """Whether a task is the actor's own or that of their office (`office_of`)."""
    return _is(actor, task.participant) or (task.opd_id is not None and office is not None and task.opd == office)


def column(actor, task, card, office, *, looking=False):
    """The column of the matrix for `actor` and a task on `card` (None: it is not there any more).

    looking  for reading: who handed a task on goes on seeing what becomes of it.
    """
    if actor is None:
        return "anonim"
    if not actor.is_participant:
        return actor.role
    leads = actor.role in (Participant.KETUA, Participant.NOTULIS)
    if holds(actor, task, office) or (looking and _is(actor, task.passed_by)):
        return "ketua" if leads else "anggota"
    return "ketua" if leads and card is not None and card.pillar.code == actor.pillar else "lain"


def _is(actor, person):
    return person is not None and actor.key == f"p{person.number}"
