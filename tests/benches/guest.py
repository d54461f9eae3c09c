"""A guest of a workshop for `./rembuk bench room`: a phone that is carried about, typed on, cut off and comes back.

It walks between pages, and each page opens a stream of its own, as a browser does; what cannot be sent waits in an
outbox in its order and is sent again with the same `op`, as `static/js/outbox.js` does.
"""

import asyncio
import contextlib
import random
import re
import time
from dataclasses import dataclass, field

from tests.benches.phone import Browser, Phone, hidden

#: Seconds, as in static/js/live_updates.js: between a ring (or a change of who is here) and the question; after its
#: answer.
NEWS, PRESENCE, AGAIN = (0.15, 0.75), (0.5, 3.0), (1.0, 2.0)
#: Between the loss of a stream and the next attempt, as the stream's `retry` says.
RETRY = (1.0, 4.0)
#: Seconds after a change of the outbox until it is reported, as in static/js/device_report.js.
REPORT = 2.0

#: The page of a new problem; where its answer says which card it has become; what the journal says of one in the bin.
NEW, ADDED, DELETED = "masalah/baru", re.compile(r"/(masalah-\d+)/"), '"deleted"'

LOST = (ConnectionError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError)


class Line(Browser):
    """A keep-alive connection over a network that can be away."""

    def __init__(self, host, port):
        super().__init__(host, port)
        self.network = asyncio.Event()
        self.network.set()

    async def _open(self):
        if not self.network.is_set():
            raise ConnectionError("no network")
        await super()._open()

    async def ask(self, method, path, data=None, more=()):
        """As `Browser.ask`; who goes on before the answer has come closes the connection, as browsers do."""
        try:
            return await super().ask(method, path, data, more)
        except asyncio.CancelledError:
            if self.writer and not self.busy.locked():
                self.writer.transport.abort()
                self.writer = None
            raise

    def cut(self):
        """The network is gone, whatever was on its way with it."""
        self.network.clear()
        if self.writer:
            self.writer.transport.abort()


@dataclass
class Letter:
    """One save in the outbox: typed at `typed`; `late` once it could not be sent at first."""

    op: str
    path: str
    form: dict
    typed: float
    late: bool = False


@dataclass
class Receipt:
    """What this phone was told: the save `op` with `text` is event `number`."""

    op: str
    number: int
    text: str
    at: float
    took: float
    late: bool


@dataclass
class Stay:
    """From when to when this phone showed the board and had a network; `to` is None while it does."""

    start: float
    to: float | None = None


@dataclass
class Diary:
    """What happened to a guest. Times in seconds, moments on the clock of `time.perf_counter`."""

    joined: list = field(default_factory=list)
    pages: list = field(default_factory=list)
    back: list = field(default_factory=list)
    receipts: list = field(default_factory=list)
    stays: list = field(default_factory=list)
    heard: dict = field(default_factory=dict)
    asked: int = 0
    reports: int = 0
    repeats: int = 0


class Guest(Phone):
    """A participant who does what people do in a workshop."""

    def __init__(self, host, port, slug, pillar, refs):
        super().__init__(host, port, slug, pillar)
        self.browser, self.mail = Line(host, port), Line(host, port)
        self.mail.cookies, self.mail.network = self.browser.cookies, self.browser.network
        self.refs = refs
        self.device = f"{random.getrandbits(48):012x}"
        self.diary = Diary()
        self.outbox, self.added = [], []
        self.showing = ""
        self.token = self.member = ""
        self.listening = self.asking = self.posting = self.reporting = None
        self.rung = 0
        self.open_streams = 0

    @property
    def online(self):
        return self.browser.network.is_set()

    # ── pages ──────────────────────────────────────────────────────────────────────────────────

    async def arrive(self, token, name):
        """Through the door to the board; how long it took from the last tap counts."""
        began = time.perf_counter()
        await self.join(token, name)
        await self.go(self.board)
        self.diary.joined.append(time.perf_counter() - began)

    async def go(self, path, ref=""):
        """Opens a page and the stream that belongs to it; the page, or None where the network is away."""
        self._leave()
        began = time.perf_counter()
        try:
            page = await self.browser.ask("GET", path)
        except LOST:
            return None
        if page.status != 200:
            self.failures.append(f"{path.removeprefix(self.board) or 'board'} answered {page.status}")
            return None
        self.diary.pages.append(time.perf_counter() - began)
        text = page.text
        self._leave()
        if path == self.board:
            self._read(text)
        elif ref:
            self.head = self.rung = int(hidden(text, "base") or self.head)
        self.showing = path if path == self.board or ref else ""
        if path == self.board:
            self.diary.stays.append(Stay(time.perf_counter()))
        self.listening = asyncio.create_task(self._listen(ref))
        return text

    def _read(self, text):
        place = text.index("data-head=") + 11
        self.head = self.rung = int(text[place : text.index('"', place)])
        place = text.index("data-pillar=") + 13
        self.code = text[place : text.index('"', place)]

    def _leave(self):
        for task in (self.listening, self.asking):
            if task:
                task.cancel()
        self.listening = self.asking = None
        if self.diary.stays and self.diary.stays[-1].to is None:
            self.diary.stays[-1].to = time.perf_counter()
        self.showing = ""

    # ── writing ────────────────────────────────────────────────────────────────────────────────

    async def write(self, ref, typing, more=None):
        """Opens a card, types for `typing` seconds, saves; False where the card could not be opened."""
        path = f"{self.board}{ref}/"
        text = await self.go(path, ref)
        if text is None:
            return False
        form = {name: hidden(text, name) for name in ("csrfmiddlewaretoken", "base", "as")} | (more or {})
        self.token, self.member = form["csrfmiddlewaretoken"], form["as"]
        self._report()
        await asyncio.sleep(typing)
        op, words = f"bench-{random.getrandbits(80):020x}", f"Catatan {random.getrandbits(40):x}"
        self.outbox.append(Letter(op, path, form | {"op": op, "note": words}, time.perf_counter(), not self.online))
        self.send()
        return True

    async def add(self, typing):
        """Puts the problem that this guest added before into the bin, or adds one: both lock the plan first."""
        if not self.added:
            words = {"statement": "Antrean panjang di loket", "evidence": "Dua jam setiap pagi"}
            return await self.write(NEW, typing, words)
        path = f"{self.board}{self.added.pop()}/hapus/"
        form = {"csrfmiddlewaretoken": self.token, "as": self.member, "base": self.head, "note": DELETED}
        op = f"bench-{random.getrandbits(80):020x}"
        self.outbox.append(Letter(op, path, form | {"op": op}, time.perf_counter(), not self.online))
        self.send()
        return True

    def send(self):
        """Starts to empty the outbox, unless it is being emptied."""
        if self.posting is None or self.posting.done():
            self.posting = asyncio.create_task(self._drain())

    async def _drain(self):
        pause = 1.0
        while self.outbox:
            await self.browser.network.wait()
            letter = self.outbox[0]
            began = time.perf_counter()
            try:
                answer = await self.mail.ask("POST", letter.path, letter.form, ("HX-Request: true",))
            except LOST:
                answer = None
            if answer is None or answer.headers.get("x-rembuk-op") != letter.op:
                if answer is not None:
                    self.failures.append(f"a save answered {answer.status} without our marker")
                letter.late = True
                self.diary.repeats += 1
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))
                pause = min(pause * 2, 15)
                continue
            now = time.perf_counter()
            self.outbox.pop(0)
            if answer.status in (200, 303, 409):
                number = int(answer.headers["x-rembuk"])
                if letter.path.endswith(f"{NEW}/") and (ref := ADDED.search(answer.text)):
                    self.added.append(ref[1])
                self.diary.receipts.append(
                    Receipt(letter.op, number, letter.form["note"], now, now - began, letter.late)
                )
            else:
                self.failures.append(f"a save answered {answer.status}")
            self._report()

    def _report(self):
        """Tells the server how much lies here, two seconds from now; what changes until then goes along."""
        if self.reporting is None or self.reporting.done():
            self.reporting = asyncio.create_task(self._say())

    async def _say(self):
        await asyncio.sleep(REPORT)
        form = {"csrfmiddlewaretoken": self.token, "as": self.member, "hp": self.device}
        form |= {"unsent": len(self.outbox), "drafts": len(self.outbox), "lihat": 1}
        try:
            answer = await self.mail.ask("POST", f"/r/{self.slug}/hadir/", form)
        except LOST:
            return
        self.diary.reports += 1
        if answer.status != 204:
            self.failures.append(f"a report answered {answer.status}")

    # ── the stream ─────────────────────────────────────────────────────────────────────────────

    async def _listen(self, ref):
        while True:
            await self.browser.network.wait()
            with contextlib.suppress(*LOST):
                await self._hear(ref)
            await asyncio.sleep(random.uniform(*RETRY))

    async def _hear(self, ref):
        reader, writer = await asyncio.open_connection(self.host, self.port)
        path = f"/ring/{self.slug}/?papan={self.code}&hp={self.device}&kartu={ref}"
        writer.write(self.browser.head("GET", path, more=("Accept: text/event-stream",)))
        self.stream = writer
        self.open_streams += 1
        try:
            while line := await reader.readline():
                if line.startswith(b"event: hadir"):
                    self._soon(*PRESENCE)
                    await reader.readline()
                elif line.startswith(b"data: "):
                    number = int(line[6:])
                    self.diary.heard.setdefault(number, time.perf_counter())
                    self.rung = max(self.rung, number)
                    if number > self.head:
                        self._soon(*NEWS)
        finally:
            self.open_streams -= 1
            writer.transport.abort()

    def _soon(self, least, most):
        """Asks what changed after a random wait; a question that comes sooner anyway stays."""
        due = time.perf_counter() + random.uniform(least, most)
        if not self.showing or (self.asking and not self.asking.done() and self.due <= due):
            return
        if self.asking and not self.asking.done():
            self.asking.cancel()
        self.due = due
        self.asking = asyncio.create_task(self._ask())

    async def _ask(self):
        await asyncio.sleep(self.due - time.perf_counter())
        self.due = 0.0
        await self.ask_now()
        if self.rung > self.head:
            self.asking = None
            self._soon(*AGAIN)

    async def ask_now(self):
        """Fetches what changed on the page that is shown; whether an answer came."""
        try:
            answer = await self.browser.ask("GET", f"{self.showing}?since={self.head}", more=("HX-Request: true",))
        except LOST:
            return False
        self.diary.asked += 1
        if answer.status != 200 or "x-rembuk-head" not in answer.headers:
            self.failures.append(f"since answered {answer.status}")
            return False
        head, now = int(answer.headers["x-rembuk-head"]), time.perf_counter()
        if self.showing == self.board:
            self.seen += [(number, now) for number in range(self.head + 1, head + 1)]
        self.head = max(self.head, head)
        return True

    # ── the network ────────────────────────────────────────────────────────────────────────────

    def cut(self):
        """The wifi is gone for this phone: pages, stream and what was being sent."""
        self.browser.cut()
        self.mail.cut()
        if self.open_streams:
            self.stream.transport.abort()
        if self.diary.stays and self.diary.stays[-1].to is None:
            self.diary.stays[-1].to = time.perf_counter()

    async def come_back(self, reload):
        """The wifi is there again: the page is loaded again at once, or brought up to date by its own script."""
        self.browser.network.set()
        self.send()
        if not reload and self.showing != self.board:
            return
        began = time.perf_counter()
        if reload:
            done = await self.go(self.board) is not None
        else:
            done = await self.ask_now()
            self.diary.stays.append(Stay(time.perf_counter()))
        if done:
            self.diary.back.append(time.perf_counter() - began)
