"""The findings of a plan, found once for each number of its journal and kept in this process.

Whatever is written moves the journal on, so what is kept for its number is never old. A plan is looked at by one
thread at a time: the others take what it found, and those who ask of another plan do not wait.
"""

from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from threading import Lock

from pillars.checks.findings import Finding
from pillars.checks.picture import read_picture
from pillars.checks.run import findings_of, worst_first
from pillars.models import CheckAnswer
from pillars.models.chain import Entry
from workshops.plans.models import Plan

#: Plans whose findings are kept.
KEPT = 8
#: On a card stand so many marks, the most pressing first.
MARKS = 3

#: {key of a plan: (journal number, what was found)}, and for each plan the lock of who looks at it.
_kept = OrderedDict()
_looking = {}
_guard = Lock()


@dataclass(frozen=True, slots=True)
class NamedCard:
    """A card as a finding names it."""

    ref: str
    code: str
    title: str
    pillar: str


@dataclass(frozen=True)
class Checked:
    """What the checks found. `cards` holds those that a finding names, `slugs` the addresses of the pillars."""

    stage: int
    findings: list
    cards: dict
    slugs: dict
    names: dict
    objectives: dict
    by_subject: dict = field(default_factory=dict)
    by_ref: dict = field(default_factory=dict)

    def find(self, check: str, subject: str) -> Finding | None:
        """Return the Finding of a check on a subject, or None."""
        return self.by_subject.get((check, subject))


def checked(plan: Plan) -> Checked:
    """Return the Checked of `plan` as of its journal number."""
    with _guard:
        looking = _looking.setdefault(plan.pk, Lock())
    with looking:
        number, found = _kept.get(plan.pk, (None, None))
        if number != plan.head:
            found = check_plan(plan)
        with _guard:
            _kept[plan.pk] = plan.head, found
            _kept.move_to_end(plan.pk)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return found


def check_plan(plan: Plan) -> Checked:
    """Run all checks now."""
    picture = read_picture(plan)
    findings = findings_of(picture)
    named = {ref for finding in findings for ref in finding.refs}
    cards = {
        card.ref: NamedCard(card.ref, card.code, getattr(card, "statement", None) or card.name, card.pillar)
        for card in picture.cards
        if card.ref in named
    }
    by_ref = defaultdict(list)
    for finding in findings:
        for ref in finding.refs:
            by_ref[ref].append(finding)
    return Checked(
        stage=picture.stage,
        findings=findings,
        cards=cards,
        slugs={pillar.code: pillar.slug for pillar in picture.pillars},
        names={pillar.code: pillar.name for pillar in picture.pillars},
        objectives={one.ref: one for one in picture.objectives.values()},
        by_subject={(finding.check, finding.subject): finding for finding in findings},
        by_ref=dict(by_ref),
    )


def answers_of(plan: Plan) -> dict[tuple[str, str], CheckAnswer]:
    """Return {(check, subject): CheckAnswer}, those withdrawn left out."""
    rows = CheckAnswer.objects.filter(plan=plan).exclude(state=CheckAnswer.WITHDRAWN)
    return {(row.check_id, row.subject): row for row in rows}


def is_settled(finding: Finding, answer: CheckAnswer | None) -> bool:
    """Whether an answer stands: given for the figures of today, and no repair was asked for."""
    if answer is None or answer.fingerprint != finding.fingerprint:
        return False
    return answer.state in (CheckAnswer.GIVEN, CheckAnswer.ACCEPTED)


def marks_of(plan: Plan, entry: Entry) -> list[Finding]:
    """Return what the checks say of one card: its open findings, `MARKS` at most, wajib first."""
    found = worst_first(checked(plan).by_ref.get(entry.ref, []))
    if not found:
        return []
    rows = CheckAnswer.objects.filter(plan=plan, subject__in={finding.subject for finding in found})
    given = {(row.check_id, row.subject): row for row in rows}
    return [one for one in found if not is_settled(one, given.get((one.check, one.subject)))][:MARKS]
