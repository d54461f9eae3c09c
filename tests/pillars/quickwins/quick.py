"""What the tests of quick wins do and ask."""

from pillars.cards.actions.save import add_entry
from pillars.models import Programme
from tests.cast import new_op


def add(person, kind, pillar="GOV", **values):
    """The ref of a new card."""
    return add_entry(person.actor, kind, pillar, values, op=new_op()).ref


def nominate(person, programme, **values):
    return add(person, "nominasi_quick_win", programme_ref=programme, **values)


def standing(plan, ref):
    """(marked as quick win, its standing) of a programme."""
    row = Programme.objects.get(plan=plan, number=ref.partition("-")[2])
    return row.quick_win, row.quick_win_status
