"""What people look at: the board of a group, the six side by side, what is missing, the projector, the room."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from pillars.analysis.guide import component_of
from pillars.boards.board import Board, read_board
from pillars.boards.changes import changes_in, parts_of
from pillars.boards.completeness import read_completeness
from pillars.boards.field_choice import fills_from, fills_of, kinds_of
from pillars.boards.forms import Report
from pillars.boards.parts import PLACES, part_of
from pillars.boards.projector import choices, may_show, projected_query, read_screen
from pillars.boards.room_health import read_room
from pillars.boards.six import read_six, with_current_presence
from pillars.cards.changes import events_since, since
from pillars.cards.presence import people_of, room_with_presence
from pillars.prioritisation.pages import board_notice
from workshops.access import BoardRequest, PlanRequest, asks, numbered, projector_page
from workshops.agenda.actions.announcements import show_on_screen
from workshops.agenda.actions.step_control import NoStep, Overtaken
from workshops.agenda.actions.steps import change_step
from workshops.agenda.models import Step
from workshops.agenda.room_state import VERBS, room_context
from workshops.answers import FullPageNeeded, at_head, live_page, page_or_part, receipt_context, redirect_with_receipt
from workshops.live.actions import report_handset
from workshops.live.actions.plan_write import existing
from workshops.live.journal import has_left_group
from workshops.live.models import Event
from workshops.membership.actors import current_projector_key
from workshops.membership.models import Group
from workshops.people.actions.attendance import note_phone
from workshops.people.actions.join_codes import renew_screen_key
from workshops.people.destinations import own_group
from workshops.people.join_codes import public_address
from workshops.response_cache import cached_response
from workshops.text import natural


@dataclass(frozen=True)
class Note:
    """A committed event of the reader's own. `restorable`: the ref of a card that has just gone to the bin.

    pasted  how many cards a paste has just made; it is taken back by `number`. unpasted: how many it took back, and
    `stays` how many of them it left.
    """

    at: datetime
    restorable: str = ""
    number: int = 0
    pasted: int = 0
    unpasted: int = 0
    stays: int = 0


def landed(request: PlanRequest, board: Board) -> Note | None:
    """Return the note for the number in the address, or None when it is not an event of this person."""
    number = natural(request.GET.get("tersimpan"))
    if number is None:
        return None
    event = Event.objects.filter(plan=request.plan, number=number, actor=request.actor.key).first()
    if event is None:
        return None
    if event.verb in ("entry.pasted", "entry.unpasted"):
        many, stays = len(event.changes), natural(request.GET.get("tetap")) or 0
        return Note(event.at, "", number, **{event.verb.removeprefix("entry."): many}, stays=stays)
    deleted = event.verb == "entry.deleted" and event.refs[0] not in {
        link.entry.ref for link in board.chain.all_links()
    }
    return Note(event.at, event.refs[0] if deleted else "")


def table(request: PlanRequest) -> HttpResponse:
    """Return the page, or for `?since=N` all of its parts again: they are few and small."""
    if "since" in request.GET:
        since(request)
    page = _table_now(request)
    names = _PARTS if "since" in request.GET else ("table",)
    return HttpResponse("".join(render_to_string(f"pillars/boards/{name}.html", page, request) for name in names))


_PARTS = ("doing_changes", "present", "table_people")


def _table_now(request):
    plan, code, reader = request.plan, request.pillar_code, request.actor.key
    room = room_with_presence(plan, _people(plan))
    doing = room_context(request, code)
    return {
        **doing,
        "fills": fills_of(doing["mine"]),
        "plan": plan,
        "may": request.may,
        "seats": room.seats(code, reader),
        "open": (),
        "people": [name for _, name in room.groups.get(code, ())],
        "own": component_of(request.group.name),
        "boards": list(plan.groups.filter(formation=Group.PILAR)),
        "place": "group_board" if request.actor.pillar in ("", code) else "board_of_six",
    }


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
    if "setelah" in request.GET:
        return render(request, "pillars/boards/next_part.html", _shown(request, board))
    mine = request.actor.pillar in ("", board.pillar.code)
    place = "group_board" if mine else "board_of_six"
    page = {**_shown(request, board), **_doing(request), "note": landed(request, board), "place": place}
    page["moved_to"] = None if mine else _now_at(request)
    page["chain"] = cached_response(
        ("chain", request.plan.pk, request.pillar_code, board.head, page["part"].query, *_rights(request)),
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
    board = cached_response(("board", plan.pk, code, plan.head), lambda: read_board(plan, code, _people(plan)))
    return replace(board, room=room_with_presence(plan, board.room))


def _people(plan):
    return cached_response(("people", plan.pk, plan.rights_head), lambda: people_of(plan))


def group_changes(request: PlanRequest) -> HttpResponse:
    """Return the parts of a group's board that look different since N."""
    plan, code = request.plan, request.pillar_code
    events = events_since(plan, since(request), code)
    # the answer depends on nothing but these events and on what the reader may do
    asked = (events[0].number, events[-1].number, *(request.GET.get(name) for name in PLACES)) if events else ()
    key = ("changes", plan.pk, code, asked, *_rights(request))
    room = room_with_presence(plan, _people(plan))
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
    page, found = _shown(request, board), changes_in(board.chain, events)
    if not page["part"].is_whole and not request.GET.keys() & PLACES:
        raise FullPageNeeded  # the page was short enough to be shown whole
    threads, cards, loose = parts_of(page["part"].shown, found)
    parts = {"found": found, "threads": threads, "cards": cards, "loose": loose}
    return render_to_string("pillars/boards/group_changes.html", page | parts, request)


def _shown(request, board):
    """What the templates of a group's board name."""
    return {
        "board": board,
        "part": part_of(board.chain, request.GET),
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


@projector_page
@live_page
def screen(request: PlanRequest, slug: str, key: str | None) -> HttpResponse:
    """Return what the room sees; with `?since=N` the whole of it again, since it is one screen long."""
    if "since" in request.GET:
        since(request)
    page = {"screen": read_screen(request), "plan": request.plan, "key": key}
    return page_or_part(request, "pillars/boards/projector.html", "pillars/boards/projector_shown.html", page)


@asks(GET="projector.steer", POST="projector.steer")
def screen_link(request: PlanRequest, slug: str) -> HttpResponse:
    """Show the secret address of the projector and what it can show; a POST chooses that (`tampilkan`) or renews it."""
    if "tampilkan" in request.POST:
        return _show(request)
    if request.method == "POST":
        receipt = renew_screen_key(request.actor, op=request.op)
        return redirect_with_receipt(receipt, "screen_link", slug)
    key = current_projector_key(request.plan)
    place = public_address(request) + reverse("screen_by_key", args=[slug, key]) if key else ""
    page = {
        "place": place,
        "choices": choices(request.plan) if key else [],
        "shown": projected_query(request.plan),
        "asking": "ganti" in request.GET,
        "plan": request.plan,
        **receipt_context(request),
    }
    return render(request, "pillars/boards/projector_link.html", page)


def _show(request):
    """The screen that is chosen, on every projector whose address asks for nothing else."""
    wish = request.POST["tampilkan"]
    if not may_show(wish, choices(request.plan)):
        return HttpResponseBadRequest()
    receipt = show_on_screen(request.actor, wish, op=request.op)
    return redirect_with_receipt(receipt, "screen_link", request.plan.slug)


@asks(there=numbered(Step, "langkah"), GET="step.steer", POST="step.steer")
def step_fills(request: PlanRequest, slug: str, langkah: int) -> HttpResponse:
    """Show and save kinds and single fields of one step; a save on a page that was overtaken is shown and not made."""
    step = existing(Step.objects.filter(plan=request.plan, number=langkah).first())
    if request.method != "POST":
        return _page(request, step)
    values = {"fills": fills_from(step, request.POST.getlist("isi"))}
    base = natural(request.POST.get("base")) or 0
    try:
        receipt = change_step(request.actor, langkah, values, base=base, op=request.op)
    except Overtaken:
        step.fills = values["fills"]
        notice = "Langkah ini baru saja diubah orang lain. Periksa, lalu simpan lagi bila pilihan Anda yang dipakai."
        return _page(request, step, notice, status=409)
    except NoStep:
        raise Http404 from None
    return redirect_with_receipt(receipt, "step_fills", slug, langkah)


def _page(request, step, notice="", status=200):
    context = {
        "step": step,
        "kinds": kinds_of(step),
        "notice": notice,
        "plan": request.plan,
        **receipt_context(request),
    }
    return render(request, "pillars/boards/step_fills.html", context, status=status)
