"""Announcements: said by the facilitator, closed by each reader for themselves, ended for all."""

from django.http import HttpResponse

from workshops.access import PlanRequest, asks
from workshops.agenda.actions.announcements import broadcast, end_broadcast
from workshops.agenda.forms import AnnouncementForm
from workshops.agenda.models import Broadcast
from workshops.agenda.room_parts import mark_announcement_read
from workshops.agenda.views.responses import press, sheet_page, way_back
from workshops.answers import see_other


def said_there(request: PlanRequest, umum: int, **_: str) -> bool:
    """Whether the plan has this announcement (see `access.asks`)."""
    return Broadcast.objects.filter(plan=request.plan, number=umum).exists()


@asks(POST="step.steer")
def announce(request: PlanRequest, slug: str) -> HttpResponse:
    """Say `text` to everybody, or to the group with the slug `group`."""
    form = AnnouncementForm(request.plan, request.POST)
    if not form.is_valid():
        return sheet_page(request, say=form, status=422)
    return press(request, broadcast, **form.cleaned_data)


@asks(there=said_there, POST="step.steer")
def end_announcement(request: PlanRequest, slug: str, umum: int) -> HttpResponse:
    """Take it off all screens."""
    return press(request, end_broadcast, umum)


@asks(there=said_there, POST="presence.report")
def close_announcement(request: PlanRequest, slug: str, umum: int) -> HttpResponse:
    """Its reader has read it: this browser does not show it again. Nothing of the plan changes."""
    mark_announcement_read(request, umum)
    if request.htmx:
        return HttpResponse()
    return see_other(way_back(request))
