"""Filling what a task asks for, on any group's card: the form of the card with these fields alone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pillars.alignment.forms import AlignForm
from pillars.alignment.views import page as align_page
from pillars.cards.forms import EntryForm
from pillars.cards.queries import find_entry
from pillars.cards.views.edit import show
from pillars.cards.views.late_saves import answer_to, open_choice
from pillars.cards.views.responses import Filling, Notice, attempt, incomplete_save, sheet
from pillars.cards.views.since import card_changes
from pillars.homework.actions.completion import fill_task, keys_of
from pillars.homework.holders import column
from pillars.homework.queries import current_ref
from pillars.homework.suggestions import LINK
from pillars.homework.views.task_page import TaskRequest, role_towards
from workshops.access import asks
from workshops.permissions import verdict

FAULTS = Notice("Belum tersimpan. Perbaiki yang berikut, lalu simpan lagi.", "field_error")


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
    form: Any
    draw: Any
    if LINK in request.task.keys:
        form, draw = AlignForm.of(request.plan, entry, data=request.POST), align_page
    else:
        form, draw = EntryForm.of(request.plan, entry, data=request.POST), sheet
    if not form.is_valid():
        return draw(request, form, status=422, notice=FAULTS)
    saved, refusal = attempt(
        request,
        form,
        lambda: fill_task(request.actor, request.task.number, form.values, base=form.base, op=form.op),
        draw,
    )
    return refusal or answer_to(request, form, saved)


def _entry(request, ref):
    """The card of the task; None, for a reader, once it is in the bin."""
    if ref not in (request.task.card, current_ref(request.plan, request.task)):
        raise Http404
    return find_entry(request.plan, ref, with_bin=request.method == "POST")


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
    event = incomplete_save(request, entry, request.GET.get("op", ""))
    if left := event and open_choice(request, event, _only(request)):
        return left
    if LINK in request.task.keys:
        return align_page(request, AlignForm.of(request.plan, entry, data=request.GET))
    return show(request, entry)


def _only(request):
    return request.GET["isian"].split(",") if "isian" in request.GET else None
