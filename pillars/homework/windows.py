"""Until when homework may be written, in words: the window of the present bimtek, in the plan's zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from workshops.plans.bimteks import present_bimtek
from workshops.plans.local_time import local, long_time
from workshops.plans.models import Bimtek, Plan


@dataclass(frozen=True)
class Window:
    """The window after `bimtek` (None before the first is opened). `until` in UTC, None where no date is set.

    is_open   writing is possible now, because of the window or because nothing is signed yet
    sentence  what somebody reads who has something to fill in
    """

    bimtek: Bimtek | None
    next: Bimtek | None
    until: datetime | None
    is_open: bool
    sentence: str
    left: str = ""

    @property
    def before(self) -> str:
        """Return `sebelum Bimtek III`, or "" where no bimtek follows."""
        return f"sebelum {self.next.short}" if self.next else ""


def window_of(plan: Plan, now: Any = None) -> Window:
    """Return the window of `plan` as it stands `now` (default: at this moment)."""
    now = now or timezone.now()
    bimtek = present_bimtek(plan)
    number = bimtek.number if bimtek else 0
    following = Bimtek.objects.filter(plan=plan, number__gt=number).order_by("number").first() if bimtek else None
    until, signed = (bimtek.window_until, bimtek.signed_at) if bimtek else (None, None)
    runs = until is not None and now < until
    return Window(
        bimtek=bimtek,
        next=following,
        until=until,
        is_open=runs or signed is None,
        sentence=_sentence(plan, until, runs, signed),
        left=_left(plan, now, until) if runs else "",
    )


def _sentence(plan, until, runs, signed):
    if runs:
        return f"Isian terbuka sampai {long_time(until, plan)}."
    if until is None:
        if signed is None:
            return "Isian terbuka. Tenggat belum ditetapkan."
        return "Isian belum dibuka: bimtek sudah ditandatangani. Tanyakan kepada staf kapan isian dibuka."
    if signed is None:
        return f"Tenggat {long_time(until, plan)} sudah lewat. Masih dapat diisi, segera simpan."
    return f"Isian ditutup {long_time(until, plan)}. Minta staf memperpanjang bila masih ada yang perlu ditulis."


def _left(plan, now, until):
    """What is left, by the calendar of the region: `Sisa 8 hari.`, `Hari ini terakhir.`"""
    days = (local(until, plan).date() - local(now, plan).date()).days
    if local(until, plan).time() == datetime.min.time():
        days = (local(until - timedelta(seconds=1), plan).date() - local(now, plan).date()).days
    return f"Sisa {days} hari." if days else "Hari ini terakhir."
