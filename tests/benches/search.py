"""`./rembuk bench search`: the page of search on the example plan and on a plan of `--programmes` programmes.

One browser asks each question `--times` times in a row, through the real server: a word in many forms, two words, a
code, a number, money that all programmes have, the name of an office, and what is nowhere. `most_p95_ms` is the
slowest question of both plans.
"""

import argparse
import asyncio
import statistics
import time
from urllib.parse import urlencode

from tests.benches.board import count_queries
from tests.benches.checks import large_plan
from tests.benches.phone import Browser
from tests.benches.stage import example_plan, serving

QUESTIONS = {
    "word": "pelayanan",
    "words": "layanan digital masyarakat",
    "begun": "antr",
    "code": "gov p1",
    "number": "9,11",
    "money": "100.000.000",
    "common": "paket",
    "office": "dinas kesehatan",
    "nothing": "zzzz",
}


def run(argv):
    """Returns {example, large: {question: {p50_ms, p95_ms, queries, hits}}, most_p95_ms, programmes}."""
    parser = argparse.ArgumentParser(prog="rembuk bench search")
    parser.add_argument("--programmes", type=int, default=5000)
    parser.add_argument("--times", type=int, default=60)
    options = parser.parse_args(argv)
    plans = {"example": example_plan()[0], "large": large_plan(options.programmes)}
    _settle()
    result = {}
    with serving() as (_, host, port):
        for name, plan in plans.items():
            result[name] = _measured(host, port, plan, options.times)
    most = max(one["p95_ms"] for plan in result.values() for one in plan.values())
    return result | {"most_p95_ms": most, "programmes": options.programmes}


def _settle():
    """What a server does by itself some minutes after a plan was loaded."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measured(host, port, plan, times):
    from django.test import Client

    client = Client()
    client.force_login(plan.staff_roles.get(role="fasilitator").account)
    addresses = {name: f"/r/{plan.slug}/cari/?{urlencode({'q': asked})}" for name, asked in QUESTIONS.items()}
    result = asyncio.run(_read(host, port, client, addresses, times))
    for name, address in addresses.items():
        result[name]["queries"] = count_queries(client, address)
    return result


async def _read(host, port, client, addresses, times):
    browser = Browser(host, port)
    browser.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    result = {}
    for name, address in addresses.items():
        took, hits = [], 0
        for _ in range(times):
            began = time.perf_counter()
            answer = await browser.ask("GET", address)
            took.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
            hits = answer.body.count(b"list__link")
        p95 = statistics.quantiles(took, n=20)[-1]
        result[name] = {"p50_ms": round(statistics.median(took), 1), "p95_ms": round(p95, 1), "hits": hits}
    return result
