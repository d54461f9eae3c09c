"""What people do with their homework: fill it, say why it is done, hand it on. All of it asks whose the task is."""

from functools import partial
from typing import Any

from pillars.cards.actions.result import Saved
from pillars.cards.actions.save import save_entry
from pillars.homework.actions.assignment import NoReceiver, make_link
from pillars.homework.holders import column, me_of
from pillars.homework.queries import card_of, current_ref, find_task
from pillars.homework.suggestions import LINK
from pillars.models.homework import Task
from workshops.live.actions import Refused, plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event
from workshops.membership.actors import active_participants
from workshops.membership.models import Participant
from workshops.permissions import NOT_THERE, Actor
from workshops.plans.models import Plan

#: Who links a target to the RPJMD says at once how well it fits, and why.
_WITH_LINK = ("alignment_status", "alignment_reason")


def keys_of(task: Task) -> tuple[str, ...]:
    """Return the fields that whoever holds the task may write on its card."""
    return (*task.keys, *(_WITH_LINK if LINK in task.keys else ()))


def fill_task(actor: Actor, number: int, values: dict[str, Any], *, base: int | None, op: str) -> Saved | None:
    """Save `values` on the card of task `number` as `save_entry` does; returns Saved.

    Fields that the task does not ask for need the right to edit the card. Raises what `save_entry` raises.
    """
    plan = Plan.objects.get(pk=actor.plan_id)
    found = existing(find_task(plan, number))
    card = card_of(plan, found)
    demand = partial(_demand_filling, number=number, keys=set(values))
    return save_entry(
        actor, card.ref if card else found.card, values, base=base, op=op, verb="entry.filled", demand=demand
    )


def _demand_filling(write, entry, *, number, keys):
    # asked again under the plan's lock: a task may have been withdrawn or handed on since the page was opened
    task = find_task(write.plan, number)
    if task is None or entry.ref not in (task.card, current_ref(write.plan, task)):
        raise Refused(NOT_THERE)
    _demand(write, "task.fill", task, entry)
    if keys - set(keys_of(task)):
        write.demand("entry.edit", entry.pillar.code)


def _demand(write, action, task, card):
    def role(actor, _):
        return column(actor, task, card, me_of(write.plan, actor))

    write.demand(action, role=role)


@plan_action("task.finished")
def finish_task(change: PlanWrite, number: int, note: str) -> Event | None:
    """Tick a task that no field can show as done, with the reason. Answers the receipt. Raises NotFound, Refused …"""
    task = _to_tick(change, number)
    if task.done_at and task.done_note == note:
        return None
    before = task.done_note
    task.done_at, task.done_by, task.done_note = change.at, change.asked.key, note
    task.save(update_fields=["done_at", "done_by", "done_note"])
    changes = {task.ref: {"done_note": [before, note]}}
    return change.record("task.finished", [task.ref], changes=changes)


@plan_action("task.reopened")
def reopen_task(change: PlanWrite, number: int) -> Event | None:
    """Take the tick off again. Answers the receipt. Raises NotFound, Refused …"""
    task = _to_tick(change, number)
    if task.done_at is None:
        return None
    changes = {task.ref: {"done_note": [task.done_note, ""]}}
    task.done_at, task.done_by, task.done_note = None, "", ""
    task.save(update_fields=["done_at", "done_by", "done_note"])
    return change.record("task.reopened", [task.ref], changes=changes)


def _to_tick(change, number):
    task = _task(change, number)
    if change.actor is None or change.actor.is_participant:
        _demand(change, "task.fill", task, card_of(change.plan, task))
    else:
        # a tick changes no card: who gives tasks may set it also while the plan is locked
        change.demand("task.assign")
    return task


@plan_action("task.handed_on")
def hand_on(change: PlanWrite, number: int, to: int) -> Event | None:
    """Give a task to the participant with number `to`; whoever hands it on goes on seeing it. Answers the receipt.

    Raises NotFound, NoReceiver, Refused, BadRequest, OpReused.
    """
    task = _task(change, number)
    _demand(change, "task.hand_on", task, card_of(change.plan, task))
    row = active_participants(change.plan).filter(number=to).first()
    if row is None:
        raise NoReceiver
    if task.participant == row:
        return None
    before = task.participant
    own = (
        Participant.objects.filter(plan=change.plan, number=int(change.asked.key[1:]))
        if change.asked.is_participant
        else None
    )
    task.passed_by, task.participant = own.first() if own else before, row
    task.save(update_fields=["passed_by", "participant"])
    make_link(change, row)
    changes = {task.ref: {"participant": [before and before.number, row.number]}}
    return change.record("task.handed_on", [task.ref], changes=changes)


def _task(change, number):
    return existing(find_task(change.plan, number))
