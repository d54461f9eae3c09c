"""Presence: which pages are open in this web process, written to the database for the other processes.

Presence is what open streams say (`broadcaster.open_streams()`), not something that phones repeat. Each process writes
the pages whose streams it holds, all in one statement, soon after one opened or closed and else often enough;
what a process does not renew is gone, so a killed one leaves no ghosts. Who came or went is rung as
`here:<plan>:<board>`, at most once in `QUIET` seconds for a board.

    died with its process   gone for every reader after `lapse()`, told to open pages within `settings.PRESENCE_SECONDS`
    closed                  gone after `GRACE`; so long a phone may take from one page to the next
"""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.db.models import QuerySet
from django.db.models.functions import Now

from workshops.live.actions import notify_presence, write_presence
from workshops.live.broadcaster import Broadcaster, OpenStream
from workshops.live.models import Presence
from workshops.plans.compiled import Compiled
from workshops.plans.models import Plan

#: Seconds: one write for all who open or close together; a closed page that may be on its way to the next one;
#: between two rings for one board.
TOGETHER, GRACE, QUIET = 1.0, 3.0, 5.0

#: What a place can be called: addresses carry it, and a stream may say anything.
_PLACE = re.compile(r"[A-Za-z0-9._-]{0,40}")
#: Who is somebody: a participant or an account, and no projector.
_PERSON = re.compile(r"[ap][0-9]+")

logger = logging.getLogger("rembuk.presence")


def renewal_interval() -> float:
    """Return the seconds between two writes of pages that stay open."""
    return settings.PRESENCE_SECONDS / 5


def presence_timeout() -> float:
    """Return the seconds after which a page that was not renewed counts as closed: two renewals may fail."""
    return settings.PRESENCE_SECONDS * 0.6


def open_pages(plan: Plan) -> QuerySet[Any]:
    """Return the `Presence` rows of the pages of `plan` that are open now, in any process."""
    return _open(plan, timedelta(seconds=presence_timeout()))


def open_places(plan: Plan) -> list[tuple[str, str, str, datetime]]:
    """Return [(member, pillar, ref, since)] of the pages of `plan` that are open now; each `?since=` asks it."""
    return _places(plan=plan.pk, lapse=timedelta(seconds=presence_timeout()))


def _open(plan, lapse):
    return Presence.objects.filter(plan=plan, seen_at__gt=Now() - lapse)


_places = Compiled(
    lambda **where: _open(**where).order_by().values_list("member", "pillar", "ref", "since"), plan=int, lapse=timedelta
)


class OpenPages:
    """The pages that this process holds open, with those that have just closed. Pure: the caller passes the time."""

    def __init__(self) -> None:
        self._since = {}
        self._closed = {}
        self._due = set()
        self._rung = {}

    def places(self, streams: list[OpenStream], now: float) -> list[tuple[int, str, str, str, str, datetime]]:
        """Return `streams` (OpenStream) as rows for `call_roll`, one a place, at loop time `now`.

        A device that has nothing else open keeps its last page for `GRACE` seconds.
        """
        seen: dict[Any, Any] = {}
        for stream in streams:
            if _PERSON.fullmatch(stream.member) and _PLACE.fullmatch(stream.pillar):
                place = (stream.plan_id, stream.member, stream.device, stream.pillar, stream.ref)
                opened: Any = stream.since
                seen[place] = min(opened, seen.get(place, opened))
        for place in self._since.keys() - seen.keys() - self._closed.keys():
            self._closed[place] = now
        devices = {place[:3] for place in seen}
        for place, at in list(self._closed.items()):
            if place in seen or now - at >= GRACE or place[:3] in devices:
                del self._closed[place]
        self._since = {**{place: self._since[place] for place in self._closed}, **seen}
        return [(*place, since) for place, since in self._since.items()]

    def rings(self, boards: set[tuple[int, str]], now: float) -> set[tuple[int, str]]:
        """Return the boards to notify at `now`, of `boards` and of what waited."""
        self._due |= boards
        ready = {board for board in self._due if now - self._rung.get(board, -QUIET) >= QUIET}
        self._due -= ready
        self._rung = {board: at for board, at in self._rung.items() if now - at < QUIET} | dict.fromkeys(ready, now)
        return ready

    def pause(self, now: int) -> float:
        """Return seconds from `now` to the next thing to do without a change."""
        ends = [at + GRACE for at in self._closed.values()] + [self._rung[board] + QUIET for board in self._due]
        return max(0.0, min([renewal_interval(), *(end - now for end in ends)]) - TOGETHER)

    @property
    def is_idle(self) -> bool:
        """Return whether nothing is open and nothing waits."""
        return not (self._since or self._due)


class PresenceWriter:
    """Writes the open pages of one process: `broadcaster` holds its streams, `run` calls in a page thread."""

    def __init__(self, broadcaster: Broadcaster, run: Callable[..., Any]) -> None:
        self._broadcaster = broadcaster
        self._run = run
        self._process = ""
        self._pages = OpenPages()
        self._written = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin under a name of its own; on the event loop."""
        self._process = secrets.token_hex(8)
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """End without a word: phones that come back to another process are the same phones on the same pages."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _keep(self):
        clock = asyncio.get_running_loop().time
        while True:
            idle = self._pages.is_idle and not self._written
            with suppress(TimeoutError):
                await asyncio.wait_for(self._broadcaster.changed.wait(), None if idle else self._pages.pause(clock()))
            await asyncio.sleep(TOGETHER)
            self._broadcaster.changed.clear()
            try:
                await self._call(clock)
            except Exception as error:
                # whatever it was, the phones are still there: the next change or renewal tries again
                logger.warning("the roll could not be written: %s", type(error).__name__)

    async def _call(self, clock):
        places, boards = self._pages.places(self._broadcaster.open_streams(), clock()), set()
        if places or self._written:
            boards = await self._run(in_thread, write_presence, self._process, places, presence_timeout())
            self._written = bool(places)
        if ready := self._pages.rings(boards, clock()):
            await self._run(in_thread, notify_presence, ready)


def in_thread(work: Callable[..., Any], *arguments: Any) -> Any:
    """Run `work(*arguments)` in a page thread, with a database connection as for a page."""
    close_old_connections()
    try:
        return work(*arguments)
    except (DatabaseError, InterfaceError):
        close_old_connections()
        raise
