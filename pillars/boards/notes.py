"""The receipt on a board after a save that came without JavaScript (`?tersimpan=<number>`)."""

from dataclasses import dataclass
from datetime import datetime

from pillars.boards.board import Board
from workshops.access import PlanRequest
from workshops.live.models import Event
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
