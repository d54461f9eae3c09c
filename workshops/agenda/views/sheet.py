"""The run sheet: read by everybody of the plan, steered by the facilitators."""

import re

from django.http import HttpResponse

from workshops.access import PlanRequest, asks
from workshops.agenda.actions.schedule import open_bimtek
from workshops.agenda.actions.step_control import ACTS, hold_group, release_group, steer
from workshops.agenda.actions.steps import move_step
from workshops.agenda.views.responses import nothing_new, press, sheet_page
from workshops.answers import live_page
from workshops.text import natural

_NUMBER = re.compile(r"-?[0-9]{1,9}")


@asks(GET="agenda.view", POST="step.steer")
@live_page
def run_sheet(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the steps of a day.

    A POST names in `act` what is pressed: `next`, `time:5`, `start:12`, `up:12`, `open:2` …
    """
    if request.method == "POST":
        return _pressed(request)
    return nothing_new(request) or sheet_page(request)


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
    return press(request, hold_group, asked, number=number, minutes=given)


def base_of(request: PlanRequest) -> int | None:
    return natural(request.POST.get("base"))
