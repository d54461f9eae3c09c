"""The law of live pages on the matrices: whatever a room does, an open matrix says the same as a fresh one."""

import pytest

from tests.journeys.law import Open, Room
from tests.journeys.test_since_law import ACTS, WIDE
from workshops import response_cache


@pytest.mark.in_turn
@pytest.mark.django_db
def test_an_open_matrix_follows_everything_that_a_room_does():
    room = Room()
    for step in WIDE:
        room.do(*step)
    base = f"/r/{room.plan.slug}/selaras/"
    response_cache._responses.clear()
    pages = [Open(room.ani, base), Open(room.fitri, f"{base}opd/"), Open(room.eko, f"{base}renstra/")]
    pages.append(Open(room.budi, f"{base}rpjmd-1/"))
    kinds = ("sasaran", "program", "masalah", "strategi")
    for place, act in enumerate(sorted(set(ACTS))):
        room.do(act, kinds[place % 4], place, place + 1)
        response_cache._responses.clear()
        pages[place % 4].pull()
    for page in pages:
        page.pull()
    assert sum(page.pulls for page in pages) > len(set(ACTS)) / 2
