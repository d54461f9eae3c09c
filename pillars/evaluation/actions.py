"""Saying how far a programme came in a year, and answering a question; saved and merged like every card."""

from typing import Any

from django.db import IntegrityError

from pillars.cards.actions.quick_win_mark import Doubled
from pillars.cards.actions.result import Saved
from pillars.cards.actions.save import add_entry, has_added, save_entry
from pillars.evaluation.queries import answer_of, realisation_of
from pillars.models import Programme
from workshops.live.actions.plan_write import existing
from workshops.permissions import Actor
from workshops.plans.models import Plan


def realise(
    actor: Actor, plan: Plan, number: int, year: int, values: dict[str, Any], *, base: int | None, op: str
) -> Saved | None:
    """Write `values` (status, percent, evidence, note) of the programme `program-<number>` for `year`.

    Two people who say the first word at once meet in one row. Returns Saved; raises Refused, BadRequest, OpReused,
    NotFound.
    """
    programme = existing(Programme.objects.filter(plan=plan, number=number).select_related("pillar").first())
    row = realisation_of(plan, programme, year)
    if row is None or has_added(plan, actor, op):
        whole = {"programme_ref": programme.ref, "year": year, **values}
        try:
            return add_entry(actor, "realisasi", programme.pillar.code, whole, op=op)
        except Doubled:
            row = realisation_of(plan, programme, year)
    return save_entry(actor, row.ref, values, base=base, op=op)


def answer_item(
    actor: Actor, plan: Plan, item: str, year: int, values: dict[str, Any], *, base: int | None, op: str
) -> Saved | None:
    """Write `values` (answer, own_score, note) of the question `item` for `year`; returns and raise as `realise`."""
    row = answer_of(plan, item, year)
    if row is None or has_added(plan, actor, op):
        try:
            return add_entry(actor, "butir_evaluasi", "", {"item": item, "report_year": year, **values}, op=op)
        except IntegrityError:
            row = answer_of(plan, item, year)
    return save_entry(actor, row.ref, values, base=base, op=op)
