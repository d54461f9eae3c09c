"""Snapshots of a plan: kept small, read back, and set beside each other with who did what in between."""

import hashlib
import zlib
from dataclasses import dataclass

from django.db.models import Q

from masterplan.exchange import unknown_keys
from masterplan.exchange.dump import dump_plan, write_document
from masterplan.snapshots.comparison import Comparison, Deeds, compare
from masterplan.snapshots.models import Signing
from pillars.cards.values import CARD_MODELS, newborn
from workshops.live.models import Event
from workshops.plans.models import Bimtek, Plan

#: A merge names the entry that stays, then the one that became part of it.
MERGING = "entry.merged"
#: Who puts the result of a vote into the entries has a hand in them as well.
TOLD = Q(verb__startswith="entry.") | Q(verb__in=("choosing.applied", "choosing.taken_back"))


class Damaged(Exception):
    """What is stored is not what was stored: its hash does not fit."""


@dataclass(frozen=True)
class Frozen:
    """The text of a plan at one moment: `packed` is zlib over the text, `sha256` is over the text itself."""

    packed: bytes
    sha256: str


def freeze(plan: Plan) -> Frozen:
    """Return the plan as it stands in the transaction of the caller, in the exchange format."""
    return pack(write_document(dump_plan(plan)).encode())


def pack(data: bytes) -> Frozen:
    return Frozen(zlib.compress(data, 6), hashlib.sha256(data).hexdigest())


def unpack(packed: bytes | memoryview, sha256: str) -> bytes:
    """Return the bytes that were packed. Raises Damaged when they are no longer those."""
    try:
        data = zlib.decompress(bytes(packed))
    except zlib.error as error:
        raise Damaged from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged
    return data


def document_of(signing: Signing) -> dict:
    """Return the plan as it was signed. Raises Damaged."""
    return unknown_keys.read(unpack(signing.snapshot, signing.sha256))


def current_document(plan: Plan) -> dict:
    return unknown_keys.read(write_document(dump_plan(plan)))


def former(bimtek: Bimtek) -> Signing | None:
    """Return the signing that the changes of `bimtek` are counted from: the last one of the bimteks before it, else the
    last one of its own that was taken off again; None where there is neither.
    """
    rows = Signing.objects.filter(plan=bimtek.plan_id).order_by("-bimtek__number", "-number")
    before = rows.filter(bimtek__number__lt=bimtek.number).first()
    return before or rows.filter(bimtek=bimtek, reopened_at__isnull=False).first()


def between(plan: Plan, old: Signing, new: Signing | None) -> Comparison:
    """Return what changed from one signing to another, or to now. Raises Damaged."""
    document = document_of(new) if new else current_document(plan)
    return compare(document_of(old), document, deeds_between(plan, old.plan_number, new.plan_number if new else None))


def deeds_between(plan: Plan, after: int, until: int | None = None) -> Deeds:
    """Return who did what after event `after`, up to and with `until` (None: to the last)."""
    events = Event.objects.filter(TOLD, plan=plan, number__gt=after)
    if until is not None:
        events = events.filter(number__lte=until)
    codes = _codes(plan)
    written, made, dropped, merged = {}, {}, {}, {}
    for event in events.order_by("number").only("verb", "actor", "refs", "changes"):
        first = event.refs[0] if event.refs else ""
        for ref in newborn(event.changes):
            made[codes.get(ref, ref)] = event.actor
        if event.verb == MERGING and len(event.refs) > 1:
            merged[codes.get(event.refs[1], event.refs[1])] = (codes.get(first, first), event.actor)
        for ref, changes in event.changes.items():
            code = codes.get(ref, ref)
            if changes.get("deleted") == [False, True]:
                dropped[code] = event.actor
            elif "deleted" in changes:
                # out of the bin, or no longer part of another: what had become of it before counts no more
                made.setdefault(code, event.actor)
                merged.pop(code, None)
            for key in changes:
                keys = written.setdefault((code, key), [])
                if event.actor not in keys:
                    keys.append(event.actor)
    return Deeds(written, made, dropped, merged)


def _codes(plan):
    """{ref: code} of every entry, those in the bin too."""
    return {
        f"{kind}-{number}": code
        for kind, model in CARD_MODELS.items()
        for number, code in model.objects.filter(plan=plan).values_list("number", "code")
    }
