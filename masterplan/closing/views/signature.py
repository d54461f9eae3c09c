"""Signing a bimtek and opening it again."""

from django.http import HttpResponse
from django.utils import timezone

from masterplan.closing.actions import SignatureNotPossible, reopen_bimtek, sign_bimtek
from masterplan.closing.forms import ReopenReasonForm, SignForm
from masterplan.closing.minutes_paper import prepare
from masterplan.closing.views.papers import bimtek_exists
from masterplan.closing.views.responses import DAMAGED, find_bimtek, page
from masterplan.snapshots.storage import Damaged
from pillars.boards.phones import read_room
from pillars.boards.six import read_six
from workshops.access import PlanRequest, asks
from workshops.answers import redirect_with_receipt


@asks(there=bimtek_exists, GET="bimtek.sign", POST="bimtek.sign")
def sign(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Return the state of the room before the signature, and the signature."""
    found, room = find_bimtek(request.plan, bimtek), read_room(request.plan)
    data, is_sent = request.POST if request.method == "POST" else None, room.is_sent or not room.phones
    form = SignForm(_number(found), data, is_sent=is_sent)
    if data is None or not form.is_valid():
        return _sign_page(request, found, room, form, 422 if form.errors else 200)
    try:
        receipt = sign_bimtek(request.actor, bimtek, form.cleaned_data["nomor"], op=form.op)
    except SignatureNotPossible as no:
        return _sign_page(request, found, room, form, 409, no.sentence)
    except Damaged:  # the former snapshot, which the annex of changes is made from
        return _sign_page(request, found, room, form, 500, DAMAGED)
    return redirect_with_receipt(receipt, "closing", slug)


def _number(bimtek):
    row = getattr(bimtek, "minutes", None)
    return row.words.get("nomor", "") if row else ""


def _sign_page(request, bimtek, room, form, status, notice=""):
    shown = {"bimtek": bimtek, "room": room, "form": form, "notice": notice, "six": read_six(request.plan)}
    shown["gaps"] = prepare(request.plan, bimtek).gaps
    runs = bimtek.window_until is not None and timezone.now() < bimtek.window_until
    shown["until"] = bimtek.window_until if runs else None
    return page(request, "sign.html", shown, status)


@asks(there=bimtek_exists, GET="bimtek.reopen", POST="bimtek.reopen")
def reopen(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Take the lock off with a reason."""
    found = find_bimtek(request.plan, bimtek)
    form = ReopenReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "reopen.html", {"bimtek": found, "form": form}, 422 if form.errors else 200)
    reason = form.cleaned_data["alasan"]
    try:
        receipt = reopen_bimtek(request.actor, bimtek, reason, op=form.op)
    except SignatureNotPossible as no:
        return page(request, "reopen.html", {"bimtek": found, "form": form, "notice": no.sentence}, 409)
    return redirect_with_receipt(receipt, "closing", slug)
