"""The ring over a real server: who hears what, and when a stream ends."""

import asyncio
import re
import socket

import pytest
from django.db import connection
from django.utils import timezone

from masterplan.server.network import set_keepalive
from pillars.cards.actions.save import add_entry
from tests.cast import new_op
from tests.processes import alive, apart, children_of, until
from tests.streams import Stream, moves_to
from workshops.live.actions import notify
from workshops.live.broadcaster import LOOK, PULSE, Broadcaster, OpenStream
from workshops.membership.models import Participant


def removed(person):
    """The staff takes somebody off the list: the row changes, and that rings by itself."""
    Participant.objects.filter(plan=person.plan, number=person.number).update(removed_at=timezone.now())


def test_the_number_of_now_comes_at_once_and_each_new_one_when_it_is_committed(server, plan, ani):
    moves_to(plan, 41)
    stream = Stream(server.url, ani)
    stream.hears(41)
    assert stream.lines[0].startswith("retry: ")
    assert "id: 41" in stream.lines
    moves_to(plan, 42)
    stream.hears(42)
    moves_to(plan, 45)
    stream.hears(45)
    assert stream.numbers == [41, 42, 45]


def test_a_ring_of_another_plan_is_not_heard(server, plan, ani, other_plan, oka):
    here, there = Stream(server.url, ani), Stream(server.url, oka, slug="trenggalek")
    moves_to(other_plan, 7)
    there.hears(7)
    moves_to(plan, 3)
    here.hears(3)
    assert 7 not in here.numbers


def test_a_board_hears_what_concerns_it_and_the_six_hear_all(server, plan, ani, cici, fitri):
    gov, eco, six = (
        Stream(server.url, ani, board="GOV"),
        Stream(server.url, cici, board="ECO"),
        Stream(server.url, fitri),
    )
    for stream in (gov, eco, six):
        stream.hears(0)
    moves_to(plan, 3, "GOV")
    gov.hears(3)
    six.hears(3)
    moves_to(plan, 4)
    for stream in (gov, eco, six):
        stream.hears(4)
    assert eco.numbers == [0, 4]


def test_whoever_is_removed_hears_nothing_more_and_the_others_go_on(server, plan, ani, budi):
    gone, stays = Stream(server.url, ani), Stream(server.url, budi)
    # a number that both hear: from here on the process listens, and nothing but the revocation can end a stream
    moves_to(plan, 8)
    gone.hears(8)
    stays.hears(8)
    removed(ani)
    assert gone.ends()
    assert Stream(server.url, ani).status == 404
    moves_to(plan, 9)
    stays.hears(9)
    assert 9 not in gone.numbers


def test_strangers_and_other_plans_get_the_same_answer_as_for_a_plan_that_does_not_exist(server, plan, ani, oka):
    nobody, stranger = Stream(server.url), Stream(server.url, oka)
    nowhere = Stream(server.url, ani, slug="tidak-ada")
    assert {nobody.status, stranger.status, nowhere.status} == {404}
    assert nobody.body == stranger.body == nowhere.body


@pytest.mark.parametrize("cookie", ["rembuk=", "rembuk=;;;=,", "rembuk=" + "a" * 4000, 'rembuk="\\000"', "x"])
def test_a_cookie_that_means_nothing_is_nobody(server, plan, cookie):
    assert Stream(server.url, Cookie=cookie).status == 404


@pytest.mark.parametrize("last", ["abc", "-1", "9" * 400, "99999999", "4;DROP"])
def test_whatever_a_browser_says_it_heard_last_the_number_of_now_comes(server, plan, ani, last):
    moves_to(plan, 12)
    Stream(server.url, ani, **{"Last-Event-ID": last}).hears(12)


def test_open_streams_hold_no_database_connection(server, plan, ani):
    streams = [Stream(server.url, ani) for _ in range(40)]
    for stream in streams:
        stream.hears(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        # this test, page threads, presence writer, listener; a server that stops may still hold some
        assert cursor.fetchone()[0] < 40
    moves_to(plan, 2)
    for stream in streams:
        stream.hears(2)


def test_a_phone_that_leaves_is_forgotten_and_the_next_hears(server, plan, ani, budi):
    for _ in range(5):
        Stream(server.url, ani).close()
    stays = Stream(server.url, budi)
    moves_to(plan, 4)
    stays.hears(4)


def test_what_was_rung_while_nobody_listened_is_made_up_for(server, plan, ani, budi):
    stream = Stream(server.url, ani)
    stream.hears(0)

    def deafened():
        """The process that listens has to begin anew."""
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND datname = current_database()
                AND query LIKE '%AS read (plan_id, number)%'"""
            )
            return cursor.fetchone()[0]

    until(deafened)
    stream.hears(add_entry(budi.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).receipt.number)


def test_the_streams_end_cleanly_when_their_own_server_stops_and_with_it_its_page_process(start, plan, ani, budi):
    server = start()
    (page_process,) = children_of(server.process.pid)
    streams = [Stream(server.url, ani), Stream(server.url, budi)]
    for stream in streams:
        stream.hears(0)
    moves_to(plan, 8)
    for stream in streams:
        stream.hears(8)
    assert server.stop() == 0
    assert all(stream.ends() for stream in streams)
    until(lambda: not alive(page_process))


def test_a_right_that_changed_while_it_was_asked_is_asked_again(transactional_db):
    """The check began before a revocation and the stream after it: no number may be sent."""

    async def story():
        bell, asked = Broadcaster(), []

        async def ask():
            asked.append(True)
            return False

        bell.revocations = 3
        with bell.listening(OpenStream(plan_id=1), head=5, revocations=2, ask=ask) as listener:
            heard = await listener.next()
        await bell.stop()
        return heard, asked, len(bell.open_streams())

    assert apart(story()) == (None, [True], 0)


def test_who_listens_where_is_known_while_the_stream_is_open(transactional_db):
    """The roll of who is here reads it, and is woken when somebody comes or goes."""

    async def story():
        bell = Broadcaster()

        async def ask():
            return True

        ani = OpenStream(1, "p1", "0123456789ab", "GOV", "sasaran-12")
        with bell.listening(ani, head=5, revocations=0, ask=ask):
            came, during = bell.changed.is_set(), bell.open_streams()
            bell.changed.clear()
        went, after = bell.changed.is_set(), bell.open_streams()
        await bell.stop()
        return came, during, went, after

    came, during, went, after = apart(story())
    assert came and went
    assert [(row.member, row.pillar, row.ref) for row in during] == [("p1", "GOV", "sasaran-12")]
    assert after == []


def test_who_is_where_is_no_news_for_another_board(transactional_db):
    async def story():
        bell = Broadcaster()

        async def ask():
            return True

        with (
            bell.listening(OpenStream(1, "p1", pillar="GOV"), head=5, revocations=0, ask=ask) as gov,
            bell.listening(OpenStream(1, "p2", pillar="ECO"), head=5, revocations=0, ask=ask) as eco,
        ):
            await gov.next(), await eco.next()
            bell._hear("here:1:GOV")
            heard = await gov.next()
            bell._hear("1:6:")
            beside = await eco.next()
        await bell.stop()
        return heard, beside

    heard, beside = apart(story())
    assert b"event: hadir" in heard
    assert b"data: 6" in beside and b"event: hadir" not in beside


def test_who_is_where_is_heard_on_that_board_and_by_the_six(server, plan, ani, cici, fitri):
    gov, eco, six = (
        Stream(server.url, ani, board="GOV"),
        Stream(server.url, cici, board="ECO"),
        Stream(server.url, fitri),
    )
    for stream in (gov, eco, six):
        stream.hears(0)
    notify(f"here:{plan.pk}:GOV")
    for stream in (gov, six):
        until(lambda heard=stream: "event: hadir" in heard.lines)
    moves_to(plan, 2)
    for stream in (gov, eco, six):
        stream.hears(2)
    # numbers and kinds of news, never a word of anybody's (LIV-06)
    said = re.compile(r"(data: \d+|: .*|id: \d+|retry: \d+|event: [a-z]+)?")
    assert all(said.fullmatch(line) for stream in (gov, eco, six) for line in stream.lines)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux gives up a silent connection early")
def test_connections_to_phones_that_vanish_are_given_up():
    """What an accepted connection inherits; that the kernel keeps its word was measured (docs/running.md)."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert "TCP_USER_TIMEOUT" in set_keepalive()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            patience = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            assert PULSE + patience / 1000 <= 25 - LOOK
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_a_stream_never_stays_silent_for_longer_than_a_pulse_also_when_its_right_was_asked_meanwhile(transactional_db):
    async def story():
        bell = Broadcaster()

        async def ask():
            return True

        with bell.listening(OpenStream(1, "p1"), head=5, revocations=0, ask=ask) as listener:
            await listener.next()
            now = asyncio.get_running_loop().time()
            waiting = asyncio.create_task(listener.next())
            await asyncio.sleep(0)
            listener.hear(doubtful=True)
            for _ in range(5):
                await asyncio.sleep(0)
            assert not waiting.done()
            listener.look(now + PULSE)
            heard = await asyncio.wait_for(waiting, 5)
        await bell.stop()
        return heard

    assert apart(story()) == b"id: 5\ndata: 5\n\n"
