"""Once a person has seen “Tersimpan”, the text survives the end of the whole database."""

import json
import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from masterplan.server.paths import ROOT
from tests.benches.memory import family
from tests.benches.phone import Phone
from tests.browsing import environment_of_test_database, start_server
from tests.processes import Home, apart

pytestmark = pytest.mark.server


@pytest.fixture
def cluster(prepared):
    """A database as `up` has it, that writes its log to the disk only when a commit demands it."""
    home = Home.make(like=prepared)
    made = home.cluster
    made.start()
    with made.connect() as connection:
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("SELECT pg_reload_conf()")
    yield made
    home.close()


def test_a_receipt_survives_the_death_of_the_whole_database_right_after_it(cluster):
    """Switch 2: without a durable commit the last seconds lie in the memory of the processes that die."""
    made = subprocess.run(
        [sys.executable, "-m", "masterplan.setup.first_start", "--demo"],
        cwd=ROOT,
        env={**environment_of_test_database(), "DATABASE_URL": cluster.url()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    token = json.loads(made.stdout.splitlines()[-1])["path"].strip("/").removeprefix("g/")
    server = start_server(DATABASE_URL=cluster.url())
    place = urlsplit(server.url)

    async def save():
        phone = Phone(place.hostname, place.port, "ponorogo", "tata-kelola")
        await phone.join(token, "Ani")
        return (await phone.save("masalah-1", note="Ditulis sebelum listrik padam"))[1]

    try:
        receipt = apart(save())
        for process in family(cluster.postmaster()):
            os.kill(process, signal.SIGKILL)
    finally:
        server.process.kill()
        server.process.wait()
    assert receipt.status == 200
    cluster.start()
    with cluster.connect("rembuk") as connection:
        found = connection.execute(
            "SELECT op FROM workshops_event WHERE number = %s AND plan_id = 1", [int(receipt.headers["x-rembuk"])]
        ).fetchone()
    assert found == (receipt.headers["x-rembuk-op"],)
