"""The pages of a plan's staff: home, the wizard, what is ready, the bimteks and officers afterwards."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from masterplan.setup.actions import add_officer, create_plan, keep_page
from masterplan.setup.creators import wizard_column
from masterplan.setup.forms import BimtekForm, OfficerForm
from masterplan.setup.home import read_home
from masterplan.setup.new_accounts import hide_accounts, new_accounts, show_accounts
from masterplan.setup.readiness import read_ready
from masterplan.setup.wizard import ORDER, PAGES, Wizard, read_summary
from workshops.access import PlanRequest, asks, numbered
from workshops.agenda.actions.schedule import change_bimtek
from workshops.answers import new_op, receipt_context, redirect_with_receipt, see_other
from workshops.live.actions.plan_write import existing
from workshops.membership.actors import actor_of_account
from workshops.membership.models import Group
from workshops.people.join_codes import public_address, qr_payload
from workshops.plans.models import Bimtek


@asks(GET="plan.open")
def plan_home(request: PlanRequest, slug: str) -> HttpResponse:
    """Show staff their home; members go to their group, facilitators and experts to the six groups."""
    actor = request.actor
    if actor.is_participant:
        group = Group.objects.get(plan=request.plan, pillar_code=actor.pillar)
        return redirect("group_board", slug, group.slug)
    if actor.role != "staf":
        return redirect("board_of_six", slug)
    home = read_home(request.plan, actor)
    return render(request, "masterplan/setup/staff_home.html", {"home": home, "plan": request.plan})


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
    state, op = Wizard(request.user), request.op
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
    """Show the operator, who has no seat in the plan, what was made, and the accounts to hand on."""
    made = Wizard(request.user).made
    if made is None:
        return redirect("wizard_daerah")
    context = {"made": made, "accounts": new_accounts(request, made), "seated": actor_of_account(made, request.user)}
    return render(request, "masterplan/setup/wizard_done.html", context)


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
        **receipt_context(request),
    }
    return render(request, "masterplan/setup/ready.html", context)


@asks(there=numbered(Bimtek, "bimtek"), GET="plan.setup", POST="plan.setup")
def bimtek_page(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Show and save title, date, length and place of one bimtek."""
    row = existing(Bimtek.objects.filter(plan=request.plan, number=bimtek).select_related("plan").first())
    if request.method != "POST":
        return _form(request, BimtekForm(row))
    form = BimtekForm(row, request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    receipt = change_bimtek(request.actor, bimtek, form.cleaned_data, op=form.op)
    return redirect_with_receipt(receipt, "ready", slug)


def _form(request, form, status=200):
    context = {"plan": request.plan, "may": request.may, "form": form, "row": form.bimtek}
    return render(request, "masterplan/setup/bimtek.html", context, status=status)


@asks(GET="plan.setup", POST="plan.setup")
def officers(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the officers; a POST makes an account, whose password then stands on this page for half an hour."""
    form = OfficerForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, 422 if request.method == "POST" else 200)
    done = add_officer(request.actor, **form.cleaned_data, op=form.op)
    receipt, account = done
    show_accounts(request, request.plan, [account] if account else [])
    return redirect_with_receipt(receipt, "officers", slug)


def _page(request, form, status):
    rows = request.plan.staff_roles.select_related("account").order_by("role", "id")
    context = {
        "plan": request.plan,
        "may": request.may,
        "form": form,
        "rows": rows,
        "accounts": new_accounts(request, request.plan),
        **receipt_context(request),
    }
    return render(request, "masterplan/setup/officers.html", context, status=status)
