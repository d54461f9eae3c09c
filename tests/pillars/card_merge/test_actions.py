"""Merging two cards: both are kept, what hangs from the twin moves along, and all of it comes back."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from pillars.card_merge.actions.merge import merge_entries, say_different
from pillars.card_merge.actions.split import split_entry
from pillars.card_merge.suggestions import proposed
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.cards.merged import in_the_way
from pillars.cards.queries import find_entry
from pillars.cards.values import as_json, values_of
from pillars.homework.actions import TaskAssignment, assign_tasks
from pillars.models import Dimension, Task
from tests.amounts import either, in_turn_after
from tests.cast import new_op
from workshops.live.actions import Refused
from workshops.live.journal import fields_at
from workshops.live.models import Event
from workshops.plans.models import Plan

TIMES = int(os.environ.get("REMBUK_RACES", either(8, 200)))


def add(who, kind="masalah", pillar="GOV", **values):
    return add_entry(who.actor, kind, pillar, values or {"statement": "Antrean"}, op=new_op()).ref


def merge(who, ref, twin, how=None, base=None, **more):
    base = Plan.objects.get(slug="ponorogo").head if base is None else base
    return merge_entries(who.actor, ref, twin, how or {}, base=base, op=new_op(), **more)


def content(plan, kinds=("masalah", "sasaran", "strategi", "program")):
    """What every card says and where it stands, by ref."""
    rows = {}
    for kind in kinds:
        for number in range(1, 9):
            if row := find_entry(plan, f"{kind}-{number}", with_deleted=True):
                rows[row.ref] = (as_json(kind, values_of(row)), row.pillar.code, row.is_deleted, row.merged_into)
    return rows


@pytest.fixture
def two_threads(plan, ani):
    """Two problems of one group, each with a target, a strategy and a programme; a third target answers both."""
    for n in (1, 2):
        problem = add(ani, statement=f"Antrean loket panjang {n}", evidence=f"Bukti {n}")
        target = add(ani, "sasaran", statement=f"Antrean pendek {n}", problem_refs=[problem])
        strategy = add(ani, "strategi", statement=f"Cara {n}", target_ref=target)
        add(ani, "program", name=f"Program {n}", strategy_ref=strategy)
    add(ani, "sasaran", statement="Keduanya", problem_refs=["masalah-1", "masalah-2"])
    return plan


def test_what_hangs_from_the_twin_hangs_from_the_merged_card_and_both_texts_are_there(two_threads, dewi):
    saved = merge(dewi, "masalah-1", "masalah-2")
    kept, twin = (find_entry(two_threads, f"masalah-{n}", with_deleted=True) for n in (1, 2))
    assert saved.status == "saved" and kept.evidence == "Bukti 1\n\nBukti 2"
    assert (twin.is_deleted, twin.merged_into, twin.evidence) == (True, "masalah-1", "Bukti 2")
    answers = [values_of(find_entry(two_threads, f"sasaran-{n}"))["problem_refs"] for n in (1, 2, 3)]
    assert answers == [["masalah-1"]] * 3


@pytest.mark.parametrize("kind", ["masalah", "sasaran", "strategi", "program"])
def test_parting_brings_everything_back_as_it_was(two_threads, dewi, kind):
    before = content(two_threads)
    merge(dewi, f"{kind}-1", f"{kind}-2")
    assert content(two_threads) != before
    assert split_entry(dewi.actor, f"{kind}-2", op=new_op()).status == "saved"
    assert content(two_threads) == before


@pytest.mark.parametrize("kind", in_turn_after(1, ["masalah", "sasaran", "strategi", "program"]))
def test_across_groups_the_branch_comes_along_and_goes_back(two_threads, fitri, cici, kind):
    of_eco = Dimension.objects.filter(pillar__code="ECO").first().code
    problem = add(cici, pillar="ECO", statement="Antrean loket panjang", dimension=of_eco)
    target = add(cici, "sasaran", "ECO", statement="Antrean pendek", problem_refs=[problem], dimension=of_eco)
    strategy = add(cici, "strategi", "ECO", statement="Cara", target_ref=target)
    add(cici, "program", "ECO", name="Program", strategy_ref=strategy)
    before = content(two_threads)
    number = {"sasaran": 4}.get(kind, 3)
    merge(fitri, f"{kind}-1", f"{kind}-{number}")
    below = {"masalah": ["sasaran-4", "strategi-3", "program-3"], "sasaran": ["strategi-3", "program-3"]}
    for ref in below.get(kind, ["program-3"] if kind == "strategi" else []):
        assert find_entry(two_threads, ref).pillar.code == "GOV"
    split_entry(fitri.actor, f"{kind}-{number}", op=new_op())
    assert content(two_threads) == before


def test_a_target_that_answers_another_problem_of_its_group_stays_there(two_threads, fitri, cici):
    for n in (3, 4):
        add(cici, pillar="ECO", statement=f"Ekonomi {n}")
    add(cici, "sasaran", "ECO", statement="Dua masalah", problem_refs=["masalah-3", "masalah-4"])
    before = content(two_threads)
    merge(fitri, "masalah-1", "masalah-3")
    target = find_entry(two_threads, "sasaran-4")
    assert (target.pillar.code, values_of(target)["problem_refs"]) == ("ECO", ["masalah-4"])
    split_entry(fitri.actor, "masalah-3", op=new_op())
    assert content(two_threads) == before


def test_what_somebody_changed_since_stays_when_the_two_are_parted(two_threads, dewi, ani):
    merge(dewi, "masalah-1", "masalah-2")
    head = Plan.objects.get(pk=two_threads.pk).head
    save_entry(ani.actor, "masalah-1", {"evidence": "Diperbaiki"}, base=head, op=new_op())
    new = add(ani, "sasaran", statement="Sesudahnya", problem_refs=["masalah-1"])
    split_entry(dewi.actor, "masalah-2", op=new_op())
    assert find_entry(two_threads, "masalah-1").evidence == "Diperbaiki"
    assert values_of(find_entry(two_threads, new))["problem_refs"] == ["masalah-1"]


def test_the_journal_tells_what_each_card_held_before_the_merge(two_threads, dewi):
    base, before = Plan.objects.get(pk=two_threads.pk).head, content(two_threads)
    merge(dewi, "masalah-1", "masalah-2")
    for ref, (values, *_) in before.items():
        now = as_json(ref.partition("-")[0], values_of(find_entry(two_threads, ref, with_deleted=True)))
        stood, _ = fields_at(two_threads, ref, base, now)
        assert {key: stood[key] for key in values} == values


def test_a_merged_card_is_not_parted_while_something_depends_on_it(two_threads, dewi, ani):
    add(ani, statement="Antrean ketiga")
    merge(dewi, "masalah-1", "masalah-2")
    merge(dewi, "masalah-3", "masalah-1")
    twin = find_entry(two_threads, "masalah-2", with_deleted=True)
    assert split_entry(dewi.actor, "masalah-2", op=new_op()).status == "blocked"
    assert in_the_way(two_threads, twin) == ("GOV-P1 sudah digabungkan lagi ke GOV-P3. Pisahkan GOV-P1 lebih dahulu.")
    split_entry(dewi.actor, "masalah-1", op=new_op())
    delete_entry(dewi.actor, "masalah-1", op=new_op())
    assert in_the_way(two_threads, twin) == "GOV-P1 ada di Kartu terhapus. Kembalikan GOV-P1 lebih dahulu."
    restore_entry(dewi.actor, "masalah-1", op=new_op())
    assert split_entry(dewi.actor, "masalah-2", op=new_op()).status == "saved"


def test_nothing_is_merged_that_others_have_changed_since_the_page_was_opened(two_threads, dewi, ani):
    base = Plan.objects.get(pk=two_threads.pk).head
    save_entry(ani.actor, "masalah-2", {"evidence": "Baru"}, base=base, op=new_op())
    saved = merge(dewi, "masalah-1", "masalah-2", base=base)
    assert saved.status == "changed" and not find_entry(two_threads, "masalah-2").merged_into
    assert merge(dewi, "masalah-1", "masalah-2").status == "saved"


def test_who_may_merge(two_threads, ani, dewi, cici, fitri, eko):
    add(cici, pillar="ECO")
    for who, twin in ((ani, "masalah-2"), (eko, "masalah-2"), (dewi, "masalah-3"), (cici, "masalah-3")):
        with pytest.raises(Refused):
            merge(who, "masalah-1", twin)
    assert merge(fitri, "masalah-1", "masalah-3").status == "saved"
    with pytest.raises(Refused):
        split_entry(dewi.actor, "masalah-3", op=new_op())


def test_the_same_op_merges_and_parts_once(two_threads, dewi):
    base, op = Plan.objects.get(pk=two_threads.pk).head, new_op()
    first, again = (merge_entries(dewi.actor, "masalah-1", "masalah-2", {}, base=base, op=op) for _ in range(2))
    assert first.receipt == again.receipt
    op = new_op()
    first, again = (split_entry(dewi.actor, "masalah-2", op=op) for _ in range(2))
    assert first.receipt == again.receipt
    assert Event.objects.filter(verb__in=("entry.merged", "entry.split")).count() == 2


def test_look_alikes_are_proposed_until_somebody_says_that_they_are_two(plan, ani, dewi):
    add(ani, statement="Antrean layanan kependudukan di loket kecamatan masih panjang")
    add(ani, statement="Masih panjang antrean pada loket kecamatan untuk layanan kependudukan")
    add(ani, statement="Data kemiskinan antarperangkat daerah belum sama")

    def pairs():
        return [(pair.one.ref, pair.other.ref) for pair in proposed(Plan.objects.get(pk=plan.pk)) if not pair.differ]

    assert pairs() == [("masalah-1", "masalah-2")]
    say_different(dewi.actor, "masalah-2", "masalah-1", op=new_op())
    assert pairs() == []
    say_different(dewi.actor, "masalah-1", "masalah-2", op=new_op(), differ=False)
    assert pairs() == [("masalah-1", "masalah-2")]


@pytest.mark.django_db(transaction=True)
def test_a_save_of_one_twin_and_their_merge_at_the_same_time_lose_no_text(transactional_db):
    from tests.cast import make_plan, seat_participant

    plan = make_plan()
    ani, dewi = seat_participant(plan, "Ani", "GOV"), seat_participant(plan, "Dewi", "GOV", role="ketua")
    a, d, kept = ani.actor, dewi.actor, add(ani)
    for n in range(TIMES):
        twin = add(ani)
        base = Plan.objects.get().head
        start = Barrier(2)

        def at_once(act, start=start):
            try:
                start.wait()
                return act()
            finally:
                connection.close()
                close_old_connections()

        def save(twin=twin, base=base, n=n):
            return save_entry(a, twin, {"evidence": f"Ani {n}"}, base=base, op=new_op())

        def join(twin=twin, base=base):
            return merge_entries(d, kept, twin, {}, base=base, op=new_op())

        with ThreadPoolExecutor(2) as pool:
            saved, merged = [running.result() for running in [pool.submit(at_once, act) for act in (save, join)]]
        row = find_entry(plan, twin, with_deleted=True)
        if merged.status == "changed":
            assert (saved.status, row.evidence, row.merged_into) == ("saved", f"Ani {n}", "")
        else:
            assert (saved.status, row.evidence, row.merged_into) == ("deleted", None, kept)
            late = Event.objects.get(verb="entry.late", number=saved.receipt.number)
            assert late.lost == {"evidence": f"Ani {n}"}


def test_open_tasks_and_the_profile_of_a_quick_win_follow_the_merged_card_and_go_back(two_threads, dewi, fitri):
    number = two_threads.participants.first().number
    assign_tasks(fitri.actor, [TaskAssignment("program-2", ("output",), f"peserta-{number}")], op=new_op())
    values = {"programme_ref": "program-2", "nama_inovasi": "Antre"}
    ref = add_entry(dewi.actor, "profil_quick_win", "GOV", values, op=new_op()).ref
    profile = find_entry(two_threads, ref)

    def place():
        return Task.objects.get().card, find_entry(two_threads, profile.ref).programme.ref

    merge(dewi, "program-1", "program-2")
    assert place() == ("program-1", "program-1")
    split_entry(dewi.actor, "program-2", op=new_op())
    assert place() == ("program-2", "program-2")


def test_three_cards_that_became_one_are_parted_in_any_order_and_each_has_its_own_problems(two_threads, dewi, ani):
    third = add(ani, statement="Loket jauh")
    add(ani, "sasaran", statement="Loket dekat", problem_refs=[third])
    before = content(two_threads)
    for twin in ("sasaran-2", "sasaran-4"):
        merge(dewi, "sasaran-1", twin)
    assert values_of(find_entry(two_threads, "sasaran-1"))["problem_refs"] == ["masalah-1", "masalah-2", third]
    for twin in ("sasaran-2", "sasaran-4"):
        assert split_entry(dewi.actor, twin, op=new_op()).status == "saved"
    after = content(two_threads)
    for ref in ("sasaran-1", "sasaran-2", "sasaran-4"):
        assert after[ref][0]["problem_refs"] == before[ref][0]["problem_refs"]


def test_a_target_that_went_along_and_came_back_answers_a_problem_in_the_bin_as_before(two_threads, fitri, cici):
    for n in (3, 4):
        add(cici, pillar="ECO", statement=f"Ekonomi {n}")
    add(cici, "sasaran", "ECO", statement="Dua masalah", problem_refs=["masalah-4", "masalah-3"])
    delete_entry(cici.actor, "masalah-4", op=new_op())
    before = content(two_threads)
    merge(fitri, "masalah-1", "masalah-3")
    assert find_entry(two_threads, "sasaran-4").pillar.code == "GOV"
    split_entry(fitri.actor, "masalah-3", op=new_op())
    assert content(two_threads) == before
