"""Locks that were taken off again, in sentences for the next berita acara and for the pages."""

from typing import Any

from masterplan.snapshots.models import Signing
from workshops.membership.actors import names_of
from workshops.plans.local_time import long_time
from workshops.plans.models import Bimtek, Plan


def sentences(plan: Plan, bimtek: Bimtek) -> tuple:
    """Return one sentence for each signature of `bimtek` that was taken off."""
    taken_off = Signing.objects.filter(plan=plan, bimtek=bimtek, reopened_at__isnull=False).defer(*Signing.LONG)
    rows = list(taken_off.order_by("number"))
    names = names_of(plan, {row.reopened_by for row in rows})
    return tuple(sentence(plan, row, names) for row in rows)


def sentence(plan: Plan, row: Signing, names: dict[str, str]) -> str:
    """Return `Berita acara 041 (9 Juni 2026, 16.00) dibuka kembali oleh Satya pada …. Alasan: …`"""
    who = names.get(row.reopened_by, "staf")
    when: Any = row.reopened_at
    signed, opened = long_time(row.signed_at, plan), long_time(when, plan)
    return f"Berita acara {row.minutes_number} ({signed}) dibuka kembali oleh {who} pada {opened}. Alasan: {row.reason}"
