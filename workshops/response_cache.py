"""Answers that many phones ask for in the same moment, kept for two seconds in this process.

A save rings a hundred phones, and all of them ask the same question. What is kept never decides who may see
it: rights are asked of the database at each request, and what the right changes is part of the key.
What its keeper brings up to date from the journal itself is kept until others need its place (`keep`, `kept`).
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

#: Seconds that an answer is kept. Names and presence may be that old; what people write may not, see the keys.
SECONDS = 2.0
#: So many answers at most: a full board is some 100 kB.
MOST = 200


class Kept:
    """What was made for a key, the `most` that were asked for last, for all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[Any, ...]) -> Any:
        """Return what is kept for `key`, or None."""
        with self._lock:
            if key in self._rows:
                self._rows.move_to_end(key)
            return self._rows.get(key)

    def put(self, key: tuple[Any, ...], made: Any) -> None:
        """Keep `made` for `key`."""
        with self._lock:
            self._rows[key] = made
            self._rows.move_to_end(key)
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._rows.clear()


_responses = Kept(MOST)


def cached_response(key: tuple[Any, ...], make: Callable[..., Any]) -> Any:
    """Return what `make()` gave for `key` within the last two seconds, else what it gives now."""
    now = time.monotonic()
    found = _responses.get(key)
    if found and now - found[0] < SECONDS:
        return found[1]
    made = make()
    _responses.put(key, (now, made))
    return made


def keep(key: tuple[Any, ...], made: Any) -> None:
    """Keep `made` for `key`, for `kept` alone."""
    _responses.put(key, (0.0, made))


def kept(key: tuple[Any, ...]) -> Any:
    """Return what is kept for `key`, however old, or None."""
    return (_responses.get(key) or (0.0, None))[1]
