"""Ordering and cancelling a file of the plan, through the plan's journal."""

from masterplan.closing.trees import is_paper
from masterplan.exports.actions.making import change_open
from masterplan.exports.models import Export
from masterplan.exports.tasks import make_export
from workshops.live.actions import writing

FORMATS = {"pdf": "PDF", "json": "JSON"}
BOOKS = {"2": "Rencana Induk"}


class Unknown(Exception):
    """There is no such book, format or file."""


def order_export(actor, book, format, *, op):
    """Orders a file; the same `op` again gives the same one. Returns (Receipt, Export). Raises Unknown, Refused …

    `book`: a key of `BOOKS`, or the code of a paper of a bimtek's end (`closing.trees`), which is made as PDF only.
    """
    if format not in FORMATS or not (book in BOOKS or (is_paper(book) and format == "pdf")):
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
        if not change_open(export.pk, state=Export.BATAL, done_at=write.at):
            return write.receipt()
        return write.receipt(write.record("export.cancelled", [f"unduhan-{number}"]))
