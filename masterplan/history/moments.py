"""Which moment of a plan somebody means: from what stands in an address to a number of the journal.

A moment is written as

    sekarang             the plan as it is
    awal                 the plan as it began: as it was loaded, or empty
    bimtek-2             the end of a bimtek: its signature, else the opening of the next one, else its last day
    edisi-3              a signature of the list, also one that was taken off again
    4812                 right after that event of the journal
    2026-06-08T10.42     a minute in the plan's time zone, or a whole day: 2026-06-08
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from masterplan.history.replay import LOADED
from masterplan.snapshots.models import Signing
from workshops.dates import long_date
from workshops.live.models import Event
from workshops.plans.local_time import long_time
from workshops.plans.models import Bimtek, Plan
from workshops.text import SentenceError

NOW, START = "sekarang", "awal"
ODD = (
    "“{text}” bukan waktu yang dikenal. Pilih bimtek, atau tulis tanggal dan jam, misalnya 2026-06-08 10.42, "
    "atau nomor catatan."
)
FUTURE = "{when} belum tiba. Pilih waktu sampai sekarang."
BEFORE = "Rencana ini belum ada pada {when}. Catatan pertamanya {first}."
NO_NUMBER = "Catatan nomor {number} belum ada. Yang terakhir nomor {head}."
NO_BIMTEK = "Tidak ada bimtek nomor {number} pada rencana ini."
NO_EDITION = "Tidak ada berita acara nomor urut {number} pada rencana ini."
NOT_OVER = "{bimtek} belum berakhir. Pilih Sekarang."
_NAMED = re.compile(r"(bimtek|edisi)-([0-9]{1,6})")
_WRITTEN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{1,2})[.:]([0-9]{2})(?:[.:][0-9]{2}(?:\.[0-9]+)?)?)?")


class MomentNotFound(SentenceError):
    """There is no such moment; `sentence` says why and what to do."""


@dataclass(frozen=True)
class Moment:
    """`number`: the last event that has happened then. `key` stands in addresses, `label` in sentences.

    signing  where the plan was frozen at this moment; then that is what is read
    """

    key: str
    number: int
    label: str
    signing: Signing | None = None

    @property
    def is_now(self) -> bool:
        return self.key == NOW


def find_moment(plan: Plan, text: str) -> Moment:
    """Return the moment that `text` means. Raises NoMoment for anything that is none of this plan."""
    text = " ".join(str(text).split())[:60]
    if text in ("", NOW):
        return Moment(NOW, plan.head, "sekarang")
    if text == START:
        return _start(plan)
    if found := _NAMED.fullmatch(text):
        return (_bimtek if found[1] == "bimtek" else _edition)(plan, int(found[2]))
    if re.fullmatch("[0-9]{1,12}", text):
        return _number(plan, int(text))
    if found := _WRITTEN.fullmatch(text):
        return _minute(plan, text, *found.groups())
    raise MomentNotFound(ODD.format(text=text))


def moment_choices(plan: Plan) -> list[tuple[str, str]]:
    """Return [(key, label)] of the named moments of a plan, oldest first: beginning, ended bimteks, signatures, now."""
    now, bimteks = timezone.now(), list(plan.bimteks.all())
    signed = list(Signing.objects.filter(plan=plan).defer(*Signing.LONG).order_by("number"))
    found = [(START, "Awal rencana")]
    for bimtek in bimteks:
        of_it = [row for row in signed if row.bimtek_id == bimtek.pk]
        if of_it or (end := _end(bimtek, bimteks, plan)) and end <= now:
            found.append((bimtek.ref, f"Akhir {bimtek.short}"))
        for row in of_it[:-1]:
            found.append((f"edisi-{row.number}", f"{bimtek.short}, berita acara {row.minutes_number}"))
    return [*found, (NOW, "Sekarang")]


def with_custom_moment(offered: list[tuple[str, str]], key: str, label: str | None = "") -> list[tuple[str, str]]:
    """Return the named moments with one more where `key` is none of them, so that a form shows what was asked."""
    return offered if key in dict(offered) else [*offered, (key, label or key)]


def _start(plan):
    loaded = Event.objects.filter(plan=plan, verb__in=LOADED).order_by("number").values_list("number", flat=True)
    return Moment(START, loaded.first() or 0, "awal rencana")


def _edition(plan, number):
    row = Signing.objects.filter(plan=plan, number=number).select_related("bimtek").first()
    if row is None:
        raise MomentNotFound(NO_EDITION.format(number=number))
    return _signed(f"edisi-{number}", row)


def _signed(key, row):
    return Moment(key, row.plan_number, f"{row.bimtek.short} (berita acara {row.minutes_number})", row)


def _bimtek(plan, number):
    bimteks = list(plan.bimteks.all())
    bimtek = next((one for one in bimteks if one.number == number), None)
    if bimtek is None:
        raise MomentNotFound(NO_BIMTEK.format(number=number))
    signings = Signing.objects.filter(plan=plan, bimtek=bimtek).select_related("bimtek").order_by("number")
    row = signings.filter(reopened_at=None).last() or signings.last()
    if row is not None:
        return _signed(bimtek.ref, row)
    end = _end(bimtek, bimteks, plan)
    if end is None or end > timezone.now():
        raise MomentNotFound(NOT_OVER.format(bimtek=bimtek.short))
    return Moment(bimtek.ref, _last_before(plan, end), f"akhir {bimtek.short}")


def _end(bimtek: Bimtek, bimteks, plan):
    """When a bimtek without a signature was over; None where nobody can say."""
    later = [one.opened_at for one in bimteks if one.number > bimtek.number and one.opened_at]
    if later:
        return min(later)
    last = bimtek.last_day
    if last is None or bimtek.opened_at is None:
        return None
    return datetime.combine(last + timedelta(days=1), time(0), ZoneInfo(plan.time_zone))


def _number(plan, number):
    if number > plan.head:
        raise MomentNotFound(NO_NUMBER.format(number=number, head=plan.head))
    event = Event.objects.filter(plan=plan, number=number).only("at").first()
    label = f"catatan {number}, {long_time(event.at, plan)}" if event else f"catatan {number}"
    return Moment(str(number), number, label)


def _minute(plan, text, day, hour, minute):
    """The end of that minute, or of that day."""
    whole = time(23, 59, 59, 999999) if hour is None else None
    try:
        on = date.fromisoformat(day)
        at = datetime.combine(on, whole or time(int(hour), int(minute), 59, 999999), ZoneInfo(plan.time_zone))
        at.timestamp()
    except (ValueError, OverflowError):
        raise MomentNotFound(ODD.format(text=text)) from None
    label = long_date(on) if whole else f"{long_date(on)}, {at:%H.%M}"
    now = timezone.now()
    if at > now and (at.date() > now.astimezone(at.tzinfo).date() or (not whole and at - timedelta(minutes=1) > now)):
        raise MomentNotFound(FUTURE.format(when=label))
    first = Event.objects.filter(plan=plan).order_by("number").only("at").first()
    if first and at < first.at:
        raise MomentNotFound(BEFORE.format(when=label, first=long_time(first.at, plan)))
    key = day if whole else f"{day}T{at:%H.%M}"
    return Moment(key, _last_before(plan, at), label)


def _last_before(plan, at):
    numbers = Event.objects.filter(plan=plan, at__lte=at).order_by("-number").values_list("number", flat=True)
    return numbers.first() or 0
