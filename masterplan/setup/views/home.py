"""The plan's own address: leads members to their board, shows staff where the plan stands."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from masterplan.setup.home import read_home
from workshops.access import PlanRequest, asks
from workshops.membership.models import Group


@asks(GET="plan.open")
def plan_home(request: PlanRequest, slug: str) -> HttpResponse:
    """Staff stay here; members go to their group, facilitators and experts to the six groups."""
    actor = request.actor
    if actor.is_participant:
        group = Group.objects.get(plan=request.plan, pillar_code=actor.pillar)
        return redirect("group_board", slug, group.slug)
    if actor.role != "staf":
        return redirect("board_of_six", slug)
    home = read_home(request.plan, actor)
    return render(request, "masterplan/setup/staff_home.html", {"home": home, "plan": request.plan})
