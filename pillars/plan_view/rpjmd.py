"""The two RPJMD of a plan, the one in force and the one before it, as parts of its `PlanView`."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from pillars.models import Goal, Mission, Objective, ObjectiveIndicator, PreviousIndicator, RpjmdDocument
from pillars.plan_view import shapes
from pillars.plan_view.stored import decimal, decimal_years, texts
from pillars.plan_view.values import Ref
from workshops.plans.models import Opd


def read_rpjmds(rows_of: Callable[[type], list[Any]], refs: dict[type, Mapping[int, Ref]]) -> tuple[Any, ...]:
    """Return the RPJMD in force and the one before from `rows_of(model)`; `refs` gains those of their sasaran."""
    documents = {row.role: row for row in rows_of(RpjmdDocument)}
    missions, goals, objectives, further, indicators = (
        rows_of(model) for model in (Mission, Goal, Objective, ObjectiveIndicator, PreviousIndicator)
    )
    refs[Objective] = {row.pk: Ref(row.ref, row.code) for row in objectives}
    codes = {type_: {row.pk: row.code for row in rows} for type_, rows in ((Mission, missions), (Goal, goals))}
    beside = defaultdict(list)
    for row in further:
        beside[row.objective_id].append(shapes.Measure(**_measure(row, refs[Opd])))

    def made(document):
        own = lambda rows: [row for row in rows if row.document_id == document.pk]  # noqa: E731
        flagship = document.flagship or {}
        return shapes.Rpjmd(
            document=document.document or "",
            period_end=document.period_end,
            status=document.status or "",
            status_note=document.status_note or "",
            vision=document.visi or "",
            vision_status=document.visi_status or "",
            vision_sources=texts(document.visi_sources),
            missions_note=document.misi_note or "",
            missions=tuple(map(_mission, own(missions))),
            goals=tuple(
                shapes.Goal(
                    code=row.code,
                    statement=row.statement or "",
                    mission=codes[Mission].get(row.mission_id, ""),
                    status=row.status or "",
                )
                for row in own(goals)
            ),
            objectives=tuple(
                shapes.Objective(
                    **_measure(row, refs[Opd]),
                    ref=row.ref,
                    code=row.code,
                    statement=row.statement or "",
                    goal=codes[Goal].get(row.goal_id, ""),
                    status=row.status or "",
                    sources=texts(row.sources),
                    further=tuple(beside[row.pk]),
                    in_force=document.role == RpjmdDocument.CURRENT,
                )
                for row in own(objectives)
            ),
            flagship=flagship.get("name") or "",
            flagship_items=texts(flagship.get("items")),
            flagship_sources=texts(flagship.get("sources")),
            indicators=tuple(map(_indicator, own(indicators))),
            indicator_sources=texts(document.iku_sources),
            missions_goals_objectives=document.misi_tujuan_sasaran or "",
        )

    return tuple(
        made(documents[role]) if role in documents else shapes.Rpjmd()
        for role in (RpjmdDocument.CURRENT, RpjmdDocument.PREVIOUS)
    )


def _mission(row: Mission) -> shapes.Mission:
    return shapes.Mission(
        code=row.code, statement=row.statement or "", keywords=texts(row.keywords), status=row.status or ""
    )


def _measure(row, offices: Mapping[int, Ref]) -> dict:
    return {
        "indicator": row.indicator or "",
        "unit": row.unit or "",
        "baseline": decimal(row.baseline),
        "baseline_text": row.baseline_text,
        "baseline_year": row.baseline_year,
        "targets": decimal_years(row.targets),
        "target_texts": tuple(sorted((int(year), text) for year, text in row.target_texts.items() if text)),
        "lead_opd": offices[row.lead_opd_id].label if row.lead_opd_id else "",
    }


def _indicator(row: PreviousIndicator) -> shapes.PreviousIndicator:
    return shapes.PreviousIndicator(
        indicator=row.indicator,
        unit=row.unit or "",
        baseline=decimal(row.baseline),
        baseline_year=row.baseline_year,
        target=decimal(row.target),
        target_year=row.target_year,
        note=row.note or "",
    )
