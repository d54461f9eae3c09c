"""What stands ready for a bimtek, and the page on which date and place of one are changed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from masterplan.setup.new_accounts import hide_accounts, new_accounts
from masterplan.setup.plan_forms import BimtekForm
from masterplan.setup.readiness import read_ready
from workshops.access import PlanRequest, asks
from workshops.agenda.actions.schedule import change_bimtek
from workshops.answers import receipt_query, receipt_shown, see_other
from workshops.live.actions.plan_write import existing
from workshops.people.join_codes import public_address, qr_payload
from workshops.plans.models import Bimtek


@asks(GET="plan.setup", POST="plan.setup")
def ready(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the list, with the accounts that were just made; a POST hides those: they are written down."""
    if request.method == "POST":
        hide_accounts(request)
        return see_other(reverse("ready", args=[slug]))
    page = read_ready(request.plan)
    context = {
        "plan": request.plan,
        "may": request.may,
        "ready": page,
        "accounts": new_accounts(request, request.plan),
        "payload": qr_payload(request, page.door.token) if page.door else "",
        "address": public_address(request).partition("://")[2],
        **receipt_shown(request),
    }
    return render(request, "masterplan/setup/ready.html", context)


def bimtek_there(request: PlanRequest, bimtek: int, **_: str) -> bool:
    """Whether the plan has this bimtek (see `access.asks`)."""
    return Bimtek.objects.filter(plan=request.plan, number=bimtek).exists()


@asks(there=bimtek_there, GET="plan.setup", POST="plan.setup")
def bimtek_page(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Title, date, length and place of one bimtek."""
    row = existing(Bimtek.objects.filter(plan=request.plan, number=bimtek).select_related("plan").first())
    if request.method != "POST":
        return _form(request, BimtekForm(row))
    form = BimtekForm(row, request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    receipt = change_bimtek(request.actor, bimtek, form.cleaned_data, op=form.op)
    return see_other(reverse("ready", args=[slug]) + receipt_query(receipt), receipt)


def _form(request, form, status=200):
    context = {"plan": request.plan, "may": request.may, "form": form, "row": form.bimtek}
    return render(request, "masterplan/setup/bimtek.html", context, status=status)
