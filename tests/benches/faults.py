"""A proxy that does to requests what a hotel's wifi does, for tests and benches; plain sockets on a loop of its own.

    with FaultProxy("127.0.0.1", port) as proxy:
        proxy.fault = "reset_after"      # each POST from now on; None heals
        page.goto(proxy.url)

Fourteen kinds of bad answers (`FAULTS`), and what networks do to good ones (`TRICKS`). Where a kind lets the
server do its work first, the sentence of that kind says "committed". Streams pass through piece by piece.
"""

import asyncio
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass

#: Name of each kind, in the order of the promise, and what the phone gets.
FAULTS = {
    "bad_gateway": "502 with a page of the proxy; the server hears nothing",
    "unavailable": "503 with Retry-After; the server hears nothing",
    "late_gateway": "committed, then 504 with a page of the proxy",
    "portal": "200 with the login page of a captive portal; the server hears nothing",
    "portal_redirect": "302 to the portal's page (`portal_location`); the server hears nothing",
    "reset_before": "the connection is reset; the server hears nothing",
    "reset_after": "committed, then the connection is reset",
    "cut": "committed, then the answer ends after 100 bytes of its body (of all of it when the body is shorter)",
    "empty": "200 with nothing in it; the server hears nothing",
    "unmarked": "committed, then 200 with the server's body and without its X-Rembuk headers",
    "other_marker": "committed, then the server's answer with the X-Rembuk-Op of another sending",
    "too_large": "413 with a page of the proxy; the server hears nothing",
    "altered": "committed, then the server's answer with an advertisement in its body",
    "silence": "no answer for `silence` seconds; the server hears nothing",
}

#: What happens to requests that are answered well in the end.
TRICKS = {
    "twice": "sent twice at once (to two servers if there are two); the phone gets the first answer",
    "held": "waits until another to the same address has overtaken it, at most `longest_hold` seconds",
    "kept": "sent, and a copy kept for `repeat()`",
}

LONGEST_HEAD = 128 * 1024
_REASONS = {200: "OK", 302: "Found", 413: "Payload Too Large", 502: "Bad Gateway", 503: "Busy", 504: "Gateway Timeout"}
_PORTAL = (
    "<!doctype html><html><head><title>Hotel Wi-Fi</title></head><body><h1>Selamat datang</h1>"
    '<form action="/portal" method="post"><input name="room"><button>Masuk</button></form></body></html>'
)
_ADVERTISEMENT = b'<div id="promo"><script src="http://iklan.invalid/a.js"></script>Promo hotel!</div>'
#: Headers that are about one line of the way only.
_HOP = (b"connection", b"keep-alive", b"transfer-encoding", b"content-length", b"proxy-connection")


@dataclass(frozen=True)
class Message:
    """A request or an answer: its first line, its headers without those of the line, its body."""

    first: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    closing: bool = False
    length: bytes | None = None

    @property
    def status(self) -> int:
        """Of an answer."""
        return int(self.first.split(b" ", 2)[1])

    def value(self, name: bytes) -> bytes:
        """The first header of that lower-case name, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), b"")

    def head(self) -> bytes:
        """First line and headers as they go over the wire, with the length of the body."""
        length = self.length if self.length is not None and not self.body else b"%d" % len(self.body)
        lines = [self.first, *(b"%s: %s" % pair for pair in self.headers), b"Content-Length: " + length]
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def wire(self) -> bytes:
        """All of it."""
        return self.head() + self.body

    def with_headers(self, keep, *more: tuple[bytes, bytes]) -> "Message":
        """Only the headers whose lower-case name passes `keep`, and `more`."""
        left = tuple(pair for pair in self.headers if keep(pair[0].lower()))
        return Message(self.first, left + more, self.body, self.closing, self.length)


class FaultProxy:
    """Listens on a free port of this machine from `with` to its end; every attribute may be set at any time.

    `fault`: None, a name, or a function from the request's head (bytes) to one of these. `only`: the methods
    that it applies to. `upstreams`: (host, port) pairs, taken in turn by each connection.
    `seen`: (method, path, fault or None).
    """

    def __init__(self, upstream_host: str, upstream_port: int, *more: tuple[str, int]):
        self.upstreams = [(upstream_host, upstream_port), *more]
        self.fault = None
        self.only = ("POST",)
        self.silence, self.longest_hold = 60.0, 2.0
        self.portal_location = ""
        self.seen: list[tuple[str, str, str | None]] = []
        #: (first, second) answers to what was sent `twice`; both have a `status` and `value(b"x-rembuk")`.
        self.twins: list[tuple[Message, Message]] = []
        self.url = ""
        self._turn = 0
        self._kept: list[tuple[Message, Message]] = []
        self._held: dict[str, asyncio.Event] = {}
        self._cut = False
        self._streams: set[asyncio.StreamWriter] = set()
        self._open: set[asyncio.Task] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "FaultProxy":
        self._thread.start()
        self._server = self._call(self._listen())
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        # another origin that answers, as a portal is
        self.portal_location = f"http://localhost:{port}/portal"
        return self

    def __exit__(self, *trouble) -> None:
        self._call(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def cut_streams(self) -> bool:
        """Whether streams (`/ring/`) are refused; setting it cuts those that are open."""
        return self._cut

    @cut_streams.setter
    def cut_streams(self, cut: bool) -> None:
        self._cut = cut
        if cut:
            self._loop.call_soon_threadsafe(lambda: [_reset(writer) for writer in tuple(self._streams)])

    @property
    def open_streams(self) -> int:
        """Streams that pass through at this moment."""
        return len(self._streams)

    def holds(self, path: str) -> bool:
        """Whether a request to that address waits to be overtaken."""
        return path in self._held

    def repeat(self) -> list[tuple[Message, Message]]:
        """Sends what was `kept` again, in the old order; (first answer, answer now) of each."""
        return self._call(self._repeat())

    # ── on the loop ────────────────────────────────────────────────────────────────────────────

    def _call(self, story):
        return asyncio.run_coroutine_threadsafe(story, self._loop).result()

    async def _listen(self):
        return await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LONGEST_HEAD, backlog=1024)

    async def _close(self) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _repeat(self):
        kept, self._kept = self._kept, []
        return [(first, await self._ask(request)) for request, first in kept]

    async def _serve(self, reader, writer) -> None:
        task = asyncio.current_task()
        self._open.add(task)
        upstream = None
        try:
            while request := await _read(reader):
                upstream = await self._request(request, reader, writer, upstream)
                if request.closing or writer.is_closing():
                    break
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            for line in (writer, upstream and upstream[1]):
                if line:
                    line.close()

    def _fault_for(self, request: Message) -> str | None:
        method = request.first.split(b" ", 1)[0].decode("latin1")
        if method not in self.only:
            return None
        return self.fault(request.head()) if callable(self.fault) else self.fault

    async def _request(self, request: Message, reader, writer, upstream):
        """One request from its head to its answer; the connection to the server for the next one."""
        method, path = request.first.decode("latin1").split(" ")[:2]
        fault = self._fault_for(request)
        self.seen.append((method, path, fault))
        if path.startswith("/ring/") and self._cut:
            _reset(writer)
            return upstream
        if path == "/portal":
            await _send(writer, _page(200, _PORTAL))
            return upstream
        if fault in _MADE_HERE:
            await self._made_here(fault, reader, writer)
            return upstream
        if fault == "held":
            await self._hold(path)
        if fault in FAULTS:
            # whoever changes an answer has to be able to read it
            request = request.with_headers(lambda name: name != b"accept-encoding")
        try:
            twin = asyncio.create_task(self._ask(request)) if fault == "twice" else None
            answer, upstream = await self._pass_on(request, upstream, reader, writer)
            if twin and answer:
                self.twins.append((answer, await twin))
        except (OSError, asyncio.IncompleteReadError):
            await _send(writer, _page(502, "<h1>502 Bad Gateway</h1>"))
            return None
        if path in self._held and fault != "held":
            self._held[path].set()
        if fault == "kept" and answer:
            self._kept.append((request, answer))
        if answer:
            await _spoil(fault, answer, writer)
        return upstream

    async def _made_here(self, fault: str, reader, writer) -> None:
        status, text, *more = _MADE_HERE[fault]
        if fault == "portal_redirect":
            more = [(b"Location", self.portal_location.encode())]
        if fault == "silence":
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(1), self.silence)
        if status:
            await _send(writer, _page(status, text, *more))
        else:
            _reset(writer)

    async def _hold(self, path: str) -> None:
        overtaken = self._held.setdefault(path, asyncio.Event())
        with suppress(TimeoutError):
            await asyncio.wait_for(overtaken.wait(), self.longest_hold)
        self._held.pop(path, None)

    async def _connect(self):
        self._turn += 1
        host, port = self.upstreams[self._turn % len(self.upstreams)]
        return await asyncio.open_connection(host, port, limit=LONGEST_HEAD)

    async def _ask(self, request: Message) -> Message:
        """The server's answer to a request over a connection of its own."""
        upstream = await self._connect()
        try:
            upstream[1].write(request.wire())
            return await _read(upstream[0], method=request.first.split(b" ", 1)[0])
        finally:
            upstream[1].close()

    async def _pass_on(self, request: Message, upstream, reader, writer):
        """(answer, connection); (None, None) when the answer was a stream, which is over then."""
        if upstream is None or upstream[0].at_eof() or upstream[1].is_closing():
            upstream = await self._connect()
        upstream[1].write(request.wire())
        answer = await _read(upstream[0], method=request.first.split(b" ", 1)[0], stream=True)
        if answer is None:
            raise ConnectionResetError("the server hung up")
        if not answer.value(b"content-type").startswith(b"text/event-stream"):
            return answer, None if answer.closing else upstream
        await self._stream(answer, upstream, reader, writer)
        return None, None

    async def _stream(self, answer: Message, upstream, reader, writer) -> None:
        self._streams.add(writer)
        lines = [answer.first, *(b"%s: %s" % pair for pair in answer.headers), b"Transfer-Encoding: chunked", b"", b""]
        writer.write(b"\r\n".join(lines))
        pump = asyncio.create_task(_pump(upstream[0], writer))
        gone = asyncio.create_task(reader.read(1))
        try:
            await asyncio.wait([pump, gone], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._streams.discard(writer)
            for task in (pump, gone):
                task.cancel()
            await asyncio.gather(pump, gone, return_exceptions=True)
            upstream[1].close()
            writer.close()


#: Status (None: the line is reset), page and headers of the kinds that never reach the server.
_MADE_HERE = {
    "bad_gateway": (502, "<html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>"),
    "unavailable": (503, "<html><body><h1>503 Service Unavailable</h1></body></html>", (b"Retry-After", b"1")),
    "portal": (200, _PORTAL),
    "portal_redirect": (302, ""),
    "reset_before": (None, ""),
    "empty": (200, ""),
    "too_large": (413, "<html><body><h1>413 Request Entity Too Large</h1></body></html>"),
    "silence": (None, ""),
}


async def _spoil(fault: str | None, answer: Message, writer) -> None:
    """Send the server's answer as the fault lets it through."""
    if fault == "late_gateway":
        answer = _page(504, "<html><body><h1>504 Gateway Time-out</h1></body></html>")
    elif fault == "reset_after":
        return _reset(writer)
    elif fault == "cut":
        # what is shorter ends in its head
        length = len(answer.head()) + 100 if len(answer.body) > 100 else 100
        writer.write(answer.wire()[:length])
        return writer.close()
    elif fault == "unmarked":
        bare = answer.with_headers(lambda name: not name.startswith(b"x-rembuk"))
        answer = Message(b"HTTP/1.1 200 OK", bare.headers, answer.body)
    elif fault == "other_marker":
        other = (b"X-Rembuk-Op", b"another-sending-0000")
        answer = answer.with_headers(lambda name: name != b"x-rembuk-op", other)
    elif fault == "altered":
        answer = Message(answer.first, answer.headers, _ADVERTISEMENT + answer.body)
    return await _send(writer, answer)


async def _send(writer, answer: Message) -> None:
    writer.write(answer.wire())
    await writer.drain()
    if answer.closing:
        writer.close()


async def _pump(reader, writer) -> None:
    """The chunks of a stream as they come, each sent on at once; they end as the server ends them."""
    while size := int(await reader.readline(), 16):
        piece = await reader.readexactly(size + 2)
        writer.write(b"%x\r\n%s" % (size, piece))
        await writer.drain()
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def _reset(writer) -> None:
    """End the connection with RST, as a router does that has forgotten it."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _page(status: int, text: str, *more: tuple[bytes, bytes]) -> Message:
    headers = ((b"Content-Type", b"text/html; charset=utf-8"), *more)
    return Message(b"HTTP/1.1 %d %s" % (status, _REASONS[status].encode()), headers, text.encode())


async def _read(reader, method: bytes = b"", stream: bool = False) -> Message | None:
    """The next message of a line, None at its end; `method` of the request makes it an answer.

    The body of an event stream stays in `reader` if `stream`. Raises `ValueError` for what is no HTTP.
    """
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return None
    first, *lines = head[:-4].split(b"\r\n")
    pairs = [tuple(part.strip() for part in line.split(b":", 1)) for line in lines]
    found = {name.lower(): value for name, value in pairs}
    if method and first.split(b" ")[1].startswith(b"1"):
        return await _read(reader, method, stream)
    length = found.get(b"content-length")
    closing = found.get(b"connection", b"").lower() == b"close" or first.split(b" ")[0] == b"HTTP/1.0"
    headers = tuple(pair for pair in pairs if pair[0].lower() not in _HOP)
    is_stream = stream and found.get(b"content-type", b"").startswith(b"text/event-stream")
    bare = method == b"HEAD" or (method and first.split(b" ")[1] in (b"204", b"304"))
    body = b""
    if not is_stream and not bare:
        if found.get(b"transfer-encoding", b"").lower() == b"chunked":
            body = await _chunks(reader)
        elif length is not None:
            body = await reader.readexactly(int(length))
        elif method:
            body, closing = await reader.read(), True
    return Message(first, headers, body, closing, length if bare else None)


async def _chunks(reader) -> bytes:
    pieces = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        pieces.append(await reader.readexactly(size))
        await reader.readline()
    while (await reader.readline()).strip():
        pass
    return b"".join(pieces)
