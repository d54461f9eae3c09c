"""Sasaran of the RPJMD × pillars: which targets of the groups carry which sasaran of the region."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value

from pillars import fields
from pillars.cards.pillar_columns import columns_of
from pillars.coverage.matrix import CoverageMatrix, MatrixCell, MatrixRow, MatrixSection
from pillars.coverage.offices import ExpectedOffices, expected_pillars, known_offices, owners
from pillars.models import RpjmdDocument, Target
from pillars.models.reference_data import Objective
from workshops.plans.models import Opd, Plan

#: The words of an address for the two periods.
PERIODS = {"": RpjmdDocument.CURRENT, "sebelumnya": RpjmdDocument.PREVIOUS}
NO_GOAL = "Tanpa tujuan"


@dataclass(frozen=True)
class Coverage:
    """The matrix of one RPJMD.

    periods   [(word of the address, label)] of the RPJMDs that the plan holds, the one in force first
    loose     live targets that lean on no sasaran of any RPJMD
    """

    name: str
    period: str
    periods: list
    matrix: CoverageMatrix
    loose: list


def read_coverage(plan: Plan, period: str = "") -> Coverage:
    """Return the Coverage of the RPJMD in force, or with `period` "sebelumnya" of the one before; seven queries."""
    period = period if period in PERIODS else ""
    documents = {row.role: row for row in plan.rpjmd_documents.only("role", "document", "period_start", "period_end")}
    chosen = documents.get(PERIODS[period])
    objectives = objectives_of(chosen)
    targets, columns, known = live_targets(plan), columns_of(plan), known_offices(plan)
    seats, behind = expected_pillars(plan, known), targets_by_objective(targets)
    rows = [(row.goal, _row(row, behind.get(row.pk, ()), columns, known, seats)) for row in objectives]
    return Coverage(
        name=(chosen and chosen.document) or ("RPJMD sebelumnya" if period else "RPJMD"),
        period=period,
        periods=[(word, _label(documents[role], word)) for word, role in PERIODS.items() if role in documents],
        matrix=CoverageMatrix(columns, tuple(_sections(rows))),
        loose=[target for target in targets if not leans_on(target)],
    )


def objectives_of(document: RpjmdDocument | None) -> list[Objective]:
    """Return the sasaran of an RPJMD (None has none) with tujuan and `other_leads`, in its order; one query."""
    return list(with_leads(document.objectives.select_related("goal"))) if document else []


def with_leads(objectives: QuerySet[Any]) -> QuerySet[Any]:
    """Return Sasaran of the RPJMD with the ids of the offices of their further indicators as `other_leads`."""
    there = Q(further__lead_opd__isnull=False)
    leads = ArrayAgg("further__lead_opd_id", filter=there, default=Value([]), order_by="further__position")
    # a question that gathers has no order of its own
    return objectives.annotate(other_leads=leads).order_by("position")


def live_targets(plan: Plan) -> list[Target]:
    """Return the targets of the groups as far as a matrix needs them."""
    wanted = ("number", "code", "statement", "rpjmd_id", "rpjmd_previous_id", "alignment_status", "shared_with")
    rows = Target.objects.filter(plan=plan, deleted_in=None).select_related("pillar")
    return list(rows.only(*wanted, "pillar__code", "pillar__slug"))


def leans_on(target: Target) -> list[Any]:
    """Return the ids of the sasaran that a target leans on, of both RPJMD."""
    return [pk for pk in (target.rpjmd_id, target.rpjmd_previous_id) if pk]


def targets_by_objective(targets: list[Target]) -> dict[int, list[Target]]:
    """Return {id of a sasaran of the RPJMD: targets that lean on it}."""
    found = {}
    for target in targets:
        for objective in leans_on(target):
            found.setdefault(objective, []).append(target)
    return found


def offices_of(objective: Any, known: ExpectedOffices) -> list[Opd]:
    """Return the offices that answer for the indicators of a sasaran of the RPJMD, as they are called today."""
    leads = [pk for pk in (objective.lead_opd_id, *objective.other_leads) if pk]
    return list(dict.fromkeys(known.now[pk] for pk in leads))


def expected_of(objective: Objective, known: ExpectedOffices, seats: dict[int, frozenset[str]]) -> set[str]:
    """Return the codes of the pillars in whose groups an office of the sasaran sits, and of those that were marked."""
    sitting = (seats.get(office.pk, ()) for office in offices_of(objective, known))
    return set(objective.expected_pillars).union(*sitting)


def _row(objective, targets, columns, known, seats):
    expected = expected_of(objective, known, seats)
    cells = tuple(_cell(objective, targets, column, column.code in expected) for column in columns)
    office = ", ".join(one.short or one.name for one in offices_of(objective, known))
    return MatrixRow(objective.ref, objective.code, objective.statement or "", office, cells, len(targets))


def _cell(objective, targets, column, expected):
    here = [target for target in targets if column.code in owners(target)]
    shared = sum(bool(target.shared_with) for target in here)
    aside = f"{shared} bersama" if shared else ""
    if here:
        words = f"{len(here)} sasaran {column.name} untuk {objective.code}" + (f", {aside}" if aside else "")
    else:
        words = f"Kosong, diharapkan dari {column.name}" if expected else "tidak ada"
    return MatrixCell(column, len(here), aside, words, expected)


def _sections(rows):
    """The rows below their tujuan, in the order of the tujuan; those without one last."""
    goals = {goal.pk: goal for goal, _ in rows if goal}
    for goal in sorted(goals.values(), key=lambda goal: goal.position):
        here = tuple(row for its, row in rows if its and its.pk == goal.pk)
        yield MatrixSection(goal.statement or goal.code, here)
    if loose := tuple(row for goal, row in rows if goal is None):
        yield MatrixSection(NO_GOAL, loose)


def _label(document, word):
    said = "Sebelumnya" if word else "Berlaku"
    if not (document.period_start and document.period_end):
        return said
    return f"{said} ({fields.show_period(document.period_start, document.period_end)})"
