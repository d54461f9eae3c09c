"""The run sheet as facilitators press on it, and as everybody else reads it."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import new_op
from workshops.agenda.actions import open_bimtek, plan_agenda, steer
from workshops.agenda.models import Step
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db
SHEET = "/r/ponorogo/acara/"


@pytest.fixture
def agenda(plan, satya):
    """Four bimteks of two days, the first of them open, nothing running."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    return list(Step.objects.filter(plan=plan, bimtek__number=1, day=1))


def base():
    return str(Plan.objects.get(slug="ponorogo").head)


def pressed(person, act, shown=None, **more):
    sent = {"op": new_op(), "base": shown or base(), "as": person.key, "act": act}
    return person.client.post(SHEET, sent | more, follow=True)


def page(person, address=SHEET):
    answer = person.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return BeautifulSoup(answer.content, "html5lib")


def words(soup):
    return " ".join(soup.get_text(" ").split())


def test_pages(agenda, fitri, ani, satya):
    print(words(page(fitri))[:1500])
    pressed(fitri, f"start:{agenda[0].number}")
    print(words(page(fitri))[:1500])
    print(words(page(ani))[:1500])
