"""The readiness as its page shows it: findings by component, what is not judged yet, and the gaps that follow."""

from dataclasses import dataclass
from typing import Any

from pillars.analysis.guide import COMPONENTS, ComponentGuide
from pillars.analysis.words import plain
from pillars.cards.queries import entries
from pillars.kinds import missing
from pillars.models import Gap, Problem
from workshops.plans.models import Plan

#: Conditions that a gap should follow from.
SHORT_OF = ("sedang", "buruk")


@dataclass(frozen=True)
class ReadinessFinding:
    """A temuan; `gap`: the card of the gap that is about the same aspect, None while there is none."""

    entry: Any
    gap: Any
    holes: tuple

    @property
    def needs_gap(self) -> bool:
        return self.entry.condition in SHORT_OF and self.gap is None


@dataclass(frozen=True)
class ComponentReadiness:
    """One component: its findings, the aspects of the guide that nobody has judged, how many findings are whole."""

    component: ComponentGuide
    findings: list
    left: list
    whole: int

    @property
    def key(self) -> str:
        return self.component.key


@dataclass(frozen=True)
class GapRow:
    """A kesenjangan with the problems that it led to, and the labels of what is not filled in."""

    entry: Gap
    problems: list
    holes: tuple


@dataclass(frozen=True)
class Readiness:
    parts: list
    gaps: list


def read_readiness(plan: Plan) -> Readiness:
    """Return the readiness and the gaps of a plan, in four queries."""
    gaps = list(entries(plan, "kesenjangan"))
    found = {component.key: [] for component in COMPONENTS}
    for row in entries(plan, "kesiapan").select_related("section").order_by("section__position", "position", "number"):
        found.setdefault(row.section.component, []).append(_finding(row, gaps))
    return Readiness([_part(one, found[one.key]) for one in COMPONENTS], _rows(plan, gaps))


def _finding(row, gaps):
    about = next((gap for gap in gaps if plain(row.aspect) in plain(gap.element)), None)
    return ReadinessFinding(row, about, _holes("kesiapan", row))


def _holes(kind, row):
    values = {key: getattr(row, key) for key in NEEDED[kind]}
    return tuple(one.label for one in missing(kind, values) if one.key in values)


NEEDED = {"kesiapan": ("condition", "finding"), "kesenjangan": ("current", "expected", "gap", "way_forward")}


def _part(component, findings):
    judged = {plain(one.entry.aspect) for one in findings}
    left = [one for one in component.aspects if plain(one.aspect) not in judged]
    return ComponentReadiness(component, findings, left, sum(not one.holes for one in findings))


def _rows(plan, gaps):
    wanted = {int(ref.partition("-")[2]) for gap in gaps for ref in gap.problem_refs or ()}
    rows = Problem.objects.filter(plan=plan, number__in=wanted, deleted_in=None).select_related("pillar")
    problems = {row.ref: row for row in rows} if wanted else {}
    return [
        GapRow(gap, [problems[ref] for ref in gap.problem_refs or () if ref in problems], _holes("kesenjangan", gap))
        for gap in gaps
    ]
