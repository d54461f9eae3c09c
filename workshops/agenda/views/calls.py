"""Calling the facilitator to a table, and going there."""

from django.http import HttpResponse
from django.urls import reverse

from workshops.access import PlanRequest, asks
from workshops.agenda.actions.announcements import TakenUp, call_help, close_call, take_back_call, take_call
from workshops.agenda.forms import CallForm
from workshops.agenda.models import HelpCall
from workshops.agenda.room_parts import room_context
from workshops.agenda.views.responses import page, press, sheet_page
from workshops.answers import see_other
from workshops.membership.actors import names_of
from workshops.plans.local_time import local


def call_there(request: PlanRequest, panggilan: int, **_: str) -> bool:
    """Whether the plan has this call (see `access.asks`)."""
    return HelpCall.objects.filter(plan=request.plan, number=panggilan).exists()


@asks(tables=True, GET="help.call", POST="help.call")
def call_page(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return the group calls, with a note if it likes; `act` batal takes the call back."""
    form = CallForm(request.POST or None)
    if request.method != "POST":
        return _call_form(request, form)
    if not form.is_valid():
        return _call_form(request, form, status=422)
    back = request.POST.get("act") == "batal"
    act, named = (take_back_call, {}) if back else (call_help, _told(request, form))
    receipt = act(request.actor, pillar, op=request.POST.get("op", ""), **named)
    return see_other(reverse("group_board", args=[slug, pillar]), receipt)


def _told(request, form):
    ref = request.POST.get("ref", "")
    return {"note": form.cleaned_data["text"], "ref": ref if ref.replace("-", "").isalnum() and len(ref) < 40 else ""}


def _call_form(request, form, status=200):
    context = {"form": form, "ref": request.GET.get("kartu", ""), **room_context(request, request.pillar_code)}
    return page(request, "workshops/agenda/call.html", context, status)


@asks(there=call_there, POST="help.handle")
def handle_call(request: PlanRequest, slug: str, panggilan: int) -> HttpResponse:
    """Return “Saya ke sana” (`act` ambil), or the group has been helped (selesai)."""
    act = close_call if request.POST.get("act") == "selesai" else take_call
    try:
        return press(request, act, panggilan)
    except TakenUp as taken:
        who = names_of(request.plan, [taken.by]).get(taken.by, "Seseorang")
        at = f"{local(taken.at, request.plan):%H.%M}"
        return sheet_page(request, notice=f"{who} sudah menuju kelompok itu, {at}.", status=409)
