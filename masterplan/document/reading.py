"""What a book needs to know about a plan, read once: frozen, without Django, the same for a database and a file.

Money is whole rupiah (`int`), other numbers are `Decimal`. None means "not filled in"; an unavailable baseline is said
by `baseline_unavailable`. Years tables are tuples of (year, number) in the order of the years. Statuses are kept as
written (`real`, `unverified`, `illustrative`, or a sentence).
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from masterplan.document.beyond import Beyond
from masterplan.document.bimteks import Closings
from masterplan.document.nominating import Nomination, Team
from masterplan.document.passages import Manuscript


@dataclass(frozen=True, kw_only=True)
class Region:
    name: str
    province: str = ""
    bps_code: str = ""
    area_km2: Decimal | None = None
    districts: int | None = None
    villages: int | None = None
    population: int | None = None
    population_year: int | None = None
    population_note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Period:
    start: int
    end: int
    short_term: tuple[int, ...] = ()
    medium_term: tuple[int, ...] = ()
    long_term: tuple[int, ...] = ()  # first and last year
    note: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.start, self.end + 1))


@dataclass(frozen=True, kw_only=True)
class Mission:
    code: str
    statement: str
    keywords: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    code: str
    statement: str
    mission: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Objective:
    """A sasaran of the RPJMD. `targets`: (year, number)."""

    code: str
    statement: str
    goal: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    targets: tuple[tuple[int, Decimal], ...] = ()
    lead_opd: str = ""
    status: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rpjmd:
    document: str = ""
    status_note: str = ""
    vision: str = ""
    vision_status: str = ""
    vision_sources: tuple[str, ...] = ()
    missions: tuple[Mission, ...] = ()
    missions_note: str = ""
    goals: tuple[Goal, ...] = ()
    objectives: tuple[Objective, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PreviousIndicator:
    indicator: str
    unit: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    target: Decimal | None = None
    target_year: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PreviousRpjmd:
    document: str = ""
    vision: str = ""
    status: str = ""
    flagship: str = ""
    flagship_items: tuple[str, ...] = ()
    flagship_sources: tuple[str, ...] = ()
    indicators: tuple[PreviousIndicator, ...] = ()
    indicator_sources: tuple[str, ...] = ()
    missions_goals_objectives: str = ""


@dataclass(frozen=True, kw_only=True)
class Opd:
    name: str
    short: str = ""
    status: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Governance:
    council: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    forum: tuple[str, ...] = ()
    status: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Aspect:
    aspect: str
    condition: str = ""
    finding: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class Component:
    component: str
    status: str = ""
    aspects: tuple[Aspect, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SwotItem:
    """`type`: a field of `Swot`; `component`: of the readiness, or empty; `voices`: how many agree, None for a file."""

    type: str
    statement: str
    component: str = ""
    voices: int | None = None


@dataclass(frozen=True, kw_only=True)
class Swot:
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    status: str = ""
    items: tuple[SwotItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A kesenjangan; `problems` are codes."""

    code: str
    element: str
    current: str = ""
    expected: str = ""
    gap: str = ""
    way_forward: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Keyword:
    """A kata kunci; `sources` are the statements of the SWOT that it comes from, `rpjmd` the word like it there."""

    word: str
    meaning: str = ""
    sources: tuple[str, ...] = ()
    rpjmd: str = ""


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A tujuan; `mission` is the sentence of its mission, `targets` are refs."""

    code: str
    statement: str
    mission: str = ""
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Vision:
    statement: str = ""
    missions: tuple[str, ...] = ()
    rpjmd_missions: tuple[str, ...] = ()  # codes
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Dimension:
    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    ref: str
    code: str
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
    score: int | None = None
    rank: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Target:
    """`problems`: refs of the problems that it answers, of any pillar. `objective`: code of the RPJMD sasaran.
    `shared_with`: codes of the other pillars that own it too.
    """

    ref: str
    code: str
    statement: str
    dimension: str = ""
    problems: tuple[str, ...] = ()
    indicator: str = ""
    unit: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    baseline_unavailable: bool = False
    baseline_year: int | None = None
    baseline_status: str = ""
    baseline_owner: str = ""
    measurement: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[tuple[int, Decimal], ...] = ()
    targets_status: str = ""
    objective: str = ""
    alignment_status: str = ""
    alignment_reason: str = ""
    sdg: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Strategy:
    ref: str
    code: str
    statement: str
    target: str = ""
    swot_quadrant: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """`budget` is the sum the group wrote, if any; `budgets` (year, rupiah)."""

    ref: str
    code: str
    name: str
    strategy: str = ""
    action_group: str = ""
    nomenclature_code: str = ""
    nomenclature_program: str = ""
    lead_opd: str = ""
    support_opd: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    budget: int | None = None
    budgets: tuple[tuple[int, int], ...] = ()
    years: tuple[int, ...] = ()
    term: str = ""
    output: str = ""
    quick_win: bool = False
    quick_win_status: str = ""
    location: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    renstra_status: str = ""
    status: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Pillar:
    code: str
    name: str
    name_en: str = ""
    order: int = 0
    definition: str = ""
    definition_status: str = ""
    dimensions: tuple[Dimension, ...] = ()
    problems: tuple[Problem, ...] = ()
    targets: tuple[Target, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    programmes: tuple[Programme, ...] = ()
    long_term_directions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActionPlan:
    group: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Partner:
    form: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Risk:
    code: str
    event: str
    cause: str = ""
    effect: str = ""
    likelihood: int | None = None
    impact: int | None = None
    level: int | None = None
    handling: str = ""
    owner: str = ""
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class QuickWin:
    """A profile; `programme` is the ref of its programme."""

    pillar: str
    programme: str = ""
    name: str = ""
    kind: str = ""
    stage: str = ""
    progress: Decimal | None = None
    summary: str = ""
    benefit: str = ""
    uniqueness: str = ""
    attraction: str = ""
    partners: tuple[Partner, ...] = ()
    growth: str = ""
    sustainability: tuple[str, ...] = ()
    budget: int | None = None
    funding: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    resources: str = ""
    risks: tuple[Risk, ...] = ()
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`number`: the journal number at which the plan was read; `read_at`: when (aware)."""

    slug: str
    number: int
    read_at: datetime
    region: Region
    period: Period
    head: str = ""  # Bupati or Wali Kota
    office: str = ""  # the office that publishes, else found in the list of OPD
    rpjmd: Rpjmd = field(default_factory=Rpjmd)
    previous: PreviousRpjmd = field(default_factory=PreviousRpjmd)
    opd: tuple[Opd, ...] = ()
    governance: Governance = field(default_factory=Governance)
    readiness: tuple[Component, ...] = ()
    swot: Swot = field(default_factory=Swot)
    vision: Vision = field(default_factory=Vision)
    gaps: tuple[Gap, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    aims: tuple[Aim, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    action_plans: tuple[ActionPlan, ...] = ()
    quick_wins: tuple[QuickWin, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    teams: tuple[Team, ...] = ()  # the groups of the pillars
    notes: tuple[str, ...] = ()  # what the plan says about itself
    manuscript: Manuscript = field(default_factory=Manuscript)
    closings: Closings = field(default_factory=Closings)
    beyond: Beyond = field(default_factory=Beyond)  # what a slice names without holding it
