"""What the views of one task share: whose it is, what a press answers, and how a page is drawn."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pillars.homework.holders import column, me_of
from pillars.homework.queries import card_of, find_task
from pillars.models.chain import Entry
from workshops.access import PlanRequest


class TaskRequest(PlanRequest):
    """What a view of one task is called with: `role_towards` has set what it is about."""

    task: Any
    card: Entry | None
    me: Any
    filling: Any


def role_towards(request: TaskRequest, tugas: int, **_: str) -> str:
    """Return the `role` of `access.asks` for addresses with the number of a task in them.

    Sets `request.task`, `request.card` (None once it is in the bin) and `request.me`; 404 for a task that is not
    there, which a withdrawn one is for everybody but those who give tasks.
    """
    actor, plan = request.actor, request.plan
    request.task = find_task(plan, tugas, with_withdrawn=not actor.is_participant)
    if request.task is None:
        raise Http404
    request.card = card_of(plan, request.task)
    request.me = me_of(plan, actor)
    return column(actor, request.task, request.card, request.me, looking=request.method in ("GET", "HEAD"))


def pressed(request: PlanRequest, act: Callable[..., Any], *arguments: Any, **named: bool | str) -> Any:
    """Do `act` for the person of `request`, and return what it gives."""
    return act(request.actor, *arguments, op=request.POST.get("op", ""), **named)


def page(request: PlanRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of this room."""
    return render(request, f"pillars/homework/{template}.html", {"plan": request.plan, **context}, status=status)
