"""Marking a pillar as expected to answer a sasaran of the RPJMD, whoever sits in its group."""

from pillars.models import Objective
from workshops.live.actions import writing


class Gone(Exception):
    """The sasaran or the pillar is not there."""


def expect_pillar(actor, number, code, expected, *, op):
    """Marks the pillar `code` as expected for `rpjmd-<number>`, or takes the mark away. Returns the Receipt.

    Raises Refused, BadRequest, OpReused, Gone.
    """
    with writing(actor, op=op, body=["expect", number, code, expected]) as write:
        if write.replay:
            return write.receipt(write.replay)
        row = Objective.objects.filter(plan=write.plan, number=number).first()
        if row is None or not write.plan.pillars.filter(code=code).exists():
            raise Gone
        write.demand("reference.edit")
        before = list(row.expected_pillars)
        after = [*(one for one in before if one != code), *([code] if expected else [])]
        if set(after) == set(before):
            return write.receipt()
        row.expected_pillars = after
        row.save(update_fields=["expected_pillars"])
        changes = {row.ref: {"expected_pillars": [before, after]}}
        return write.receipt(write.record("coverage.expected", [row.ref], changes=changes))
