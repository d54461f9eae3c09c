"""How long saves took in this web process: from the wait for the plan's row until the commit was confirmed."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

#: So many of the last saves stand for "now" and for "usually".
NOW, USUAL = 20, 200

_last = deque(maxlen=USUAL)


@contextmanager
def measured() -> Iterator[None]:
    """Count the time of the block, if it ends well."""
    started = time.perf_counter()
    yield
    _last.append(time.perf_counter() - started)


def save_times() -> tuple[float | None, float | None]:
    """Return (median seconds of the last 20 saves, of the last 200).

    None where there were none or too few to compare.
    """
    times = list(_last)
    now = median(times[-NOW:]) if times else None
    return now, median(times) if len(times) >= 2 * NOW else None
