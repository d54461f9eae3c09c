"""Logging in and out with an account, and what an account can change about itself."""

from django.conf import settings
from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from workshops.access import PlanRequest, asks, memberships, sign_out
from workshops.answers import see_other
from workshops.people.actions.sign_in import note_wrong_try
from workshops.people.forms import LoginForm, PasswordForm
from workshops.people.rate_limits import OF_LOGIN, login_scope
from workshops.people.views.join_page import slow_down
from workshops.plans.actions import set_password


@asks(GET="session.login", POST="session.login")
def log_in(request: PlanRequest) -> HttpResponse:
    """Log somebody in. Wrong name or password: one sentence and one cost; too many: 429."""
    form = LoginForm(request.POST if request.method == "POST" else None)
    following = request.GET.get("next", "")
    context = {"form": form, "next": following}
    if request.method != "POST":
        return render(request, "workshops/login.html", context)
    given = form.cleaned_data if form.is_valid() else {"username": "", "password": ""}
    scope = login_scope(request, given["username"])
    if wait := OF_LOGIN.state(scope)[1]:
        return slow_down(request, wait)
    account = authenticate(request, **given)
    if account is None:
        note_wrong_try(scope)
        return render(request, "workshops/login.html", context | {"wrong": True}, status=422)
    _seat(request, account)
    return see_other(_safe(request, following) or _home(request))


def _seat(request, account):
    login(request, account)
    request.session.set_expiry(settings.STAFF_SESSION_SECONDS)


def _safe(request, address):
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if allowed and address.startswith("/") else ""


def _home(request):
    plans = memberships(request)
    return f"/r/{plans[0].plan.slug}/" if len(plans) == 1 else "/"


@asks(POST="session.login")
def log_out(request: PlanRequest) -> HttpResponse:
    """End all that this browser is signed in as: account and participants."""
    sign_out(request)
    return see_other("/")


@asks(GET="account.self", POST="account.self")
def account(request: PlanRequest) -> HttpResponse:
    """Show the own account with its plans, and change its password."""
    if not request.user.is_authenticated:
        raise Http404
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
    context = {"form": form, "memberships": memberships(request), "changed": "diganti" in request.GET}
    if request.method != "POST":
        return render(request, "workshops/account.html", context)
    if not form.is_valid():
        return render(request, "workshops/account.html", context, status=422)
    set_password(request.user, form.cleaned_data["new_password"])
    update_session_auth_hash(request, request.user)
    return see_other("/akun/?diganti=1")
