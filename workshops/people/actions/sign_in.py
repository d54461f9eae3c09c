"""Coming in: the first time with a join code, again with a personal code."""

import difflib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from workshops.codes import new_words, same_words, seal, tidy_words, unseal
from workshops.live.actions import OpReused, Receipt, lock_last, plan_write
from workshops.live.actions.plan_write import PlanWrite
from workshops.membership.actors import active_participants
from workshops.membership.models import Group, Participant
from workshops.people.actions.attendance import mark_present
from workshops.people.actions.membership import claim, next_generation
from workshops.people.models import Invitation, Petition, WrongTry
from workshops.people.names import Offices, bare_key, institution_key, name_key
from workshops.people.rate_limits import OF_PERSON, person_scope
from workshops.permissions import Actor
from workshops.plans.models import Plan

#: So many are asked about; more would hand the list to a stranger.
MOST = 3
_LIKE = 0.8


def match_invitation(plan: Plan, name: str, institution: str) -> tuple[Invitation | None, list[Invitation]]:
    """Return (the line with this name and institution, or None; up to `MOST` lines that look like it).

    A name alike is offered only with the same institution, another institution only with the same name.
    """
    offices = Offices(plan.opds.all())
    key, office = bare_key(name), offices.key(institution)
    same, alike = [], []
    for row in Invitation.objects.filter(plan=plan, participant=None).select_related("group"):
        other, at_home = bare_key(row.name), not row.institution or offices.key(row.institution) == office
        if other == key:
            (same if at_home else alike).append(row)
        elif at_home and row.institution and _like(key, other):
            alike.append(row)
    if len(same) == 1:
        return same[0], alike[:MOST]
    return None, [*same, *alike][:MOST]


def _like(one, other):
    if min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)):
        return True
    return difflib.SequenceMatcher(None, one, other).ratio() >= _LIKE


#: A second tap or a reload of the answer is the same person; a form found again much later is not.
SAME_JOIN = timedelta(minutes=30)

#: Wrong tries older than this count nowhere.
FORGOTTEN = timedelta(days=1)


class GroupFull(Exception):
    """The group has as many people as it may have."""


class Similar(Exception):
    """Somebody with this name and institution is in the plan already; `row` is their record."""

    def __init__(self, row: Participant) -> None:
        super().__init__(row.number)
        self.row = row


class Invited(Exception):
    """The list of who is invited has somebody like this; `rows` are the lines to ask about: is it you?"""

    def __init__(self, rows: list[Invitation]) -> None:
        super().__init__()
        self.rows = rows


class NotTheSame(Exception):
    """Name and personal code do not belong together; `left` more tries are allowed."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class Locked(Exception):
    """Too many wrong personal codes for this name; `until` is when the next may be tried (UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class Joined:
    """Somebody who is in. `participant` is the row as it stands; `receipt` as after any write."""

    participant: Participant
    receipt: Receipt


@dataclass(frozen=True)
class JoinRequestResult:
    """Somebody whose access was taken away and who is at the door again: `petition` waits for a facilitator's yes."""

    petition: Petition
    receipt: Receipt


def join(
    plan: Plan,
    *,
    group: str,
    name: str,
    institution: str,
    op: str,
    as_new: bool = False,
    held: int | None = None,
    invitation: Any = None,
) -> JoinRequestResult | Joined:
    """Add a new participant to the group with slug `group`; the same one when `op` comes again. Needs a valid code
    before.

    `as_new` says that a namesake of the same institution is another person; `held` is the number of the participant
    that this browser was. Whoever was removed under that name, or with this browser, is `JoinRequestResult` and not
    `Joined`.
    `invitation` is the number of the line of the list that they say they are, 0 for none; None has not been asked yet.
    Raises Similar, Invited, GroupFull, OpReused, BadRequest, Group.DoesNotExist.
    """

    def act(late):
        with plan_write(_door(plan), op=op, body=["person.joined", group, name, institution], late=late) as change:
            if change.replay:
                return _joined_before(change)
            if not as_new and (twin := _twin(change.plan, name, institution)):
                raise Similar(twin)
            place = Group.objects.get(plan=change.plan, slug=group)
            if gone := _gone(change, held, place, name, institution):
                return request_entry(change, gone, place)
            if place.size_limit is not None and _inside(place) >= place.size_limit:
                raise GroupFull
            line = _line(change.plan, name, institution, invitation)
            participant = _new(change, place, name, institution)
            if line:
                claim(line, participant)
            mark_present(change.plan, participant)
            event = change.record("person.joined", [participant.ref])
        return Joined(participant, change.receipt(event))

    return lock_last(act)


def _line(plan, name, institution, chosen):
    """The line of the invitation list that somebody is; only one that what they typed leads to can be chosen."""
    same, alike = match_invitation(plan, name, institution)
    if chosen is not None:
        return next((row for row in [same, *alike] if row and row.number == chosen), None)
    if same is None and alike:
        raise Invited(alike)
    return same


def _new(change, group, name, institution, **more):
    return Participant.objects.create(
        plan=change.plan,
        number=change.next_number("peserta"),
        group=group,
        name=name,
        institution=institution,
        code_cipher=seal(new_words()),
        **more,
    )


def _twin(plan, name, institution, *, removed=False):
    key, offices = name_key(name), list(plan.opds.all())
    office = institution_key(institution, offices)
    for row in Participant.objects.filter(plan=plan, removed_at__isnull=not removed):
        if name_key(row.name) == key and institution_key(row.institution, offices) == office:
            return row
    return None


def _gone(change, held, group, name, institution):
    """The record of the removed person who is at the door, or None.

    Another name in a browser whose person was removed is another person, with a record of their own, who waits too.
    """
    if twin := _twin(change.plan, name, institution, removed=True):
        return twin.merged_into or twin
    removed = Participant.objects.filter(plan=change.plan, number=held, removed_at__isnull=False)
    if held is None or not removed.exists():
        return None
    return _new(change, group, name, institution, removed_at=change.at)


def request_entry(change: PlanWrite, row: Participant, group: Group) -> JoinRequestResult:
    """Write down that the person of `row` wants to come in again, to `group`. Nothing of the plan is theirs yet."""
    petition = Petition.objects.create(
        plan=change.plan,
        number=change.next_number("permintaan"),
        kind=Petition.MASUK,
        participant=row,
        group=group,
        generation=next_generation(row),
        asked_at=change.at,
    )
    return JoinRequestResult(petition, change.receipt(change.record("person.asked_in", [petition.ref, row.ref])))


def _inside(group):
    return active_participants(group.plan).filter(group=group).count()


def _joined_before(change):
    if change.replay.verb == "person.asked_in":
        number = int(change.replay.refs[0].removeprefix("permintaan-"))
        return JoinRequestResult(Petition.objects.get(plan=change.plan, number=number), change.receipt(change.replay))
    number = int(change.replay.refs[0].removeprefix("peserta-"))
    row = Participant.objects.filter(plan=change.plan, number=number, removed_at=None).select_related("group").first()
    if row is None or change.replay.at < change.at - SAME_JOIN:
        raise OpReused
    return Joined(row, change.receipt(change.replay))


def sign_in_again(plan: Plan, *, name: str, words: str) -> Participant:
    """Return the participant with this name and personal code. Raises NotTheSame, Locked.

    A name that nobody has costs and answers the same. The plan's lock makes the count of wrong tries exact.
    """
    key, typed = name_key(name), tidy_words(words)
    scope = person_scope(plan, key)
    with plan_write(_door(plan), op=secrets.token_hex(16), body=None) as change:
        wrong, seconds = OF_PERSON.state(scope)
        if seconds:
            raise Locked(timezone.now() + timedelta(seconds=seconds))
        namesakes = [
            row
            for row in Participant.objects.filter(plan=change.plan, removed_at=None).select_related("group")
            if name_key(row.name) == key
        ]
        kept = [unseal(row.code_cipher) for row in namesakes] or [unseal(seal(""))]
        found = [row for row, code in zip(namesakes, kept, strict=False) if same_words(typed, code)]
        if found:
            mark_present(change.plan, found[0].merged_into or found[0])
            return found[0]
        WrongTry.objects.create(scope=scope)
        left = OF_PERSON.tries - wrong - 1
        if left <= 0 and namesakes:
            change.record("person.code_locked", [row.ref for row in namesakes])
    # outside of the block: an exception inside would take back the wrong try
    if left <= 0:
        raise Locked(timezone.now() + timedelta(minutes=OF_PERSON.minutes))
    raise NotTheSame(left)


def note_wrong_try(*scopes: str) -> None:
    """Write a wrong code or password down in each of `scopes`, and let old ones go."""
    with transaction.atomic():
        WrongTry.objects.bulk_create([WrongTry(scope=scope) for scope in scopes])
        WrongTry.objects.filter(at__lt=timezone.now() - FORGOTTEN).delete()


def _door(plan):
    """Who acts while nobody has a seat yet."""
    return Actor("sistem", plan.pk, "operator", "Rembuk")
