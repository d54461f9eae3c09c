"""The plan as the checks see it: frozen values without a database. Empty text is "", an unknown number None. Pure.

Money is whole rupiah, other numbers are `Decimal`; tables by year are tuples of (year, number), in order. Deleted
cards are not here.
"""

from dataclasses import dataclass, field
from decimal import Decimal

type Years = tuple[tuple[int, Decimal], ...]
type Rupiahs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    ref: str
    code: str
    pillar: str
    statement: str
    dimension: str = ""
    evidence: str = ""
    evidence_status: str = ""
    sources: tuple[str, ...] = ()
    root_cause: str = ""
    affected: str = ""
    urgency: int | None = None
    seriousness: int | None = None
    growth: int | None = None
    note: str = ""

    TEXTS = ("statement", "evidence", "root_cause", "affected", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`problems`: refs of the live problems that it answers; `objectives`: keys of the RPJMD's that it leans on."""

    ref: str
    code: str
    pillar: str
    statement: str
    dimension: str = ""
    problems: tuple[str, ...] = ()
    indicator: str = ""
    unit: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    baseline_status: str = ""
    measurement: str = ""
    sources: tuple[str, ...] = ()
    targets: Years = ()
    objectives: tuple[int, ...] = ()
    alignment_status: str = ""
    alignment_reason: str = ""
    note: str = ""

    TEXTS = ("statement", "indicator", "measurement", "alignment_reason", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    ref: str
    code: str
    pillar: str
    statement: str
    target: str = ""
    note: str = ""

    TEXTS = ("statement", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """`lead` is the key of its office of today in `Picture.offices`; `lead_name` as it is written on the card.

    in_renstra  it is linked to a programme of a Renstra · nomenclature_list  the list that its code is of
    """

    ref: str
    code: str
    pillar: str
    name: str
    strategy: str = ""
    action_group: str = ""
    nomenclature_code: str = ""
    nomenclature_list: str = ""
    nomenclature_program: str = ""
    lead: int | None = None
    lead_name: str = ""
    support: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    budget: int | None = None
    budgets: Rupiahs = ()
    years: tuple[int, ...] = ()
    term: str = ""
    output: str = ""
    quick_win: bool = False
    quick_win_status: str = ""
    location: tuple[str, ...] = ()
    in_renstra: bool = False
    renstra_status: str = ""
    note: str = ""

    TEXTS = ("name", "output", "note")

    @property
    def cost(self):
        """The whole budget: the sum of the years, else the sum that was written; None when nothing is known."""
        return sum(amount for _, amount in self.budgets) if self.budgets else self.budget


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator of an RPJMD sasaran."""

    indicator: str
    unit: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    targets: Years = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """A sasaran of the RPJMD. `current`: of the document in force."""

    key: int
    ref: str
    code: str
    statement: str
    measures: tuple[Measure, ...] = ()
    current: bool = True


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    name: str
    pillar: str


@dataclass(frozen=True, slots=True)
class Pillar:
    code: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Office:
    """A perangkat daerah with every name that it has or had."""

    key: int
    ref: str
    name: str
    short: str = ""
    names: tuple[str, ...] = ()

    @property
    def brief(self):
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of a quick win's profile; `level` is likelihood × impact."""

    code: str
    event: str
    likelihood: int | None = None
    impact: int | None = None
    level: int | None = None
    handling: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """The profile of a quick win. `parts`: (label, text) of what is written in it, in the form's order."""

    programme: str
    parts: tuple[tuple[str, str], ...] = ()
    budget: int | None = None
    years: tuple[int, ...] = ()
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference of a card that leads nowhere. `named`: what it names, as people would."""

    ref: str
    field: str
    named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole plan.

    renstra      {key of an office: codes of the programmes in its Renstra}; offices without a Renstra are missing
    different    pairs of refs of which somebody said that they are not the same
    open_musts   how many notes of experts wait for an answer, by the code of the pillar ("" the plan)
    …_missing    (key, label) of what holds nothing yet
    """

    start: int
    end: int
    short_term: tuple[int, ...] = ()
    stage: int = 4
    pillars: tuple[Pillar, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    problems: tuple[Problem, ...] = ()
    targets: tuple[Target, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    programmes: tuple[Programme, ...] = ()
    objectives: dict[int, Objective] = field(default_factory=dict)
    rpjmd_name: str = ""
    rpjmd_end: int | None = None
    later_rpjmd: bool = False
    offices: dict[int, Office] = field(default_factory=dict)
    renstra: dict[int, frozenset[str]] = field(default_factory=dict)
    profiles: tuple[Profile, ...] = ()
    broken: tuple[Broken, ...] = ()
    different: frozenset[frozenset[str]] = frozenset()
    readiness_missing: tuple[tuple[str, str], ...] = ()
    swot_missing: tuple[tuple[str, str], ...] = ()
    has_vision: bool = True
    has_missions: bool = True
    bodies_missing: tuple[tuple[str, str], ...] = ()
    open_musts: tuple[tuple[str, int], ...] = ()

    @property
    def cards(self):
        """Every card of the chain."""
        return (*self.problems, *self.targets, *self.strategies, *self.programmes)

    @property
    def years(self):
        return range(self.start, self.end + 1)
