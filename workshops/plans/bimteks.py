"""Reads the present bimtek of a plan and the lock of a signed one. Writes nothing."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from workshops.plans.compiled import Compiled
from workshops.plans.local_time import long_time
from workshops.plans.models import Bimtek, Plan

#: What `lock_words` has to know of the present bimtek.
SIGNING = ("signed_at", "minutes_number", "window_until")


def present_bimtek(plan: Plan) -> Bimtek | None:
    """Return the bimtek that was opened last, which runs or ran; None before the first is opened."""
    return Bimtek.objects.filter(plan=plan, opened_at__isnull=False).order_by("-number").first()


_signed = Compiled(
    lambda plan: (
        Bimtek.objects.filter(plan=plan, opened_at__isnull=False).order_by("-number").values_list(*SIGNING)[:1]
    ),
    plan=int,
)


def signing_lock(plan: Plan) -> dict[str, str] | None:
    """Return the lock for `permissions.verdict`: {"waktu", "nomor"} while the present bimtek is signed, else None.

    The lock ends when the next bimtek is opened, or when staff reopen the signed one; while a window for homework is
    open there is none.
    """
    return lock_words(plan, *(_signed.first(plan=plan.pk) or (None, "", None)))


def signing_annotations(plan: str = "pk") -> dict[str, Subquery]:
    """Return annotations that bring along what `lock_words` needs; `plan`: the path to the plan."""
    last = Bimtek.objects.filter(plan=OuterRef(plan), opened_at__isnull=False).order_by("-number")
    return {name: Subquery(last.values(name)[:1]) for name in SIGNING}


def lock_words(plan: Plan, signed_at: Any, minutes_number: str | None, window_until: Any) -> dict[str, str] | None:
    """Return the lock from known values; None when `signed_at` is, and before `window_until`."""
    if signed_at is None or (window_until is not None and timezone.now() < window_until):
        return None
    return {"waktu": long_time(signed_at, plan), "nomor": minutes_number or "tanpa nomor"}
