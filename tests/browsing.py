"""Fixtures of the tests that need a real server or a browser."""

import os
import re
import signal
import socket
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from masterplan.server.network import free_port
from masterplan.server.paths import ROOT
from masterplan.server.processes import web_command
from masterplan.server.system_libraries import chromium
from tests import amounts

#: Milliseconds for what has to show in a browser.
PATIENCE = 1000 * min(30, amounts.PATIENCE)

#: The pages of one browser share a process: who opens a page pays for one instead of two, a fifth of a first visit.
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage", "--lang=id", "--renderer-process-limit=1"]

#: Chromium writes a console error for each of these answers, which are ordinary ones here.
ORDINARY = re.compile(r"the server responded with a status of (400|403|409|413|422|429) ")


@dataclass
class Server:
    """A running web process on the test database."""

    url: str
    process: subprocess.Popen
    off: str = ""  # the controls that it was started without

    def stop(self, patience: float = 10) -> int:
        """End it the way `up` does and give its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def environment_of_test_database() -> dict[str, str]:
    """The environment of a child process that shall work on the database of the running test."""
    from django.db import connection

    chosen = connection.settings_dict
    account = ":".join(quote(part, safe="") for part in (chosen["USER"], chosen["PASSWORD"]) if part)
    place = urlencode({"host": chosen["HOST"], **({"port": chosen["PORT"]} if chosen["PORT"] else {})})
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "masterplan.settings_test",
        "DATABASE_URL": f"postgresql://{account}@/{chosen['NAME']}?{place}",
    }


def start_server(*further: str, workers: int = 1, **environment: str) -> Server:
    """granian as a child on the database that the test uses; returns when it answers. `further`: options of granian."""
    port = free_port()
    env = {**environment_of_test_database(), **environment}
    process = subprocess.Popen([*web_command("127.0.0.1", port, workers), *further], cwd=ROOT, env=env)
    server = Server(f"http://127.0.0.1:{port}", process, env.get("REMBUK_MUTATION", ""))
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return server
        # asked all the time it would start at half the pace
        threading.Event().wait(0.05)
    raise RuntimeError(f"the web process ended with status {process.returncode}")


@pytest.fixture(scope="session")
def _kept():
    """`_kept(place)`: one of the servers that tests share, started when the first of them needs it."""
    kept: dict[int, Server] = {}

    def at(place: int) -> Server:
        if place in kept and kept[place].off != os.environ.get("REMBUK_MUTATION", ""):
            kept[place].stop()
        if place not in kept or kept[place].process.poll() is not None:
            kept[place] = start_server()
        return kept[place]

    yield at
    for running in kept.values():
        running.process.terminate()
        running.process.wait()


@pytest.fixture
def server(_kept, transactional_db):
    """A real server (one process) on the test's database; tests that stop or kill one use `start`.

    The server sees only what is committed, hence `transactional_db`.
    """
    return _kept(0)


@pytest.fixture
def two(server, _kept):
    """Two web processes on one database; tests that stop or kill one use `start`."""
    return server, _kept(1)


@pytest.fixture
def start(transactional_db):
    """`start()` gives one more real server each time it is called (several web processes on one database)."""
    started: list[Server] = []

    def one_more(*further: str, workers: int = 1, **environment: str) -> Server:
        started.append(start_server(*further, workers=workers, **environment))
        return started[-1]

    yield one_more
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, one for the whole run."""
    from playwright.sync_api import Error, expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    # some tests kill a browser; the driver may wait for such a one for ever when it is to end
    impatient = threading.Timer(5, _end_driver)
    with suppress(Error), sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        yield running
        impatient.start()
        running.close()
    impatient.cancel()


def faults(page, **options) -> list[tuple[str, str]]:
    """What axe finds on an open page, as [(rule, what it complains of)].

    Between a phone and a desk a page has the parts of one of the two: it is looked at there with `--slow`. Of the other
    looks the whole suite takes a quarter each day.
    """
    if not amounts.SLOW and 400 < (page.viewport_size or {}).get("width", 0) < 1280:
        return []
    return axe(page, **options) if next(amounts.looks) else []


def axe(page, **options) -> list[tuple[str, str]]:
    """What axe finds on an open page, whosever turn it is; its script is brought to a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})
    return [(rule["id"], node["html"][:200]) for rule in found["violations"] for node in rule["nodes"]]


def _end_driver() -> None:
    for child in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split():
        if b"playwright/driver" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(int(child), signal.SIGKILL)


@dataclass
class Trouble:
    """What a browser complained about; a test names what it expects with `tolerate(regex)`."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def tolerate(self, pattern: str) -> None:
        """Messages that match are part of this test."""
        self.expected.append(pattern)

    def left(self) -> list[str]:
        """Messages that nobody expects."""
        return [text for text in self.seen if not any(re.search(pattern, text) for pattern in self.expected)]


@pytest.fixture
def trouble():
    """Console errors and page errors of all pages of the test; any that is left fails it."""
    gathered = Trouble(expected=[ORDINARY.pattern])
    yield gathered
    assert gathered.left() == [], "the browser complained"


@pytest.fixture
def phone(browser, trouble, transactional_db):
    """`phone()` opens a page in a browser of its own (own cookies), 360 px wide; options as of `new_context`.

    The phones are put away before the tables are emptied: what they report would find nobody.
    """
    contexts = []

    def open_one(width: int = 360, height: int = 740, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: trouble.seen.append(f"pageerror: {error}"))
        page.on(
            "console",
            lambda message: (
                trouble.seen.append(f"console {message.type}: {message.text} ({message.location})")
                if message.type in ("error", "warning")
                else None
            ),
        )
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(phone):
    """One page, 1280 px wide."""
    return phone(width=1280, height=900)
