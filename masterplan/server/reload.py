"""With `REMBUK_DEBUG=1`: processes that start anew when their code changes. Templates, styles and scripts are read
afresh for each page then, and need no new start.
"""

import os
import time
from pathlib import Path

from masterplan.server.paths import ROOT

#: Seconds between two looks at the files.
PAUSE = 1.0


class CodeReloader:
    """Tells `up` that a module or a content file of the product has changed."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.wanted = os.environ.get("REMBUK_DEBUG", "") not in ("", "0")
        self.known, self.next = self._newest(), 0.0

    def changed(self) -> bool:
        """Whether something changed since the last look."""
        if not self.wanted or time.monotonic() < self.next:
            return False
        self.next = time.monotonic() + PAUSE
        before, self.known = self.known, self._newest()
        return self.known != before

    def _newest(self) -> tuple[int, float]:
        """Number of files and time of the latest change."""
        if not self.wanted:
            return 0, 0.0
        times = [
            path.stat().st_mtime
            for package in ("masterplan", "pillars", "workshops")
            for path in (self.root / package).rglob("*")
            if path.suffix in (".py", ".json") and path.exists()
        ]
        return len(times), max(times, default=0.0)
