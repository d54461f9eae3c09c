"""The pages of a bimtek's end: the berita acara and its files, the signature, the Komitmen Bersama."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from masterplan.closing import commitment as sheets
from masterplan.closing import minutes_paper
from masterplan.closing.actions import (
    MinutesConflict,
    SignatureNotPossible,
    reopen_bimtek,
    save_commitment,
    save_minutes,
    sign_bimtek,
)
from masterplan.closing.forms import HeadsForm, PartsForm, ReopenReasonForm, SignForm
from masterplan.closing.minutes_paper import prepare
from masterplan.closing.minutes_text import PARTS
from masterplan.closing.overview import read_endings, sentences
from masterplan.closing.papers import paper_bytes, present_tree, signed_tree
from masterplan.closing.preview import blocks
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import Damaged, unpack
from masterplan.writers.failures import RenderFailed
from pillars.boards.room_health import read_room
from pillars.boards.six import read_six
from workshops.access import PlanRequest, asks, numbered
from workshops.answers import FullPageNeeded, download, live_page, receipt_context, redirect_with_receipt, untouched
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Bimtek, Plan
from workshops.text import natural

DAMAGED = "Berkas yang tersimpan tidak utuh lagi. Beri tahu pengelola sistem; pulihkan dari cadangan."


def find_bimtek(plan: Plan, number: int) -> Bimtek:
    """Return the bimtek with this number. Raises Http404."""
    return existing(plan.bimteks.select_related("minutes").filter(number=number).first())


def page(request: PlanRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of this room."""
    context = {"plan": request.plan, "may": request.may, **context}
    return render(request, f"masterplan/closing/{template}", context, status=status)


def sent_file(request: PlanRequest, stem: str, format: str, make: Callable[..., Any]) -> HttpResponse:
    """Return the bytes that `make` gives, always as a download; a page with the sentence where a PDF cannot be made."""
    try:
        content = make()
    except RenderFailed as failure:
        return page(request, "failed.html", {"sentence": failure.sentence}, status=500)
    return download(content, f"{stem}.{format}")


#: The papers that come as Word.
LISTS = "daftar-hadir.docx"
WORD = ("berita-acara.docx", LISTS)
#: Events after which the list of bimteks looks different.
TURNS = ("bimtek.", "agenda.bimtek_", "agenda.planned")


signing_exists = numbered(Signing, "edisi")
bimtek_exists = numbered(Bimtek, "bimtek")


@asks(GET="snapshot.view")
@live_page
def closing(request: PlanRequest, slug: str) -> HttpResponse:
    """Return all bimteks with their signatures and what can be done about them now; an open page is loaded again when
    one of them is opened, signed or reopened.
    """
    if "since" in request.GET:
        if answer := untouched(request, TURNS):
            return answer
        raise FullPageNeeded
    return page(request, "closing.html", {"endings": read_endings(request.plan), "lock": request.lock})


@asks(there=bimtek_exists, GET="attendance.view")
def minutes(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Return the berita acara as it would be printed now."""
    found = find_bimtek(request.plan, bimtek)
    prepared = minutes_paper.prepare(request.plan, found)
    book = minutes_paper.build(request.plan, found, prepared, reopened=sentences(request.plan, found))
    shown = {"bimtek": found, "prepared": prepared, "paper": book.parts[0], "blocks": blocks(book.parts[0])}
    return page(request, "minutes.html", shown | receipt_context(request))


@asks(there=bimtek_exists, GET="minutes.prepare", POST="minutes.prepare")
def edit_minutes(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Return the text of the berita acara, part by part."""
    found = find_bimtek(request.plan, bimtek)
    prepared = minutes_paper.prepare(request.plan, found)
    form = PartsForm(PARTS, prepared, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _edited(request, found, form, 422 if form.errors else 200)
    try:
        receipt = save_minutes(request.actor, bimtek, form.words, shown=form.shown, op=request.op)
    except MinutesConflict as clash:
        return _edited(request, found, PartsForm(PARTS, prepared, request.POST, clash.keys), 409)
    return redirect_with_receipt(receipt, "minutes", slug, bimtek)


def _edited(request, bimtek, form, status):
    answer = page(request, "edit_minutes.html", {"bimtek": bimtek, "form": form})
    answer.status_code = status
    return answer


@asks(there=bimtek_exists, GET="attendance.view")
def minutes_file(request: PlanRequest, slug: str, bimtek: int, berkas: str) -> HttpResponse:
    """Return the draft of the berita acara, or the attendance list, as Word."""
    if berkas not in WORD:
        raise Http404
    book = present_tree(request.plan, bimtek, lists_only=berkas == LISTS)
    return sent_file(
        request, f"{berkas.partition('.')[0]}-{slug}-bimtek-{bimtek}", "docx", lambda: paper_bytes(book, "docx")
    )


@asks(there=signing_exists, GET="attendance.view")
def signed_file(request: PlanRequest, slug: str, edisi: int, berkas: str) -> HttpResponse:
    """Return a signed paper as Word, from the tree that was signed, whatever has become of the plan since."""
    if berkas not in WORD:
        raise Http404
    try:
        book, _ = signed_tree(request.plan, edisi, lists_only=berkas == LISTS)
    except Damaged:
        return page(request, "failed.html", {"sentence": DAMAGED}, 500)
    return sent_file(request, f"{berkas.partition('.')[0]}-{slug}-{edisi}", "docx", lambda: paper_bytes(book, "docx"))


@asks(there=signing_exists, GET="plan.dump")
def snapshot_file(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Return the plan as it was signed, in the exchange format."""
    row = existing(Signing.objects.filter(plan=request.plan, number=edisi).first())
    try:
        content = unpack(row.snapshot, row.sha256)
    except Damaged:
        return page(request, "failed.html", {"sentence": DAMAGED}, 500)
    return sent_file(request, f"rencana-{slug}-{edisi}", "json", lambda: content)


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


@asks(GET="attendance.view", POST="minutes.prepare")
def commitment(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the sheet with its words and the heads of the offices."""
    sheet = sheets.read_sheet(request.plan)
    if request.method != "POST":
        return _commitment_page(request, sheet, PartsForm(sheets.PARTS, sheet), HeadsForm(sheet))
    form, heads = PartsForm(sheets.PARTS, sheet, request.POST), HeadsForm(sheet, request.POST)
    if not form.is_valid() or heads.error_list:
        return _commitment_page(request, sheet, form, heads, 422)
    given = {"shown": form.shown | heads.shown, "op": request.op}
    try:
        receipt = save_commitment(request.actor, form.words, heads.heads, heads.left_out, **given)
    except MinutesConflict as clash:
        again = PartsForm(sheets.PARTS, sheet, request.POST, clash.keys)
        return _commitment_page(request, sheet, again, HeadsForm(sheet, request.POST, clash.keys), 409)
    return redirect_with_receipt(receipt, "commitment", slug)


def _commitment_page(request, sheet, form, heads, status=200):
    shown = {"sheet": sheet, "form": form, "heads": heads, "status": status, **receipt_context(request)}
    return page(request, "commitment.html", shown, status)


@asks(GET="attendance.view")
def commitment_file(request: PlanRequest, slug: str, berkas: str) -> HttpResponse:
    """Return the sheet as PDF or Word."""
    name, _, format = berkas.partition(".")
    if name != "komitmen-bersama" or format not in ("pdf", "docx"):
        raise Http404
    book = sheets.build(request.plan, sheets.read_sheet(request.plan))
    return sent_file(request, f"komitmen-bersama-{slug}", format, lambda: paper_bytes(book, format))


@asks(there=signing_exists, GET="snapshot.view")
def compare_snapshots(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Redirect to what changed since the signature `edisi`: until `?dengan=` (another one), without it until now."""
    signings = Signing.objects.filter(plan=request.plan)
    if not signings.filter(number=edisi).exists():
        raise Http404
    number = natural(request.GET.get("dengan"))
    other = f"edisi-{number}" if number is not None and signings.filter(number=number).exists() else "sekarang"
    asked = {"dari": f"edisi-{edisi}", "ke": other}
    if pillar := request.GET.get("kelompok", "")[:60]:
        asked["kelompok"] = pillar
    return HttpResponseRedirect(f"{reverse('plan_history', args=[slug])}?{urlencode(asked)}")
