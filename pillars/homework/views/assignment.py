"""Giving many tasks at once from what the gaps suggest, telling people about them, and the date of the window."""

from typing import Any

from django.http import Http404, HttpResponse

from pillars.homework.actions import NoBimtek, NoReceiver, assign_tasks, remind, renew_link, set_window
from pillars.homework.forms import AssignmentForm, WindowForm
from pillars.homework.links import address_for, message
from pillars.homework.queries import read_offers, receivers_of
from pillars.homework.views.tasks import page
from pillars.homework.windows import window_of
from workshops.access import PlanRequest, asks
from workshops.answers import receipt_context, redirect_with_receipt
from workshops.people.join_codes import public_address


@asks(GET="task.assign", POST="task.assign")
def suggested(request: PlanRequest, slug: str) -> HttpResponse:
    """Return what the gaps ask for, of whom (`?untuk=`), or the fields of one card (`?kartu=`); a POST gives them."""
    offers = read_offers(request.plan, request.GET)
    if request.method != "POST":
        ticked = [] if offers.card or not offers.chosen else [one.value for one in offers.chosen.items]
        return _offers(request, offers, AssignmentForm(request.plan, kepada=offers.to, pilih=ticked))
    form = AssignmentForm(request.plan, request.POST)
    if not form.is_valid():
        return _offers(request, offers, form, 422)
    with form.reading("kepada"):
        given = assign_tasks(request.actor, form.asked, op=form.op)
        query = f"&untuk={request.POST['kepada']}&beri={given.given}&lewat={given.left}"
        return redirect_with_receipt(given.receipt, "tasks", slug, more=query)
    return _offers(request, offers, form, 422)


def _offers(request, offers, form, status=200):
    return page(request, "suggested", {"offers": offers, "form": form}, status)


@asks(GET="task.assign", POST="task.assign")
def message_page(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the text and the link for one receiver (`?untuk=`) or all.

    A POST notes the reminder, or renews the link.
    """
    wanted = request.GET.get("untuk")
    receivers = [one for one in receivers_of(request.plan) if wanted in (None, one.value)]
    if request.method != "POST":
        return _messages(request, receivers, wanted)
    if not receivers:
        raise Http404
    whom: Any
    act, whom = remind, [one.value for one in receivers if one.open and not one.removed]
    if wanted and request.POST.get("act") == "tautan":
        act, whom = renew_link, wanted
    try:
        receipt = act(request.actor, whom, op=request.op)
    except NoReceiver as gone:
        return _messages(request, receivers, wanted, sentence=gone.sentence, status=422)
    return redirect_with_receipt(receipt, "task_message", slug, more=f"&untuk={wanted}" if wanted else "")


def _messages(request, receivers, wanted, *, sentence="", status=200):
    window = window_of(request.plan)
    told = [(one, *_told(request, one, window)) for one in receivers if wanted or one.open]
    context = {
        "told": told,
        "one": told[0] if wanted and told else None,
        "window": window,
        "sentence": sentence,
        "asking": "ganti" in request.GET,
        **receipt_context(request),
    }
    return page(request, "message", context, status)


def _told(request, receiver, window):
    """(text, address) for a receiver; "" for who has no way in any more."""
    address = address_for(request.plan, receiver, public_address(request))
    return "" if receiver.removed else message(request.plan, receiver, window, address), address


@asks(GET="window.set", POST="window.set")
def window(request: PlanRequest, slug: str) -> HttpResponse:
    """Set until when homework may be written; `act` tutup closes the window now."""
    now = window_of(request.plan)
    if request.method != "POST":
        return _window(request, now, WindowForm(request.plan, now.until))
    closing = request.POST.get("act") == "tutup"
    form = WindowForm(request.plan, now.until, None if closing else request.POST)
    if not closing and not form.is_valid():
        return _window(request, now, form, status=422)
    until = None if closing else form.until
    try:
        receipt = set_window(request.actor, until, op=request.op)
    except NoBimtek as none:
        return _window(request, now, form, sentence=none.sentence, status=409)
    return redirect_with_receipt(receipt, "task_window", slug)


def _window(request, now, form, *, sentence="", status=200):
    return page(
        request, "window", {"window": now, "form": form, "sentence": sentence, **receipt_context(request)}, status
    )
