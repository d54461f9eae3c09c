"""Save what the books name and no card holds, entry by entry."""

from dataclasses import dataclass, field

from masterplan.book_details.models import Particulars
from workshops.live.actions import Receipt, plan_write
from workshops.permissions import Actor


@dataclass(frozen=True)
class BookDetailsResult:
    """`clashes`: {key: what stands there now} of the entries that were not written."""

    receipt: Receipt
    clashes: dict = field(default_factory=dict)


def save_book_details(actor: Actor, given: dict[str, tuple[str, str]], *, op: str) -> BookDetailsResult:
    """Write what was changed on the page; what somebody else changed meanwhile is not written over.

    given  {key: (what the page had shown, what was typed)}. Returns Done; raises Refused, BadRequest, OpReused.
    """
    with plan_write(actor, op=op, body=["particulars", given]) as write:
        row = Particulars.objects.filter(plan=write.plan).first() or Particulars(plan=write.plan)
        if write.replay:
            return BookDetailsResult(
                write.receipt(write.replay), _left(given, row.values, write.replay.changes[Particulars.REF])
            )
        write.demand("reference.edit")
        before = dict(row.values)
        clashes = {}
        for key, (shown, typed) in given.items():
            standing = before.get(key, "")
            if typed in (shown, standing):
                continue
            if shown != standing:
                clashes[key] = standing
            else:
                row.values[key] = typed
        row.values = {key: text for key, text in row.values.items() if text}
        keys = [key for key in given if row.values.get(key, "") != before.get(key, "")]
        if not keys:
            return BookDetailsResult(write.receipt(), clashes)
        row.save()
        changes = {key: [before.get(key, ""), row.values.get(key, "")] for key in keys}
        event = write.record("particulars.saved", [Particulars.REF], changes={Particulars.REF: changes})
        return BookDetailsResult(write.receipt(event), clashes)


def _left(given, values, written):
    """{key: what stands there now} of the entries that a save which is sent again has left unwritten."""
    return {
        key: values.get(key, "")
        for key, (shown, typed) in given.items()
        if key not in written and typed not in (shown, values.get(key, ""))
    }
