"""Steering a room: what each press does, to whom it is told, and that nothing that people wrote depends on it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pillars.cards.actions.save import add_entry
from pillars.kinds import KINDS
from tests.cast import make_plan, new_op, seat_account
from tests.pillars.cards.test_races import at_once
from workshops.agenda.actions.announcements import (
    CallTaken,
    accept_call,
    broadcast,
    call_help,
    close_call,
    end_broadcast,
    withdraw_call,
)
from workshops.agenda.actions.schedule import AgendaStarted, NotOpened, open_bimtek, plan_agenda
from workshops.agenda.actions.step_control import NoStep, Overtaken, release_group, start_group_step, steer
from workshops.agenda.actions.steps import add_step, change_step, delete_step, move_step
from workshops.agenda.forms import FILLS
from workshops.agenda.models import Broadcast, GroupStep, HelpCall, Step
from workshops.agenda.room_state import read_room_state
from workshops.agenda.templates import TEMPLATES
from workshops.live.actions import Refused
from workshops.live.models import Event
from workshops.plans.models import Bimtek, Plan

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


def now(plan):
    return read_room_state(fresh(plan))


@pytest.fixture
def steps(plan, satya):
    """The steps of the first day; bimtek I is open, nothing runs."""
    plan_agenda(satya.actor, "empat_bimtek", [date(2026, 6, 8)], op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    return list(Step.objects.filter(plan=plan, bimtek__number=1, day=1))


@pytest.fixture
def press(plan, fitri):
    """`press("start", number=1)`: Fitri presses on a page that is up to date, or on one that showed `base`."""

    def do(act, base=None, **named):
        base = fresh(plan).head if base is None else base
        return steer(fitri.actor, act, base=base, op=new_op(), **named)

    return do


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_template_gives_the_plan_its_bimteks_and_all_their_steps(plan, satya, code):
    plan_agenda(satya.actor, code, op=new_op())
    template = TEMPLATES[code]
    assert [row.title for row in plan.bimteks.all()] == [chosen.title for chosen in template.bimteks]
    assert Step.objects.filter(plan=plan).count() == sum(len(chosen.steps) for chosen in template.bimteks)
    for row, chosen in zip(plan.bimteks.all(), template.bimteks, strict=True):
        first, wanted = row.steps.first(), chosen.steps[0]
        assert (first.title, first.planned_start, first.minutes) == (wanted.title, wanted.start, wanted.minutes)
    assert all(len(step.instruction) <= 3 for step in Step.objects.filter(plan=plan))


def test_dates_follow_the_first_and_an_agenda_that_never_began_is_replaced(plan, satya):
    plan_agenda(satya.actor, "tiga_bimtek", op=new_op())
    assert [row.first_day for row in plan.bimteks.all()] == [None] * 3
    days = [date(2026, 6, 8), date(2026, 7, 13)]
    plan_agenda(satya.actor, "empat_bimtek", days, venue="Hotel Maesa", op=new_op())
    assert [row.first_day for row in plan.bimteks.all()] == [*days, date(2026, 8, 12), date(2026, 9, 11)]
    assert {row.venue for row in plan.bimteks.all()} == {"Hotel Maesa"}
    open_bimtek(satya.actor, 1, op=new_op())
    with pytest.raises(AgendaStarted):
        plan_agenda(satya.actor, "tiga_bimtek", op=new_op())


def test_only_staff_plan_and_only_facilitators_and_staff_steer(steps, plan, ani, eko, fitri, everything):
    before = everything()
    for person in (ani, eko, fitri):
        with pytest.raises(Refused):
            plan_agenda(person.actor, "empat_bimtek", op=new_op())
    for person in (ani, eko):
        with pytest.raises(Refused):
            steer(person.actor, "start", number=1, base=fresh(plan).head, op=new_op())
        with pytest.raises(Refused):
            broadcast(person.actor, "Halo", op=new_op())
    assert everything() == before


def test_a_step_begins_with_its_end_and_the_next_one_ends_it(steps, plan, press):
    press("start", number=steps[0].number)
    shown = now(plan).room
    assert shown.label == "Langkah 1 dari 9"
    assert abs(shown.ends_at - timezone.now() - steps[0].minutes * MINUTE) < MINUTE
    press("next")
    first, second, *_ = Step.objects.filter(plan=plan, bimtek__number=1)
    assert (first.state, second.state) == ("done", "running")
    assert first.ended_at and now(plan).room.step == second


def test_a_pause_keeps_what_is_left_and_more_time_counts_from_the_end(steps, plan, press):
    press("start", number=steps[0].number)
    press("pause")
    paused = now(plan).room.step
    assert (paused.state, paused.ends_at) == ("paused", None)
    assert 44 * 60 < paused.left_seconds <= 45 * 60
    press("time", minutes=5)
    press("resume")
    ends_at = now(plan).room.ends_at
    assert abs(ends_at - timezone.now() - 50 * MINUTE) < MINUTE
    press("time", minutes=-10)
    assert now(plan).room.ends_at == ends_at - 10 * MINUTE
    assert now(plan).room.step.end_change["by"] == "Fitri"


def test_more_time_after_the_end_counts_from_now_and_less_time_never_ends_in_the_past(steps, plan, press):
    press("start", number=steps[0].number)
    Step.objects.filter(pk=steps[0].pk).update(ends_at=timezone.now() - 6 * MINUTE)
    press("time", minutes=5)
    assert timedelta() < now(plan).room.ends_at - timezone.now() <= 5 * MINUTE
    press("time", minutes=-60)
    assert abs(now(plan).room.ends_at - timezone.now()) < MINUTE


def test_going_back_finds_the_step_as_it_was_and_deletes_nothing(steps, plan, press, ani):
    press("start", number=steps[0].number)
    end = now(plan).room.ends_at
    press("next")
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Ditulis di langkah dua"}, op=new_op())
    press("back")
    assert (now(plan).room.step.pk, now(plan).room.ends_at) == (steps[0].pk, end)
    assert Step.objects.get(pk=steps[1].pk).state == "waiting"
    assert (
        fresh(plan).counters["masalah"] == 1 and Step.objects.filter(plan=plan, bimtek__number=1, day=1).count() == 12
    )


def test_a_skipped_step_is_passed_over_and_can_be_taken_again(steps, plan, press):
    press("start", number=steps[0].number)
    press("skip", number=steps[1].number)
    assert now(plan).coming.step == steps[2]
    press("unskip", number=steps[1].number)
    assert now(plan).coming.step == steps[1]
    with pytest.raises(NoStep):
        press("skip", number=steps[0].number)


def test_the_day_ends_with_its_last_step(steps, plan, press):
    press("start", number=steps[-1].number)
    with pytest.raises(NoStep, match="terakhir"):
        press("next")
    press("finish")
    assert now(plan).room is None
    with pytest.raises(NoStep, match="Tidak ada langkah"):
        press("pause")


@pytest.mark.parametrize("act", ["next", "pause", "time", "back"])
def test_con_13_the_second_of_two_who_press_on_the_same_page_changes_nothing_and_is_told(steps, plan, press, act):
    press("start", number=steps[2].number)
    base = fresh(plan).head
    press("next", base=base)
    head = fresh(plan).head
    with pytest.raises(Overtaken) as told:
        press(act, base=base, minutes=5)
    assert told.value.event.verb == "agenda.step_next"
    assert now(plan).room.step == steps[3] and fresh(plan).head == head


def test_a_press_that_is_sent_twice_counts_once(steps, plan, fitri, press):
    press("start", number=steps[0].number)
    op, base = new_op(), fresh(plan).head
    first = steer(fitri.actor, "time", minutes=5, base=base, op=op)
    again = steer(fitri.actor, "time", minutes=5, base=base, op=op)
    assert first == again
    assert Event.objects.filter(plan=plan, verb="agenda.step_time").count() == 1


# ── steps change while they run ────────────────────────────────────────────────────────────────


def test_steps_swap_their_places_and_keep_their_length(steps, plan, press, fitri):
    press("start", number=steps[0].number)
    one, two = steps[1], steps[2]
    move_step(fitri.actor, two.number, -1, op=new_op())
    first, second = Step.objects.get(pk=two.pk), Step.objects.get(pk=one.pk)
    assert (first.position, second.position) == (one.position, two.position)
    assert (first.planned_start, second.planned_start) == (one.planned_start, one.planned_start + two.minutes)
    assert now(plan).coming.step == two
    with pytest.raises(NoStep):
        move_step(fitri.actor, two.number, -1, op=new_op())  # the one before runs


def test_a_step_is_added_behind_another_and_changed_without_touching_its_end(steps, plan, press, fitri):
    press("start", number=steps[0].number)
    end = now(plan).room.ends_at
    values = {"title": "Doa bersama", "day": 1, "planned_start": 500, "minutes": 10}
    _, number = add_step(fitri.actor, 1, values, after=steps[0].number, op=new_op())
    assert now(plan).coming.step.title == "Doa bersama"
    base = fresh(plan).head
    change_step(fitri.actor, steps[0].number, {"title": "Registrasi", "minutes": 5}, base=base, op=new_op())
    assert (now(plan).room.step.title, now(plan).room.ends_at) == ("Registrasi", end)
    with pytest.raises(Overtaken):
        change_step(fitri.actor, steps[0].number, {"title": "Daftar ulang"}, base=base, op=new_op())
    assert number not in [step.number for step in steps]


def test_who_is_in_a_step_that_goes_is_told_and_what_they_wrote_stands(steps, plan, press, fitri, ani):
    press("start", number=steps[0].number)
    start_group_step(fitri.actor, "ekonomi", number=steps[3].number, minutes=15, op=new_op())
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean"}, op=new_op())
    delete_step(fitri.actor, steps[0].number, op=new_op())
    delete_step(fitri.actor, steps[3].number, op=new_op())
    delete_step(fitri.actor, steps[5].number, op=new_op())
    told = {said.pillar: said.text for said in now(plan).said}
    assert set(told) == {"", "ECO"} and steps[0].title in told[""] and "tetap tersimpan" in told["ECO"]
    assert now(plan).room is None and not GroupStep.objects.exists()
    with pytest.raises(NoStep):
        press("start", number=steps[0].number)


def test_a_group_that_is_behind_has_its_own_step_and_end(steps, plan, press, fitri):
    press("start", number=steps[0].number)
    press("next")
    start_group_step(fitri.actor, "ekonomi", number=steps[0].number, minutes=15, op=new_op())
    room = now(plan)
    assert (room.of("ECO").step, room.of("GOV").step) == (steps[0], steps[1])
    assert abs(room.of("ECO").ends_at - timezone.now() - 15 * MINUTE) < MINUTE
    release_group(fitri.actor, "ekonomi", op=new_op())
    assert now(plan).of("ECO").step == steps[1]
    start_group_step(fitri.actor, "ekonomi", number=steps[0].number, minutes=None, op=new_op())
    press("back")  # the room comes to where the group is
    assert not GroupStep.objects.exists()


# ── said and asked ─────────────────────────────────────────────────────────────────────────────


def test_what_is_said_reaches_those_it_is_for_until_it_is_ended(plan, fitri, ani, cici):
    broadcast(fitri.actor, "Makan siang pukul 11.45", op=new_op())
    broadcast(fitri.actor, "Ekonomi: pakai angka BPS", group="ekonomi", op=new_op())
    room = now(plan)
    assert [one.text for one in room.heard_by(ani.actor, "GOV")] == ["Makan siang pukul 11.45"]
    assert len(room.heard_by(cici.actor, "GOV")) == 2  # her group's word follows her to another board
    assert len(room.heard_by(fitri.actor, "ECO")) == 2
    end_broadcast(fitri.actor, 1, op=new_op())
    assert now(plan).heard_by(ani.actor, "GOV") == []
    assert Broadcast.objects.get(number=1).until


def test_a_group_has_one_call_that_one_facilitator_takes_up(plan, ani, budi, fitri, satya):
    call_help(ani.actor, "tata-kelola", note="Pakai angka mana?", op=new_op())
    call_help(budi.actor, "tata-kelola", op=new_op())
    assert HelpCall.objects.count() == 1 and now(plan).waiting == 1
    accept_call(fitri.actor, 1, op=new_op())
    assert now(plan).call_of("GOV").by == "Fitri" and now(plan).waiting == 0
    with pytest.raises(CallTaken):
        accept_call(satya.actor, 1, op=new_op())
    close_call(satya.actor, 1, op=new_op())
    assert now(plan).calls == ()
    call_help(budi.actor, "tata-kelola", op=new_op())
    withdraw_call(ani.actor, "tata-kelola", op=new_op())
    assert now(plan).calls == () and HelpCall.objects.count() == 2


def test_a_bimtek_is_opened_once_and_not_over_a_running_step(steps, plan, press, fitri):
    press("start", number=steps[0].number)
    with pytest.raises(NotOpened):
        open_bimtek(fitri.actor, 2, op=new_op())
    press("finish")
    open_bimtek(fitri.actor, 2, op=new_op())
    opened = Bimtek.objects.get(plan=plan, number=2).opened_at
    open_bimtek(fitri.actor, 2, op=new_op())
    assert Bimtek.objects.get(plan=plan, number=2).opened_at == opened
    assert now(plan).bimtek.number == 2


def test_what_a_step_may_fill_is_called_as_the_kinds_are():
    assert {key: KINDS[key].label for key in FILLS} == FILLS


@pytest.mark.django_db(transaction=True)
def test_con_13_two_press_on_in_the_same_instant_and_the_room_moves_by_one(transactional_db):
    plan = make_plan()
    satya, fitri = seat_account(plan, "Satya", "staf"), seat_account(plan, "Fitri", "fasilitator")
    plan_agenda(satya.actor, "satu_hari", op=new_op())
    open_bimtek(satya.actor, 1, op=new_op())
    steps = list(Step.objects.filter(plan=plan))
    steer(fitri.actor, "start", number=steps[0].number, base=fresh(plan).head, op=new_op())
    people = [satya.actor, fitri.actor]

    def pressing(actor, base):
        def act():
            try:
                return steer(actor, "next", base=base, op=new_op()) and "moved"
            except Overtaken:
                return "told"

        return act

    for place in range(1, 8):
        base = fresh(plan).head
        assert sorted(at_once(*(pressing(actor, base) for actor in people))) == ["moved", "told"]
        assert now(plan).room.step == steps[place]
