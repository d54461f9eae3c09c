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

_responses = OrderedDict()
_lock = Lock()


def cached_response(key: tuple[Any, ...], make: Callable[..., Any]) -> Any:
    """Return what `make()` gave for `key` within the last two seconds, else what it gives now."""
    now = time.monotonic()
    with _lock:
        found = _responses.get(key)
        if found and now - found[0] < SECONDS:
            return found[1]
    made = make()
    keep(key, made, now)
    return made


def keep(key: tuple[Any, ...], made: Any, now: float = 0.0) -> None:
    """Keep `made` for `key`, as what was made at `now` (`time.monotonic`)."""
    with _lock:
        _responses[key] = (now, made)
        _responses.move_to_end(key)
        while len(_responses) > MOST:
            _responses.popitem(last=False)


def kept(key: tuple[Any, ...]) -> Any:
    """Return what is kept for `key`, however old, or None."""
    with _lock:
        return _responses.get(key, (0, None))[1]
