"""The objects of the file that need more than their row's columns: lists that hang from it, keys made per year."""

from collections.abc import Iterable
from typing import Any

from masterplan.exchange.cards import KEYS
from masterplan.exchange.columns import Key, exact, names, object_of, plain
from masterplan.exchange.shapes import OBJECTIVE, PERIOD, REGION, REGION_OF_PLAN, SWOT, SWOT_TYPES, TARGET_OF_YEAR
from pillars.cards.actions.save import SWOT_LETTERS
from pillars.models.analysis import SwotItem, VisionMission
from pillars.models.reference_data import Objective
from workshops.plans.models import Plan

SECTIONS = (
    "note",
    "region",
    "period",
    "smart_city_vision",
    "rpjmd",
    "rpjmd_previous",
    "opd",
    "renstra",
    "nomenclature",
    "governance_bodies",
    "readiness",
    "gap_analysis",
    "swot",
    "vision_keywords",
    "supporting_action_plans",
    "pillars",
    "quick_win_profiles",
    "quick_win_nominations",
    "realisations",
    "evaluation_answers",
    "narratives",
    "book_outlines",
    "book_particulars",
)
# Lists whose items are rows of their own; swot's are compared as they are.
ROW_LISTS = frozenset(
    ("misi", "tujuan", "sasaran", "indicators", "iku", "aspects", "risiko")
    + ("dimensions", "problems", "targets", "strategies", "programmes")
)
OWN_ROWS = frozenset(SECTIONS) - {"note", "region", "period"}


def plan_object(plan: Plan) -> dict[str, dict[str, Any]]:
    """Return the top of the file as the plan's and its region's columns tell it."""
    region = object_of(REGION, plan.region) | object_of(REGION_OF_PLAN, plan)
    told = {"region": region, "period": object_of(PERIOD, plan)}
    return told if plan.note is None else {"note": exact(plan.note)} | told


def plan_order() -> dict[str, list[str]]:
    """Order of the keys of `region` and `period`."""
    return {"region": names(REGION + REGION_OF_PLAN), "period": names(PERIOD)}


def objective_object(row: Objective, beside: Iterable[Any] = ()) -> dict[str, Any]:
    """Return a sasaran of the RPJMD with one key per target year.

    `beside`: the offices named beside the one in charge.
    """
    told = measured_object(OBJECTIVE, row, beside)
    by_year = {f"{TARGET_OF_YEAR}{year}": plain(value) for year, value in row.targets.items() if value is not None}
    return told | by_year


def measured_object(table: tuple[Key, ...], row: Objective, beside: Iterable[Any] = ()) -> dict[str, Any]:
    """Return an indicator of the RPJMD with the names of the offices `beside` the one in charge."""
    told = object_of(table, row)
    return told | {"support_opd": [office.name for office in beside]} if beside else told


def objective_order(keys: dict[str, Any]) -> list[str]:
    """Return the order of an objective's keys: those of the years stand together, the earliest first."""
    years = sorted(key for key in keys if key.startswith(TARGET_OF_YEAR))
    order = names(OBJECTIVE)
    place = order.index(TARGET_OF_YEAR)
    return [*order[:place], *years, *order[place + 1 :]]


def swot_object(vision: VisionMission, items: list[SwotItem]) -> dict[str, Any]:
    """Return the SWOT: its statements by type, as objects where more than the sentence is known."""
    told = object_of(SWOT, vision)
    for kind in SWOT_TYPES:
        given = [item for item in items if item.type == kind]
        # the codes that a list without any would get are not worth a word
        counted = [item.code for item in given] == [f"{SWOT_LETTERS[kind]}{place + 1}" for place in range(len(given))]
        if given:
            told[kind] = [_swot_item(item, not counted) for item in given]
    return told


def _swot_item(item, with_code):
    told = object_of(KEYS["swot"], item)
    more = {key: value for key, value in told.items() if key not in ("statement", *(() if with_code else ("code",)))}
    return {"statement": item.statement} | more if more else item.statement


def without_row_lists(source: dict[str, Any]) -> dict[str, Any]:
    """Return an object of the file without the lists whose items have rows; an empty or null list stays, to be kept."""
    return {key: value for key, value in source.items() if not (key in ROW_LISTS and value)}
