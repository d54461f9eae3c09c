"""`./rembuk bench room`: a workshop through the real HTTP interface, from the door to the last saved word.

`--people` phones come through the door within `--door` seconds, spread over the six boards of the example plan, and
stay until `--minutes` are over. Each saves about once in `--think` seconds (card opened, typed in, saved), reads in
between (its board, completeness, history), keeps a stream open on each page, asks what changed as the page's script
does, and reports what it holds unsent. A share of them loses the network for 5 to 30 seconds; once all lose it at the
same moment and come back at the same moment, half of them by loading the page again.

At the end the phones' own receipts are held against the journal, read through a fresh connection.
"""

import argparse
import asyncio
import os
import random
import statistics
import time
from collections import Counter
from pathlib import Path

import psycopg

from masterplan.server.up import WEB
from tests.benches import held
from tests.benches.figures import p95
from tests.benches.guest import Guest
from tests.benches.memory import family
from tests.benches.stage import stage

#: Seconds after which a save that a shown board has not heard of counts as not seen.
UNSEEN = 10
#: Streams that are opened at the end, when all is quiet, to weigh them.
WEIGHED = 200
#: Seconds without network for all, and how far into the run.
BLACKOUT, BLACKOUT_AT = 8.0, 0.6


def run(argv):
    """Returns {people, minutes, saves, lost, doubled, save_…, late_…, seen_…, ring_…, join_…, back_…, streams, …}."""
    parser = argparse.ArgumentParser(prog="rembuk bench room")
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--think", type=float, default=10)
    parser.add_argument("--door", type=float, default=60)
    parser.add_argument("--cuts", type=float, default=0.2, help="share of the phones cut off in each minute")
    parser.add_argument("--web", type=int, default=WEB, help="web processes")
    parser.add_argument("--adds", type=float, default=0.05, help="share of the saves that add a card or delete one")
    options = parser.parse_args(argv)
    with held.noted() as found, stage(workers=options.web) as scene:
        figures = asyncio.run(_workshop(scene, options))
    return figures | found


async def _workshop(scene, options):
    used, own, began = _cpu(family(scene.process.pid)), time.process_time(), time.perf_counter()
    end = began + options.minutes * 60
    guests = []
    for place in range(options.people):
        pillar, refs = scene.boards[place % len(scene.boards)]
        guests.append(Guest(scene.host, scene.port, scene.slug, pillar, refs))
    lives = [asyncio.create_task(_live(guest, place, scene, options, end)) for place, guest in enumerate(guests)]
    blackout = asyncio.create_task(_blackout(guests, began + options.minutes * 60 * BLACKOUT_AT))
    await asyncio.gather(*lives, blackout)
    await asyncio.wait_for(asyncio.gather(*(_empty(guest) for guest in guests)), 60)
    await asyncio.sleep(2.5)
    streams = sum(guest.open_streams for guest in guests)
    lasted = time.perf_counter() - began
    cores = {
        "bench_cores": round((time.process_time() - own) / lasted, 2),
        "web_cores": round((_cpu(family(scene.process.pid)) - used) / lasted, 2),
    }
    weight = await _weigh(scene, guests)
    for guest in guests:
        guest._leave()
    return {
        "people": options.people,
        "minutes": options.minutes,
        **_judged(scene.slug, guests),
        **_times(guests),
        "streams": streams,
        **weight,
        **cores,
        "fetches": sum(guest.diary.asked for guest in guests),
        "reports": sum(guest.diary.reports for guest in guests),
        "repeats": sum(guest.diary.repeats for guest in guests),
        "failures": sorted(Counter(text for guest in guests for text in guest.failures).items()),
    }


# ── what people do ───────────────────────────────────────────────────────────────────────────────


async def _live(guest, place, scene, options, end):
    await asyncio.sleep(options.door * (place + random.random()) / options.people)
    await guest.arrive(scene.token, f"Peserta {place + 1}")
    await asyncio.sleep(random.uniform(0, options.think))
    while time.perf_counter() < end:
        round_ends = time.perf_counter() + random.uniform(0.5, 1.5) * options.think
        if random.random() < options.cuts * options.think / 60:
            await _cut_off(guest)
        typing = options.think * random.uniform(0.1, 0.3)
        is_add = guest.online and random.random() < options.adds
        if await (guest.add(typing) if is_add else guest.write(random.choice(guest.refs), typing)):
            await asyncio.sleep(random.uniform(0.5, 1.0))
            await _wander(guest, scene)
        await asyncio.sleep(max(0.2, round_ends - time.perf_counter()))


async def _wander(guest, scene):
    """What somebody looks at after a save; in the end their board."""
    chance = random.random()
    if chance < 0.1:
        await guest.go(f"{guest.board}kelengkapan/")
    elif chance < 0.2:
        await guest.go(f"/r/{scene.slug}/riwayat/")
    if chance < 0.2:
        await asyncio.sleep(random.uniform(0.5, 2.0))
    await guest.go(guest.board)


async def _cut_off(guest):
    """Somebody goes on typing on a card while the network is away."""
    await guest.go(guest.board)
    guest.cut()
    await asyncio.sleep(random.uniform(5, 30))
    await guest.come_back(reload=random.random() < 0.5)


async def _blackout(guests, at):
    await asyncio.sleep(at - time.perf_counter())
    here = [guest for guest in guests if guest.online and guest.code]
    for guest in here:
        guest.cut()
    await asyncio.sleep(BLACKOUT)
    await asyncio.gather(*(guest.come_back(reload=place % 2 == 0) for place, guest in enumerate(here)))


async def _empty(guest):
    """Nobody goes home before everything is sent."""
    guest.browser.network.set()
    guest.send()
    while guest.outbox:
        await asyncio.sleep(0.1)


# ── what became of it ────────────────────────────────────────────────────────────────────────────


def _judged(slug, guests):
    """Receipts against the journal: how many saves, how many of them are not there, how many are there twice."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as fresh:
        rows = fresh.execute(
            "SELECT event.op, event.number, event.changes::text || event.lost::text FROM workshops_event AS event "
            "JOIN workshops_plan AS plan ON plan.id = event.plan_id WHERE plan.slug = %s AND event.op LIKE 'bench-%%'",
            [slug],
        ).fetchall()
    kept = {(op, number): text for op, number, text in rows}
    times = Counter(op for op, _, _ in rows)
    receipts = [receipt for guest in guests for receipt in guest.diary.receipts]
    lost = [receipt for receipt in receipts if receipt.text not in kept.get((receipt.op, receipt.number), "")]
    return {
        "saves": len(receipts),
        "lost": len(lost),
        "doubled": sum(count > 1 for count in times.values()),
    }


def _times(guests):
    receipts = [receipt for guest in guests for receipt in guest.diary.receipts]
    seen, unseen, rung = _others(guests)
    spans = {
        "save": [receipt.took for receipt in receipts if not receipt.late],
        "late": [receipt.took for receipt in receipts if receipt.late],
        "seen": seen,
        "ring": rung,
        "join": [span for guest in guests for span in guest.diary.joined],
        "page": [span for guest in guests for span in guest.diary.pages],
        "back": [span for guest in guests for span in guest.diary.back],
    }
    found = {}
    for name, values in spans.items():
        found[f"{name}_p50_ms"] = round(statistics.median(values) * 1000, 1) if values else None
        found[f"{name}_p95_ms"] = round(p95(values) * 1000, 1) if values else None
    return found | {"unseen": unseen}


def _others(guests):
    """(seconds from each save's answer until each shown board had it, how many never had it, seconds until rung)."""
    boards = {}
    for guest in guests:
        boards.setdefault(guest.pillar, []).append((guest, dict(reversed(guest.seen))))
    waits, unseen, rung = [], 0, []
    for writer in guests:
        for receipt in writer.diary.receipts:
            for guest, seen in boards[writer.pillar]:
                if guest is writer:
                    continue
                stay = next((one for one in guest.diary.stays if _covers(one, receipt.at)), None)
                if stay is None:
                    continue
                if receipt.number in seen and stay.start < seen[receipt.number]:
                    waits.append(max(0.0, seen[receipt.number] - receipt.at))
                elif receipt.number not in seen and (stay.to is None or stay.to > receipt.at + UNSEEN):
                    unseen += 1
                if receipt.number in guest.diary.heard:
                    rung.append(max(0.0, guest.diary.heard[receipt.number] - receipt.at))
    return waits, unseen, rung


def _covers(stay, moment):
    return stay.start < moment and (stay.to is None or moment < stay.to)


async def _weigh(scene, guests):
    """What `WEIGHED` more streams cost once all is quiet: {kb_per_stream, rss_mb}."""
    before = scene.rss_mb()
    opened = []
    for place in range(WEIGHED):
        guest = guests[place % len(guests)]
        reader, writer = await asyncio.open_connection(scene.host, scene.port)
        path = f"/ring/{scene.slug}/?papan={guest.code}&hp={place:012x}"
        writer.write(guest.browser.head("GET", path, more=("Accept: text/event-stream",)))
        await reader.readuntil(b"data: ")
        opened.append(writer)
    after = scene.rss_mb()
    for writer in opened:
        writer.transport.abort()
    return {"kb_per_stream": round((after - before) * 1024 / WEIGHED, 1), "rss_mb": after}


def _cpu(pids):
    """Seconds of processor time that these processes have used so far."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
