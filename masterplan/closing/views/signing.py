"""Signing a bimtek, opening it again, and what was signed."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from masterplan.closing.actions import NotNow, Unknown, reopen_bimtek, sign_bimtek
from masterplan.closing.files import written
from masterplan.closing.forms import ReasonForm, SignForm
from masterplan.closing.models import Signing
from masterplan.closing.paper import prepare
from masterplan.closing.snapshots import Damaged, unpack
from masterplan.closing.views.answers import find_bimtek, page, sent_file
from masterplan.closing.views.papers import bimtek_there
from masterplan.document import tree
from pillars.boards.phones import read_room
from pillars.boards.six import read_six
from workshops.access import asks
from workshops.answers import attempt, receipt_query, see_other

DAMAGED = "Berkas yang tersimpan tidak utuh lagi. Beri tahu pengelola sistem; pulihkan dari cadangan."


def signing_there(request, edisi, **_):
    """Whether the plan has a signature of this number (see `access.asks`)."""
    return Signing.objects.filter(plan=request.plan, number=edisi).exists()


@asks(there=bimtek_there, GET="bimtek.sign", POST="bimtek.sign")
def sign(request, slug, bimtek):
    """The state of the room before the signature, and the signature."""
    found, room = find_bimtek(request.plan, bimtek), read_room(request.plan)
    form = SignForm(_number(found), request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid(room.is_sent or not room.phones):
        return _sign_page(request, found, room, form, 422 if form.errors else 200)
    op = request.POST.get("op")
    try:
        receipt, refusal = attempt(request, sign_bimtek, request.actor, bimtek, form.number, op=op)
    except NotNow as no:
        return _sign_page(request, found, room, form, 409, no.sentence)
    except Unknown:
        raise Http404 from None
    return refusal or see_other(reverse("closing", args=[slug]) + receipt_query(receipt), receipt)


def _number(bimtek):
    row = getattr(bimtek, "minutes", None)
    return row.words.get("nomor", "") if row else ""


def _sign_page(request, bimtek, room, form, status, notice=""):
    shown = {"bimtek": bimtek, "room": room, "form": form, "notice": notice, "six": read_six(request.plan)}
    shown["gaps"] = prepare(request.plan, bimtek).gaps
    return page(request, "sign.html", shown, status)


@asks(there=bimtek_there, GET="bimtek.reopen", POST="bimtek.reopen")
def reopen(request, slug, bimtek):
    """Takes the lock off with a reason."""
    found = find_bimtek(request.plan, bimtek)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "reopen.html", {"bimtek": found, "form": form}, 422 if form.errors else 200)
    op = request.POST.get("op")
    try:
        receipt, refusal = attempt(request, reopen_bimtek, request.actor, bimtek, form.reason, op=op)
    except NotNow as no:
        return page(request, "reopen.html", {"bimtek": found, "form": form, "notice": no.sentence}, 409)
    except Unknown:
        raise Http404 from None
    return refusal or see_other(reverse("closing", args=[slug]) + receipt_query(receipt), receipt)


@asks(there=signing_there, GET="attendance.view")
def signed_file(request, slug, edisi, berkas):
    """A signed paper again: from the tree that was signed, whatever has become of the plan since."""
    name, _, format = berkas.partition(".")
    if name not in ("berita-acara", "daftar-hadir") or format not in ("pdf", "docx"):
        raise Http404
    row = _row(request, edisi)
    try:
        book = tree.from_json(unpack(row.papers, row.papers_sha256))
    except Damaged:
        return page(request, "failed.html", {"sentence": DAMAGED}, 500)
    if name == "daftar-hadir":
        lists = tuple(part for part in book.parts if part.id.startswith("daftar-hadir"))
        book = tree.Book(code=book.code, title=f"Daftar hadir {row.bimtek.short}", region=book.region, parts=lists)
    return sent_file(request, f"{name}-{slug}-{edisi}", format, lambda: written(book, format))


@asks(there=signing_there, GET="plan.dump")
def snapshot_file(request, slug, edisi):
    """The plan as it was signed, in the exchange format."""
    row = _row(request, edisi)
    try:
        content = unpack(row.snapshot, row.sha256)
    except Damaged:
        return page(request, "failed.html", {"sentence": DAMAGED}, 500)
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="rencana-{slug}-{edisi}.json"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _row(request, number):
    row = Signing.objects.filter(plan=request.plan, number=number).select_related("bimtek").first()
    if row is None:
        raise Http404
    return row
