"""Answering a check, taking the answer back, and what staff decide about it."""

from dataclasses import dataclass

from pillars.checks.findings import Finding, column_for
from pillars.models import CheckAnswer
from workshops.live.actions import Receipt, plan_action
from workshops.live.actions.plan_write import PlanWrite, existing

DECISIONS = {CheckAnswer.ACCEPTED: "check.accepted", CheckAnswer.REPAIR: "check.repair_asked"}
#: So many cards of one finding are named in the journal.
NAMED = 20


@dataclass(frozen=True)
class CheckAnswerResult:
    """What became of a write: `status` "saved", or "changed": somebody else wrote since the page was opened."""

    receipt: Receipt
    status: str = "saved"


@plan_action(
    "answer",
    sent=lambda finding, text, **_: [finding.check, finding.subject, finding.fingerprint, text],
    result=CheckAnswerResult,
)
def answer_check(write: PlanWrite, finding: Finding, text: str, *, seen: int) -> CheckAnswerResult:
    """Keep `text` as the answer to `finding`, for the figures that it has now.

    seen  the `version` of the answer that the page had shown, 0 for none. Another one is not overwritten.
    """
    check, subject = finding.check, finding.subject
    write.demand("check.answer", role=lambda who, _: column_for(who, finding.pillars))
    row = CheckAnswer.objects.filter(plan=write.plan, check_id=check, subject=subject).first()
    if row and row.state != CheckAnswer.WITHDRAWN and row.version != seen:
        return CheckAnswerResult(write.receipt(), "changed")
    before = [row.text, row.state] if row else [None, None]
    row = row or CheckAnswer(plan=write.plan, number=write.next_number("jawaban"), check_id=check, subject=subject)
    row.refs, row.pillars = list(finding.refs[:NAMED]), list(finding.pillars)
    row.said, row.fingerprint = finding.sentence, finding.fingerprint
    row.text, row.by, row.at, row.state = text, write.asked.key, write.at, CheckAnswer.GIVEN
    row.remark, row.decided_by, row.decided_at = "", "", None
    return _done(write, row, "check.answered", before)


@plan_action("withdraw", result=CheckAnswerResult)
def withdraw_answer(write: PlanWrite, number: int, *, seen: int) -> CheckAnswerResult | None:
    """Take an answer back, decided or not: the finding is open again.

    Raises NotFound, Refused, BadRequest, OpReused.
    """
    row = _found(write, number)
    write.demand("check.answer", role=lambda who, _: column_for(who, row.pillars))
    if row.state == CheckAnswer.WITHDRAWN:
        return None
    if row.version != seen:
        return CheckAnswerResult(write.receipt(), "changed")
    before = [row.text, row.state]
    row.state = CheckAnswer.WITHDRAWN
    return _done(write, row, "check.withdrawn", before)


@plan_action("decide", result=CheckAnswerResult)
def decide_answer(write: PlanWrite, number: int, decision: str, remark: str, *, seen: int) -> CheckAnswerResult:
    """Accept an answer (`diterima`) or ask for a repair instead (`diminta_perbaikan`), as often as need be.

    Raises NotFound, Refused, BadRequest, OpReused; KeyError for another decision.
    """
    verb = DECISIONS[decision]
    row = _found(write, number)
    write.demand("check.accept")
    if row.version != seen or row.state == CheckAnswer.WITHDRAWN:
        return CheckAnswerResult(write.receipt(), "changed")
    before = [row.text, row.state]
    row.state, row.remark = decision, remark
    row.decided_by, row.decided_at = write.asked.key, write.at
    return _done(write, row, verb, before)


def _found(write, number):
    return existing(CheckAnswer.objects.filter(plan=write.plan, number=number).first())


def _done(write, row, verb, before):
    row.version = write.plan.head + 1
    row.save()
    changes = {row.ref: {"text": [before[0], row.text], "state": [before[1], row.state]}}
    pillar = row.pillars[0] if len(row.pillars) == 1 else ""
    # the cards are named: their histories tell it too, though nothing of theirs has changed
    changes |= {ref: {} for ref in row.refs}
    return CheckAnswerResult(write.receipt(write.record(verb, [*row.refs, row.ref], pillar=pillar, changes=changes)))
