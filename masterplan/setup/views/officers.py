"""Who works for the plan, and a new account for somebody who joins them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from masterplan.setup.actions.officers import add_officer
from masterplan.setup.new_accounts import new_accounts, show_accounts
from masterplan.setup.plan_forms import OfficerForm
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_query, receipt_shown, see_other


@asks(GET="plan.setup", POST="plan.setup")
def officers(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the officers; a POST makes an account, whose password then stands on this page for half an hour."""
    form = OfficerForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, 422 if request.method == "POST" else 200)
    done = add_officer(request.actor, **form.cleaned_data, op=form.op)
    receipt, account = done
    show_accounts(request, request.plan, [account] if account else [])
    return see_other(reverse("officers", args=[slug]) + receipt_query(receipt), receipt)


def _page(request, form, status):
    rows = request.plan.staff_roles.select_related("account").order_by("role", "id")
    context = {
        "plan": request.plan,
        "may": request.may,
        "form": form,
        "rows": rows,
        "accounts": new_accounts(request, request.plan),
        **receipt_shown(request),
    }
    return render(request, "masterplan/setup/officers.html", context, status=status)
