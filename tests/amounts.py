"""How much of what takes long is tried: a part of it always, all of it with `./rembuk test --slow`."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, repeat

import pytest

SLOW = False
#: The whole suite is run, not what a command names.
WHOLE = False

#: For each page that the running test comes to with axe: whether axe looks at it.
looks: Iterator[bool] = repeat(True)

#: Whose turn it is in this run: another part each day, the same in all its processes (REMBUK_TURN repeats one).
TURN = int(os.environ.setdefault("REMBUK_TURN", str(datetime.now(UTC).toordinal())))

#: Seconds for what has to happen: far more than it takes, for a machine that does much else. Where a control is off on
#: purpose (tests/house/switched.py) what is awaited never comes.
PATIENCE = 120 if "REMBUK_SWITCHED" not in os.environ else 6


def either(part, whole):
    """Return `part`, or `whole` where `--slow` was asked for."""
    return whole if SLOW else part


def one_of(count, things):
    """Return every `count`th of `things`, others each day, or all of them where `--slow` was asked for."""
    things = list(things)
    return either(things[TURN % count :: count], things)


def in_turn(things, always):
    """Return what a test is parametrised by: those of `things` that are tried `always`, the others in four turns.

    Each is a list, for one test to go through on one plan.
    """
    others = [one for one in things if one not in always]
    long = -(-len(others) // 4)
    turns = [others[start : start + long] for start in range(0, len(others), long)]
    marked = (pytest.param(turn, id=f"turn-{n}", marks=pytest.mark.in_turn) for n, turn in enumerate(turns, 1))
    return [pytest.param([one for one in things if one in always], id="always"), *marked]


def in_turn_after(many, cases):
    """Return `cases` for a test to be parametrised by: the first `many` are tried always, each other in its turn."""
    later = (one if isinstance(one, tuple) else (one,) for one in cases[many:])
    return [*cases[:many], *(pytest.param(*one, marks=pytest.mark.in_turn) for one in later)]


def begin_test(in_turn):
    """Let axe look at each page of the test that begins; in the whole suite at a quarter, unless it is `in_turn`."""
    global looks
    looks = repeat(True) if in_turn or SLOW or not WHOLE else cycle(n == TURN % 4 for n in range(4))
