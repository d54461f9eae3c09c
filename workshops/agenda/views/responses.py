"""What follows a press: back to the page that was pressed on, with the receipt or with what somebody did before."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from workshops.access import PlanRequest
from workshops.agenda.actions.schedule import NotOpened
from workshops.agenda.actions.step_control import NoStep, Overtaken
from workshops.agenda.forms import AnnouncementForm
from workshops.agenda.room_parts import room_changed_since, room_context
from workshops.agenda.run_sheet import read_run_sheet
from workshops.answers import FullPageNeeded, living, receipt_query, receipt_shown, see_other
from workshops.live.actions.plan_write import NotFound, Receipt
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.plans.local_time import local
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
        **receipt_shown(request),
    }
    answer = living(request, "workshops/agenda/run_sheet.html", "workshops/agenda/sheet_changes.html", context)
    answer.status_code = status
    return answer


def _told(request):
    """What somebody else did before us, from the event that `?sudah=` names."""
    number = natural(request.GET.get("sudah"))
    event = number and Event.objects.filter(plan=request.plan, number=number, verb__startswith="agenda.").first()
    return overtaken_words(request, event) if event else ""


def nothing_new(request: PlanRequest) -> HttpResponse | None:
    """For `?since=N`: the empty answer when nothing that these pages show came after N, else None. Raises `Reload`."""
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
    """Does `act` for the person of `request`; on to the page that it was pressed on, or why nothing was changed."""
    try:
        receipt = act(request.actor, *arguments, op=request.POST.get("op", ""), **named)
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
