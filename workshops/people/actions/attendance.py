"""Who is there on a half day: by coming in, by a phone that is there, or as somebody marks it."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from workshops.live.actions import Refused, plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.membership.models import Participant
from workshops.people.attendance import current_half_day, half_days_of
from workshops.people.models import Attendance, Invitation
from workshops.permissions import Actor, refusal, role_in
from workshops.plans.local_time import long_time
from workshops.plans.models import Bimtek, Plan
from workshops.response_cache import cached_response

_SEEN, _MOST_SEEN = set(), 5_000


def mark_present(plan: Plan, person: Participant) -> None:
    """Mark whoever comes in as present on this half day, unless somebody took them off. Part of another write."""
    half = current_half_day(plan)
    if half and not half.rows().filter(participant=person).exists() and not _taken_off(plan, half, person):
        _note(half, person, Attendance.GABUNG, f"p{person.number}")


def note_phone(actor: Actor, plan: Plan) -> None:
    """Note that the phone of a participant is there now, and so are they.

    No event and no ring, as with all that phones say of themselves. A process asks once a person and half day.
    """
    key = ("half day", plan.pk, plan.rights_head)
    if not actor.is_participant or (half := cached_response(key, lambda: current_half_day(plan))) is None:
        return
    mark = (plan.pk, actor.key, half.bimtek.pk, half.key)
    if mark in _SEEN:
        return
    person = Participant.objects.filter(plan=plan, number=actor.key[1:]).select_related("merged_into").first()
    if person:
        mark_present(plan, person.merged_into or person)
    if len(_SEEN) >= _MOST_SEEN:
        _SEEN.clear()
    _SEEN.add(mark)


def _taken_off(plan, half, person):
    marked = Event.objects.filter(plan=plan, verb="person.unattended", refs__contains=[person.ref, half.key])
    return marked.exists()


def _note(half, person, how, by):
    """The row of the list that is signed; the name with its titles where the invitation has them."""
    line = Invitation.objects.filter(Q(participant=person) | Q(participant__merged_into=person)).first()
    row = {"name": line.name if line else person.name, "institution": person.institution, "position": person.position}
    Attendance.objects.bulk_create([_row(half, row, how, by, participant=person)], ignore_conflicts=True)


def _row(half, texts, how, by, **more):
    known = {"plan_id": half.bimtek.plan_id, "bimtek": half.bimtek, "day": half.day, "half": half.half}
    return Attendance(**known, **texts, **more, how=how, marked_by=by, at=timezone.now())


@plan_action("person.attended")
def mark(change: PlanWrite, half: str, *, there: Collection[int] = (), away: Collection[int] = ()) -> Event | None:
    """Mark the participants with numbers `there` and `away` as there or not there on the half day with key `half`.

    A ketua marks their own group; one row of somebody else's refuses all. Answers the receipt.
    Raises NotFound, Refused (also once that bimtek is signed), BadRequest, OpReused.
    """
    at = _open_half(change, half)
    rows = _people(change, {*there, *away})
    known = set(at.rows().exclude(participant=None).values_list("participant", flat=True))
    come = [row for row in rows if row.number in there and row.pk not in known]
    gone = [row for row in rows if row.number in away and row.pk in known]
    for row in come:
        _note(at, row, _how(change), change.asked.key)
    at.rows().filter(participant__in=gone).delete()
    event = None
    for verb, moved in (("person.attended", come), ("person.unattended", gone)):
        if moved:
            event = change.record(verb, [*(row.ref for row in moved), at.key])
    return event


def _people(change, numbers):
    rows = Participant.objects.filter(plan=change.plan, number__in=numbers, merged_into=None).select_related("group")
    if len(rows) < len(numbers):
        raise NotFound
    for row in rows:
        change.demand("attendance.mark", row.group.pillar_code)
    if not numbers:
        change.demand("attendance.mark")
    return rows


def _how(change):
    return Attendance.KETUA if change.asked.is_participant else Attendance.PETUGAS


@plan_action("person.attended")
def add_by_hand(change: PlanWrite, half: str, *, name: str, institution: str, position: str) -> Event:
    """Note somebody without a phone. Raises as `mark` does."""
    _everybody(change)
    at = _open_half(change, half)
    texts = {"name": name, "institution": institution, "position": position}
    row = _row(at, texts, Attendance.PETUGAS, change.asked.key)
    row.save()
    return change.record("person.attended", [f"hadir-{row.pk}", at.key])


@plan_action("person.unattended")
def drop_by_hand(change: PlanWrite, half: str, row: int) -> Event | None:
    """Take somebody without a phone (`row`: the id of their line) off the half day again."""
    _everybody(change)
    at = _open_half(change, half)
    if not at.rows().filter(pk=row, participant=None).delete()[0]:
        return None
    return change.record("person.unattended", [f"hadir-{row}", at.key])


def _everybody(change):
    """The right to mark whoever sits in no group: not a ketua's."""
    change.demand("attendance.mark", role=lambda actor, _: "anggota" if actor.is_participant else role_in(actor))


def _open_half(change, key):
    number, _, rest = key.partition("-")
    bimtek = Bimtek.objects.filter(plan=change.plan, number=number if number.isdecimal() else 0).first()
    half = existing(next((one for one in half_days_of(bimtek) if one.key == key), None) if bimtek else None)
    if bimtek.signed_at:
        signed = {"waktu": long_time(bimtek.signed_at, change.plan), "nomor": bimtek.minutes_number or "tanpa nomor"}
        raise Refused(refusal("terkunci", **signed))
    return half
