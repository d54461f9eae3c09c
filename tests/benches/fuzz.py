"""`./rembuk bench fuzz`: thousands of small documents from random plans and trees, each written as PDF, Word, Excel and
JSON, opened again and checked.

The n-th document is the same on every machine; `--first N --documents 1` makes one alone again.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time

from masterplan.server.paths import ROOT
from tests.benches.fuzz_files import FORMATS

AT_HOME = True
#: So many documents are made by one process before a fresh one takes over.
BATCH = 500
TOLD = 20


def run(argv) -> dict:
    """{documents, formats, files, failures, s, cpu_s_per_document, first: the first faults, by seed and format}."""
    parser = argparse.ArgumentParser(prog="rembuk bench fuzz")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(argv)
    last, workers = options.first + options.documents, max(1, min(options.workers, options.documents))
    started, found, done = time.monotonic(), [], []
    before = os.times()
    threads = [
        threading.Thread(target=_work, args=(options.first + at, last, workers, found, done)) for at in range(workers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    found.sort(key=lambda fault: fault["seed"])
    return {
        "documents": len(done),
        "formats": list(FORMATS),
        "files": len(done) * len(FORMATS),
        "failures": len(found),
        "s": round(time.monotonic() - started, 1),
        "cpu_s_per_document": round(cpu / max(1, len(done)), 3),
        "first": found[:TOLD],
    }


def _work(first, last, step, found, done):
    """Every `step`-th document; one whose process ends under it is a failure, the next process goes on behind it."""
    seed = first
    while seed < last:
        end = min(last, seed + BATCH * step)
        seed = _batch(seed, end, step, found, done)


def _batch(seed, end, step, found, done):
    command = [sys.executable, "-m", "tests.benches.fuzz_files", str(seed), str(end), str(step)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        for line in process.stdout:
            told = json.loads(line)
            done.append(told["seed"])
            found += [{"seed": told["seed"], "format": f, "why": why} for f, why in told["faults"].items()]
            seed = told["seed"] + step
    if seed < end:
        done.append(seed)
        found.append({"seed": seed, "format": "all", "why": f"its process ended with {process.returncode}"})
        seed += step
    return seed
