"""Pages of the whole plan with one part that follows what others do."""

from typing import Any

from django.http import HttpResponse

from pillars.cards.changes import since
from workshops.access import PlanRequest
from workshops.answers import live_page, page_or_part


@live_page
def following_page(request: PlanRequest, page: str, *, part: str = "", **context: Any) -> HttpResponse:
    """Return the page, or for `?since=N` the part of it that changes; one that is too old is told to load itself again.

    page  its template without the ending; the part is that of `<page>_part`, if `part` names no other. The plan is in
          the context by itself.
    """
    if "since" in request.GET:
        since(request)
    return page_or_part(request, f"{page}.html", f"{part or f'{page}_part'}.html", {"plan": request.plan} | context)
