"""Who is here, told by open streams through two web processes, one of which is killed."""

import os
import signal

import pytest

from tests.processes import children_of, until
from tests.streams import Stream
from workshops.live.models import Handset
from workshops.live.presence import open_pages

BOARD = "/r/ponorogo/tata-kelola/"


def phone(server, person, device, ref=""):
    """The stream of a page on the board of Tata Kelola."""
    return Stream(server.url, person, board=f"GOV&hp={device * 12}&kartu={ref}")


def here(plan):
    return {(row.member, row.ref) for row in open_pages(plan)}


def hadir(stream):
    """How often the stream was told that who is here has changed."""
    return stream.lines.count("event: hadir")


@pytest.mark.in_turn
def test_two_processes_count_the_same_people_and_a_killed_one_leaves_no_ghost(start, plan, ani, budi, cici, settings):
    settings.PRESENCE_SECONDS = 5
    first, second = start(REMBUK_TEST_PRESENCE="5"), start(REMBUK_TEST_PRESENCE="5")
    stays = phone(first, ani, "a")
    until(lambda: here(plan) == {(ani.key, "")})
    phone(second, budi, "b", "masalah-1")
    phone(first, budi, "c")
    until(lambda: here(plan) == {(ani.key, ""), (budi.key, ""), (budi.key, "masalah-1")})
    assert "2 dari 2 orang" in ani.get(BOARD).content.decode(), "one person on two phones is one"
    told = until(lambda: hadir(stays))
    for process in [*children_of(second.process.pid), second.process.pid]:
        os.kill(process, signal.SIGKILL)
    until(lambda: here(plan) == {(ani.key, ""), (budi.key, "")})
    until(lambda: hadir(stays) > told)
    row = Handset.objects.get(device="b" * 12)
    assert not row.asleep, "it vanished without a word"


def test_whatever_a_stream_says_of_its_page_the_others_are_written(server, plan, ani, budi):
    for said in ("GOV%00&hp=x", "GOV&hp=ABC", "%F0%9F%98%80", "GOV'--&kartu=%27%3B"):
        Stream(server.url, ani, board=said)
    phone(server, budi, "b")
    until(lambda: (budi.key, "") in here(plan))
