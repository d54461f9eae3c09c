"""Pages of a choosing: giving scores, opening one, its results, and what is pressed beside them."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pillars.models import Choosing
from pillars.prioritisation import actions
from pillars.prioritisation.forms import WAYS, DotsForm, OpenForm, UsgForm
from pillars.prioritisation.pages import (
    changes,
    frame,
    headed,
    late_sentence,
    listing_context,
    result_context,
    scoring_context,
)
from pillars.prioritisation.queries import board_scores, cards_of, led_by, own_scores, present
from workshops.access import BoardRequest, asks
from workshops.answers import receipt_query, see_other
from workshops.live.actions.plan_write import NotFound, existing

SCORING, RESULT, OPENING, LISTING = (
    f"pillars/prioritisation/{name}.html" for name in ("scoring", "result", "open", "list")
)


def choosing_exists(request: BoardRequest, pilihan: int, **_: str) -> bool:
    """Whether the group of the address has this choosing (see `access.asks`)."""
    return _found(request, pilihan) is not None


def _found(request, number):
    rows = Choosing.objects.filter(plan=request.plan, pillar__code=request.pillar_code, number=number)
    row = rows.select_related("pillar").first()
    if row:
        row.plan = request.plan
    return row


def _place(name, request, *more):
    return reverse(name, args=[request.plan.slug, request.group.slug, *more])


@asks(GET="score.result", POST="score.give")
def scoring(request: BoardRequest, slug: str, pillar: str) -> HttpResponse:
    """Return the choosing that is open in this group: one's own scores, how many have scored.

    Without one the results.
    """
    row = present(request.plan, request.pillar_code)
    if request.method == "POST":
        return _give(request, row)
    if "since" in request.GET:
        parts = "pillars/prioritisation/scoring_changes.html" if row else "pillars/prioritisation/nothing.html"
        return changes(request, row, parts, lambda: scoring_context(request, row) if row else frame(request))
    if row:
        return headed(request, SCORING, scoring_context(request, row))
    shown = board_scores(request.plan, request.pillar_code).shown
    if shown and "daftar" not in request.GET:
        return HttpResponseRedirect(_place("choosing", request, shown[-1].number))
    return headed(request, LISTING, listing_context(request))


def _give(request, row):
    """Takes the scores of a sent form for the choosing that it was made for, which may be over by now."""
    number = request.POST.get("pilihan", "")
    sent = _found(request, int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
    if sent is None:
        notice = "Tidak ada penilaian yang sedang berjalan di kelompok ini."
        return headed(request, LISTING, listing_context(request, notice), 422)
    return (_give_dots if sent.way == Choosing.DOTS else _give_usg)(request, sent)


def _give_usg(request, row):
    ref = request.POST.get("kartu", "")
    form = UsgForm(data=request.POST)
    back = "kosongkan" in request.POST
    if not back and not form.is_valid():
        notice = "Nilai belum lengkap. Pilih tiga nilai, lalu simpan."
        return headed(request, SCORING, scoring_context(request, row, form=form, notice=notice, ref=ref), 422)
    given = None if back else [int(score) for score in form.cleaned_data.values()]
    return _write(request, row, form, ref, actions.give_scores, row.number, ref, given)


def _give_dots(request, row):
    form = DotsForm(row, cards_of(row), own_scores(row, request.actor.key), request.POST)
    if not form.is_valid():
        notice = "Ada jumlah titik yang belum benar. Perbaiki yang ditandai."
        return headed(request, SCORING, scoring_context(request, row, form=form, notice=notice), 422)
    return _write(request, row, form, "", actions.give_dots, row.number, form.dots)


def _write(request, row, form, ref, act, *given):
    """Does `act`; on to the next card, or the form as it was sent with what became of it."""
    try:
        receipt = act(request.actor, request.pillar_code, *given, op=request.op)
    except (actions.PrioritisationNotPossible, NotFound, ValueError) as no:
        gone = actions.PrioritisationNotPossible("gone", row, (ref,)) if isinstance(no, NotFound) else no
        sentence = form.too_many(no.args[0]) if isinstance(no, ValueError) else late_sentence(request, gone)
        status = 422 if isinstance(no, ValueError) else 409
        if row.is_open:
            page = scoring_context(request, row, form=form, notice=sentence, ref=ref)
            return headed(request, SCORING, page, status)
        return headed(request, RESULT, result_context(request, row, sentence), status)
    return see_other(_place("scoring", request) + receipt_query(receipt), receipt)


@asks(GET="score.reveal", POST="score.reveal")
def open_page(request: BoardRequest, slug: str, pillar: str) -> HttpResponse:
    """Return which list, in which way, and how many dots; the step that runs suggests it."""
    if request.method != "POST":
        return _opening(request, OpenForm(initial={**_led(request), **request.GET.dict()}))
    form = OpenForm(request.POST)
    if not form.is_valid():
        return _opening(request, form, status=422)
    try:
        done = actions.open_choosing(request.actor, request.pillar_code, **form.cleaned_data, op=request.op)
    except actions.PrioritisationNotPossible as no:
        return _opening(request, form, late_sentence(request, no), 409)
    except NotFound:
        return _opening(request, form, "Daftar ini masih kosong. Tulis kartunya dahulu, lalu buka penilaian.", 409)
    return see_other(_place("scoring", request), done[0])


def _led(request):
    led = led_by(frame(request)["mine"])
    return {"jenis": led[0], "cara": led[1]} if led else {}


def _opening(request, form, notice="", status=200):
    return headed(request, OPENING, frame(request) | {"form": form, "ways": WAYS, "notice": notice}, status)


@asks(GET="score.result")
def latest(request: BoardRequest, slug: str, pillar: str) -> HttpResponse:
    """Return the results that were shown last, wherever they are."""
    rows = Choosing.objects.filter(plan=request.plan, pillar__code=request.pillar_code, shown_at__isnull=False)
    row = rows.order_by("-shown_at").first()
    if row is None:
        return HttpResponseRedirect(_place("scoring", request))
    return HttpResponseRedirect(_place("choosing", request, row.number))


@asks(there=choosing_exists, GET="score.result", POST="score.reveal")
def choosing(request: BoardRequest, slug: str, pillar: str, pilihan: int) -> HttpResponse:
    """Return the results of one choosing; a POST shows, closes or reopens it, or uses its order (`act`)."""
    row = existing(_found(request, pilihan))
    if request.method == "POST":
        return _press(request, row)
    if row.is_open:
        return HttpResponseRedirect(_place("scoring", request))
    if "since" in request.GET:
        return changes(request, row, "pillars/prioritisation/ranks.html", lambda: result_context(request, row))
    return headed(request, RESULT, result_context(request, row))


_ACTS = {
    "tampilkan": actions.show,
    "tutup": actions.close,
    "buka": actions.reopen,
    "pakai": actions.apply_order,
    "batal": actions.take_back_order,
}


def _press(request, row):
    """Does what was pressed; on to where it is seen."""
    act, op = request.POST.get("act", ""), request.op
    again = act == "ulang"
    if act not in _ACTS and not again:
        return _shown_again(request, row, "Tombol itu tidak ada. Muat ulang halaman ini.", 422)
    named = {"ref": request.POST.get("kartu", "")} if again else {}
    do = actions.score_again if again else _ACTS[act]
    try:
        done = do(request.actor, request.pillar_code, row.number, op=op, **named)
    except (actions.PrioritisationNotPossible, NotFound) as no:
        sentence = (
            late_sentence(request, no)
            if isinstance(no, actions.PrioritisationNotPossible)
            else "Daftar ini sudah kosong."
        )
        return _shown_again(request, row, sentence, 409)
    receipt = done[0] if again else done
    place = _place("scoring", request) if again else _place("choosing", request, row.number)
    return see_other(place + receipt_query(receipt), receipt)


def _shown_again(request, row, notice, status):
    row = _found(request, row.number)
    if row.is_open:
        return headed(request, SCORING, scoring_context(request, row, notice=notice), status)
    return headed(request, RESULT, result_context(request, row, notice), status)
