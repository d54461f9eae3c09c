"""One's own homework, everybody's for those who give it, one task, and the form that fills what it asks for."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pillars.alignment.forms import AlignForm
from pillars.alignment.views import page as align_page
from pillars.cards.forms import EntryForm
from pillars.cards.queries import find_entry
from pillars.cards.suggestions import indicators_for, units
from pillars.cards.views.edit import FAULTS, answer_to, card_changes, show
from pillars.cards.views.late_saves import open_choice
from pillars.cards.views.responses import Filling, attempt, sheet
from pillars.homework.actions import (
    change_task,
    fill_task,
    finish_task,
    hand_on,
    keys_of,
    move_tasks,
    reopen_task,
    withdraw_tasks,
)
from pillars.homework.forms import ChangeForm, DoneForm, HandOnForm, ManyForm
from pillars.homework.holders import column, me_of
from pillars.homework.queries import card_of, current_ref, done_by, find_task, items_of, receivers_of, tasks_of
from pillars.homework.suggestions import LINK
from pillars.homework.windows import Window, window_of
from pillars.models.chain import Entry
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_context, redirect_with_receipt
from workshops.permissions import verdict


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
    return act(request.actor, *arguments, op=request.op, **named)


def page(request: PlanRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of this room."""
    return render(request, f"pillars/homework/{template}.html", {"plan": request.plan, **context}, status=status)


@asks(GET="plan.open", POST="task.assign")
def tasks(request: PlanRequest, slug: str) -> HttpResponse:
    """Return what a participant owes; for everybody else all of it, by receiver (`?untuk=`); a POST changes several."""
    window = window_of(request.plan)
    if request.method == "POST":
        return change_many(request, window)
    if not request.actor.is_participant:
        return everybody(request, window, ManyForm(request.plan))
    mine, passed = tasks_of(request.plan, me_of(request.plan, request.actor))
    todo = [item for item in mine if not item.is_done]
    first = next((item for item in todo if item.is_open and LINK not in item.task.keys), None)
    context = {
        "window": window,
        "themes": _themes(todo, first),
        "open": sum(1 for item in mine if item.is_open),
        "total": len(mine),
        "done": done_by(request.plan, [item for item in mine if item.is_done]),
        "passed": passed,
        **_first_open(request, first),
        **receipt_context(request),
    }
    return page(request, "mine", context)


def _themes(items, first):
    """[(heading, items)], that of the first open task on top, and it first in it."""
    found = {}
    for item in sorted(items, key=lambda one: one is not first):
        found.setdefault(item.theme, []).append(item)
    return list(found.items())


def _first_open(request, item):
    """What the form of the first task needs; nothing of it where writing is closed."""
    if item is None or request.lock:
        return {}
    form = EntryForm.of(request.plan, item.card)
    form.visible_keys = set(keys_of(item.task))
    pillar = item.card.pillar
    return {
        "first": item,
        "form": form,
        "entry": item.card,
        "kind": form.kind,
        "pillar": pillar,
        "address": reverse("fill_task", args=[request.plan.slug, pillar.slug, item.card.ref, item.task.number]),
        "indicators": indicators_for(pillar.code, form.stored.get("dimension")),
        "units": units(),
    }


def everybody(request: PlanRequest, window: Window, form: ManyForm, status: int = 200) -> HttpResponse:
    """Return all receivers with their tasks, and those of the chosen one with what can be done to several of them."""
    withdrawn = "ditarik" in request.GET
    receivers = receivers_of(request.plan, withdrawn=withdrawn)
    chosen = next((one for one in receivers if one.value == request.GET.get("untuk")), None)
    context = {
        "window": window,
        "receivers": receivers,
        "chosen": chosen,
        "withdrawn": withdrawn,
        "open": sum(one.open for one in receivers),
        "done": sum(one.done for one in receivers),
        "form": form,
        **receipt_context(request),
    }
    return page(request, "everybody", context, status)


def change_many(request: PlanRequest, window: Window) -> HttpResponse:
    """Withdraw, give back or give to somebody else what was ticked."""
    form = ManyForm(request.plan, request.POST)
    if not form.is_valid():
        return everybody(request, window, form, 422)
    with form.reading("kepada"):
        if form.act == "alihkan":
            receipt = pressed(request, move_tasks, form.numbers, form.cleaned_data["kepada"])
        else:
            back = form.act == "kembalikan"
            receipt = pressed(request, withdraw_tasks, form.numbers, back=back)
        return redirect_with_receipt(receipt, "tasks", request.plan.slug)
    return everybody(request, window, form, 422)


@asks(role=role_towards, GET="task.view", POST="task.assign")
def task(request: TaskRequest, slug: str, tugas: int) -> HttpResponse:
    """Return one task; a POST of those who give tasks names in `act` what is wanted, else saves receiver and note."""
    if request.method != "POST":
        return _task_page(request)
    acts = {"tarik": _withdraw, "kembalikan": _give_back, "selesai": finish_here, "buka": _reopen}
    return acts.get(request.POST.get("act", ""), _change)(request)


def _change_form(request, data=None):
    current = request.task.participant or request.task.opd
    return ChangeForm(request.plan, data, kepada=current.ref if current else "", note=request.task.note)


def _task_page(request, form=None, *, finishing=None, status=200):
    (item,) = items_of(request.plan, [request.task])
    role = column(request.actor, request.task, request.card, request.me)
    context = {
        "item": item,
        "form": form or (_change_form(request) if request.may.task_assign else None),
        "window": window_of(request.plan),
        "may_fill": verdict("task.fill", role, lock=request.lock),
        "may_hand_on": verdict("task.hand_on", role),
        "done": done_by(request.plan, [item]) if item.is_done else [],
        "finishing": finishing or DoneForm(initial={"note": request.task.done_note}),
        **receipt_context(request),
    }
    return page(request, "task", context, status)


def _here(request, receipt):
    return redirect_with_receipt(receipt, "task", request.plan.slug, request.task.number)


def _change(request):
    form = _change_form(request, request.POST)
    if not form.is_valid():
        return _task_page(request, form, status=422)
    with form.reading("kepada"):
        to, note = form.cleaned_data.values()
        return _here(request, pressed(request, change_task, request.task.number, to=to, note=note))
    return _task_page(request, form, status=422)


def _withdraw(request):
    return _here(request, pressed(request, withdraw_tasks, [request.task.number]))


def _give_back(request):
    return _here(request, pressed(request, withdraw_tasks, [request.task.number], back=True))


def _reopen(request):
    return _here(request, pressed(request, reopen_task, request.task.number))


def finish_here(request: TaskRequest) -> HttpResponse:
    """Tick the task of the address with the note that was sent."""
    form = DoneForm(request.POST)
    if not form.is_valid():
        return _task_page(request, finishing=form, status=422)
    return _here(request, pressed(request, finish_task, request.task.number, form.cleaned_data["note"]))


@asks(role=role_towards, POST="task.fill")
def finish(request: TaskRequest, slug: str, tugas: int) -> HttpResponse:
    """Return its holder ticks a task with a note; `act` buka takes the tick off."""
    return _reopen(request) if request.POST.get("act") == "buka" else finish_here(request)


@asks(role=role_towards, GET="task.hand_on", POST="task.hand_on")
def hand_on_page(request: TaskRequest, slug: str, tugas: int) -> HttpResponse:
    """Ask to which colleague a task goes; they come in with their own name and code."""
    form = HandOnForm(request.plan, request.task, request.me.office or request.task.opd, request.POST or None)
    if request.task.withdrawn_at:
        raise Http404
    if request.method != "POST":
        return _hand_on_form(request, form)
    if not form.is_valid():
        return _hand_on_form(request, form, 422)
    with form.reading("kepada"):
        receipt = pressed(request, hand_on, request.task.number, form.number)
        return redirect_with_receipt(receipt, "tasks", request.plan.slug)
    return _hand_on_form(request, form, 422)


def _hand_on_form(request, form, status=200):
    (item,) = items_of(request.plan, [request.task])
    return page(request, "hand_on", {"item": item, "form": form}, status)


@asks(role=role_towards, GET="task.view", POST="task.fill")
def fill(request: TaskRequest, slug: str, pillar: str, ref: str, tugas: int) -> HttpResponse:
    """Return the fields that task `tugas` asks for; a save goes the way of every save."""
    entry = _entry(request, ref)
    if entry is None:
        return redirect("task", slug, tugas)
    if entry.pillar.code != request.pillar_code:
        return redirect("fill_task", slug, entry.pillar.slug, ref, tugas)
    request.filling = _filling(request, entry)
    if request.method != "POST":
        return _page(request, entry)
    draw: Any
    form_class, draw = (AlignForm, align_page) if LINK in request.task.keys else (EntryForm, sheet)
    form = form_class.of(request.plan, entry, data=request.POST)
    if not form.is_valid():
        return draw(request, form, status=422, notice=FAULTS)
    saved, refusal = attempt(request, form, fill_task, request.task.number, form.values, page=draw, base=form.base)
    return refusal or answer_to(request, form, saved)


def _entry(request, ref):
    """The card of the task; None, for a reader, once it is in the bin."""
    if ref not in (request.task.card, current_ref(request.plan, request.task)):
        raise Http404
    return find_entry(request.plan, ref, with_deleted=request.method == "POST")


def _filling(request, entry):
    plan, task = request.plan, request.task
    role = column(request.actor, task, entry, request.me)
    return Filling(
        task=task,
        keys=keys_of(task),
        may=verdict("task.fill", role, lock=request.lock),
        address=reverse("fill_task", args=[plan.slug, entry.pillar.slug, entry.ref, task.number]),
        template="pillars/homework/fill.html",
    )


def _page(request, entry):
    """The form, what a save has left to choose (`?op=`), or the notes of `?since=N`."""
    if "since" in request.GET:
        return card_changes(request, entry)
    if left := open_choice(request, entry):
        return left
    if LINK in request.task.keys:
        return align_page(request, AlignForm.of(request.plan, entry, data=request.GET))
    return show(request, entry)
