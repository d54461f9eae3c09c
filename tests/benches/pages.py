"""`./rembuk bench pages`: a plain page through our server, and the same page through granian's WSGI, side by side.

The page is the front page, which needs no plan: session look-up, templates, all middlewares. Both servers run the
same Django on the same database with four threads; they are measured in turns of `--seconds`, so that a noisy
machine disturbs both alike. `ratio_wsgi` is ours : WSGI (the median over the turns).
"""

import argparse
import asyncio
import statistics
import sys
import time

from masterplan.server.network import free_port
from tests.benches.memory import family, pss_mb
from tests.benches.phone import Browser
from tests.benches.stage import example_plan, serving

#: Threads of the peer: as many as ours has for pages.
THREADS = 4


def run(argv):
    """Returns {per_s, p50_ms, p95_ms, ratio_wsgi, wsgi_per_s, board_per_s, ratio_wsgi_board, rss_mb}."""
    parser = argparse.ArgumentParser(prog="rembuk bench pages")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args(argv)
    plan, _ = example_plan()
    client = _staff(plan)
    with serving() as ours, _wsgi() as theirs:
        pages = {"front": "/", "six": f"/r/{plan.slug}/kelompok/"}
        result = {name: _compare(ours, theirs, address, client, options) for name, address in pages.items()}
        memory = pss_mb(family(ours[0].pid))
    front, six = result["front"], result["six"]
    return front | {
        "six_per_s": six["per_s"],
        "six_p95_ms": six["p95_ms"],
        "ratio_wsgi_six": six["ratio_wsgi"],
        "rss_mb": memory,
    }


def _staff(plan):
    from django.test import Client

    client = Client()
    client.force_login(plan.staff_roles.get(role="fasilitator").account)
    return client


def _wsgi():
    """The same Django behind granian's WSGI, without the ring."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--blocking-threads", str(THREADS), "--log-level", "error", "--no-ws", "--http", "1"),
        "tests.benches.wsgi:application",
    ]
    return serving(command, port)


def _compare(ours, theirs, address, client, options):
    rates, times, ratios = {"ours": [], "theirs": []}, [], []
    for _ in range(options.turns):
        for name, (_, host, port) in (("ours", ours), ("theirs", theirs)):
            took = asyncio.run(_load(host, port, address, client, options))
            rates[name].append(len(took) / options.seconds)
            if name == "ours":
                times += took
        ratios.append(rates["ours"][-1] / rates["theirs"][-1])
    return {
        "per_s": round(statistics.median(rates["ours"]), 1),
        "wsgi_per_s": round(statistics.median(rates["theirs"]), 1),
        "ratio_wsgi": round(statistics.median(ratios), 3),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
    }


async def _load(host, port, address, client, options):
    """Milliseconds of each request that `--connections` browsers got answered within `--seconds`."""
    took = []
    end = time.perf_counter() + options.seconds

    async def read():
        browser = Browser(host, port)
        browser.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        while (began := time.perf_counter()) < end:
            answer = await browser.ask("GET", address)
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
            took.append((time.perf_counter() - began) * 1000)

    await asyncio.gather(*(read() for _ in range(options.connections)))
    return took
