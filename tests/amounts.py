"""How much of what takes long is tried: a part of it always, all of it with `./rembuk test --slow`."""

import os

SLOW = False

#: Seconds for what has to happen: far more than it takes, for a machine that does much else. Where a control is off on
#: purpose (tests/house/switched.py) what is awaited never comes.
PATIENCE = 120 if "REMBUK_SWITCHED" not in os.environ else 6


def either(part, whole):
    """Return `part`, or `whole` where `--slow` was asked for."""
    return whole if SLOW else part
