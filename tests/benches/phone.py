"""A phone for the benches: it joins, reads its board, listens to the ring and saves, over plain sockets.

It does what `static/js` does (random wait after a ring, one request in flight, merged rings), so that what
is measured is what a room of people would feel.
"""

import asyncio
import random
import re
import time
from urllib.parse import urlencode

#: Seconds of random wait between a ring and the question what changed; the same bounds as in static/js/live_updates.js.
SHORTEST_WAIT, LONGEST_WAIT = 0.15, 0.75
#: The same for what the room waits for: a step, an announcement (`event: segera`).
AT_ONCE = 0.0, 0.4


class Answer:
    """Status, headers (lower-case names) and body of one answer."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Browser:
    """One keep-alive connection with cookies; requests go one after another."""

    def __init__(self, host, port):
        self.host, self.port = host, port
        self.cookies = {}
        self.reader = self.writer = None
        self.busy = asyncio.Lock()

    async def _open(self):
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port, limit=1 << 22)

    def head(self, method, path, length=0, more=()):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", *more]
        if cookies:
            lines.append(f"Cookie: {cookies}")
        if method == "POST":
            lines.append(f"Origin: http://{self.host}:{self.port}")
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {length}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def ask(self, method, path, data=None, more=()):
        """Sends one request and reads the whole answer."""
        body = urlencode(data or {}, doseq=True).encode() if method == "POST" else b""
        async with self.busy:
            for attempt in range(2):
                if self.writer is None:
                    await self._open()
                try:
                    self.writer.write(self.head(method, path, len(body), more) + body)
                    return await self._answer()
                except (ConnectionError, asyncio.IncompleteReadError):
                    self.writer = None
                    if attempt:
                        raise
        return None

    async def _answer(self):
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        headers = {}
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                cookie, _, _ = value.strip().partition(";")
                key, _, held = cookie.partition("=")
                self.cookies[key] = held.strip('"')
            headers[name.lower()] = value.strip()
        body = b""
        if headers.get("transfer-encoding") == "chunked":
            while size := int(await self.reader.readline(), 16):
                body += await self.reader.readexactly(size)
                await self.reader.readline()
            await self.reader.readline()
        elif "content-length" in headers and status not in (204, 304):
            body = await self.reader.readexactly(int(headers["content-length"]))
        return Answer(status, headers, body)


def hidden(text, name):
    """The value of a hidden input in a page."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', text)
    return (found.group(1) or found.group(2) or "") if found else ""


class Phone:
    """A participant with a browser, a board, and a ring that it listens to.

    `seen` holds (event number, monotonic time at which this phone's page knew it).
    """

    def __init__(self, host, port, slug, pillar):
        self.host, self.port = host, port
        self.slug, self.pillar = slug, pillar
        self.browser = Browser(host, port)
        self.code = ""
        self.head = 0
        self.seen = []
        self.rings = 0
        self.fetches = 0
        self.failures = []

    @property
    def board(self):
        return f"/r/{self.slug}/{self.pillar}/"

    async def join(self, token, name):
        """Joins as a person would: opens the QR's address, fills two fields, picks the group."""
        page = await self.browser.ask("GET", f"/g/{token}/")
        form = {
            "csrfmiddlewaretoken": hidden(page.text, "csrfmiddlewaretoken"),
            "op": hidden(page.text, "op"),
            "name": name,
            "institution": "Dinas Kesehatan",
            "group": self.pillar,
        }
        answer = await self.browser.ask("POST", f"/g/{token}/", form)
        if answer.status not in (302, 303):
            raise RuntimeError(f"joining answered {answer.status}: {answer.text[:400]}")

    async def open_board(self):
        """Loads the board; returns the seconds it took."""
        began = time.perf_counter()
        page = await self.browser.ask("GET", self.board)
        if page.status != 200:
            raise RuntimeError(f"{self.board} answered {page.status}")
        self.head = int(re.search(r'data-head="(\d+)"', page.text).group(1))
        self.code = re.search(r'data-pillar="([^"]+)"', page.text).group(1)
        return time.perf_counter() - began

    async def save(self, ref, **fields):
        """Opens nothing: posts `fields` of a card that its page has shown; returns (seconds, answer)."""
        page = await self.browser.ask("GET", f"{self.board}{ref}/")
        form = {name: hidden(page.text, name) for name in ("csrfmiddlewaretoken", "base", "as")}
        form |= {"op": f"bench-{random.getrandbits(80):020x}"} | fields
        began = time.perf_counter()
        answer = await self.browser.ask("POST", f"{self.board}{ref}/", form, ("HX-Request: true",))
        return time.perf_counter() - began, answer

    async def listen(self, until):
        """Listens to the ring and asks what changed, until the event `until` is set."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(
            self.browser.head("GET", f"/ring/{self.slug}/?papan={self.code}", more=("Accept: text/event-stream",))
        )
        asking, soon = None, False
        try:
            while not until.is_set():
                line = await asyncio.wait_for(reader.readline(), 60)
                if not line:
                    self.failures.append("the stream ended")
                    return
                if line.startswith(b"event: "):
                    soon = line.startswith(b"event: segera")
                if line.startswith(b"data: "):
                    self.rings += 1
                    if int(line[6:]) > self.head and (asking is None or asking.done()):
                        asking = asyncio.create_task(self.ask_changes(*(AT_ONCE if soon else ())))
                    soon = False
        finally:
            writer.close()
            if asking:
                await asking

    async def ask_changes(self, shortest=SHORTEST_WAIT, longest=LONGEST_WAIT):
        """Waits a random moment, then fetches what changed since the page's number."""
        await asyncio.sleep(random.uniform(shortest, longest))
        answer = await self.browser.ask("GET", f"{self.board}?since={self.head}", more=("HX-Request: true",))
        self.fetches += 1
        if answer.status != 200 or "x-rembuk-head" not in answer.headers:
            self.failures.append(f"since answered {answer.status}")
            return
        head, now = int(answer.headers["x-rembuk-head"]), time.perf_counter()
        self.seen += [(number, now) for number in range(self.head + 1, head + 1)]
        self.head = max(self.head, head)
