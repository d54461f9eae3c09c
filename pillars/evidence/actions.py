"""Attaching a file to a card and removing one; both are journaled, the content is not."""

import hashlib
from dataclasses import dataclass

from django.db.models import Sum

from pillars.cards.queries import find_entry
from pillars.cards.values import RIGHTS
from pillars.models import Evidence
from pillars.uploads import MIB, BadFile, CheckedFile
from workshops.live.actions import Receipt, plan_action, plan_write
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.permissions import Actor

#: Files of one card, and bytes of all files of a plan.
MOST_FILES, MOST_BYTES = 10, 1024 * MIB
#: Whose cards may be written after the signature, there the proofs may be too.
OWN_RIGHT = {"realisation.edit", "evaluation.answer"}


@dataclass(frozen=True)
class Attached:
    receipt: Receipt
    number: int


def right_of(kind: str) -> str:
    """Return the row of the access matrix for the files of cards of `kind`."""
    return RIGHTS[kind] if RIGHTS.get(kind) in OWN_RIGHT else "file.attach"


def attach_file(actor: Actor, ref: str, file: CheckedFile, *, op: str) -> Attached:
    """Attach a Checked `file` to the card `ref`.

    Returns Attached; raises Refused, BadRequest, NotFound, BadFile.
    """
    digest = hashlib.sha256(file.content).hexdigest()
    with plan_write(actor, op=op, body=["attach", ref, file.name, digest]) as write:
        if write.replay:
            return _again(write)
        card = _card(write, ref)
        write.demand(right_of(card.KIND), card.pillar.code)
        held = Evidence.objects.filter(plan=write.plan, removed_at=None)
        if held.filter(card=ref).count() >= MOST_FILES:
            raise BadFile(f"Sudah ada {MOST_FILES} berkas di sini. Hapus yang paling lemah, lalu unggah lagi.")
        if (held.aggregate(all=Sum("size"))["all"] or 0) + len(file.content) > MOST_BYTES:
            raise BadFile("Tempat berkas rencana ini penuh (1 GB). Hapus berkas yang tidak dipakai lagi.")
        row = Evidence(plan=write.plan, number=write.next_number("berkas"), card=ref, name=file.name, kind=file.kind)
        row.size, row.sha256, row.content = len(file.content), digest, file.content
        row.added_by, row.added_at = write.asked.key, write.at
        row.save(force_insert=True)
        changes = {row.ref: {"name": [None, row.name], "sha256": [None, digest]}}
        event = write.record("file.attached", [ref, row.ref], pillar=card.pillar.code, changes=changes)
        return Attached(write.receipt(event), row.number)


def _again(write):
    return Attached(write.receipt(write.replay), int(write.replay.refs[1].partition("-")[2]))


@plan_action("remove file", again=_again)
def remove_file(write: PlanWrite, number: int) -> Attached:
    """Remove a file: its content is erased, its name and who did it stay. Returns Attached."""
    row = existing(Evidence.objects.filter(plan=write.plan, number=number).first())
    card = _card(write, row.card)
    write.demand(right_of(card.KIND), card.pillar.code)
    if row.removed_at is not None:
        return Attached(write.receipt(), number)
    row.content, row.removed_by, row.removed_at = None, write.asked.key, write.at
    row.save(update_fields=["content", "removed_by", "removed_at"])
    changes = {row.ref: {"name": [row.name, None], "sha256": [row.sha256, None]}}
    event = write.record("file.removed", [row.card, row.ref], pillar=card.pillar.code, changes=changes)
    return Attached(write.receipt(event), number)


def _card(write, ref):
    return existing(find_entry(write.plan, ref))
