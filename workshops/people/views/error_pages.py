"""The pages for what went wrong. They must work when little else does, so they read nothing of a plan."""

import logging
import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from workshops.access import PlanRequest
from workshops.permissions import NOT_THERE

logger = logging.getLogger("rembuk.web")

#: Fields of a form that are not written back into a page but asked again: name → (label, type of the input).
SECRET = {
    "password": ("Kata sandi", "password"),
    "new_password": ("Kata sandi baru", "password"),
    "words": ("Kode pribadi", "text"),
    "code": ("Kode gabung", "text"),
}

#: Longer texts stand in a visible box, so that they can be copied as well.
SHOWN_FROM = 60

#: Begins the addresses where guests look for what a region has published.
PUBLISHED = "/p/"


def bad_request(request: PlanRequest, exception: Any = None) -> HttpResponse:
    """Answer 400: the request cannot be understood."""
    return _same("workshops/bad_request.html", 400)


def not_found(request: PlanRequest, exception: Http404 | None = None) -> HttpResponse:
    """Return 404: the same bytes and headers for everybody, so that nothing is given away.

    The address alone decides which of two pages it is: a guest who looks for a published plan knows no cards.
    """
    public = request.path_info.startswith(PUBLISHED)
    return _same("masterplan/public/nothing.html" if public else "workshops/not_found.html", 404)


def refused(request: PlanRequest, exception: Any = None) -> HttpResponse:
    """Return 403 without a reason from the table of rights (Django's own refusals)."""
    return render(request, "workshops/refused.html", {"verdict": NOT_THERE, "kind": "forbidden"}, status=403)


def broken(request: PlanRequest) -> HttpResponse:
    """Answer 500: say where the text is and give a number that stands in the log beside the fault."""
    number = f"R-{secrets.token_hex(2).upper()}"
    logger.error("fault %s at %s", number, request.resolver_match and request.resolver_match.view_name)
    context = {"number": number, "at": timezone.localtime()}
    return HttpResponse(get_template("workshops/broken.html").render(context), status=500)


def csrf_failure(request: PlanRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the form was open too long (sent again with one tap), or the POST came from another site."""
    if reason.startswith((REASON_BAD_ORIGIN.split(" - ")[0], REASON_BAD_REFERER.split(" - ")[0])):
        return render(request, "workshops/foreign_form.html", {"kind": "forbidden"}, status=403)
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in SECRET and name != "csrfmiddlewaretoken"
        for value in values
    ]
    asked = [(name, *SECRET[name]) for name in request.POST if name in SECRET]
    shown = [(name, value) for name, value in sent if len(value) >= SHOWN_FROM or "\n" in value]
    hidden = [pair for pair in sent if pair not in shown]
    context = {
        "hidden": hidden,
        "shown": shown,
        "asked": asked,
        "action": request.get_full_path(),
        "kind": "expired_form",
    }
    return render(request, "workshops/expired_form.html", context, status=403)


def _same(template, status):
    response = HttpResponse(get_template(template).render(), status=status)
    # whether the session was looked at on the way here must not show
    patch_vary_headers(response, ["Cookie"])
    return response
