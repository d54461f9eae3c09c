"""Offering a card to other groups, answering, withdrawing. A card's `shared_with` follows in the same transaction."""

from dataclasses import dataclass

from pillars.cards.queries import find_entry
from pillars.models import Overlap
from workshops.live.actions import Receipt, Refused, plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.permissions import refusal

#: Kinds of cards that several groups can own.
SHARED = ("sasaran", "program")
ANSWERS = {
    Overlap.ACCEPTED: "overlap.accepted",
    Overlap.ANSWERED: "overlap.answered",
    Overlap.DECLINED: "overlap.declined",
}


@dataclass(frozen=True)
class OverlapResult:
    """What became of a write: `status` "saved", "deleted" (the card is in the bin), "changed" (the offer was
    answered, renewed or withdrawn since the page was opened: nothing was written)."""

    receipt: Receipt
    status: str = "saved"


@plan_action("offer", result=OverlapResult)
def offer_overlap(write: PlanWrite, ref: str, pillars: list[str], note: str) -> Event | None | OverlapResult:
    """Offer the card `ref` to the groups with the codes `pillars`.

    Returns OverlapResult; raises Refused, BadRequest, NotFound.

    Somebody of another group proposes the card for their own group only; then the card's group has to answer.
    What is accepted already stays as it is; any other offer is renewed.
    """
    card = find_entry(write.plan, ref, with_deleted=True)
    if card is None or card.KIND not in SHARED:
        raise NotFound
    write.demand("overlap.offer", card.pillar.code)
    if card.is_deleted:
        return OverlapResult(write.receipt(), "deleted")
    own = write.actor.pillar if write.actor and write.actor.is_participant else card.pillar.code
    known = {group.pillar_code for group in write.plan.groups.all() if group.has_pillar} - {card.pillar.code}
    wanted = [code for code in dict.fromkeys(pillars) if code in known]
    if own != card.pillar.code and wanted != [own]:
        raise Refused(refusal("bukan_kelompok"))
    rows = [_offered(write, card, code, own, note) for code in wanted if code not in card.shared_with]
    if not rows:
        return None
    changes = {row.ref: {"state": [before, row.state], "note": [said, note]} for row, before, said in rows}
    refs = [card.ref, *(row.ref for row, *_ in rows)]
    return write.record("overlap.offered", refs, changes=changes)


def _offered(write, card, code, own, note):
    """(row, its state before, its note before) of an offer that is made or renewed."""
    row = Overlap.objects.filter(plan=write.plan, card=card.ref, pillar=code).first()
    before, said = (row.state, row.note) if row else (None, None)
    row = row or Overlap(plan=write.plan, number=write.next_number("irisan"), card=card.ref, pillar=code)
    row.asked = code if own == card.pillar.code else card.pillar.code
    row.state, row.note = Overlap.OFFERED, note
    row.offered_by, row.offered_at = write.asked.key, write.at
    row.reply, row.answered_by, row.answered_at = "", "", None
    row.version = write.plan.head + 1
    row.save()
    return row, before, said


@plan_action("answer", result=OverlapResult)
def answer_overlap(write: PlanWrite, number: int, answer: str, reply: str, *, seen: int) -> Event | OverlapResult:
    """Record that the asked group accepts (`diterima`), declines (`ditolak`) or only answers (`dijawab`), as often as
    it likes.

    seen  the `version` of the offer that the page had shown.
    """
    row, card = _found(write, number)
    write.demand("overlap.answer", row.asked)
    if row.version != seen or row.state == Overlap.WITHDRAWN or row.pillar == card.pillar.code:
        return OverlapResult(write.receipt(), "changed")
    if card.is_deleted:
        return OverlapResult(write.receipt(), "deleted")
    changes = {row.ref: {"state": [row.state, answer], "reply": [row.reply, reply]}}
    changes |= _share(write, card, row.pillar, answer == Overlap.ACCEPTED)
    row.state, row.reply = answer, reply
    row.answered_by, row.answered_at, row.version = write.asked.key, write.at, write.plan.head + 1
    row.save()
    return write.record(ANSWERS[answer], [card.ref, row.ref], changes=changes)


@plan_action("withdraw", result=OverlapResult)
def withdraw_overlap(write: PlanWrite, number: int) -> Event | None:
    """Take an offer back, answered or not; a card that was shared belongs to its own group alone again."""
    row, card = _found(write, number)
    side = row.side_of(card)
    write.demand("overlap.offer", side)
    if write.actor.is_participant and write.actor.pillar != side:
        raise Refused(refusal("bukan_kelompok"))
    if row.state == Overlap.WITHDRAWN:
        return None
    changes = {row.ref: {"state": [row.state, Overlap.WITHDRAWN]}} | _share(write, card, row.pillar, False)
    row.state, row.version = Overlap.WITHDRAWN, write.plan.head + 1
    row.save(update_fields=["state", "version"])
    return write.record("overlap.withdrawn", [card.ref, row.ref], changes=changes)


def _found(write, number):
    row = Overlap.objects.filter(plan=write.plan, number=number).first()
    card = existing(row and find_entry(write.plan, row.card, with_deleted=True))
    return row, card


def _share(write, card, code, shared):
    """Names the group on the card, or no longer; the journal's changes of the card."""
    before = list(card.shared_with)
    after = [*(one for one in before if one != code), *([code] if shared else [])]
    if set(before) == set(after):
        return {}
    card.shared_with, card.version = after, write.plan.head + 1
    card.save(update_fields=["shared_with", "version"])
    return {card.ref: {"shared_with": [before, after]}}
