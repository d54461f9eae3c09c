"""`./rembuk bench checks`: all checks on the example plan and on a plan of `--programmes` programmes.

The large plan is the example plan with a problem to eight programmes, a target to six, a strategy to three more;
sentences of eight words out of four hundred, figures for every year. Each plan is read and checked `--times` times in
this process, as of the last bimtek; the page is asked of Django without a network, once found anew and once kept.
"""

import argparse
import json
import random
import statistics
import time

from masterplan.server.paths import ROOT
from tests.benches.stage import example_plan

SYLLABLES = ("an", "ber", "da", "gu", "ka", "lu", "ma", "ngo", "pa", "ri", "sa", "ti", "wa")
YEARS = ("2027", "2028", "2029", "2030", "2031")


def run(argv):
    """Returns {example, large, ms, programmes}; of each plan {ms, read_ms, rules_ms, queries, findings, page_ms …}."""
    parser = argparse.ArgumentParser(prog="rembuk bench checks")
    parser.add_argument("--programmes", type=int, default=5000)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args(argv)
    plan, _ = example_plan()
    example = _measured(plan, options.times)
    large = _measured(large_plan(options.programmes), options.times)
    return {"example": example, "large": large, "ms": large["ms"], "programmes": options.programmes}


def _measured(plan, times):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from pillars.checks.picture import read_picture
    from pillars.checks.run import findings_of

    with CaptureQueriesContext(connection) as seen:
        picture = read_picture(plan, stage=4)
    read, rules = [], []
    for _ in range(times):
        began = time.perf_counter()
        picture = read_picture(plan, stage=4)
        half = time.perf_counter()
        found = findings_of(picture)
        read.append((half - began) * 1000)
        rules.append((time.perf_counter() - half) * 1000)
    both = [sum(pair) for pair in zip(read, rules, strict=True)]
    return {
        "ms": round(statistics.median(both), 1),
        "most_ms": round(max(both), 1),
        "read_ms": round(statistics.median(read), 1),
        "rules_ms": round(statistics.median(rules), 1),
        "queries": len(seen),
        "findings": len(found),
        **_page(plan),
    }


def _page(plan):
    from django.test import Client

    client = Client()
    client.force_login(plan.staff_roles.get(role="fasilitator").account)
    took = []
    for _ in range(2):
        began = time.perf_counter()
        answer = client.get(f"/r/{plan.slug}/periksa/", headers={"host": "localhost"})
        took.append(round((time.perf_counter() - began) * 1000, 1))
        if answer.status_code != 200:
            raise RuntimeError(f"the page answered {answer.status_code}")
    return {"page_ms": took[0], "kept_page_ms": took[1], "kb": round(len(answer.content) / 1000, 1)}


def large_plan(programmes):
    """A plan from a file that says what the example plan says, and a chain for every eighth of `programmes` more."""
    from masterplan.exchange.actions import load_plan
    from masterplan.exchange.read import read_document
    from masterplan.setup.actions import make_demo
    from workshops.plans.models import Plan

    document = json.loads((ROOT / "masterplan/content/example_plan.json").read_text(encoding="utf-8"))
    chance = random.Random(5)
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(400)]
    offices = [office["name"] for office in document["opd"]]
    objectives = [row["code"] for row in document["rpjmd"]["sasaran"]]

    def said():
        return " ".join(chance.sample(words, 8)).capitalize()

    for place, pillar in enumerate(document["pillars"]):
        code, dimension = pillar["code"], pillar["dimensions"][0]["code"]
        own = range(place, programmes, len(document["pillars"]))
        problems = [f"{code}-P1{n:04d}" for n in own[::8]]
        targets = [f"{code}-S1{n:04d}" for n in own[::6]]
        strategies = [f"{code}-ST1{n:04d}" for n in own[::3]]
        pillar["problems"] += [_problem(one, dimension, said) for one in problems]
        pillar["targets"] += [
            _target(one, dimension, said, problems[n % len(problems)], objectives[n % len(objectives)], n)
            for n, one in enumerate(targets)
        ]
        pillar["strategies"] += [
            {"code": one, "statement": said(), "target_ref": targets[n % len(targets)]}
            for n, one in enumerate(strategies)
        ]
        pillar["programmes"] += [
            _programme(f"{code}-PR1{n:04d}", said, strategies[n % len(strategies)], offices[n % len(offices)], n)
            for n in own
        ]
    slug = f"bench-{time.time_ns():x}"
    load_plan(read_document(json.dumps(document).encode()), slug)
    make_demo(slug)
    return Plan.objects.get(slug=slug)


def _problem(code, dimension, said):
    return {"code": code, "statement": said(), "dimension": dimension, "evidence": f"{said()} 25 orang (2025)"}


def _target(code, dimension, said, problem, objective, number):
    return {
        "code": code,
        "statement": said(),
        "dimension": dimension,
        "indicator": said(),
        "unit": "persen",
        "direction": "naik",
        "baseline": number % 90,
        "baseline_year": 2025,
        "targets_by_year": {year: number % 90 + place for place, year in enumerate(YEARS)},
        "problem_refs": [problem],
        "rpjmd_ref": objective,
    }


def _programme(code, said, strategy, office, number):
    return {
        "code": code,
        "name": said(),
        "strategy_ref": strategy,
        "action_group": ("aplikasi", "infrastruktur", "literasi")[number % 3],
        "nomenclature_code": f"2.16.{number % 90 + 10}",
        "lead_opd": office,
        "funding": ["APBD Kabupaten"],
        "budget": 500_000_000,
        "budget_by_year": dict.fromkeys(YEARS, 100_000_000),
        "years": list(map(int, YEARS)),
        "term": "menengah",
        "output": f"{said()} {number} paket",
    }
