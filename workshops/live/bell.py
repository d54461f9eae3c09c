"""The bell of a plan: a stream that carries numbers and no content.

Each web process has one connection that LISTENs; asyncio spreads what it hears over the open streams.
Payloads on the channel `ring`:

    "7:4812:GOV" plan 7 is now at event 4812, which concerns the board of GOV → the streams of that board and
                 those of no board send 4812; without a board ("7:4812:") every stream of the plan does
    "revoke:7"   a right in plan 7 changed → each of its streams asks again whether it may listen
    "bye:4f2a"   the processes of this group are about to stop → their streams end cleanly, the browsers come back

A stream holds one number, never a queue: rings that come while a phone is slow merge into the newest.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import psycopg
from django.db import connection

from workshops.plans.models import Plan
from workshops.switches import off

CHANNEL = "ring"

#: A browser comes back after this many milliseconds when its stream ended.
RETRY = 2000

#: Seconds: a comment is sent so that proxies and phones see life; rights are asked again.
PULSE = 20
ASK_AGAIN = 60

#: Seconds between attempts to listen again after the database went away.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 5.0

logger = logging.getLogger("rembuk.bell")

#: Asked in a page thread: may this stream still listen?
Ask = Callable[[], Awaitable[bool]]


@dataclass(eq=False)
class Listener:
    """One open stream. `head` is the newest number it should know, `doubtful` that its right must be asked.

    `board` is the code of the pillar whose events it wants besides those of no pillar; "" wants all.
    """

    head: int
    board: str = ""
    doubtful: bool = False
    over: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wants(self, board: str) -> bool:
        """Whether an event that concerns `board` ("" for the whole plan) is news for this stream."""
        return board in ("", self.board) or not self.board

    def hear(self, *, head: int = 0, doubtful: bool = False, over: bool = False) -> None:
        """Note something and wake the stream."""
        self.head = max(self.head, head)
        self.doubtful |= doubtful
        self.over |= over
        self.woken.set()


class Bell:
    """All streams of one process and the connection that feeds them. Lives on the event loop only.

    `group` names the processes that stop together: "bye:<group>" ends their streams.
    """

    def __init__(self, group: str = "") -> None:
        self.group = group
        self.listeners: dict[int, set[Listener]] = {}
        #: How often rights were said to have changed; a check that began before the last time is worth nothing.
        self.revocations = 0
        self._heads: dict[int, int] = {}
        self._task: asyncio.Task | None = None
        self._over = False

    async def rings(self, plan_id: int, head: int, revocations: int, ask: Ask, board: str = "") -> AsyncIterator[bytes]:
        """What a stream sends, as `text/event-stream` bytes; ends when the right is gone or the process stops.

        `head` is the number that the access check saw, `revocations` this bell's count before that check;
        `ask` is called every minute and after a revocation; `board` see `Listener`.
        """
        known = max(head, self._heads.get(plan_id, 0))
        listener = Listener(known, board, doubtful=revocations != self.revocations)
        self.listeners.setdefault(plan_id, set()).add(listener)
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        try:
            yield f"retry: {RETRY}\n\n".encode() + _number(listener.head)
            async for piece in self._follow(listener, ask):
                yield piece
        finally:
            self._forget(plan_id, listener)

    def count(self) -> int:
        """Open streams of this process."""
        return sum(map(len, self.listeners.values()))

    async def stop(self) -> None:
        """End every stream and the listening connection."""
        self._over = True
        self._end_all()
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # ── streams ────────────────────────────────────────────────────────────────────────────────

    async def _follow(self, listener: Listener, ask: Ask) -> AsyncIterator[bytes]:
        clock = asyncio.get_running_loop().time
        sent, asked = listener.head, clock()
        while not (listener.over or self._over):
            if not listener.doubtful:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(listener.woken.wait(), PULSE)
            listener.woken.clear()
            if listener.over:
                return
            if listener.doubtful or clock() - asked >= ASK_AGAIN:
                listener.doubtful, asked = False, clock()
                if not await ask():
                    return
            if listener.head > sent:
                sent = listener.head
                yield _number(sent)
            else:
                yield b": .\n\n"

    def _forget(self, plan_id: int, listener: Listener) -> None:
        others = self.listeners[plan_id]
        others.discard(listener)
        if not others:
            del self.listeners[plan_id]

    def _end_all(self) -> None:
        for listener in self._everybody():
            listener.hear(over=True)

    def _everybody(self) -> list[Listener]:
        return [listener for group in self.listeners.values() for listener in group]

    # ── the listening connection ───────────────────────────────────────────────────────────────

    async def _listen(self) -> None:
        """LISTEN for ever; after a loss try again with a growing pause."""
        pause = SHORTEST_PAUSE
        while not self._over:
            try:
                async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as ear:
                    await ear.execute(f"LISTEN {CHANNEL}")
                    await self._catch_up(ear)
                    pause = SHORTEST_PAUSE
                    async for heard in ear.notifies():
                        self._hear(heard.payload)
            except psycopg.Error as error:
                logger.warning("listening connection lost: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _catch_up(self, ear: psycopg.AsyncConnection) -> None:
        """What was rung while nobody listened: heads are read, rights are asked again."""
        self.revocations += 1
        found = await ear.execute(
            f"SELECT id, head FROM {Plan._meta.db_table} WHERE id = ANY(%s)", [list(self.listeners)]
        )
        for plan_id, head in await found.fetchall():
            self._heads[plan_id] = head
            for listener in self.listeners.get(plan_id, ()):
                listener.hear(head=head)
        for listener in self._everybody():
            listener.hear(doubtful=True)

    def _hear(self, payload: str) -> None:
        first, second, board = [*payload.split(":", 2), "", ""][:3]
        if first == "bye":
            if second == self.group:
                self._end_all()
        elif first == "revoke" and second.isdecimal():
            self.revocations += 1
            for listener in self.listeners.get(int(second), ()):
                listener.hear(doubtful=not off("stream_revocation"))
        elif first.isdecimal() and second.isdecimal():
            plan_id, head = int(first), int(second)
            self._heads[plan_id] = max(head, self._heads.get(plan_id, 0))
            for listener in self.listeners.get(plan_id, ()):
                if listener.wants(board):
                    listener.hear(head=head)
        else:
            logger.warning("a ring that nobody understands")


def _number(head: int) -> bytes:
    return f"id: {head}\ndata: {head}\n\n".encode()


def _address() -> dict:
    """How Django reaches the database, for a connection that Django does not manage."""
    chosen = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold", "options"):
        chosen.pop(ours, None)
    return {**chosen, "connect_timeout": 5}
