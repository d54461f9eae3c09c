"""That an edition was approved, that this is taken back, and that an edition was a mistake."""

from datetime import date

from masterplan.editions.actions.lookup import EditionNotPossible, approval_in_force, find
from masterplan.editions.models import Approval, PublicPage
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event

#: Letters that a reason has at least.
REASON = 10
WITHDRAWN = "Edisi {label} sudah ditarik. Bekukan edisi baru."
APPROVED = "Persetujuan edisi {label} sudah dicatat: {name}. Tarik dahulu catatan itu bila keliru."
STILL_APPROVED = "Edisi {label} sudah disetujui. Tarik dahulu persetujuannya, dengan alasan."
NOT_APPROVED = "Edisi {label} belum disetujui, jadi tidak ada yang perlu ditarik."


@plan_action("edition.approved", may="edition.approve")
def approve_edition(write: PlanWrite, number: int, *, name: str, position: str, on: date, letter: str) -> Event:
    """Record that edition `number` was approved by `name`, `position`, on the date `on` under `letter`.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    if row.withdrawn_at:
        raise EditionNotPossible(WITHDRAWN.format(label=row.label))
    if there := approval_in_force(row):
        raise EditionNotPossible(APPROVED.format(label=row.label, name=there.name))
    Approval.objects.create(
        edition=row,
        name=name,
        position=position,
        on=on,
        letter=letter,
        recorded_by=write.actor.key,
        recorded_at=write.at,
    )
    return write.record("edition.approved", [row.ref])


@plan_action("edition.approval_taken_back", may="edition.approve")
def take_back_approval(write: PlanWrite, number: int, reason: str) -> Event:
    """Take the approval of edition `number` back: it is a draft again, and the public no longer reads it.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    approval = approval_in_force(row)
    if approval is None:
        raise EditionNotPossible(NOT_APPROVED.format(label=row.label))
    demand_reason(reason)
    approval.taken_back_at, approval.taken_back_by, approval.reason = write.at, write.actor.key, reason
    approval.save(update_fields=["taken_back_at", "taken_back_by", "reason"])
    _close_page(write, row)
    changes = {row.ref: {"alasan": [None, reason]}}
    return write.record("edition.approval_taken_back", [row.ref], changes=changes)


@plan_action("edition.withdrawn", may="edition.freeze")
def withdraw_edition(write: PlanWrite, number: int, reason: str) -> Event:
    """Mark edition `number` as a mistake, for good; it stays in the list, and its check page says so.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    if row.withdrawn_at:
        raise EditionNotPossible(WITHDRAWN.format(label=row.label))
    if approval_in_force(row):
        raise EditionNotPossible(STILL_APPROVED.format(label=row.label))
    demand_reason(reason)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = write.at, write.actor.key, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    changes = {row.ref: {"alasan": [None, reason]}}
    return write.record("edition.withdrawn", [row.ref], changes=changes)


def demand_reason(reason: str) -> None:
    """Raise EditionNotPossible unless somebody could learn something from `reason`."""
    if sum(letter.isalpha() for letter in reason) < REASON:
        raise EditionNotPossible(f"Alasan: tulis paling sedikit {REASON} huruf.")


def _close_page(write, row):
    """Only approved editions are public: the page that showed this one is off."""
    page = PublicPage.objects.filter(plan=write.plan, edition=row, is_on=True).first()
    if page:
        page.is_on, page.changed_by, page.changed_at = False, write.actor.key, write.at
        page.save(update_fields=["is_on", "changed_by", "changed_at"])
