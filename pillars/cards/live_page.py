"""Pages of the whole plan with one part that follows what others do."""

from django.http import HttpResponse

from pillars.cards.changes import Reload, since
from workshops.answers import living


def following_page(request, room, page, part, context):
    """The page, or for `?since=N` the part of it that changes; one that is too old is told to load itself again.

    room  folder of the templates; `page` and `part` their names. The plan is in the context by itself.
    """
    if "since" in request.GET:
        try:
            since(request)
        except Reload:
            head = str(request.plan.head)
            return HttpResponse(headers={"X-Rembuk-Reload": "1", "X-Rembuk-Head": head, "X-Rembuk": "1"})
    return living(request, f"{room}/{page}.html", f"{room}/{part}.html", {"plan": request.plan} | context)
