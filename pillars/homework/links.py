"""The link to somebody's tasks: which row a key opens, the key of a row, and the message that brings it."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from pillars.homework.queries import Receiver
from pillars.homework.windows import Window
from pillars.models import TaskLink
from workshops.codes import TOKEN_LENGTH, fingerprint, tidy, unseal
from workshops.membership.models import Participant
from workshops.plans.models import Opd, Plan


def link_of(key: str) -> TaskLink | None:
    """Return the `TaskLink` (with its plan) that `key` opens, or None: unknown, revoked, expired, person removed."""
    letters = tidy(key)
    rows = TaskLink.objects.filter(key_hash=fingerprint("tasks", letters), revoked_at=None)
    row = rows.select_related("plan__region", "participant", "opd").first()
    if row is None or len(letters) != TOKEN_LENGTH or row.expires_at <= timezone.now():
        return None
    gone = row.participant is not None and row.participant.removed_at is not None
    return None if gone or row.plan.closed_at is not None else row


def key_for(plan: Plan, receiver: Participant | Opd) -> str:
    """Return the key of the newest link of a receiver that is valid now, in small letters, or ""."""
    rows = TaskLink.objects.filter(plan=plan, revoked_at=None, expires_at__gt=timezone.now(), **owner(receiver))
    row = rows.order_by("-id").first()
    return unseal(row.key_cipher).lower() if row else ""


def address_for(plan: Plan, receiver: Receiver, site: str) -> str:
    """Return the whole address that opens the door for a `Receiver`, "" for who has no way in.

    `site` without a last slash.
    """
    key = "" if receiver.removed else key_for(plan, receiver.row)
    return site + reverse("task_door", args=[key]) if key else ""


def owner(receiver: Participant | Opd) -> dict[str, Any]:
    """Return {"participant": row or None, "opd": row or None} for a Participant or an Opd."""
    is_office = hasattr(receiver, "aliases")
    return {"participant": None if is_office else receiver, "opd": receiver if is_office else None}


def of(receiver: Participant | Opd) -> Q:
    """Return what tasks of a Participant, under any of their records, or of an Opd are found by."""
    if hasattr(receiver, "aliases"):
        return Q(opd=receiver, participant=None)
    return Q(participant=receiver) | Q(participant__merged_into=receiver)


#: So many tasks stand in a message one by one; the rest is a number.
LISTED = 20


def message(plan: Plan, receiver: Receiver, window: Window, address: str) -> str:
    """Return the text: what is awaited, until when, and the link `address` with how one comes in."""
    items = [item for item in receiver.items if item.is_open]
    if not items:
        return ""
    until = f" {window.sentence}" if window.until and window.is_open else ""
    before = f" {window.before}" if window.before else ""
    lines = [
        f"Yth. {receiver.name}",
        "",
        f"Masterplan Smart City {plan.region.name}: {len(items)} isian masih ditunggu dari Anda{before}.{until}",
        "",
        *(f"{n}. {item.card.code} {item.title.rstrip('.')}: {item.labels}" for n, item in enumerate(items[:LISTED], 1)),
    ]
    if len(items) > LISTED:
        lines.append(f"dan {len(items) - LISTED} lainnya.")
    lines += [
        "",
        f"Isi dari kantor atau rumah: {address}" if address else "Isi dari kantor atau rumah.",
        "Masuk dengan nama dan kode pribadi Anda. Belum punya kode? Hubungi fasilitator.",
        "",
        "Setiap angka disertai tahun dan sumber. Bila data belum ada, tulis “belum ada”.",
    ]
    return "\n".join(lines)
