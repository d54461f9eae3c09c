"""Marking a pillar as expected to answer a sasaran of the RPJMD, whoever sits in its group."""

from pillars.models import Objective
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite
from workshops.live.models import Event


@plan_action("expect")
def expect_pillar(write: PlanWrite, number: int, code: str, expected: bool) -> Event | None:
    """Mark the pillar `code` as expected for `rpjmd-<number>`, or take the mark away. Returns the Receipt.

    Raises Refused, BadRequest, OpReused, NotFound.
    """
    row = Objective.objects.filter(plan=write.plan, number=number).first()
    if row is None or not write.plan.pillars.filter(code=code).exists():
        raise NotFound
    write.demand("reference.edit")
    before = list(row.expected_pillars)
    after = [*(one for one in before if one != code), *([code] if expected else [])]
    if set(after) == set(before):
        return None
    row.expected_pillars = after
    row.save(update_fields=["expected_pillars"])
    changes = {row.ref: {"expected_pillars": [before, after]}}
    return write.record("coverage.expected", [row.ref], changes=changes)
