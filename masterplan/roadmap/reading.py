"""The programmes of a plan as the road map needs them, in three queries whatever their number."""

from dataclasses import dataclass

from masterplan.document.sums import budget_of, differs, funding_of
from pillars.models import Pillar, Programme
from pillars.plan_view.stored import rupiah_years, texts
from workshops.plans.models import Opd, Plan

NO_AGENCY, NO_FUNDING = "Belum ada OPD", "Belum ada sumber dana"


@dataclass(frozen=True, slots=True)
class Item:
    """One programme. `budgets`: (year, rupiah); `agency` its short name, `opd` its ref or ""; `version` of its row."""

    ref: str
    code: str
    name: str
    pillar: str
    opd: str
    agency: str
    funding: tuple
    budgets: tuple
    budget: int | None
    years: tuple
    term: str
    chosen: bool
    version: int

    @property
    def row(self) -> int:
        """The number of its ref."""
        return int(self.ref.partition("-")[2])

    @property
    def total(self) -> int | None:
        """Rupiah, or None where nothing is known."""
        return budget_of(self)

    @property
    def sources(self) -> str:
        return funding_of(self)

    @property
    def differs(self) -> bool:
        return differs(self)


@dataclass(frozen=True)
class Road:
    """Every living programme of a plan, in the order of the boards; `offices` {ref: short name}."""

    pillars: tuple
    items: tuple
    offices: dict

    def pillar(self, code: str) -> Pillar | None:
        return next((one for one in self.pillars if one.code == code), None)


_COLUMNS = (
    "number",
    "code",
    "name",
    "pillar_id",
    "lead_opd_id",
    "funding",
    "budget_by_year",
    "budget",
    "years",
    "term",
    "quick_win_status",
    "version",
)


def read_road(plan: Plan) -> Road:
    """The road of `plan`."""
    pillars = {row.pk: row for row in Pillar.objects.filter(plan=plan)}
    offices = {row.pk: (row.ref, row.short or row.name) for row in Opd.objects.filter(plan=plan)}
    rows = Programme.objects.filter(plan=plan, deleted_in=None).order_by("pillar__position", "position", "number")
    items = (_item(row, pillars, offices) for row in rows.values_list(*_COLUMNS))
    return Road(tuple(pillars.values()), tuple(items), dict(offices.values()))


def _item(row, pillars, offices):
    number, code, name, pillar, opd, funding, by_year, budget, years, term, quick_win, version = row
    ref, agency = offices.get(opd, ("", ""))
    return Item(
        ref=f"program-{number}",
        code=code,
        name=name,
        pillar=pillars[pillar].code,
        opd=ref,
        agency=agency,
        funding=texts(funding),
        budgets=rupiah_years(by_year),
        budget=budget,
        years=tuple(sorted(years or ())),
        term=term or "",
        chosen=quick_win == "terpilih",
        version=version,
    )
