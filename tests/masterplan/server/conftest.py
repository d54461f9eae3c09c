"""A data folder that several tests start from."""

import fcntl
import os
import signal
import subprocess
from contextlib import closing

import pytest

from masterplan.server.network import free_port
from tests.processes import Home


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A data folder in which `up` was ready once and has ended, made once for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "prepared"
    with open(shared / "prepared.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with closing(Home.make()) as made:
                made.up("--no-demo", "--port", str(free_port()))
                made.ready()
                made.started[0].send_signal(signal.SIGINT)
                assert made.started[0].wait(60) == 0
                subprocess.run(["cp", "-a", made.data, folder], check=True)
    return folder
