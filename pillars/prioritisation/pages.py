"""What the pages of a choosing hold, and what of it `?since=N` sends again. Nobody else's score is ever read here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from pillars.cards.changes import events_since, since
from pillars.cards.queries import find_entry
from pillars.cards.values import title_of
from pillars.fields import show_time
from pillars.models import Choosing
from pillars.models.prioritisation import Score
from pillars.prioritisation.actions import PrioritisationNotPossible
from pillars.prioritisation.forms import DotsForm, UsgForm
from pillars.prioritisation.queries import (
    board_scores,
    cards_of,
    count_of,
    led_by,
    name_of,
    own_scores,
    present,
    read_result,
)
from workshops.access import BoardRequest
from workshops.agenda.room_state import VERBS, room_context
from workshops.answers import FullPageNeeded, at_head, live_page, receipt_context
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.plans.local_time import local

#: The acts after which a page of a choosing is another page.
TURNS = "choosing."


@dataclass(frozen=True)
class ScoredCard:
    """A card of the list: `mine` whether the reader has scored it, `people` how many have."""

    ref: str
    code: str
    title: str
    mine: bool
    people: int


def frame(request: BoardRequest) -> dict[str, Any]:
    """Return what every page of a choosing names."""
    return {
        "plan": request.plan,
        "group": request.group,
        "may": request.may,
        **room_context(request, request.pillar_code),
        **receipt_context(request),
    }


def scoring_context(
    request: BoardRequest, choosing: Choosing, *, form: UsgForm | None = None, notice: str = "", ref: str = ""
) -> dict[str, Any]:
    """Return the page of an open choosing.

    `ref` is the card that is scored now, "" for the first without one's own score.
    """
    mine = own_scores(choosing, request.actor.key)
    rows, count = cards_of(choosing), count_of(choosing, request.pillar_code)
    cards = [ScoredCard(row.ref, row.code, title_of(row), row.ref in mine, count.of(row.ref)) for row in rows]
    page = {**frame(request), "choosing": choosing, "name": name_of(choosing), "cards": cards, "count": count}
    page |= {"notice": notice, "done": sum(card.mine for card in cards), "lost": lost_dots(choosing, mine, cards)}
    if choosing.way == Choosing.DOTS:
        return page | {"form": form or DotsForm(choosing, rows, mine)}
    card = _card_now(request, choosing, cards, ref or request.GET.get("kartu", ""))
    place = next((at for at, one in enumerate(cards, 1) if card and one.ref == card.ref), 0)
    return page | {"card": card, "place": place, "form": form or UsgForm(mine.get(card.ref) if card else None)}


def _card_now(request, choosing, cards, ref):
    """The card `ref`, else the first that the reader has not scored; None for who scores none or has scored all."""
    if not request.may.score_give:
        return None
    known = next((card for card in cards if card.ref == ref), None) or _gone(request, choosing, ref)
    return known or next((card for card in cards if not card.mine), None)


def _gone(request, choosing, ref):
    """A card that was open here while somebody deleted it stays in sight, and says so."""
    row = find_entry(request.plan, ref, pillar=request.pillar_code, with_deleted=True) if ref else None
    if row is None or choosing.kind != row.KIND or not row.is_deleted:
        return None
    return ScoredCard(row.ref, row.code, title_of(row), False, 0)


def lost_dots(choosing: Choosing, mine: dict[str, Score], cards: list[ScoredCard]) -> int:
    """Return how many of the reader's dots lie on cards that are not there any more, and are free again."""
    if choosing.way != Choosing.DOTS:
        return 0
    live = {card.ref for card in cards}
    return sum(score.dots for ref, score in mine.items() if ref not in live)


def result_context(request: BoardRequest, choosing: Choosing, notice: str = "") -> dict[str, Any]:
    """Return the page of a choosing that is not open; `result` is None for one that was closed unseen."""
    shown_by = names_of(request.plan, [choosing.shown_by]).get(choosing.shown_by, "Seseorang")
    opened = present(request.plan, request.pillar_code)
    return {
        **frame(request),
        "choosing": choosing,
        "name": name_of(choosing),
        "result": read_result(choosing) if choosing.is_revealed else None,
        "shown_by": shown_by,
        "opened": opened,
        "notice": notice,
    }


def listing_context(request: BoardRequest, notice: str = "") -> dict[str, Any]:
    """Return all choosings of the group, newest first, where none is open."""
    rows = Choosing.objects.filter(plan=request.plan, pillar__code=request.pillar_code).order_by("-number")
    listed = [(row, name_of(row)) for row in rows]
    page = frame(request)
    return page | {"listed": listed, "led": led_by(page["mine"]), "notice": notice}


@live_page
def changes(
    request: BoardRequest, choosing: Choosing | None, template: str, context: Callable[..., Any]
) -> HttpResponse:
    """Answer `?since=N` on a page of `choosing` (or None): `template` with `context()`, or “load the page again”."""
    events = events_since(request.plan, since(request), request.pillar_code)
    if any(_is_turn(event, request, choosing) for event in events):
        raise FullPageNeeded
    if not events:
        return HttpResponse()
    page = context() | {"touched": touched(events, choosing)}
    parts = render_to_string(template, page, request)
    if any(event.verb.startswith(VERBS) for event in events):
        parts += render_to_string("pillars/prioritisation/beside.html", page, request)
    return HttpResponse(parts)


def _is_turn(event, request, choosing):
    """Whether the page is another one after this: a round began or ended, or its reader scored on another device."""
    if not event.verb.startswith(TURNS) or event.pillar != request.pillar_code:
        return False
    if event.verb != "choosing.scored":
        return True
    return bool(choosing and choosing.is_open and event.actor == request.actor.key)


def touched(events: list[Event], choosing: Choosing | None) -> bool:
    """Whether cards of the list were written, deleted or moved."""
    start = f"{choosing.kind}-" if choosing else "-"
    return any(
        event.verb.startswith(("entry.", "merge")) and any(ref.startswith(start) for ref in event.refs)
        for event in events
    )


def headed(request: BoardRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page with the number that it shows."""
    return at_head(request, render(request, template, context, status=status))


def late_sentence(request: BoardRequest, no: PrioritisationNotPossible) -> str:
    """Return the sentence for an act that came too late (`actions.NotNow`)."""
    row: Any = no.choosing
    if no.why == "open":
        return f"Penilaian lain masih berjalan: {name_of(row)}. Tampilkan hasilnya atau tutup dahulu."
    if no.why == "shown" and row.is_revealed:
        who = names_of(request.plan, [row.shown_by]).get(row.shown_by, "Seseorang")
        at = show_time(local(row.shown_at, request.plan))
        return f"Hasil sudah ditampilkan {who}, {at}. Nilai yang baru dikirim tidak dihitung."
    if no.why == "empty":
        return "Belum ada yang menilai, jadi belum ada hasil. Tutup penilaian ini bila tidak jadi."
    if no.why == "gone":
        cards = [find_entry(request.plan, ref, with_deleted=True) for ref in no.refs]
        codes = ", ".join(card.code for card in cards if card) or "Kartu itu"
        return f"{codes} sudah tidak ada dalam daftar ini. Nilai untuk kartu itu tidak disimpan."
    return "Penilaian ini sudah ditutup. Yang baru dikirim tidak disimpan."


def board_notice(request: BoardRequest, room: dict[str, Any]) -> dict[str, Any]:
    """Return what the board of the group says of choosing. `room`: what `room_of` gave for that group."""
    asked = board_scores(request.plan, request.pillar_code)
    name = name_of(asked.open) if asked.open else ""
    led = None if asked.open else led_by(room["mine"])
    led_name = name_of(Choosing(kind=led[0], way=led[1])) if led else ""
    # once its results are there, the step has done its work
    if led and any((row.kind, row.way) == led for row in asked.shown):
        led = None
    return {
        "asked": asked,
        "asked_name": name,
        "led": led,
        "led_name": led_name,
        "shown_results": [(row, name_of(row)) for row in asked.shown],
    }
