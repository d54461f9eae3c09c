"""Problems and the wording of problems and targets: evidence, sources, and sentences that say something else. Pure."""

from collections.abc import Iterator

from pillars.check_catalogue import CHECKS
from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding, on
from pillars.kinds import KINDS


def problem_without_evidence(picture: CheckedPlan) -> Iterator[Finding]:
    for problem in picture.problems:
        if not problem.evidence:
            yield on(problem, "problem_without_evidence", field="evidence")


def evidence_without_source(picture: CheckedPlan) -> Iterator[Finding]:
    """Find evidence without a source, only what is marked as having a source."""
    for problem in picture.problems:
        if problem.evidence_status == "real" and not problem.sources:
            yield on(problem, "evidence_without_source", field="sources")
    for target in picture.targets:
        if target.baseline_status == "real" and not target.sources:
            yield on(target, "evidence_without_source", field="sources")


def problem_cause_or_affected_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for problem in picture.problems:
        empty = [key for key in ("root_cause", "affected") if not getattr(problem, key)]
        if empty:
            parts = _labels("masalah", empty)
            yield on(problem, "problem_cause_or_affected_missing", field=empty[0], figures=tuple(empty), bagian=parts)


def _labels(kind, keys):
    """`akar masalah dan yang terkena`."""
    words = [KINDS[kind].field(key).label for key in keys]
    words = [word if word[1:2].isupper() else word[0].lower() + word[1:] for word in words]
    return " dan ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def problem_sounds_like_answer(picture: CheckedPlan) -> Iterator[Finding]:
    yield from _worded(picture.problems, "problem_sounds_like_answer", "statement")


def target_is_activity(picture: CheckedPlan) -> Iterator[Finding]:
    yield from _worded(picture.targets, "target_is_activity", "statement")


def indicator_counts_activity(picture: CheckedPlan) -> Iterator[Finding]:
    """Find indicators that count activities; a number of applications that shall go down is a good measure."""
    rising = [target for target in picture.targets if target.direction == "naik"]
    yield from _worded(rising, "indicator_counts_activity", "indicator")


def _worded(cards, check, field):
    pattern = CHECKS[check].pattern
    for card in cards:
        text = getattr(card, field)
        if pattern.search(text.lower()):
            yield on(card, check, field=field, figures=(text,))


def usg_incomplete_or_wrong(picture: CheckedPlan) -> Iterator[Finding]:
    """Find incomplete USG scores. All three empty: the group chose not to score. The sum is computed."""
    for problem in picture.problems:
        scores = (problem.urgency, problem.seriousness, problem.growth)
        given = [score for score in scores if score is not None]
        if given and (len(given) < 3 or any(not 1 <= score <= 5 for score in given)):
            yield on(problem, "usg_incomplete_or_wrong", field="urgency", figures=scores)


def target_measure_missing(picture: CheckedPlan) -> Iterator[Finding]:
    for target in picture.targets:
        empty = [key for key in ("indicator", "unit", "direction") if not getattr(target, key)]
        if empty:
            parts = _labels("sasaran", empty)
            yield on(target, "target_measure_missing", field=empty[0], figures=tuple(empty), bagian=parts)
