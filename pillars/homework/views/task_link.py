"""The door for homework: the link that goes round asks for name and personal code, and is never a person."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pillars.homework.links import link_of
from workshops.access import PlanRequest, asks, memberships, sign_in_participant
from workshops.answers import see_other
from workshops.live.actions.plan_write import existing
from workshops.people.actions.sign_in import Locked, NotTheSame, note_wrong_try, sign_in_again
from workshops.people.forms import ReturnForm
from workshops.people.rate_limits import address_scope, return_wait
from workshops.people.views.join_page import slow_down

TEMPLATE = "workshops/return.html"


@asks(GET="site.front", POST="join.return")
def task_sign_in(request: PlanRequest, tautan: str) -> HttpResponse:
    """Name and personal code; who is seated in the plan already goes straight to their tasks."""
    link = existing(link_of(tautan))
    address = reverse("tasks", args=[link.plan.slug])
    if request.method != "POST" and any(one.plan == link.plan for one in memberships(request)):
        return redirect(address)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "plan": link.plan, "tasks": True}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if wait := return_wait(request):
        return slow_down(request, wait)
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=422)
    return _come_in(request, context, address)


def _come_in(request, context, address):
    form = context["form"]
    try:
        participant = sign_in_again(context["plan"], **form.cleaned_data)
    except NotTheSame as wrong:
        note_wrong_try(address_scope(request))
        form.refuse(wrong.left)
        return render(request, TEMPLATE, context, status=422)
    except Locked as locked:
        note_wrong_try(address_scope(request))
        return render(request, TEMPLATE, context | {"until": locked.until}, status=422)
    sign_in_participant(request, participant)
    return see_other(address)
