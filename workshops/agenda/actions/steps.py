"""The steps themselves: added, changed, moved and deleted, also while they run."""

from typing import Any

from django.db.models import F

from workshops.agenda.actions.step_control import NoStep, Overtaken
from workshops.agenda.models import Broadcast, Step
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, Receipt
from workshops.live.models import Event
from workshops.plans.models import Bimtek

#: What can be changed of a step.
SETTABLE = (
    *("day", "planned_start", "minutes", "title", "who", "type", "fills", "instruction"),
    *("projector_example", "expected_result", "done_when", "if_late"),
)


@plan_action(
    "step_added",
    may="step.steer",
    sent=lambda bimtek, values, after: [bimtek, after, values],
    again=lambda change: (change.receipt(change.replay), int(change.replay.refs[0].removeprefix("langkah-"))),
)
def add_step(
    change: PlanWrite, bimtek: int, values: dict[str, Any], *, after: int | None = None
) -> tuple[Receipt, int]:
    """Add a step of bimtek number `bimtek`, behind step number `after` or at the end of its day.

    values: keys of `SETTABLE`; title, day, planned_start and minutes are needed.
    Returns (receipt, number of the step). Raises NoStep, Bimtek.DoesNotExist, Refused, BadRequest, OpReused.
    """
    row = Bimtek.objects.get(plan=change.plan, number=bimtek)
    steps = Step.objects.filter(plan=change.plan, bimtek=row)
    last = steps.filter(number=after).first() or steps.filter(day__lte=values["day"]).last()
    place = last.position + 1 if last else 1
    steps.filter(position__gte=place).update(position=F("position") + 1)
    number = change.next_number("langkah")
    given = {key: values[key] for key in SETTABLE if key in values}
    step = Step.objects.create(plan=change.plan, bimtek=row, number=number, position=place, **given)
    event = change.record("agenda.step_added", [step.ref], changes={step.ref: {"title": [None, step.title]}})
    return change.receipt(event), number


@plan_action("step_changed", may="step.steer")
def change_step(change: PlanWrite, number: int, values: dict[str, Any], *, base: int) -> Event | None:
    """Set what `values` names (keys of `SETTABLE`) of step `number`, as a page at journal number `base` showed it.

    The end time of a running step stays: time is given and taken on the run sheet. Returns the receipt.
    Raises Overtaken when somebody changed this step after `base`, NoStep, Refused, BadRequest, OpReused.
    """
    values = {key: values[key] for key in SETTABLE if key in values}
    change.known_base(base)
    step = _step(change, number)
    before = {key: getattr(step, key) for key in values}
    moved = {key: [before[key], value] for key, value in values.items() if before[key] != value}
    if not moved:
        return None
    _not_overtaken(change, step.ref, base)
    for key in moved:
        setattr(step, key, values[key])
    step.save(update_fields=list(moved))
    return change.record("agenda.step_changed", [step.ref], changes={step.ref: moved}, base=base)


def _not_overtaken(change, ref, base):
    theirs = Event.objects.filter(plan=change.plan, number__gt=base, verb="agenda.step_changed", refs__contains=[ref])
    if event := theirs.order_by("-number").first():
        raise Overtaken(event)


@plan_action("step_moved", may="step.steer")
def move_step(change: PlanWrite, number: int, by: int) -> Event:
    """Put a waiting step before (`by` -1) or behind (1) its neighbour of the same day; both keep their length.

    Raises NoStep where there is no waiting neighbour on that side, Refused, BadRequest, OpReused.
    """
    step = _step(change, number)
    day = list(Step.objects.filter(plan=change.plan, bimtek=step.bimtek_id, day=step.day).order_by("position"))
    place = day.index(step) + by
    other = day[place] if 0 <= place < len(day) else None
    if other is None or not {step.state, other.state} <= {Step.WAITING, Step.SKIPPED}:
        raise NoStep("Hanya langkah yang belum dimulai dapat ditukar urutannya.")
    first, second = (step, other) if by > 0 else (other, step)
    first.position, second.position = second.position, first.position
    second.planned_start = first.planned_start
    first.planned_start = second.planned_start + second.minutes
    for row in (first, second):
        row.save(update_fields=["position", "planned_start"])
    changes = {
        first.ref: {"position": [second.position, first.position]},
        second.ref: {"position": [first.position, second.position]},
    }
    return change.record("agenda.step_moved", [step.ref, other.ref], changes=changes)


@plan_action("step_deleted", may="step.steer")
def delete_step(change: PlanWrite, number: int) -> Event:
    """Take a step out of the agenda. Whoever is in it is told on their screen; what they wrote stands.

    Returns the receipt. Raises NoStep, Refused, BadRequest, OpReused.
    """
    step = _step(change, number)
    behind = list(step.groups_behind.all())
    inside = [None] if step.is_present else [own.group_id for own in behind]
    refs = [step.ref, *(_tell(change, step, group_id).ref for group_id in inside)]
    before = {name: [getattr(step, name), None] for name in (*SETTABLE, "position", "state")}
    ref = step.ref
    step.delete()
    return change.record("agenda.step_deleted", refs, changes={ref: before})


def _tell(change, step, group_id):
    """The sentence on the screens of those who are in a step that goes; `group_id` None: everybody."""
    text = f"Langkah “{step.title}” dihapus dari acara. Tulisan Anda tetap tersimpan; tunggu langkah berikutnya."
    return Broadcast.objects.create(
        plan=change.plan,
        number=change.next_number("umum"),
        group_id=group_id,
        text=text,
        at=change.at,
        by=change.asked.key,
    )


def _step(change, number):
    step = Step.objects.filter(plan=change.plan, number=number).first()
    if step is None:
        raise NoStep
    return step
