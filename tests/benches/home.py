"""`./rembuk up` as a child of a bench or a test, in a data folder of its own."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from masterplan.server.cluster import Cluster
from masterplan.server.paths import ROOT
from tests.amounts import PATIENCE

READY = "Hentikan dengan Ctrl+C"


def until(condition, seconds=PATIENCE):
    """The first true value of `condition()`; `AssertionError` when it never comes."""
    pause = threading.Event()
    for _ in range(seconds * 50):
        if value := condition():
            return value
        pause.wait(0.02)
    raise AssertionError("waited in vain")


def alive(pid):
    """Whether a process runs (one that only waits to be buried does not)."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def children_of(pid):
    """Processes that `pid` started itself."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


@dataclass
class Home:
    """A data folder and the `up` processes that were started in it."""

    data: Path
    environment: dict[str, str]
    started: list[subprocess.Popen] = field(default_factory=list)
    outputs: list[Path] = field(default_factory=list)
    command: tuple[str, ...] = (sys.executable, "-m", "masterplan.server.up")

    @classmethod
    def make(cls, like=None):
        """A fresh one, or a copy of the folder of one that has ended; the database's user may pass through."""
        data = Path(tempfile.mkdtemp(prefix="rembuk up "))
        if like is not None:
            subprocess.run(["cp", "-a", f"{like}/.", data], check=True)
        data.chmod(0o755)
        kept = ("DATABASE_URL", "SECRET_KEY", "REMBUK_PLAIN_HTTP", "DJANGO_SETTINGS_MODULE")
        environment = {name: value for name, value in os.environ.items() if name not in kept}
        return cls(data, {**environment, "REMBUK_DATA": str(data)})

    def up(self, *arguments, **environment):
        """Start it; returns at once."""
        output = self.data / f"output-{secrets.token_hex(4)}.txt"
        with output.open("w") as handle:
            process = subprocess.Popen(
                [*self.command, *arguments],
                cwd=ROOT,
                env={**self.environment, **environment},
                stdout=handle,
                stderr=subprocess.STDOUT,
            )
        self.started.append(process)
        self.outputs.append(output)
        return process

    def forget(self, process):
        """One that has ended is not the newest any more."""
        at = self.started.index(process)
        del self.started[at], self.outputs[at]

    def ready(self):
        """Wait until the newest one has said that it is ready; its output."""
        until(lambda: READY in self.said() or self.started[-1].poll() is not None, seconds=120)
        assert READY in self.said(), self.said()
        return self.said()

    def said(self):
        """What the newest one has printed so far."""
        return self.outputs[-1].read_text()

    @property
    def url(self):
        return json.loads((self.data / "up.json").read_text())["url"]

    def pid_of(self, name):
        """Process id of "web" (the server's first process) or "pekerja" (the task worker); None while it is away."""
        return json.loads((self.data / "up.json").read_text())["pids"].get(name)

    @property
    def cluster(self):
        return Cluster(self.data / "database")

    def answers(self, path="sehat/"):
        """Whether the page comes (there is no address while the pages are not there yet)."""
        with suppress(OSError, ValueError), urllib.request.urlopen(self.url + path, timeout=5) as answer:
            return answer.status == 200
        return False

    def family(self):
        """Every process of this home that lives."""
        pids = [process.pid for process in self.started]
        for pid in pids:
            pids += children_of(pid)
        postmaster = self.cluster.postmaster()
        pids += [postmaster] if postmaster else []
        return [pid for pid in pids if alive(pid)]

    def end(self):
        """End every `up` as Ctrl+C does; the data stay."""
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(20)
            if process.poll() is None:
                process.kill()
                process.wait()

    def close(self):
        """End everything and remove the folder."""
        self.end()
        self.cluster.stop()
        shutil.rmtree(self.cluster.sockets, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
