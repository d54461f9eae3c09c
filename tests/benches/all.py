"""`./rembuk bench all`: the short set in some minutes, held against the figures that `docs/benchmarks.md` keeps.

What is compared are ratios and counts: a request against an empty page of the same server in the same run, statements.
"""

import json
import re
import subprocess
import sys

from masterplan.server.paths import ROOT

#: (bench, arguments), the short ones of each room of the product.
SHORT = (
    ("requests", []),
    ("save", ["--people", "60", "--seconds", "20", "--burst", "5"]),
    ("ring", ["--streams", "200", "--rings", "10"]),
    ("start", ["--rest", "2"]),
)
KEPT = ROOT / "docs" / "benchmarks.md"
#: So much dearer than the kept figure is said.
MORE = 1.15


def run(_argv):
    """Returns {bench: its figures}, `dearer`: [what got more than 15 % dearer than the kept figures say]."""
    found = {name: _figures(name, arguments) for name, arguments in SHORT}
    now = kept_figures(found["requests"])
    before = json.loads(_kept_block())
    dearer = [
        f"{name}: {before[name]} → {figure}" for name, figure in now.items() if figure > MORE * before.get(name, figure)
    ]
    return found | {"compared": now, "dearer": dearer}


def kept_figures(requests):
    """Return {what: figure} that `docs/benchmarks.md` keeps of a run of `requests`."""
    ratios = {f"{name}: ratio": one["ratio"] for name, one in requests["requests"].items() if one["ratio"] != 1}
    return ratios | {f"{name}: statements": count for name, count in requests["statements"].items()}


def _kept_block():
    return re.search(r"```json kept\n(.*?)```", KEPT.read_text(), flags=re.S)[1]


def _figures(name, arguments):
    """Of a process of its own: each bench has its own database."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benches", name, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout.splitlines()[-1])
