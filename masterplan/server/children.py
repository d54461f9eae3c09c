"""The child processes of `up`: the web server and the task worker."""

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1


def web_command(host: str, port: int) -> list[str]:
    """granian with one process that speaks ASGI; streams may not hold its end for longer than a second."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", str(port)),
        *("--workers", "1", "--workers-kill-timeout", "1", "--loop", "asyncio", "--no-ws", "--http", "1"),
        *("--log-level", "error", "--backlog", "1024", "--backpressure", "4096"),
        *("--http1-buffer-size", "131072", "--http1-header-read-timeout", "20000"),
        "masterplan.asgi:application",
    ]


def worker_command() -> list[str]:
    """The process that makes books and other long work."""
    return [sys.executable, "manage.py", "worker"]


def die_with_parent() -> None:
    """In the child, before exec: end when the launcher ends, however it ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
