"""Ordering, making and cancelling a file of the plan. The only writer of `Export`.

People order and cancel through the plan's journal; the worker writes the progress of its own row, which is no
part of the plan: no event, no ring.
"""

from django.db import transaction
from django.utils import timezone

from masterplan.exports.models import Export
from workshops.live.actions import writing

FORMATS = {"pdf": "PDF", "json": "JSON"}
BOOKS = {"2": "Rencana Induk"}
#: States in which a file is still to be made.
OPEN = (Export.MENUNGGU, Export.DIKERJAKAN)


class Unknown(Exception):
    """There is no such book, format or file."""


class Stopped(Exception):
    """The file was cancelled, or is finished already, while the worker was making it."""


def order_export(actor, book, format, *, op):
    """Orders a file; the same `op` again gives the same one. Returns (Receipt, Export). Raises Unknown, Refused …"""
    # the task calls back into this module
    from masterplan.exports.tasks import make_export

    if book not in BOOKS or format not in FORMATS:
        raise Unknown
    with writing(actor, op=op, body=["export", book, format]) as write:
        if write.replay:
            number = int(write.replay.refs[0].partition("-")[2])
            return write.receipt(write.replay), Export.objects.get(plan=write.plan, number=number)
        write.demand("book.export")
        export = Export.objects.create(
            plan=write.plan,
            number=write.next_number("unduhan"),
            book=book,
            format=format,
            ordered_by=actor.key,
            ordered_at=write.at,
        )
        # the task is a row of the same transaction: either both are there or neither
        export.task_id = make_export.enqueue(export.pk).id
        export.save(update_fields=["task_id"])
        event = write.record("export.ordered", [f"unduhan-{export.number}"])
        return write.receipt(event), export


def cancel_export(actor, number, *, op):
    """Cancels a file that is not finished. Returns Receipt; raises Unknown."""
    with writing(actor, op=op, body=["export.cancel", number]) as write:
        if write.replay:
            return write.receipt(write.replay)
        write.demand("book.export")
        export = Export.objects.filter(plan=write.plan, number=number).defer("content").first()
        if export is None:
            raise Unknown
        if not _set(export.pk, state=Export.BATAL, done_at=write.at):
            return write.receipt()
        return write.receipt(write.record("export.cancelled", [f"unduhan-{number}"]))


def begin(pk):
    """The row of an export that shall be made now. Raises `Stopped` when it is cancelled or finished already."""
    if not _set(pk, state=Export.DIKERJAKAN, step=0, steps=0, doing=""):
        raise Stopped
    return Export.objects.select_related("plan").defer("content").get(pk=pk)


def advance(pk, step, steps, doing):
    """Step `step` of `steps` is being made. Raises `Stopped` when somebody has cancelled meanwhile."""
    if not _set(pk, step=step, steps=steps, doing=doing[:200]):
        raise Stopped


def still_wanted(pk):
    """False once an export is cancelled."""
    return Export.objects.filter(pk=pk, state__in=OPEN).exists()


def finish(pk, content, *, plan_number, pages=None, warnings=()):
    """Keeps the finished file, in one statement. A file cancelled at the last moment stays cancelled."""
    _set(
        pk,
        state=Export.SELESAI,
        content=content,
        size=len(content),
        plan_number=plan_number,
        pages=pages,
        warnings=list(warnings),
        done_at=timezone.now(),
        doing="",
    )


def give_up(pk, sentence):
    """Notes in a sentence for people why there is no file."""
    _set(pk, state=Export.GAGAL, failure=sentence, done_at=timezone.now(), doing="")


def _set(pk, **values):
    """Changes an unfinished export; False when it is finished or cancelled."""
    with transaction.atomic():
        return Export.objects.filter(pk=pk, state__in=OPEN).update(**values) == 1
