"""Two processes behind one port: a room that does not notice which of them it speaks with, nor that one is renewed."""

import os
import signal
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from pillars.cards.actions.save import add_entry
from tests.cast import new_op
from tests.processes import alive, children_of, until
from tests.streams import Stream


@pytest.fixture
def pair(start):
    """Two web processes on one port, as `up` starts them."""
    server = start("--respawn-interval", "2", workers=2)
    until(lambda: len(children_of(server.process.pid)) == 2)
    return server


def answers(server):
    place = urlsplit(server.url)
    line = HTTPConnection(place.hostname, place.port, timeout=10)
    try:
        line.request("GET", "/sehat/")
        return line.getresponse().status
    finally:
        line.close()


def save(person):
    return add_entry(person.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).receipt.number


@pytest.mark.in_turn
def test_renewed_one_by_one_the_port_answers_all_the_time_and_no_stream_misses_a_number(pair, plan, ani, budi):
    before = children_of(pair.process.pid)
    streams = [Stream(pair.url, ani) for _ in range(12)]
    for stream in streams:
        stream.hears(0)
    pair.process.send_signal(signal.SIGHUP)
    statuses, numbers = set(), []
    while any(map(alive, before)):
        statuses.add(answers(pair))
        numbers.append(save(budi))
    assert statuses == {200}
    assert all(stream.ends() for stream in streams), "each ends cleanly, and its browser comes back"
    back = [Stream(pair.url, ani) for _ in streams]
    for stream in back:
        stream.hears(numbers[-1])
    number = save(budi)
    for stream in back:
        stream.hears(number)


@pytest.mark.in_turn
def test_one_that_is_killed_comes_back_while_the_other_answers(pair, plan, ani, budi):
    killed, other = children_of(pair.process.pid)
    streams = [Stream(pair.url, ani) for _ in range(12)]
    for stream in streams:
        stream.hears(0)
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(children_of(pair.process.pid)) == 2 and not alive(killed))
    assert alive(other)
    number = save(budi)
    stay = [stream for stream in streams if not stream.over.is_set()]
    for stream in [*stay, *(Stream(pair.url, ani) for _ in range(4))]:
        stream.hears(number)


@pytest.mark.in_turn
def test_one_that_holds_too_much_is_renewed(start, plan, ani):
    server = start("--workers-max-rss", "1", "--rss-sample-interval", "1", "--respawn-interval", "2")
    large = min(children_of(server.process.pid))
    stream = Stream(server.url, ani)
    assert stream.ends()
    until(lambda: not alive(large))
    Stream(server.url, ani).hears(0)
