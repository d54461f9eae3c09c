"""Who was there on a half day: seen by those who may, marked by a facilitator, or by a ketua for their own group."""

from django.http import HttpResponse
from django.shortcuts import render

from workshops.access import PlanRequest, asks
from workshops.answers import receipt_context, redirect_with_receipt
from workshops.people.actions.attendance import add_by_hand, drop_by_hand, mark
from workshops.people.attendance import chosen_half_day, read_attendance
from workshops.people.forms import ByHandForm
from workshops.text import natural


@asks(GET="attendance.view", POST="attendance.mark")
def attendance(request: PlanRequest, slug: str) -> HttpResponse:
    """Return one half day (`saat`), all groups or one (`kelompok`); a POST names in `act` what is wanted."""
    if request.method != "POST":
        return _page(request)
    acts = {"tambah": _add, "hapus": _drop}
    return acts.get(request.POST.get("act", ""), _mark)(request)


def _page(request, form=None, status=200):
    given = request.POST if request.method == "POST" else request.GET
    half, halves = chosen_half_day(request.plan, given.get("saat", ""))
    own = request.actor.pillar if request.actor.is_participant else None
    context = {
        "half": half,
        "halves": [(one.key, f"{one.bimtek.short} · {one.label}") for one in halves],
        "groups": request.plan.groups.values_list("slug", "name"),
        "shown": [("hadir", "Yang hadir"), ("belum", "Yang belum hadir")],
        "form": form or ByHandForm(),
        "found": half and read_attendance(request.plan, half, own, given.get("kelompok", ""), given.get("tampil", "")),
        "may_mark": bool(half and request.may.attendance_mark and not half.bimtek.signed_at),
        "by_hand": not request.actor.is_participant,
        **receipt_context(request),
    }
    return render(request, "workshops/attendance.html", context, status=status)


def _mark(request):
    """Whose tick was set or taken away, of those whose boxes the page showed; the others are not touched."""
    numbers = {name: _numbers(request, name) for name in ("orang", "hadir", "tadi")}
    there = (numbers["hadir"] - numbers["tadi"]) & numbers["orang"]
    away = (numbers["tadi"] - numbers["hadir"]) & numbers["orang"]
    half = request.POST.get("saat", "")
    return _done(request, mark(request.actor, half, there=there, away=away, op=request.op))


def _numbers(request, name):
    """Numbers of people, each in a field of its own or several with commas."""
    given = (natural(text, 9) for texts in request.POST.getlist(name) for text in texts.split(","))
    return {number for number in given if number is not None}


def _add(request):
    form = ByHandForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    half = request.POST.get("saat", "")
    return _done(request, add_by_hand(request.actor, half, **form.cleaned_data, op=request.op))


def _drop(request):
    half, row = request.POST.get("saat", ""), natural(request.POST.get("baris"), 15) or 0
    return _done(request, drop_by_hand(request.actor, half, row, op=request.op))


def _done(request, receipt):
    place = "".join(f"&{name}={request.POST[name]}" for name in ("saat", "kelompok", "tampil") if _plain(request, name))
    return redirect_with_receipt(receipt, "attendance", request.plan.slug, more=place)


def _plain(request, name):
    return request.POST.get(name, "").replace("-", "").isalnum() and request.POST[name].isascii()
