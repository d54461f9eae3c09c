"""How pages answer: to a write with the marker of a committed save, to `?since=N` with what changed.

`X-Rembuk` marks an answer as ours, `X-Rembuk-Op` says which save it answers, `X-Rembuk-Head` which journal number it
shows, `X-Rembuk-Now` the server's time then (milliseconds since 1970), which is what screens measure by,
`X-Rembuk-Reload` that the page has to be loaded again, `X-Rembuk-Go` where a script goes on.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from workshops.access import PlanRequest
from workshops.live.actions import OP
from workshops.live.actions.plan_write import Receipt
from workshops.live.models import Event
from workshops.text import natural, removed_sentence

_OFFICE = "application/vnd.openxmlformats-officedocument"
FILE_TYPES = {"pdf": "application/pdf", "json": "application/json", "zip": "application/zip"}
FILE_TYPES |= {"xlsx": f"{_OFFICE}.spreadsheetml.sheet", "docx": f"{_OFFICE}.wordprocessingml.document"}
FILE_TYPES |= {"png": "image/png", "jpg": "image/jpeg"}


def new_op() -> str:
    """Return a random id for a save, made by the server for pages without JavaScript."""
    return uuid4().hex


def see_other(address: str, receipt: Receipt | None = None) -> HttpResponse:
    """Return 303 to `address`.

    With `receipt` the headers by which a phone knows that this is our answer to its save.
    """
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return marked(response, receipt) if receipt else response


class FullPageNeeded(Exception):
    """The page cannot be brought up to date in parts: it is too old, its reader is called something else or sits
    elsewhere now, or N is not a number that a page of this plan can have shown.
    """


def live_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return `view(request, …)` with the journal number on its answers; `FullPageNeeded` loads the page again."""

    @wraps(view)
    def live(request, *arguments, **named):
        try:
            return at_head(request, view(request, *arguments, **named))
        except FullPageNeeded:
            return at_head(request, HttpResponse(headers={"X-Rembuk-Reload": "1"}))

    return live


def untouched(request: PlanRequest, verbs: str | tuple[str, ...]) -> HttpResponse | None:
    """Return for `?since=N` the empty answer when no event of the `verbs` (a prefix) came after N; else None."""
    since = natural(request.GET.get("since"))
    if since is None or Event.objects.filter(plan=request.plan, number__gt=since, verb__startswith=verbs).exists():
        return None
    return at_head(request, HttpResponse())


@live_page
def page_or_part(request: PlanRequest, page: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """Return `page`, or for `?since=N` only `part`, whose element the ring puts in place on an open page."""
    return render(request, part if "since" in request.GET else page, context)


def at_head(request: PlanRequest, response: HttpResponse) -> HttpResponse:
    """Return `response`, marked as ours with the journal number that it shows and the time."""
    response["X-Rembuk"] = response["X-Rembuk-Head"] = str(request.plan.head)
    response["X-Rembuk-Now"] = str(time.time_ns() // 1_000_000)
    return response


def receipt_query(receipt: Receipt, removed: int = 0) -> str:
    """Return what an address carries so that its page can show the receipt: `?tersimpan=12&dibuang=3`."""
    return "?" + urlencode({"tersimpan": receipt.number} | ({"dibuang": removed} if removed else {}))


def redirect_with_receipt(receipt: Receipt, page: str, *args: Any, more: str = "", removed: int = 0) -> HttpResponse:
    """Return 303 to the page of this name, which shows the receipt; `more` ends its address."""
    return see_other(reverse(page, args=args) + receipt_query(receipt, removed) + more, receipt)


def receipt_context(request: PlanRequest) -> dict[str, Any]:
    """Return what a page has from `receipt_query`: `saved_at` of the asker's event, `removed` as a sentence."""
    number, removed = (natural(request.GET.get(name)) for name in ("tersimpan", "dibuang"))
    events = Event.objects.filter(plan=request.plan, number=number, actor=request.actor.key).only("at")
    event = events.first() if number else None
    return {"saved_at": event and event.at, "removed": removed_sentence(removed or 0)}


def marked(response: HttpResponse, receipt: Receipt) -> HttpResponse:
    """Return `response` with the number of the event and the `op` that it answers."""
    return mark(response, receipt.number, receipt.op)


def mark(response: HttpResponse, number: int, op: str) -> HttpResponse:
    """Return `response`, marked as the answer to `op` where that is one, at journal number `number`."""
    response["X-Rembuk"] = str(number)
    if OP.fullmatch(op):
        response["X-Rembuk-Op"] = op
    return response


def download(content: bytes, name: str, *, kind: str = "", cache: str = "private, no-store") -> HttpResponse:
    """Return a file to be saved as `name`, never shown by the browser. `kind`: its ending, if `name` has another."""
    headers = {"Content-Disposition": content_disposition_header(True, name), "Cache-Control": cache}
    return HttpResponse(content, content_type=FILE_TYPES[kind or name.rpartition(".")[2]], headers=headers)
