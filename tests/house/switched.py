"""A pytest plugin: runs tests with a control taken away, many in one process, and writes down what each did.

`REMBUK_SWITCHED` names a file with {switch: test}; the same file then holds {switch: what the test did}: "noticed",
"silent" (green though the control is off), or a text that says why nothing follows from it. Nothing but the switch
differs between two runs: everything but the session's fixtures is torn down after each.
"""

import json
import os
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.house.mutations import MutationError, mutated

NOTICED, SILENT = "noticed", "silent"
RING = "tests/workshops/live/test_ring"
FILE = Path(os.environ["REMBUK_SWITCHED"])
#: Where browsers or real servers take part.
SERVED = ("tests/journeys/test_outbox", "tests/journeys/test_since_law", "tests/masterplan/server/test_", RING)
wanted = json.loads(FILE.read_text(encoding="utf-8"))
found, parts = {}, []


def once_is_enough(test):
    """Whether browsers or real servers take part: no second run."""
    return test.startswith(SERVED)


def run(item, off):
    """One run without the controls in `off`, here and in child processes: {phase: report}; "part": a subtest's."""
    os.environ["REMBUK_MUTATION"] = ",".join(off)
    parts.clear()
    with mutated(*off):
        reports = {report.when: report for report in runtestprotocol(item, log=False, nextitem=item.session)}
    return reports | ({"part": parts[0]} if parts else {})


def pytest_runtest_logreport(report):
    """Keep what failed: of a run that logs nothing only subtests come here, and their test itself has passed."""
    if report.failed:
        parts.append(report)


def judged(reports):
    """What follows from a run with the control off."""
    for phase in ("setup", "teardown"):
        if reports[phase].failed:
            return f"its {phase} failed:\n{reports[phase].longreprtext[-2000:]}"
    return NOTICED if reports["call"].failed or "part" in reports else SILENT


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    """Once for each switch that this test has to notice; of a test with many parameters until one noticed."""
    for name, test in wanted.items():
        if not f"{item.nodeid}[".startswith((f"{test}[", f"{test}::")) or found.get(name) == NOTICED:
            continue
        try:
            found[name] = judged(run(item, [name]))
        except MutationError as error:
            found[name] = str(error)
        if found[name] == NOTICED and not once_is_enough(test):
            # red for the switch's sake, not for what an earlier test left behind
            after = [report for report in run(item, []).values() if report.failed]
            if after:
                found[name] = f"it fails with the control on as well:\n{after[0].longreprtext[-2000:]}"
    return True


def pytest_sessionfinish():
    FILE.write_text(json.dumps(found), encoding="utf-8")
