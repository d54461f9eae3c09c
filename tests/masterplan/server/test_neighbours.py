"""One bad neighbour does not stop the room. What it costs the others is measured by `./rembuk bench neighbours`."""

import asyncio
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from masterplan.asgi import LONGEST_LINE, Pages
from masterplan.server.requests import RequestRejected
from pillars.cards.actions.save import add_entry
from tests.benches.phone import Browser, Phone, hidden
from tests.cast import new_op
from tests.processes import apart
from tests.streams import Stream
from workshops.codes import fingerprint, tidy
from workshops.membership.models import Participant
from workshops.people.actions.join_codes import make_code, make_screen_key, renew_screen_key
from workshops.people.actions.sign_in import note_wrong_try

pytestmark = pytest.mark.server

HERE = f"address:{fingerprint('address', '127.0.0.1')[:32]}"


@pytest.fixture
def door(plan):
    return make_code(plan)


@pytest.mark.in_turn
def test_120_people_behind_one_address_come_in_while_somebody_there_guesses_codes(server, plan, door):
    """Half of them scan the QR code, half type the code; the guesser has used up what an address may guess."""
    place = urlsplit(server.url)
    note_wrong_try(*[HERE] * 300)

    async def come(number, several):
        async with several:
            phone = Phone(place.hostname, place.port, plan.slug, "tata-kelola")
            way = door.token if number % 2 else tidy(door.code)
            await phone.join(way, f"Peserta {number}")

    async def hall():
        guesser, several = Browser(place.hostname, place.port), asyncio.Semaphore(8)
        page = await guesser.ask("GET", "/")
        form = {"csrfmiddlewaretoken": hidden(page.text, "csrfmiddlewaretoken"), "code": "AAAA-BBBB"}
        assert (await guesser.ask("POST", "/", form)).status == 429
        await asyncio.gather(*(come(number, several) for number in range(120)))
        assert (await guesser.ask("POST", "/", form)).status == 429

    apart(hall())
    assert Participant.objects.filter(plan=plan).count() == 120


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Lambat: a",
        b"POST /masuk/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 4000\r\n\r\na",
    ],
    ids=["header", "body"],
)
def test_200_connections_that_never_finish_do_not_stop_a_save(server, plan, ani, door, begun):
    place = urlsplit(server.url)
    ref = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref

    async def saves():
        phone = Phone(place.hostname, place.port, plan.slug, "tata-kelola")
        await phone.join(door.token, "Budi")
        return (await phone.save(ref, statement="Antrean pendek"))[1].status

    with ExitStack() as held:
        for _ in range(200):
            line = held.enter_context(socket.create_connection((place.hostname, place.port)))
            line.sendall(begun)
        assert apart(saves()) == 200
    assert plan.problems.get().statement == "Antrean pendek"


def test_whoever_reads_nothing_keeps_nobody_from_reading(server, plan, ani, door):
    place = urlsplit(server.url)
    for number in range(40):
        add_entry(ani.actor, "masalah", "GOV", {"statement": f"Masalah {number} " + "panjang " * 40}, op=new_op())
    cookies = "; ".join(f"{name}={item.value}" for name, item in ani.client.cookies.items())
    asked = f"GET /r/{plan.slug}/tata-kelola/ HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookies}\r\n\r\n".encode()

    async def reads():
        phone = Phone(place.hostname, place.port, plan.slug, "tata-kelola")
        await phone.join(door.token, "Budi")
        return (await phone.browser.ask("GET", phone.board)).status

    with ExitStack() as held:
        for _ in range(60):
            line = held.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect((place.hostname, place.port))
            line.sendall(asked * 3)
        assert apart(reads()) == 200


def test_a_projector_hears_its_plan_and_nothing_once_its_address_is_renewed(server, plan, ani, fitri, nana):
    key = make_screen_key(plan)
    wall = Stream(server.url, slug=plan.slug, board=f"&layar={key}")
    assert wall.status == 200
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op())
    wall.hears(1)
    renew_screen_key(fitri.actor, op=new_op())
    assert wall.ends()
    assert Stream(server.url, slug=plan.slug, board=f"&layar={key}").status == 404
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Data berbeda"}, op=new_op())
    assert 3 not in wall.numbers


def test_a_browser_that_asks_hundreds_of_times_what_changed_keeps_nobody_from_saving(server, plan, ani, door):
    """More questions at once than may wait altogether; the others save and look meanwhile as if nobody asked."""
    place = urlsplit(server.url)
    ref = add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang"}, op=new_op()).ref
    cookies = "; ".join(f"{name}={item.value}" for name, item in ani.client.cookies.items())
    asked = f"GET /r/{plan.slug}/tata-kelola/?since=0 HTTP/1.1\r\nHost: x\r\nCookie: {cookies}\r\n\r\n".encode()

    async def others(lines):
        phone = Phone(place.hostname, place.port, plan.slug, "tata-kelola")
        await phone.join(door.token, "Budi")
        statuses = []
        for number in range(4):
            for line in lines:
                line.sendall(asked)
            statuses.append((await phone.save(ref, statement=f"Antrean {number}"))[1].status)
            statuses.append((await phone.browser.ask("GET", f"{phone.board}?since=0")).status)
        return statuses

    with ExitStack() as held:
        lines = [held.enter_context(socket.create_connection((place.hostname, place.port))) for _ in range(400)]
        assert apart(others(lines)) == [200] * 8


def test_a_browser_that_asks_for_hundreds_of_pages_waits_in_a_line_of_its_own():
    """One page at a time for one session; others pass by, and past the end of the line it is told to come later."""
    pages, order = Pages(), []

    async def ask(session, number, door):
        async with pages.turn(session):
            order.append((session, number))
            await door.wait()

    async def story():
        door, open_door = asyncio.Event(), asyncio.Event()
        open_door.set()
        greedy = [asyncio.create_task(ask(b"a", number, door)) for number in range(LONGEST_LINE)]
        await asyncio.sleep(0)
        with pytest.raises(RequestRejected):
            await ask(b"a", -1, door)
        await ask(b"b", 0, open_door)
        await asyncio.gather(ask(b"", 1, open_door), ask(b"", 2, open_door))
        seen = list(order)
        door.set()
        await asyncio.gather(*greedy)
        await ask(b"a", LONGEST_LINE, open_door)
        return seen

    assert apart(story()) == [(b"a", 0), (b"b", 0), (b"", 1), (b"", 2)]
    assert [number for session, number in order if session == b"a"] == list(range(LONGEST_LINE + 1))
    pages.close()
