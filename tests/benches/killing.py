"""SIGKILL for one part of a running `up`, or for all of them."""

import contextlib
import os
import random
import signal
import time
from pathlib import Path

from tests.benches.home import Home, alive, children_of
from tests.benches.memory import family

#: What dies: the pages' process or its parent, the task worker, one connection of the database, all of the
#: database, the launcher alone, everything.
KINDS = ("web", "worker", "backend", "postmaster", "launcher", "all")


class Killer:
    """Kills parts of a home and starts the launcher again where it died, as a person would.

    `kills` holds (moment, kind), in seconds of `time.monotonic`.
    """

    def __init__(self, home: Home):
        self.home = home
        self.port = home.url.strip("/").rsplit(":", 1)[1]
        self.kills: list[tuple[float, str]] = []

    def kill(self, kind: str) -> float:
        """Kill it; the moment. Waits until there is such a process."""
        for _ in range(2000):
            if victims := getattr(self, f"_{kind}")():
                break
            time.sleep(0.01)
        at = time.monotonic()
        self.kills.append((at, kind))
        for victim in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        if kind in ("launcher", "all"):
            self.home.started[-1].wait()
            self.home.up("--port", self.port)
        return at

    def mind(self) -> bool:
        """Starts the launcher again if it has ended by itself, which it never should; whether it had."""
        if self.home.started[-1].poll() is None:
            return False
        self.home.up("--port", self.port)
        return True

    def _web(self):
        first = self._noted("web")
        return [random.choice([first, *children_of(first)])] if first else []

    def _worker(self):
        found = self._noted("pekerja")
        return [found] if found else []

    def _backend(self):
        postmaster = self.home.cluster.postmaster()
        backends = [pid for pid in children_of(postmaster or 0) if b"rembuk rembuk" in _title(pid)]
        return random.sample(backends, min(1, len(backends)))

    def _postmaster(self):
        found = self.home.cluster.postmaster()
        return [found] if found else []

    def _launcher(self):
        return [self.home.started[-1].pid]

    def _all(self):
        postmaster = self.home.cluster.postmaster()
        return [*family(self.home.started[-1].pid), *(family(postmaster) if postmaster else [])]

    def _noted(self, name):
        """A child of the launcher that lives."""
        with contextlib.suppress(OSError, ValueError):
            found = self.home.pid_of(name)
            return found if found and alive(found) else None
        return None


def _title(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""
