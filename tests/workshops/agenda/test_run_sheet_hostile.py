"""What no button of the run sheet sends is answered with a sentence, and changes nothing."""

import pytest

from tests.cast import new_op
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.agenda.models import Step
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db
SHEET = "/r/ponorogo/acara/"


@pytest.fixture
def head(plan, satya):
    """The journal's number with the first of four bimteks open."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    return open_bimtek(satya.actor, 1, op=new_op()).number


def sent(person, address, head, form):
    return person.client.post(address, {"op": new_op(), "base": str(head), "as": person.key} | form)


@pytest.mark.parametrize(
    "form",
    [
        *({"act": act} for act in ("time:--5", "time:" + "-" * 9 + "5", "open:99", "open:0", "open:-1", "start:-7")),
        *({"act": act} for act in ("skip:" + "9" * 40, "up:٣", "next:", "\0", "release:\0", "release:tidak-ada")),
        *({"act": "hold", "group": slug, "step": "1"} for slug in ("\0", "x" * 5000, "")),
        {"act": "hold", "group": "tata-kelola", "step": "9" * 40, "minutes": "9" * 40},
    ],
    ids=str,
)
def test_a_press_that_no_button_makes_changes_nothing_and_says_so(plan, fitri, head, form):
    answer = sent(fitri, SHEET, head, form)
    assert answer.status_code in (409, 422)
    assert Plan.objects.get(pk=plan.pk).head == head
    assert 'class="notice' in answer.content.decode()


@pytest.mark.parametrize("minutes", ["00001" + "9" * 9, "9" * 5000, "0", "-5", "1e2", "٣٠"])
def test_a_step_lasts_no_longer_than_a_day_has_hours_for(plan, fitri, head, minutes):
    form = {"title": "Baru", "day": "1", "planned_start": "08.30", "type": "group_work", "who": "pillar_groups"}
    answer = sent(fitri, f"{SHEET}langkah/?bimtek=1", head, form | {"minutes": minutes})
    assert answer.status_code == 422
    assert "Tulis lama dalam menit" in answer.content.decode()
    assert not Step.objects.filter(plan=plan, title="Baru").exists()
