"""A card as everybody reads it: the values of its kind's fields, and a typed property for each that code names. Pure.

A new field of a kind needs no line here: it stands in `values` under its key. What is empty is missing there, or ""
or an empty tuple; properties give "" for an empty text, () for an empty list, None for a missing number.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from pillars.fields import NO_DATA
from pillars.kinds import KINDS, Kind
from pillars.plan_view.values import Answers, ByYear, Flag, Known, Label, Labels, Ref, Text, Texts, Value, Years


@dataclass(frozen=True)
class CardView:
    """A living card. `pillar` is the code of its pillar, "" for the cards of none; `values` stand by field key.

    shared_with  codes of the other pillars that own it too, in the order in which they accepted.
    """

    ref: str
    code: str
    pillar: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    shared_with: tuple[str, ...] = ()

    note = Text()

    @classmethod
    def of(cls, ref: str, code: str = "", pillar: str = "", **named: Any) -> Self:
        """Return a card whose properties (or fields, by their keys) are `named`."""
        return cls(ref, code, pillar).replace(**named)

    def replace(self, **named: Any) -> Self:
        """Return the same card with other properties, fields or attributes."""
        own = {one.name: named.pop(one.name) for one in dataclasses.fields(self) if one.name in named}
        if named:
            own["values"] = {**own.get("values", self.values), **dict(map(self._written, named, named.values()))}
        return dataclasses.replace(self, **own)

    def _written(self, name: str, value: Any) -> tuple[str, Any]:
        described = getattr(type(self), name, None)
        return (described.key, described.write(value)) if isinstance(described, Value) else (name, value)

    def __hash__(self) -> int:
        return hash(self.ref)

    @property
    def number(self) -> int:
        return int(self.ref.partition("-")[2])

    @cached_property
    def kind(self) -> Kind:
        return KINDS[self.ref.partition("-")[0]]


class Problem(CardView):
    statement = Text()
    dimension = Text()
    evidence = Text()
    evidence_status = Text()
    sources = Texts()
    root_cause = Text()
    affected = Text()
    urgency = Value[int | None]()
    seriousness = Value[int | None]()
    growth = Value[int | None]()
    score = Value[int | None]()
    rank = Value[int | None]()


class Target(CardView):
    """`problems`: refs of the living problems that it answers, of any pillar; `objective`: code of an RPJMD sasaran."""

    statement = Text()
    dimension = Text()
    problems = Texts("problem_refs")
    indicator = Text()
    unit = Text()
    direction = Text()
    baseline = Known()
    baseline_year = Value[int | None]()
    baseline_status = Text()
    baseline_owner = Label()
    measurement = Text()
    sources = Texts()
    targets = ByYear[Decimal]("targets_by_year")
    targets_status = Text()
    objective = Label("rpjmd_ref")
    alignment_status = Text()
    alignment_reason = Text()
    sdg = Texts("sdg_refs")

    @property
    def baseline_unavailable(self) -> bool:
        """Whether somebody looked for a baseline and said that there is none."""
        return self.values.get("baseline") is NO_DATA

    @property
    def objectives(self) -> tuple[Ref, ...]:
        """Return the RPJMD sasaran that it leans on, of the RPJMD in force and of the one before."""
        return tuple(filter(None, (self.values.get("rpjmd_ref"), self.values.get("rpjmd_previous_ref"))))


class Strategy(CardView):
    statement = Text()
    target = Text("target_ref")
    swot_quadrant = Text()


class Programme(CardView):
    """`budget`: the sum that the group wrote, if any; `lead`: ref of the office, `lead_opd`: its name on the card."""

    name = Text()
    strategy = Text("strategy_ref")
    action_group = Text()
    nomenclature_code = Text()
    nomenclature_version = Text()
    nomenclature_program = Text()
    lead = Text("lead_opd")
    lead_opd = Label()
    support_opd = Texts()
    funding = Texts()
    budget = Value[int | None]()
    budgets = ByYear[int]("budget_by_year")
    years = Years()
    term = Text()
    output = Text()
    quick_win = Flag()
    quick_win_status = Text()
    location = Texts()
    renstra = Text("renstra_ref")
    renstra_status = Text()
    status = Text()

    @property
    def chosen(self) -> bool:
        """Whether it is a quick win."""
        return self.quick_win_status == "terpilih"

    @cached_property
    def cost(self) -> int | None:
        """Return the whole budget: the sum of the years, else the sum that was written; None when nothing is known."""
        return sum(amount for _, amount in self.budgets) if self.budgets else self.budget


class ReadinessAspect(CardView):
    component = Text()
    aspect = Text()
    condition = Text()
    finding = Text()
    evidence = Text()


class Gap(CardView):
    """`problems`: codes."""

    element = Text()
    current = Text()
    expected = Text()
    gap = Text()
    way_forward = Text()
    problems = Labels("problem_refs")


class SwotItem(CardView):
    """`voices`: how many agree; None where that is not known."""

    type = Text()
    statement = Text()
    component = Text()
    voices = Value[int | None]("agreement")


class Keyword(CardView):
    """`sources`: the statements of the SWOT that it comes from; `rpjmd`: the word like it there."""

    word = Text()
    meaning = Text()
    sources = Labels("swot_refs")
    rpjmd = Text("rpjmd_keyword")


class VisionMission(CardView):
    statement = Text("visi")
    missions = Texts("misi")
    rpjmd_missions = Texts("rpjmd_misi_refs")
    status = Text()


class Aim(CardView):
    """A tujuan; `mission` is the sentence of its mission, `targets` are refs."""

    statement = Text()
    mission = Text("misi")
    targets = Texts("target_refs")


class Nomination(CardView):
    """A proposal for a quick win; `proposal` is what is proposed while there is no programme."""

    programme = Text("programme_ref")
    proposal = Text("usulan")
    proposer = Text()
    gate = Answers()
    criteria = Answers()
    reason = Text("criteria_reason")
    decision = Text("decision_reason")


class Risk(CardView):
    label = Text("kode")
    event = Text("peristiwa")
    cause = Text("sebab")
    effect = Text("akibat")
    likelihood = Value[int | None]("kemungkinan")
    impact = Value[int | None]("dampak")
    level = Value[int | None]("tingkat")
    handling = Text("penanganan")
    owner = Text("penanggung_jawab")
    when = Text("waktu")


@dataclass(frozen=True)
class Partner:
    form: str
    name: str


@dataclass(frozen=True)
class QuickWin(CardView):
    """A profile with its risks."""

    risks: tuple[Risk, ...] = ()

    programme = Text("programme_ref")
    name = Text("nama_inovasi")
    innovation = Text("jenis")
    stage = Text("tahap")
    progress = Known("progres")
    summary = Text("penjelasan_singkat")
    benefit = Text("manfaat")
    uniqueness = Text("keunikan")
    attraction = Text("daya_tarik")
    growth = Text("potensi_pengembangan")
    sustainability = Texts("strategi_keberlangsungan")
    budget = Value[int | None]("anggaran")
    funding = Texts("sumber")
    years = Years("tahun")
    resources = Text("tenaga")
    status = Text()

    __hash__ = CardView.__hash__

    @property
    def partners(self) -> tuple[Partner, ...]:
        return tuple(map(_partner, self.values.get("kemitraan") or ()))


class Narrative(CardView):
    """The plan's own words for a section of a book; `blocks` as in `pillars.prose`."""

    section = Text()
    title = Text()
    blocks = Texts("body")


#: The type of a kind's cards; of others it is CardView itself.
CARD_VIEWS: dict[str, type[CardView]] = {
    "masalah": Problem,
    "sasaran": Target,
    "strategi": Strategy,
    "program": Programme,
    "kesiapan": ReadinessAspect,
    "kesenjangan": Gap,
    "swot": SwotItem,
    "kata_kunci": Keyword,
    "visi_misi": VisionMission,
    "tujuan": Aim,
    "nominasi_quick_win": Nomination,
    "profil_quick_win": QuickWin,
    "risiko": Risk,
    "naskah": Narrative,
}


def _partner(line: str) -> Partner:
    """Return the partner of a line `Universitas Contoh: pengetahuan`."""
    name, mark, form = line.rpartition(": ")
    return Partner(form, name) if mark else Partner("", line)
