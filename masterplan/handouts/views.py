"""The page of the printed pieces, and each of them as a file, made while one waits: few pages, in some two seconds."""

from functools import lru_cache

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from masterplan.handouts.sheets import BY_FILE, KINDS, pieces, places_of
from masterplan.press.render import render_book
from masterplan.writers.failures import RenderFailed
from workshops.access import PlanRequest, asks
from workshops.answers import download
from workshops.people.join_codes import current_code, public_address, qr_payload
from workshops.text import natural


def _bimtek(request):
    """The bimtek that the sheets announce: the one asked for, else the first that is not signed yet."""
    rows = list(request.plan.bimteks.all())
    asked = natural(request.GET.get("bimtek", ""), 3)
    chosen = next((row for row in rows if row.number == asked), None)
    return chosen or next((row for row in rows if not row.signed_at), rows[-1] if rows else None), rows


@asks(GET="handout.make")
def handouts(request: PlanRequest, slug: str) -> HttpResponse:
    """Return what can be printed, for which bimtek."""
    return _page(request)


def _page(request, sentence="", status=200):
    bimtek, rows = _bimtek(request)
    door = current_code(request.plan)
    files = [(title, what, reverse("handout", args=[request.plan.slug, file])) for file, title, what in KINDS.values()]
    groups = [group for group, _ in places_of(request.plan, lambda group: "") if group]
    context = {
        "plan": request.plan,
        "may": request.may,
        "bimtek": bimtek,
        "bimteks": rows,
        "door": door,
        "files": files,
        "sentence": sentence,
        "codes": [(group, qr_payload(request, door.token, group)) for group in groups] if door else [],
        "address": public_address(request).partition("://")[2],
    }
    return render(request, "masterplan/handouts/handouts.html", context, status=status)


def sheet_exists(request: PlanRequest, cetakan: str, **_: str) -> bool:
    """Whether there are sheets of this name (see `access.asks`)."""
    return cetakan in BY_FILE


@asks(there=sheet_exists, GET="handout.make")
def handout(request: PlanRequest, slug: str, cetakan: str) -> HttpResponse:
    """Return one kind of sheets as PDF, always as a download; without a join code the page says what to do."""
    if cetakan not in BY_FILE:
        raise Http404
    door = current_code(request.plan)
    if door is None:
        return _page(request, "Belum ada kode gabung. Buat dahulu kodenya, lalu cetak.", 409)
    address = public_address(request).partition("://")[2]
    places = places_of(request.plan, lambda group: qr_payload(request, door.token, group))
    book = pieces(request.plan, BY_FILE[cetakan], _bimtek(request)[0], door.code, places, address)
    try:
        content = _printed(book) if request.method == "GET" else b""
    except RenderFailed:
        return _page(request, "Lembar ini belum dapat dibuat. Coba sekali lagi.", 500)
    return download(content, f"{cetakan}-{slug}.pdf")


@lru_cache(maxsize=8)
def _printed(book):
    """The file of a tree: pressed again, the same sheet costs nothing."""
    return render_book(book).pdf
