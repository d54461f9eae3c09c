"""Who is asking: from a request to an actor, a plan and verdicts. The only reader of sessions.

    @asks(GET="entry.view", POST="entry.edit")
    def edit_entry(request, slug, pillar, ref): …

Where an action of the view refuses to write (`Refused`, `BadRequest`, `OpReused`), the guard answers why.

The view finds `request.plan`, `request.actor`, `request.group` (of the address, if it names one) and
`request.may` (`request.may.entry_edit` in a template). What the actor may not see is 404; what they see and
may not do is 403 with the sentence; a method that is in no row is 405.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as Sessions
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from workshops.live.actions import OP, BadRequest, OpReused, Refused, notify
from workshops.live.journal import has_left_group
from workshops.membership.actors import actor_of_account, actor_of_participant, find_projector_key, group_name
from workshops.membership.models import Group, Participant
from workshops.membership.places import find_place
from workshops.permissions import Actor, Verdict, refusal, role_in, verdict
from workshops.plans.bimteks import SIGNING, lock_words
from workshops.plans.compiled import Compiled
from workshops.plans.models import Account, Plan

SEATS = "seats"


class SessionStore(Sessions):
    """A cookie may hold anything, also what a text column refuses (NUL): whoever sends that is nobody."""

    def _validate_session_key(self, key):
        return bool(key) and key.isascii() and key.isalnum() and super()._validate_session_key(key)

    def _get_session_from_db(self):
        found = self.session_key and _session.first(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return found


class PageMoved(Exception):
    """Raised with the present address for who reads at an old one; the guard leads there, with what was asked."""


class PlanRequest(HttpRequest):
    """What a view under `@asks` is called with; where its address names no plan, only `user`, `htmx`, `op` are set."""

    plan: Plan
    actor: Actor
    group: Group | None
    #: the code of the group's pillar, "" on the board of all, None where the address names no board
    pillar_code: str | None
    may: "TemplatePermissions"
    lock: Any
    op: str  # of the write that was sent, "" for none
    htmx: HtmxDetails
    user: Account
    #: A card that is written through a task or a section (`pillars.cards.views.responses.Filling`); mostly not set.
    filling: Any
    own_group: Group


class BoardRequest(PlanRequest):
    """What a view is called with whose address names a board."""

    pillar_code: str


class TemplatePermissions:
    """Verdicts for templates: `may.entry_edit` asks the row `entry.edit` for the group of the address."""

    def __init__(self, actor: Actor, pillar: str | None, lock: Any = None) -> None:
        self._actor = actor
        self._pillar = pillar
        self._lock = lock

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return verdict(name.replace("_", ".", 1), role_in(self._actor, self._pillar), lock=self._lock)


@dataclass(frozen=True)
class StreamListener:
    """Who opened an event stream: the plan, its journal number then, and the membership key."""

    plan_id: int
    head: int
    member: str


def actor_of_session(plan: Plan, account: Account | None, session: SessionBase) -> Actor | None:
    """Return the actor of this browser in `plan`: the account's role first, else the participant who joined here."""
    if account is not None and (actor := actor_of_account(plan, account)):
        return actor
    held = session.get(SEATS, {}).get(str(plan.pk))
    return actor_of_participant(plan, held["number"], held["generation"]) if held else None


def sign_in_participant(request: HttpRequest, participant: Participant, generation: int | None = None) -> None:
    """Sign this browser in as `participant`; the session key changes, as at a login.

    `generation`: one that is the participant's only once a facilitator has said yes; until then it signs nobody in.
    """
    before = request.session.get(SEATS, {}).get(str(participant.plan_id))
    request.session.cycle_key()
    if before:
        notify(f"revoke:{participant.plan_id}:p{before['number']}")
    held = {"number": participant.number, "generation": generation or participant.generation}
    request.session[SEATS] = request.session.get(SEATS, {}) | {str(participant.plan_id): held}
    request.session.set_expiry(settings.PARTICIPANT_SESSION_SECONDS)


def sign_out_participant(request: HttpRequest, plan: Plan) -> None:
    """Sign this browser out of `plan`; its streams end."""
    seats = request.session.get(SEATS, {})
    held = seats.pop(str(plan.pk), None)
    request.session[SEATS] = seats
    # the streams ask again as soon as it rings: by then the session must be written
    request.session.save()
    if held:
        notify(f"revoke:{plan.pk}:p{held['number']}")


def sign_out(request: HttpRequest) -> None:
    """End all that this browser is signed in as: account and participants, and their streams."""
    held = [f"revoke:{at.plan.pk}:{at.actor.key}" for at in memberships(request)]
    logout(request)
    notify(*held)


@dataclass(frozen=True)
class Membership:
    """One plan that this browser is at home in, and as whom."""

    plan: Plan
    actor: Actor


def memberships(request: HttpRequest) -> list[Membership]:
    """Return the plans of this browser, newest first: of its account and of the participants that joined here."""
    account = request.user if request.user.is_authenticated else None
    wanted = Q(pk__in=[int(key) for key in request.session.get(SEATS, {})])
    if account:
        wanted |= Q(staff_roles__account=account)
    plans = Plan.objects.filter(wanted).select_related("region").distinct().order_by("-id")
    found = [(plan, actor_of_session(plan, account, request.session)) for plan in plans]
    return [Membership(plan, actor) for plan, actor in found if actor]


def outside_role(request: HttpRequest) -> str:
    """Return the matrix column of the asker on a page that belongs to no plan."""
    user = request.user
    if user.is_authenticated:
        return "operator" if user.is_operator and not user.roles.exists() else "luar"
    return "luar" if request.session.get(SEATS) else "anonim"


def session_participants(request: HttpRequest) -> dict[int, tuple[int, int]]:
    """Return {plan id: (number, generation)} of the participants that this browser is or was."""
    held = request.session.get(SEATS, {})
    return {int(plan): (one["number"], one["generation"]) for plan, one in held.items()}


def _enter(request, kwargs, tables=False):
    """Sets plan, actor, group on the request. Raises Http404 where nothing may be seen."""
    # asked before the plan, so that a plan that is not there costs what a foreign one does
    account = request.user if request.user.is_authenticated else None
    seats = session_participants(request)
    # a browser that joined one plan, as nearly all, is asked for with the plan
    seat = None if account or len(seats) != 1 else next((pk, *held) for pk, held in seats.items())
    request.plan, request.group, seated = find_place(kwargs["slug"], kwargs.get("pillar"), seat)
    request.actor = seated if seat else request.plan and actor_of_session(request.plan, account, request.session)
    if request.actor is None or (request.group and not (tables or request.group.has_pillar)):
        raise Http404
    request.pillar_code = request.group.pillar_code if request.group else "" if kwargs.get("pillar") else None
    request.lock = lock_words(request.plan, *(getattr(request.plan, name) for name in SIGNING))
    request.may = TemplatePermissions(request.actor, request.pillar_code, request.lock)


_session = Compiled(
    lambda key, now: Sessions.get_model_class().objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime,
)


def forbidden_page(request: Any, answer: Verdict) -> HttpResponse:
    """Return the 403 page (or part) with the sentence of `answer`. Raises Http404 where nothing may be seen."""
    if answer.status == 404:
        raise Http404
    response = render(request, "workshops/refused.html", {"verdict": answer}, status=403)
    if OP.fullmatch(op := request.POST.get("op", "")) and getattr(request, "plan", None):
        # a refusal is our answer too: the phone stops sending and says why
        response["X-Rembuk"], response["X-Rembuk-Op"] = str(request.plan.head), op
    return response


def method_not_allowed_page(request: HttpRequest, methods: dict[str, str] | list[str]) -> HttpResponse:
    """Return the 405 page for somebody who opens the address of a button, say by going back to it."""
    response = render(request, "workshops/not_by_address.html", status=405)
    response["Allow"] = ", ".join(sorted(methods))
    return response


def asks(
    *,
    there: Callable[..., Any] | None = None,
    role: Callable[..., Any] | None = None,
    tables: bool = False,
    **rows: str,
) -> Callable[..., Any]:
    """Guard a view with the rows of the access matrix, one per method (`GET=…, POST=…`).

    there  (request, **blanks of the address) → whether the thing of the address is in this plan. It is asked
           before anybody is refused: what is not there is a 404 also for those who may not do it.
    role   (request, **blanks of the address) → the matrix column of the asker, where it is not that of the group of
           the address, or not the one of somebody outside of plans. Raises Http404 for what is not there.
    tables whether the page is there for a group without a pillar as well.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            method = "GET" if request.method == "HEAD" else request.method
            inside = "slug" in kwargs
            if inside:
                _enter(request, kwargs, tables)
            if method not in rows:
                return method_not_allowed_page(request, rows)
            if role:
                column = role(request, **kwargs)
            else:
                column = role_in(request.actor, request.pillar_code) if inside else outside_role(request)
            # whether a write is locked is asked in its action, under the plan's lock
            lock = request.lock if inside and method == "GET" else None
            answer = verdict(rows[method], column, lock=lock)
            if answer and inside and request.POST.get("as", request.actor.key) != request.actor.key:
                answer = refusal("identitas_berubah")
            if answer:
                return _view_or_refusal(view, request, *args, **kwargs)
            if inside and there and not there(request, **kwargs):
                raise Http404
            if answer.reason == "bukan_kelompok" and has_left_group(request.plan, request.actor, request.pillar_code):
                answer = refusal("kelompok_berubah", kelompok=group_name(request.plan, request.actor))
            return forbidden_page(request, answer)

        guarded.asks = rows
        return guarded

    return guard


def numbered(model: type[Model], blank: str, **state: Any) -> Callable[..., bool]:
    """Return the `there` of `asks` where `blank` of the address is the number of a row of `model` in the plan."""

    def there(request: PlanRequest, **blanks: Any) -> bool:
        return model._default_manager.filter(plan=request.plan, number=blanks[blank], **state).exists()

    return there


def _view_or_refusal(view, request, *args, **kwargs):
    """The answer of `view`; where an action that it called refused to write, the page that says why."""
    request.op = request.POST.get("op", "")
    try:
        return view(request, *args, **kwargs)
    except PageMoved as moved:
        return HttpResponseRedirect(f"{moved}?{request.META['QUERY_STRING']}".removesuffix("?"))
    except Refused as refused:
        return forbidden_page(request, refused.verdict)
    except (BadRequest, OpReused) as error:
        sentence, status = error.sentence, 409 if isinstance(error, OpReused) else 422
        return render(request, "workshops/stale.html", {"sentence": sentence}, status=status)


def projector_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Guard the projector's page: the key in its address is the right, whoever brings it.

    Without a key the page is there for those who may steer it, and for nobody else.
    """

    @wraps(view)
    def guarded(request, slug, key=None):
        if key is None:
            _enter(request, {"slug": slug})
            opened = verdict("projector.steer", role_in(request.actor))
        else:
            plan, *_ = find_place(slug)
            opened = plan and find_projector_key(plan, key)
        if not opened:
            raise Http404
        if key is not None:
            request.plan, request.actor = plan, None
        if request.method not in ("GET", "HEAD"):
            return method_not_allowed_page(request, ["GET"])
        return view(request, slug, key)

    vars(guarded)["asks"] = {"GET": "projector.view"}
    return guarded


def for_everybody(view: Callable[..., Any]) -> Callable[..., Any]:
    """Guard a view that answers everybody alike and reads no session: static files, the health page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return view(request, *args, **kwargs)

    vars(guarded)["asks"] = {"GET": "site.front"}
    return guarded


def stream_listener(cookie_header: str, slug: str, key: str = "") -> StreamListener | None:
    """Return the `StreamListener` of a stream's opener, or None. Runs in a page thread, for the event stream.

    `cookie_header` is the value of the Cookie header; anything malformed is nobody. `key`: a projector's.
    """
    if key:
        shown = Plan.objects.filter(slug=slug).first()
        row = find_projector_key(shown, key) if shown else None
        return StreamListener(shown.pk, shown.head, f"layar{row.pk}") if shown and row else None
    try:
        morsel = SimpleCookie(cookie_header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    plan, *_ = find_place(slug)
    if morsel is None or plan is None:
        return None
    session: Any = SessionStore(morsel.value).load()
    actor = actor_of_session(plan, _account_of(session), session)
    if actor is None or not verdict("stream.listen", role_in(actor)):
        return None
    return StreamListener(plan.pk, plan.head, actor.key)


class AccountMiddleware:
    """Middleware: `request.user` is the account of the session. Unlike Django's it never writes, also in a GET."""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(lambda: _account_of(request.session) or AnonymousUser())
        return self.get_response(request)


def _account_of(session):
    """The account that a session logged in, or None; a session of before a new password is nobody's."""
    number = session.get(SESSION_KEY)
    account = Account.objects.filter(pk=number, is_active=True).first() if number else None
    if account and constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return account
    return None
