"""The id of a save as the server makes it, for pages without JavaScript."""

from uuid import uuid4


def new_op():
    """A random id, 32 letters and digits."""
    return uuid4().hex
