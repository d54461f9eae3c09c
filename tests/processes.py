"""Awaiting what other processes do, and `./rembuk up` as a child of the test (`tests.benches.home`)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from tests.benches.home import READY, Home, alive, children_of, until

__all__ = ["READY", "Home", "alive", "apart", "children_of", "until"]


def apart(story):
    """The result of a coroutine in a thread of its own: a browser of an earlier test may keep a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, story).result()
