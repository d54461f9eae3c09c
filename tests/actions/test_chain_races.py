"""Two people in the same instant, with real threads and real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from pillars.chain.actions import add_entry, delete_entry, reorder_entry, save_entry
from pillars.chain.models import Problem, Strategy
from tests.cast import make_plan, new_op, seat_participant
from workshops.live.models import Event
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 25


@pytest.fixture
def plan(transactional_db):
    return make_plan()


def at_once(*acts):
    """Runs the functions in threads that start together; returns their results in order."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            return act()
        finally:
            connection.close()
            close_old_connections()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [running.result() for running in [pool.submit(run, act) for act in acts]]


def add(actor, kind="masalah", **values):
    return add_entry(actor, kind, "GOV", values or {"statement": "Antrean"}, op=new_op())


def saving(actor, ref, base, **values):
    op = new_op()
    return lambda: save_entry(actor, ref, values, base=base, op=op)


def test_the_same_field_at_the_same_time_gives_one_receipt_and_one_conflict(plan, ani, budi):
    a, b = ani.actor, budi.actor
    add(a)
    for n in range(TIMES):
        base = Plan.objects.get().head
        answers = at_once(
            saving(a, "masalah-1", base, evidence=f"Ani {n}"), saving(b, "masalah-1", base, evidence=f"Budi {n}")
        )
        assert sorted(answer.status for answer in answers) == ["conflict", "saved"]
        events = list(Event.objects.filter(number__gt=base))
        texts = [event.changes.get("masalah-1", {}).get("evidence", [0, 0])[1] for event in events]
        texts += [event.lost.get("evidence") for event in events]
        assert {f"Ani {n}", f"Budi {n}"} <= set(texts)
        assert Problem.objects.get().evidence in (f"Ani {n}", f"Budi {n}")


def test_different_fields_at_the_same_time_both_stand(plan, ani, budi):
    a, b = ani.actor, budi.actor
    add(a)
    for n in range(TIMES):
        base = Plan.objects.get().head
        at_once(saving(a, "masalah-1", base, evidence=f"E{n}"), saving(b, "masalah-1", base, affected=f"A{n}"))
        row = Problem.objects.get()
        assert (row.evidence, row.affected) == (f"E{n}", f"A{n}")


def test_numbers_given_at_the_same_time_are_distinct_and_consecutive(plan, ani, budi):
    a, b = ani.actor, budi.actor
    for _ in range(5):
        at_once(*[lambda actor=actor: add(actor) for actor in (a, b) * 5])
    assert sorted(Problem.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert len(set(Problem.objects.values_list("code", flat=True))) == 50
    assert list(Event.objects.values_list("number", flat=True)) == list(range(1, 51))


def test_the_same_save_sent_twice_at_the_same_time_is_one_event(plan, ani):
    a = ani.actor
    add(a)
    for n in range(TIMES):
        op, base = new_op(), Plan.objects.get().head

        def send(op=op, base=base, n=n):
            return save_entry(a, "masalah-1", {"evidence": f"E{n}"}, base=base, op=op)

        first, second = at_once(send, send)
        assert first.receipt == second.receipt
        assert Event.objects.filter(op=op).count() == 1


def test_a_child_is_never_born_under_a_parent_that_is_being_deleted(plan, ani, dewi):
    a, d = ani.actor, dewi.actor
    for n in range(1, TIMES + 1):
        add(a, "sasaran", statement=f"Sasaran {n}")
        at_once(
            lambda n=n: add(a, "strategi", statement="Cara", target_ref=f"sasaran-{n}"),
            lambda n=n: delete_entry(d, f"sasaran-{n}", op=new_op()),
        )
    for strategy in Strategy.objects.select_related("target"):
        assert strategy.is_deleted == strategy.target.is_deleted
    lost = [event for event in Event.objects.all() if event.verb == "entry.late"]
    assert Strategy.objects.count() + len(lost) == TIMES


def test_crossing_reorders_leave_one_order(plan, ani, budi):
    a, b = ani.actor, budi.actor
    for _ in range(5):
        add(a)
    for _ in range(TIMES):
        at_once(
            lambda: reorder_entry(a, "masalah-1", "turun", op=new_op()),
            lambda: reorder_entry(b, "masalah-5", "naik", op=new_op()),
        )
        positions = list(Problem.objects.values_list("position", flat=True))
        assert len(set(positions)) == 5


@pytest.fixture
def ani(plan):
    return seat_participant(plan, "Ani", "GOV")


@pytest.fixture
def budi(plan):
    return seat_participant(plan, "Budi", "GOV")


@pytest.fixture
def dewi(plan):
    return seat_participant(plan, "Dewi", "GOV", role="ketua")
