"""Homework: whose a task is, what it lets its holder write, when it is done, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from pillars.card_merge.actions.merge import merge_entries
from pillars.cards.actions.save import add_entry, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.homework.actions import (
    NoReceiver,
    TaskAssignment,
    assign_tasks,
    change_task,
    fill_task,
    finish_task,
    hand_on,
    remind,
    renew_link,
    reopen_task,
    set_window,
    withdraw_tasks,
)
from pillars.homework.links import key_for, link_of
from pillars.homework.queries import counts_of, items_of, suggestions_of
from pillars.homework.windows import window_of
from pillars.models import Problem, Target, Task
from tests.cast import new_op, seat_participant
from workshops.agenda.actions.schedule import open_bimtek, plan_agenda
from workshops.live.actions import Refused
from workshops.live.actions.plan_write import NotFound
from workshops.live.models import Event
from workshops.people.actions.membership import correct_self, merge_people, remove_person, renew_words
from workshops.plans.models import Bimtek, Plan

pytestmark = pytest.mark.django_db
SIGNED = datetime(2026, 6, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def card(ani):
    """A problem and a target of Tata Kelola, without baseline and source."""
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    values = {"statement": "Antrean pendek", "problem_refs": ["masalah-1"], "unit": "menit"}
    return add_entry(ani.actor, "sasaran", "GOV", values, op=new_op()).ref


def give(fitri, *keys, to, card="sasaran-1", **more):
    return assign_tasks(fitri.actor, [TaskAssignment(card, keys, to, **more)], op=new_op())


def fill(person, number=1, **values):
    base = Plan.objects.get(pk=person.plan.pk).head
    return fill_task(person.actor, number, values, base=base, op=new_op())


def state(plan, number=1):
    (item,) = items_of(plan, Task.objects.filter(plan=plan, number=number))
    return item.state


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.verdict.status, caught.value.verdict.reason


def test_a_holder_writes_the_field_of_another_groups_card_and_no_other(plan, card, fitri, cici):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    assert fill(cici, sources=["BPS 2025"]).status == "saved"
    target = Target.objects.get(plan=plan)
    assert target.sources == ["BPS 2025"] and target.changed_by == cici.key
    assert refused(lambda: fill(cici, statement="Lain")) == (403, "bukan_kelompok")
    assert refused(lambda: fill(cici, sources=["BPS"], unit="jam")) == (403, "bukan_kelompok")
    head = Plan.objects.get(pk=plan.pk).head
    edit = lambda: save_entry(cici.actor, card, {"sources": ["x"]}, base=head, op=new_op())  # noqa: E731
    assert refused(edit) == (403, "bukan_kelompok")
    target.refresh_from_db()
    assert (target.statement, target.unit, target.sources) == ("Antrean pendek", "menit", ["BPS 2025"])


def test_a_filled_field_closes_the_task_whoever_filled_it_and_opens_it_when_emptied(plan, card, fitri, cici, ani):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    assert state(plan) == "terbuka" and counts_of(plan) == (1, 0)
    head = Plan.objects.get(pk=plan.pk).head
    save_entry(ani.actor, card, {"sources": ["Dinas"]}, base=head, op=new_op())
    assert state(plan) == "terisi" and counts_of(plan) == (0, 1)
    fill(cici, sources=[])
    assert state(plan) == "terbuka"


def test_two_who_fill_one_field_are_merged_and_the_losing_text_is_kept(plan, card, fitri, cici, budi):
    give(fitri, "sources", "baseline_year", to=f"peserta-{cici.number}")
    give(fitri, "baseline_year", to="opd-2")
    base = Plan.objects.get(pk=plan.pk).head
    hers, his = {"baseline_year": 2024}, {"baseline_year": 2025}
    dina = seat_participant(plan, "Dina", "ECO", institution="Dinkes")
    assert fill_task(cici.actor, 1, hers, base=base, op=new_op()).status == "saved"
    late = fill_task(dina.actor, 2, his, base=base, op=new_op())
    assert late.status == "conflict" and Target.objects.get(plan=plan).baseline_year == 2024
    assert Event.objects.filter(verb="entry.conflict").get().lost == {"baseline_year": 2025}
    assert state(plan, 2) == "terisi" and state(plan, 1) == "terbuka"


def test_the_same_op_counts_once(plan, card, fitri, cici):
    op = new_op()
    asked = [TaskAssignment(card, ("sources",), f"peserta-{cici.number}")]
    assert assign_tasks(fitri.actor, asked, op=op).given == 1
    assert assign_tasks(fitri.actor, asked, op=op).given == 1
    assert Task.objects.count() == 1
    base, op = Plan.objects.get(pk=plan.pk).head, new_op()
    first = fill_task(cici.actor, 1, {"sources": ["BPS"]}, base=base, op=op)
    assert fill_task(cici.actor, 1, {"sources": ["BPS"]}, base=base, op=op).receipt.number == first.receipt.number


def test_everybody_of_an_office_holds_its_tasks_under_any_name_of_the_office(plan, card, fitri, budi, cici):
    give(fitri, "sources", to="opd-2")
    dina = seat_participant(plan, "Dina", "ECO", institution="dinkes")
    assert fill(dina, sources=["Profil kesehatan"]).status == "saved"
    for stranger in (budi, cici):
        assert refused(lambda stranger=stranger: fill(stranger, sources=["x"]))[0] == 404
    correct_self(dina.actor, name="Dina", institution="BPBD", op=new_op())
    assert refused(lambda: fill(dina, sources=["x"]))[0] == 404


def test_what_is_asked_already_is_not_asked_again_and_the_link_to_the_rpjmd_is_a_task_of_its_own(plan, card, fitri):
    given = give(fitri, "sources", "rpjmd_ref", to="opd-1")
    assert [task.keys for task in Task.objects.all()] == [["sources"], ["rpjmd_ref"]]
    assert given.given == 2 and give(fitri, "sources", to="opd-1").given == 0
    assert give(fitri, "sources", to="opd-2").given == 1
    assert give(fitri, "sources", to="opd-2", card="sasaran-99").given == 0


def test_only_who_runs_the_room_gives_changes_withdraws_and_reminds(plan, card, fitri, satya, ani, dewi, eko):
    give(satya, "sources", to="opd-1")
    acts = [
        lambda who: give(who, "unit", to="opd-1"),
        lambda who: change_task(who.actor, 1, to="opd-2", note="", op=new_op()),
        lambda who: withdraw_tasks(who.actor, [1], op=new_op()),
        lambda who: remind(who.actor, ["opd-1"], op=new_op()),
        lambda who: renew_link(who.actor, "opd-1", op=new_op()),
    ]
    for act in acts:
        for person, reason in ((ani, "hanya_fasilitator"), (dewi, "hanya_fasilitator"), (eko, "ahli_menelaah")):
            assert refused(lambda act=act, person=person: act(person)) == (403, reason)


def test_a_withdrawn_task_lets_nobody_write_and_comes_back(plan, card, fitri, cici):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    withdraw_tasks(fitri.actor, [1], op=new_op())
    with pytest.raises(NotFound):
        fill(cici, sources=["x"])
    assert counts_of(plan) == (0, 0)
    withdraw_tasks(fitri.actor, [1], back=True, op=new_op())
    assert fill(cici, sources=["BPS"]).status == "saved"


def test_handing_on_moves_the_right_at_once_and_the_giver_still_sees_it(plan, card, fitri, cici, budi, ani):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    assert refused(lambda: hand_on(budi.actor, 1, budi.number, op=new_op()))[0] == 404
    hand_on(cici.actor, 1, budi.number, op=new_op())
    assert refused(lambda: fill(cici, sources=["x"]))[0] == 404
    assert refused(lambda: hand_on(cici.actor, 1, cici.number, op=new_op()))[0] == 404
    assert cici.get("/r/ponorogo/tugas/1/").status_code == 200
    assert fill(budi, sources=["BPS"]).status == "saved"
    assert "Cici" not in str(list(Event.objects.filter(verb__startswith="task.").values_list("changes", flat=True)))


def test_nobody_who_was_removed_gets_or_keeps_a_task(plan, card, fitri, cici, budi):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    before = cici.actor
    remove_person(fitri.actor, cici.number, op=new_op())
    with pytest.raises(Refused):
        fill_task(before, 1, {"sources": ["x"]}, base=0, op=new_op())
    with pytest.raises(NoReceiver):
        give(fitri, "unit", to=f"peserta-{cici.number}")
    change_task(fitri.actor, 1, to=f"peserta-{budi.number}", note="", op=new_op())
    remove_person(fitri.actor, budi.number, op=new_op())
    with pytest.raises(NoReceiver):
        hand_on(fitri.actor, 1, budi.number, op=new_op())


def test_a_signed_out_phone_fills_nothing(plan, card, fitri, cici):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    before = cici.actor
    renew_words(fitri.actor, cici.number, op=new_op())
    assert refused(lambda: fill_task(before, 1, {"sources": ["x"]}, base=0, op=new_op()))[0] == 404


def test_a_card_in_the_bin_waits_keeps_late_texts_and_opens_the_task_again(plan, card, fitri, cici, ani):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    delete_entry(ani.actor, card, op=new_op())
    assert state(plan) == "tanpa_kartu" and counts_of(plan) == (0, 0)
    assert fill(cici, sources=["BPS"]).status == "deleted"
    assert Event.objects.get(verb="entry.late").lost == {"sources": ["BPS"]}
    restore_entry(ani.actor, card, op=new_op())
    assert state(plan) == "terbuka"


def test_what_no_field_shows_is_ticked_with_a_note_and_opened_again(plan, card, fitri, cici, eko):
    give(fitri, "statement", to=f"peserta-{cici.number}")
    assert state(plan) == "terbuka"
    finish_task(cici.actor, 1, "Sudah dibahas dengan BPS", op=new_op())
    assert state(plan) == "ditandai"
    reopen_task(fitri.actor, 1, op=new_op())
    assert state(plan) == "terbuka"
    assert refused(lambda: finish_task(eko.actor, 1, "Sudah", op=new_op())) == (403, "ahli_menelaah")


def test_gaps_suggest_tasks_to_the_office_that_owes_the_figures_and_to_the_planning_office(plan, card, fitri, ani):
    plan.opds.create(number=9, name="Badan Perencanaan Pembangunan Daerah", short="Bapperida")
    found = {(one.ref, one.keys): one.to and one.to.short for one in suggestions_of(plan)}
    assert found[("sasaran-1", ("baseline", "baseline_year", "sources"))] == "Dinkes", "of the office of its author"
    assert found[("sasaran-1", ("rpjmd_ref",))] == "Bapperida"
    assert ("masalah-1", ("evidence", "sources")) in found
    give(fitri, "baseline", "sources", to="opd-2")
    assert ("sasaran-1", ("baseline_year",)) in {(one.ref, one.keys) for one in suggestions_of(plan)}


@pytest.fixture
def signed(plan, card, satya):
    """Bimtek I ran and is signed; it is 2 December 2026, 15.00 in Ponorogo when a window is asked for."""
    plan_agenda(satya.actor, "empat_bimtek", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    Bimtek.objects.filter(plan=plan, number=1).update(signed_at=SIGNED, minutes_number="041")


def test_a_window_opens_writing_after_the_signature_until_its_date(plan, signed, fitri, satya, cici, ani):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    assert refused(lambda: fill(cici, sources=["x"])) == (403, "terkunci")
    assert refused(lambda: set_window(fitri.actor, timezone.now() + timedelta(days=1), op=new_op())) == (
        403,
        "hanya_staf",
    )
    set_window(satya.actor, timezone.now() + timedelta(days=1), op=new_op())
    assert fill(cici, sources=["BPS"]).status == "saved"
    set_window(satya.actor, None, op=new_op())
    assert refused(lambda: fill(cici, sources=["x"])) == (403, "terkunci")
    assert refused(lambda: finish_task(cici.actor, 1, "Sudah", op=new_op())) == (403, "terkunci")
    finish_task(fitri.actor, 1, "Sudah lewat telepon", op=new_op())
    give(fitri, "unit", to="opd-1")
    assert Problem.objects.get(plan=plan).statement == "Antrean panjang"


def test_the_window_ends_to_the_second_and_its_words_are_those_of_the_regions_clock(plan, signed):
    until = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)  # midnight in Ponorogo, the first of December still in London
    Bimtek.objects.filter(plan=plan, number=1).update(window_until=until)
    second = timedelta(seconds=1)
    before, after = window_of(plan, until - second), window_of(plan, until)
    assert before.is_open and before.sentence == "Isian terbuka sampai 2 Desember 2026, 00.00."
    assert before.left == "Hari ini terakhir."
    assert not after.is_open and after.sentence.startswith("Isian ditutup 2 Desember 2026, 00.00.")
    assert window_of(plan, until - timedelta(days=8)).left == "Sisa 7 hari."
    Plan.objects.filter(pk=plan.pk).update(time_zone="Asia/Jayapura")
    assert "2 Desember 2026, 02.00" in window_of(Plan.objects.get(pk=plan.pk), until - second).sentence


def test_a_link_is_revoked_by_a_new_one_expires_and_ends_with_its_person(plan, card, fitri, cici):
    give(fitri, "sources", to=f"peserta-{cici.number}")
    row = plan.participants.get(number=cici.number)
    first = key_for(plan, row)
    assert link_of(first).participant == row
    renew_link(fitri.actor, f"peserta-{cici.number}", op=new_op())
    second = key_for(plan, row)
    assert link_of(first) is None and link_of(second).participant == row
    remove_person(fitri.actor, cici.number, op=new_op())
    assert link_of(second) is None
    give(fitri, "unit", to="opd-1")
    key = key_for(plan, plan.opds.get(number=1))
    plan.task_links.update(expires_at=timezone.now())
    assert link_of(key) is None and link_of("") is None


def test_a_task_on_a_card_that_was_merged_asks_for_the_same_field_of_the_card_that_stands(
    plan, card, fitri, cici, dewi
):
    values = {"statement": "Antrean lebih pendek", "problem_refs": ["masalah-1"]}
    kept = add_entry(dewi.actor, "sasaran", "GOV", values, op=new_op()).ref
    give(fitri, "sources", to=f"peserta-{cici.number}")
    head = Plan.objects.get(pk=plan.pk).head
    assert merge_entries(dewi.actor, kept, card, {}, base=head, op=new_op()).status == "saved"
    assert fill(cici, sources=["BPS"]).ref == kept
    assert Target.objects.get(plan=plan, number=2).sources == ["BPS"] and state(plan) == "terisi"


def test_a_second_record_of_a_person_holds_what_the_first_was_given(plan, card, fitri, cici):
    again = seat_participant(plan, "Cici L", "ECO", institution="Kadin")
    give(fitri, "sources", to=f"peserta-{cici.number}")
    assert refused(lambda: fill(again, sources=["x"]))[0] == 404
    merge_people(fitri.actor, cici.number, again.number, op=new_op())
    assert fill(again, sources=["BPS"]).status == "saved"
