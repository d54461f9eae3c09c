"""Programmes and Renstra: which pillar carries which Renstra programme, and which programmes are in none yet."""

from dataclasses import dataclass

from pillars.cards.pillar_columns import PillarColumn, columns_of
from pillars.coverage.matrix import CoverageMatrix, MatrixCell, MatrixRow, MatrixSection
from pillars.coverage.offices import known_offices, live_programmes, owners
from pillars.kinds import KINDS
from pillars.models import RenstraProgramme
from pillars.models.chain import Programme
from workshops.plans.models import Plan

#: Nobody has said yet how the programme stands in the Renstra.
UNCHECKED = ("", "Belum diperiksa")


@dataclass(frozen=True)
class State:
    """One answer of one pillar: `key` ("" is not checked yet), its label, the programmes that have it."""

    key: str
    label: str
    programmes: list


@dataclass(frozen=True)
class RenstraRow:
    column: PillarColumn
    states: list
    total: int


@dataclass(frozen=True)
class RenstraCoverage:
    """`totals`: State of all pillars; `rows` one a pillar; `matrix`: Renstra programmes by office × pillars."""

    matrix: CoverageMatrix
    rows: list
    totals: list
    total: int

    @property
    def aligned(self) -> int:
        return len(self.totals[0].programmes)


def read_renstra(plan: Plan) -> RenstraCoverage:
    """Return the RenstraCoverage of a plan in five queries. By state, a programme counts with its own pillar alone."""
    programmes, known, columns = live_programmes(plan), known_offices(plan), columns_of(plan)
    for programme in programmes:
        programme.office = known.now.get(programme.lead_opd_id)
    rows = []
    for column in columns:
        here = [programme for programme in programmes if programme.pillar.code == column.code]
        rows.append(RenstraRow(column, _states(here), len(here)))
    matrix = CoverageMatrix(columns, tuple(_sections(plan, programmes, columns, known)))
    return RenstraCoverage(matrix, rows, _states(programmes), len(programmes))


def state_label(programme: Programme) -> str:
    """Return how a programme stands in the Renstra, in words."""
    return next(label for value, label in [*_options(), UNCHECKED] if value == _state(programme))


def _sections(plan, programmes, columns, known):
    """The Renstra programmes below their offices."""
    carried, by_office = {}, {}
    for programme in programmes:
        carried.setdefault(programme.renstra_id, []).append(programme)
    for row in RenstraProgramme.objects.filter(plan=plan):
        by_office.setdefault(known.now[row.opd_id], []).append(row)
    for office in sorted(by_office, key=lambda office: office.number):
        rows = (_row(row, carried.get(row.pk, []), columns) for row in by_office[office])
        yield MatrixSection(office.name, tuple(rows))


def _row(renstra, programmes, columns):
    cells = tuple(_cell(renstra, programmes, column) for column in columns)
    return MatrixRow(renstra.ref, renstra.code or "", renstra.name, "", cells, len(programmes))


def _cell(renstra, programmes, column):
    here = [programme for programme in programmes if column.code in owners(programme)]
    shared = sum(bool(programme.shared_with) for programme in here)
    aside = f"{shared} bersama" if shared else ""
    words = f"{len(here)} program {column.name} untuk {renstra}" + (f", {aside}" if aside else "")
    return MatrixCell(column, len(here), aside, words if here else "tidak ada", False)


def _options():
    return [(option.value, option.label) for option in KINDS["program"].field("renstra_status").options]


def _state(programme):
    return programme.renstra_status if programme.renstra_status in dict(_options()) else UNCHECKED[0]


def _states(programmes):
    by_state = {}
    for programme in programmes:
        by_state.setdefault(_state(programme), []).append(programme)
    return [State(value, label, by_state.get(value, [])) for value, label in [*_options(), UNCHECKED]]
