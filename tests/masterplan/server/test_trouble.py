"""A full disk, a database that says nothing: saves are refused with a sentence, and work goes on by itself."""

import asyncio
import os
import random
import re
import shutil
import signal
import subprocess
from urllib.parse import urlsplit

import pytest

from masterplan.server.network import free_port
from tests.benches.home import Home
from tests.benches.memory import family
from tests.benches.phone import Phone
from tests.cast import new_op
from tests.processes import apart, until

pytestmark = pytest.mark.server

#: Seconds after which a test takes a request for one that hangs.
HANGS = 30


@pytest.fixture
def small_disk():
    """A home whose data lie on a disk of their own."""
    home = Home.make()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=120m,mode=755", "none", str(home.data)], capture_output=True
    )
    yield home
    if mounted.returncode == 0:
        home.close()
        subprocess.run(["umount", "-l", str(home.data)], check=True)
    shutil.rmtree(home.data, ignore_errors=True)


class Ani:
    """Somebody who saves the note of one card, each time over a new connection."""

    def __init__(self, home):
        home.up("--port", str(free_port()))
        self.place = urlsplit(home.url if home.ready() else "")
        self.token = re.search(r"/g/([^/\s]+)/", home.said()).group(1)
        self.phone = self._phone()
        apart(self.phone.join(self.token, "Ani"))
        self.phone.browser.writer = None

    def _phone(self):
        return Phone("127.0.0.1", self.place.port, "ponorogo", "tata-kelola")

    def opens(self):
        """The page of the card, as it is now."""
        return self._alone(lambda phone: phone.browser.ask("GET", f"{phone.board}masalah-1/"))

    def saves(self, note):
        """The answer to a save."""
        return self._alone(lambda phone: phone.save("masalah-1", note=note))[1]

    def posts(self, note):
        """The answer to a save from a page that was opened long ago: only the save itself asks the server."""
        form = {"op": new_op(), "base": "1", "as": "p1", "note": note}
        form["csrfmiddlewaretoken"] = self.phone.browser.cookies["rembuk_csrf"]
        return self._alone(lambda phone: phone.browser.ask("POST", f"{phone.board}masalah-1/", form))

    def _alone(self, ask):
        phone = self._phone()
        phone.browser.cookies = self.phone.browser.cookies

        async def story():
            return await asyncio.wait_for(ask(phone), HANGS)

        return apart(story())


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0, reason="only root may mount a small disk")
def test_on_a_full_disk_a_save_is_refused_and_afterwards_everything_goes_on(small_disk):
    ani = Ani(small_disk)
    assert ani.saves("Sebelum penuh").status == 200
    filler = small_disk.data / "penuh"
    with filler.open("wb", buffering=0) as handle, pytest.raises(OSError, match="No space"):
        while True:
            handle.write(bytes(65536))
    answer = until(lambda: (answer := ani.posts(random.randbytes(400).hex())).status == 503 and answer, seconds=60)
    assert answer.headers["retry-after"] == "3"
    assert "Isian Anda masih ada" in answer.text
    os.kill(small_disk.cluster.postmaster(), signal.SIGKILL)
    until(lambda: "disk penuh" in small_disk.said())
    filler.unlink()
    until(lambda: ani.opens().status == 200)
    assert "Sebelum penuh" in ani.opens().text
    assert ani.saves("Sesudah ada tempat").status == 200
    assert small_disk.started[0].poll() is None
    assert "Traceback" not in small_disk.said()


@pytest.mark.in_turn
def test_a_database_that_says_nothing_is_answered_for_and_nobody_hangs(prepared):
    home = Home.make(like=prepared)
    try:
        ani = Ani(home)
        stopped = family(home.cluster.postmaster())
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        try:
            answer = ani.posts("Selagi basis data diam")
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)
        assert (answer.status, answer.headers["retry-after"]) == (503, "3")
        assert until(lambda: ani.saves("Basis data kembali").status == 200)
    finally:
        home.close()
