"""What the facilitator says to the room, what a group asks of the facilitator, and what the projector shows."""

from workshops.agenda.models import Broadcast, HelpCall, Projection
from workshops.live.actions import writing
from workshops.membership.models import Group


class NotThere(Exception):
    """No such broadcast or call in this plan."""


class TakenUp(Exception):
    """Somebody else is on their way to the group already: `by` (membership key) since `at`."""

    def __init__(self, by, at):
        super().__init__(by)
        self.by, self.at = by, at


def broadcast(actor, text, *, group="", op):
    """Shows `text` on all screens, or on those of the group with slug `group`. Raises Group.DoesNotExist, Refused …"""
    with writing(actor, op=op, body=["broadcast", text, group]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("step.steer")
        row = Broadcast.objects.create(
            plan=change.plan,
            number=change.next_number("umum"),
            group=Group.objects.get(plan=change.plan, slug=group) if group else None,
            text=text,
            at=change.at,
            by=actor.key,
        )
        event = change.record("agenda.broadcast", [row.ref], changes={row.ref: {"text": [None, text]}})
    return change.receipt(event)


def end_broadcast(actor, number, *, op):
    """Takes the broadcast off all screens. Raises NotThere, Refused, BadRequest, OpReused."""
    with writing(actor, op=op, body=["broadcast_ended", number]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("step.steer")
        row = Broadcast.objects.filter(plan=change.plan, number=number).first()
        if row is None:
            raise NotThere
        if row.until:
            return change.receipt()
        row.until = change.at
        row.save(update_fields=["until"])
        event = change.record("agenda.broadcast_ended", [row.ref])
    return change.receipt(event)


def call_help(actor, group, *, note="", ref="", op):
    """The group with slug `group` calls the facilitator; a call that is open already stays the only one.

    Raises Group.DoesNotExist, Refused, BadRequest, OpReused.
    """
    with writing(actor, op=op, body=["help_called", group, note, ref]) as change:
        if change.replay:
            return change.receipt(change.replay)
        row = Group.objects.get(plan=change.plan, slug=group)
        change.demand("help.call", row.pillar_code)
        if HelpCall.objects.filter(plan=change.plan, group=row, closed_at=None).exists():
            return change.receipt()
        call = HelpCall.objects.create(
            plan=change.plan,
            number=change.next_number("panggilan"),
            group=row,
            member=actor.key,
            ref=ref,
            note=note,
            called_at=change.at,
        )
        event = change.record("agenda.help_called", [call.event_ref])
    return change.receipt(event)


def take_back_call(actor, group, *, op):
    """The open call of the group with slug `group` is not needed any more. Raises Group.DoesNotExist, Refused …"""
    with writing(actor, op=op, body=["help_taken_back", group]) as change:
        if change.replay:
            return change.receipt(change.replay)
        row = Group.objects.get(plan=change.plan, slug=group)
        change.demand("help.call", row.pillar_code)
        call = HelpCall.objects.filter(plan=change.plan, group=row, closed_at=None).first()
        if call is None:
            return change.receipt()
        return _closed(change, call, "agenda.help_taken_back")


def take_call(actor, number, *, op):
    """“Saya ke sana”: `actor` goes to the group that called. Raises TakenUp, NotThere, Refused …"""
    with writing(actor, op=op, body=["help_taken", number]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("help.handle")
        call = _call(change, number)
        if call.closed_at or call.taken_by == actor.key:
            return change.receipt()
        if call.taken_by:
            raise TakenUp(call.taken_by, call.taken_at)
        call.taken_by, call.taken_at = actor.key, change.at
        call.save(update_fields=["taken_by", "taken_at"])
        event = change.record("agenda.help_taken", [call.event_ref])
    return change.receipt(event)


def close_call(actor, number, *, op):
    """The group has been helped. Raises NotThere, Refused, BadRequest, OpReused."""
    with writing(actor, op=op, body=["help_closed", number]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("help.handle")
        call = _call(change, number)
        return change.receipt() if call.closed_at else _closed(change, call, "agenda.help_closed")


def _closed(change, call, verb):
    call.closed_at = change.at
    call.save(update_fields=["closed_at"])
    return change.receipt(change.record(verb, [call.event_ref]))


def _call(change, number):
    call = HelpCall.objects.filter(plan=change.plan, number=number).first()
    if call is None:
        raise NotThere
    return call


def show_on_screen(actor, shows, *, op):
    """What the projector shows from now on: a query as in its address, "" for the present step. Raises Refused …"""
    with writing(actor, op=op, body=["screen_shows", shows]) as change:
        if change.replay:
            return change.receipt(change.replay)
        change.demand("projector.steer")
        Projection.objects.update_or_create(
            plan=change.plan, defaults={"shows": shows, "at": change.at, "by": actor.key}
        )
        event = change.record("agenda.screen_shows", ["layar"], changes={"layar": {"shows": [None, shows]}})
    return change.receipt(event)
