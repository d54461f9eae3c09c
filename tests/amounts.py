"""How much of what takes long is tried: a part of it always, all of it with `./rembuk test --slow`."""

SLOW = False


def either(part, whole):
    """Return `part`, or `whole` where `--slow` was asked for."""
    return whole if SLOW else part
