"""Reading a request with its limits, and sending an answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from masterplan.server.refusals import Answer

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
LONGEST_ADDRESS = 4096
LONGEST_HEADERS = 32 * 1024

#: What a browser sends a form as; anything else would be read as an empty one.
FORMS = (b"application/x-www-form-urlencoded", b"multipart/form-data")

#: Bytes of a form outside of plans: names, codes and passwords are typed there, and nobody has to be known.
LONGEST_OUTSIDE = 32 * 1024
TOO_LARGE_OUTSIDE = "Isian ini lebih besar dari 32 KB. Di halaman ini cukup beberapa kata: ringkas, lalu kirim lagi."

#: Bytes of a form that brings a file to an address that takes files, and how such addresses end.
LONGEST_UPLOAD = 10 * 1024 * 1024 + 256 * 1024
TAKES_FILES = ("/berkas/", "/buku/gambar/")

#: A body that is too large is read on up to here, so that the browser shows our page and not a broken line.
LONGEST_DRAIN = 16 * 1024 * 1024

#: Seconds between two pieces of a body.
PATIENCE = 30


class RequestRejected(Exception):
    """The request ends here; `status` is one of `masterplan.server.refusals.SENTENCES`, `sentence` says it better."""

    def __init__(self, status: int, sentence: str = "") -> None:
        super().__init__(status)
        self.status, self.sentence = status, sentence


def reject_unusual(scope: dict[str, Any]) -> None:
    """Raise `RequestRejected` for methods, addresses and headers that no page of ours needs."""
    if scope["method"] not in METHODS:
        raise RequestRejected(405)
    if len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
        raise RequestRejected(414)
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
        raise RequestRejected(431)
    if scope["method"] == "POST" and _form_of(scope) not in FORMS:
        raise RequestRejected(400)


def is_file_form(scope: dict[str, Any]) -> bool:
    """Return whether a request may bring a file."""
    return _form_of(scope) == FORMS[1]


def longest_body(scope: dict[str, Any]) -> int:
    """Return bytes that a request may send: a proof may be larger than any form that somebody types."""
    form = _form_of(scope)
    if form == FORMS[1] and scope["path"].endswith(TAKES_FILES):
        return LONGEST_UPLOAD
    if form in FORMS and not scope["path"].startswith("/r/"):
        return LONGEST_OUTSIDE
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _form_of(scope):
    """What a form is sent as; b"" for a request that brings none."""
    sent_as = dict(scope["headers"]).get(b"content-type", FORMS[0])
    return sent_as.partition(b";")[0].strip().lower() if scope["method"] == "POST" else b""


async def read_body(receive: Callable[[], Awaitable[Any]], longest: int) -> bytes:
    """Return the whole body. Raises `RequestRejected`: 413 past `longest`, 408 when it stalls, 400 when it breaks."""
    pieces, size = [], 0
    while True:
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError as error:
            raise RequestRejected(408) from error
        except Exception as error:  # granian's own, for chunks that are none
            raise RequestRejected(400) from error
        if message["type"] == "http.disconnect":
            # the client left, or granian could not read what it sent: whoever still listens gets an answer
            raise RequestRejected(400)
        piece = message.get("body", b"")
        size += len(piece)
        if size <= longest:
            pieces.append(piece)
        elif size > LONGEST_DRAIN:
            raise RequestRejected(413)
        if not message.get("more_body", False):
            if size > longest:
                raise RequestRejected(413, TOO_LARGE_OUTSIDE if longest == LONGEST_OUTSIDE else "")
            return b"".join(pieces)


async def send_answer(scope: dict[str, Any], send: Callable[[Any], Awaitable[None]], answer: Answer) -> None:
    """Send status, headers and body; a HEAD gets no body."""
    status, headers, content = answer
    raw = [(name.encode("ascii"), value.encode("latin1")) for name, value in headers]
    if status not in (204, 304) and not any(name.lower() == b"content-length" for name, _ in raw):
        raw.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})
