"""What people look at: the board of a group, the six side by side, what is missing, what happened last."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string

from pillars.boards.board import read_board
from pillars.boards.changes import changes_in, parts_of
from pillars.boards.completeness import read_completeness
from pillars.boards.forms import Report
from pillars.boards.notes import landed
from pillars.boards.phones import read_room
from pillars.boards.six import read_six, with_current_presence
from pillars.boards.step_fields import fills_of
from pillars.boards.tables import table
from pillars.cards.changes import events_since, since
from pillars.cards.presence import people_of, room_with_presence
from pillars.prioritisation.notice import board_notice
from workshops.access import BoardRequest, PlanRequest, asks
from workshops.agenda.room_parts import VERBS, room_context
from workshops.answers import at_head, live_page, page_or_part
from workshops.live.actions import report_handset
from workshops.live.journal import has_left_group
from workshops.people.actions.attendance import note_phone
from workshops.people.destinations import own_group
from workshops.response_cache import cached_response


@asks(tables=True, GET="plan.open")
@live_page
def group_board(request: PlanRequest, slug: str, pillar: str) -> HttpResponse:
    """Return the chain of one group; with `?since=N` the parts of it that changed.

    A group without a pillar has a table.
    """
    if not request.group.has_pillar:
        return table(request)
    if "since" in request.GET:
        return group_changes(request)
    board = _board_now(request)
    mine = request.actor.pillar in ("", board.pillar.code)
    place = "group_board" if mine else "board_of_six"
    page = {**_shown(request, board), **_doing(request), "note": landed(request, board), "place": place}
    page["moved_to"] = None if mine else _now_at(request)
    page["chain"] = cached_response(
        ("chain", request.plan.pk, request.pillar_code, board.head, *_rights(request)),
        lambda: render_to_string("pillars/boards/chain.html", page),
    )
    return render(request, "pillars/boards/group_board.html", page)


def _now_at(request):
    """The group that the reader sits in now when they were led there from the one of this board, else None."""
    return own_group(request) if has_left_group(request.plan, request.actor, request.pillar_code) else None


def _doing(request):
    """What the room does at this moment, as a page of the group of the address shows it."""
    room = room_context(request, request.pillar_code)
    return {**room, "fills": fills_of(room["mine"]), **board_notice(request, room)}


def _rights(request):
    """What the look of a chain depends on besides the chain."""
    return bool(request.may.entry_add), bool(request.may.entry_edit)


def _board_now(request):
    """The board at the number that access has read, and who is here at this moment."""
    plan, code = request.plan, request.pillar_code
    board = cached_response(("board", plan.pk, code, plan.head), lambda: read_board(plan, code, people_of(plan)))
    return replace(board, room=room_with_presence(plan, board.room))


def group_changes(request: PlanRequest) -> HttpResponse:
    """Return the parts of a group's board that look different since N."""
    plan, code = request.plan, request.pillar_code
    events = events_since(plan, since(request), code)
    # the answer depends on nothing but these events and on what the reader may do
    asked = (events[0].number, events[-1].number) if events else ()
    key = ("changes", plan.pk, code, asked, *_rights(request))
    room = room_with_presence(plan, cached_response(("people", plan.pk, plan.head), lambda: people_of(plan)))
    parts = cached_response(key, lambda: _changed_parts(request, events, room)) if events else ""
    if events:
        doing = {**_doing(request), "plan": plan, "may": request.may}
        said = any(event.verb.startswith(VERBS) for event in events)
        parts += render_to_string("pillars/boards/doing_changes.html", doing, request) if said else ""
        parts += render_to_string("pillars/prioritisation/board_notice.html", doing, request)
    present = render_to_string("pillars/boards/present.html", _present(request, room))
    return HttpResponse(present + parts)


def _changed_parts(request, events, room):
    plan, code = request.plan, request.pillar_code
    board = cached_response(("board", plan.pk, code, events[-1].number), lambda: read_board(plan, code, room))
    found = changes_in(board.chain, events)
    threads, cards, loose = parts_of(board.chain, found)
    parts = {"found": found, "threads": threads, "cards": cards, "loose": loose}
    return render_to_string("pillars/boards/group_changes.html", _shown(request, board) | parts, request)


def _shown(request, board):
    """What the templates of a group's board name."""
    return {
        "board": board,
        "plan": request.plan,
        "pillar": board.pillar,
        "room": board.room,
        "may": request.may,
        **_present(request, board.room),
    }


def _present(request, room):
    """Who of the group is here, and who else has which card open."""
    code, reader = request.pillar_code, request.actor.key
    return {"seats": room.seats(code, reader), "open": room.cards(code, reader)}


@asks(GET="plan.open")
@live_page
def board_of_six(request: PlanRequest, slug: str) -> HttpResponse:
    """Return the groups side by side; with `?since=N` all columns again."""
    template = "pillars/boards/board_of_six.html"
    if "since" in request.GET:
        template = "pillars/boards/six_changes.html"
        since(request)
    six = with_current_presence(
        request.plan, cached_response(("six", request.plan.pk, request.plan.head), lambda: read_six(request.plan))
    )
    page = {"six": six, "plan": request.plan, "may": request.may, **room_context(request)}
    return render(request, template, page)


@asks(GET="coverage.view")
def completeness(request: BoardRequest, slug: str, pillar: str) -> HttpResponse:
    """Return what a group's chain still lacks, by who can close it."""
    found = read_completeness(request.plan, request.pillar_code, request.GET)
    page = {"found": found, "plan": request.plan, "pillar": found.pillar, "may": request.may, "room": found.room}
    return render(request, "pillars/boards/completeness.html", page)


@asks(GET="room.health")
def room_health(request: PlanRequest, slug: str) -> HttpResponse:
    """Whether everything typed has arrived, and who has to be looked after; with `?since=N` all parts again."""
    found = read_room(request.plan)
    return page_or_part(
        request,
        "pillars/boards/room_health.html",
        "pillars/boards/room_changes.html",
        {"found": found, "plan": request.plan},
    )


@asks(POST="presence.report")
def presence(request: PlanRequest, slug: str) -> HttpResponse:
    """Record what a phone holds unsent and whether somebody looks at it; without a stream also at which page."""
    report = Report(request.POST)
    if not report.is_valid():
        return HttpResponseBadRequest()
    said = report.report_arguments()
    report_handset(request.actor, **said)
    if said["looking"]:
        note_phone(request.actor, request.plan)
    return at_head(request, HttpResponse(status=204))
