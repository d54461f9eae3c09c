"""How a page of `workshops` answers a write: on to the next page with the marker of a committed save, or why not."""

from uuid import uuid4

from django.http import HttpResponseRedirect
from django.shortcuts import render

from workshops.access import refuse
from workshops.live.actions import BadRequest, OpReused, Refused
from workshops.live.models import Event


def new_op():
    """A random id for a save, made by the server for pages without JavaScript."""
    return uuid4().hex


def see_other(address, receipt=None):
    """303 to `address`; with `receipt` the headers by which a phone knows that this is our answer to its save."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return marked(response, receipt) if receipt else response


def living(request, page, part, context):
    """`page`, or for `?since=N` only `part`, whose element the ring puts in place on an open page."""
    response = render(request, part if "since" in request.GET else page, context)
    response["X-Rembuk"] = response["X-Rembuk-Head"] = str(request.plan.head)
    return response


def saved_at(request):
    """When the event of `?tersimpan=<number>` was committed, if it is the asker's own; else None."""
    number = request.GET.get("tersimpan", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    event = Event.objects.filter(plan=request.plan, number=int(number), actor=request.actor.key).only("at").first()
    return event and event.at


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
        return None, refuse(request, refused.verdict)
    except (BadRequest, OpReused) as error:
        status = 409 if isinstance(error, OpReused) else 422
        return None, render(request, "workshops/stale.html", {"sentence": error.sentence}, status=status)
