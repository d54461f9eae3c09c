"""The frame that every write of a plan runs in: lock, replay, right, journal, ring.

with writing(actor, op=op, body=body) as plan_write:
    if plan_write.replay:
        return answer_again(plan_write.replay)
    plan_write.demand("entry.edit", pillar="GOV")
    …
    event = plan_write.record("entry.saved", [ref], …)
"""

import hashlib
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from workshops.live.models import Event, Presence
from workshops.people.seats import group_name, seat_now
from workshops.permissions import NOT_THERE, Verdict, refusal, role_in, verdict
from workshops.plans.models import Plan
from workshops.switches import off

OP = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Refused(Exception):
    """The right is missing; `verdict` says with which status and sentence."""

    def __init__(self, answer: Verdict):
        super().__init__(answer.reason)
        self.verdict = answer


class BadRequest(Exception):
    """`op` or `base` cannot be what a page of ours sent. Answer 422 with `sentence`, keep the text."""

    sentence = "Halaman ini sudah usang. Muat ulang halaman, lalu simpan lagi. Tulisan Anda tetap ada sebagai draf."


class OpReused(Exception):
    """The same `op` came with another content: 409, nothing is written."""

    sentence = "Kiriman ini sudah pernah diterima dengan isi lain. Muat ulang halaman, lalu simpan lagi."


@dataclass(frozen=True)
class Receipt:
    """What a person may be shown as saved: `number` is the committed event, `at` the server's time (UTC)."""

    number: int
    at: datetime
    op: str


def digest(body):
    """A stable fingerprint of what a save sent (any JSON-like value)."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Writing:
    """An open transaction that holds the plan's row."""

    def __init__(self, plan, actor, op, body):
        self.plan = plan
        self.op = op
        self.body = body
        self.asked = actor
        self.actor = seat_now(plan, actor)
        self.at = timezone.now()
        self.replay = None
        if not off("unique_op"):
            self.replay = Event.objects.filter(plan=plan, actor=actor.key, op=op).first()
        if self.replay and self.replay.body != body:
            raise OpReused

    def demand(self, action, pillar=None):
        """Raises `Refused` unless the actor, as seated now, may do `action` on a thing of `pillar`."""
        if off("permission_in_action"):
            return
        if self.actor is None:
            raise Refused(NOT_THERE)
        answer = verdict(action, role_in(self.actor, pillar))
        if not answer and answer.status == 403 and self.actor.pillar != self.asked.pillar:
            answer = refusal("kelompok_berubah", kelompok=group_name(self.plan, self.actor))
        if not answer:
            raise Refused(answer)

    def known_base(self, base):
        """Raises `BadRequest` unless `base` is a number that a page of this plan can have shown."""
        if base is None or not 0 <= base <= self.plan.head:
            raise BadRequest

    def next_number(self, kind):
        """The next number of `kind` in this plan; numbers are never reused."""
        self.plan.counters[kind] = self.plan.counters.get(kind, 0) + 1
        return self.plan.counters[kind]

    def record(self, verb, refs, *, pillar="", changes=None, lost=None, base=None):
        """Journals one event and rings the bell on commit; returns the event."""
        self.plan.head += 1
        event = Event(
            plan=self.plan,
            number=self.plan.head,
            at=self.at,
            actor=self.asked.key,
            verb=verb,
            pillar=pillar,
            refs=list(dict.fromkeys(refs)),
            changes=changes or {},
            lost=lost or {},
            base=base,
            op=self.op,
            body=self.body,
        )
        if not off("journal_event"):
            event.save(force_insert=True)
        _move_on(self.plan, f"{self.plan.pk}:{self.plan.head}:{pillar}")
        return event

    def receipt(self, event=None):
        """The receipt for `event`, or for “nothing had to change” at the present number."""
        if event is None:
            return Receipt(self.plan.head, self.at, self.op)
        return Receipt(event.number, event.at, self.op)


@contextmanager
def writing(actor, *, op, body):
    """Opens the one transaction of an action. Raises BadRequest, OpReused; see `Writing.demand`.

    Nothing that leaves the block may be shown as saved before the block has ended: that is the commit.
    """
    if not isinstance(op, str) or not OP.fullmatch(op):
        raise BadRequest
    with transaction.atomic(durable=True):
        plans = Plan.objects.defer(*Plan.LONG)
        if not off("plan_lock"):
            plans = plans.select_for_update(no_key=True)
        yield Writing(plans.get(pk=actor.plan_id), actor, op, digest(body))
        if off("receipt_after_commit"):
            transaction.set_rollback(True)


def _move_on(plan, payload):
    """Writes the plan's head and counters and rings, in one round trip: the plan's row is locked meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH moved AS (UPDATE workshops_plan SET head = %s, counters = %s WHERE id = %s RETURNING 1) "
            "SELECT pg_notify('ring', %s) FROM moved",
            [plan.head, Jsonb(plan.counters), plan.pk, payload],
        )


def ring(payload):
    """Sends `payload` to every listening process when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('ring', %s)", [payload])


def report_presence(actor, *, pillar="", ref=""):
    """Notes that this member's phone is here. Not part of the plan: no event, no ring."""
    Presence.objects.update_or_create(
        plan_id=actor.plan_id,
        member=actor.key,
        defaults={"pillar": pillar[:40], "ref": ref[:40], "seen_at": timezone.now()},
    )
