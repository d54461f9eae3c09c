"""The stage of a bench: an own database with the example plan, and a real server on it."""

import contextlib
import socket
import subprocess
import time
from dataclasses import dataclass

from masterplan.server.network import free_port
from masterplan.server.paths import ROOT
from masterplan.server.processes import die_with_parent, web_command
from tests.benches.memory import family, pss_mb

SLUG = "bench"


@dataclass
class Scene:
    """Where the server is, how to join, and which cards stand on which board: [(pillar slug, [refs])]."""

    host: str
    port: int
    slug: str
    token: str
    boards: list
    process: subprocess.Popen

    def rss_mb(self):
        """Resident memory of the server's processes in MB (proportional share)."""
        return pss_mb(family(self.process.pid))


def example_plan(events=0):
    """Loads the example plan under a fresh slug into the bench's database; returns (plan, join token).

    events  so many saves of its cards lie in its journal already.
    """
    from django.core.management import call_command

    from masterplan.setup.actions import make_demo
    from workshops.plans.models import Plan

    slug = f"{SLUG}-{time.time_ns():x}"
    call_command("load_plan", str(ROOT / "masterplan/content/example_plan.json"), slug=slug, verbosity=0)
    demo = make_demo(slug)
    if events:
        _age(slug, events)
    return Plan.objects.get(slug=slug), demo.token


_AGE = """
    WITH plan AS (SELECT id, head FROM workshops_plan WHERE slug = %(slug)s),
         card AS (SELECT row_number() OVER () - 1 AS place, count(*) OVER () AS cards, pillar.code,
                         'masalah-' || problem.number AS ref
                  FROM pillars_problem AS problem JOIN plan ON plan.id = problem.plan_id
                  JOIN pillars_pillar AS pillar ON pillar.id = problem.pillar_id),
         aged AS (INSERT INTO workshops_event
                      (plan_id, number, at, actor, verb, pillar, refs, changes, followed, lost, op, body)
                  SELECT plan.id, plan.head + step, now() - make_interval(secs => 3 * (%(events)s - step)), 'sistem',
                         'entry.saved', card.code, ARRAY[card.ref],
                         jsonb_build_object(card.ref, jsonb_build_object('note', jsonb_build_array(
                             repeat('Catatan sebelumnya ', 8) || step, repeat('Catatan sesudahnya ', 8) || step))),
                         '{}', '{}', 'aged-' || lpad(step::text, 8, '0'), ''
                  FROM plan, generate_series(1, %(events)s) AS step JOIN card ON card.place = step %% card.cards)
    UPDATE workshops_plan SET head = plan.head + %(events)s FROM plan WHERE workshops_plan.id = plan.id"""


def _age(slug, events):
    """Writes `events` saves of notes into the journal of a plan, as four bimteks leave them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_AGE, {"slug": slug, "events": events})
        cursor.execute("ANALYZE workshops_event")


@contextlib.contextmanager
def serving(command=None, port=0, workers=1):
    """`workers` web processes on the bench's database: yields (process, host, port) once they answer.

    `command` starts another server than ours, which listens on `port`.
    """
    host, port = "127.0.0.1", port or free_port()
    process = subprocess.Popen(command or web_command(host, port, workers), cwd=ROOT, preexec_fn=die_with_parent)
    try:
        while process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
                break
        yield process, host, port
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()


@contextlib.contextmanager
def stage(events=0, workers=1):
    """The example plan on a running server of `workers` web processes; `events` see `example_plan`."""
    plan, token = example_plan(events)
    boards = [
        (pillar.slug, [row.ref for row in pillar.problems.all()[:8]] + [row.ref for row in pillar.targets.all()[:8]])
        for pillar in plan.pillars.all()
    ]
    with serving(workers=workers) as (process, host, port):
        yield Scene(host, port, plan.slug, token, boards, process)
