"""All checks on one picture of the plan, each with its rule. Pure."""

from pillars.check_catalogue import CHECKS, SEVERITIES
from pillars.checks.checked_plan import CheckedPlan
from pillars.checks.findings import Finding
from pillars.checks.rules import alike, chain, evidence, measures, money, numbers, plan, programmes, quick_wins, rpjmd

_ROOMS = (alike, chain, evidence, measures, money, numbers, plan, programmes, quick_wins, rpjmd)


def _rule(check):
    found = [getattr(room, check) for room in _ROOMS if hasattr(room, check)]
    if len(found) != 1:
        raise LookupError(f"{check} has {len(found)} rules")
    return found[0]


#: {id of a check: its rule, Picture → iterable of Finding}; a check without a rule does not start.
RULES = {check: _rule(check) for check in CHECKS}


def findings_of(picture: CheckedPlan, checks: set[str] | None = None) -> list[Finding]:
    """Return the findings of `picture` in the order of the catalogue, as far as its bimtek has come.

    checks  ids to run; None runs all.
    """
    return [
        finding
        for check in CHECKS.values()
        if check.stage <= picture.stage and (checks is None or check.id in checks)
        for finding in RULES[check.id](picture)
    ]


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Return findings in the order wajib, periksa, saran; within them the order they came in."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.weight))
