"""Two people in the same instant, with real threads and real transactions.

`REMBUK_RACES=200` runs each race as often as the promises say; so does `--slow`; by default it is a few times.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.models import Problem, Programme, Strategy, Target
from tests.amounts import either
from tests.cast import as_read, make_plan, new_op, seat_participant
from workshops.live.models import Event
from workshops.plans.models import Plan

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = int(os.environ.get("REMBUK_RACES", either(8, 200)))


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


def orphans():
    """Live cards whose parent lies in the bin."""
    strategies = Strategy.objects.filter(deleted_in=None, target__deleted_in__isnull=False)
    programmes = Programme.objects.filter(deleted_in=None, strategy__deleted_in__isnull=False)
    return [*strategies, *programmes]


def texts_in_the_journal():
    """Every text that an event holds: written, or typed and not taken."""
    for event in Event.objects.all():
        yield from (str(text) for text in event.lost.values())
        yield from (str(after) for fields in event.changes.values() for _, after in fields.values())


#: Of three saves two come from a request that has read the card, as most do; the third takes the lock first.
has_read = cycle([True, True, False])


def saving(actor, ref, base, **values):
    op, reads = new_op(), next(has_read)

    def save():
        read = as_read(Plan.objects.get(pk=actor.plan_id), ref) if reads else None
        return save_entry(actor, ref, values, base=base, op=op, read=read)

    return save


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
    for _ in range(max(1, TIMES // 20)):
        at_once(*[lambda actor=actor: add(actor) for actor in (a, b) * 25])
    count = Problem.objects.count()
    assert count == 50 * max(1, TIMES // 20)
    assert sorted(Problem.objects.values_list("number", flat=True)) == list(range(1, count + 1))
    assert len(set(Problem.objects.values_list("code", flat=True))) == count
    assert list(Event.objects.values_list("number", flat=True)) == list(range(1, count + 1))


def test_the_same_save_sent_twice_at_the_same_time_is_one_event(plan, ani):
    a = ani.actor
    add(a)
    for n in range(TIMES):
        op, base = new_op(), Plan.objects.get().head

        def send(op=op, base=base, n=n):
            read = as_read(plan, "masalah-1")
            return save_entry(a, "masalah-1", {"evidence": f"E{n}"}, base=base, op=op, read=read)

        first, second = at_once(send, send)
        assert first.receipt == second.receipt
        assert Event.objects.filter(op=op).count() == 1


def test_a_child_is_never_born_under_a_parent_that_is_being_deleted(plan, ani, dewi):
    a, d = ani.actor, dewi.actor
    for n in range(1, TIMES + 1):
        add(a, "sasaran", statement=f"Sasaran {n}")
        at_once(
            lambda n=n: add(a, "strategi", statement=f"Cara {n}", target_ref=f"sasaran-{n}"),
            lambda n=n: delete_entry(d, f"sasaran-{n}", op=new_op()),
        )
    assert orphans() == []
    lost = [event for event in Event.objects.all() if event.verb == "entry.late"]
    assert Strategy.objects.count() + len(lost) == TIMES
    assert {f"Cara {n}" for n in range(1, TIMES + 1)} <= set(texts_in_the_journal())


def test_deleting_with_a_look_at_the_page_never_takes_a_child_along_that_was_not_on_it(plan, ani, dewi):
    a, d = ani.actor, dewi.actor
    for n in range(1, TIMES + 1):
        base = add(a, "sasaran", statement=f"Sasaran {n}").receipt.number
        born, deleted = at_once(
            lambda n=n: add(a, "strategi", statement="Cara", target_ref=f"sasaran-{n}"),
            lambda n=n, base=base: delete_entry(d, f"sasaran-{n}", op=new_op(), base=base),
        )
        assert (born.status, deleted.status) in [("saved", "changed"), ("parent_deleted", "saved")]
    assert orphans() == [] and not Strategy.objects.exclude(deleted_in=None).exists()


def test_a_save_and_a_deletion_of_one_card_are_one_after_the_other(plan, ani, dewi):
    a, d = ani.actor, dewi.actor
    for n in range(1, TIMES + 1):
        base = add(a).receipt.number
        saved, _ = at_once(
            saving(a, f"masalah-{n}", base, evidence=f"Ani {n}"),
            lambda n=n: delete_entry(d, f"masalah-{n}", op=new_op()),
        )
        row = Problem.objects.get(number=n)
        assert row.is_deleted
        assert (saved.status, row.evidence) in [("saved", f"Ani {n}"), ("deleted", None)]
    assert {f"Ani {n}" for n in range(1, TIMES + 1)} <= set(texts_in_the_journal())


def test_a_save_and_a_move_of_one_card_both_hold(plan, ani, budi):
    a, b = ani.actor, budi.actor
    for n in (1, 2):
        add(a, "sasaran", statement=f"Sasaran {n}")
    base = add(a, "strategi", statement="Cara", target_ref="sasaran-1").receipt.number
    for n in range(TIMES):
        to = f"sasaran-{2 - n % 2}"
        at_once(
            saving(a, "strategi-1", base, statement=f"Cara {n}"),
            saving(b, "strategi-1", base, target_ref=to),
        )
        row = Strategy.objects.select_related("target").get()
        assert (row.statement, row.target.ref) == (f"Cara {n}", to)
        base = Plan.objects.get().head


def test_a_card_that_two_people_move_to_two_places_is_at_one_of_them_and_one_is_asked(plan, ani, budi):
    a, b = ani.actor, budi.actor
    for n in (1, 2, 3):
        add(a, "sasaran", statement=f"Sasaran {n}")
    for n in range(1, TIMES + 1):
        base = add(a, "strategi", statement="Cara", target_ref="sasaran-1").receipt.number
        answers = at_once(
            saving(a, f"strategi-{n}", base, target_ref="sasaran-2"),
            saving(b, f"strategi-{n}", base, target_ref="sasaran-3"),
        )
        assert sorted(answer.status for answer in answers) == ["conflict", "saved"]
        assert Strategy.objects.get(number=n).target.ref in ("sasaran-2", "sasaran-3")


def test_two_cards_that_change_places_are_both_moved_and_none_is_lost_below_the_other(plan, ani, budi):
    a, b = ani.actor, budi.actor
    for n in (1, 2):
        add(a, "sasaran", statement=f"Sasaran {n}")
        base = add(a, "strategi", statement="Cara", target_ref=f"sasaran-{n}").receipt.number
    for n in range(TIMES):
        one, two = ("sasaran-1", "sasaran-2") if n % 2 else ("sasaran-2", "sasaran-1")
        at_once(saving(a, "strategi-1", base, target_ref=one), saving(b, "strategi-2", base, target_ref=two))
        base = Plan.objects.get().head
        assert [row.target.ref for row in Strategy.objects.order_by("number")] == [one, two]


def test_a_card_is_never_moved_under_a_parent_that_is_being_deleted(plan, ani, dewi):
    a, d = ani.actor, dewi.actor
    add(a, "sasaran", statement="Rumah")
    for n in range(1, TIMES + 1):
        add(a, "sasaran", statement=f"Sasaran {n}")
        base = add(a, "strategi", statement="Cara", target_ref="sasaran-1").receipt.number
        moved, _ = at_once(
            saving(a, f"strategi-{n}", base, target_ref=f"sasaran-{n + 1}"),
            lambda n=n: delete_entry(d, f"sasaran-{n + 1}", op=new_op()),
        )
        row = Strategy.objects.select_related("target").get(number=n)
        at = (moved.status, row.target.number, row.is_deleted)
        assert at in [("saved", n + 1, True), ("parent_deleted", 1, False)]
    assert orphans() == []


def test_a_child_that_is_edited_while_its_parent_is_deleted_keeps_its_text(plan, ani, dewi):
    a, d = ani.actor, dewi.actor
    for n in range(1, TIMES + 1):
        add(a, "sasaran", statement=f"Sasaran {n}")
        base = add(a, "strategi", statement="Cara", target_ref=f"sasaran-{n}").receipt.number
        at_once(
            saving(a, f"strategi-{n}", base, statement=f"Ani {n}"),
            lambda n=n: delete_entry(d, f"sasaran-{n}", op=new_op()),
        )
    assert orphans() == []
    assert {f"Ani {n}" for n in range(1, TIMES + 1)} <= set(texts_in_the_journal())


def test_restoring_and_deleting_a_branch_at_once_leaves_no_half_of_it(plan, ani, dewi):
    a, d = ani.actor, dewi.actor
    add(a, "sasaran", statement="Sasaran")
    add(a, "strategi", statement="Cara", target_ref="sasaran-1")
    delete_entry(d, "strategi-1", op=new_op())
    for _ in range(TIMES):
        at_once(
            lambda: restore_entry(a, "strategi-1", op=new_op()),
            lambda: delete_entry(d, "sasaran-1", op=new_op()),
        )
        assert orphans() == []
    restore_entry(a, "strategi-1", op=new_op())
    assert not Target.objects.get().is_deleted and not Strategy.objects.get().is_deleted


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
