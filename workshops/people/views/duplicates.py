"""Two records of people set side by side: made one, or kept apart."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from workshops.access import PlanRequest, asks
from workshops.answers import receipt_query, see_other
from workshops.live.actions.plan_write import existing
from workshops.membership.actors import active_participants
from workshops.people.actions.doubles import mark_distinct, merge_people
from workshops.people.duplicates import duplicate_records
from workshops.people.views.roster import person_exists
from workshops.text import natural


@asks(there=person_exists, GET="people.manage", POST="people.manage")
def merging(request: PlanRequest, slug: str, number: int) -> HttpResponse:
    """Show or decide a pair; `dengan` names the other record, without it all are offered. `act` satukan or beda."""
    rows = active_participants(request.plan).select_related("group")
    row = existing(rows.filter(number=number).first())
    second = natural((request.POST if request.method == "POST" else request.GET).get("dengan"), 9)
    other = rows.filter(number=second).exclude(pk=row.pk).first() if second else None
    if request.method == "POST" and other:
        return _decide(request, row, other)
    context = {
        "row": row,
        "sides": duplicate_records(request.plan, row, other) if other else [],
        "everybody": rows.exclude(pk=row.pk).order_by("name", "number"),
        "missing": request.method == "POST",
    }
    return render(request, "workshops/merging.html", context, status=422 if context["missing"] else 200)


def _decide(request, row, other):
    act = mark_distinct if request.POST.get("act") == "beda" else merge_people
    receipt = act(request.actor, row.number, other.number, op=request.POST.get("op", ""))
    address = reverse("people", args=[request.plan.slug])
    if act is merge_people:
        address = reverse("person", args=[request.plan.slug, row.number])
    return see_other(address + receipt_query(receipt), receipt)
