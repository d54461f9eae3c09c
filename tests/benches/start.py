"""`./rembuk bench start`: how long `up` takes from an empty data folder and again, and what it holds while idle.

It goes the way a person goes: the launcher, until the line that says how to stop it. Python's environment is
there already (its making is the network's speed, not ours).
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from masterplan.server.cluster import Cluster
from masterplan.server.network import free_port
from masterplan.server.paths import ROOT
from tests.benches.memory import family, pss_mb

READY = "Hentikan dengan Ctrl+C"
PLAN = ROOT / "masterplan" / "content" / "example_plan.json"


def run(argv):
    """Returns {first_s, second_s, stop_s, pss_mb, load_plan_s}: seconds, and MB of all processes while idle."""
    parser = argparse.ArgumentParser(prog="rembuk bench start")
    parser.add_argument("--rest", type=float, default=5, help="seconds of rest before the memory is read")
    options = parser.parse_args(argv)
    data = Path(tempfile.mkdtemp(prefix="rembuk-bench-"))
    data.chmod(0o755)
    try:
        with _up(data) as (first, _):
            pass
        with _up(data) as (second, process):
            time.sleep(options.rest)
            held = pss_mb(_everything(data, process))
            load = _load_plan(data)
            began = time.perf_counter()
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            stop = time.perf_counter() - began
    finally:
        shutil.rmtree(data, ignore_errors=True)
    return {
        "first_s": round(first, 2),
        "second_s": round(second, 2),
        "stop_s": round(stop, 2),
        "pss_mb": held,
        "load_plan_s": round(load, 2),
    }


def _environment(data):
    left_out = ("DATABASE_URL", "REMBUK_PLAIN_HTTP", "DJANGO_SETTINGS_MODULE", "REMBUK_GROUP")
    return {name: value for name, value in os.environ.items() if name not in left_out} | {"REMBUK_DATA": str(data)}


@contextlib.contextmanager
def _up(data):
    """One `./rembuk up`: yields (seconds until ready, the launcher's process)."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(ROOT / "rembuk"), "up", "--port", str(free_port())],
        env=_environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for line in process.stdout:
            if READY in line:
                break
        else:
            raise RuntimeError(f"up ended with {process.wait()} before it was ready")
        yield time.perf_counter() - began, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _everything(data, process):
    postmaster = Cluster(data / "database").postmaster()
    return [*family(process.pid), *(family(postmaster) if postmaster else [])]


def _load_plan(data):
    """Seconds of `./rembuk manage load_plan` for the example, its start included."""
    began = time.perf_counter()
    subprocess.run(
        [str(ROOT / "rembuk"), "manage", "load_plan", str(PLAN), "--slug", "ukur"],
        env=_environment(data),
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began
