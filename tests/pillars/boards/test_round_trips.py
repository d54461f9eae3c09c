"""How often each request of a busy room goes to the database, in a process that has been running for a moment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pillars.cards.actions.save import add_entry
from tests.cast import form_values, new_op
from workshops.plans.models import Plan

BOARD = "/r/ponorogo/tata-kelola/"
CARD, HTMX = f"{BOARD}masalah-1/", {"HX-Request": "true"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(ani, budi):
    """Ani has her board and her card open, and everybody has been here before."""
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    add_entry(ani.actor, "sasaran", "GOV", {"statement": "Pendek", "problem_refs": ["masalah-1"]}, op=new_op())
    for person in (ani, budi):
        person.get(BOARD)
        person.get(CARD)


def asked(act):
    with CaptureQueriesContext(connection) as found:
        assert act().status_code in (200, 204)
    return [one["sql"] for one in found.captured_queries]


def save(person, text):
    values = form_values(person.get(CARD).content.decode()) | {"evidence": text}
    return lambda: person.post(CARD, values, **HTMX)


def test_a_save_takes_six(ani, room):
    assert len(asked(save(ani, "Dua jam"))) <= 6


def test_a_card_takes_six(ani, room):
    save(ani, "Dua jam")()
    assert len(asked(lambda: ani.get(CARD))) <= 6


def test_a_board_after_a_save_takes_eight_and_one_where_nothing_happened_four(ani, room):
    save(ani, "Dua jam")()
    assert len(asked(lambda: ani.get(BOARD))) <= 8
    assert len(asked(lambda: ani.get(BOARD))) <= 4


def test_what_changed_takes_five_also_for_who_asks_first(ani, budi, room):
    head = Plan.objects.get().head
    budi.get(f"{BOARD}?since={head}", **HTMX)
    save(ani, "Dua jam")()
    assert len(asked(lambda: budi.get(f"{BOARD}?since={head}", **HTMX))) <= 5
    assert len(asked(lambda: ani.get(f"{BOARD}?since={head}", **HTMX))) <= 5


def test_a_report_takes_three(ani, room):
    report = {"hp": "a" * 12, "unsent": "0", "drafts": "0", "lihat": "1"}
    ani.post("/r/ponorogo/hadir/", report)
    assert len(asked(lambda: ani.post("/r/ponorogo/hadir/", report))) <= 3
