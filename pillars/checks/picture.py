"""The plan as the checks look at it: the cards and the frame of its view, and beside them what only checks ask for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from pillars.cards.values import CARD_MODELS
from pillars.checks.checked_plan import STAGES, Broken, CheckedPlan
from pillars.kinds import CHAIN, CHOICES, KINDS
from pillars.models import (
    Answer,
    Different,
    Dimension,
    Mission,
    Objective,
    ObjectiveIndicator,
    Pillar,
    RenstraProgramme,
    ReviewNote,
    RpjmdDocument,
)
from pillars.plan_view import shapes
from pillars.plan_view.read import read_plan_view
from workshops.plans.models import Bimtek, Governance, Plan

#: What they look at.
LOOKED_AT: set[type[Any]] = {
    CARD_MODELS[kind] for kind in (*CHAIN, "kesiapan", "swot", "visi_misi", "profil_quick_win", "risiko")
}
LOOKED_AT |= {Answer, Dimension, Mission, Objective, ObjectiveIndicator, Pillar, RenstraProgramme}
LOOKED_AT |= {Governance, RpjmdDocument}
_BODIES = {"dewan_smart_city": "council", "tim_pelaksana": "team", "forum_smart_city": "forum"}
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_picture(plan: Plan, stage: int | None = None) -> CheckedPlan:
    """Return the Picture of `plan`. `stage` 1–4: look as of that bimtek; None: the present one."""
    view = read_plan_view(plan, LOOKED_AT)
    different = frozenset(frozenset(row.refs) for row in Different.objects.filter(plan=plan))
    notes = ReviewNote.objects.filter(plan=plan, verdict=ReviewNote.MUST, state=ReviewNote.OPEN).order_by()
    subjects = notes.values_list("subject", flat=True)
    return picture_of(view, stage or stage_of(plan), different, subjects)


def stage_of(plan: Plan) -> int:
    """Return how far the plan has come, 1–4: 1 before the first bimtek, 4 for a plan without any."""
    bimteks = list(Bimtek.objects.filter(plan=plan).values_list("number", "opened_at"))
    if not bimteks:
        return STAGES
    present = max((number for number, opened_at in bimteks if opened_at), default=0)
    return -(-present * STAGES // len(bimteks)) if present else 1


def picture_of(view: shapes.PlanView, stage: int, different: frozenset, open_subjects: QuerySet[Any]) -> CheckedPlan:
    """Return the Picture of a view. `open_subjects`: what the open notes of experts that must be met are about."""
    chain: dict[str, tuple[Any, ...]] = {shapes.LISTS[kind]: view.of_kind(kind) for kind in CHAIN}
    pillar_of = {card.ref: card.pillar for cards in chain.values() for card in cards}
    musts = Counter(pillar_of.get(subject, "") for subject in open_subjects)
    ends = [_end_of(view.rpjmd), _end_of(view.previous)]
    bodies = view.governance
    return CheckedPlan(
        start=view.period.start,
        end=view.period.end,
        short_term=view.period.short_term,
        stage=stage,
        pillars=view.pillars,
        **chain,
        profiles=view.quick_wins,
        objectives={one.ref: one for rpjmd in (view.rpjmd, view.previous) for one in rpjmd.objectives},
        rpjmd_end=ends[0],
        later_rpjmd=any(end and end >= view.period.end for end in ends),
        offices=view.offices,
        renstra=_renstra(view),
        broken=tuple(_broken(view)),
        different=different,
        readiness_missing=_missing("readiness_component", {card.component for card in view.of_kind("kesiapan")}),
        swot_missing=_missing("swot_type", {item.type for item in view.swot}),
        has_vision=bool(view.vision.statement),
        has_missions=bool(view.vision.missions),
        bodies_missing=tuple(
            (key, KINDS["kelembagaan"].field(key).label) for key, name in _BODIES.items() if not getattr(bodies, name)
        ),
        open_musts=tuple(sorted(musts.items())),
    )


def _renstra(view):
    found = defaultdict(set)
    for row in view.renstra:
        found[view.offices[row.opd].ref] |= {row.code.strip()} if row.code else set()
    return {ref: frozenset(codes) for ref, codes in found.items()}


def _broken(view) -> Iterator[Broken]:
    """The references that lead nowhere: to a card in the bin, another pillar's sub-dimension, what is not there."""
    pillars = {pillar.code for pillar in view.pillars}
    homes = {one.code: pillar.code for pillar in view.pillars for one in pillar.dimensions}
    for card in (*view.of_kind("masalah"), *view.of_kind("sasaran")):
        yield from _unshared(card, pillars)
        if card.dimension and homes[card.dimension] != card.pillar:
            yield Broken(card.ref, "dimension", f"subdimensi {card.dimension} pada pilar {card.pillar}")
    for strategy in view.of_kind("strategi"):
        if not strategy.target:
            yield Broken(strategy.ref, "target_ref", "sasaran yang terhapus")
    for programme in view.of_kind("program"):
        if not programme.strategy:
            yield Broken(programme.ref, "strategy_ref", "strategi yang terhapus")
    for programme in view.of_kind("program"):
        yield from _unshared(programme, pillars)
    missions = {mission.code for rpjmd in (view.rpjmd, view.previous) for mission in rpjmd.missions}
    for code in view.vision.rpjmd_missions:
        if code not in missions:
            yield Broken(view.vision.ref, "rpjmd_misi_refs", f"misi RPJMD {code}")


def _unshared(card, pillars):
    return (Broken(card.ref, "shared_with", f"pilar {code}") for code in card.shared_with if code not in pillars)


def _missing(choices, there):
    return tuple((choice.value, choice.label) for choice in CHOICES[choices] if choice.value not in there)


def _end_of(rpjmd):
    """The last year of an RPJMD: as it is recorded, else the last one that its name holds, else of its targets."""
    named = _YEAR.findall(rpjmd.document)
    targets = (year for one in rpjmd.objectives for measure in one.measures for year, _ in measure.targets)
    return rpjmd.period_end or (int(named[-1]) if named else max(targets, default=None))
