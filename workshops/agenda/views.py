"""The run sheet and everything that is pressed on it; announcements; calls for the facilitator."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from workshops.access import PlanRequest, asks, numbered
from workshops.agenda.actions.announcements import (
    CallTaken,
    accept_call,
    broadcast,
    call_help,
    close_call,
    end_broadcast,
    withdraw_call,
)
from workshops.agenda.actions.schedule import NotOpened, open_bimtek
from workshops.agenda.actions.step_control import ACTS, NoStep, Overtaken, release_group, start_group_step, steer
from workshops.agenda.actions.steps import add_step, change_step, delete_step, move_step
from workshops.agenda.forms import AnnouncementForm, CallForm, StepForm
from workshops.agenda.models import Broadcast, HelpCall, Step
from workshops.agenda.room_state import mark_announcement_read, room_changed_since, room_context
from workshops.agenda.run_sheet import hour, read_run_sheet
from workshops.answers import (
    FullPageNeeded,
    live_page,
    page_or_part,
    receipt_context,
    receipt_query,
    redirect_with_receipt,
    see_other,
)
from workshops.live.actions.plan_write import NotFound, Receipt, existing
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.plans.local_time import local
from workshops.plans.models import Bimtek
from workshops.text import natural

#: What somebody did before us, by the verb of their event.
_DONE = {
    "agenda.step_started": "memulai langkah lain",
    "agenda.step_next": "melanjutkan ke langkah berikutnya",
    "agenda.step_back": "kembali ke langkah sebelumnya",
    "agenda.step_paused": "menjeda langkah ini",
    "agenda.step_resumed": "melanjutkan waktu",
    "agenda.step_time": "mengubah waktu selesai",
    "agenda.step_finished": "mengakhiri langkah",
    "agenda.step_changed": "mengubah langkah ini",
    "agenda.step_deleted": "menghapus satu langkah",
}


def overtaken_words(request: PlanRequest, event: Event) -> str:
    """Return `Fitri sudah melanjutkan ke langkah berikutnya, 10.38. Tombol Anda tidak mengubah apa-apa.`"""
    mine = event.actor == request.actor.key
    who = "Anda" if mine else names_of(request.plan, [event.actor]).get(event.actor, "Seseorang")
    what = _DONE.get(event.verb, "mengubah susunan acara")
    at = f"{local(event.at, request.plan):%H.%M}"
    return f"{who} sudah {what}, {at}. Tombol Anda tidak mengubah apa-apa; lihat keadaan sekarang di bawah."


def sheet_page(
    request: PlanRequest, *, say: AnnouncementForm | None = None, notice: str = "", status: int = 200
) -> HttpResponse:
    """Return the run sheet with the form of an announcement as it was typed, and a notice above everything."""
    sheet = read_run_sheet(request.plan, request.GET)
    context = {
        "sheet": sheet,
        "plan": request.plan,
        "may": request.may,
        "say": say or AnnouncementForm(request.plan),
        "notice": notice or _told(request),
        "asking": request.GET.get("tanya", ""),
        **room_context(request),
        **receipt_context(request),
    }
    answer = page_or_part(request, "workshops/agenda/run_sheet.html", "workshops/agenda/sheet_changes.html", context)
    answer.status_code = status
    return answer


def _told(request):
    """What somebody else did before us, from the event that `?sudah=` names."""
    number = natural(request.GET.get("sudah"))
    event = number and Event.objects.filter(plan=request.plan, number=number, verb__startswith="agenda.").first()
    return overtaken_words(request, event) if event else ""


def agenda_unchanged(request: PlanRequest) -> HttpResponse | None:
    """Return for `?since=N` the empty answer when nothing shown here came after N, else None. Raises `Reload`."""
    if "since" not in request.GET:
        return None
    head, since = request.plan.head, natural(request.GET["since"])
    if since is None or since > head:
        raise FullPageNeeded
    if room_changed_since(request.plan, since):
        return None
    return HttpResponse()


def press(
    request: PlanRequest, act: Callable[..., Any], *arguments: int | str, **named: int | str | None
) -> HttpResponse:
    """Do `act` for the person of `request`; lead to the page that it was pressed on, or say why nothing was changed."""
    try:
        receipt = act(request.actor, *arguments, op=request.op, **named)
    except Overtaken as overtaken:
        return see_other(way_back(request, {"sudah": overtaken.event.number}))
    except (NoStep, NotOpened) as no:
        return sheet_page(request, notice=no.sentence, status=409)
    except NotFound:
        return sheet_page(request, notice="Itu sudah tidak ada.", status=409)
    return see_other(way_back(request, receipt=receipt), receipt)


def way_back(request: PlanRequest, query: dict[str, int] | None = None, receipt: Receipt | None = None) -> str:
    """Return the page of ours that the form names in `kembali`, else the run sheet of the day that was shown."""
    place, home = request.POST.get("kembali", ""), f"/r/{request.plan.slug}/"
    if place.startswith(home) and url_has_allowed_host_and_scheme(place, allowed_hosts=None) and not query:
        return place
    shown = {key: request.GET[key] for key in ("bimtek", "hari") if key in request.GET}
    address = reverse("run_sheet", args=[request.plan.slug])
    given = urlencode(shown | (query or {}))
    if receipt:
        # a day that was chosen is gone on with, else the step that runs now comes into sight
        return address + receipt_query(receipt) + (f"&{given}" if given else "#sekarang")
    return f"{address}?{given}" if given else address


def page(request: PlanRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of the agenda that is no run sheet."""
    return render(request, template, {"plan": request.plan, "may": request.may, **context}, status=status)


_NUMBER = re.compile(r"-?[0-9]{1,9}")


@asks(GET="agenda.view", POST="step.steer")
@live_page
def run_sheet(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the steps of a day.

    A POST names in `act` what is pressed: `next`, `time:5`, `start:12`, `up:12`, `open:2` …
    """
    if request.method == "POST":
        return _pressed(request)
    return agenda_unchanged(request) or sheet_page(request)


def _pressed(request):
    act, _, what = request.POST.get("act", "").partition(":")
    number = int(what) if _NUMBER.fullmatch(what) else 0
    if act in ("up", "down"):
        return press(request, move_step, number, -1 if act == "up" else 1)
    if act == "open":
        return press(request, open_bimtek, number)
    if act in ("hold", "release"):
        return _of_group(request, act, what)
    if act in ACTS:
        steps = {"minutes": number} if act == "time" else {"number": number}
        return press(request, steer, act, base=base_of(request), **steps)
    return sheet_page(request, notice="Tombol ini tidak dikenal. Muat ulang halaman.", status=422)


def _of_group(request, act, slug):
    asked = request.POST.get("group", "") if act == "hold" else slug
    if asked not in request.plan.groups.values_list("slug", flat=True):
        return sheet_page(request, notice="Pilih kelompok yang tetap di langkah itu.", status=422)
    if act == "release":
        return press(request, release_group, asked)
    given = natural(request.POST.get("minutes"), 3)
    number = natural(request.POST.get("step"), 9) or 0
    return press(request, start_group_step, asked, number=number, minutes=given)


def base_of(request: PlanRequest) -> int | None:
    return natural(request.POST.get("base"))


@asks(there=numbered(Step, "langkah"), GET="step.steer", POST="step.steer")
def step_page(request: PlanRequest, slug: str, langkah: int) -> HttpResponse:
    """Return one step with all that can be set; `act` hapus deletes it."""
    step = existing(Step.objects.filter(plan=request.plan, number=langkah).select_related("bimtek").first())
    if request.method != "POST":
        return _form_page(request, StepForm(step.bimtek, step), step)
    if request.POST.get("act") == "hapus":
        return press(request, delete_step, step.number)
    form = StepForm(step.bimtek, step, request.POST)
    return _save(request, form, step) if form.is_valid() else _form_page(request, form, step, status=422)


def _save(request, form, step):
    given = form.cleaned_data
    try:
        receipt = change_step(request.actor, step.number, given, base=base_of(request), op=form.op)
    except Overtaken as overtaken:
        return _form_page(request, form, step, notice=overtaken_words(request, overtaken.event), status=409)
    except NoStep as no:
        return sheet_page(request, notice=no.sentence, status=409)
    return _to_sheet(request, step.bimtek, given["day"], receipt, step.number)


@asks(GET="step.steer", POST="step.steer")
def add_step_page(request: PlanRequest, slug: str) -> HttpResponse:
    """Return a new step of the bimtek in `?bimtek=`, behind the step in `?sesudah=`."""
    bimtek = Bimtek.objects.filter(plan=request.plan, number=natural(request.GET.get("bimtek", "1"), 9)).first()
    if bimtek is None:
        return sheet_page(request, notice="Belum ada bimtek. Siapkan dahulu bimteknya.", status=409)
    after = Step.objects.filter(plan=request.plan, bimtek=bimtek, number=natural(request.GET.get("sesudah"), 9)).first()
    begun = {"day": str(after.day), "planned_start": hour(after.planned_start + after.minutes)} if after else None
    form = StepForm(bimtek, data=request.POST if request.method == "POST" else None, initial=begun)
    if request.method != "POST":
        return _form_page(request, form, None)
    if not form.is_valid():
        return _form_page(request, form, None, status=422)
    behind = after.number if after and after.day == form.cleaned_data["day"] else None
    receipt, number = add_step(request.actor, bimtek.number, form.cleaned_data, after=behind, op=form.op)
    return _to_sheet(request, bimtek, form.cleaned_data["day"], receipt, number)


def _to_sheet(request, bimtek, day, receipt, number):
    place = f"&bimtek={bimtek.number}&hari={day}#langkah-{number}"
    return redirect_with_receipt(receipt, "run_sheet", request.plan.slug, more=place)


def _form_page(request, form, step, *, notice="", status=200):
    context = {"form": form, "step": step, "notice": notice, "asking": "hapus" in request.GET}
    return page(request, "workshops/agenda/step.html", context | receipt_context(request), status)


announcement_exists = numbered(Broadcast, "umum")


@asks(POST="step.steer")
def announce(request: PlanRequest, slug: str) -> HttpResponse:
    """Say `text` to everybody, or to the group with the slug `group`."""
    form = AnnouncementForm(request.plan, request.POST)
    if not form.is_valid():
        return sheet_page(request, say=form, status=422)
    return press(request, broadcast, **form.cleaned_data)


@asks(there=announcement_exists, POST="step.steer")
def end_announcement(request: PlanRequest, slug: str, umum: int) -> HttpResponse:
    """Take it off all screens."""
    return press(request, end_broadcast, umum)


@asks(there=announcement_exists, POST="presence.report")
def close_announcement(request: PlanRequest, slug: str, umum: int) -> HttpResponse:
    """Note that its reader has read it: this browser does not show it again. Nothing of the plan changes."""
    mark_announcement_read(request, umum)
    if request.htmx:
        return HttpResponse()
    return see_other(way_back(request))


@asks(tables=True, GET="help.call", POST="help.call")
def call_page(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return the group calls, with a note if it likes; `act` batal takes the call back."""
    form = CallForm(request.POST or None)
    if request.method != "POST":
        return _call_form(request, form)
    if not form.is_valid():
        return _call_form(request, form, status=422)
    back = request.POST.get("act") == "batal"
    act, named = (withdraw_call, {}) if back else (call_help, _call_words(request, form))
    receipt = act(request.actor, pillar, op=request.op, **named)
    return see_other(reverse("group_board", args=[slug, pillar]), receipt)


def _call_words(request, form):
    ref = request.POST.get("ref", "")
    return {"note": form.cleaned_data["text"], "ref": ref if ref.replace("-", "").isalnum() and len(ref) < 40 else ""}


def _call_form(request, form, status=200):
    context = {"form": form, "ref": request.GET.get("kartu", ""), **room_context(request, request.pillar_code)}
    return page(request, "workshops/agenda/call.html", context, status)


@asks(there=numbered(HelpCall, "panggilan"), POST="help.handle")
def handle_call(request: PlanRequest, slug: str, panggilan: int) -> HttpResponse:
    """Return “Saya ke sana” (`act` ambil), or the group has been helped (selesai)."""
    act = close_call if request.POST.get("act") == "selesai" else accept_call
    try:
        return press(request, act, panggilan)
    except CallTaken as taken:
        who = names_of(request.plan, [taken.by]).get(taken.by, "Seseorang")
        at = f"{local(taken.at, request.plan):%H.%M}"
        return sheet_page(request, notice=f"{who} sudah menuju kelompok itu, {at}.", status=409)
