"""The child processes of `up`: the web server and the task worker."""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from masterplan.server.paths import ROOT

_PR_SET_PDEATHSIG = 1

#: Seconds before a child that ended is started again: none after a life of `STEADY`, else growing from end to end.
SHORTEST_PAUSE, LONGEST_PAUSE, STEADY = 0.2, 3.0, 5.0


#: A process that holds more than so many MB is renewed: what large input and books left there goes with it. A web
#: process is looked at each so many seconds, twice, and its successor starts so many seconds before it ends.
LARGEST, SAMPLE, OVERLAP = 500, 15, 5


def web_command(host: str, port: int, workers: int = 1) -> list[str]:
    """Return the command of granian: `workers` ASGI processes, renewed one by one (SIGHUP renews all)."""
    return [
        *(sys.executable, "-m", "masterplan.server.web", "--interface", "asgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--workers-kill-timeout", "1", "--loop", "asyncio", "--no-ws", "--http", "1"),
        *("--respawn-failed-workers", "--respawn-interval", str(OVERLAP), "--workers-max-rss", str(LARGEST)),
        *("--rss-sample-interval", str(SAMPLE), "--rss-samples", "2"),
        *("--log-level", "error", "--backlog", "1024", "--backpressure", "4096"),
        *("--http1-buffer-size", "131072", "--http1-header-read-timeout", "20000"),
        "masterplan.asgi:application",
    ]


def worker_command() -> list[str]:
    """Return the process that makes books and other long work."""
    return [sys.executable, "manage.py", "worker"]


def die_with_parent(by: int = signal.SIGTERM) -> None:
    """End, in a child, when the parent ends, however it ends (Linux; elsewhere `up` looks for leftovers)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, by)


def resident_mb() -> int:
    """Return the MB that this process holds; 0 where the system does not say (not on Linux)."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20
    return 0


@dataclass
class SupervisedProcess:
    """One child that is started again whenever it ends, with a growing pause."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = 0.0
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl+C in the terminal reaches only the launcher."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def look_after(self) -> bool:
        """Start it again if it has ended and its pause is over. True at the moment when the end is noticed."""
        now = time.monotonic()
        if self.process and self.process.poll() is None:
            return False
        if self.process:
            steady = now - self.started > STEADY
            self.pause = 0.0 if steady else min(max(self.pause * 2, SHORTEST_PAUSE), LONGEST_PAUSE)
            self.restart_at, self.process = now + self.pause, None
            if steady:
                self.start()
            return True
        if now >= self.restart_at:
            self.start()
        return False

    def ask_to_end(self) -> None:
        """Send SIGTERM, if it runs."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then kill it with all that it started."""
        if not self.process:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
