"""Ordering a paper of a bimtek's end as PDF."""

from django.http import HttpResponse
from django.urls import reverse

from masterplan.closing.papers import ATTENDED, LIST, NOW, SIGNED
from masterplan.closing.views.papers import bimtek_exists, signing_exists
from masterplan.exports.actions.orders import order_export
from workshops.access import PlanRequest, asks
from workshops.answers import see_other


@asks(there=bimtek_exists, POST="book.export")
def order_minutes(request: PlanRequest, slug: str, bimtek: int) -> HttpResponse:
    """Order the draft, or the list, as PDF: a long list takes more than a moment."""
    return _ordered(request, f"{LIST if request.POST.get('jenis') == 'daftar-hadir' else NOW}-{bimtek}")


@asks(there=signing_exists, POST="book.export")
def order_signed(request: PlanRequest, slug: str, edisi: int) -> HttpResponse:
    """Order a signed paper as PDF."""
    return _ordered(request, f"{ATTENDED if request.POST.get('jenis') == 'daftar-hadir' else SIGNED}-{edisi}")


def _ordered(request, code):
    """Orders a paper as PDF and leads to the list of files, where it is watched and fetched."""
    done = order_export(request.actor, code, "pdf", op=request.POST.get("op"))
    receipt, export = done
    return see_other(f"{reverse('books', args=[request.plan.slug])}#unduhan-{export.number}", receipt)
