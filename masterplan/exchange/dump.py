"""A plan as a file again. Reads one unchanging picture of the plan in a fixed number of queries."""

from django.db import connection, transaction
from django.db.models import Prefetch

from masterplan.exchange import remains, shapes
from masterplan.exchange.columns import names, object_of
from masterplan.exchange.objects import (
    SECTIONS,
    objective_object,
    objective_order,
    plan_object,
    plan_order,
    swot_object,
    target_object,
)
from pillars.alignment.models import RpjmdDocument
from pillars.analysis.models import ReadinessAspect
from pillars.chain.models import Answer
from pillars.choosing.models import Choosing
from pillars.choosing.reading import read_result
from workshops.plans.models import Plan

#: The lists of a card's result in the file: how many gave 1, 2, 3, 4, 5.
SCORES = ("urgency", "seriousness", "growth")


def dump_plan(plan):
    """The document of a plan. Entries in the bin are not part of it."""
    with transaction.atomic():
        _stand_still()
        return _document(Plan.objects.select_related("region").get(pk=plan.pk))


def write_document(document):
    """The text of the file: UTF-8 letters as they are, one space of indent, a line end at the end."""
    return remains.write(document, ensure_ascii=False, indent=1, separators=(",", ": ")) + "\n"


def _stand_still():
    """What others save meanwhile stays out; nothing can be written. Only where no transaction is open yet."""
    if len(connection.savepoint_ids) == 0 and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _document(plan):
    parts = plan_object(plan)
    order = plan_order()
    for key, value in (
        *_vision_and_swot(plan),
        *_rpjmd(plan),
        ("opd", [_object(shapes.OPD, row) for row in plan.opds.all()]),
        ("governance_bodies", _governance(plan)),
        ("readiness", _readiness(plan)),
        ("supporting_action_plans", [_object(shapes.ACTION_PLAN, row) for row in plan.action_plans.all()]),
        ("pillars", _pillars(plan)),
        ("quick_win_profiles", _quick_wins(plan)),
        ("choosing_results", _choosings(plan)),
    ):
        if value:
            parts[key] = value
    whole = remains.restore(parts, plan.extra, SECTIONS)
    return {key: remains.restore(value, {}, order[key]) if key in order else value for key, value in whole.items()}


def _object(table, row, **lists):
    """An object of the file: what the row's columns tell, its lists, and what was kept beside the row."""
    told = object_of(table, row) | {key: value for key, value in lists.items() if value}
    return remains.restore(told, row.extra, names(table))


def _vision_and_swot(plan):
    row = getattr(plan, "vision", None)
    if row is None:
        return
    yield "smart_city_vision", _object(shapes.VISION, row)
    told = swot_object(row, list(plan.swot.filter(deleted_in=None)))
    yield "swot", remains.restore(told, row.swot_extra, names(shapes.SWOT))


def _rpjmd(plan):
    documents = {
        row.role: row
        for row in plan.rpjmd_documents.prefetch_related(
            "missions", "goals__mission", "objectives__goal", "objectives__lead_opd", "indicators"
        )
    }
    if row := documents.get(RpjmdDocument.CURRENT):
        yield (
            "rpjmd",
            _object(
                shapes.RPJMD,
                row,
                misi=[_object(shapes.MISSION, mission) for mission in row.missions.all()],
                tujuan=[_object(shapes.GOAL, goal) for goal in row.goals.all()],
                sasaran=[_objective(objective) for objective in row.objectives.all()],
            ),
        )
    if row := documents.get(RpjmdDocument.PREVIOUS):
        iku = [_object(shapes.PREVIOUS_INDICATOR, indicator) for indicator in row.indicators.all()]
        yield "rpjmd_previous", _object(shapes.RPJMD_PREVIOUS, row, iku=iku)


def _objective(row):
    whole = remains.restore(objective_object(row), row.extra, ())
    return remains.restore(whole, {}, objective_order(whole))


def _governance(plan):
    row = getattr(plan, "governance", None)
    return row and _object(shapes.GOVERNANCE, row)


def _readiness(plan):
    aspects = ReadinessAspect.objects.filter(deleted_in=None)
    rows = plan.readiness.prefetch_related(Prefetch("aspects", queryset=aspects))
    return [
        _object(shapes.READINESS, row, aspects=[_object(shapes.ASPECT, aspect) for aspect in row.aspects.all()])
        for row in rows
    ]


def _choosings(plan):
    """Results that everybody may know: a choosing whose scores are secret, or were never shown, is not in the file."""
    if not plan.counters.get("pilihan"):
        return []
    rows = Choosing.objects.filter(plan=plan, state=Choosing.SHOWN).select_related("pillar").order_by("number")
    return [_choosing(row) for row in rows]


def _choosing(row):
    result = read_result(row)
    told = {"pillar": row.pillar.code, "kind": row.kind, "way": row.way, "members": result.members}
    cards = [
        {"code": line.code, "place": line.ranked.place, "total": line.ranked.total, "people": line.ranked.people}
        | {name: [bar.people for bar in letter.bars] for name, letter in zip(SCORES, line.ranked.letters, strict=False)}
        for line in result.scored
    ]
    return told | {"people": result.people, "shown_at": row.shown_at.isoformat(), "cards": cards}


def _pillars(plan):
    lists = {
        "dimensions": _by_pillar(shapes.DIMENSION, plan.dimensions.all()),
        "problems": _by_pillar(shapes.PROBLEM, plan.problems.filter(deleted_in=None).select_related("dimension")),
        "targets": _targets(plan),
        "strategies": _by_pillar(shapes.STRATEGY, plan.strategies.filter(deleted_in=None).select_related("target")),
        "programmes": _by_pillar(
            shapes.PROGRAMME, plan.programmes.filter(deleted_in=None).select_related("strategy", "lead_opd")
        ),
    }
    # The order in which they were made is that of the file, whatever their places on the board.
    return [
        _object(shapes.PILLAR, row, **{key: given.get(row.pk) for key, given in lists.items()})
        for row in plan.pillars.order_by("pk")
    ]


def _by_pillar(table, rows):
    given = {}
    for row in rows:
        given.setdefault(row.pillar_id, []).append(_object(table, row))
    return given


def _targets(plan):
    answers = Answer.objects.filter(problem__deleted_in=None).select_related("problem")
    rows = plan.targets.filter(deleted_in=None).select_related("dimension", "baseline_owner", "rpjmd")
    given = {}
    for row in rows.prefetch_related(Prefetch("answers", queryset=answers)):
        told = target_object(row, [answer.problem.code for answer in row.answers.all()])
        given.setdefault(row.pillar_id, []).append(remains.restore(told, row.extra, names(shapes.TARGET)))
    return given


def _quick_wins(plan):
    rows = plan.quick_wins.filter(programme__deleted_in=None).select_related("pillar", "programme")
    return [
        _object(shapes.QUICK_WIN, row, risiko=[_object(shapes.RISK, risk) for risk in row.risks.all()])
        for row in rows.prefetch_related("risks")
    ]
