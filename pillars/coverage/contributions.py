"""What is behind one row of a matrix: the cards of each pillar, and those that could still be linked."""

from dataclasses import dataclass
from typing import Any

from pillars import fields
from pillars.cards.pillar_columns import PillarColumn, columns_of
from pillars.coverage.offices import expected_pillars, known_offices, live_programmes, owners, work_of
from pillars.coverage.renstra import state_label
from pillars.coverage.rpjmd import expected_of, leans_on, live_targets, offices_of, targets_by_objective, with_leads
from pillars.models import Objective, RenstraProgramme
from workshops.access import PlanRequest
from workshops.number_format import show_number, show_rupiah
from workshops.permissions import role_in, verdict
from workshops.plans.models import Opd


@dataclass(frozen=True)
class ContributingCard:
    """A card behind a cell. `note`: what ties it to the row; `others`: codes of pillars that own it too."""

    card: Any
    note: str
    others: tuple


@dataclass(frozen=True)
class PillarContributions:
    """One pillar of a row. `free`: targets that the reader may link here; `expected` as in a Cell."""

    column: PillarColumn
    items: list
    free: list
    expected: bool

    @property
    def is_gap(self) -> bool:
        return self.expected and not self.items


@dataclass(frozen=True)
class Contributions:
    """One row of a matrix opened: what it is, in which words its office and figures are told, its parts."""

    row: Any
    offices: list
    facts: list
    parts: list

    @property
    def chosen(self) -> str:
        """Return what the page of a target is asked for so that this objective is chosen there."""
        if self.row.document.role == "sebelumnya":
            return f"rpjmd_previous_ref={self.row.ref}#f-rpjmd_previous_ref"
        return f"pilih={self.row.ref}"


def objective_contributions(request: PlanRequest, number: int) -> Contributions | None:
    """Return the Contributions of the sasaran `rpjmd-<number>` of the RPJMD, or None."""
    plan = request.plan
    rows = Objective.objects.filter(plan=plan, number=number).select_related("goal", "document")
    objective = with_leads(rows).prefetch_related("further").first()
    if objective is None:
        return None
    targets, known = live_targets(plan), known_offices(plan)
    here, expected = (
        targets_by_objective(targets).get(objective.pk, []),
        expected_of(objective, known, expected_pillars(plan, known)),
    )
    parts = []
    for column in columns_of(plan):
        items = [_item(one, column, one.alignment_status or "") for one in here if column.code in owners(one)]
        free = _free(request, column, targets, objective)
        parts.append(PillarContributions(column, items, free, column.code in expected))
    return Contributions(objective, offices_of(objective, known), _facts(objective), parts)


def _free(request, column, targets, objective):
    """The targets of a pillar that the reader may link to `objective`; those that lean on nothing come first."""
    if not verdict("align.link", role_in(request.actor, column.code), lock=request.lock):
        return []
    mine = [one for one in targets if one.pillar.code == column.code and objective.pk not in leans_on(one)]
    return sorted(mine, key=lambda target: bool(leans_on(target)))


def office_contributions(request: PlanRequest, number: int) -> Contributions | None:
    """Return the Contributions of the office `opd-<number>` (or of the one it was merged into), or None."""
    plan, known = request.plan, known_offices(request.plan)
    row = Opd.every.filter(plan=plan, number=number).only("pk").first()
    if row is None:
        return None
    office = known.now[row.pk]
    work, seats = work_of(known, live_programmes(plan))[0][office.pk], expected_pillars(plan, known)[office.pk]
    parts = []
    for column in columns_of(plan):
        items = [_item(one, column, "Dipimpin") for one in work.led if column.code in owners(one)]
        items += [_item(one, column, "Didukung") for one in work.supported if column.code in owners(one)]
        parts.append(PillarContributions(column, items, [], column.code in seats and not office.closed_year))
    return Contributions(office, [], [], parts)


def renstra_contributions(request: PlanRequest, number: int) -> Contributions | None:
    """Return the Contributions of the programme `renstra-<number>` of an office's Renstra, or None."""
    plan = request.plan
    row = RenstraProgramme.objects.filter(plan=plan, number=number).select_related("opd").first()
    if row is None:
        return None
    here = [one for one in live_programmes(plan) if one.renstra_id == row.pk]
    parts = [
        PillarContributions(
            column, [_item(one, column, state_label(one)) for one in here if column.code in owners(one)], [], False
        )
        for column in columns_of(plan)
    ]
    facts = [("Kode", row.code or ""), ("Periode", _period(row)), ("Pagu", show_rupiah(row.pagu))]
    return Contributions(row, [row.opd], [(label, text) for label, text in facts if text], parts)


def _period(row):
    return fields.show_period(row.period_start, row.period_end) if row.period_start and row.period_end else ""


def _item(card, column, note):
    return ContributingCard(card, note, tuple(code for code in owners(card) if code != column.code))


def _facts(objective):
    """[(label, text)] of each indicator and its figures, as far as the document says them."""
    return [fact for measure in objective.measures for fact in _facts_of(measure)]


def _facts_of(measure):
    unit, texts = measure.unit or "", measure.target_texts
    start = measure.baseline_text
    if measure.baseline is not None:
        start = f"{show_number(measure.baseline)} {unit}".strip()
    targets = fields.from_json(measure.targets, "years_table_number") or {}
    said = {year: show_number(number) for year, number in targets.items() if number is not None}
    said |= {int(year): text for year, text in texts.items() if text}
    year = f" ({measure.baseline_year})" if measure.baseline_year else ""
    told = [
        ("Indikator", measure.indicator),
        ("Angka awal", f"{start}{year}" if start else ""),
        ("Target", ", ".join(f"{said[year]} ({year})" for year in sorted(said))),
    ]
    return [(label, text) for label, text in told if text]
