"""Going back: to an earlier value of a field, or to what a card said before one change. Each is a new change.

Both are saves like any other: merged with what others wrote meanwhile, and put side by side where both changed a field.
The journal keeps under `returned` of the card which event is taken up again, or is taken back.
"""

from typing import Any

from pillars.cards.actions.result import Saved
from pillars.cards.actions.save import save_entry
from pillars.cards.values import births
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event
from workshops.permissions import Actor

#: The name under which an event says on the card what it goes back to: [None, number of an event].
RETURNED = "returned"


def go_back(actor: Actor, ref: str, values: dict[str, Any], number: int, *, base: int, op: str) -> Saved | None:
    """Give fields of a card the `values` {key: value} that they had after event `number` (0: from the start).

    base  the event that the page of whoever goes back had shown.
    Returns Saved; raises Refused, BadRequest, OpReused, NotFound.
    """
    note = {RETURNED: [None, number]}
    return save_entry(actor, ref, values, base=base, op=op, verb="entry.goback", action="entry.goback", note=note)


def undo(actor: Actor, ref: str, number: int, values: dict[str, Any], *, op: str) -> Saved | None:
    """Take back what event `number` changed on a card: `values` are what its fields held before.

    What somebody has changed since then is met like a save from that time: their text stays, and there is a choice.
    Returns Saved; raises Refused, BadRequest, OpReused, NotFound.
    """
    event = Event.objects.filter(plan=actor.plan_id, number=number, refs__contains=[ref]).first()
    if event is None or not undoable(event, ref):
        raise NotFound

    def demand(write, entry):
        own = event.actor == write.asked.key
        write.demand("entry.undo_own" if own else "entry.undo_other", entry.pillar.code)

    note = {RETURNED: [None, number]}
    return save_entry(actor, ref, values, base=number, op=op, verb="entry.undone", demand=demand, note=note)


def undoable(event: Event, ref: str) -> bool:
    """Whether an event changed fields of this card and of nothing else, so that it can be taken back by itself.

    What many cards take part in has a way back of its own: a merge, a workbook, a paste, an order.
    """
    changed = event.changes.get(ref)
    return bool(changed) and len(event.changes) == 1 and "deleted" not in changed and not births(event)
