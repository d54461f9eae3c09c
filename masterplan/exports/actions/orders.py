"""Ordering and cancelling a file of the plan, through the plan's journal."""

from masterplan.downloads.models import Export
from masterplan.exports.actions.progress import change_open
from masterplan.exports.options import label_of
from masterplan.exports.tasks import make_export
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, Receipt, existing
from workshops.live.models import Event


def _again(write):
    number = int(write.replay.refs[0].partition("-")[2])
    return write.receipt(write.replay), Export.objects.get(plan=write.plan, number=number)


@plan_action("export", may="book.export", again=_again)
def order_export(write: PlanWrite, book: str, format: str, part: str = "") -> tuple[Receipt, Export]:
    """Order a file; the same `op` again gives the same one. Returns (Receipt, Export).

    Raises NotFound, Refused …

    book    a code of `books.VOLUMES`, `edisi-<n>`, `data`, or the code of a paper (`closing.trees`)
    part    "" for the whole, else `bab:<code>`, `pilar:<code>`, `opd:<name>`
    """
    label = label_of(write.plan, book, format, part)
    export = Export.objects.create(
        plan=write.plan,
        number=write.next_number("unduhan"),
        book=book,
        part=part,
        label=label,
        format=format,
        ordered_by=write.asked.key,
        ordered_at=write.at,
    )
    # the task is a row of the same transaction: either both are there or neither
    export.task_id = make_export.enqueue(export.pk).id
    export.save(update_fields=["task_id"])
    event = write.record("export.ordered", [f"unduhan-{export.number}"])
    return write.receipt(event), export


@plan_action("export.cancel", may="book.export")
def cancel_export(write: PlanWrite, number: int) -> Event | None:
    """Cancel a file that is not finished. Returns Receipt; raises NotFound."""
    export = existing(Export.objects.filter(plan=write.plan, number=number).defer("content").first())
    if not change_open(export.pk, state=Export.BATAL, done_at=write.at):
        return None
    return write.record("export.cancelled", [f"unduhan-{number}"])
