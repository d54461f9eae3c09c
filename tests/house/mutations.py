"""Mutations of the running product, by name: each takes one control away, so that a test can prove that it notices.

A mutation names what it changes by its import path, or a line of a script by its text. `MutationError` says when that
is not there any more: whoever moved or rewrote it says here where the control is now. In this process `mutated` lasts
as long as its block; a server of the tests mutates itself when it starts, by `REMBUK_MUTATION`, which only
`masterplan.settings_test` reads (`tests/house/apps.py`).
"""

import contextlib
from dataclasses import replace
from pkgutil import resolve_name
from types import SimpleNamespace

import pytest

WRITES = "workshops.live.actions.plan_write"
WRITE = f"{WRITES}.PlanWrite"
AT_ONCE = "workshops.live.actions.at_once._AT_ONCE"
MUTATIONS = {}


class MutationError(Exception):
    """What a mutation wants to change is not there."""


class Patch(pytest.MonkeyPatch):
    """Changes that are taken back together."""

    def wrap(self, path, make):
        """Put `make(what is there)` where `path` (module, class and name, with dots) leads."""
        owner, _, name = path.rpartition(".")
        try:
            owner = resolve_name(owner)
            there = getattr(owner, name)
        except (AttributeError, ImportError) as error:
            raise MutationError(f"{path} is not there any more ({error}): where is this control now?") from error
        self.setattr(owner, name, make(there))

    def put(self, path, value):
        """Put `value` where `path` leads."""
        self.wrap(path, lambda there: value)

    def rewrite(self, module, *changes):
        """Serve the script `module`.js with each (old text, new text) of `changes` made."""
        from django.conf import settings

        text = (settings.BASE_DIR / "static" / "js" / f"{module}.js").read_text(encoding="utf-8")
        for old, new in changes:
            if old not in text:
                raise MutationError(f"{module}.js has no “{old}” any more: where is this control now?")
            text = text.replace(old, new)

        def make(source_of):
            return lambda folder, name: text if name == module else source_of(folder, name)

        self.wrap("workshops.scripts.source_of", make)


@contextlib.contextmanager
def mutated(*names):
    """While it lasts the controls `names` are off in this process."""
    patch = Patch()
    try:
        for name in names:
            MUTATIONS[name](patch)
        yield
    finally:
        patch.undo()


def mutation(function):
    """Enter `function(patch)` in the list under its name."""
    MUTATIONS[function.__name__] = function
    return function


# ── every write ────────────────────────────────────────────────────────────────────────────────


@mutation
def receipt_after_commit(patch):
    from django.db import transaction

    @contextlib.contextmanager
    def atomic(**options):
        with transaction.atomic(**options):
            yield
            transaction.set_rollback(True)

    patch.put(f"{WRITES}.transaction", SimpleNamespace(atomic=atomic))


@mutation
def durable_commit(patch):
    from django.conf import settings

    options = settings.DATABASES["default"]["OPTIONS"]
    if "synchronous_commit=on" not in options["options"]:
        raise MutationError("the settings do not ask for synchronous_commit=on any more")
    asked = options["options"].replace("synchronous_commit=on", "synchronous_commit=off")
    patch.setitem(options, "options", asked)


@mutation
def unique_op(patch):
    patch.put(f"{WRITES}._sent_before", lambda *_: None)


@mutation
def plan_lock(patch):
    from workshops.plans.models import Plan

    patch.put(f"{WRITES}._locked_plan", lambda plan_id: Plan.objects.defer(*Plan.LONG).get(pk=plan_id))
    # whoever takes the row last asks for it to be as it was read
    patch.put(f"{WRITES}.LATE_TRIES", 0)


@mutation
def lock_under_row_lock(patch):
    from workshops.plans.bimteks import signing_lock
    from workshops.plans.models import Plan

    def make(locked_plan):
        def hasty(plan_id):
            early = signing_lock(Plan.objects.get(pk=plan_id))
            plan = locked_plan(plan_id)
            plan.early_lock = early
            return plan

        return hasty

    patch.wrap(f"{WRITES}._locked_plan", make)
    patch.put(f"{WRITES}.signing_lock", lambda plan: plan.early_lock)


@mutation
def permission_in_action(patch):
    patch.put(f"{WRITE}.demand", lambda *_, **__: None)


def _without(condition):
    def make(sql):
        if condition not in sql:
            raise MutationError(f"{AT_ONCE} does not ask for “{condition}” any more")
        return sql.replace(condition, "")

    return make


@mutation
def version_when_written(patch):
    patch.wrap(AT_ONCE, _without(" AND {table}.version = %(version)s"))


@mutation
def rights_when_written(patch):
    patch.wrap(AT_ONCE, _without(" AND rights_head = %(rights_head)s"))


@mutation
def journal_event(patch):
    def make(sql):
        if "RETURNING id" not in sql:
            raise MutationError(f"{WRITES}._MOVE_ON does not insert the event any more")
        return sql.replace("RETURNING id", "WHERE false RETURNING id")

    patch.wrap(f"{WRITES}._MOVE_ON", make)


@mutation
def losing_text(patch):
    patch.wrap(f"{WRITE}.record", lambda record: lambda *args, **named: record(*args, **named | {"lost": None}))


@mutation
def append_only(patch):
    from django.db import connection

    def make(move_on):
        def forgiving(event, **_):
            move_on(event)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger until the transaction ends

        return forgiving

    patch.wrap(f"{WRITES}._move_on", make)


# ── cards ──────────────────────────────────────────────────────────────────────────────────────


@mutation
def since_parts(patch):
    from pillars.boards.changes import STRUCTURE

    def make(note):
        return lambda found, event, *rest: None if event.verb in STRUCTURE else note(found, event, *rest)

    patch.wrap("pillars.boards.changes._note", make)


@mutation
def kept_chain_catches_up(patch):
    patch.put("pillars.boards.kept_chain._saved_in", lambda event: [])


@mutation
def kept_thread_asks_its_cards(patch):
    from pillars.templatetags import boards

    patch.put("pillars.templatetags.boards._states", boards._state)


@mutation
def compare_with_base(patch):
    def make(merge):
        def careless(kind, base, mine, theirs):
            merged = merge(kind, base, mine, theirs)
            typed = {key: mine[key] for key in merged.conflicts}
            return replace(merged, write=merged.write | typed, conflicts={}, clashing={})

        return careless

    patch.wrap("pillars.merge.merge", make)


@mutation
def plan_first(patch):
    from pillars.cards.queries import _joined

    patch.put("pillars.cards.queries._numbered", lambda plan, kind, number: _joined(kind).filter(number=number).first())


@mutation
def secret_until_shown(patch):
    patch.put("pillars.models.prioritisation.Choosing.is_revealed", True)


@mutation
def autoescape(patch):
    from django.utils.safestring import mark_safe

    patch.wrap("pillars.cards.values.title_of", lambda title_of: lambda entry: mark_safe(title_of(entry)))


@mutation
def ambiguous_number(patch):
    from pillars.fields import FieldError

    def make(parse_field):
        def guessing(described, raw, *rest):
            try:
                return parse_field(described, raw, *rest)
            except FieldError as error:
                if error.kind != "ambiguous_number" or not error.readings:
                    raise
                return parse_field(described, [error.readings[0]], *rest)

        return guessing

    patch.wrap("pillars.fields.parse_field", make)


# ── who is asking ──────────────────────────────────────────────────────────────────────────────


@mutation
def right_at_download(patch):
    from workshops.permissions import YES

    def make(verdict):
        return lambda action, *args, **named: YES if action == "book.download" else verdict(action, *args, **named)

    patch.wrap("workshops.access.verdict", make)


@mutation
def stream_revocation(patch):
    def make(hear):
        return lambda broadcaster, payload: None if payload.startswith("revoke:") else hear(broadcaster, payload)

    patch.wrap("workshops.live.broadcaster.Broadcaster._hear", make)


@mutation
def streams_end_first(patch):
    patch.put("workshops.live.broadcaster.Broadcaster.end_streams", lambda broadcaster: None)


@mutation
def ring_catch_up(patch):
    async def deaf(broadcaster, ear):
        return None

    patch.put("workshops.live.broadcaster.Broadcaster._catch_up", deaf)


@mutation
def csp(patch):
    path = "django.middleware.csp.ContentSecurityPolicyMiddleware.process_response"
    patch.put(path, lambda middleware, request, response: response)


@mutation
def csrf(patch):
    patch.put("django.middleware.csrf.CsrfViewMiddleware.process_view", lambda *_: None)


@mutation
def session_key(patch):
    patch.put("workshops.access.SessionStore.cycle_key", lambda session: None)


@mutation
def code_rate(patch):
    patch.put("workshops.people.rate_limits.RateLimit.state", lambda limit, scope: (0, 0))
    patch.put("workshops.people.rate_limits.OpenedCodes.wait", lambda opened, request: 0)


@mutation
def equal_answer(patch):
    from workshops.people.join_codes import InvalidJoinCode

    def make(valid):
        def telling(row):
            if not valid(row):
                raise InvalidJoinCode("Kode ini sudah tidak berlaku sejak diganti.")
            return True

        return telling

    patch.wrap("workshops.people.join_codes._valid", make)


@mutation
def own_lanes(patch):
    patch.put("masterplan.asgi.lane_of", lambda scope, size: "page")


@mutation
def longest_outside(patch):
    patch.put("masterplan.server.requests.LONGEST_OUTSIDE", 2 * 1024 * 1024)


@mutation
def preview_beginning(patch):
    patch.put("masterplan.book_outline.preview.beginning", list)


# ── files that come and go ─────────────────────────────────────────────────────────────────────


@mutation
def clean_text(patch):
    patch.put("masterplan.exchange.clean_text.TextCleaner._text", lambda cleaning, value, schema, path: value)


@mutation
def load_in_one_transaction(patch):
    patch.put("masterplan.exchange.actions.transaction", SimpleNamespace(atomic=contextlib.nullcontext))


@mutation
def cells_as_text(patch):
    def write_text(cell, text):
        cell.value = text

    patch.put("workshops.sheets.workbook_writer.write_text", write_text)


@mutation
def unpacked_size(patch):
    patch.put("workshops.sheets.workbook_reader.UNPACKED", 1 << 40)


@mutation
def doctype(patch):
    def make(iterparse):
        return lambda *args, **named: iterparse(*args, **named | {"forbid_dtd": False, "forbid_entities": False})

    patch.wrap("workshops.sheets.workbook_reader.iterparse", make)


@mutation
def deny_fetcher(patch):
    """The library's own fetcher beside the books' fonts: it asks whoever a document names."""
    from weasyprint.urls import URLFetcher

    def make(deny):
        class Open(deny):
            def __init__(self, assets):
                URLFetcher.__init__(self)
                self.assets = assets

            def fetch(self, url, headers=None):
                return deny.fetch(self, url, headers) if url in self.assets else URLFetcher.fetch(self, url, headers)

        return Open

    patch.wrap("masterplan.writers.pdf.Deny", make)


@mutation
def render_limits(patch):
    patch.wrap("masterplan.press.pool.threading.Timer", lambda timer: lambda seconds, act: timer(seconds + 3600, act))


# ── scripts ────────────────────────────────────────────────────────────────────────────────────


@mutation
def marker(patch):
    patch.rewrite(
        "outbox", ("const marked = ", "const marked = true || "), ("const whole = ", "const whole = true || ")
    )


@mutation
def keystroke_draft(patch):
    start = "export function save(ref, field, values, base) {"
    patch.rewrite("drafts", (start, f"{start} return;"))
    patch.rewrite("native_forms", ("function storeInputs(sent) {", "function storeInputs(sent) { return;"))


@mutation
def one_in_flight(patch):
    sending = "const outcome = await sendItem(item)"
    patch.rewrite(
        "outbox",
        ("asked = inFlight.size > 0;", "asked = false;"),
        ("await tabLeader.acquire(PATIENCE + 2000)", "0"),
        (sending, f"sendQueue(); {sending}"),
    )


@mutation
def open_editor(patch):
    start = "function mustHoldBack(part) {"
    patch.rewrite("live_updates", (start, f"{start} return false;"))
