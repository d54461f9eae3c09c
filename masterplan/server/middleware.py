"""What every request passes first and every answer last: odd addresses, compression, caching, an absent database."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from masterplan.server.refusals import refusal

#: Controls, DEL, C1: no address of ours has them, and a database refuses some.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

#: What shrinks; pictures, fonts, PDF and zipped files do not.
_SHRINKS = ("text/", "application/json", "application/javascript", "application/manifest+json", "image/svg+xml")


#: An address that no url pattern has, and one among those that people pass on.
NOWHERE, NOTHING_PUBLISHED = "/-/", "/p/-/-/"
PUBLISHED = "/p/"

#: Seconds between two lines about the same trouble.
QUIET = 10.0
_said = -QUIET

logger = logging.getLogger("rembuk.web")


class RequestGuard:
    """404 for addresses with control characters, 400 for NUL in a query, `no-store` unless a view says otherwise.

    An address that people pass on leads to its lower case, whatever letters it was typed in.
    """

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        small = request.path_info.lower()
        if _CONTROL.search(request.path_info):
            # goes on to the ordinary page for "not found", which needs what the later middlewares set
            request.path_info = NOTHING_PUBLISHED if small.startswith(PUBLISHED) else NOWHERE
        elif small != request.path_info and small.startswith(PUBLISHED):
            request.path_info = request.path = small
            return HttpResponsePermanentRedirect(request.get_full_path())
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the query")
        response = self.get_response(request)
        # pages are personal: never kept by a proxy or shown after leaving
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return 503 with Retry-After while the database is away, restarting or overloaded.

        The phone keeps the text.
        """
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        _say_once(type(exception.__cause__ or exception).__name__)
        status, headers, body = refusal(503)
        response: Any = HttpResponse(body, status=status, headers=dict(headers))
        # Django's own line for each of them would bury what matters
        response._has_been_logged = True
        return response


def _say_once(what: str) -> None:
    """One line for an absent database in each `QUIET` seconds of a process, however many ask meanwhile."""
    global _said
    if (now := time.monotonic()) - _said > QUIET:
        _said = now
        logger.warning("the database gives no answer (%s): pages answer 503 until it does", what)


class Compress(GZipMiddleware):
    """Django's gzip with its guard against BREACH, for what shrinks."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the response, compressed when its type and the client allow it."""
        if response.headers.get("Content-Type", "").startswith(_SHRINKS):
            return super().process_response(request, response)
        return response
