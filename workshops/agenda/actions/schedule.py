"""Before anybody comes: the bimteks of a plan and their steps from a template, dates and places, and the opening."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from workshops.agenda.models import Step
from workshops.agenda.templates import TEMPLATES, AgendaTemplate
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.plans.models import Bimtek
from workshops.text import SentenceError

#: What may be set of a bimtek before and while it runs.
SETTABLE = ("title", "purpose", "venue", "address", "first_day", "days", "window_until")


class AgendaStarted(Exception):
    """A bimtek of the plan was opened already: its agenda is changed step by step, and not replaced."""


class NotOpened(SentenceError):
    """The bimtek cannot be opened now; `sentence` says why."""


@plan_action("agenda.planned", may="plan.setup")
def plan_agenda(
    change: PlanWrite, template_code: str, first_days: Sequence[Any] = (), *, venue: str = "", address: str = ""
) -> Event:
    """Give the plan the bimteks of a template with all their steps; a former agenda that never began is replaced.

    first_days  a date, or None, for each bimtek; where the list ends, dates follow at the template's distance from
                the last one that is known, and stay open when none is.
    Returns the receipt. Raises AgendaStarted, KeyError for an unknown template, Refused, BadRequest, OpReused.
    """
    template = TEMPLATES[template_code]
    former = Bimtek.objects.filter(plan=change.plan)
    if former.filter(opened_at__isnull=False).exists():
        raise AgendaStarted
    former.delete()
    firsts = dates(template, first_days)
    bimteks = lay_out(change, planned(template, firsts, [venue] * len(firsts), address))
    return change.record("agenda.planned", [bimtek.ref for bimtek in bimteks])


def dates(template: AgendaTemplate, first_days: Sequence[Any]) -> list[date | None]:
    """Return the first day of each bimtek of `template`; see `plan_agenda`."""
    found, known = [], None
    for place in range(len(template.bimteks)):
        given = first_days[place] if place < len(first_days) else None
        if given is None and known is not None and place >= len(first_days):
            given = known + timedelta(days=template.gap_days)
        known = given or known
        found.append(given)
    return found


def planned(
    template: AgendaTemplate, first_days: Sequence[date | None], venues: list[str], address: str = ""
) -> list[tuple[Bimtek, list[Any]]]:
    """Return [(Bimtek, [Step])] of `template`, unsaved: what `lay_out` writes. A date or None and a venue for each."""
    return [
        (
            Bimtek(
                number=number,
                code=chosen.code,
                title=chosen.title,
                purpose=chosen.purpose,
                days=chosen.days,
                first_day=day,
                venue=venue,
                address=address,
            ),
            [_step(position, step) for position, step in enumerate(chosen.steps, 1)],
        )
        for number, (chosen, day, venue) in enumerate(zip(template.bimteks, first_days, venues, strict=True), 1)
    ]


def lay_out(change: PlanWrite, planned: list[tuple[Bimtek, list[Any]]]) -> list[Bimtek]:
    """Write `planned` [(Bimtek, [Step])] into the plan of an open write and numbers the steps; returns the bimteks."""
    for bimtek, _ in planned:
        bimtek.plan = change.plan
    bimteks = Bimtek.objects.bulk_create(bimtek for bimtek, _ in planned)
    steps = []
    for bimtek, own in planned:
        for step in own:
            step.plan, step.bimtek, step.number = change.plan, bimtek, change.next_number("langkah")
            steps.append(step)
    Step.objects.bulk_create(steps)
    return bimteks


def _step(position, step):
    keys = [one.name for one in fields(step) if one.name not in ("code", "start")]
    given = {key: getattr(step, key) for key in keys}
    own = {key: list(value) if isinstance(value, tuple) else value for key, value in given.items()}
    return Step(position=position, planned_start=step.start, **own)


@plan_action("agenda.bimtek_changed", may="plan.setup")
def change_bimtek(change: PlanWrite, number: int, values: dict[str, Any]) -> Event | None:
    """Set what `values` names (keys of `SETTABLE`) of bimtek `number`. Raises Bimtek.DoesNotExist, Refused …"""
    values = {key: values[key] for key in SETTABLE if key in values}
    bimtek = Bimtek.objects.get(plan=change.plan, number=number)
    before = {key: getattr(bimtek, key) for key in values}
    moved = {key: [_plain(before[key]), _plain(value)] for key, value in values.items() if before[key] != value}
    if not moved:
        return None
    for key in moved:
        setattr(bimtek, key, values[key])
    bimtek.save(update_fields=list(moved))
    return change.record("agenda.bimtek_changed", [bimtek.ref], changes={bimtek.ref: moved})


def _plain(value):
    return value if isinstance(value, (str, int, type(None))) else value.isoformat()


@plan_action("agenda.bimtek_opened", may="bimtek.open")
def open_bimtek(change: PlanWrite, number: int) -> Event | None:
    """Let participants into bimtek `number`: it is the present one from now on, and the lock of a signed one ends.

    Raises NotOpened when a step of the one before still runs or there is no such bimtek, Refused, BadRequest, OpReused.
    """
    bimtek = Bimtek.objects.filter(plan=change.plan, number=number).first()
    if bimtek is None:
        raise NotOpened("Bimtek itu tidak ada dalam rencana ini.")
    if bimtek.opened_at:
        return None
    if Step.objects.filter(plan=change.plan, state__in=(Step.RUNNING, Step.PAUSED)).exists():
        raise NotOpened("Masih ada langkah yang berjalan. Akhiri dahulu langkah itu.")
    bimtek.opened_at = change.at
    bimtek.save(update_fields=["opened_at"])
    return change.record("agenda.bimtek_opened", [bimtek.ref])
