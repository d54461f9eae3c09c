"""A data folder that several tests start from."""

import signal
from contextlib import closing

import pytest

from masterplan.server.network import free_port
from tests.processes import Home


@pytest.fixture(scope="session")
def prepared():
    """A data folder in which `up` was ready once and has ended: the database is made and migrated."""
    with closing(Home.make()) as made:
        made.up("--no-demo", "--port", str(free_port()))
        made.ready()
        made.started[0].send_signal(signal.SIGINT)
        assert made.started[0].wait(60) == 0
        yield made.data
