"""Writes a Word or Excel file in a child process with limits, as `child` does for a PDF: what a text does to a library
costs the file, never the worker.

Parent: `write_in_child(tree_json, format) -> bytes`. The child is this module run as a program: its order as JSON in
the argument, pictures and the tree's JSON on its input, the file on its output, one JSON line on its error stream when
it fails.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from masterplan.writers.child import ROOT, Limits, RenderFailed, _bind, failure

if TYPE_CHECKING:
    from masterplan.document.nodes import Book


STARTS = b"PK\x03\x04"


def write_in_child(
    tree_json: bytes,
    format: str,
    *,
    pictures: dict | None = None,
    cancelled: Callable[..., Any] | None = None,
    limits: Limits | None = None,
) -> bytes:
    """The `docx` or `xlsx` of a tree. `pictures`: {sha256: bytes}; `cancelled()` is asked twice a second.

    Raises RenderFailed.
    """
    pictures = pictures or {}
    size = len(tree_json) + sum(map(len, pictures.values()))
    limits = limits or Limits.for_size(size)
    told = {**limits.__dict__, "format": format, "pictures": [[sha, len(d)] for sha, d in pictures.items()]}
    for last in (False, True):
        code, data, word = _once(told, (*pictures.values(), tree_json), limits.wall_s, cancelled)
        if word:
            raise failure(word, "")
        if code == 0 and data.startswith(STARTS):
            return data
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise failure("slow", "")
        # a library may die at its exit after its work: once more, then it is a failure
        if last:
            raise failure("broken", "")
    raise AssertionError("unreachable")


def _once(told, chunks, wall_s, cancelled):
    """(exit code, what was written, kind of failure or "")."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as said:
        for chunk in chunks:
            given.write(chunk)
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "masterplan.writers.office", json.dumps(told)],
            cwd=ROOT,
            env={key: os.environ[key] for key in ("PATH", "LANG", "HOME", "LD_LIBRARY_PATH") if key in os.environ},
            stdin=given,
            stdout=made,
            stderr=said,
            start_new_session=True,
        )
        try:
            _wait(process, time.monotonic() + wall_s, cancelled)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        made.seek(0)
        said.seek(0)
        return process.returncode, made.read(), _last_word(said.read())


def _wait(process, end, cancelled):
    while True:
        try:
            process.wait(timeout=0.5)
            return
        except subprocess.TimeoutExpired:
            if cancelled and cancelled():
                raise failure("cancelled", "") from None
            if time.monotonic() > end:
                raise failure("slow", "") from None


def _last_word(said: bytes) -> str:
    for line in said.splitlines():
        try:
            return json.loads(line)["failed"]
        except (ValueError, KeyError, TypeError):
            continue
    return ""


# From here on: the child.


def written(book: "Book", format: str, pictures: dict) -> bytes:
    """The file of a tree, in this process."""
    if format == "docx":
        from masterplan.writers import docx

        return docx.write(book, pictures)
    from masterplan.writers import xlsx

    return xlsx.write(book)


def main() -> int:
    told = json.loads(sys.argv[1])
    _bind(told)
    from masterplan.document import tree

    pictures = {sha: sys.stdin.buffer.read(size) for sha, size in told["pictures"]}
    try:
        made = written(tree.from_json(sys.stdin.buffer.read()), told["format"], pictures)
    except BaseException as error:
        kind = "memory" if isinstance(error, MemoryError) else "broken"
        sys.stderr.write(json.dumps({"failed": kind, "why": f"{type(error).__name__}: {error}"[:500]}) + "\n")
        return 1
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    os._exit(0)


__all__ = ["RenderFailed", "write_in_child", "written"]

if __name__ == "__main__":
    raise SystemExit(main())
