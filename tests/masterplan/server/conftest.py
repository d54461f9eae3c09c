"""A data folder that several tests start from."""

import fcntl
import os
import signal
import subprocess
import urllib.error
import urllib.request
from contextlib import closing

import pytest

from masterplan.server.network import free_port
from tests.processes import Home, until


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A data folder in which three `up` were started at once and the one that stayed has ended.

    Made once for all processes of a run; what the three have said and the status of the first answer lie in it.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "prepared"
    with open(shared / "prepared.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with closing(Home.make()) as made:
                port = str(free_port())
                several = [made.up("--port", port) for _ in range(3)]
                answer = until(lambda: status_of(f"http://127.0.0.1:{port}/sehat/"), seconds=120)
                (made.data / "first-answer").write_text(str(answer))
                until(lambda: sum(process.poll() is None for process in several) == 1, seconds=120)
                until(made.answers, seconds=120)
                (left,) = [process for process in several if process.poll() is None]
                left.send_signal(signal.SIGINT)
                assert left.wait(60) == 0
                subprocess.run(["cp", "-a", made.data, folder], check=True)
    return folder


def status_of(url):
    """The status that a page is answered with; None while nobody takes the connection."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return None
