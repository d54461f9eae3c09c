"""`./rembuk bench start`: how long `up` takes from an empty data folder and again, and what it holds while idle.

It goes the way a person goes: the launcher, until the line that says how to stop it. Python's environment is
there already (its making is the network's speed, not ours).
"""

import argparse
import subprocess
import time
from contextlib import closing

from masterplan.server.network import free_port
from masterplan.server.paths import ROOT
from tests.benches.home import Home
from tests.benches.memory import family, pss_mb

PLAN = ROOT / "masterplan" / "content" / "example_plan.json"


def run(argv):
    """Returns {first_s, second_s, stop_s, pss_mb, load_plan_s}: seconds, and MB of all processes while idle."""
    parser = argparse.ArgumentParser(prog="rembuk bench start")
    parser.add_argument("--rest", type=float, default=5, help="seconds of rest before the memory is read")
    options = parser.parse_args(argv)
    with closing(Home.make()) as home:
        home.command = (str(ROOT / "rembuk"), "up")
        first = _seconds(lambda: _up(home))
        home.end()
        second = _seconds(lambda: _up(home))
        time.sleep(options.rest)
        held = pss_mb([*family(home.started[-1].pid), *family(home.cluster.postmaster())])
        load = _seconds(lambda: _load_plan(home))
        stop = _seconds(home.end)
    return {
        "first_s": round(first, 2),
        "second_s": round(second, 2),
        "stop_s": round(stop, 2),
        "pss_mb": held,
        "load_plan_s": round(load, 2),
    }


def _seconds(deed):
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _up(home):
    home.up("--port", str(free_port()))
    home.ready()


def _load_plan(home):
    """`./rembuk manage load_plan` for the example, its start included."""
    subprocess.run(
        [str(ROOT / "rembuk"), "manage", "load_plan", str(PLAN), "--slug", "ukur"],
        env=home.environment,
        check=True,
        capture_output=True,
    )
