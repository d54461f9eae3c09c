"""The processes of the press: started when there is work, kept warm for a while, killed at their limits, replaced.

The parent knows neither WeasyPrint nor the database; it hands out jobs and takes answers.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from masterplan.press.child import frame, read_frame

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = "masterplan.press.child"
PASSED_ON = ("PATH", "LANG", "HOME", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "TMPDIR")
#: Seconds after which a process without work is ended; MiB of resident memory after which it is replaced.
IDLE_S, HEAVY_MB = 120, 400
MEMORY_MB = 2048


@dataclass
class Job:
    """`head` and `blobs` of the frame; limits in seconds of CPU and of the clock; `weight`: heavier ones go first."""

    key: Any
    head: dict
    blobs: tuple = ()
    cpu_s: int = 20
    wall_s: float = 90
    weight: int = 0
    tries: int = field(default=0)


@dataclass
class RenderAnswer:
    """`failed`: "" · slow · memory · blocked · broken; `done` and `blobs` are what was made."""

    job: Job
    failed: str = ""
    done: dict = field(default_factory=dict)
    blobs: Sequence[Any] = ()
    cpu_s: float = 0.0
    rss_mb: int = 0
    why: str = ""


class RenderProcess:
    """One process. Never used by two threads at once, but any thread may `kill` it."""

    def __init__(self, memory_mb: int = MEMORY_MB) -> None:
        environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", PROGRAM, json.dumps({"memory_mb": memory_mb})],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.since = time.monotonic()
        self.rss_mb = 0

    def do(self, job: Job) -> RenderAnswer:
        """Return the answer to a job; after a `slow` or `died` one this process is gone."""
        end = time.monotonic() + job.wall_s
        watch = threading.Timer(job.wall_s, self.kill)
        watch.daemon = True
        watch.start()
        try:
            for part in frame(job.head | {"cpu_s": job.cpu_s}, job.blobs):
                self.process.stdin.write(part)
            self.process.stdin.flush()
            answered = read_frame(self.process.stdout)
        except (OSError, ValueError):
            answered = None
        finally:
            watch.cancel()
        if answered is None:
            self.kill()
            code = self.process.wait()
            slow = code == -signal.SIGXCPU or time.monotonic() >= end
            return RenderAnswer(job, "slow" if slow else "died", why=f"exit {code}")
        said, blobs = answered
        self.rss_mb = said["rss_mb"]
        failed = said.get("failed", "")
        return RenderAnswer(job, failed, said.get("done", {}), blobs, said["cpu_s"], self.rss_mb, said.get("why", ""))

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        self.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()


class Pool:
    """At most `size` processes at work for one call of `run`; those without work wait for the next call."""

    def __init__(self, size: int | None = None, memory_mb: int = MEMORY_MB) -> None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self.size = size or min(8, cores)
        self.memory_mb = memory_mb
        self._idle, self._lock = [], threading.Lock()
        self._reaper: threading.Thread | None = None

    def run(
        self, jobs: list[Job], cancelled: Any = None, on_start: Callable[..., Any] | None = None
    ) -> Iterator[RenderAnswer]:
        """Yield an Answer for each job as it comes. `cancelled()` is asked twice a second: then the processes at work
        are killed and `Cancelled` is raised. `on_start(job)` is called from the caller's thread.
        """
        work = deque(sorted(jobs, key=lambda job: -job.weight))
        inbox, busy, stop, abort = queue.Queue(), set(), threading.Event(), threading.Event()
        count = len(work)
        threads = [
            threading.Thread(target=self._labour, args=(work, inbox, busy, stop, abort), daemon=True)
            for _ in range(min(self.size, count))
        ]
        for thread in threads:
            thread.start()
        asked = 0.0
        try:
            while count:
                with contextlib.suppress(queue.Empty):
                    told = inbox.get(timeout=0.2)
                    if isinstance(told, BaseException):
                        raise told
                    if isinstance(told, Job):
                        if on_start:
                            on_start(told)
                    else:
                        count -= 1
                        yield told
                if cancelled and time.monotonic() - asked > 0.5:
                    asked = time.monotonic()
                    if cancelled():
                        raise Cancelled
        except GeneratorExit:
            raise
        except BaseException:
            abort.set()
            raise
        finally:
            stop.set()
            for child in list(busy):
                child.kill()
            for thread in threads:
                thread.join(timeout=10)

    def _labour(self, work, inbox, busy, stop, abort):
        child = None
        try:
            while not stop.is_set():
                try:
                    job = work.popleft()
                except IndexError:
                    break
                child = child or self._take()
                busy.add(child)
                if stop.is_set():
                    break
                inbox.put(job)
                answer = child.do(job)
                busy.discard(child)
                if answer.failed in ("slow", "died"):
                    child.end()
                    child = None
                    # a process now and then dies in the libraries below: once more, then it is the unit's fault
                    if answer.failed == "died" and not job.tries and not stop.is_set():
                        job.tries += 1
                        work.append(job)
                        continue
                    answer.failed = "broken" if answer.failed == "died" else answer.failed
                elif child.rss_mb > HEAVY_MB:
                    child.end()
                    child = None
                inbox.put(answer)
        except BaseException as error:
            inbox.put(error)
        finally:
            if child is not None:
                busy.discard(child)
                if abort.is_set():
                    child.end()
                else:
                    self._give(child)

    def _take(self) -> RenderProcess:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_alive():
                    return child
                child.end()
        return RenderProcess(self.memory_mb)

    def _give(self, child) -> None:
        child.since = time.monotonic()
        with self._lock:
            if not child.is_alive() or len(self._idle) >= self.size:
                child.end()
                return
            self._idle.append(child)
            if self._reaper is None:
                self._reaper = threading.Thread(target=self._reap, daemon=True)
                self._reaper.start()

    def _reap(self) -> None:
        """Ends processes that had no work for a while; itself when none is left."""
        while True:
            time.sleep(min(5, IDLE_S / 4))
            with self._lock:
                old = [child for child in self._idle if time.monotonic() - child.since > IDLE_S or not child.is_alive()]
                self._idle = [child for child in self._idle if child not in old]
                for child in old:
                    child.end()
                if not self._idle:
                    self._reaper = None
                    return

    def close(self) -> None:
        """End all processes without work."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def warm(self, all: bool = False) -> None:
        """Start one process, or as many as there may be, so that the next job needs not wait for them."""
        with self._lock:
            count = (self.size if all else 1) - len(self._idle)
        for child in [RenderProcess(self.memory_mb) for _ in range(count)]:
            child.do(Job(None, {"job": "warm"}))
            self._give(child)


class Cancelled(Exception):
    """Who asked for the work does not want it any more."""


_pool, _making = None, threading.Lock()


def common_pool() -> Pool:
    """Return the processes that all books of this process share."""
    global _pool
    with _making:
        _pool = _pool or Pool()
    return _pool
