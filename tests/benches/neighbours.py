"""`./rembuk bench neighbours`: one bad neighbour at a time, while a room works. What do the others feel of it?

`--people` guests save and read on the boards of the example plan, about one save each in `--think` seconds. Quiet
spells of `--seconds` alternate with neighbours, each of them in a process of its own, so that its work is not measured:

    slow_readers   100 connections that ask for boards, 50 streams, and read nothing
    reconnects     streams opened and cut, 1,000 of them
    guessing       codes guessed without a pause, while 120 people join from that same address
    upload         bodies of 10 MiB, over and over
    export         every file of the plan ordered at once, and made
    slow_headers   200 connections that send a header a letter a second
    slow_bodies    200 connections that send a body a letter a second

`ratio` is the 95th percentile of the others' saves and pages against that of the quiet spells before and after.
"""

import argparse
import asyncio
import contextlib
import multiprocessing
import random
import statistics
import subprocess
import time
from collections import Counter

from masterplan.server.paths import ROOT
from masterplan.server.processes import die_with_parent, worker_command
from tests.benches import room
from tests.benches.guest import Guest
from tests.benches.phone import Browser, Phone, hidden
from tests.benches.stage import stage

LOST = (ConnectionError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, AttributeError)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
JOINERS = 120


def run(argv):
    """Returns {people, quiet_p95_ms, worst, joins_refused, receipts, lost, doubled, failures, neighbours: {name: …}}.

    Each neighbour: {p95_ms, answers, ratio}.
    """
    parser = argparse.ArgumentParser(prog="rembuk bench neighbours")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--think", type=float, default=6)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--only", default="", help="names of neighbours, separated by commas")
    options = parser.parse_args(argv)
    with stage() as scene:
        worker = subprocess.Popen(worker_command(), cwd=ROOT, preexec_fn=die_with_parent)
        try:
            return asyncio.run(_street(scene, options))
        finally:
            worker.kill()
            worker.wait()


async def _street(scene, options):
    guests = []
    for place in range(options.people):
        pillar, refs = scene.boards[place % len(scene.boards)]
        guests.append(Guest(scene.host, scene.port, scene.slug, pillar, refs))
        await guests[-1].arrive(scene.token, f"Peserta {place + 1}")
    # the neighbour is in the room too, and not one of the others
    pillar, refs = scene.boards[0]
    stranger = Guest(scene.host, scene.port, scene.slug, pillar, refs)
    await stranger.arrive(scene.token, "Tetangga")
    stranger._leave()
    over = asyncio.Event()
    lives = [asyncio.create_task(_work(guest, options.think, over)) for guest in guests]
    await asyncio.sleep(options.think)  # until everybody has begun
    found, before = {}, await _spell(guests, options.seconds)
    quiet = list(before)
    for name in options.only.split(",") if options.only else NEIGHBOURS:
        felt, refused = await _beside(name, scene, guests, stranger, options)
        after = await _spell(guests, options.seconds)
        found[name] = _compared(felt, before + after) | refused
        quiet += after
        before = after
    over.set()
    await asyncio.gather(*lives)
    await asyncio.wait_for(asyncio.gather(*(room._empty(guest) for guest in guests)), 60)
    for guest in guests:
        guest._leave()
    judged = room._judged(scene.slug, guests)
    return {
        "people": options.people,
        "quiet_p95_ms": _p95(quiet),
        "worst": max(one["ratio"] for one in found.values()),
        "joins_refused": sum(one.pop("refused", 0) for one in found.values()),
        "receipts": judged["saves"],
        "lost": judged["lost"],
        "doubled": judged["doubled"],
        "rss_mb": scene.rss_mb(),
        "failures": sorted(Counter(text for guest in guests for text in guest.failures).items()),
        "neighbours": found,
    }


async def _work(guest, think, over):
    """Saves a card, looks at the board, and begins again."""
    await asyncio.sleep(random.uniform(0, think))
    while not over.is_set():
        ends = time.perf_counter() + think * random.uniform(0.5, 1.5)
        if await guest.write(random.choice(guest.refs), think * 0.2):
            await asyncio.sleep(0.5)
            await guest.go(guest.board)
        await asyncio.sleep(max(0.1, ends - time.perf_counter()))


async def _spell(guests, seconds):
    """Seconds that each save and page took whose answer came within the next `seconds`."""
    marks = [(len(guest.diary.pages), len(guest.diary.receipts)) for guest in guests]
    await asyncio.sleep(seconds)
    spans = []
    for guest, (pages, receipts) in zip(guests, marks, strict=True):
        spans += guest.diary.pages[pages:] + [receipt.took for receipt in guest.diary.receipts[receipts:]]
    return spans


async def _beside(name, scene, guests, stranger, options):
    """(what the guests' answers took beside the neighbour `name`, {"refused": joins that were refused})."""
    if name == "export":
        await asyncio.to_thread(_order_files, scene.slug)
    fresh = multiprocessing.get_context("spawn")
    told = fresh.SimpleQueue()
    cookies = dict(stranger.browser.cookies)
    what = (name, scene.host, scene.port, scene.slug, scene.token, cookies, told)
    process = fresh.Process(target=_be, args=what, daemon=True)
    process.start()
    try:
        while not await asyncio.to_thread(_ready, told, process):
            pass
        spans = await _spell(guests, options.seconds)
        while name == "guessing" and told.empty() and process.is_alive():
            spans += await _spell(guests, 1)
        return spans, {} if told.empty() else {"refused": told.get()}
    finally:
        process.kill()
        process.join()


def _ready(told, process):
    while told.empty() and process.is_alive():
        time.sleep(0.02)
    return told.get() if process.is_alive() else True


def _order_files(slug):
    from masterplan.exports.actions.orders import order_export
    from workshops.membership.actors import actor_of_account
    from workshops.plans.models import Plan

    plan = Plan.objects.get(slug=slug)
    staff = actor_of_account(plan, plan.staff_roles.get(role="fasilitator").account)
    for number in range(6):
        order_export(staff, "2", ("pdf", "json")[number % 2], op=f"bench-file-{number}-{random.getrandbits(40):x}")


def _compared(felt, quiet):
    return {"p95_ms": _p95(felt), "answers": len(felt), "ratio": round(_p95(felt) / _p95(quiet), 2)}


def _p95(spans):
    return round(statistics.quantiles(spans, n=20)[-1] * 1000, 1) if len(spans) > 1 else 0.0


# ── the neighbours: each runs until it is killed, says True once it has begun, and may tell a number later ────────


def _be(name, host, port, slug, token, cookies, told):
    die_with_parent()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(NEIGHBOURS[name](Street(host, port, slug, token, cookies, told)))


class Street:
    """Where the neighbour lives: the server, and the cookies of somebody who is in."""

    def __init__(self, host, port, slug, token, cookies, told):
        self.host, self.port, self.slug, self.token, self.cookies, self.told = host, port, slug, token, cookies, told

    def browser(self, *, known=True):
        browser = Browser(self.host, self.port)
        browser.cookies = dict(self.cookies) if known else {}
        return browser

    def head(self, method, path, length=0):
        return self.browser().head(method, path, length)

    async def connect(self):
        return await asyncio.open_connection(self.host, self.port)


async def _all(told, *tasks):
    gathered = asyncio.gather(*tasks, return_exceptions=True)
    told.put(True)
    await gathered
    await asyncio.Event().wait()


async def slow_readers(street):
    async def unread(path, times):
        _, writer = await street.connect()
        writer.transport.pause_reading()
        writer.write(street.head("GET", path) * times)
        await asyncio.Event().wait()

    boards = [unread(f"/r/{street.slug}/kelompok/", 3) for _ in range(100)]
    await _all(street.told, *boards, *(unread(f"/ring/{street.slug}/", 1) for _ in range(50)))


async def reconnects(street):
    async def again(times):
        for _ in range(times):
            with contextlib.suppress(*LOST):
                reader, writer = await street.connect()
                writer.write(street.head("GET", f"/ring/{street.slug}/"))
                await asyncio.wait_for(reader.readline(), 10)
                writer.transport.abort()

    await _all(street.told, *(again(50) for _ in range(20)))


async def guessing(street):
    async def guess():
        browser = street.browser(known=False)
        page = await browser.ask("GET", "/")
        form = {"csrfmiddlewaretoken": hidden(page.text, "csrfmiddlewaretoken")}
        while True:
            with contextlib.suppress(*LOST):
                await browser.ask("POST", "/", form | {"code": "".join(random.choices(LETTERS, k=8))})

    async def come(number):
        phone = Phone(street.host, street.port, street.slug, "tata-kelola")
        try:
            await phone.join(street.token, f"Tetangga {number}")
        except RuntimeError:
            return 1
        return 0

    guessers = [asyncio.create_task(guess()) for _ in range(4)]
    street.told.put(True)
    refused = 0
    for number in range(JOINERS):
        refused += await come(number)
    street.told.put(refused)
    await asyncio.gather(*guessers)


async def upload(street):
    async def send():
        while True:
            with contextlib.suppress(*LOST):
                reader, writer = await street.connect()
                writer.write(street.head("POST", f"/r/{street.slug}/tata-kelola/masalah-1/", 10 << 20))
                for _ in range(160):
                    writer.write(b"a" * 65536)
                    await writer.drain()
                await asyncio.wait_for(reader.readline(), 20)
                writer.transport.abort()

    await _all(street.told, *(send() for _ in range(3)))


async def export(street):
    """The worker makes what was ordered; nothing else is asked."""
    await _all(street.told)


async def slow_headers(street):
    async def drip():
        while True:
            with contextlib.suppress(*LOST):
                _, writer = await street.connect()
                writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-")
                while not writer.is_closing():
                    writer.write(b"a")
                    await writer.drain()
                    await asyncio.sleep(1)

    await _all(street.told, *(drip() for _ in range(200)))


async def slow_bodies(street):
    async def drip():
        while True:
            with contextlib.suppress(*LOST):
                _, writer = await street.connect()
                writer.write(street.head("POST", f"/r/{street.slug}/tata-kelola/masalah-1/", 4000))
                while not writer.is_closing():
                    writer.write(b"a")
                    await writer.drain()
                    await asyncio.sleep(1)

    await _all(street.told, *(drip() for _ in range(200)))


NEIGHBOURS = {
    one.__name__: one for one in (slow_readers, reconnects, guessing, upload, export, slow_headers, slow_bodies)
}
