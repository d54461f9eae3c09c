"""Renders a book in a child process with limits: a text that runs away, eats memory or asks for a file costs the
book, never the server.

Parent: `render_in_child(tree_json) -> bytes`. The child is this module run as a program: the tree's JSON on its
input, the PDF on its
output, one JSON line on its error stream for each part of progress, each warning and the last word on a failure. Only
the child
imports WeasyPrint.
"""

import contextlib
import json
import os
import queue
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one book may cost: seconds of CPU and of the clock, MiB of address space and of written file, open files."""

    cpu_s: int = 180
    wall_s: int = 600
    memory_mb: int = 2048
    file_mb: int = 64
    files: int = 64

    @classmethod
    def for_size(cls, size: int) -> "Limits":
        """A book of `size` bytes of tree: ten times what a book of that size was measured to take."""
        cpu = 60 + size // 10_000
        return cls(cpu_s=cpu, wall_s=60 + 3 * cpu, memory_mb=2048 + size // 2_000)


class RenderFailed(Exception):
    """`kind`: slow · memory · blocked · broken · cancelled; `sentence` is for people, `part` the part of the book
    that was being laid out.
    """

    def __init__(self, kind: str, sentence: str, part: str = "") -> None:
        super().__init__(sentence)
        self.kind, self.sentence, self.part = kind, sentence, part


SENTENCES = {
    "slow": "Pembuatan buku dihentikan karena terlalu lama.",
    "memory": "Pembuatan buku dihentikan karena memerlukan memori terlalu banyak.",
    "blocked": "Pembuatan buku dihentikan karena isinya meminta berkas dari luar.",
    "broken": "Pembuatan buku gagal.",
    "cancelled": "Pembuatan buku dibatalkan.",
}


def failure(kind: str, part: str) -> RenderFailed:
    where = (
        f" Bagian terakhir yang dikerjakan: {part}. Periksa isian pada bagian itu, lalu buat lagi."
        if part and kind != "cancelled"
        else ""
    )
    return RenderFailed(kind, SENTENCES[kind] + where, part)


def render_in_child(
    tree_json: bytes,
    *,
    pictures: dict | None = None,
    on_progress: Callable[..., Any] | None = None,
    on_warning: Callable[..., Any] | None = None,
    cancelled: Callable[..., Any] | None = None,
    limits: Limits | None = None,
) -> bytes:
    """The PDF of a tree. `pictures`: {sha256: bytes} of those that it shows. `on_progress(n, m, part)` and
    `on_warning(sentence)` are called in the caller's thread; `cancelled()` is asked twice a second.
    Raises RenderFailed.
    """
    limits = limits or Limits.for_size(len(tree_json))
    # a child now and then dies at its exit after its work (seen with the libraries below): once more, then it is a
    # failure
    for last in (False, True):
        try:
            return _once(tree_json, pictures or {}, on_progress, on_warning, cancelled, limits)
        except _Crashed as crash:
            if last:
                raise failure("broken", crash.part) from crash
    raise AssertionError("unreachable")


class _Crashed(Exception):
    def __init__(self, part: str) -> None:
        self.part = part


def _once(tree_json, pictures, on_progress, on_warning, cancelled, limits) -> bytes:
    environment = {
        key: os.environ[key]
        for key in ("PATH", "LANG", "HOME", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "TMPDIR")
        if key in os.environ
    }
    told = {**limits.__dict__, "pictures": [[sha, len(data)] for sha, data in pictures.items()]}
    process = subprocess.Popen(
        [sys.executable, "-m", "masterplan.writers.child", json.dumps(told)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    inbox, output = queue.Queue(), []
    threads = [
        threading.Thread(target=work, daemon=True)
        for work in (
            lambda: _feed(process.stdin, (*pictures.values(), tree_json)),
            lambda: output.append(process.stdout.read()),
            lambda: _listen(process.stderr, inbox),
        )
    ]
    for thread in threads:
        thread.start()
    part, last_words = "", {}
    end = time.monotonic() + limits.wall_s
    try:
        while True:
            try:
                message = inbox.get(timeout=0.5)
            except queue.Empty:
                message = {}
            if message is None:
                break
            if "part" in message:
                part = message["part"]
                if on_progress:
                    on_progress(message["n"], message["m"], part)
            elif "warning" in message and on_warning:
                on_warning(message["warning"])
            elif "failed" in message:
                last_words = message
            if cancelled and cancelled():
                raise failure("cancelled", part)
            if _is_over(end):
                raise failure("slow", part)
        process.wait(timeout=10)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for thread in threads:
            thread.join(timeout=5)
        for stream in (process.stdout, process.stderr):
            stream.close()
    return _outcome(process.returncode, output, last_words, part)


def _is_over(end) -> bool:
    return time.monotonic() > end


def _outcome(code, output, last_words, part) -> bytes:
    if last_words:
        raise failure(last_words["failed"], last_words.get("at") or part)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise failure("slow", part)
    data = output[0] if output else b""
    if code == 0 and data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"):
        return data
    raise _Crashed(part)


def _feed(stream, chunks) -> None:
    with contextlib.suppress(BrokenPipeError, OSError):
        for data in chunks:
            stream.write(data)
        stream.close()


def _listen(stream, inbox) -> None:
    """Lines that are ours are JSON objects; what libraries say is dropped. None at the end."""
    for line in stream:
        with contextlib.suppress(ValueError):
            message = json.loads(line)
            if isinstance(message, dict):
                inbox.put(message)
    inbox.put(None)


# From here on: the child.


def _say(**message) -> None:
    sys.stderr.write(json.dumps(message) + "\n")
    sys.stderr.flush()


def _bind(limits: dict) -> None:
    """Limits before anything is imported or read."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory_mb"] * MIB,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_s"], limits["cpu_s"] + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file_mb"] * MIB,) * 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits["files"],) * 2)


def main() -> int:
    limits = json.loads(sys.argv[1])
    _bind(limits)
    pictures = {sha: sys.stdin.buffer.read(size) for sha, size in limits.get("pictures", ())}
    data = sys.stdin.buffer.read()
    from masterplan.document import tree
    from masterplan.writers import pdf

    at = ""

    def progress(n, m, part):
        nonlocal at
        at = part
        _say(n=n, m=m, part=part)

    try:
        written = pdf.write(
            tree.from_json(data),
            on_progress=progress,
            on_warning=lambda sentence: _say(warning=sentence),
            pictures=pictures,
        )
    except MemoryError:
        _say(failed="memory", at=at)
        return 1
    except BaseException as error:  # FatalURLFetchingError is no Exception, and the parent must learn of every end
        _say(
            failed="blocked" if type(error).__name__ == "FatalURLFetchingError" else "broken",
            at=at,
            why=f"{type(error).__name__}: {error}"[:500],
        )
        return 1
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()
    # the libraries below free their memory in an order that now and then crashes; the work is done
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
