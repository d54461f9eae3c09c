"""Streams that are bad neighbours: readers who take nothing, phones that come and go, and two processes as one."""

import asyncio
import os
import socket
from urllib.parse import urlsplit

import pytest
from django.db import connection

from masterplan.asgi import STREAMS_OF_ONE
from pillars.cards.actions.save import add_entry
from tests.benches.memory import family, pss_mb
from tests.cast import new_op
from tests.processes import apart, children_of, until
from tests.streams import Stream, moves_to
from workshops.live.broadcaster import HADIR, HERE_AGAIN, Broadcaster, OpenStream


def rings(plan, first, last):
    """Each number by itself, as committed saves ring; the newest is the plan's."""
    with connection.cursor() as cursor:
        for number in range(first, last):
            cursor.execute("SELECT pg_notify('ring', %s)", [f"{plan.pk}:{number}:"])
    moves_to(plan, last)


def deaf(server, person):
    """A phone that opens a stream and reads nothing of it; it can take in next to nothing either."""
    place = urlsplit(server.url)
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    line.connect((place.hostname, place.port))
    cookie = f"rembuk={person.client.cookies['rembuk'].value}"
    line.sendall(f"GET /ring/ponorogo/ HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\n\r\n".encode())
    return line


def test_readers_who_take_nothing_delay_nobody_and_grow_nothing(server, plan, ani, budi):
    hears = Stream(server.url, budi)
    lines = [deaf(server, ani) for _ in range(10)]
    rings(plan, 1, 500)
    hears.hears(500)
    before = pss_mb(family(server.process.pid))
    rings(plan, 501, 5000)
    hears.hears(5000)
    # ten readers, at most 64 kB each, and what the process takes anyway while it rings
    assert pss_mb(family(server.process.pid)) - before < 3
    for line in lines:
        line.close()


def test_a_reader_who_was_away_gets_the_newest_number_and_no_queue(transactional_db):
    async def story():
        bell = Broadcaster()

        async def ask():
            return True

        with bell.listening(OpenStream(1, "p1"), head=1, revocations=0, ask=ask) as listener:
            first = await listener.next()
            for number in range(2, 5001):
                listener.hear(head=number)
            second = await listener.next()
        await bell.stop()
        return first, second

    assert apart(story()) == (b"id: 1\ndata: 1\n\n", b"id: 5000\ndata: 5000\n\n")


def test_who_comes_and_goes_all_the_time_makes_nobody_ask_all_the_time(transactional_db):
    async def story():
        bell = Broadcaster()
        with bell.listening(OpenStream(1, "p1"), head=1, revocations=0, ask=None) as listener:
            told, now = [await listener.next()], asyncio.get_running_loop().time()
            for tenth in range(int(HERE_AGAIN * 20)):
                listener.hear(head=tenth + 2, here=True)
                listener.look(now + tenth / 10)
                told.append(await listener.next())
        await bell.stop()
        return told

    assert sum(HADIR in piece for piece in apart(story())) == 2


def test_one_person_holds_no_more_streams_than_all_their_devices_need(server, plan, ani, budi):
    streams = [Stream(server.url, ani) for _ in range(STREAMS_OF_ONE)]
    assert Stream(server.url, ani).status == 503
    assert Stream(server.url, budi).status == 200
    streams[0].close()
    until(lambda: Stream(server.url, ani).status == 200)
    for stream in streams[1:]:
        stream.close()


@pytest.mark.in_turn
def test_phones_that_come_and_go_leave_nothing_behind(server, plan, ani, budi):
    stays = Stream(server.url, budi)
    stays.hears(0)
    (web,) = children_of(server.process.pid)

    def open_files():
        return len(os.listdir(f"/proc/{web}/fd"))

    before = open_files()
    for _ in range(10):
        for stream in [Stream(server.url, ani) for _ in range(20)]:
            stream.hears(0)
            stream.close()
    until(lambda: open_files() <= before + 2)
    rings(plan, 1, 2)
    stays.hears(2)


def test_two_processes_are_one_room(two, plan, ani, budi, fitri):
    """What is saved through one is heard through the other, and so is who is there."""
    one, other = two
    here, there = Stream(one.url, fitri), Stream(other.url, fitri)
    for stream in (here, there):
        stream.hears(0)
    place = Stream(one.url, ani, board="GOV")
    for stream in (here, there):
        until(lambda heard=stream: "event: hadir" in heard.lines)
    receipt = add_entry(budi.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    for stream in (here, there, place):
        stream.hears(receipt.receipt.number)
