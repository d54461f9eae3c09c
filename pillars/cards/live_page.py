"""Pages of the whole plan with one part that follows what others do."""

from typing import Any

from django.http import HttpResponse

from pillars.cards.changes import since
from workshops.access import PlanRequest
from workshops.answers import live_page, living


@live_page
def following_page(request: PlanRequest, room: str, page: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """Return the page, or for `?since=N` the part of it that changes; one that is too old is told to load itself again.

    room  folder of the templates; `page` and `part` their names. The plan is in the context by itself.
    """
    if "since" in request.GET:
        since(request)
    return living(request, f"{room}/{page}.html", f"{room}/{part}.html", {"plan": request.plan} | context)
