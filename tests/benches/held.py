"""How long those who write hold their plan's row, as PostgreSQL itself notes it in its log.

In the database of the bench every statement of `SHARE` of all transactions is logged once it is done, with its duration
(to the microsecond) and the moment (to the millisecond, cut off). What people type is not logged.

Three ways there are, and `held_…` is all of them together:
`once_`   a save in one statement (`write_at_once`): its execution, the wait for the row included, and its commit. The
          commit behind a single statement is not logged: each execution is taken with a COMMIT of somebody else.
`last_`   who takes the row at the end (`lock_last`): that statement and the COMMIT that came with it.
`first_`  who locks first: from the moment at which the row is theirs until that of the end of COMMIT, true to a
          millisecond, what the web process does in between included; `…_statements` between the two, `…_pg_ms` of them.
"""

import contextlib
import itertools
import random
import re
import statistics
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

from masterplan.server.cluster import Cluster
from masterplan.server.paths import BENCH_DATABASE
from tests.benches.figures import p95

#: Share of the transactions that are logged: half of them cost a busy room some hundredths of a core.
SHARE = 0.5

_LINE = re.compile(r"^(\S+ \S+) UTC \[(\d+)\] LOG:  duration: ([\d.]+) ms  (\w+) ?[^:]*: ?(.*)$")
_TAKES = re.compile(r'FROM "workshops_plan" .*FOR NO KEY UPDATE')


@dataclass
class Hold:
    """A transaction that took the row: when (ms), what it did since, and what that took in PostgreSQL."""

    taken: float
    statements: int = 0
    pg_ms: float = 0.0


@dataclass
class Held:
    """What a stretch of the log says, in milliseconds; `first` has the `Hold` of each beside it."""

    once: list = field(default_factory=list)
    last: list = field(default_factory=list)
    first: list = field(default_factory=list)
    commits: list = field(default_factory=list)


@contextlib.contextmanager
def noted():
    """Log what happens on new connections to the bench's database; yields a list that has the figures at the end."""
    from django.db import connection

    name = psycopg.sql.Identifier(connection.settings_dict["NAME"])
    log, found = Cluster(BENCH_DATABASE).place / "postgres.log", {}
    with Cluster(BENCH_DATABASE).connect() as rope:
        for setting, value in (("log_transaction_sample_rate", SHARE), ("log_parameter_max_length", 0)):
            statement = psycopg.sql.SQL("ALTER DATABASE {} SET {} = {}")
            rope.execute(statement.format(name, psycopg.sql.Identifier(setting), psycopg.sql.Literal(str(value))))
    begins = log.stat().st_size
    yield found
    with log.open("rb") as text:
        text.seek(begins)
        found |= figures(read(text.read().decode(errors="replace")))


def read(text):
    """Return `Held` of the text of a log."""
    held, first, last = Held(), {}, {}
    for stamp, pid, took, phase, statement in _entries(text):
        words = statement.lstrip()
        if words.startswith("BEGIN"):
            first.pop(pid, None)
            last.pop(pid, None)
        elif words.startswith("COMMIT") and phase in ("statement", "execute"):
            if pid in last:
                held.last.append(last.pop(pid) + took)
            elif hold := first.pop(pid, None):
                held.first.append((stamp - hold.taken, hold))
            else:
                continue
            held.commits.append(took)
        elif pid in first:
            first[pid].pg_ms += took
            first[pid].statements += phase == "execute"
        elif pid in last:
            last[pid] += took
        elif phase == "execute" and _TAKES.search(words):
            first[pid] = Hold(stamp)
        elif phase == "execute" and words.startswith("WITH mine AS"):
            last[pid] = took
        elif phase == "execute" and words.startswith("WITH taken AS"):
            held.once.append(took)
    return held


def _entries(text):
    """Yield (milliseconds, pid, duration, phase, statement on one line) of each statement in the log."""
    lines = iter(text.splitlines())
    entry, rest = None, []
    for line in itertools.chain(lines, ["end"]):
        if line.startswith("\t") and entry:
            rest.append(line.strip())
            continue
        if entry:
            moment, pid, took, phase, begin = entry
            stamp = datetime.fromisoformat(f"{moment}+00:00").timestamp() * 1000
            yield stamp, pid, float(took), phase, " ".join([begin, *rest])
        found = _LINE.match(line)
        entry, rest = (found.groups() if found else None), []


def figures(held):
    """Return {held_p50_ms, held_p95_ms, held_n, once_…, last_…, first_…} of a `Held`; what nobody did is missing."""
    commits = random.Random(1).choices(held.commits or [0.0], k=len(held.once))
    ways = {
        "once": [took + commit for took, commit in zip(held.once, commits, strict=True)],
        "last": held.last,
        "first": [span for span, _ in held.first],
    }
    found = {}
    for name, spans in ({"held": list(itertools.chain(*ways.values()))} | ways | {"commit": held.commits}).items():
        if spans:
            found |= {f"{name}_p50_ms": _short(statistics.median(spans)), f"{name}_p95_ms": _short(p95(spans))}
            found[f"{name}_n"] = len(spans)
    if held.first:
        found["first_statements"] = statistics.median(hold.statements for _, hold in held.first)
        found["first_pg_ms"] = _short(statistics.median(hold.pg_ms for _, hold in held.first))
    return found


def _short(milliseconds):
    return round(milliseconds, 2)
