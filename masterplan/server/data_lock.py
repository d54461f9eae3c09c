"""Only one `up` lives in a data folder. Its lock goes with its process; its note says where it serves."""

import contextlib
import fcntl
import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from masterplan.server.cluster import alone
from masterplan.server.environment import stop_with
from masterplan.server.paths import DATA

#: Seconds that a second `up` waits for the address of a first one that is still starting (it may be installing).
PATIENCE = 180


class DataInUse(Exception):
    """Another `up` serves from this folder, at `url`."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


@dataclass(frozen=True)
class DataLock:
    """The data folder as the home of one `up`."""

    data: Path

    @contextlib.contextmanager
    def entered(self) -> Iterator["DataLock"]:
        """Hold the folder alone, or raise `Occupied` with the address of whoever is."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            lock = (self.data / "up.lock").open("a")
            # an old lock may be writable in a folder that is not, or on a full disk
            with tempfile.TemporaryFile(dir=self.data) as probe:
                probe.write(b"x" * 4096)
                probe.flush()
        except OSError as error:
            stop_with(f"Folder {self.data} tidak bisa ditulisi ({error.strerror}). Setel REMBUK_DATA=/folder/lain.")
        with lock:
            self._lock(lock)
            yield self
            self._note.unlink(missing_ok=True)

    @contextlib.contextmanager
    def closed_gate(self) -> Iterator[None]:
        """Let the web server open its port only after the block, or this process's end: see `wait_at_gate`."""
        with alone(self.data / "gate"):
            yield

    def say(self, url: str, pids: dict[str, int]) -> None:
        """Note for a second `up`, which waits while `url` is "", and for the next one should this one be killed."""
        fresh = self._note.with_suffix(".new")
        fresh.write_text(json.dumps({"url": url, "pids": pids}))
        fresh.replace(self._note)

    def clear_leftovers(self) -> None:
        """End children of an `up` that was killed and could not take them along."""
        for pid in self._read().get("pids", {}).values():
            if _is_ours(pid):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
            while _is_ours(pid):
                time.sleep(0.02)
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.data / "up.json"

    def _lock(self, lock) -> None:
        for _ in range(PATIENCE * 10):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            if url := self._read().get("url"):
                raise DataInUse(url)
            time.sleep(0.1)
        stop_with("Rembuk lain sedang dinyalakan di folder ini dan belum siap. Coba lagi sebentar lagi.")

    def _read(self) -> dict:
        with contextlib.suppress(OSError, ValueError):
            return json.loads(self._note.read_text())
        return {}


def wait_at_gate() -> None:
    """Return when the `up` of this data folder, if one is starting, has prepared the database."""
    with contextlib.suppress(OSError), (DATA / "gate").open() as gate:
        fcntl.flock(gate, fcntl.LOCK_SH)


def _is_ours(pid: int) -> bool:
    """Whether `pid` lives and is a web or worker process; numbers are used again by other programs."""
    with contextlib.suppress(OSError):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        return b"masterplan.asgi" in command or b"manage.py\0worker" in command
    return False
