"""A file of the plan made by a real worker: whole, cancelled on the way, and after kills."""

import os
import signal
import subprocess
import sys

import pytest
from django_tasks_db.models import DBTaskResult

from masterplan.downloads.models import Export
from masterplan.server.paths import ROOT
from pillars.cards.actions.save import add_entry
from tests.books.reader import Reader
from tests.browsing import environment_of_test_database
from tests.cast import new_op
from tests.processes import until

pytestmark = pytest.mark.server

BOOKS = "/r/ponorogo/buku/"


@pytest.fixture
def worker(transactional_db):
    """`worker()` starts one more worker process on the test's database."""
    started = []

    def start():
        command = [sys.executable, "manage.py", "worker"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment_of_test_database(), start_new_session=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def ordered(transactional_db, plan, ani, satya):
    """A PDF that Satya has ordered."""
    add_entry(ani.actor, "masalah", "GOV", {"statement": "Antrean panjang di kecamatan"}, op=new_op())
    answer = satya.post(f"{BOOKS}2/unduhan/", {"format": "pdf", "op": new_op(), "as": satya.key})
    assert answer.status_code == 303
    return satya


def export():
    return Export.objects.get()


def renders():
    """Process ids of the children that lay out a book right now."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                words = line.read().split(b"\0")
        except OSError:
            continue
        if b"masterplan.press.child" in words:
            found.append(int(pid))
    return found


def kill(process):
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_satyas_pdf_is_made_and_says_how_many_pages_it_has(ordered, worker):
    worker()
    until(lambda: export().state == Export.SELESAI, 120)
    answer = ordered.get(f"{BOOKS}unduhan/1/berkas/")
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = Reader(answer.content).pages
    assert f"{len(pages)} halaman" in ordered.get(BOOKS).content.decode()
    assert "Antrean panjang di kecamatan" in " ".join(" ".join(pages).split())


def test_cancelling_stops_the_child_that_lays_out_the_book(ordered, worker):
    before = set(renders())
    worker()
    until(lambda: export().step > 0, 120)
    assert set(renders()) - before
    assert ordered.post(f"{BOOKS}unduhan/1/batal/", {"op": new_op(), "as": ordered.key}).status_code == 303
    until(lambda: not set(renders()) - before, 30)
    until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL", 30)
    assert export().state == Export.BATAL
    assert export().content is None


@pytest.mark.in_turn
def test_a_killed_worker_is_followed_once_and_after_the_second_kill_people_are_told(ordered, worker):
    for attempt in (1, 2):
        process = worker()
        until(lambda tries=attempt: len(DBTaskResult.objects.get().worker_ids) == tries and export().step > 0, 120)
        kill(process)
        Export.objects.update(step=0)
        assert export().state == Export.DIKERJAKAN
    worker()
    until(lambda: DBTaskResult.objects.get().status == "FAILED", 30)
    assert "Pembuatan terhenti dua kali" in ordered.get(BOOKS).content.decode()
    assert ordered.get(f"{BOOKS}unduhan/1/berkas/").status_code == 404
