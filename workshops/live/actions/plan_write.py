"""The frame that every write of a plan runs in: lock, replay, right, journal, ring.

@plan_action("edition.withdrawn", may="edition.freeze")
def withdraw_edition(write, number, reason):
    …
    return write.record("edition.withdrawn", [row.ref], …)

withdraw_edition(actor, 3, "Salah cetak", op=op)
"""

import functools
import hashlib
import inspect
import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone
from psycopg.types.json import Jsonb

from workshops.live.actions.presence import ring
from workshops.live.models import Event
from workshops.membership.actors import current_actor, group_name
from workshops.permissions import ANY_LOCK, NOT_THERE, Actor, Verdict, refusal, role_in, verdict
from workshops.plans.bimteks import signing_lock
from workshops.plans.compiled import Compiled
from workshops.plans.models import Plan
from workshops.text import SentenceError

#: What a room waits for on its screens; in a ring this mark before the board says so.
WAITED_FOR, AT_ONCE = ("agenda.", "bimtek."), "!"
#: Events of cards change nobody's rights and lock nothing; but these two tie cards to each other and to groups.
OF_CARDS, TYING = "entry.", ("entry.merged", "entry.split")
OP = re.compile(r"[A-Za-z0-9_-]{8,64}")
#: Arguments of actions that say what a page had shown: it may show something newer when the same `op` is sent again.
SHOWN = ("base", "seen", "shown", "fingerprint")


#: So often an act is tried before the plan's row is taken (`lock_last`).
LATE_TRIES = 2
#: So many of the last saves stand for "now" and for "usually".
NOW, USUAL = 20, 200
_seconds = deque(maxlen=USUAL)


class NotFound(Http404):
    """Raised when what is to be read or written is not in the plan; the page answers 404."""


def existing[Row](row: Row | None) -> Row:
    """Return `row`. Raises NotFound where there is none."""
    if row is None:
        raise NotFound
    return row


class Refused(Exception):
    """The right is missing; `verdict` says with which status and sentence."""

    def __init__(self, answer: Verdict) -> None:
        super().__init__(answer.reason)
        self.verdict = answer


class BadRequest(SentenceError):
    """`op` or `base` cannot be what a page of ours sent. Answer 422 with `sentence`, keep the text."""

    sentence = "Halaman ini sudah usang. Muat ulang halaman, lalu simpan lagi. Tulisan Anda tetap ada sebagai draf."


class OpReused(SentenceError):
    """The same `op` came with another content: 409, nothing is written."""

    sentence = "Kiriman ini sudah pernah diterima dengan isi lain. Muat ulang halaman, lalu simpan lagi."


@dataclass(frozen=True)
class Receipt:
    """What a person may be shown as saved: `number` is the committed event, `at` the server's time (UTC)."""

    number: int
    at: datetime
    op: str


def digest(body: Any) -> str:
    """Return a stable fingerprint of what a save sent (any JSON-like value)."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value):
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


class PlanWrite:
    """An open transaction that holds the plan's row, or, `late`, takes it with its one event at the very end."""

    def __init__(self, plan: Plan, actor: Actor, op: str, body: str, *, late: bool = False) -> None:
        self.plan, self.late = plan, late
        self.late_event: Event | None = None
        self.op = op
        self.body = body
        self.asked = actor
        self.actor = current_actor(plan, actor)
        self.at = timezone.now()
        self.followed = {}
        self.replay = _sent_before(plan.pk, actor.key, op)
        if self.replay and self.replay.body != body:
            raise OpReused

    def demand(self, action: str, pillar: str | None = None, *, role: Callable[..., Any] = role_in) -> None:
        """Raise `Refused` unless the actor, as seated now, may do `action` on a thing of `pillar`.

        role  (actor, pillar) → their column of the matrix, for things that belong to people and not to a group.
        """
        if self.actor is None:
            raise Refused(NOT_THERE)
        column = role(self.actor, pillar)
        answer = verdict(action, column)
        if answer and verdict(action, column, lock=ANY_LOCK) != answer:
            # read while the plan's row is ours: who signs comes before us or after us
            answer = verdict(action, column, lock=signing_lock(self.plan))
        if not answer and answer.status == 403 and self.actor.pillar != self.asked.pillar:
            answer = refusal("kelompok_berubah", kelompok=group_name(self.plan, self.actor))
        if not answer:
            raise Refused(answer)

    def known_base(self, base: int) -> None:
        """Raise `BadRequest` unless `base` is a number that a page of this plan can have shown."""
        if base is None or not 0 <= base <= self.plan.head:
            raise BadRequest

    def next_number(self, kind: str) -> int:
        """Return the next number of `kind` in this plan; numbers are never reused."""
        self.plan.counters[kind] = self.plan.counters.get(kind, 0) + 1
        return self.plan.counters[kind]

    def follow(self, ref: str, key: str, before: int | None, after: int | str | None) -> None:
        """Note what the system computes anew because of this write; the journal keeps it beside the changes."""
        noted = self.followed.setdefault(ref, {})
        noted[key] = [noted[key][0] if key in noted else before, after]

    def record(
        self,
        verb: str,
        refs: list[str],
        *,
        pillar: str = "",
        changes: dict[str, dict[str, Any]] | None = None,
        lost: dict[str, Any] | None = None,
        base: int | None = None,
    ) -> Event:
        """Write one event to the journal, to be rung after the commit, and return it."""
        self.plan.head += 1
        if not verb.startswith(OF_CARDS) or verb in TYING:
            self.plan.rights_head = self.plan.head
        event = Event(
            plan=self.plan,
            number=self.plan.head,
            at=self.at,
            actor=self.asked.key,
            verb=verb,
            pillar=pillar,
            refs=list(dict.fromkeys(refs)),
            changes=changes or {},
            followed=self.followed,
            lost=lost or {},
            base=base,
            op=self.op,
            body=self.body,
        )
        if not self.late:
            _move_on(event)
        elif self.late_event:
            raise RuntimeError("the row is taken with one event")
        self.late_event = event
        ring(f"{self.plan.pk}:{self.plan.head}:{AT_ONCE if verb.startswith(WAITED_FOR) else ''}{pillar}")
        return event

    def receipt(self, event: Event | None = None) -> Receipt:
        """Return the receipt for `event`, or for “nothing had to change” at the present number."""
        if event is None:
            return Receipt(self.plan.head, self.at, self.op)
        return Receipt(event.number, event.at, self.op)


@contextmanager
def plan_write(actor: Actor, *, op: str, body: list[Any] | None, late: bool = False) -> Iterator[PlanWrite]:
    """Open the one transaction of an action. Raises BadRequest, OpReused; see `PlanWrite.demand`.

    Nothing that leaves the block may be shown as saved before the block has ended: that is the commit.
    late: a try without the row, see `lock_last`.
    """
    if not isinstance(op, str) or not OP.fullmatch(op):
        raise BadRequest
    started, is_whole = time.perf_counter(), not connection.in_atomic_block
    with transaction.atomic(durable=True):
        plan = _READ.first(plan=actor.plan_id) if late else _locked_plan(actor.plan_id)
        write = PlanWrite(plan, actor, op, digest(body), late=late)
        yield write
        if late:
            # where there is none, the same is found again under the lock
            _move_on(write.late_event, commit=is_whole)
    note_duration(started)


def lock_last[Result](act: Callable[[bool], Result]) -> Result:
    """Return `act(late)`, done before the plan's row is ours; with the row taken first where something was in its way.

    Read and written is what `act` needs; then one statement takes the row, if no event has come since the plan was
    read, and commits: others wait for that statement and for none of the rest (`docs/decisions/106`). `act` may be run
    again, records one event, and asks the database nothing that depends on it afterwards.
    """
    for _ in range(LATE_TRIES):
        try:
            return act(True)
        except IntegrityError:
            # somebody else's event, or card, was first
            continue
        except Exception:  # whatever it is, it counts if it is still so under the lock
            break
    return act(False)


def note_duration(started: float) -> None:
    """Note that a save which began at `started` (`time.perf_counter`) is committed."""
    _seconds.append(time.perf_counter() - started)


def save_times() -> tuple[float | None, float | None]:
    """Return (median seconds of the last 20 saves of this web process, of the last 200).

    A save takes from the wait for the plan's row until its commit is confirmed. None where there were none or too few
    to compare.
    """
    times = list(_seconds)
    now = median(times[-NOW:]) if times else None
    return now, median(times) if len(times) >= 2 * NOW else None


def plan_action(
    name: str,
    *,
    may: str = "",
    sent: Callable[..., list] | None = None,
    result: Callable[[Receipt], Any] = lambda receipt: receipt,
    again: Callable[["PlanWrite"], Any] | None = None,
    late: bool = False,
) -> Callable[..., Any]:
    """Return a decorator that makes `act(write, …)` an action, called as `act(actor, …, op=op)`.

    name    what such an op is for: with the arguments (but not `SHOWN`) it is the content that an `op` stands for
    may     the right that is demanded of the actor before anything else; other rights `act` demands itself
    sent    (the arguments, by name) → the content, where that is not just all of them
    result  makes the action's result of a receipt, where `act` returns an event, or None for “nothing had to change”;
            whatever else `act` returns is the result itself
    again   (write) → the result for an `op` that was recorded before, where its receipt does not say all of it
    late    whether `act` is one for `lock_last`
    The action raises Refused, BadRequest, OpReused, and what `act` raises.
    """

    def decorate(act):
        signature = inspect.signature(act)

        @functools.wraps(act)
        def action(actor, *args, op, **kwargs):
            bound = signature.bind(actor, *args, **kwargs)
            bound.apply_defaults()
            given = dict(list(bound.arguments.items())[1:])
            content = sent(**given) if sent else [value for key, value in given.items() if key not in SHOWN]

            def once(late):
                with plan_write(actor, op=op, body=[name, *content], late=late) as write:
                    if write.replay:
                        return again(write) if again else result(write.receipt(write.replay))
                    if may:
                        write.demand(may)
                    done = act(write, *args, **kwargs)
                    return result(write.receipt(done)) if done is None or isinstance(done, Event) else done

            return lock_last(once) if late else once(False)

        return action

    return decorate


def _locked_plan(plan_id):
    """Return the plan, its row ours until the transaction ends."""
    return _LOCKED.first(plan=plan_id)


def _sent_before(plan_id, actor, op):
    """Return the event that this actor's `op` has written already, or None."""
    return _SENT_BEFORE.first(plan=plan_id, actor=actor, op=op)


_READ = Compiled(lambda plan: Plan.objects.defer(*Plan.LONG).filter(pk=plan), plan=int)
_LOCKED = Compiled(lambda plan: Plan.objects.defer(*Plan.LONG).filter(pk=plan).select_for_update(no_key=True), plan=int)
_SENT_BEFORE = Compiled(
    lambda plan, actor, op: Event.objects.filter(plan=plan, actor=actor, op=op).order_by(), plan=int, actor=str, op=str
)

#: Where the row is somebody's, or has had another event, the event has no number, which its column refuses. It is not
#: waited for: who waited would do so with rows of cards in hand, and could block whoever has the plan's.
_MOVE_ON = """
    WITH mine AS (SELECT id FROM workshops_plan WHERE id = %(plan_id)s AND head = %(number)s - 1
                  FOR NO KEY UPDATE SKIP LOCKED),
         moved AS (UPDATE workshops_plan SET head = %(number)s, counters = %(counters)s, rights_head = %(rights_head)s
                   FROM mine WHERE workshops_plan.id = mine.id RETURNING head)
    INSERT INTO workshops_event
        (plan_id, number, at, actor, verb, pillar, refs, changes, followed, lost, base, op, body)
    SELECT %(plan_id)s, moved.head, %(at)s, %(actor)s, %(verb)s, %(pillar)s, %(refs)s, %(changes)s,
           %(followed)s, %(lost)s, %(base)s, %(op)s, %(body)s
    FROM (VALUES (0)) AS always LEFT JOIN moved ON true
    RETURNING id"""


def _move_on(event, *, commit=False):
    """Writes the event, the plan's head and counters in one round trip, with the commit where it is our own."""
    row = {name: getattr(event, name) for name in ("plan_id", "number", "at", "actor", "verb", "pillar", "refs")}
    row |= {"base": event.base, "op": event.op, "body": event.body}
    row |= {"changes": Jsonb(event.changes), "followed": Jsonb(event.followed), "lost": Jsonb(event.lost)}
    row |= {"counters": Jsonb(event.plan.counters), "rights_head": event.plan.rights_head}
    server = connection.connection
    with connection.wrap_database_errors, server.pipeline() if commit else nullcontext(), connection.cursor() as cursor:
        cursor.execute(_MOVE_ON, row)
        if commit:
            server.commit()
        else:
            (event.pk,) = cursor.fetchone()
            event._state.adding = False
