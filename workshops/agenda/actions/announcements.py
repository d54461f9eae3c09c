"""What the facilitator says to the room, what a group asks of the facilitator, and what the projector shows."""

from datetime import datetime

from workshops.agenda.models import Broadcast, HelpCall, Projection
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, Receipt, existing
from workshops.live.models import Event
from workshops.membership.models import Group


class CallTaken(Exception):
    """Somebody else is on their way to the group already: `by` (membership key) since `at`."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__(by)
        self.by, self.at = by, at


@plan_action("broadcast", may="step.steer")
def broadcast(change: PlanWrite, text: str, *, group: str = "") -> Event:
    """Show `text` on all screens, or on those of the group with slug `group`. Raises Group.DoesNotExist, Refused …"""
    row = Broadcast.objects.create(
        plan=change.plan,
        number=change.next_number("umum"),
        group=Group.objects.get(plan=change.plan, slug=group) if group else None,
        text=text,
        at=change.at,
        by=change.asked.key,
    )
    return change.record("agenda.broadcast", [row.ref], changes={row.ref: {"text": [None, text]}})


@plan_action("broadcast_ended", may="step.steer")
def end_broadcast(change: PlanWrite, number: int) -> Event | None:
    """Take the broadcast off all screens. Raises NotFound, Refused, BadRequest, OpReused."""
    row = existing(Broadcast.objects.filter(plan=change.plan, number=number).first())
    if row.until:
        return None
    row.until = change.at
    row.save(update_fields=["until"])
    return change.record("agenda.broadcast_ended", [row.ref])


@plan_action("help_called")
def call_help(change: PlanWrite, group: str, *, note: str = "", ref: str = "") -> Event | None:
    """Record that the group with slug `group` calls the facilitator; a call that is open already stays the only one.

    Raises Group.DoesNotExist, Refused, BadRequest, OpReused.
    """
    row = Group.objects.get(plan=change.plan, slug=group)
    change.demand("help.call", row.pillar_code)
    if HelpCall.objects.filter(plan=change.plan, group=row, closed_at=None).exists():
        return None
    call = HelpCall.objects.create(
        plan=change.plan,
        number=change.next_number("panggilan"),
        group=row,
        member=change.asked.key,
        ref=ref,
        note=note,
        called_at=change.at,
    )
    return change.record("agenda.help_called", [call.event_ref])


@plan_action("help_taken_back")
def withdraw_call(change: PlanWrite, group: str) -> Receipt | None:
    """Withdraw the open call of the group with slug `group`. Raises Group.DoesNotExist, Refused …"""
    row = Group.objects.get(plan=change.plan, slug=group)
    change.demand("help.call", row.pillar_code)
    call = HelpCall.objects.filter(plan=change.plan, group=row, closed_at=None).first()
    if call is None:
        return None
    return _closed(change, call, "agenda.help_taken_back")


@plan_action("help_taken", may="help.handle")
def accept_call(change: PlanWrite, number: int) -> Event | None:
    """Record “Saya ke sana”: `actor` goes to the group that called. Raises CallTaken, NotFound, Refused …"""
    call = _call(change, number)
    if call.closed_at or call.taken_by == change.asked.key:
        return None
    if call.taken_by:
        raise CallTaken(call.taken_by, call.taken_at)
    call.taken_by, call.taken_at = change.asked.key, change.at
    call.save(update_fields=["taken_by", "taken_at"])
    return change.record("agenda.help_taken", [call.event_ref])


@plan_action("help_closed", may="help.handle")
def close_call(change: PlanWrite, number: int) -> Receipt:
    """Close a call: the group has been helped. Raises NotFound, Refused, BadRequest, OpReused."""
    call = _call(change, number)
    return change.receipt() if call.closed_at else _closed(change, call, "agenda.help_closed")


def _closed(change, call, verb):
    call.closed_at = change.at
    call.save(update_fields=["closed_at"])
    return change.receipt(change.record(verb, [call.event_ref]))


def _call(change, number):
    return existing(HelpCall.objects.filter(plan=change.plan, number=number).first())


@plan_action("screen_shows", may="projector.steer")
def show_on_screen(change: PlanWrite, shows: str) -> Event:
    """Set what the projector shows from now on: a query as in its address, "" for the present step."""
    Projection.objects.update_or_create(
        plan=change.plan, defaults={"shows": shows, "at": change.at, "by": change.asked.key}
    )
    return change.record("agenda.screen_shows", ["layar"], changes={"layar": {"shows": [None, shows]}})
