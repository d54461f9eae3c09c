"""`./rembuk bench save`: a room that writes. How long a save takes, when the others see it, what one plan can take.

Two parts in one run of one server:
1. `--people` phones (120) on the six boards of the example plan, each saves once in `--think` seconds (10) and
   listens; save = form post until the answer that follows the commit; seen = from that answer until another
   phone on the same board has fetched the change.
2. `--writers` (16) connections save without a pause for `--burst` seconds: sustained saves a second on one plan;
   with `--plans` then as many writers on that many plans more, one on each.
"""

import argparse
import asyncio
import random
import statistics
import time

from tests.benches.figures import p95
from tests.benches.phone import Phone, hidden
from tests.benches.stage import example_plan, stage


def run(argv):
    """Returns {people, saves, p50_ms, p95_ms, seen_p50_ms, seen_p95_ms, per_s, plans_per_s, failures, rss_mb}."""
    parser = argparse.ArgumentParser(prog="rembuk bench save")
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=10)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--burst", type=float, default=10)
    parser.add_argument("--events", type=int, default=0, help="events that the journal holds before")
    parser.add_argument("--plans", type=int, default=0, help="further plans that are written to at once")
    parser.add_argument("--web", type=int, default=1, help="web processes")
    options = parser.parse_args(argv)
    others = [(plan.slug, token) for plan, token in (example_plan() for _ in range(options.plans))]
    with stage(options.events, options.web) as scene:
        return asyncio.run(_room(scene, options, others)) | {"rss_mb": scene.rss_mb()}


async def _room(scene, options, others):
    phones = []
    for place in range(options.people):
        pillar, refs = scene.boards[place % len(scene.boards)]
        phone = Phone(scene.host, scene.port, scene.slug, pillar)
        phone.refs = refs
        await phone.join(scene.token, f"Peserta {place + 1}")
        await phone.open_board()
        phones.append(phone)
    over = asyncio.Event()
    listening = [asyncio.create_task(phone.listen(over)) for phone in phones]
    saves = []
    writing = [asyncio.create_task(_write(phone, saves, options)) for phone in phones]
    await asyncio.gather(*writing)
    await asyncio.sleep(2.5)
    over.set()
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    took = [seconds * 1000 for _, _, seconds, _ in saves]
    seen = _seen(phones, saves)
    per_second = await _burst(phones[: options.writers], options)
    everywhere = await _everywhere(scene, others, options) if others else {}
    return everywhere | {
        "people": options.people,
        "saves": len(saves),
        "p50_ms": round(statistics.median(took), 1),
        "p95_ms": round(p95(took), 1),
        "seen_p50_ms": round(statistics.median(seen), 1),
        "seen_p95_ms": round(p95(seen), 1),
        "fetches": sum(phone.fetches for phone in phones),
        "per_s": round(per_second, 1),
        "failures": sorted({text for phone in phones for text in phone.failures}),
    }


async def _write(phone, saves, options):
    await asyncio.sleep(random.uniform(0, options.think))
    end = time.perf_counter() + options.seconds
    while time.perf_counter() < end:
        ref = random.choice(phone.refs)
        seconds, answer = await phone.save(ref, note=f"Catatan {random.getrandbits(40):x}")
        if answer.status == 200:
            saves.append((phone, int(answer.headers["x-rembuk"]), seconds, time.perf_counter()))
        elif answer.status != 409:
            phone.failures.append(f"a save answered {answer.status}")
        await asyncio.sleep(random.uniform(0.5, 1.5) * options.think)


def _seen(phones, saves):
    """Milliseconds from each save's answer until each other phone on that board knew its number."""
    knew = {}
    for phone in phones:
        knew.setdefault(phone.pillar, []).append((phone, dict(phone.seen)))
    waits = []
    for writer, number, _, at in saves:
        for phone, numbers in knew[writer.pillar]:
            if phone is not writer and number in numbers:
                waits.append(max(0.0, numbers[number] - at) * 1000)
    return waits


async def _everywhere(scene, others, options):
    """The same by one writer on each of `others`."""
    phones = []
    for slug, token in others:
        phone = Phone(scene.host, scene.port, slug, scene.boards[0][0])
        phone.refs = scene.boards[0][1]
        await phone.join(token, "Peserta")
        phones.append(phone)
    return {"plans": len(phones), "plans_per_s": round(await _burst(phones, options), 1)}


async def _burst(phones, options):
    done = 0
    end = time.perf_counter() + options.burst

    async def write(phone):
        nonlocal done
        ref = random.choice(phone.refs)
        page = await phone.browser.ask("GET", f"{phone.board}{ref}/")
        form = {name: hidden(page.text, name) for name in ("csrfmiddlewaretoken", "base", "as")}
        while time.perf_counter() < end:
            form |= {"op": f"bench-{random.getrandbits(80):020x}", "note": f"Catatan {random.getrandbits(40):x}"}
            answer = await phone.browser.ask("POST", f"{phone.board}{ref}/", form, ("HX-Request: true",))
            if answer.status == 200:
                done += 1
                form["base"] = answer.headers["x-rembuk"]
            elif answer.status == 409:
                form["base"] = answer.headers["x-rembuk"]
            else:
                phone.failures.append(f"a burst save answered {answer.status}")

    await asyncio.gather(*(write(phone) for phone in phones))
    return done / options.burst
