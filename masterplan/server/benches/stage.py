"""The stage of a bench: an own database with the example plan, and a real server on it."""

import contextlib
import socket
import subprocess
import time
from dataclasses import dataclass

from masterplan.server.children import die_with_parent, web_command
from masterplan.server.memory import family, pss_mb
from masterplan.server.network import free_port
from masterplan.server.places import ROOT

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


def example_plan():
    """Loads the example plan under a fresh slug into the bench's database; returns (plan, join token)."""
    from django.core.management import call_command

    from masterplan.setup.actions import make_demo
    from workshops.plans.models import Plan

    slug = f"{SLUG}-{time.time_ns():x}"
    call_command("load_plan", str(ROOT / "masterplan/content/example_plan.json"), slug=slug, verbosity=0)
    demo = make_demo(slug)
    return Plan.objects.get(slug=slug), demo.token


@contextlib.contextmanager
def serving(command=None, port=0):
    """A web process on the bench's database: yields (process, host, port) once it answers.

    `command` starts another server than ours, which listens on `port`.
    """
    host, port = "127.0.0.1", port or free_port()
    process = subprocess.Popen(command or web_command(host, port), cwd=ROOT, preexec_fn=die_with_parent)
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
def stage():
    """The example plan on a running server."""
    plan, token = example_plan()
    boards = [
        (pillar.slug, [row.ref for row in pillar.problems.all()[:8]] + [row.ref for row in pillar.targets.all()[:8]])
        for pillar in plan.pillars.all()
    ]
    with serving() as (process, host, port):
        yield Scene(host, port, plan.slug, token, boards, process)
