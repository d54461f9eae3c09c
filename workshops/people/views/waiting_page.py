"""The waiting page of somebody who was removed and asks to join again; it shows nothing of the plan."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from workshops.access import PlanRequest, asks, session_participants
from workshops.people.models import Petition

#: Seconds after which the page looks again, by itself and without a script.
AGAIN = 5


@asks(GET="site.front")
def waiting(request: PlanRequest) -> HttpResponse:
    """Wait for a facilitator's yes and lead on once it is there; the session already names the participant."""
    petition = _asked(request)
    if petition and petition.granted:
        return redirect("identity", petition.plan.slug)
    response = render(request, "workshops/waiting.html", {"petition": petition})
    if petition and petition.granted is None:
        response["Refresh"] = str(AGAIN)
    return response


def _asked(request):
    """The last petition that this browser made, of those whose seat it still holds; None."""
    found = []
    for plan, number, generation in session_participants(request):
        asked = Petition.objects.filter(plan=plan, participant__number=number, generation=generation, kind="masuk")
        found += asked.filter(plan__closed_at=None).select_related("plan__region", "group")
    return max(found, key=lambda one: one.asked_at, default=None)
