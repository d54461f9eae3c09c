"""`./rembuk bench kill`: everything that Rembuk consists of is killed under the hands of people who write.

`--people` writers (each its next save 1 to 3 seconds after the last answer), four readers and one who orders books
use an `up` in a data folder of its own. Every `--pause` seconds SIGKILL goes to one of `KINDS`. A ledger outside
the system says what was sent and what was acknowledged; at the end the database is read and compared with it.
"""

import argparse
import asyncio
import bisect
import contextlib
import random
import re
import statistics
import time
from collections import Counter
from pathlib import Path

from django.db import connection

from masterplan.server.network import free_port
from tests.benches.home import Home
from tests.benches.killing import KINDS, Killer
from tests.benches.ledger import Ledger, judge, read
from tests.benches.phone import Browser, Phone, hidden

#: Seconds: nobody waits longer for an answer; before the second attempt, and at most, as in the phone's outbox;
#: between the attempts of the probe, which is more impatient.
LONGEST_WAIT, AGAIN, LONGEST_AGAIN, PROBE = 10.0, 0.3, 2.0, 0.05

#: See tests/benches/__main__.py.
AT_HOME = True

#: Share of kills that hit before everything is up again after the last one.
HASTY = 0.1


def run(argv):
    """Returns {kills, receipts, lost, doubled, up_again_max_s, up_again_p95_s, by_kind, longest_answer_s, …}."""
    parser = argparse.ArgumentParser(prog="rembuk bench kill")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--pause", default="1-5", help="seconds between two kills, MIN-MAX")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--hasty", type=float, default=HASTY, help="share of kills before everything is up again")
    parser.add_argument("--seconds", type=float, default=0, help="stop after that long, whatever --times says")
    options = parser.parse_args(argv)
    options.pause = [float(part) for part in options.pause.split("-")]
    home = Home.make()
    try:
        home.up("--port", str(free_port()))
        said = home.ready()
        return Siege(home, said, options).outcome()
    finally:
        connection.close()
        home.close()


class Siege:
    """One run: who writes, what is killed, what became of it."""

    def __init__(self, home, said, options, killer=None):
        self.home, self.options = home, options
        self.place = home.url.removeprefix("http://").strip("/").replace("localhost", "127.0.0.1").split(":")
        self.token = re.search(r"/g/([^/\s]+)/", said).group(1)
        self.account = re.search(r"Akun staf\s+(\S+)\s+kata sandi\s+(\S+)", said).groups()
        self.killer = killer or Killer(home)
        self.kinds = options.kinds.split(",")
        self.over = asyncio.Event()
        self.ledger_path = Path(home.data, "ledger.jsonl")
        #: (began, ended, whether it brought a receipt), in seconds of `time.monotonic`.
        self.attempts = []
        self.answers = Counter()
        self.faults = []

    def outcome(self):
        """Plays and judges; the bench's answer."""
        self._look_into_home()
        from workshops.plans.models import Plan

        plan = Plan.objects.get()
        boards = [
            (pillar.slug, [row.ref for row in [*pillar.problems.all()[:8], *pillar.targets.all()[:8]]])
            for pillar in plan.pillars.all()
        ]
        connection.close()
        asyncio.run(self._play(plan.slug, boards))
        self._look_into_home()
        sendings, receipts = read(self.ledger_path)
        found = judge(plan, sendings, receipts)
        ready = plan.exports.filter(state="selesai").count()
        ups = up_again(self.killer.kills, self.attempts)
        waits = [ended - began for began, ended, _ in self.attempts]
        texts = "".join(output.read_text(errors="replace") for output in self.home.outputs)
        return {
            "kills": len(self.killer.kills),
            "receipts": len(receipts),
            "sent": len(sendings),
            "lost": len(found.lost),
            "doubled": len(found.doubled),
            "unanswered": len(sendings.keys() - receipts.keys()),
            "faults": sorted({*self.faults, *found.faults})[:10],
            "up_again_max_s": round(max(seconds for _, seconds in ups), 2),
            "up_again_p95_s": round(sorted(seconds for _, seconds in ups)[int(len(ups) * 0.95) - 1], 2),
            "by_kind": {kind: _summary([seconds for one, seconds in ups if one == kind]) for kind in self.kinds},
            "longest_answer_s": round(max(waits), 2),
            "answers": {str(status): count for status, count in sorted(self.answers.items(), key=str)},
            "files": ready,
            "said": sorted({_plainly(line) for line in texts.splitlines() if _is_noise(line)})[:20],
        }

    def _look_into_home(self):
        """Django's own connection leads to the database under siege."""
        connection.close()
        connection.settings_dict |= {"HOST": str(self.home.cluster.sockets), "NAME": "rembuk"}

    async def _play(self, slug, boards):
        ledger = Ledger(self.ledger_path)
        writers = []
        for place in range(self.options.people + 1):
            pillar, refs = boards[place % len(boards)]
            writer = Writer(self, ledger, slug, pillar, refs[place // len(boards) % len(refs)])
            await writer.enter(f"Peserta {place + 1}")
            writers.append(writer)
        # the first one writes without a pause: it notices to some hundredths of a second when saves work again
        writers[0].pause, writers[0].again = (PROBE, PROBE), PROBE
        others = [asyncio.create_task(self._read(writer)) for writer in writers[1:5]]
        others.append(asyncio.create_task(self._order(slug)))
        writing = [asyncio.create_task(writer.write()) for writer in writers]
        await self._kill()
        self.over.set()
        await asyncio.wait(writing, timeout=30)
        for task in (*others, *writing):
            task.cancel()
        await asyncio.gather(*others, *writing, return_exceptions=True)
        ledger.close()

    async def _kill(self):
        await asyncio.sleep(1)
        end, turn = time.monotonic() + (self.options.seconds or 1e9), []
        while len(self.killer.kills) < self.options.times and time.monotonic() < end:
            turn = turn or random.sample(self.kinds, len(self.kinds))
            at = await asyncio.to_thread(self.killer.kill, turn.pop())
            if random.random() >= self.options.hasty:
                while not self._works_since(at):
                    await asyncio.sleep(0.02)
                    if self.killer.mind():
                        self.faults.append("the launcher gave up")
                    if time.monotonic() - at > 60:
                        self.faults.append("no save was accepted for a minute")
                        return
            await asyncio.sleep(random.uniform(*self.options.pause))
        await asyncio.sleep(1)

    def _works_since(self, at):
        """Whether a save was accepted that began a while after the kill and after the last refusal."""
        for began, _, good in reversed(self.attempts[-200:]):
            if began < at + 0.3:
                return False
            return good
        return False

    async def _read(self, writer):
        phone = Phone(*self.place, writer.phone.slug, writer.phone.pillar)
        phone.browser.cookies = writer.phone.browser.cookies
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, RuntimeError, TimeoutError, AttributeError):
                await asyncio.wait_for(phone.open_board(), LONGEST_WAIT)
            await asyncio.sleep(random.uniform(0.5, 1.5))

    async def _order(self, slug):
        """Somebody of the staff who always wants one more book."""
        browser = Browser(*self.place)
        page = await browser.ask("GET", "/masuk/")
        login, password = self.account
        form = {
            "csrfmiddlewaretoken": hidden(page.text, "csrfmiddlewaretoken"),
            "username": login,
            "password": password,
        }
        await browser.ask("POST", "/masuk/", form)
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
                await asyncio.wait_for(self._one_book(browser, slug), 30)
            browser.writer = None
            await asyncio.sleep(1)

    async def _one_book(self, browser, slug):
        page = await browser.ask("GET", f"/r/{slug}/buku/")
        form = {"csrfmiddlewaretoken": hidden(page.text, "csrfmiddlewaretoken"), "op": hidden(page.text, "op")}
        ordered = await browser.ask(
            "POST", f"/r/{slug}/buku/2/unduhan/", form | {"format": random.choice(("pdf", "json", "json", "json"))}
        )
        if found := re.search(r"#unduhan-(\d+)", ordered.headers.get("location", "")):
            address = f"/r/{slug}/buku/unduhan/{found.group(1)}/"
            while "batal/" in (await browser.ask("GET", address)).text:
                await asyncio.sleep(0.5)


class Writer:
    """A person who repeats a save with the same op until the receipt is there, as the outbox does."""

    def __init__(self, siege, ledger, slug, pillar, ref):
        self.siege, self.ledger, self.ref = siege, ledger, ref
        self.phone = Phone(*siege.place, slug, pillar)
        self.pause, self.again = (1.0, 3.0), None
        self.form = {}

    async def enter(self, name):
        """Joins and opens the card."""
        await self.phone.join(self.siege.token, name)
        page = await self.phone.browser.ask("GET", f"{self.phone.board}{self.ref}/")
        self.form = {name: hidden(page.text, name) for name in ("csrfmiddlewaretoken", "base", "as")}

    async def write(self):
        """Saves until the siege is over; the last save too is repeated until it is answered."""
        await asyncio.sleep(random.uniform(0, self.pause[1]))
        while not self.siege.over.is_set():
            op, text = f"bench-{random.getrandbits(80):020x}", f"Catatan {random.getrandbits(64):x}"
            await self.ledger.sent(op, self.ref, note=text)
            await self._until_received(op, self.form | {"op": op, "note": text})
            await asyncio.sleep(random.uniform(*self.pause))

    async def _until_received(self, op, form):
        pause = AGAIN
        while True:
            began = time.monotonic()
            answer = await self._attempt(form)
            status = answer.status if answer and not isinstance(answer, str) else answer
            good = status in (200, 409) and answer.headers.get("x-rembuk-op") == op
            self.siege.attempts.append((began, time.monotonic(), good))
            self.siege.answers[status] += 1
            if good:
                self.form["base"] = answer.headers["x-rembuk"]
                await self.ledger.received(op, int(answer.headers["x-rembuk"]))
                return
            if isinstance(status, int) and status < 500:
                self.siege.faults.append(f"a save answered {status}")
            await asyncio.sleep(self.again or random.uniform(0.5, 1) * pause)
            pause = min(pause * 1.6, LONGEST_AGAIN)

    async def _attempt(self, form):
        """The answer, or a word for why there is none."""
        path = f"{self.phone.board}{self.ref}/"
        browser = self.phone.browser
        try:
            return await asyncio.wait_for(browser.ask("POST", path, form, ("HX-Request: true",)), LONGEST_WAIT + 1)
        except TimeoutError:
            reason = "hang"
        except (OSError, asyncio.IncompleteReadError):
            reason = "broken"
        if browser.writer:
            browser.writer.close()
        browser.writer = None
        return reason


def up_again(kills, attempts):
    """[(kind, seconds from each kill until saves were accepted and no attempt failed any more before the next kill)].

    A kill that came before things were up again after the one before it is left out there: its own time counts.
    """
    attempts = sorted(attempts, key=lambda one: one[1])
    ends = [ended for _, ended, _ in attempts]
    found = []
    for (at, kind), (following, _) in zip(kills, [*kills[1:], (float("inf"), "")], strict=True):
        window = attempts[bisect.bisect(ends, at) : bisect.bisect(ends, following)]
        failed = [ended for began, ended, good in window if not good]
        since = max(failed, default=at)
        received = [ended for began, ended, good in window if good and began >= at and ended >= since]
        if received:
            found.append((kind, received[0] - at))
    return found


def _is_noise(line):
    """Whether the terminal got something that is no calm sentence of ours."""
    return bool(re.match(r"Traceback|\S+(Error|Exception|Timeout)\b|\d{4}-\d\d-\d\dT", line))


def _plainly(line):
    return re.sub(r"^\d{4}\S+ |\d{3,}", "", line)[:160]


def _summary(seconds):
    if not seconds:
        return {"kills": 0}
    return {"kills": len(seconds), "p50_s": round(statistics.median(seconds), 2), "max_s": round(max(seconds), 2)}
