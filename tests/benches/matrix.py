"""`./rembuk bench matrix`: the coverage matrix of 60 sasaran of the RPJMD × 6 pillars, through the real server.

The example plan (46 targets) is loaded with its RPJMD grown to `--objectives` sasaran, over which the targets are
spread; one browser then reads each page `--times` times in a row. `page` waits for what is kept of it to grow old
before each request, as the first one after a save finds it; `warm` is the same page right after.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time

from masterplan.server.paths import ROOT
from tests.benches.board import count_queries
from tests.benches.phone import Browser
from tests.benches.stage import serving
from workshops import response_cache

#: So often is the page read that nothing of it is kept for: each time waits until that is over.
COLD = 20


def run(argv):
    """Returns {page, warm, offices, renstra, row, since, sheet: {p50_ms, p95_ms, queries, kb}, objectives, targets}."""
    parser = argparse.ArgumentParser(prog="rembuk bench matrix")
    parser.add_argument("--objectives", type=int, default=60)
    parser.add_argument("--times", type=int, default=100)
    options = parser.parse_args(argv)
    plan, client = _plan(options.objectives)
    base = f"/r/{plan.slug}/selaras/"
    addresses = {
        "page": base,
        "warm": base,
        "offices": f"{base}opd/",
        "renstra": f"{base}renstra/",
        "row": f"{base}rpjmd-1/",
        "since": f"{base}?since={plan.head}",
        "sheet": f"{base}rpjmd.xlsx",
    }
    queries = {name: count_queries(client, address) for name, address in addresses.items()}
    with serving() as (_, host, port):
        result = asyncio.run(_read(host, port, client, addresses, options.times))
    for name, count in queries.items():
        result[name]["queries"] = count
    return result | {"objectives": plan.rpjmd_objectives.count(), "targets": plan.targets.count()}


def _plan(wanted):
    """(the plan, a browser of its facilitator)."""
    from django.core.management import call_command
    from django.test import Client

    from masterplan.setup.actions import make_demo
    from workshops.plans.models import Plan

    document = json.loads((ROOT / "masterplan/content/example_plan.json").read_text(encoding="utf-8"))
    known = document["rpjmd"]["sasaran"]
    more = [{**known[number % len(known)], "code": f"S9.{number + 1}"} for number in range(wanted - len(known))]
    document["rpjmd"]["sasaran"] = known + more
    codes = [one["code"] for one in known + more]
    targets = [target for pillar in document["pillars"] for target in pillar["targets"]]
    for number, target in enumerate(targets):
        target["rpjmd_ref"] = codes[number * 7 % len(codes)]
    slug = f"matriks-{time.time_ns():x}"
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(document, file)
        file.flush()
        call_command("load_plan", file.name, slug=slug, verbosity=0)
    make_demo(slug)
    plan, client = Plan.objects.get(slug=slug), Client()
    client.force_login(plan.staff_roles.get(role="fasilitator").account)
    return plan, client


async def _read(host, port, client, addresses, times):
    browser = Browser(host, port)
    browser.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    result = {}
    for name, address in addresses.items():
        took, size = [], 0
        for _ in range(COLD if name == "page" else times):
            if name == "page":
                await asyncio.sleep(response_cache.SECONDS + 0.05)
            began = time.perf_counter()
            answer = await browser.ask("GET", address)
            took.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
            size = max(size, len(answer.body))
        result[name] = {
            "p50_ms": round(statistics.median(took), 1),
            "p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
            "kb": round(size / 1000, 1),
        }
    return result
