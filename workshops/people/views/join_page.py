"""The front page, the join page and the page on which one waits; the join code to be shown, printed and renewed."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from workshops.access import (
    PlanRequest,
    asks,
    for_everybody,
    memberships,
    session_participants,
    sign_in_participant,
)
from workshops.answers import new_op, page_or_part, receipt_context, redirect_with_receipt, see_other, untouched
from workshops.codes import TOKEN_LENGTH, tidy
from workshops.live.actions import OP
from workshops.people import personal_code_display
from workshops.people.actions.join_codes import renew_code
from workshops.people.actions.sign_in import (
    GroupFull,
    Invited,
    JoinRequestResult,
    Locked,
    NotTheSame,
    Similar,
    join,
    note_wrong_try,
    sign_in_again,
)
from workshops.people.forms import JoiningForm, ReturnForm
from workshops.people.join_codes import InvalidJoinCode, current_code, find_join_code, public_address, qr_payload
from workshops.people.models import Petition
from workshops.people.rate_limits import address_scope, code_scopes, crowd_wait, opened, return_wait, seconds_to_wait
from workshops.text import natural


class JoinRequest(PlanRequest):
    """What a view of the join page is called with; `_closed` has set the join code that was typed."""

    door: Any


@asks(GET="site.front", POST="join.enter")
def front(request: JoinRequest) -> HttpResponse:
    """Show the front page; a typed code leads on to its join page."""
    if request.method != "POST":
        return render(request, "workshops/front.html", {"memberships": memberships(request)})
    typed = request.POST.get("code", "")
    if refusal := _closed(request, typed):
        return refusal
    return see_other(reverse("join", args=[tidy(typed)]))


@for_everybody
def capitals(request: JoinRequest, token: str, group: str = "") -> HttpResponse:
    """Redirect from the address of a QR code, which is written in capitals, to its join page."""
    address = reverse("join", args=[token])
    return HttpResponseRedirect(address + ("?" + urlencode({"kelompok": group.lower()}) if group else ""))


@asks(GET="site.front", POST="join.enter")
def enter(request: JoinRequest, token: str) -> HttpResponse:
    """Show the join page of a plan, and let somebody in who says their name and group."""
    if refusal := _closed(request, token):
        return refusal
    plan = request.door.plan
    group = request.GET.get("kelompok", "")
    form = JoiningForm(plan, request.POST if request.method == "POST" else None, group)
    if group and not form.named:
        return _bad_code(request, token, InvalidJoinCode())
    if request.method == "POST" and form.is_valid():
        return _join(request, token, form)
    return _joining_page(request, token, form, status=422 if form.errors else 200)


def _join(request, token, form):
    op = request.op
    more = {"op": op if OP.fullmatch(op) else new_op(), "as_new": request.POST.get("as_new") == "1"}
    held, _ = session_participants(request).get(form.plan.pk, (None, None))
    more |= {"held": held, "invitation": natural(request.POST.get("invitation"), 9)}
    try:
        joined = join(form.plan, **form.cleaned_data, **more)
    except Similar as similar:
        return _joining_page(request, token, form, twin=similar.row)
    except Invited as invited:
        return _joining_page(request, token, form, alike=invited.rows)
    except GroupFull:
        form.refuse_full()
        return _joining_page(request, token, form, status=422)
    if isinstance(joined, JoinRequestResult):
        sign_in_participant(request, joined.petition.participant, joined.petition.generation)
        return see_other(reverse("waiting"), joined.receipt)
    sign_in_participant(request, joined.participant)
    personal_code_display.show_words(request, form.plan, joined.participant.number, personal_code_display.JUST_JOINED)
    address = reverse("identity", args=[form.plan.slug])
    return see_other(address + (f"?dibuang={form.removed}" if form.removed else ""), joined.receipt)


def _joining_page(request, token, form, *, twin=None, alike=(), status=200):
    seated = next((one for one in memberships(request) if one.plan == form.plan), None)
    context = {"form": form, "plan": form.plan, "token": token, "twin": twin, "alike": alike, "seated": seated}
    context["returning"] = ReturnForm()
    return render(request, "workshops/join.html", context, status=status)


@asks(GET="site.front", POST="join.return")
def come_again(request: JoinRequest, token: str) -> HttpResponse:
    """Let somebody in again who has a personal code."""
    if refusal := _closed(request, token):
        return refusal
    form = ReturnForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "plan": request.door.plan, "token": token}
    if request.method != "POST":
        return render(request, "workshops/return.html", context)
    if wait := return_wait(request):
        return slow_down(request, wait)
    if not form.is_valid():
        return render(request, "workshops/return.html", context, status=422)
    return _return(request, context)


def _return(request, context):
    plan, form = context["plan"], context["form"]
    try:
        participant = sign_in_again(plan, **form.cleaned_data)
    except NotTheSame as wrong:
        note_wrong_try(address_scope(request))
        form.refuse(wrong.left)
        return render(request, "workshops/return.html", context, status=422)
    except Locked as locked:
        note_wrong_try(address_scope(request))
        return render(request, "workshops/return.html", context | {"until": locked.until}, status=422)
    sign_in_participant(request, participant)
    return see_other(reverse("group_board", args=[plan.slug, participant.group.slug]))


def _closed(request, typed):
    """Sets `request.door` to the join code that `typed` is, or answers why it opens nothing."""
    if wait := seconds_to_wait(request, typed):
        return slow_down(request, wait)
    try:
        request.door = find_join_code(typed)
    except InvalidJoinCode as bad:
        return _bad_code(request, typed, bad)
    return None


def _bad_code(request, typed, bad):
    if wait := crowd_wait(request, typed):
        return slow_down(request, wait)
    if len(tidy(typed)) != TOKEN_LENGTH:
        if request.method == "POST":
            note_wrong_try(*code_scopes(request))
        else:
            opened.note(request)
    return render(request, "workshops/bad_code.html", {"typed": typed[:40], "sentence": bad.sentence}, status=422)


def slow_down(request: PlanRequest, seconds: int) -> HttpResponse:
    """Return the 429 page with the seconds to wait."""
    context = {"minutes": -(-seconds // 60)}
    response = render(request, "workshops/slow_down.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


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
    for plan, (number, generation) in session_participants(request).items():
        asked = Petition.objects.filter(plan=plan, participant__number=number, generation=generation, kind="masuk")
        found += asked.filter(plan__closed_at=None).select_related("plan__region", "group")
    return max(found, key=lambda one: one.asked_at, default=None)


@asks(GET="joincode.manage", POST="joincode.manage")
def join_code(request: PlanRequest, slug: str) -> HttpResponse:
    """Show the code in large letters with a QR code for the plan and each group; a POST renews it."""
    if request.method == "POST":
        receipt = renew_code(request.actor, op=request.op)
        return redirect_with_receipt(receipt, "join_code", slug)
    if answer := untouched(request, "joincode."):
        return answer
    door = current_code(request.plan)
    groups = [(group, qr_payload(request, door.token, group)) for group in request.plan.groups.all()] if door else []
    context = {
        "door": door,
        "payload": qr_payload(request, door.token) if door else "",
        "groups": groups,
        "host": urlsplit(public_address(request)).netloc,
        "asking": "ganti" in request.GET,
        **receipt_context(request),
    }
    return page_or_part(request, "workshops/join_code.html", "workshops/gate.html", context)
