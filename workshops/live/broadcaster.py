"""The broadcaster of a plan: an event stream that carries journal numbers and no content.

Each web process has one connection that LISTENs; asyncio spreads what it hears over the open streams.
Payloads on the channel `ring`:

    "7:4812:GOV"   plan 7 is now at event 4812, which concerns the board of GOV → the streams of that board and
                   those of no board send 4812; without a board ("7:4812:") every stream of the plan does
                   "7:4812:!" the same, and the room waits for it, as for the next step: `event: segera`
    "here:7:GOV"   who is on that board, or with which card open, has changed → the same streams send `event: hadir`
    "revoke:7:p12" a right of p12 in plan 7 changed → their streams ask again whether they may listen; "revoke:7"
                   is for everybody in the plan

A number is rung after its commit, by who wrote it. Whoever dies in between rings nothing: each process reads every
`CATCH_UP` seconds what the journal holds beyond its last look, and rings it as if it had been heard.

A stream holds one number, never a queue: rings that come while a phone is slow merge into the newest. Whoever
may no longer listen hears nothing more: a stream in doubt sends nothing until its right has been confirmed.
"""

import asyncio
import contextlib
import logging
import random
import signal
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection

from workshops.live.actions import AT_ONCE, NOTIFY, WAITED_FOR, carriers

CHANNEL = "ring"

#: Milliseconds: a browser whose stream ended comes back after a time of its own between these.
SOONEST, LATEST = 1000, 5000

#: Seconds: silence after which the number is said again (a sign of life for phone, proxies and the system's own
#: watch over dead connections); between two questions after the right; between two looks at all streams.
PULSE, ASK_AGAIN, LOOK = 10.0, 60.0, 0.5

#: Seconds between two words about who is here: whoever comes and goes all the time makes nobody ask all the time.
HERE_AGAIN = 2.0

#: Seconds that a stream waits for a reader who takes nothing, or to ask again where the right could not be asked.
PATIENCE, UNKNOWN = 30.0, 1.0

#: Seconds between two looks into the journal.
CATCH_UP = 1.0

#: Seconds between attempts to listen again after the database went away.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 5.0

HADIR = b"event: hadir\ndata: 1\n\n"
SOON = b"event: segera\n"

_UNHEARD = """
    SELECT event.plan_id, event.pillar, max(event.number), bool_or(event.verb LIKE ANY (%s))
    FROM unnest(%s::bigint[], %s::bigint[]) AS read (plan_id, number)
    JOIN workshops_event AS event ON event.plan_id = read.plan_id AND event.number > read.number
    GROUP BY event.plan_id, event.pillar"""

logger = logging.getLogger("rembuk.broadcaster")

#: May this stream still listen? None when that cannot be known now.
Ask = Callable[[], Awaitable[bool | None]]


@dataclass(frozen=True, slots=True)
class OpenStream:
    """Who listens where: `member` as in the journal, `device` 12 hexadecimal characters of the browser or "",
    `pillar` the code of the board or "" (all), `ref` the card that is open there or "", `since` UTC.
    """

    plan_id: int
    member: str = ""
    device: str = ""
    pillar: str = ""
    ref: str = ""
    since: datetime | None = None


class Listener:
    """One open stream: the newest number it should know and what else it has to send. Lives on the event loop."""

    __slots__ = (
        "_ask",
        "_doubtful",
        "_here",
        "_here_at",
        "_here_news",
        "_over",
        "_said_at",
        "_sent",
        "_soon",
        "_waiter",
        "asked_at",
        "head",
        "stream",
        "task",
    )

    def __init__(self, stream: OpenStream, head: int, ask: Ask, now: float) -> None:
        self.stream = stream
        self.head = head
        self.task = asyncio.current_task()
        #: Loop time at which the right was last confirmed.
        # a room that came at once does not ask at once for the rest of the day
        self.asked_at = now - random.uniform(0, ASK_AGAIN / 2)
        self._said_at = now
        self._ask = ask
        self._sent = -1
        self._here_at = -HERE_AGAIN
        self._doubtful = self._here = self._here_news = self._over = self._soon = False
        self._waiter: asyncio.Future | None = None

    def wants(self, board: str) -> bool:
        """Whether what concerns `board` ("" for the whole plan) is news for this stream."""
        return not board or not self.stream.pillar or board == self.stream.pillar

    def hear(
        self, *, head: int = 0, here: bool = False, doubtful: bool = False, over: bool = False, soon: bool = False
    ) -> None:
        """Note something and wake the stream; `soon`: the page is to ask at once, since the room waits for it."""
        if head > self.head:
            self.head = head
            self._soon |= soon
        self._here_news |= here
        self._doubtful |= doubtful
        self._over |= over
        self._wake()

    def look(self, now: float) -> None:
        """At time `now`, say who is here, say the number again after silence, ask again, leave a deaf reader."""
        if self._here_news and now - self._here_at >= HERE_AGAIN:
            self._here_at, self._here_news, self._here = now, False, True
            self._wake()
        if now - self.asked_at >= ASK_AGAIN:
            self.asked_at = now
            self.hear(doubtful=True)
        if self._waiter is None:
            if now - self._said_at >= PATIENCE + PULSE and self.task:
                self.task.cancel()
        elif now - self._said_at >= PULSE:
            self._sent = -1
            self._wake()

    async def next(self) -> bytes | None:
        """Return the next bytes for this stream; None at its end. Waits until there is something."""
        loop = asyncio.get_running_loop()
        while not self._over:
            if self._doubtful:
                await self._confirm(loop)
            elif piece := self._news():
                self._said_at = loop.time()
                return piece
            else:
                self._waiter = loop.create_future()
                try:
                    await self._waiter
                finally:
                    self._waiter = None
        return None

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def _news(self) -> bytes:
        piece = b""
        if self.head > self._sent:
            self._sent = self.head
            piece = (SOON if self._soon else b"") + number_line(self.head)
            self._soon = False
        if self._here:
            self._here = False
            piece += HADIR
        return piece

    async def _confirm(self, loop) -> None:
        self._doubtful = False
        allowed = await self._ask()
        self.asked_at = loop.time()
        if allowed is None:
            self._doubtful, self._said_at = True, loop.time()
            await asyncio.sleep(UNKNOWN)
        elif not allowed:
            self._over = True


class Broadcaster:
    """All streams of one process, the connection that feeds them and that of its own rings. Lives on the event loop."""

    def __init__(self) -> None:
        self.listeners: dict[int, set[Listener]] = {}
        #: How often rights were said to have changed; a check that began before the last time is worth nothing.
        self.revocations = 0
        #: Set whenever a stream opens or closes; whoever waits for it clears it.
        self.changed = asyncio.Event()
        #: Of each plan that somebody listens to, the last number that was read in its journal.
        self._read: dict[int, int] = {}
        self._tasks: list[asyncio.Task] = []
        self._speaking: list[asyncio.Task] = []
        self._said: asyncio.Queue[str] = asyncio.Queue()
        self._over = False

    @contextlib.contextmanager
    def listening(self, stream: OpenStream, head: int, revocations: int, ask: Ask) -> Iterator[Listener]:
        """Return a listener for the block.

        `head` is the number that the access check saw, `revocations` the value of `self.revocations` before that check.
        """
        known = max(head, self._read.setdefault(stream.plan_id, head))
        listener = Listener(stream, known, ask, asyncio.get_running_loop().time())
        listener.hear(doubtful=revocations != self.revocations, over=self._over)
        self.listeners.setdefault(stream.plan_id, set()).add(listener)
        self.changed.set()
        if not self._tasks and not self._over:
            self._tasks = [asyncio.create_task(work) for work in (self._listen(), self._look())]
        try:
            yield listener
        finally:
            self._forget(listener)

    def open_streams(self) -> list[OpenStream]:
        """Return the streams that are open in this process now."""
        return [listener.stream for listener in self._everybody()]

    def held_by(self, plan_id: int, member: str) -> int:
        """Return how many of them one person (or one projector's address) holds."""
        return sum(listener.stream.member == member for listener in self.listeners.get(plan_id, ()))

    def start(self) -> None:
        """Send from now on what the pages of this process ring, and end its streams at SIGTERM; on the event loop."""
        loop = asyncio.get_running_loop()

        def end(*_: Any) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.end_streams)

        # beside the server's own handler, which the loop calls: no stream holds its end up, and phones see a clean one
        signal.signal(signal.SIGTERM, end)
        carriers.append(lambda *payloads: loop.call_soon_threadsafe(self._say, payloads))
        self._speaking = [asyncio.create_task(self._speak())]

    async def stop(self) -> None:
        """End every stream and the connections."""
        self.end_streams()
        tasks = self._tasks + self._speaking
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # ── streams ────────────────────────────────────────────────────────────────────────────────

    def _forget(self, listener: Listener) -> None:
        others = self.listeners[listener.stream.plan_id]
        others.discard(listener)
        if not others:
            del self.listeners[listener.stream.plan_id], self._read[listener.stream.plan_id]
        self.changed.set()

    def end_streams(self) -> None:
        """End all that are open, and each that comes; the browsers come back to another process."""
        self._over = True
        for listener in self._everybody():
            listener.hear(over=True)

    def _everybody(self) -> list[Listener]:
        return [listener for group in self.listeners.values() for listener in group]

    async def _look(self) -> None:
        """One clock for all streams: a timer for each would cost more than what they say."""
        clock = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(LOOK)
            now = clock()
            for listener in self._everybody():
                listener.look(now)

    def _say(self, payloads: tuple[str, ...]) -> None:
        for payload in payloads:
            self._said.put_nowait(payload)

    async def _speak(self) -> None:
        """Send for ever what was rung, all that waits in one statement."""
        while True:
            payloads = [await self._said.get()]
            try:
                async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as mouth:
                    while True:
                        payloads += [self._said.get_nowait() for _ in range(self._said.qsize())]
                        await mouth.execute(NOTIFY, [payloads])
                        payloads = [await self._said.get()]
            except psycopg.Error as error:
                logger.warning("connection of the rings lost: %s", type(error).__name__)

    # ── the listening connection ───────────────────────────────────────────────────────────────

    async def _listen(self) -> None:
        """LISTEN for ever; after a loss try again with a growing pause."""
        pause, again = SHORTEST_PAUSE, False
        while not self._over:
            try:
                async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as ear:
                    await ear.execute(f"LISTEN {CHANNEL}")
                    self._doubt_all(again)
                    pause, again = SHORTEST_PAUSE, True
                    while True:
                        await self._catch_up(ear)
                        async for heard in ear.notifies(timeout=CATCH_UP):
                            self._hear(heard.payload)
            except psycopg.Error as error:
                logger.warning("listening connection lost: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _doubt_all(self, again: bool) -> None:
        """Rights are asked again: what was said while nobody listened is lost; `again`: it was an outage."""
        self.revocations += 1
        for listener in self._everybody():
            listener.hear(doubtful=True, here=again)

    async def _catch_up(self, ear: psycopg.AsyncConnection) -> None:
        """Ring what the journal holds beyond the last look; what was heard already is no news to anybody."""
        waited_for = [f"{verb}%" for verb in WAITED_FOR]
        found = await ear.execute(_UNHEARD, [waited_for, list(self._read), list(self._read.values())])
        for plan_id, board, number, soon in await found.fetchall():
            self._ring(plan_id, board, number, soon)
            if plan_id in self._read:
                self._read[plan_id] = max(number, self._read[plan_id])

    def _ring(self, plan_id: int, board: str, number: int, soon: bool) -> None:
        for listener in self.listeners.get(plan_id, ()):
            if listener.wants(board):
                listener.hear(head=number, soon=soon)

    def _hear(self, payload: str) -> None:
        first, second, third = [*payload.split(":", 2), "", ""][:3]
        if not second.isdecimal():
            logger.warning("a ring that nobody understands")
        elif first == "revoke":
            self.revocations += 1
            for listener in self.listeners.get(int(second), ()):
                if third in ("", listener.stream.member):
                    listener.hear(doubtful=True)
        elif first == "here":
            for listener in self.listeners.get(int(second), ()):
                if listener.wants(third):
                    listener.hear(here=True)
        elif first.isdecimal():
            board = third.removeprefix(AT_ONCE)
            self._ring(int(first), board, int(second), soon=board != third)
        else:
            logger.warning("a ring that nobody understands")


def retry_line() -> bytes:
    """Return the first bytes of a stream: after how long to reconnect. Spread, so that a room does not come at once."""
    return f"retry: {random.randint(SOONEST, LATEST)}\n\n".encode()


@lru_cache(maxsize=64)
def number_line(head: int) -> bytes:
    """Return the bytes that send the journal number `head`; all streams of a plan share them."""
    return f"id: {head}\ndata: {head}\n\n".encode()


def _address() -> dict:
    """How Django reaches the database, for a connection that Django does not manage."""
    chosen = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold", "options"):
        chosen.pop(ours, None)
    return {**chosen, "connect_timeout": 5}
