"""What was acknowledged is there: writers keep a ledger outside while parts of Rembuk are killed under them."""

import http.client
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import pytest

from masterplan.server.paths import ROOT
from pillars.cards.actions.save import add_entry
from pillars.cards.queries import find_entry
from tests.amounts import either
from tests.cast import new_op, seat_participant
from tests.processes import alive, children_of, until
from workshops.live.models import Event

pytestmark = pytest.mark.server

TOKEN = "a" * 32
WRITERS, SAVES, KILLS = 6, 12, either(1, 2)


@dataclass
class Writer:
    """A phone that repeats a save with the same op until it gets our receipt, as the outbox does."""

    person: object
    ref: str
    port: int = 0
    sent: dict = field(default_factory=dict)
    receipts: dict = field(default_factory=dict)

    def post(self, form):
        """One attempt; (status, headers) or None when the line broke."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        cookies = f"rembuk={self.person.client.cookies['rembuk'].value}; rembuk_csrf={TOKEN}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        try:
            line.request("POST", f"/r/ponorogo/tata-kelola/{self.ref}/", urlencode(form), headers)
            answer = line.getresponse()
            answer.read()
            return answer.status, answer.headers
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def write(self, count):
        """`count` saves, one after the other, each until its receipt."""
        base = 1
        for turn in range(count):
            op, text = new_op(), f"{self.person.name} menulis {turn}"
            self.sent[op] = text
            form = {"csrfmiddlewaretoken": TOKEN, "op": op, "base": base, "as": self.person.key, "evidence": text}
            answer = until(lambda form=form: self.post(form))
            while answer[0] >= 500:
                answer = until(lambda form=form: self.post(form))
            assert answer[0] == 200 and answer[1]["X-Rembuk-Op"] == op
            self.receipts[op] = base = int(answer[1]["X-Rembuk"])


@pytest.fixture
def writers(plan):
    people = [seat_participant(plan, f"Penulis {n}", "GOV") for n in range(WRITERS)]
    refs = [add_entry(p.actor, "masalah", "GOV", {"statement": f"Masalah {p.name}"}, op=new_op()).ref for p in people]
    return [Writer(person, ref) for person, ref in zip(people, refs, strict=True)]


def test_every_receipt_is_in_the_database_once_though_the_server_was_killed(start, plan, writers):
    server = start()
    for writer in writers:
        writer.port = urlsplit(server.url).port
    threads = [threading.Thread(target=writer.write, args=(SAVES,)) for writer in writers]
    for thread in threads:
        thread.start()
    for kill in range(1, KILLS + 1):
        wanted = kill * WRITERS * SAVES // (KILLS + 1)
        until(lambda wanted=wanted: sum(len(writer.receipts) for writer in writers) >= wanted)
        (page_process,) = children_of(server.process.pid)
        server.process.kill()
        server.process.wait()
        # one whose parent was killed does not stay
        until(lambda gone=page_process: not alive(gone))
        server = start()
        for writer in writers:
            writer.port = urlsplit(server.url).port
    for thread in threads:
        thread.join(60)
    for writer in writers:
        assert len(writer.receipts) == SAVES
        assert find_entry(plan, writer.ref).evidence == f"{writer.person.name} menulis {SAVES - 1}"
        for op, number in writer.receipts.items():
            event = Event.objects.get(plan=plan, op=op)
            assert event.number == number
            assert event.changes[writer.ref]["evidence"][1] == writer.sent[op]
    numbers = list(Event.objects.filter(plan=plan).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.slow
def test_whatever_is_killed_no_receipt_is_lost_and_no_save_counts_twice():
    """The short form of `./rembuk bench kill`: pages, a connection, the worker, the database, everything at once."""
    times, kinds = either((2, "web,all"), (25, "web,worker,backend,postmaster,all"))
    kept = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "REMBUK_MUTATION", "SECRET_KEY")
    run = subprocess.run(
        [sys.executable, "-m", "tests.benches", "kill", "--times", f"{times}", "--people", "6", "--hasty", "0"]
        + ["--pause", "0.3-0.6", "--kinds", kinds],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in kept},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert {name: found[name] for name in ("kills", "lost", "doubled", "unanswered", "faults")} == {
        "kills": times,
        "lost": 0,
        "doubled": 0,
        "unanswered": 0,
        "faults": [],
    }
    assert found["receipts"] > 4 * times
    assert set(found["answers"]) <= {"200", "409", "503", "broken"}


def test_a_receipt_is_given_only_for_what_another_connection_can_read(server, plan, writers):
    writer = writers[0]
    writer.port = urlsplit(server.url).port
    writer.write(1)
    assert find_entry(plan, writer.ref).evidence == f"{writer.person.name} menulis 0"
    assert list(writer.receipts.values()) == [plan.events.last().number]
