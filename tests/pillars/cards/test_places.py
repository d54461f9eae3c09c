"""Order, bin and bringing back: nothing hangs nowhere, nothing is lost, one order for all."""

import pytest

from pillars.cards.actions.order import reorder_entry
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.cards.queries import find_entry
from pillars.models import Problem, Programme, Strategy, Target
from tests.cast import new_op
from workshops.live.actions import Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event


def add(person, kind="masalah", **values):
    return add_entry(person.actor, kind, "GOV", values or {"statement": "Antrean"}, op=new_op()).ref


@pytest.fixture
def branch(ani):
    """masalah-1 → sasaran-1 → strategi-1 → program-1, program-2."""
    add(ani)
    add(ani, "sasaran", statement="Sasaran", problem_refs=["masalah-1"])
    add(ani, "strategi", statement="Strategi", target_ref="sasaran-1")
    add(ani, "program", name="Satu", strategy_ref="strategi-1")
    add(ani, "program", name="Dua", strategy_ref="strategi-1")


def order(plan, kind=Problem):
    return [row.ref for row in kind.objects.filter(plan=plan, deleted_in=None).order_by("position", "number")]


def test_a_card_goes_up_and_down_among_its_siblings_and_the_ends_stay_put(plan, ani):
    for _ in range(3):
        add(ani)
    reorder_entry(ani.actor, "masalah-3", "naik", op=new_op())
    assert order(plan) == ["masalah-1", "masalah-3", "masalah-2"]
    before = Event.objects.count()
    reorder_entry(ani.actor, "masalah-1", "naik", op=new_op())
    assert Event.objects.count() == before
    reorder_entry(ani.actor, "masalah-1", "turun", op=new_op())
    assert order(plan) == ["masalah-3", "masalah-1", "masalah-2"]


def test_order_among_siblings_only(plan, ani, branch):
    add(ani, "strategi", statement="Lain", target_ref="sasaran-1")
    add(ani, "program", name="Di bawah yang lain", strategy_ref="strategi-2")
    reorder_entry(ani.actor, "program-2", "turun", op=new_op())
    assert order(plan, Programme) == ["program-1", "program-2", "program-3"]


def test_equal_positions_from_a_file_are_told_apart_when_somebody_reorders(plan, ani):
    for _ in range(4):
        add(ani)
    Problem.objects.update(position=7)
    reorder_entry(ani.actor, "masalah-4", "naik", op=new_op())
    assert order(plan) == ["masalah-1", "masalah-2", "masalah-4", "masalah-3"]
    assert len(set(Problem.objects.values_list("position", flat=True))) == 4


def test_a_repeated_reorder_moves_once(plan, ani):
    for _ in range(3):
        add(ani)
    op = new_op()
    for _ in range(2):
        reorder_entry(ani.actor, "masalah-3", "naik", op=op)
    assert order(plan) == ["masalah-1", "masalah-3", "masalah-2"]


def test_deleting_takes_along_what_would_hang_nowhere(plan, dewi, branch):
    delete_entry(dewi.actor, "sasaran-1", op=new_op())
    assert Target.objects.get().is_deleted
    assert Strategy.objects.get().is_deleted
    assert all(row.is_deleted for row in Programme.objects.all())
    assert not Problem.objects.get().is_deleted
    assert set(Event.objects.last().changes) == {"sasaran-1", "strategi-1", "program-1", "program-2"}


def test_a_target_that_answers_another_problem_too_stays(ani, dewi, branch):
    add(ani)
    save_entry(ani.actor, "sasaran-1", {"problem_refs": ["masalah-1", "masalah-2"]}, base=6, op=new_op())
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    assert not Target.objects.get().is_deleted


def test_an_anggota_deletes_a_card_but_not_a_branch(ani, branch, everything):
    before = everything()
    with pytest.raises(Refused) as refused:
        delete_entry(ani.actor, "strategi-1", op=new_op())
    assert refused.value.verdict.reason == "hanya_ketua"
    assert everything() == before
    delete_entry(ani.actor, "program-2", op=new_op())
    assert Programme.objects.get(number=2).is_deleted


def test_restoring_brings_back_all_that_went_along(plan, dewi, branch):
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    restore_entry(dewi.actor, "masalah-1", op=new_op())
    for model in (Problem, Target, Strategy, Programme):
        assert not any(row.is_deleted for row in model.objects.all())
    assert Event.objects.last().verb == "entry.restored"


def test_restoring_a_card_brings_back_the_parents_it_needs(plan, dewi, branch):
    delete_entry(dewi.actor, "program-1", op=new_op())
    delete_entry(dewi.actor, "strategi-1", op=new_op())
    restore_entry(dewi.actor, "program-1", op=new_op())
    assert not find_entry(plan, "program-1", with_deleted=True).is_deleted
    assert not find_entry(plan, "strategi-1", with_deleted=True).is_deleted
    assert find_entry(plan, "program-2", with_deleted=True).is_deleted


def test_deleting_and_restoring_twice_is_calm(dewi, branch):
    op = new_op()
    first = delete_entry(dewi.actor, "program-1", op=op)
    assert delete_entry(dewi.actor, "program-1", op=op).receipt == first.receipt
    events = Event.objects.count()
    delete_entry(dewi.actor, "program-1", op=new_op())
    restore_entry(dewi.actor, "program-2", op=new_op())
    assert Event.objects.count() == events


def test_a_save_for_a_deleted_card_leaves_it_deleted_and_keeps_the_text(plan, ani, dewi, branch):
    delete_entry(dewi.actor, "program-1", op=new_op())
    op = new_op()
    late = save_entry(ani.actor, "program-1", {"name": "Baru"}, base=5, op=op)
    assert (late.status, late.by.actor) == ("deleted", dewi.key)
    assert Programme.objects.get(number=1).name == "Satu"
    assert Event.objects.last().lost == {"name": "Baru"}
    again = save_entry(ani.actor, "program-1", {"name": "Baru"}, base=5, op=op)
    assert (again.status, again.receipt, again.lost) == ("deleted", late.receipt, {"name": "Baru"})


def test_a_restored_card_can_be_saved_with_the_old_base(plan, ani, dewi, branch):
    delete_entry(dewi.actor, "program-1", op=new_op())
    save_entry(ani.actor, "program-1", {"name": "Baru"}, base=5, op=new_op())
    restore_entry(ani.actor, "program-1", op=new_op())
    save_entry(ani.actor, "program-1", {"name": "Baru"}, base=5, op=new_op())
    assert Programme.objects.get(number=1).name == "Baru"


def test_nobody_moves_or_deletes_what_is_not_theirs(cici, eko, oka, branch, everything):
    before = everything()
    for act in (
        lambda person: reorder_entry(person.actor, "program-1", "turun", op=new_op()),
        lambda person: delete_entry(person.actor, "program-1", op=new_op()),
        lambda person: restore_entry(person.actor, "program-1", op=new_op()),
    ):
        for person in (cici, eko):
            with pytest.raises(Refused):
                act(person)
        with pytest.raises(NotFound):
            act(oka)
    assert everything() == before
