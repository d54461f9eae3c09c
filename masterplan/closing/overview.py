"""Where the papers of a plan's bimteks stand: in preparation, signed, reopened."""

from dataclasses import dataclass
from typing import Any

from masterplan.snapshots.models import Signing
from workshops.membership.actors import names_of
from workshops.plans.bimteks import present_bimtek
from workshops.plans.local_time import long_time
from workshops.plans.models import Bimtek, Plan


@dataclass(frozen=True)
class Signed:
    """One signature with the name of who signed, and of who took it off again."""

    row: Signing
    by: str
    reopened_by: str

    @property
    def short_hash(self) -> str:
        return self.row.sha256[:8]


@dataclass(frozen=True)
class Ending:
    """One bimtek; `signed` newest first. `can_sign`: it is the present one and not signed."""

    bimtek: Bimtek
    is_present: bool
    signed: list

    @property
    def can_sign(self) -> bool:
        return self.is_present and self.bimtek.signed_at is None

    @property
    def can_reopen(self) -> bool:
        return self.is_present and self.bimtek.signed_at is not None

    @property
    def last(self) -> Signed | None:
        """Return the signature that is in force, or None."""
        return next((one for one in self.signed if one.row.reopened_at is None), None)


def read_endings(plan: Plan) -> list:
    """Return all bimteks of `plan` in their order, in four queries."""
    present, found = present_bimtek(plan), {}
    for one in signed_of(plan):
        found.setdefault(one.row.bimtek_id, []).insert(0, one)
    return [
        Ending(bimtek, present is not None and bimtek.pk == present.pk, found.get(bimtek.pk, []))
        for bimtek in plan.bimteks.all()
    ]


def signed_of(plan: Plan, **where: Any) -> list:
    """Return the signatures of `plan` in their order, without what was frozen."""
    rows = list(Signing.objects.filter(plan=plan, **where).select_related("bimtek").defer(*Signing.LONG))
    names = names_of(plan, {key for row in rows for key in (row.signed_by, row.reopened_by) if key})
    return [Signed(row, names.get(row.signed_by, "staf"), names.get(row.reopened_by, "staf")) for row in rows]


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
