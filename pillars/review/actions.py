"""Writing notes, answering, closing, and moving a card or a chapter from draf to ditinjau to disetujui.

Nothing here changes a card: an expert edits nothing, and a note may be left while a bimtek is signed.
"""

from dataclasses import dataclass

from pillars.cards.display import Showing
from pillars.cards.queries import find_entry
from pillars.cards.values import from_base, values_of
from pillars.kinds import KINDS
from pillars.models import ReviewNote, ReviewReply, ReviewState
from pillars.review.subjects import cards_of, is_chapter
from workshops.live.actions import Receipt, Refused, plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event
from workshops.permissions import refusal


@dataclass(frozen=True)
class ReviewResult:
    """What became of a write. Nothing was written unless `status` is "saved" or "same".

    same     it was so already · deleted  the card is in the bin
    changed  the card, or how far it is read, changed since the page was opened
    musts    it cannot be approved while notes that must be met are open
    stale    it cannot be approved: it is different from what was read
    reason   closing or taking back needs a reason
    """

    receipt: Receipt
    status: str = "saved"
    number: int = 0


@plan_action("note", result=ReviewResult)
def add_note(
    write: PlanWrite,
    subject: str,
    *,
    verdict: str,
    text: str,
    field: str = "",
    seen: int = 0,
    read: bool = False,
    fingerprint: str = "",
) -> ReviewResult:
    """Leave a note on a card (`subject` is its ref) or a chapter.

    Returns ReviewResult; raises Refused, BadRequest, NotFound.

    field  key of the field that is meant; what stood in it at event `seen`, which its writer had before them, is kept.
    read   whoever writes has read all of it: it is ditinjau as of `seen`. fingerprint: of a chapter's words.
    """
    card = _card(write, subject)
    write.demand("review.comment", _code(card))
    if read:
        write.demand("review.mark_reviewed", _code(card))
    if card is not None and card.is_deleted:
        return ReviewResult(write.receipt(), "deleted")
    write.known_base(seen)
    row = ReviewNote.objects.create(
        plan=write.plan,
        number=write.next_number("catatan"),
        subject=subject,
        field=field,
        quoted=_stood(write.plan, card, field, seen) if card is not None and field else "",
        seen=seen,
        verdict=verdict,
        text=text,
        by=write.asked.key,
        at=write.at,
        state=ReviewNote.DONE if verdict == ReviewNote.GOOD else ReviewNote.OPEN,
        version=write.plan.head + 1,
    )
    changes = {row.ref: {"verdict": [None, verdict], "field": [None, field], "text": [None, text]}}
    if read:
        changes |= _reviewed(write, subject, card, seen, fingerprint)
    event = write.record("review.noted", [subject, row.ref], pillar=_code(card) or "", changes=changes)
    return ReviewResult(write.receipt(event), number=row.number)


def _again(write):
    return ReviewResult(write.receipt(write.replay), number=int(write.replay.refs[1].rpartition("-")[2]))


@plan_action("answer", again=_again)
def answer_note(write: PlanWrite, number: int, deed: str, text: str) -> ReviewResult:
    """Say something under a note: `deed` jawab, or diperbaiki (a must then waits for the expert, advice is done).

    What the expert says in their own thread lets it wait for the group again.
    """
    note, card = _note(write, number)
    write.demand("review.answer", _code(card))
    is_expert = write.actor is not None and write.actor.role == "ahli"
    if is_expert and note.by != write.asked.key:
        raise Refused(refusal("utas_ahli_lain"))
    deed = ReviewReply.ANSWER if is_expert else deed
    before, after = note.state, _state_after(note, deed, is_expert)
    verb = "review.fixed" if deed == ReviewReply.FIXED else "review.answered"
    return _said(write, note, card, deed, text, verb, before, after)


def _state_after(note, deed, is_expert):
    if note.is_done:
        return note.state
    if is_expert:
        return ReviewNote.OPEN
    return ReviewNote.DONE if deed == ReviewReply.FIXED and not note.is_must else ReviewNote.ANSWERED


@plan_action("close", again=_again)
def close_note(write: PlanWrite, number: int, deed: str, text: str) -> ReviewResult:
    """Close a note (`deed` selesai) or open it again (buka). Staff close a must for the expert, with a reason."""
    note, card = _note(write, number)
    write.demand("review.close_must", _code(card))
    if write.actor is not None and write.actor.role == "staf" and not text:
        return ReviewResult(write.receipt(), "reason", number)
    after = ReviewNote.DONE if deed == ReviewReply.CLOSED else ReviewNote.OPEN
    if note.is_done == (after == ReviewNote.DONE):
        return ReviewResult(write.receipt(), "same", number)
    verb = "review.closed" if deed == ReviewReply.CLOSED else "review.reopened"
    return _said(write, note, card, deed, text, verb, note.state, after)


def _said(write, note, card, deed, text, verb, before, after):
    ReviewReply.objects.create(plan=write.plan, note=note, deed=deed, text=text, by=write.asked.key, at=write.at)
    note.state, note.version = after, write.plan.head + 1
    note.save(update_fields=["state", "version"])
    changes = {note.ref: {"state": [before, after], "answer": [None, text]}}
    refs = [note.subject if card is None else card.ref, note.ref]
    event = write.record(verb, refs, pillar=_code(card) or "", changes=changes)
    return ReviewResult(write.receipt(event), number=note.number)


@plan_action("reviewed", result=ReviewResult)
def mark_reviewed(write: PlanWrite, subject: str, *, seen: int, fingerprint: str = "") -> Event | ReviewResult:
    """Move a card to ditinjau as of event `seen`; again after a change. What is approved and unchanged stays."""
    card = _card(write, subject)
    write.demand("review.mark_reviewed", _code(card))
    if card is not None and card.is_deleted:
        return ReviewResult(write.receipt(), "deleted")
    write.known_base(seen)
    changes = _reviewed(write, subject, card, seen, fingerprint)
    if not changes:
        return ReviewResult(write.receipt(), "same")
    return write.record("review.reviewed", [subject], pillar=_code(card) or "", changes=changes)


def _reviewed(write, subject, card, seen, fingerprint):
    """Writes that `subject` is read as of `seen`; the changes for the journal, {} where nothing is new."""
    row = _state(write.plan, subject)
    before = row.state
    if before == ReviewState.APPROVED and not _is_newer(row, card, fingerprint):
        return {}
    if row.pk is None:
        # by this count a page knows that there is anything to look for
        write.next_number("telaah")
    row.state = ReviewState.REVIEWED
    row.reviewed_by, row.reviewed_at, row.reviewed_at_number = write.asked.key, write.at, seen
    row.approved_by, row.approved_at, row.reason, row.reason_by = "", None, "", ""
    row.fingerprint, row.version = fingerprint, write.plan.head + 1
    row.save()
    return {_key(subject): {"state": [before, row.state]}}


def _is_newer(row, card, fingerprint):
    return card.version > row.reviewed_at_number if card is not None else row.fingerprint != fingerprint


@plan_action("approve", result=ReviewResult)
def approve(write: PlanWrite, subject: str, *, seen: int, fingerprint: str = "") -> ReviewResult | Event:
    """Move a card from ditinjau to disetujui, by the region's staff: not while a must is open, nor what changed since
    it was read.

    seen  the journal number of the page on which it was approved.
    """
    card = _card(write, subject)
    write.demand("review.approve", _code(card))
    row = _state(write.plan, subject)
    if row.state == ReviewState.APPROVED:
        return ReviewResult(write.receipt(), "same")
    if status := _in_the_way(write.plan, subject, card, row, seen, fingerprint):
        return ReviewResult(write.receipt(), status)
    row.state, row.approved_by, row.approved_at = ReviewState.APPROVED, write.asked.key, write.at
    row.reason, row.reason_by, row.version = "", "", write.plan.head + 1
    row.save()
    changes = {_key(subject): {"state": [ReviewState.REVIEWED, row.state]}}
    return write.record("review.approved", [subject], pillar=_code(card) or "", changes=changes)


def _in_the_way(plan, subject, card, row, seen, fingerprint):
    if row.state != ReviewState.REVIEWED:
        return "changed"
    if card is not None and card.is_deleted:
        return "deleted"
    if card is not None and card.version > seen:
        return "changed"
    if card is None and row.fingerprint != fingerprint:
        return "stale"
    if card is not None and _differs(plan, card, row.reviewed_at_number):
        return "stale"
    notes = ReviewNote.objects.filter(plan=plan, verdict=ReviewNote.MUST).exclude(state=ReviewNote.DONE)
    if card is None:
        return "musts" if notes.filter(subject=subject).exists() else ""
    there = cards_of(plan, notes.values_list("subject", flat=True))
    return "musts" if any(one.ref == card.ref for one in there.values()) else ""


def _differs(plan, card, since):
    now = values_of(card)
    return from_base(plan, card, now, since)[0] != now


@plan_action("take back", result=ReviewResult)
def revert_review(write: PlanWrite, subject: str, reason: str) -> Event | ReviewResult:
    """Move a card from disetujui to ditinjau (staff) or from ditinjau to draf (expert, staff), with a reason."""
    card = _card(write, subject)
    row = _state(write.plan, subject)
    approved = row.state == ReviewState.APPROVED
    write.demand("review.approve" if approved else "review.mark_reviewed", _code(card))
    if row.state == ReviewState.DRAFT:
        return ReviewResult(write.receipt(), "changed")
    if not reason:
        return ReviewResult(write.receipt(), "reason")
    before = row.state
    row.state = ReviewState.REVIEWED if approved else ReviewState.DRAFT
    row.approved_by, row.approved_at = "", None
    row.reason, row.reason_by, row.version = reason, write.asked.key, write.plan.head + 1
    row.save()
    changes = {_key(subject): {"state": [before, row.state], "reason": [None, reason]}}
    return write.record("review.taken_back", [subject], pillar=_code(card) or "", changes=changes)


def _key(subject):
    """Under which a journal keeps what became of the reading: not the card's ref, whose own fields did not change."""
    return f"telaah-{subject}"


def _state(plan, subject):
    row = ReviewState.objects.filter(plan=plan, subject=subject).first()
    return row or ReviewState(plan=plan, subject=subject)


def _card(write, subject):
    """The card, in the bin or not; None for a chapter. Raises NotFound."""
    if is_chapter(subject):
        return None
    return existing(find_entry(write.plan, subject, with_deleted=True))


def _note(write, number):
    """(note, its live card or None for a chapter). Raises NotFound."""
    note = existing(ReviewNote.objects.filter(plan=write.plan, number=number).first())
    if is_chapter(note.subject):
        return note, None
    card = existing(cards_of(write.plan, [note.subject]).get(note.subject))
    return note, card


def _code(card):
    return card.pillar.code if card is not None else None


def _stood(plan, card, key, seen):
    """What stood in a field of `card` at event `seen`, as people read it."""
    described = KINDS[card.KIND].field(key)
    stood, _ = from_base(plan, card, values_of(card), seen)
    return Showing(plan).text(described, stood.get(key))
