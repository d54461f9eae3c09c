"""Everything that gives, moves, does and ends homework, its links that go round, and until when it is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pillars.cards.actions.result import Saved
from pillars.cards.actions.save import save_entry
from pillars.cards.queries import find_entry
from pillars.cards.values import kind_fields
from pillars.homework.holders import column, me_of
from pillars.homework.links import of, owner
from pillars.homework.queries import card_of, current_ref, find_task, unfilled
from pillars.homework.suggestions import LINK
from pillars.models import Task, TaskLink
from workshops.codes import fingerprint, new_token, seal
from workshops.live.actions import Receipt, Refused, plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.membership.actors import active_participants
from workshops.membership.models import Participant
from workshops.permissions import NOT_THERE, Actor
from workshops.plans.bimteks import present_bimtek
from workshops.plans.models import Opd, Plan
from workshops.text import FieldError

#: So many tasks are given at once.
MOST = 300
#: A link that goes round works as long as the session of whoever comes in by it may last.
LINK_LIVES = timedelta(days=120)


class NoReceiver(FieldError):
    """The person was removed meanwhile, or the office is not in the plan."""

    def __init__(self) -> None:
        sentence = "Penerima itu tidak ada lagi dalam rencana ini. Pilih orang atau perangkat daerah lain."
        super().__init__("field_error", sentence)


@dataclass(frozen=True)
class TaskAssignment:
    """What is to be given: fields of one card. `to` is `peserta-12` or `opd-3`."""

    card: str
    keys: tuple
    to: str
    note: str = ""


@dataclass(frozen=True)
class AssignmentResult:
    """What became of it: `given` tasks, `left` that were asked already or whose card is gone."""

    receipt: Receipt
    given: int
    left: int = 0


@plan_action(
    "task.given",
    may="task.assign",
    sent=lambda asked: [[[one.card, list(one.keys), one.to, one.note] for one in asked[:MOST]]],
    again=lambda change: AssignmentResult(change.receipt(change.replay), len(change.replay.refs)),
)
def assign_tasks(change: PlanWrite, asked: list[TaskAssignment]) -> AssignmentResult:
    """Give all of `asked`; what its receiver is asked already, and cards that are gone, are left out. Returns Given.

    The link to the RPJMD becomes a task of its own. Raises NoReceiver, Refused, BadRequest, OpReused.
    """
    bimtek, tasks = present_bimtek(change.plan), []
    known = {one.to: receiver(change.plan, one.to) for one in asked[:MOST]}
    for one in asked[:MOST]:
        tasks += _made(change, one, known[one.to], bimtek)
    wanted = len(asked[:MOST])
    if not tasks:
        return AssignmentResult(change.receipt(), 0, wanted)
    Task.objects.bulk_create(tasks)
    for row in known.values():
        make_link(change, row)
    changes = {task.ref: _changes(task) for task in tasks}
    event = change.record("task.given", list(changes), changes=changes)
    return AssignmentResult(change.receipt(event), len(tasks), wanted - len({task.card for task in tasks}))


def receiver(plan: Plan, value: str) -> Participant | Opd:
    """Return the Participant or Opd that `peserta-12` or `opd-3` names. Raises NoReceiver."""
    kind, _, number = value.partition("-")
    row = None
    if number.isascii() and number.isdigit() and len(number) < 10:
        if kind == "peserta":
            row = active_participants(plan).filter(number=int(number)).first()
        elif kind == "opd":
            row = plan.opds.filter(number=int(number)).first()
    if row is None:
        raise NoReceiver
    return row


def _made(change, one, row, bimtek):
    """The tasks for one `TaskAssignment`; none when its card is gone or all of it is asked of this receiver already."""
    entry = find_entry(change.plan, one.card)
    if entry is None:
        return []
    known = {described.key for described in kind_fields(entry.KIND)}
    there = Task.objects.filter(of(row), plan=change.plan, card=one.card, done_at=None, withdrawn_at=None)
    asked = {key for task in there for key in task.keys}
    keys = [key for key in dict.fromkeys(one.keys) if key in known and key not in asked]
    period = (change.plan.period_start, change.plan.period_end)
    parts = ([key for key in keys if key != LINK], [key for key in keys if key == LINK])
    return [
        Task(
            plan=change.plan,
            number=change.next_number("tugas"),
            bimtek=bimtek,
            card=one.card,
            keys=part,
            note=one.note,
            by_gap=len(unfilled(entry, part, period)) == len(part),
            given_by=change.asked.key,
            given_at=change.at,
            **owner(row),
        )
        for part in parts
        if part
    ]


def _changes(task):
    """What the journal keeps of a task: numbers of people and offices, never a name."""
    now = {"card": task.card, "keys": list(task.keys), "note": task.note} | _whose(task)
    return {key: [None, value] for key, value in now.items() if value}


def _whose(task):
    return {"participant": task.participant and task.participant.number, "opd": task.opd and task.opd.number}


@plan_action("task.changed", may="task.assign")
def change_task(change: PlanWrite, number: int, *, to: str, note: str) -> Event | None:
    """Change receiver or note of a task; return the receipt. Raises NotFound, NoReceiver, Refused, BadRequest …"""
    task = _task(change, number)
    before = _whose(task) | {"note": task.note}
    row = receiver(change.plan, to)
    current = task.participant or task.opd
    if current is None or current.ref != to:
        task.participant, task.opd, task.passed_by = owner(row)["participant"], owner(row)["opd"], None
        make_link(change, row)
    task.note = note
    moved = {key: [before[key], now] for key, now in (_whose(task) | {"note": note}).items() if before[key] != now}
    if not moved:
        return None
    task.save(update_fields=["participant", "opd", "passed_by", "note"])
    return change.record("task.changed", [task.ref], changes={task.ref: moved})


@plan_action("task.withdrawn", may="task.assign")
def withdraw_tasks(change: PlanWrite, numbers: list[int], *, back: bool = False) -> Event | None:
    """Take tasks away from whoever has them, or give them `back`. Answers the receipt. Raises NotFound, Refused …"""
    tasks = _tasks(change, numbers, withdrawn_at__isnull=not back)
    if not tasks:
        return None
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(withdrawn_at=None if back else change.at)
    changes = {task.ref: {"withdrawn": [back, not back]} for task in tasks}
    return change.record("task.given_back" if back else "task.withdrawn", list(changes), changes=changes)


@plan_action("task.moved", may="task.assign")
def move_tasks(change: PlanWrite, numbers: list[int], to: str) -> Event | None:
    """Give tasks that somebody has to whoever `to` names. Answers the receipt. Raises NotFound, NoReceiver …"""
    row, changes = receiver(change.plan, to), {}
    for task in _tasks(change, numbers, withdrawn_at=None):
        before = _whose(task)
        task.participant, task.opd, task.passed_by = owner(row)["participant"], owner(row)["opd"], None
        moved = {key: [before[key], now] for key, now in _whose(task).items() if before[key] != now}
        if moved:
            task.save(update_fields=["participant", "opd", "passed_by"])
            changes[task.ref] = moved
    if not changes:
        return None
    make_link(change, row)
    return change.record("task.changed", list(changes), changes=changes)


@plan_action("task.reminded", may="task.assign")
def remind(change: PlanWrite, receivers: list[str]) -> Event | None:
    """Note that whoever `receivers` name were reminded of their tasks that are not done, and keep their links alive.

    Answers the receipt. Raises NoReceiver, Refused, BadRequest, OpReused.
    """
    refs = []
    for row in [receiver(change.plan, to) for to in receivers]:
        tasks = Task.objects.filter(of(row), plan=change.plan, withdrawn_at=None, done_at=None)
        refs += [task.ref for task in tasks]
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(reminded_at=change.at)
        make_link(change, row)
    return change.record("task.reminded", refs) if refs else None


@plan_action("task.link_renewed", may="task.assign")
def renew_link(change: PlanWrite, to: str) -> Event:
    """Make a new link for whoever `to` names; the former ones open nothing from now on.

    Raises NoReceiver, Refused …
    """
    row = receiver(change.plan, to)
    TaskLink.objects.filter(plan=change.plan, revoked_at=None, **owner(row)).update(revoked_at=change.at)
    make_link(change, row)
    return change.record("task.link_renewed", [row.ref])


def make_link(change: PlanWrite, row: Participant | Opd) -> None:
    """Make a link for a receiver who has none that works, and let one that works live on."""
    links = TaskLink.objects.filter(plan=change.plan, revoked_at=None, expires_at__gt=change.at, **owner(row))
    until = change.at + LINK_LIVES
    if links.exists():
        links.update(expires_at=until)
        return
    key = new_token()
    TaskLink.objects.create(
        plan=change.plan,
        key_hash=fingerprint("tasks", key),
        key_cipher=seal(key),
        made_at=change.at,
        expires_at=until,
        **owner(row),
    )


def _tasks(change, numbers, **state):
    """The tasks with these numbers that are in `state`. Raises NotFound when one of the numbers is nobody's."""
    tasks = Task.objects.filter(plan=change.plan, number__in=numbers)
    if tasks.count() != len(set(numbers)):
        raise NotFound
    return list(tasks.filter(**state).select_related("participant", "opd"))


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
    task.passed_by, task.participant = before, row
    if change.asked.is_participant:
        task.passed_by = Participant.objects.filter(plan=change.plan, number=int(change.asked.key[1:])).first()
    task.save(update_fields=["passed_by", "participant"])
    make_link(change, row)
    changes = {task.ref: {"participant": [before and before.number, row.number]}}
    return change.record("task.handed_on", [task.ref], changes=changes)


def _task(change, number):
    return existing(find_task(change.plan, number))


class NoBimtek(Exception):
    """No bimtek has been opened yet, so there is nothing that homework could follow."""

    sentence = "Belum ada bimtek yang dibuka, jadi belum ada tugas yang dapat dibuka sampai suatu tanggal."


@plan_action("bimtek.window", may="window.set")
def set_window(change: PlanWrite, until: datetime | None) -> Event | None:
    """Let the present bimtek's homework be written until `until` (UTC, aware); None closes the window now.

    Answers the receipt. Raises NoBimtek, Refused, BadRequest, OpReused.
    """
    bimtek = present_bimtek(change.plan)
    if bimtek is None:
        raise NoBimtek
    before, after = bimtek.window_until, until or change.at
    if before == after or (until is None and (before is None or before <= change.at)):
        return None
    bimtek.window_until = after
    bimtek.save(update_fields=["window_until"])
    moved = {"window_until": [before and before.isoformat(), after.isoformat()]}
    return change.record("bimtek.window", [bimtek.ref], changes={bimtek.ref: moved})
