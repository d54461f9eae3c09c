"""Changing the outline of a book, taking the last change back, and choosing the arms for the covers.

Each change says what it does to one part, so that two people who work on different parts never meet: the part goes next
to the neighbour that the page had shown, wherever that stands now. Only two titles for one part, and going back over
what somebody did since, are questions for people (`OutlineConflict`).
"""

from dataclasses import dataclass

from masterplan.book_details.models import CoverArms, Outline
from masterplan.book_outline.outline import can_hide, changed, moved, parts_of, placed_parts, stored_of
from workshops.live.actions import Receipt, plan_action, plan_write
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan
from workshops.text import SentenceError

RIGHT = "reference.edit"


class OutlineConflict(SentenceError):
    """Nothing was written; `sentence` says why and what stands now. `title`: the title that somebody else gave."""

    def __init__(self, sentence: str, title: str | None = None) -> None:
        super().__init__(sentence)
        self.title = title


@dataclass(frozen=True)
class OutlineResult:
    """`number` of the event that can be taken back, or None where nothing had to change."""

    receipt: Receipt
    number: int | None = None


def move_part(actor: Actor, book: str, code: str, neighbour: str, *, up: bool, op: str) -> OutlineResult:
    """Put the part `code` right before (`up`) or after the part that the page showed as its neighbour.

    Returns OutlineResult; raises NotFound, Refused, BadRequest, OpReused; so do the others.
    """

    def new(order):
        if _part(order, code).group != _part(order, neighbour).group or code == neighbour:
            raise NotFound
        return moved(order, code, neighbour, up=up)

    return _write(actor, book, "outline.moved", ["move", book, code, neighbour, up], new, op=op)


def rename_part(actor: Actor, book: str, code: str, title: str, *, shown: str, op: str) -> OutlineResult:
    """Give a part its own title; "" takes the shipped one again.

    shown  the own title that the page had shown. Raises OutlineConflict where somebody else gave another one meanwhile.
    """

    def new(order):
        standing = next(one for one in order if one.code == _part(order, code).code).title
        if standing not in (shown, title):
            said = f"Judul ini sudah diganti orang lain menjadi “{standing}”." if standing else _SHIPPED_AGAIN
            raise OutlineConflict(f"{said} Judul Anda belum disimpan.", standing)
        return changed(order, code, title=title)

    return _write(actor, book, "outline.renamed", ["rename", book, code, title], new, op=op)


_SHIPPED_AGAIN = "Judul ini sudah dikembalikan orang lain ke judul bawaan."


def hide_part(actor: Actor, book: str, code: str, *, hidden: bool, op: str) -> OutlineResult:
    """Leave a part out of the book, or prints it again.

    Raises OutlineConflict for the last chapter that is printed.
    """

    def new(order):
        _part(order, code)
        if hidden and not can_hide(order, code):
            raise OutlineConflict(
                "Bab ini satu-satunya yang masih dicetak. Cetak dahulu bab lain, lalu tandai bab ini."
            )
        return changed(order, code, hidden=hidden)

    verb = "outline.hidden" if hidden else "outline.shown"
    return _write(actor, book, verb, ["hide", book, code, hidden], new, op=op)


def reset_outline(actor: Actor, book: str, *, seen: int | None, op: str) -> OutlineResult:
    """Put the shipped order and titles back, with nothing left out.

    seen  the `version` of the outline that the page had shown. Raises OutlineConflict where it changed since.
    """

    def new(_, row=None):
        if row.version != seen:
            raise OutlineConflict(
                "Susunan diubah orang lain sejak halaman ini dibuka. Lihat dahulu susunannya sekarang."
            )
        return []

    return _write(actor, book, "outline.reset", ["reset", book, seen], new, op=op)


def undo_outline(actor: Actor, book: str, number: int, *, op: str) -> OutlineResult:
    """Put the outline back to where it stood before event `number`, while nobody has changed it since."""

    def new(_, row=None):
        event = existing(outline_event(row.plan, book, number))
        before, after = event.changes[row.ref]["chapters"]
        if row.chapters != after:
            raise OutlineConflict(
                "Susunan sudah diubah lagi sesudah itu, maka tidak dibatalkan. Ubah langsung di bawah ini."
            )
        return before

    return _write(actor, book, "outline.undone", ["undo", book, number], new, op=op)


def outline_event(plan: Plan, book: str, number: int) -> Event | None:
    """Return the event `number` of the plan, if it changed the outline of `book`; else None."""
    ref = Outline(book=book).ref
    event = Event.objects.filter(plan=plan, number=number, refs__contains=[ref]).first()
    return event if event and "chapters" in event.changes.get(ref, {}) else None


def _part(order, code):
    one = existing(next((one for one in order if one.code == code), None))
    return one.part


def _write(actor, book, verb, body, new, *, op):
    with plan_write(actor, op=op, body=body) as write:
        if write.replay:
            return OutlineResult(write.receipt(write.replay), write.replay.number)
        write.demand(RIGHT)
        parts = parts_of(book)
        if not parts:
            raise NotFound
        row = Outline.objects.filter(plan=write.plan, book=book).first() or Outline(plan=write.plan, book=book)
        if verb in ("outline.reset", "outline.undone"):
            after = new(None, row)
        else:
            after = stored_of(new(placed_parts(parts, row.chapters)))
        if after == stored_of(placed_parts(parts, [])):
            after = []
        before = row.chapters
        if after == before:
            return OutlineResult(write.receipt())
        row.chapters, row.version = after, write.plan.head + 1
        row.save()
        event = write.record(verb, [row.ref], changes={row.ref: {"chapters": [before, after]}})
        return OutlineResult(write.receipt(event), event.number)


@plan_action("arms", may=RIGHT, sent=lambda picture, **_: [picture], result=OutlineResult)
def choose_arms(write: PlanWrite, picture: str, *, known: set[str]) -> Event | None:
    """Print the picture with this ref (of `known`, the refs of the plan's pictures) on the covers; "" for none."""
    row = CoverArms.objects.filter(plan=write.plan).first() or CoverArms(plan=write.plan)
    before = row.picture
    if before == picture:
        return None
    if picture and picture not in known:
        raise NotFound
    row.picture = picture
    row.save()
    return write.record("arms.chosen", [CoverArms.REF], changes={CoverArms.REF: {"picture": [before, picture]}})
