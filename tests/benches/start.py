"""`./rembuk bench start`: how long `up` takes from an empty data folder and again, and what it holds while idle.

It goes the way a person goes: the launcher, until the line that says how to stop it. Python's environment is
there already (its making is the network's speed, not ours).
"""

import argparse
import http.client
import subprocess
import threading
import time
from contextlib import closing, suppress

from masterplan.server.network import free_port
from masterplan.server.paths import ROOT
from tests.benches.home import Home
from tests.benches.memory import family, pss_mb

PLAN = ROOT / "masterplan" / "content" / "example_plan.json"


def run(argv):
    """Returns {first_s, second_s, page_s, check_s, …}: seconds, and MB of all processes while idle."""
    parser = argparse.ArgumentParser(prog="rembuk bench start")
    parser.add_argument("--rest", type=float, default=5, help="seconds of rest before the memory is read")
    options = parser.parse_args(argv)
    with closing(Home.make()) as home:
        home.command = (str(ROOT / "rembuk"), "up")
        first = _seconds(lambda: _up(home))
        home.end()
        page = threading.Thread(target=_first_page, args=[port := free_port(), pages := []])
        page.start()
        second = _seconds(lambda: _up(home, port))
        page.join()
        time.sleep(options.rest)
        held = pss_mb([*family(home.started[-1].pid), *family(home.cluster.postmaster())])
        load = _seconds(lambda: _load_plan(home))
        check = _seconds(lambda: _manage(home, "check"))
        stop = _seconds(home.end)
    return {
        "first_s": round(first, 2),
        "second_s": round(second, 2),
        "page_s": round(pages[0], 2),
        "check_s": round(check, 2),
        "stop_s": round(stop, 2),
        "pss_mb": held,
        "load_plan_s": round(load, 2),
    }


def _seconds(deed):
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _up(home, port=0):
    home.up("--port", str(port or free_port()))
    home.ready()


def _first_page(port, found):
    """Adds to `found` the seconds until the front page comes; what comes before must be no answer at all."""
    began = time.perf_counter()
    while not found:
        with suppress(OSError):
            front = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            front.request("GET", "/")
            assert (status := front.getresponse().status) == 200, status
            found.append(time.perf_counter() - began)
        time.sleep(0.005)


def _load_plan(home):
    _manage(home, "load_plan", str(PLAN), "--slug", "ukur")


def _manage(home, *arguments):
    """`./rembuk manage …`, its start included."""
    subprocess.run(
        [str(ROOT / "rembuk"), "manage", *arguments],
        env=home.environment,
        check=True,
        capture_output=True,
    )
