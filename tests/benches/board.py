"""`./rembuk bench board`: what the board of a full group and the board of six cost, through the real server.

A group of `--chains` chains (15: one problem, two targets, two strategies, four programmes each) is written into
the example plan; one browser then reads each page `--times` times in a row. `queries` are counted in this process
on the same database. The parts that a phone fetches after somebody else's save are measured like a page.
"""

import argparse
import asyncio
import statistics
import time

from tests.benches.memory import family, pss_mb
from tests.benches.phone import Browser
from tests.benches.stage import example_plan, serving

#: What one chain of the full group holds.
TARGETS, PROGRAMMES = 2, 2


def run(argv):
    """Returns {board, six, since, history …: {p50_ms, p95_ms, queries, kb}, cold_ms, chains, cards, rss_mb}."""
    parser = argparse.ArgumentParser(prog="rembuk bench board")
    parser.add_argument("--chains", type=int, default=15)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--events", type=int, default=0, help="events that the journal holds before")
    options = parser.parse_args(argv)
    plan, _ = example_plan(options.events)
    person, cards = full_group(plan, options.chains)
    plan.refresh_from_db()
    base = f"/r/{plan.slug}/tata-kelola/"
    addresses = {
        "board": base,
        "six": f"/r/{plan.slug}/kelompok/",
        "completeness": f"{base}kelengkapan/",
        "since": f"{base}?since={plan.head - 1}",
        "history": f"/r/{plan.slug}/riwayat/",
        "group_history": f"/r/{plan.slug}/riwayat/?kelompok=tata-kelola",
        "card_history": f"{base}{plan.pillars.get(code='GOV').problems.first().ref}/riwayat/",
    }
    queries = {name: count_queries(person, address) for name, address in addresses.items()}
    with serving() as (process, host, port):
        result = asyncio.run(_read(host, port, person, addresses, options.times))
        memory = pss_mb(family(process.pid))
    for name, count in queries.items():
        result[name]["queries"] = count
    board = result["board"]
    return result | {
        "p50_ms": board["p50_ms"],
        "p95_ms": board["p95_ms"],
        "queries": board["queries"],
        "chains": options.chains,
        "cards": cards,
        "rss_mb": memory,
    }


def full_group(plan, chains):
    """Fills Tata Kelola up to `chains` chains by the actions that people use; (facilitator's client, cards)."""
    from django.test import Client

    from pillars.cards.actions.save import add_entry
    from pillars.cards.queries import chain_of
    from workshops.membership.actors import actor_of_account

    account = plan.staff_roles.get(role="fasilitator").account
    actor, pillar, made = actor_of_account(plan, account), plan.pillars.get(code="GOV"), 0

    def add(kind, **values):
        nonlocal made
        made += 1
        return add_entry(actor, kind, "GOV", values, op=f"bench-{made:08d}").ref

    years = dict.fromkeys(plan.years, 12)
    while len(chain_of(plan, pillar).threads) < chains:
        problem = add("masalah", statement=_sentence(made), urgency=4, seriousness=3, growth=3)
        for _ in range(TARGETS):
            values = {"problem_refs": [problem], "indicator": "Indeks layanan", "unit": "indeks", "direction": "naik"}
            target = add("sasaran", statement=_sentence(made), targets_by_year=years, **values)
            strategy = add("strategi", statement=_sentence(made), target_ref=target)
            for _ in range(PROGRAMMES):
                budget = dict.fromkeys(plan.years, 325_000_000)
                add("program", name=_sentence(made), strategy_ref=strategy, budget_by_year=budget, years=plan.years)
    client = Client()
    client.force_login(account)
    return client, sum(1 for _ in chain_of(plan, pillar).all_links())


def _sentence(number):
    return f"Kalimat {number} sepanjang yang biasa ditulis orang tentang layanan publik di daerahnya sendiri"


def count_queries(client, address):
    """Database queries of one request, counted in this process: the most of two, the first keeps nothing yet."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(address, headers={"host": "localhost"})
        counts.append(len(seen))
    return max(counts)


async def _read(host, port, client, addresses, times):
    browser = Browser(host, port)
    browser.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    first = time.perf_counter()
    await _get(browser, addresses["board"])
    cold = (time.perf_counter() - first) * 1000
    result = {"cold_ms": round(cold, 1)}
    for name, address in addresses.items():
        took, size = [], 0
        for _ in range(times):
            began = time.perf_counter()
            size = len(await _get(browser, address))
            took.append((time.perf_counter() - began) * 1000)
        result[name] = {
            "p50_ms": round(statistics.median(took), 1),
            "p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
            "kb": round(size / 1000, 1),
        }
    return result


async def _get(browser, address):
    answer = await browser.ask("GET", address)
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return answer.body
