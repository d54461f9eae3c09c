"""The wizard: five short pages before there is a plan. What was typed is kept by every button of every page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from masterplan.setup.actions.creation import create_plan
from masterplan.setup.actions.draft import keep_page
from masterplan.setup.creators import wizard_column
from masterplan.setup.new_accounts import new_accounts, show_accounts
from masterplan.setup.summary import read_summary
from masterplan.setup.wizard import ORDER, PAGES, Wizard
from workshops.access import PlanRequest, asks
from workshops.answers import new_op, see_other
from workshops.membership.actors import actor_of_account


def address(page: str) -> str:
    return reverse(f"wizard_{page}")


@asks(role=wizard_column, GET="plan.create", POST="plan.create")
def wizard(request: PlanRequest, page: str) -> HttpResponse:
    """Return one page.

    A POST keeps it and goes on: to the page in `ke`, else to the next one once this one can be taken.
    """
    state = Wizard(request.user)
    if request.method != "POST":
        return _show(request, state, page, state.page(page))
    keep_page(request.user, page, state.typed(page, request.POST))
    state = Wizard(request.user)
    form: Any = state.page(page, is_judged=True)
    wanted = request.POST.get("ke", "")
    if wanted in ORDER:
        return see_other(address(wanted))
    if page == "bimtek" and form.changed:
        return see_other(address(page))
    if not form.is_valid():
        return _show(request, state, page, form, status=422)
    return see_other(address(ORDER[ORDER.index(page) + 1]))


def _show(request, state, page, form, *, status=200, **more):
    place = ORDER.index(page)
    context = {
        "wizard": state,
        "page": page,
        "form": form,
        "title": PAGES[page][0],
        "step": place + 1,
        "trail": state.trail(page),
        "previous": ORDER[place - 1] if place else "",
        **more,
    }
    return render(request, f"masterplan/setup/wizard_{page}.html", context, status=status)


@asks(role=wizard_column, GET="plan.create", POST="plan.create")
def wizard_check(request: PlanRequest) -> HttpResponse:
    """Return the last page; a POST makes the plan."""
    if request.method != "POST":
        return _check(request)
    state, op = Wizard(request.user), request.POST.get("op", "")
    typed = state.typed_in()
    if typed is None and not (op and op == state.made_op):
        return _check(request, status=422)
    made = create_plan(request.user, typed, op=op)
    show_accounts(request, made.plan, made.accounts)
    if actor_of_account(made.plan, request.user):
        return see_other(reverse("ready", args=[made.plan.slug]), made.receipt)
    return see_other(reverse("wizard_done"), made.receipt)


def _check(request, status=200):
    state = Wizard(request.user)
    return _show(
        request, state, "periksa", None, status=status, summary=read_summary(state), op=new_op(), late=status == 422
    )


@asks(role=wizard_column, GET="plan.create")
def wizard_done(request: PlanRequest) -> HttpResponse:
    """For the operator, who has no seat in the plan: what was made, and the accounts to hand on."""
    made = Wizard(request.user).made
    if made is None:
        return redirect("wizard_daerah")
    context = {"made": made, "accounts": new_accounts(request, made), "seated": actor_of_account(made, request.user)}
    return render(request, "masterplan/setup/wizard_done.html", context)
