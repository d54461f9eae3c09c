"""How often codes and passwords may be tried wrongly. Reading only; `actions.joining` writes the tries down.

What counts is typed codes: the token of a QR code is too long to be guessed, and a printed sheet with an
old one is scanned by a whole hall at once.
"""

import math
import secrets
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from workshops.access import PlanRequest
from workshops.codes import TOKEN_LENGTH, fingerprint, tidy
from workshops.people.models import WrongTry
from workshops.plans.models import Plan

BROWSER = "browser"


@dataclass(frozen=True)
class RateLimit:
    """At most `tries` wrong ones within `minutes`; the next is refused until the oldest has passed."""

    tries: int
    minutes: int

    def state(self, scope: str) -> tuple[int, int]:
        """Return (wrong tries that still count, seconds until the next is allowed; 0 when it is)."""
        since = timezone.now() - timedelta(minutes=self.minutes)
        times = list(WrongTry.objects.filter(scope=scope, at__gt=since).order_by("-at").values_list("at", flat=True))
        if len(times) < self.tries:
            return len(times), 0
        return len(times), max(1, math.ceil((times[self.tries - 1] - since).total_seconds()))


#: A browser that typed wrong join codes, the address it comes from, a name with a personal code, a login.
OF_BROWSER = RateLimit(10, 5)
OF_ADDRESS = RateLimit(300, 5)
OF_PERSON = RateLimit(5, 15)
OF_LOGIN = RateLimit(10, 15)


def address_of(request: PlanRequest) -> str:
    """Return the network address of the asker; behind a proxy of ours the one that the proxy saw."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rpartition(",")[2].strip()[:60]
    return request.META.get("REMOTE_ADDR", "")


def code_scopes(request: PlanRequest) -> list[str]:
    """Return the scopes that a wrong code counts in. Marks the browser in its session, so call it in a POST only."""
    if BROWSER not in request.session:
        request.session[BROWSER] = secrets.token_hex(16)
    return [_browser(request), address_scope(request)]


def address_scope(request: PlanRequest) -> str:
    """Return the scope of the asker's address, which is not kept readable."""
    return f"address:{fingerprint('address', address_of(request))[:32]}"


def person_scope(plan: Plan, key: str) -> str:
    """Return the scope of a name in a plan; it exists for names that nobody has, too."""
    return f"person:{plan.pk}:{fingerprint('person', key)[:32]}"


def login_scope(request: PlanRequest, username: str) -> str:
    """Return the scope of a user name at an address; it exists for names that nobody has, too."""
    return f"login:{fingerprint('login', f'{username.casefold()}|{address_of(request)}')[:32]}"


class OpenedCodes:
    """Wrong codes that were opened as addresses. A GET writes no row, so each web process counts its share for itself.

    Keeps the newest 5,000 asking addresses.
    """

    def __init__(self, limit: RateLimit) -> None:
        self.limit = limit
        self.seen = OrderedDict()

    def note(self, request: PlanRequest) -> None:
        """Count one more wrong code from the asker's address."""
        times = self.seen.setdefault(address_of(request), deque(maxlen=self.limit.tries))
        times.append(time.monotonic())
        self.seen.move_to_end(address_of(request))
        if len(self.seen) > 5_000:
            self.seen.popitem(last=False)

    def wait(self, request: PlanRequest) -> int:
        """Return the seconds until the asker's address may open another."""
        times = self.seen.get(address_of(request), ())
        if len(times) < self.limit.tries:
            return 0
        return max(0, math.ceil(times[0] + self.limit.minutes * 60 - time.monotonic()))


opened = OpenedCodes(replace(OF_ADDRESS, tries=OF_ADDRESS.tries // settings.WEB_PROCESSES))


def seconds_to_wait(request: PlanRequest, typed: str) -> int:
    """Return the seconds until this browser may try the code `typed` again; 0 when it may now."""
    if len(tidy(typed)) == TOKEN_LENGTH or BROWSER not in request.session:
        return 0
    return OF_BROWSER.state(_browser(request))[1]


def crowd_wait(request: PlanRequest, typed: str) -> int:
    """Return the seconds that one more wrong code from the asker's address has to wait.

    A right one is let in: a whole hall shares one address, and who guesses there must not close the door for the
    others. Codes are long enough for that, see `codes.new_code`.
    """
    if len(tidy(typed)) == TOKEN_LENGTH:
        return 0
    return max(OF_ADDRESS.state(address_scope(request))[1], opened.wait(request))


def return_wait(request: PlanRequest) -> int:
    """Return the seconds until the asker's address may try a personal code again; each name has a narrower limit."""
    return OF_ADDRESS.state(address_scope(request))[1]


def _browser(request):
    return f"browser:{request.session[BROWSER]}"
