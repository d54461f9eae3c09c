"""The projector: its page, by secret key or for who steers it, and the page where its address is shown and renewed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pillars.boards.changes import Reload, since
from pillars.boards.screen import choices, read_screen
from workshops.access import asks, shows_screen
from workshops.answers import attempt, living, receipt_query, receipt_shown, see_other
from workshops.people.actions import renew_screen_key
from workshops.people.doors import public_address
from workshops.people.screens import current_key


@shows_screen
def screen(request, slug, key):
    """What the room sees; with `?since=N` the whole of it again, since it is one screen long."""
    if "since" in request.GET:
        try:
            since(request)
        except Reload:
            return HttpResponse(headers={"X-Rembuk-Reload": "1", "X-Rembuk-Head": str(request.plan.head)})
    page = {"screen": read_screen(request), "plan": request.plan, "key": key}
    return living(request, "pillars/boards/screen.html", "pillars/boards/screen_shown.html", page)


@asks(GET="projector.steer", POST="projector.steer")
def screen_link(request, slug):
    """The secret address of the projector and what it can show; a POST makes a new address."""
    if request.method == "POST":
        receipt, refusal = attempt(request, renew_screen_key, request.actor, op=request.POST.get("op", ""))
        return refusal or see_other(reverse("screen_link", args=[slug]) + receipt_query(receipt), receipt)
    key = current_key(request.plan)
    place = public_address(request) + reverse("screen_by_key", args=[slug, key]) if key else ""
    page = {
        "place": place,
        "choices": [(label, place + query) for label, query in choices(request.plan)] if key else [],
        "asking": "ganti" in request.GET,
        "plan": request.plan,
        **receipt_shown(request),
    }
    return render(request, "pillars/boards/screen_link.html", page)
