"""Reading the journal: what a field held at N, and what happened to one thing."""

from typing import Any

from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan


def fields_at(plan: Plan, ref: str, base: int, now: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return `now` ({field: JSON value}) as it stood at event `base`, and who changed what since.

    Returns (values, last) where last is {field: event that changed it last after base}.
    """
    values, last = dict(now), {}
    events = Event.objects.filter(plan=plan, number__gt=base, refs__contains=[ref])
    for event in sorted(events, key=lambda event: -event.number):
        for field, (before, _after) in event.changes.get(ref, {}).items():
            values[field] = before
            last.setdefault(field, event)
    return values, last


def history(plan: Plan, ref: str) -> list[Event]:
    """Return all events of one thing, newest first."""
    return list(Event.objects.filter(plan=plan, refs__contains=[ref]).order_by("-number"))


def has_left_group(plan: Plan, actor: Actor, pillar: str | None) -> bool:
    """Whether a participant sat in the group of `pillar` before somebody led them to their present one."""
    if not actor.is_participant or pillar in (None, "", actor.pillar):
        return False
    ref = f"peserta-{actor.key[1:]}"
    # also when the whole room was seated anew with a step
    moves = Event.objects.filter(plan=plan, refs__contains=[ref]).values_list("changes", flat=True)
    return any(changes.get(ref, {}).get("group", [""])[0] == pillar for changes in moves)
