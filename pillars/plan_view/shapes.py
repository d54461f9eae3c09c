"""A plan read once: frozen, without a database, the same for books, checks, open data and the public page. Pure.

Money is whole rupiah (`int`), other numbers are `Decimal`; None means "not filled in". Tables of years are tuples of
(year, number) in the order of the years. Statuses are kept as written (`real`, `illustrative`, or a sentence).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from pillars.kinds import CHAIN
from pillars.plan_view.cards import (
    CARD_VIEWS,
    Aim,
    CardView,
    Gap,
    Keyword,
    Nomination,
    Problem,
    Programme,
    QuickWin,
    ReadinessAspect,
    Strategy,
    SwotItem,
    Target,
    VisionMission,
)
from pillars.plan_view.values import NumbersByYear


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
    """`long_term`: first and last year."""

    start: int
    end: int
    short_term: tuple[int, ...] = ()
    medium_term: tuple[int, ...] = ()
    long_term: tuple[int, ...] = ()
    note: str = ""

    @property
    def years(self) -> range:
        return range(self.start, self.end + 1)


@dataclass(frozen=True, kw_only=True)
class Mission:
    code: str
    statement: str = ""
    keywords: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    code: str
    statement: str = ""
    mission: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An indicator of an RPJMD sasaran; `baseline_text` and `target_texts` hold what is no number (`WTP`)."""

    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_text: str = ""
    baseline_year: int | None = None
    targets: NumbersByYear = ()
    target_texts: tuple[tuple[int, str], ...] = ()
    lead_opd: str = ""


@dataclass(frozen=True, kw_only=True)
class Objective(Measure):
    """A sasaran of an RPJMD with its first indicator; `further` are the others. `goal`: code of its tujuan."""

    ref: str = ""
    code: str
    statement: str = ""
    goal: str = ""
    status: str = ""
    sources: tuple[str, ...] = ()
    further: tuple[Measure, ...] = ()
    in_force: bool = True

    @property
    def measures(self) -> tuple[Measure, ...]:
        return (self, *self.further) if self.indicator else self.further


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
class Rpjmd:
    """One RPJMD, the one in force or the one before it; `flagship` and `indicators` only of the one before."""

    document: str = ""
    period_end: int | None = None
    status: str = ""
    status_note: str = ""
    vision: str = ""
    vision_status: str = ""
    vision_sources: tuple[str, ...] = ()
    missions: tuple[Mission, ...] = ()
    missions_note: str = ""
    goals: tuple[Goal, ...] = ()
    objectives: tuple[Objective, ...] = ()
    flagship: str = ""
    flagship_items: tuple[str, ...] = ()
    flagship_sources: tuple[str, ...] = ()
    indicators: tuple[PreviousIndicator, ...] = ()
    indicator_sources: tuple[str, ...] = ()
    missions_goals_objectives: str = ""


@dataclass(frozen=True, kw_only=True)
class Opd:
    """A perangkat daerah of today. `names`: every name that it has or had, those of merged offices too."""

    name: str
    short: str = ""
    status: str = ""
    source: str = ""
    ref: str = ""
    names: tuple[str, ...] = ()

    @property
    def brief(self) -> str:
        return self.short or self.name


@dataclass(frozen=True, kw_only=True)
class RenstraProgramme:
    """A programme of an office's Renstra; `opd` is the ref of the office."""

    opd: str
    code: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Governance:
    council: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    forum: tuple[str, ...] = ()
    status: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Component:
    """A component of the readiness with its findings."""

    component: str
    status: str = ""
    aspects: tuple[ReadinessAspect, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dimension:
    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Pillar:
    """A pillar with its cards of the chain, each list in its order."""

    code: str
    name: str
    slug: str = ""
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

    @property
    def chain(self) -> Iterator[CardView]:
        return (card for kind in CHAIN for card in self.of_kind(kind))

    def of_kind(self, kind: str) -> tuple[Any, ...]:
        """Return its cards of a link of the chain (`masalah` …)."""
        return getattr(self, LISTS[kind])


#: The list of a pillar that holds the cards of a kind.
LISTS = dict(zip(CHAIN, ("problems", "targets", "strategies", "programmes"), strict=True))


@dataclass(frozen=True, kw_only=True)
class ActionPlan:
    group: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A plan with everything that is recorded in it.

    number    the journal number at which it was read · read_at: when (aware)
    offices   every office by its ref; a merged one's ref leads to the office of today
    cards     {kind: cards in their order} of the kinds outside the chain that stand under no other; `of_kind` gives any
    notes     what the plan says about itself
    """

    slug: str
    number: int
    read_at: datetime
    region: Region
    period: Period
    rpjmd: Rpjmd = field(default_factory=Rpjmd)
    previous: Rpjmd = field(default_factory=Rpjmd)
    opd: tuple[Opd, ...] = ()
    offices: Mapping[str, Opd] = field(default_factory=dict)
    renstra: tuple[RenstraProgramme, ...] = ()
    governance: Governance = field(default_factory=Governance)
    readiness: tuple[Component, ...] = ()
    swot_status: str = ""
    pillars: tuple[Pillar, ...] = ()
    cards: Mapping[str, tuple[CardView, ...]] = field(default_factory=dict)
    action_plans: tuple[ActionPlan, ...] = ()
    notes: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> tuple[Any, ...]:
        """Return the living cards of a kind in their order."""
        if kind in LISTS:
            return tuple(card for pillar in self.pillars for card in pillar.of_kind(kind))
        if kind == "risiko":
            return tuple(risk for profile in self.quick_wins for risk in profile.risks)
        return self.cards.get(kind, ())

    def agency_of(self, programme: Programme) -> str:
        """Return the short name of the office of today that leads a programme, "" for none."""
        return self.offices[programme.lead].brief if programme.lead in self.offices else ""

    def with_cards(self, **cards: Iterable[CardView]) -> Self:
        """Return the same plan with other cards of these kinds, none of the chain."""
        return replace(self, cards={**self.cards, **{kind: tuple(own) for kind, own in cards.items()}})

    @cached_property
    def by_ref(self) -> dict[str, CardView]:
        return {card.ref: card for kind in CARD_VIEWS.keys() | self.cards.keys() for card in self.of_kind(kind)}

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return self.of_kind("kesenjangan")

    @property
    def swot(self) -> tuple[SwotItem, ...]:
        return self.of_kind("swot")

    @property
    def keywords(self) -> tuple[Keyword, ...]:
        return self.of_kind("kata_kunci")

    @property
    def vision(self) -> VisionMission:
        return next(iter(self.of_kind("visi_misi")), VisionMission("visi_misi-0", ""))

    @property
    def aims(self) -> tuple[Aim, ...]:
        return self.of_kind("tujuan")

    @property
    def nominations(self) -> tuple[Nomination, ...]:
        return self.of_kind("nominasi_quick_win")

    @property
    def quick_wins(self) -> tuple[QuickWin, ...]:
        return self.of_kind("profil_quick_win")
