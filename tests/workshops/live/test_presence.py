"""Who is where, as the database holds it, and what phones say of themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from workshops.live.actions import MOST_HANDSETS, NO_BOARD, report_handset, write_presence
from workshops.live.broadcaster import OpenStream
from workshops.live.models import Handset, Presence
from workshops.live.presence import GRACE, QUIET, OpenPages, open_pages

PHONE, OTHER = "a" * 12, "b" * 12
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def stream(person, device=PHONE, pillar="GOV", ref="", since=NOON):
    return OpenStream(person.plan.pk, person.key, device, pillar, ref, since)


def place(person, device=PHONE, pillar="GOV", ref="", since=NOON):
    return person.plan.pk, person.key, device, pillar, ref, since


def here(plan):
    return {(row.member, row.device, row.ref) for row in open_pages(plan)}


@pytest.fixture
def rings_of():
    """`rings(act)` gives the payloads that `act()` sends to those who listen."""

    def rings(act):
        with CaptureQueriesContext(connection) as asked:
            act()
        return [query["sql"] for query in asked if "pg_notify" in query["sql"]]

    return rings


# ── the open pages of one process ──────────────────────────────────────────────────────────────


def test_a_page_that_closed_stays_for_as_long_as_the_way_to_the_next_takes(ani):
    roll = OpenPages()
    assert roll.places([stream(ani)], 0) == [place(ani)]
    assert roll.places([], 1) == [place(ani)]
    assert roll.pause(1) < GRACE
    assert roll.places([], 1 + GRACE) == []
    assert roll.is_idle


def test_the_page_before_is_left_at_once_when_the_device_shows_another(ani):
    roll = OpenPages()
    roll.places([stream(ani)], 0)
    assert roll.places([stream(ani, ref="masalah-1")], 1) == [place(ani, ref="masalah-1")]
    assert roll.places([stream(ani, ref="masalah-1"), stream(ani, OTHER)], 2) == [
        place(ani, ref="masalah-1"),
        place(ani, OTHER),
    ]


def test_two_tabs_on_one_page_are_one_place_since_the_first(ani):
    later = NOON + timedelta(minutes=5)
    assert OpenPages().places([stream(ani, since=later), stream(ani)], 0) == [place(ani)]


def test_a_screen_is_nobody_and_a_board_that_no_pillar_can_be_called_is_none(ani):
    wall = OpenStream(ani.plan.pk, "layar3", PHONE, "GOV", "masalah-1", NOON)
    assert OpenPages().places([OpenStream(ani.plan.pk), wall, stream(ani, pillar="GOV\0")], 0) == []


def test_a_board_is_rung_once_in_a_while_and_nothing_is_forgotten():
    roll, board = OpenPages(), (7, "GOV")
    assert roll.rings({board}, 0) == {board}
    assert roll.rings({board, (7, "ECO")}, 1) == {(7, "ECO")}
    assert not roll.is_idle
    assert roll.rings(set(), QUIET) == {board}
    assert roll.rings(set(), 2 * QUIET) == set()


# ── in the database ────────────────────────────────────────────────────────────────────────────


def test_each_process_writes_its_own_pages_and_both_count(plan, ani, budi):
    assert write_presence("satu", [place(ani)], 18) == {(plan.pk, "GOV")}
    assert write_presence("dua", [place(budi, OTHER)], 18) == {(plan.pk, "GOV")}
    assert here(plan) == {(ani.key, PHONE, ""), (budi.key, OTHER, "")}
    assert write_presence("satu", [place(ani)], 18) == set(), "renewed, nothing happened"
    assert write_presence("satu", [], 18) == {(plan.pk, "GOV")}
    assert here(plan) == {(budi.key, OTHER, "")}


def test_a_visitor_concerns_the_board_they_look_at_and_the_one_they_sit_at(plan, cici, fitri):
    assert write_presence("satu", [place(cici)], 18) == {(plan.pk, "GOV"), (plan.pk, "ECO")}
    assert write_presence("dua", [place(fitri, pillar="")], 18) == {(plan.pk, NO_BOARD)}


def test_what_a_killed_process_left_is_gone_for_readers_and_told_by_the_others(plan, ani, budi, settings):
    settings.PRESENCE_SECONDS = 30
    write_presence("mati", [place(ani)], 18)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=17))
    assert here(plan)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=19))
    assert not here(plan)
    assert write_presence("hidup", [place(budi, OTHER, pillar="")], 18) == {(plan.pk, "GOV"), (plan.pk, NO_BOARD)}
    assert not Presence.objects.filter(process="mati").exists()


def test_since_when_goes_on_where_a_phone_comes_back_to_another_process(plan, ani):
    write_presence("satu", [place(ani, ref="masalah-1")], 18)
    write_presence("dua", [place(ani, ref="masalah-1", since=NOON + timedelta(minutes=3))], 18)
    assert {row.since for row in open_pages(plan)} == {NOON}


def test_a_plan_that_is_gone_meanwhile_stops_nobody_else(plan, ani):
    nowhere = (plan.pk + 1000, "p1", PHONE, "GOV", "", NOON)
    write_presence("satu", [nowhere, place(ani)], 18)
    assert here(plan) == {(ani.key, PHONE, "")}


def test_presence_is_not_written_to_the_log_of_the_database_and_reports_are(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relpersistence FROM pg_class WHERE relname IN ('workshops_presence', 'workshops_handset')"
        )
        assert dict(cursor.fetchall()) == {"workshops_presence": "u", "workshops_handset": "p"}


# ── what phones say ────────────────────────────────────────────────────────────────────────────


def test_counts_that_a_report_leaves_out_stay_as_they_were(plan, ani):
    report_handset(ani.actor, PHONE, unsent=3, drafts=4, looking=True)
    report_handset(ani.actor, PHONE)
    row = Handset.objects.get()
    assert (row.unsent, row.drafts, row.asleep) == (3, 4, True)


def test_two_people_on_one_device_are_counted_apart(plan, ani, budi):
    report_handset(ani.actor, PHONE, unsent=1, drafts=1)
    report_handset(budi.actor, PHONE, unsent=0, drafts=0)
    assert {row.member: row.unsent for row in Handset.objects.all()} == {ani.key: 1, budi.key: 0}


def test_a_page_that_asks_instead_of_listening_is_in_one_place(plan, ani):
    report_handset(ani.actor, PHONE, place=("GOV", ""))
    report_handset(ani.actor, PHONE, place=("GOV", "masalah-1"))
    assert here(plan) == {(ani.key, PHONE, "masalah-1")}
    report_handset(ani.actor, PHONE)
    assert here(plan) == set()


def test_a_phone_that_opens_a_page_is_awake_and_one_that_closes_it_has_said_no_good_bye(plan, ani):
    report_handset(ani.actor, PHONE, unsent=0, drafts=0)
    write_presence("satu", [place(ani)], 18)
    assert not Handset.objects.get().asleep
    write_presence("satu", [], 18)
    assert not Handset.objects.get().asleep
    report_handset(ani.actor, PHONE)
    write_presence("satu", [place(ani)], 18)
    report_handset(ani.actor, PHONE)
    write_presence("satu", [], 18)
    assert Handset.objects.get().asleep


def test_the_room_is_told_of_the_first_report_and_of_each_that_says_something_new(plan, ani, rings_of):
    write_presence("satu", [place(ani)], 18)
    told = []
    for said in ({"unsent": 0, "drafts": 0}, {"unsent": 0, "drafts": 0}, {"drafts": 1}, {}):
        told.append(len(rings_of(lambda said=said: report_handset(ani.actor, PHONE, looking=True, **said))))
    assert told == [1, 0, 1, 0]


@pytest.mark.parametrize("who", ["ani", "fitri"])
def test_a_person_with_ever_new_devices_fills_no_table(request, plan, who):
    person = request.getfixturevalue(who)
    for number in range(MOST_HANDSETS + 5):
        report_handset(person.actor, f"{number:012x}", unsent=0, drafts=0, place=("GOV", ""))
    assert Presence.objects.count() == MOST_HANDSETS, "nor are they in ever new places"
    kept = {row.device for row in Handset.objects.all()}
    assert kept == {f"{number:012x}" for number in range(5, MOST_HANDSETS + 5)}
    write_presence("satu", [place(person, f"{number:012x}") for number in range(100, 200)], 18)
    assert Handset.objects.count() == MOST_HANDSETS, "streams of ever new devices fill it no more than reports do"


def test_a_phone_that_holds_something_is_not_forgotten_for_others_that_hold_nothing(plan, ani):
    report_handset(ani.actor, PHONE, unsent=2, drafts=2)
    for number in range(MOST_HANDSETS + 5):
        report_handset(ani.actor, f"{number:012x}", unsent=0, drafts=0)
    assert Handset.objects.filter(device=PHONE, unsent=2).exists()


@pytest.mark.django_db(transaction=True)
def test_reports_of_one_phone_that_come_together_all_arrive(plan, ani):
    """Two tabs and the presence writer name one device in the same moment, and none waits for another in a circle."""

    def speak(number):
        try:
            for turn in range(25):
                at = (("GOV", ""), ("GOV", "masalah-1"), None)[(number + turn) % 3]
                report_handset(ani.actor, PHONE, unsent=turn, drafts=turn, place=at)
                if number == 0:
                    # -1: whatever stands there has lapsed
                    write_presence("satu", [place(ani)] if turn % 2 else [], -1)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(speak, range(4)))
    assert Handset.objects.get().unsent == 24
