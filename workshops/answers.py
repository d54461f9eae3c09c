"""How a page of `workshops` answers a write: on to the next page with the marker of a committed save, or why not."""

from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from workshops.access import forbidden_page
from workshops.live.actions import BadRequest, OpReused, Refused
from workshops.live.models import Event
from workshops.text import natural, removed_sentence


def new_op():
    """A random id for a save, made by the server for pages without JavaScript."""
    return uuid4().hex


def see_other(address, receipt=None):
    """303 to `address`; with `receipt` the headers by which a phone knows that this is our answer to its save."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return marked(response, receipt) if receipt else response


def untouched(request, verbs):
    """For `?since=N`: the empty answer when no event of the `verbs` (a prefix) came after N; else None."""
    since = natural(request.GET.get("since"))
    if since is None or Event.objects.filter(plan=request.plan, number__gt=since, verb__startswith=verbs).exists():
        return None
    return _at_head(request, HttpResponse())


def living(request, page, part, context):
    """`page`, or for `?since=N` only `part`, whose element the ring puts in place on an open page."""
    return _at_head(request, render(request, part if "since" in request.GET else page, context))


def _at_head(request, response):
    response["X-Rembuk"] = response["X-Rembuk-Head"] = str(request.plan.head)
    return response


def receipt_query(receipt, removed=0):
    """What an address carries so that its page can show the receipt: `?tersimpan=12&dibuang=3`."""
    return "?" + urlencode({"tersimpan": receipt.number} | ({"dibuang": removed} if removed else {}))


def receipt_shown(request):
    """For the context of a page with `receipt_query`: `saved_at` of the asker's own event, `removed` as a sentence."""
    number, removed = (natural(request.GET.get(name)) for name in ("tersimpan", "dibuang"))
    events = Event.objects.filter(plan=request.plan, number=number, actor=request.actor.key).only("at")
    event = events.first() if number else None
    return {"saved_at": event and event.at, "removed": removed_sentence(removed or 0)}


def marked(response, receipt):
    """`response` with the number of the event and the `op` that it answers."""
    response["X-Rembuk"] = str(receipt.number)
    response["X-Rembuk-Op"] = receipt.op
    return response


def attempt(request, write, *arguments, **named):
    """(what `write` gives, None), or (None, the page that says why nothing was written)."""
    try:
        return write(*arguments, **named), None
    except Refused as refused:
        return None, forbidden_page(request, refused.verdict)
    except (BadRequest, OpReused) as error:
        status = 409 if isinstance(error, OpReused) else 422
        return None, render(request, "workshops/stale.html", {"sentence": error.sentence}, status=status)
