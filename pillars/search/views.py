"""The page of search."""

from django.http import HttpResponse
from django.shortcuts import render

from pillars.search.page import results
from workshops.access import PlanRequest, asks


@asks(GET="search")
def search(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the field, and what `?q=` finds in this plan."""
    found = results(request)
    return render(request, "pillars/search/search.html", {"found": found, "plan": request.plan})
