"""Adding and saving cards: what is written, what is journalled, who may, and what happens when two meet."""

from decimal import Decimal

import pytest

from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry
from pillars.cards.queries import find_entry
from pillars.cards.values import values_of
from pillars.fields import NO_DATA
from pillars.models import Answer, Problem, Programme, Strategy, Target
from tests.cast import as_read, new_op
from workshops.live.actions import BadRequest, OpReused, Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event

reads = False


def add(person, kind="masalah", pillar="GOV", op=None, **values):
    values = values or {"statement": "Antrean panjang"}
    return add_entry(person.actor, kind, pillar, values, op=op or new_op())


@pytest.fixture(params=["read before", "under the lock"], autouse=True)
def way(request, monkeypatch):
    """Every law of saving holds for both ways of it: from what the request has read, and under the plan's lock."""
    monkeypatch.setitem(globals(), "reads", request.param == "read before")


def save(person, ref, base, op=None, **values):
    read = as_read(person.plan, ref) if reads else None
    return save_entry(person.actor, ref, values, base=base, op=op or new_op(), read=read)


def stored(plan, ref):
    return values_of(find_entry(plan, ref, with_deleted=True))


@pytest.fixture
def problem(ani):
    return add(ani, statement="Antrean panjang", evidence="Dua jam")


@pytest.fixture
def target(ani, problem):
    return add(
        ani, "sasaran", statement="Antrean pendek", problem_refs=[problem.ref], targets_by_year={2027: Decimal(5)}
    )


def test_every_kind_holds_what_was_given(plan, ani, problem, target):
    strategy = add(ani, "strategi", statement="Melimpahkan berkas", target_ref=target.ref, swot_quadrant="WO")
    programme = add(
        ani,
        "program",
        name="Pelimpahan berkas",
        strategy_ref=strategy.ref,
        lead_opd="opd-2",
        budget_by_year={2027: 325_000_000},
        years=[2027, 2028],
        funding=["DAK", "APBN/Pelatihan nasional"],
        quick_win=False,
        budget=0,
    )
    assert stored(plan, target.ref)["problem_refs"] == ["masalah-1"]
    assert stored(plan, target.ref)["targets_by_year"] == {2027: Decimal(5)}
    assert stored(plan, strategy.ref)["target_ref"] == target.ref
    kept = stored(plan, programme.ref)
    assert (kept["lead_opd"], kept["budget_by_year"], kept["years"]) == ("opd-2", {2027: 325_000_000}, [2027, 2028])
    assert (kept["funding"], kept["quick_win"], kept["budget"]) == (["DAK", "APBN/Pelatihan nasional"], False, 0)


def test_the_journal_tells_the_birth_and_each_change_with_both_values(plan, ani, problem):
    save(ani, problem.ref, problem.receipt.number, evidence="Tiga jam")
    born, changed = Event.objects.filter(plan=plan)
    assert (born.verb, born.number, born.refs[0]) == ("entry.added", 1, "masalah-1")
    assert born.changes["masalah-1"]["statement"] == [None, "Antrean panjang"]
    assert (changed.verb, changed.number, changed.actor) == ("entry.saved", 2, ani.key)
    assert changed.changes == {"masalah-1": {"evidence": ["Dua jam", "Tiga jam"]}}


def test_only_the_fields_that_changed_are_written(plan, ani, problem):
    answer = save(ani, problem.ref, 1, statement="Antrean panjang", evidence="Tiga jam", affected=None)
    assert answer.written == ("evidence",)


def test_a_save_that_changes_nothing_leaves_no_event(plan, ani, problem):
    answer = save(ani, problem.ref, 1, statement="Antrean panjang")
    assert (answer.status, answer.written, answer.receipt.number) == ("saved", (), 1)
    assert Event.objects.count() == 1


def test_tidak_ada_data_is_more_than_empty(plan, ani, target):
    save(ani, target.ref, 2, baseline=NO_DATA)
    assert stored(plan, target.ref)["baseline"] is NO_DATA
    save(ani, target.ref, 3, baseline=None)
    assert stored(plan, target.ref)["baseline"] is None
    save(ani, target.ref, 4, baseline=Decimal("1234.5"))
    assert stored(plan, target.ref)["baseline"] == Decimal("1234.5")


# ── twice ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_repeated_add_is_answered_like_the_first_and_adds_nothing(ani):
    op = new_op()
    first, again = add(ani, op=op), add(ani, op=op)
    assert (first.ref, first.receipt) == (again.ref, again.receipt)
    assert Problem.objects.count() == Event.objects.count() == 1


def test_a_repeated_save_is_answered_like_the_first_also_after_others_have_saved(plan, ani, budi, problem):
    op = new_op()
    first = save(ani, problem.ref, 1, op=op, evidence="Tiga jam")
    save(budi, problem.ref, 2, evidence="Empat jam")
    again = save(ani, problem.ref, 1, op=op, evidence="Tiga jam")
    assert (again.receipt, again.status, again.written) == (first.receipt, "saved", ("evidence",))
    assert stored(plan, problem.ref)["evidence"] == "Empat jam"


def test_a_repeated_conflict_is_answered_with_the_same_two_texts(plan, ani, budi, problem):
    save(budi, problem.ref, 1, evidence="Empat jam")
    op = new_op()
    first = save(ani, problem.ref, 1, op=op, evidence="Tiga jam", affected="Lansia")
    again = save(ani, problem.ref, 1, op=op, evidence="Tiga jam", affected="Lansia")
    assert first.status == again.status == "conflict"
    assert [(c.base, c.mine, c.theirs) for c in again.clashes] == [("Dua jam", "Tiga jam", "Empat jam")]
    assert (first.receipt.number, first.written) == (again.receipt.number, again.written)


def test_the_same_op_with_another_content_writes_nothing(ani, problem, everything):
    op = new_op()
    save(ani, problem.ref, 1, op=op, evidence="Tiga jam")
    before = everything()
    with pytest.raises(OpReused):
        save(ani, problem.ref, 1, op=op, evidence="Lain sekali")
    assert everything() == before


def test_the_same_op_of_two_people_is_two_saves(plan, ani, budi):
    op = new_op()
    add(ani, op=op)
    add(budi, op=op)
    assert Problem.objects.count() == 2


@pytest.mark.parametrize("op", ["", "pendek", "x" * 65, "1' OR 1=1 --", None, "spasi di dalam op"])
def test_an_op_that_no_page_of_ours_made_writes_nothing(ani, everything, op):
    before = everything()
    with pytest.raises(BadRequest):
        add_entry(ani.actor, "masalah", "GOV", {"statement": "x"}, op=op)
    assert everything() == before


@pytest.mark.parametrize("base", [None, -1, 999_999_999, 10**31])
def test_a_base_that_no_page_can_have_shown_writes_nothing(ani, problem, everything, base):
    before = everything()
    with pytest.raises(BadRequest):
        save(ani, problem.ref, base, evidence="Tiga jam")
    assert everything() == before


# ── two people ─────────────────────────────────────────────────────────────────────────────────────


def test_different_fields_of_one_card_both_win(plan, ani, budi, problem):
    save(budi, problem.ref, 1, affected="Lansia")
    answer = save(ani, problem.ref, 1, evidence="Tiga jam", affected=None, statement="Antrean panjang")
    assert answer.status == "saved"
    assert stored(plan, problem.ref)["affected"] == "Lansia"
    assert stored(plan, problem.ref)["evidence"] == "Tiga jam"


def test_the_same_field_keeps_the_earlier_text_and_the_other_in_the_journal(plan, ani, budi, problem):
    save(budi, problem.ref, 1, evidence="Empat jam")
    answer = save(ani, problem.ref, 1, evidence="Tiga jam", affected="Lansia")
    assert (answer.status, answer.written) == ("conflict", ("affected",))
    clash = answer.clashes[0]
    assert (clash.field.key, clash.base, clash.mine, clash.theirs) == ("evidence", "Dua jam", "Tiga jam", "Empat jam")
    assert clash.event.actor == budi.key
    assert stored(plan, problem.ref)["evidence"] == "Empat jam"
    assert Event.objects.get(number=3).lost == {"evidence": "Tiga jam"}


def test_choosing_afterwards_is_an_ordinary_save_on_what_was_shown(plan, ani, budi, problem):
    save(budi, problem.ref, 1, evidence="Empat jam")
    conflict = save(ani, problem.ref, 1, evidence="Tiga jam")
    answer = save(ani, problem.ref, conflict.receipt.number, evidence="Tiga jam")
    assert answer.status == "saved"
    assert stored(plan, problem.ref)["evidence"] == "Tiga jam"
    assert Event.objects.get(number=4).changes == {"masalah-1": {"evidence": ["Empat jam", "Tiga jam"]}}


def test_the_same_text_twice_is_no_conflict(ani, budi, problem):
    save(budi, problem.ref, 1, evidence="Tiga jam")
    assert save(ani, problem.ref, 1, evidence="Tiga jam").status == "saved"


def test_different_years_of_a_table_both_win(plan, ani, budi, target):
    save(budi, target.ref, 2, targets_by_year={2027: Decimal(5), 2028: Decimal(6)})
    answer = save(ani, target.ref, 2, targets_by_year={2027: Decimal(4)})
    assert answer.status == "saved"
    assert stored(plan, target.ref)["targets_by_year"] == {2027: Decimal(4), 2028: Decimal(6)}


def test_problems_that_two_people_add_are_both_linked(plan, ani, budi, target):
    second, third = add(ani, statement="Kedua"), add(ani, statement="Ketiga")
    base = third.receipt.number
    save(budi, target.ref, base, problem_refs=["masalah-1", second.ref])
    save(ani, target.ref, base, problem_refs=["masalah-1", third.ref])
    assert set(stored(plan, target.ref)["problem_refs"]) == {"masalah-1", second.ref, third.ref}


def test_moving_and_editing_one_card_both_hold(plan, ani, budi, target):
    other = add(ani, "sasaran", statement="Sasaran lain")
    strategy = add(ani, "strategi", statement="Cara lama", target_ref=target.ref)
    base = strategy.receipt.number
    save(budi, strategy.ref, base, target_ref=other.ref)
    answer = save(ani, strategy.ref, base, statement="Cara baru", target_ref=target.ref)
    assert answer.status == "saved"
    kept = stored(plan, strategy.ref)
    assert (kept["statement"], kept["target_ref"]) == ("Cara baru", other.ref)


def test_a_text_that_is_changed_and_changed_back_is_still_met_by_a_third(plan, ani, budi, problem):
    save(budi, problem.ref, 1, evidence="Empat jam")
    save(budi, problem.ref, 2, evidence="Dua jam")
    assert save(ani, problem.ref, 1, evidence="Tiga jam").status == "saved"


# ── rights ─────────────────────────────────────────────────────────────────────────────────────────


def test_another_group_and_an_expert_are_refused_with_the_reason_and_nothing_changes(
    ani, cici, eko, problem, everything
):
    before = everything()
    for person, reason in ((cici, "bukan_kelompok"), (eko, "ahli_menelaah")):
        with pytest.raises(Refused) as refused:
            save(person, problem.ref, 1, evidence="x")
        assert refused.value.verdict.reason == reason
        with pytest.raises(Refused):
            add(person)
    assert everything() == before


def test_staff_and_facilitator_edit_any_group_and_the_journal_says_who(plan, fitri, satya, problem):
    save(fitri, problem.ref, 1, evidence="Fitri")
    save(satya, problem.ref, 2, affected="Satya")
    assert [event.actor for event in Event.objects.all()][1:] == [fitri.key, satya.key]


def test_a_removed_participant_writes_nothing(ani, problem, everything):
    actor = ani.actor
    row = ani.plan.participants.get(number=ani.number)
    row.generation += 1
    row.save()
    before = everything()
    with pytest.raises(Refused):
        save_entry(actor, problem.ref, {"evidence": "x"}, base=1, op=new_op())
    assert everything() == before


def test_what_is_in_no_plan_of_mine_does_not_exist(oka, other_plan, problem, everything):
    before = everything()
    with pytest.raises(NotFound):
        save(oka, problem.ref, 0, evidence="x")
    assert everything() == before


def test_a_reference_into_another_pillar_or_plan_is_refused_by_the_action_itself(plan, ani, cici, target):
    economy = add(cici, pillar="ECO", statement="Pasar sepi")
    with pytest.raises(NotFound):
        save(ani, target.ref, economy.receipt.number, baseline_owner="opd-99")
    answer = save(ani, target.ref, economy.receipt.number, problem_refs=[economy.ref])
    assert answer.status == "parent_deleted"
    assert [answer.problem.ref for answer in Answer.objects.all()] == ["masalah-1"]


# ── what hangs from what ───────────────────────────────────────────────────────────────────────────


def test_a_card_is_not_born_under_a_parent_that_is_gone_and_its_text_is_kept(plan, ani, dewi, target):
    delete_entry(dewi.actor, target.ref, op=new_op())
    answer = add(ani, "strategi", statement="Melimpahkan berkas", target_ref=target.ref)
    assert answer.status == "parent_deleted"
    assert Strategy.objects.count() == 0
    assert Event.objects.get(number=answer.receipt.number).lost["statement"] == "Melimpahkan berkas"


def test_a_card_is_not_moved_under_a_parent_that_is_gone_and_the_text_is_kept(plan, ani, dewi, target):
    strategy = add(ani, "strategi", statement="Cara", target_ref=target.ref)
    other = add(ani, "sasaran", statement="Sasaran lain")
    delete_entry(dewi.actor, other.ref, op=new_op())
    op = new_op()
    answer = save(ani, strategy.ref, other.receipt.number, op=op, target_ref=other.ref, statement="Cara baru")
    assert (answer.status, answer.ref) == ("parent_deleted", other.ref)
    assert stored(plan, strategy.ref)["target_ref"] == target.ref
    assert Event.objects.get(number=answer.receipt.number).lost["statement"] == "Cara baru"
    again = save(ani, strategy.ref, other.receipt.number, op=op, target_ref=other.ref, statement="Cara baru")
    assert (again.status, again.ref, again.receipt) == ("parent_deleted", other.ref, answer.receipt)


def test_codes_and_refs_are_never_used_twice(plan, ani, dewi):
    first, second = add(ani), add(ani)
    delete_entry(dewi.actor, second.ref, op=new_op())
    third = add(ani)
    assert [first.ref, second.ref, third.ref] == ["masalah-1", "masalah-2", "masalah-3"]
    assert [row.code for row in Problem.objects.order_by("number")] == ["GOV-P1", "GOV-P2", "GOV-P3"]


def test_the_rank_follows_the_scores(plan, ani):
    low = add(ani, statement="Rendah", urgency=1, seriousness=1, growth=1)
    high = add(ani, statement="Tinggi", urgency=5, seriousness=5, growth=5)
    assert Problem.objects.get(number=2).rank == 1
    save(ani, high.ref, 2, urgency=None)
    assert [row.rank for row in Problem.objects.order_by("number")] == [1, None]
    assert low.status == "saved"


def test_equal_scores_are_ranked_by_gawat_then_mendesak(ani):
    for urgency, seriousness, growth in ((4, 3, 3), (3, 4, 3), (3, 3, 4)):
        add(ani, statement="Sama", urgency=urgency, seriousness=seriousness, growth=growth)
    assert [row.rank for row in Problem.objects.order_by("number")] == [2, 1, 3]


def test_a_programme_without_budget_and_office_is_a_normal_state(ani, target):
    strategy = add(ani, "strategi", statement="Cara", target_ref=target.ref)
    assert add(ani, "program", name="Tanpa pagu", strategy_ref=strategy.ref).status == "saved"
    assert Programme.objects.get().lead_opd is None


def test_a_target_without_a_problem_is_a_normal_state(ani):
    assert add(ani, "sasaran", statement="Tanpa masalah").status == "saved"
    assert Target.objects.get().answers.count() == 0
