"""What people change of the Komitmen Bersama: its words, and who signs for each office."""

from masterplan.book_details.models import Commitment
from masterplan.closing.actions.minutes import MinutesConflict, differs
from masterplan.closing.models import Head
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite
from workshops.live.models import Event


@plan_action("commitment", may="minutes.prepare")
def save_commitment(
    write: PlanWrite,
    words: dict[str, str | None],
    heads: dict[int, dict[str, str]],
    left_out: list[int],
    *,
    shown: dict[str, str],
) -> Event | None:
    """Write what was touched of the signing sheet. Returns the receipt.

    words     {part: text, or None to take the shipped text again}
    heads     {number of an OPD: {"name", "position", "nip"}}
    left_out  numbers of the OPDs that do not sign, or None where that was not touched
    shown     {part, or `opd-3`: digest of what the page had shown}
    Raises NotFound, MinutesConflict, Refused, BadRequest, OpReused.
    """
    offices = {row.number: row for row in write.plan.opds.all()}
    if set(heads) - set(offices):
        raise NotFound
    sheet = Commitment.objects.filter(plan=write.plan).first() or Commitment(plan=write.plan)
    stored = {row.opd_id: row for row in write.plan.heads.all()}
    clashes = [key for key, text in words.items() if differs(sheet.words.get(key), text, shown.get(key))]
    clashes += [
        f"opd-{number}"
        for number, given in heads.items()
        if (row := stored.get(offices[number].pk))
        and differs(head_text(row), head_text(Head(**given)), shown.get(f"opd-{number}"))
    ]
    if clashes:
        raise MinutesConflict(clashes)
    touched = _heads(write.plan, offices, stored, heads) | _sheet(sheet, words, left_out)
    return write.record("commitment.changed", ["komitmen-1"]) if touched else None


def head_text(head: Head) -> str:
    """Return the three fields of a Head as one text, for its digest."""
    return f"{head.name}\n{head.position}\n{head.nip}"


def _heads(plan, offices, stored, heads) -> bool:
    touched = False
    for number, given in heads.items():
        row = stored.get(offices[number].pk) or Head(plan=plan, opd=offices[number])
        if head_text(row) == head_text(Head(**given)):
            continue
        row.name, row.position, row.nip = given["name"], given["position"], given["nip"]
        row.save()
        touched = True
    return touched


def _sheet(sheet, words, left_out) -> bool:
    kept = {key: text for key, text in (sheet.words | words).items() if text is not None}
    out = sheet.left_out if left_out is None else sorted(left_out)
    if (kept, out) == (sheet.words, sheet.left_out):
        return False
    sheet.words, sheet.left_out = kept, out
    sheet.save()
    return True
