"""What a facilitator does with homework: give many at once, change, withdraw, remind; and the links that go round."""

from dataclasses import dataclass
from datetime import timedelta

from pillars.cards.queries import find_entry
from pillars.cards.values import kind_fields
from pillars.homework.links import of, owner
from pillars.homework.queries import unfilled
from pillars.homework.suggestions import LINK
from pillars.models import Task, TaskLink
from workshops.codes import fingerprint, new_token, seal
from workshops.live.actions import Receipt, plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite
from workshops.live.models import Event
from workshops.membership.actors import active_participants
from workshops.membership.models import Participant
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
        super().__init__("field_error", sentence, names_field=True)


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
    """Give all of `asked`; what its receiver is asked already, and cards that are gone, are left out.

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
    whose = owner(row)
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
            **whose,
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


def _task(change, number):
    (task,) = _tasks(change, [number], withdrawn_at=None) or [None]
    if task is None:
        raise NotFound
    return task


def _tasks(change, numbers, **state):
    """The tasks with these numbers that are in `state`. Raises NotFound when one of the numbers is nobody's."""
    tasks = Task.objects.filter(plan=change.plan, number__in=numbers)
    if tasks.count() != len(set(numbers)):
        raise NotFound
    return list(tasks.filter(**state).select_related("participant", "opd"))
