"""Two rooms choose in the same instant."""

import pytest

from pillars.models import Programme
from pillars.quickwins.actions import decide
from pillars.quickwins.queries import CHOSEN, NOMINATED
from tests.cast import make_plan, new_op
from tests.pillars.cards.test_races import at_once
from tests.pillars.quickwins.quick import nominate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(transactional_db):
    return make_plan()


def test_never_three_are_chosen_silently(plan, dewi, fitri, satya, programmes):
    refs = [nominate(dewi, one) for one in programmes]
    decide(satya.actor, refs[0], CHOSEN, "Pertama", seen=NOMINATED, op=new_op())
    people = zip((dewi.actor, fitri.actor, satya.actor), refs[1:], strict=True)

    def chooses(actor, ref):
        return lambda: decide(actor, ref, CHOSEN, "Bersamaan", seen=NOMINATED, op=new_op()).status

    assert sorted(at_once(*(chooses(actor, ref) for actor, ref in people))) == ["full", "full", "saved"]
    assert Programme.objects.filter(quick_win_status=CHOSEN).count() == 2
