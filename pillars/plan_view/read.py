"""Reads a plan into its `PlanView`: one snapshot, a bounded number of queries whatever the size of the plan."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from pillars.cards.values import CARD_MODELS, NAME_FIELD, PARENT_FIELD
from pillars.kinds import CHAIN, KINDS
from pillars.models import ActionPlan, Answer, Dimension, Pillar, ReadinessComponent, RenstraProgramme
from pillars.plan_view import shapes
from pillars.plan_view.cards import CardView
from pillars.plan_view.rows import CardReader, rows_of
from pillars.plan_view.rpjmd import read_rpjmds
from pillars.plan_view.stored import decimal, notes, texts
from pillars.plan_view.values import Ref
from workshops.plans.models import Governance, Opd, Plan


@contextmanager
def snapshot() -> Iterator[None]:
    """Keep out what others save meanwhile; nothing can be written.

    Inside a transaction that is already open its snapshot is the caller's own.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def read_plan_view(plan: Plan, only: Collection[type] | None = None) -> shapes.PlanView:
    """Return the plan as it stands, cards in the bin left out. `only`: the models that are read, None for all."""
    with snapshot():
        return shapes.PlanView(**plan_parts(plan, only))


def plan_parts(plan: Plan, only: Collection[type] | None = None) -> dict:
    """Return the fields of a plan's `PlanView`, for whoever reads more of the plan in the same snapshot."""
    return _Reader(Plan.objects.select_related("region").get(pk=plan.pk), only).parts()


class _Reader:
    def __init__(self, plan: Plan, only: Collection[type] | None):
        self.plan, self.only = plan, only
        self.every_opd = {row.pk: row for row in Opd.every.filter(plan=plan)}
        self.pillars = self.rows(Pillar)
        self.dimensions = self.rows(Dimension)
        self.components = {row.pk: row for row in self.rows(ReadinessComponent)}
        self.renstra = self.rows(RenstraProgramme)
        self.refs: dict[type, Any] = {
            Opd: {pk: Ref(row.ref, row.name) for pk, row in self.every_opd.items()},
            Dimension: {row.pk: row.code for row in self.dimensions},
            RenstraProgramme: {row.pk: Ref(row.ref, str(row)) for row in self.renstra},
        }

    def wants(self, model: type) -> bool:
        return self.only is None or model in self.only

    def rows(self, model: type[Any]) -> list[Any]:
        return list(model.objects.filter(plan=self.plan)) if self.wants(model) else []

    def parts(self) -> dict:
        rpjmd, previous = read_rpjmds(self.rows, self.refs)
        rows = self.living_rows()
        cards = self.cards_of(rows)
        # the status of the SWOT stands on the card of the vision, even on one in the bin
        vision = next(iter(rows["visi_misi"] or self.rows(CARD_MODELS["visi_misi"])), None)
        return {
            **_head(self.plan),
            "rpjmd": rpjmd,
            "previous": previous,
            **self.offices(),
            "renstra": tuple(
                shapes.RenstraProgramme(opd=self.refs[Opd][row.opd_id], code=row.code or "", name=row.name)
                for row in self.renstra
            ),
            "governance": _governance(next(iter(self.rows(Governance)), None)),
            "readiness": self.readiness(rows["kesiapan"], cards["kesiapan"]),
            "swot_status": (vision.swot_status or "") if vision else "",
            "pillars": self.with_chain({kind: cards.pop(kind) for kind in CHAIN}),
            "cards": cards,
            "action_plans": tuple(
                shapes.ActionPlan(group=row.group, title=row.title or "") for row in self.rows(ActionPlan)
            ),
        }

    def offices(self) -> dict:
        names, today = defaultdict(list), {}
        for row in self.every_opd.values():
            now = row
            for _ in self.every_opd:
                if now.merged_into_id is None:
                    break
                now = self.every_opd[now.merged_into_id]
            today[row.ref] = now.pk
            names[now.pk] += [row.name, row.short, *(row.aliases or ())]
        made = {pk: _office(self.every_opd[pk], names[pk]) for pk in names}
        opd = tuple(made[pk] for pk, row in self.every_opd.items() if row.merged_into_id is None)
        return {"offices": {ref: made[pk] for ref, pk in today.items()}, "opd": opd}

    def living_rows(self) -> dict[str, list[Any]]:
        """Return {kind: rows}, without those of quick wins and realisations whose programme is in the bin."""
        rows = {}
        for kind, model in CARD_MODELS.items():
            rows[kind] = rows_of(kind, self.plan) if self.wants(model) else []
            if kind in PARENT_FIELD and kind not in CHAIN:
                above = model._meta.get_field(KINDS[kind].field(PARENT_FIELD[kind]).column)
                parents = {row.id for row in rows[above.related_model.KIND]} | {None}
                rows[kind] = [row for row in rows[kind] if getattr(row, above.attname) in parents]
        return rows

    def cards_of(self, rows: dict[str, list[Any]]) -> dict[str, Any]:
        """Return {kind: cards}, risks within their profiles."""
        for kind, found in rows.items():
            label = "code" if kind in CHAIN else NAME_FIELD[kind]
            self.refs[CARD_MODELS[kind]] = {
                row.id: Ref(f"{kind}-{row.number}", getattr(row, label) or "") for row in found
            }
        answers, problems = defaultdict(tuple), self.refs[CARD_MODELS["masalah"]]
        links = Answer.objects.filter(plan=self.plan).values_list("target_id", "problem_id")
        for target, problem in links if self.wants(Answer) else ():
            if problem in problems:
                answers[target] += (problems[problem],)
        reader = CardReader(self.refs, {row.pk: row.code for row in self.pillars}, answers)
        cards: dict[str, list[Any]] = {kind: reader.cards_of(kind, found) for kind, found in rows.items()}
        risks = defaultdict(tuple)
        for risk in cards.pop("risiko"):
            risks[risk.values["profile_ref"]] += (risk,)
        cards["profil_quick_win"] = [replace(one, risks=risks[one.ref]) for one in cards["profil_quick_win"]]
        return {kind: tuple(found) for kind, found in cards.items()}

    def readiness(self, rows: list[Any], cards: tuple[CardView, ...]) -> tuple[shapes.Component, ...]:
        aspects = defaultdict(tuple)
        for row, card in zip(rows, cards, strict=True):
            aspects[row.section_id] += (card,)
        return tuple(
            shapes.Component(component=row.component, status=row.status or "", aspects=aspects[pk])
            for pk, row in self.components.items()
        )

    def with_chain(self, cards: dict[str, tuple[CardView, ...]]) -> tuple[shapes.Pillar, ...]:
        own: dict[Any, list[Any]] = defaultdict(list)
        for kind, found in cards.items():
            for card in found:
                own[card.pillar, shapes.LISTS[kind]].append(card)
        return tuple(
            shapes.Pillar(
                code=row.code,
                slug=row.slug,
                name=row.name_id,
                name_en=row.name_en or "",
                order=row.position,
                definition=row.definition or "",
                definition_status=row.definition_status or "",
                long_term_directions=texts(row.long_term_directions),
                dimensions=tuple(
                    shapes.Dimension(code=one.code, name=one.name, name_en=one.name_en or "")
                    for one in self.dimensions
                    if one.pillar_id == row.pk
                ),
                **{name: tuple(own[row.code, name]) for name in shapes.LISTS.values()},
            )
            for row in self.pillars
        )


def _head(plan: Plan) -> dict:
    region = plan.region
    return {
        "slug": plan.slug,
        "number": plan.head,
        "read_at": datetime.now(ZoneInfo(plan.time_zone)),
        "region": shapes.Region(
            name=region.name,
            province=region.province or "",
            bps_code=region.bps_code or "",
            area_km2=decimal(plan.area_km2),
            districts=plan.districts,
            villages=plan.villages,
            population=plan.population,
            population_year=plan.population_year,
            population_note=plan.population_note or "",
            sources=texts(plan.region_sources),
        ),
        "period": shapes.Period(
            start=plan.period_start,
            end=plan.period_end,
            short_term=tuple(plan.short_term or ()),
            medium_term=tuple(plan.medium_term or ()),
            long_term=tuple(plan.long_term or ()),
            note=plan.period_note or "",
        ),
        "notes": notes(plan.note),
    }


def _office(row: Opd, names: list) -> shapes.Opd:
    return shapes.Opd(
        ref=row.ref,
        name=row.name,
        short=row.short or "",
        status=row.status or "",
        source=row.source or "",
        names=tuple(filter(None, names)),
    )


def _governance(row: Governance | None) -> shapes.Governance:
    if row is None:
        return shapes.Governance()
    return shapes.Governance(
        council=texts(row.dewan_smart_city),
        team=texts(row.tim_pelaksana),
        forum=texts(row.forum_smart_city),
        status=row.status or "",
        note=row.note or "",
    )
