"""Whether a print is genuine: open to everybody who holds one, and nothing of what is in it."""

import re
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render

from masterplan.document.edition_status import said_of
from masterplan.editions.edition_books import standing_of
from masterplan.editions.edition_list import fingerprint_groups
from masterplan.editions.models import Edition
from workshops.access import PlanRequest, asks
from workshops.people.rate_limits import OF_ADDRESS, OpenedCodes
from workshops.people.views.join_page import slow_down

TEMPLATE = "masterplan/editions/check.html"
_NUMBER = re.compile("[0-9]{8}")
_NOISE = re.compile(r"[\s.\-]")
#: Addresses that opened unknown numbers; each web process counts for itself, as at the door.
opened = OpenedCodes(OF_ADDRESS)


@asks(GET="edition.verify")
def check_form(request: PlanRequest) -> HttpResponse:
    """Return where the eight digits of a print are typed; they lead to their page."""
    typed = _NOISE.sub("", request.GET.get("nomor", ""))[:20]
    if _NUMBER.fullmatch(typed):
        return redirect("check_edition", typed)
    return render(request, TEMPLATE, {"typed": typed, "wrong": bool(typed)}, status=422 if typed else 200)


@asks(GET="edition.verify")
def check_edition(request: PlanRequest, cek: str) -> HttpResponse:
    """Return what the edition with the number `cek` is worth.

    `?s=` carries the fingerprint's beginning from the QR code.
    """
    rows = Edition.objects.filter(code=cek).select_related("plan").prefetch_related("approvals").defer(*Edition.LONG)
    is_number = bool(_NUMBER.fullmatch(cek))
    row = rows.first() if is_number else None
    if row is None:
        if wait := opened.wait(request):
            return slow_down(request, wait)
        opened.note(request)
        return render(request, TEMPLATE, {"unknown": is_number, "wrong": not is_number, "typed": cek[:20]}, status=404)
    standing = standing_of(row, ZoneInfo(row.plan.time_zone))
    shown = {
        "edition": row,
        "plan": row.plan,
        "standing": standing,
        "approved": standing.approved and said_of(standing.approved),
        "groups": fingerprint_groups(row.fingerprint),
        "compared": _compared(row, request.GET.get("s", "").strip().lower()),
    }
    return render(request, TEMPLATE, shown)


def _compared(row, given):
    """An empty text without a fingerprint in the address, else `sama` or `beda`."""
    if not given:
        return ""
    return "sama" if len(given) >= 8 and row.fingerprint.startswith(given) else "beda"
