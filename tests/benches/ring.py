"""`./rembuk bench ring`: many open streams on one web process. How fast a ring reaches them all, and what they cost.

Parts in one run:
1. `--people` phones (120) join at one server; at a second, fresh one `--streams` streams (500) are opened with
   their cookies; memory before and after.
2. `--rings` rings, one after another; each is timed from before the NOTIFY until each stream has its number.
3. The herd: all streams are cut at once, the phones' come back in the same instant (no spread, the worst case),
   while the plan has moved on; then each asks once what changed, after the page's own random wait.
4. SIGTERM and the process's end, with the phones' streams open.
"""

import argparse
import asyncio
import os
import random
import statistics
import time
from dataclasses import replace

import psycopg

from tests.benches.figures import p95
from tests.benches.phone import LONGEST_WAIT, SHORTEST_WAIT, Phone
from tests.benches.stage import serving, stage

#: Seconds after which a ring counts as lost.
LOST = 10


def run(argv):
    """Returns {streams, rings, lost, ring_p…_ms, kb_per_stream, rss_mb, opened_s, back_…, since_p95_ms, stop_s}."""
    parser = argparse.ArgumentParser(prog="rembuk bench ring")
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--rings", type=int, default=30)
    parser.add_argument("--people", type=int, default=120)
    options = parser.parse_args(argv)
    with stage() as scene:
        from workshops.plans.models import Plan

        plan = Plan.objects.values_list("pk", flat=True).get(slug=scene.slug)
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as rope:
            phones = asyncio.run(_join(scene, options.people))
            # the memory that joining left behind would hide what streams cost: they get a process of their own
            with serving() as (process, host, port):
                fresh = replace(scene, process=process, host=host, port=port)
                for phone in phones:
                    phone.host, phone.port, phone.browser.port = host, port, port
                return asyncio.run(_bench(fresh, phones, options, plan, rope))


class Ear(asyncio.Protocol):
    """One stream's end: notes when each number came."""

    def __init__(self):
        self.heard = {}
        self.closed = asyncio.get_running_loop().create_future()
        self.news = asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        now = time.perf_counter()
        for line in data.split(b"\n"):
            if line.startswith(b"data: "):
                self.heard.setdefault(int(line[6:]), now)
        self.news.set()

    def connection_lost(self, error):
        if not self.closed.done():
            self.closed.set_result(None)
        self.news.set()

    async def hears(self, number):
        """When `number` came, or None after `LOST` seconds."""
        try:
            async with asyncio.timeout(LOST):
                while number not in self.heard:
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            return None
        return self.heard[number]


async def _open(phone, board=""):
    """A stream of `phone`; returns the ear once its first number is there, and the seconds that this took."""
    began = time.perf_counter()
    _, ear = await asyncio.get_running_loop().create_connection(Ear, phone.host, phone.port)
    device = f"{random.getrandbits(48):012x}"
    path = f"/ring/{phone.slug}/?papan={board}&hp={device}"
    ear.transport.write(phone.browser.head("GET", path, more=("Accept: text/event-stream",)))
    async with asyncio.timeout(LOST):
        while not ear.heard:
            ear.news.clear()
            await ear.news.wait()
    return ear, time.perf_counter() - began


async def _join(scene, people):
    phones = []
    for place in range(people):
        phone = Phone(scene.host, scene.port, scene.slug, scene.boards[place % len(scene.boards)][0])
        await phone.join(scene.token, f"Peserta {place + 1}")
        await phone.open_board()
        phone.browser.writer.close()
        phone.browser.writer = None
        phones.append(phone)
    return phones


async def _bench(scene, phones, options, plan, rope):
    # what the process takes for itself once, at its first streams, is no stream's cost
    _cut(await _open_all(phones[:8]))
    await asyncio.sleep(1)
    before = scene.rss_mb()
    began = time.perf_counter()
    ears = await _open_all([phones[place % len(phones)] for place in range(options.streams)])
    opened = time.perf_counter() - began
    rung = await _ring(plan, rope, ears, options.rings)
    after = scene.rss_mb()
    result = {"streams": options.streams, "rings": options.rings} | rung
    result |= {"kb_per_stream": round((after - before) * 1024 / options.streams, 1), "rss_mb": after}
    return result | {"opened_s": round(opened, 2)} | await _herd(scene, phones, ears) | await _stop(scene, rope, phones)


async def _open_all(phones):
    return [ear for ear, _ in await asyncio.gather(*(_open(phone) for phone in phones))]


def _cut(ears):
    for ear in ears:
        ear.transport.abort()


async def _ring(plan, rope, ears, rings):
    head, took, lost = max(ears[0].heard), [], 0
    for number in range(head + 1, head + 1 + rings):
        began = time.perf_counter()
        _notify(rope, f"{plan}:{number}:")
        for came in await asyncio.gather(*(ear.hears(number) for ear in ears)):
            lost += came is None
            took += [] if came is None else [(came - began) * 1000]
        await asyncio.sleep(0.05)
    return {"lost": lost, "ring_p50_ms": round(statistics.median(took), 1), "ring_p95_ms": round(p95(took), 1)}


async def _herd(scene, phones, ears):
    _cut(ears)
    phone = phones[0]
    await phone.save(scene.boards[0][1][0], note="Kawanan")
    back = await asyncio.gather(*(_open(phone) for phone in phones))

    async def ask(phone):
        await asyncio.sleep(random.uniform(SHORTEST_WAIT, LONGEST_WAIT))
        began = time.perf_counter()
        await phone.browser.ask("GET", f"{phone.board}?since={phone.head}", more=("HX-Request: true",))
        return (time.perf_counter() - began) * 1000

    asked = await asyncio.gather(*(ask(phone) for phone in phones))
    _cut([ear for ear, _ in back])
    return {
        "back_p95_ms": round(p95([seconds * 1000 for _, seconds in back]), 1),
        "since_p95_ms": round(p95(asked), 1),
    }


async def _stop(scene, rope, phones):
    ears = await _open_all(phones)
    began = time.perf_counter()
    scene.process.terminate()
    while scene.process.poll() is None:
        await asyncio.sleep(0.01)
    stopped = time.perf_counter() - began
    await asyncio.gather(*(ear.closed for ear in ears))
    return {"stop_s": round(stopped, 2)}


def _notify(rope, payload):
    rope.execute("SELECT pg_notify('ring', %s)", [payload])
