"""`./rembuk bench requests`: what each kind of request of a busy room costs, relative to an empty page.

One server, two people of one group, one request after another. The CPU of the web processes and of PostgreSQL is read
in nanoseconds before and after each request; what runs beside (presence, health) is in it, so the median counts.
"""

import argparse
import asyncio
import itertools
import statistics
import time
from pathlib import Path

from masterplan.server.cluster import Cluster
from masterplan.server.paths import BENCH_DATABASE
from tests.benches.board import count_queries
from tests.benches.memory import family
from tests.benches.phone import Phone, hidden
from tests.benches.stage import stage

EMPTY = "empty page"


def run(argv):
    """Returns {kind of request: {web_ms, pg_ms, wall_ms, ratio, kb}} and `statements` of those that read."""
    parser = argparse.ArgumentParser(prog="rembuk bench requests")
    parser.add_argument("--times", type=int, default=60)
    options = parser.parse_args(argv)
    with stage() as scene:
        found = asyncio.run(_measure(scene, options.times))
    empty = found[EMPTY]["web_ms"] + found[EMPTY]["pg_ms"]
    for one in found.values():
        one["ratio"] = round((one["web_ms"] + one["pg_ms"]) / empty, 2)
    return {"requests": found, "statements": _statements(scene.slug), "times": options.times}


async def _measure(scene, times):
    slug, refs = scene.boards[0]
    ani, budi = (Phone(scene.host, scene.port, scene.slug, slug) for _ in range(2))
    for phone, name in ((ani, "Ani"), (budi, "Budi")):
        await phone.join(scene.token, name)
        await phone.open_board()
    card, posts = f"{ani.board}{refs[0]}/", itertools.count()
    page = (await ani.browser.ask("GET", card)).text
    known = {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "as")}

    async def get(path, *more):
        answer = await ani.browser.ask("GET", path, more=("Accept-Encoding: gzip", *more))
        assert answer.status == 200, (path, answer.status)
        return answer

    async def save():
        number = next(posts)
        form = {**known, "base": budi.head, "op": f"bench-ask-{number:08d}", "note": f"Catatan {number}"}
        answer = await ani.browser.ask("POST", card, form, ("HX-Request: true",))
        assert answer.status == 200, answer.status
        budi.head = int(answer.headers["x-rembuk"])
        return answer

    async def report():
        form = {**known, "hp": "0123456789ab", "unsent": 0, "drafts": 0, "lihat": 1}
        answer = await ani.browser.ask("POST", f"/r/{scene.slug}/hadir/", form)
        assert answer.status == 204, answer.status
        return answer

    async def other_writes():
        ani.head = budi.head
        await save()

    async def since():
        return await get(f"{ani.board}?since={ani.head}", "HX-Request: true")

    kinds = {
        EMPTY: (lambda: get("/masuk/"), None),
        "save": (save, None),
        "card": (lambda: get(card), None),
        "board after a save": (lambda: get(ani.board), save),
        "board kept": (lambda: get(ani.board), None),
        "what changed, first asker": (since, other_writes),
        "what changed, kept": (since, None),
        "six groups after a save": (lambda: get(f"/r/{scene.slug}/kelompok/"), save),
        "completeness": (lambda: get(f"{ani.board}kelengkapan/"), None),
        "report": (report, None),
    }
    budi.head = (await _head(ani)) or 0
    found = {}
    for name, (act, before) in kinds.items():
        found[name] = await _median(scene, times, act, before)
    return found


async def _head(phone):
    await phone.open_board()
    return phone.head


async def _median(scene, times, act, before):
    for _ in range(3):
        await (before or act)()
        await act()
    web, pg, wall, size = [], [], [], 0
    for _ in range(times):
        if before:
            await before()
            # what it has set off is over when the request begins
            await asyncio.sleep(0.03)
        began, at = (cpu_ns(family(scene.process.pid)), cpu_ns(database_processes())), time.perf_counter()
        size = len((await act()).body)
        wall.append(time.perf_counter() - at)
        web.append(cpu_ns(family(scene.process.pid)) - began[0])
        pg.append(cpu_ns(database_processes()) - began[1])
    figures = {"web_ms": web, "pg_ms": pg, "wall_ms": [seconds * 1e9 for seconds in wall]}
    return {name: round(statistics.median(found) / 1e6, 2) for name, found in figures.items()} | {
        "kb": round(size / 1000, 1)
    }


def cpu_ns(pids):
    """Nanoseconds on a core that the threads of these processes have had."""
    used = 0
    for pid in pids:
        for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                used += int(file.read_text().split()[0])
            except (OSError, IndexError):
                continue
    return used


def database_processes():
    """The processes of the bench's own PostgreSQL; none where `DATABASE_URL` is another server's."""
    postmaster = Cluster(BENCH_DATABASE).postmaster()
    return family(postmaster) if postmaster else []


def _statements(slug):
    """{kind of request: database statements}, counted in this process on the same database."""
    from django.test import Client

    from workshops.plans.models import Plan

    plan = Plan.objects.get(slug=slug)
    client = Client()
    client.force_login(plan.staff_roles.get(role="fasilitator").account)
    pillar = plan.pillars.first()
    board = f"/r/{slug}/{pillar.slug}/"
    addresses = {"board": board, "card": f"{board}{pillar.problems.first().ref}/", "six": f"/r/{slug}/kelompok/"}
    return {name: count_queries(client, address) for name, address in addresses.items()}
