"""The one way in: pages whole in a few fixed threads, the ring on the event loop.

Django's own ASGI handler makes a thread per request and hops between threads for each middleware; here a
request is read on the loop, answered in one of the threads of its lane with one database connection each,
and sent from the loop (`docs/decisions/002-own-asgi-handler.md`).
"""

import asyncio
import gc
import io
import logging
import os
import re
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masterplan.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402
from django.core import signals  # noqa: E402
from django.core.handlers.base import BaseHandler  # noqa: E402
from django.db import InterfaceError, OperationalError, close_old_connections  # noqa: E402
from django.urls import get_resolver, set_script_prefix  # noqa: E402
from django.utils import timezone  # noqa: E402

from masterplan.server.data_lock import wait_at_gate  # noqa: E402
from masterplan.server.form_body import PageRequest  # noqa: E402
from masterplan.server.lanes import LANES, LONG_FORM, lane_of  # noqa: E402
from masterplan.server.network import set_keepalive  # noqa: E402
from masterplan.server.processes import die_with_parent  # noqa: E402
from masterplan.server.refusals import Answer, refusal  # noqa: E402
from masterplan.server.requests import (  # noqa: E402
    RequestRejected,
    longest_body,
    read_body,
    reject_unusual,
    send_answer,
)
from workshops.access import stream_listener  # noqa: E402
from workshops.late_views import import_all_later  # noqa: E402
from workshops.live.broadcaster import Broadcaster, OpenStream, retry_line  # noqa: E402
from workshops.live.presence import PresenceWriter  # noqa: E402

#: Files that may be on their way at once, and seconds that a further one waits for its turn: each lies in memory.
MOST_UPLOADS, LONGEST_UPLOAD_WAIT = 4, 5.0

#: Pages that one browser may wait for; browsers themselves ask for six at once.
LONGEST_LINE = 100

#: Seconds that whoever guesses codes waits for hearing so; the thread is free meanwhile.
SLOW_DOWN = 1.0

_SESSION = re.compile(rb"(?:^|; ?)" + re.escape(settings.SESSION_COOKIE_NAME.encode()) + rb"=([^;]+)")

#: Seconds from asking a page thread until its answer; a statement is cut before (`STATEMENT_TIMEOUT` of `up`).
LONGEST_WORK = 9.5

STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

logger = logging.getLogger("rembuk.web")


@dataclass
class BrowserQueue:
    """Those who wait for pages of one browser: how many, and who is first."""

    standing: int = 0
    first: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pages(BaseHandler):
    """Django's pages, answered in the threads of their lanes, which keep their database connections."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self._threads = {name: ThreadPoolExecutor(threads, name) for name, (threads, _) in LANES.items()}
        self._inside = dict.fromkeys(LANES, 0)
        self._over = False
        self.opened = threading.Event()
        self._lines: dict[tuple[bytes, str], BrowserQueue] = {}
        self._uploads = asyncio.Semaphore(MOST_UPLOADS)

    async def run(self, work: Callable[..., Any], *arguments: Any, lane: str = "page") -> Any:
        """Return `work(*arguments)` in a thread of the lane.

        `RequestRejected(503)` when too many already wait there, or it takes too long.
        """
        if self._inside[lane] >= sum(LANES[lane]):
            raise RequestRejected(503)
        self._inside[lane] += 1
        try:
            begun = asyncio.get_running_loop().run_in_executor(self._threads[lane], work, *arguments)
            return await asyncio.wait_for(begun, LONGEST_WORK)
        except (TimeoutError, asyncio.CancelledError) as error:
            # a database that says nothing holds the thread, or the process ends: whoever asked sends again
            if isinstance(error, TimeoutError) or (self._over and begun.cancelled()):
                raise RequestRejected(503) from error
            raise
        finally:
            self._inside[lane] -= 1

    async def __call__(self, scope, receive, send) -> None:
        try:
            longest = longest_body(scope)
            async with self.place_for(longest):
                # read first: whoever still sends when the answer comes sees a broken line instead of the answer
                body = await read_body(receive, longest)
                reject_unusual(scope)
                lane = lane_of(scope, len(body))
                # the wait behind other pages of the same browser counts: nobody hangs on a silent database
                async with asyncio.timeout(LONGEST_WORK), self.turn(session_of(scope), lane):
                    answer = await self.run(self.answer, scope, body, lane=lane)
                    if answer[0] == 429:
                        await asyncio.sleep(SLOW_DOWN)
        except RequestRejected as refused:
            answer = refusal(refused.status, refused.sentence)
        except TimeoutError:
            answer = refusal(503)
        except Exception:
            logger.exception("no answer could be made")
            answer = refusal(500)
        await send_answer(scope, send, answer)
        self.opened.set()

    @asynccontextmanager
    async def place_for(self, longest: int) -> AsyncIterator[None]:
        """Return one of `MOST_UPLOADS` places for a request that may bring a file.

        `RequestRejected(503)` when none becomes free.
        """
        if longest <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            yield
            return
        try:
            await asyncio.wait_for(self._uploads.acquire(), LONGEST_UPLOAD_WAIT)
        except TimeoutError as error:
            raise RequestRejected(503) from error
        try:
            yield
        finally:
            self._uploads.release()

    @asynccontextmanager
    async def turn(self, session: bytes, lane: str = "page") -> AsyncIterator[None]:
        """Wait until pages of one browser may be made one after another: who asks for hundreds stands in a line of
        their own.

        Each lane has one. `RequestRejected(503)` for one more than `LONGEST_LINE`; no session, no line.
        """
        if not session:
            yield
            return
        line = self._lines.setdefault((session, lane), BrowserQueue())
        if line.standing >= LONGEST_LINE:
            raise RequestRejected(503)
        line.standing += 1
        try:
            async with line.first:
                yield
        finally:
            line.standing -= 1
            if not line.standing:
                del self._lines[session, lane]

    def answer(self, scope: dict[str, Any], body: bytes) -> Answer:
        """Return the whole answer; request and response begin and end in this thread, where the connection is."""
        set_script_prefix("/")
        signals.request_started.send(sender=self.__class__, scope=scope)
        try:
            request = PageRequest(scope, io.BytesIO(body))
        except UnicodeDecodeError:
            signals.request_finished.send(sender=self.__class__)
            return refusal(400)
        response: Any = self.get_response(request)
        try:
            headers = [*response.items(), *(("Set-Cookie", c.OutputString()) for c in response.cookies.values())]
            content = b"".join(response) if response.streaming else response.content
            return response.status_code, tuple(headers), content
        finally:
            response.close()
            # what was sent would stay until the collector finds the circles that hold it: request and user, form, field
            vars(request).clear()
            if len(body) > LONG_FORM:
                gc.collect(0)

    def close(self) -> None:
        """Let the threads finish what they have begun."""
        self._over = True
        for threads in self._threads.values():
            threads.shutdown(wait=True, cancel_futures=True)


def session_of(scope: dict[str, Any]) -> bytes:
    """Return the session that the browser says it has, b"" for none."""
    for name, value in scope["headers"]:
        if name == b"cookie" and (found := _SESSION.search(value)):
            return found[1]
    return b""


_SLUG = re.compile(r"[-a-z0-9_]{1,100}")
_DEVICE = re.compile(r"[0-9a-f]{12}")
_REF = re.compile(r"[a-z_]{1,20}-[0-9]{1,12}")

#: Streams whose right is asked at the same time: the other page threads stay free for who saves.
ASKING = 2

#: Streams of one person in one plan: a browser holds four, and nobody has fifty of them.
STREAMS_OF_ONE = 200


class EventStream:
    """`/ring/<slug>/`: the stream of one plan's numbers, for those who may listen.

    `?papan=` code of the board that the page shows, `?hp=` the browser's device, `?kartu=` ref of the open card,
    `?layar=` the key of a projector. What none of these can be counts as not said.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.broadcaster = Broadcaster()
        self._asking = asyncio.Semaphore(ASKING)

    async def __call__(self, scope, receive, send, slug: str) -> None:
        cookies = "; ".join(value.decode("latin1") for name, value in scope["headers"] if name == b"cookie")
        said = {name: values[0] for name, values in parse_qs(scope["query_string"].decode("latin1")).items()}
        revocations = self.broadcaster.revocations
        try:
            reject_unusual(scope)
            seat = await self.seat(cookies, slug, said.get("layar", ""))
            if seat is None:
                raise RequestRejected(404)
            if scope["method"] != "GET":
                raise RequestRejected(405)
            if self.broadcaster.held_by(seat.plan_id, seat.member) >= STREAMS_OF_ONE:
                raise RequestRejected(503)
        except RequestRejected as refused:
            await send_answer(scope, send, refusal(refused.status))
            return

        async def still() -> bool | None:
            try:
                now = await self.seat(cookies, slug, said.get("layar", ""))
            except RequestRejected:
                return None
            return now is not None and now.member == seat.member

        with self.broadcaster.listening(_row(seat, said), seat.head, revocations, still) as listener:
            await self.pump(listener, receive, send)

    async def seat(self, cookies: str, slug: str, key: str) -> Any:
        """Return who listens, or None. Raises `RequestRejected` when that cannot be asked now."""
        async with self._asking:
            return await self.pages.run(self._seat, cookies, slug, key, lane="short")

    def _seat(self, cookies: str, slug: str, key: str):
        """Return the listener or None, asked in a page thread. Raises `RequestRejected(503)` without database."""
        if not _SLUG.fullmatch(slug):
            return None
        close_old_connections()
        try:
            return stream_listener(cookies, slug, key)
        except (OperationalError, InterfaceError) as error:
            raise RequestRejected(503) from error
        except Exception as error:
            logger.exception("the right to listen could not be asked")
            raise RequestRejected(500) from error
        finally:
            close_old_connections()

    async def pump(
        self, listener: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        """Send what the broadcaster rings, until the listener's end or until the client has left.

        No task of its own for either: with hundreds of streams tasks are what costs memory and time.
        """
        while (await receive()).get("more_body"):
            pass
        gone = asyncio.ensure_future(receive())
        gone.add_done_callback(lambda _: listener.hear(over=True))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS})
            await send({"type": "http.response.body", "body": retry_line(), "more_body": True})
            while piece := await listener.next():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()


def _row(seat, said) -> OpenStream:
    device, ref = said.get("hp", ""), said.get("kartu", "")
    return OpenStream(
        plan_id=seat.plan_id,
        member=seat.member,
        device=device if _DEVICE.fullmatch(device) else "",
        pillar=said.get("papan", "")[:40],
        ref=ref if _REF.fullmatch(ref) else "",
        since=timezone.now(),
    )


pages = Pages()
event_stream = EventStream(pages)
presence_writer = PresenceWriter(event_stream.broadcaster, pages.run)


async def application(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Return the ASGI application (http and lifespan)."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http":
        _, first, *rest = scope["path"].split("/") if "/" in scope["path"] else ("", "", "")
        if first == "ring" and len(rest) == 2 and not rest[1]:
            await event_stream(scope, receive, send, rest[0])
        else:
            await pages(scope, receive, send)


async def configure_keepalive() -> None:
    """Wait for the listening socket, which granian opens after the start, to set what its connections inherit."""
    while not set_keepalive():
        await asyncio.sleep(0.01)


async def lifespan(receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    """Know every address before the first request; let go of streams and threads at the end."""
    minding = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            # granian's own parent process may be killed; without it nobody would stop this one, which asked to end
            # could wait for ever for a lock of granian's; what it has not committed phones send again
            die_with_parent(signal.SIGKILL)
            _ = get_resolver().url_patterns
            await asyncio.to_thread(wait_at_gate)
            gc.set_threshold(50_000, 20, 50)
            import_all_later(pages.opened)
            minding = asyncio.create_task(configure_keepalive())
            event_stream.broadcaster.start()
            presence_writer.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            minding.cancel()
            await presence_writer.stop()
            await event_stream.broadcaster.stop()
            pages.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
