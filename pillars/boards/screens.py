"""The projector: its page, by secret key or for who steers it, and the page where its address is shown and renewed."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse

from pillars.boards.screen import choices, read_screen
from pillars.boards.steered import may_show, projected_query
from pillars.cards.changes import since
from workshops.access import PlanRequest, asks, projector_page
from workshops.agenda.actions.announcements import show_on_screen
from workshops.answers import live_page, page_or_part, receipt_context, receipt_query, see_other
from workshops.membership.projector_keys import current_projector_key
from workshops.people.actions.join_codes import renew_screen_key
from workshops.people.join_codes import public_address


@projector_page
@live_page
def screen(request: PlanRequest, slug: str, key: str | None) -> HttpResponse:
    """Return what the room sees; with `?since=N` the whole of it again, since it is one screen long."""
    if "since" in request.GET:
        since(request)
    page = {"screen": read_screen(request), "plan": request.plan, "key": key}
    return page_or_part(request, "pillars/boards/screen.html", "pillars/boards/screen_shown.html", page)


@asks(GET="projector.steer", POST="projector.steer")
def screen_link(request: PlanRequest, slug: str) -> HttpResponse:
    """Show the secret address of the projector and what it can show; a POST chooses that (`tampilkan`) or renews it."""
    if "tampilkan" in request.POST:
        return _show(request)
    if request.method == "POST":
        receipt = renew_screen_key(request.actor, op=request.POST.get("op", ""))
        return see_other(reverse("screen_link", args=[slug]) + receipt_query(receipt), receipt)
    key = current_projector_key(request.plan)
    place = public_address(request) + reverse("screen_by_key", args=[slug, key]) if key else ""
    page = {
        "place": place,
        "choices": choices(request.plan) if key else [],
        "shown": projected_query(request.plan),
        "asking": "ganti" in request.GET,
        "plan": request.plan,
        **receipt_context(request),
    }
    return render(request, "pillars/boards/screen_link.html", page)


def _show(request):
    """The screen that is chosen, on every projector whose address asks for nothing else."""
    wish = request.POST["tampilkan"]
    if not may_show(wish, choices(request.plan)):
        return HttpResponseBadRequest()
    receipt = show_on_screen(request.actor, wish, op=request.POST.get("op", ""))
    return see_other(reverse("screen_link", args=[request.plan.slug]) + receipt_query(receipt), receipt)
