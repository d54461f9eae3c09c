"""The server's time, which is the only one that counts: for scripts, and in words."""

import time
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

#: Minutes before the end from which a timer warns.
SOON = 5


def milliseconds(moment: Any = None) -> int:
    """Return `moment` (default: now) as scripts count time."""
    return int(moment.timestamp() * 1000) if moment else time.time_ns() // 1_000_000


def remaining_time(ends_at: datetime, now: Any = None) -> tuple[str, str]:
    """Return (words, look) of what is left: `sisa 44 menit`, in the last five "soon", `lewat 6 menit` "over".

    A begun minute counts as one that is left; static/js/timer.js counts alike.
    """
    left = ends_at - (now or timezone.now())
    if left > timedelta():
        minutes = -(-left // timedelta(minutes=1))
        return f"sisa {minutes} menit", "soon" if minutes <= SOON else ""
    over = -left // timedelta(minutes=1)
    return (f"lewat {over} menit" if over else "waktu habis"), "over"
