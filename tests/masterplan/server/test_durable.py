"""Once a person has seen “Tersimpan”, the text survives the end of the whole database."""

import os
import re
import signal
from urllib.parse import urlsplit

import pytest

from tests.benches.memory import family
from tests.benches.phone import Phone
from tests.browsing import start_server
from tests.processes import Home, apart

pytestmark = pytest.mark.server


@pytest.fixture
def home(prepared):
    """A home whose database, as `up` has it, writes its log to the disk only when a commit demands it."""
    home = Home.make(like=prepared)
    home.cluster.start()
    with home.cluster.connect() as connection:
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("SELECT pg_reload_conf()")
    yield home
    home.close()


@pytest.mark.in_turn
def test_a_receipt_survives_the_death_of_the_whole_database_right_after_it(home, prepared):
    """Switch 2: without a durable commit the last seconds lie in the memory of the processes that die."""
    cluster = home.cluster
    said = "".join(output.read_text() for output in prepared.glob("output-*.txt"))
    token = re.search(r"/g/([^/\s]+)/", said).group(1)
    # the code of the example was made under the key of that folder
    server = start_server(DATABASE_URL=cluster.url(), SECRET_KEY=(prepared / "secret").read_text().strip())
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
