"""The only code that writes prose of sections and pictures; a section is saved and merged like every card."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from pillars.cards.actions.result import Saved
from pillars.cards.actions.save import add_entry, has_added, save_entry
from pillars.cards.actions.trash import delete_entry, restore_entry
from pillars.models import Narrative, Picture
from pillars.narrative.picture_check import CheckedPicture
from pillars.narrative.queries import (
    SCAN_HIDDEN,
    SCAN_SHOWN,
    SCANNED,
    deleted_narrative,
    narrative_of,
    scans_of,
    sections_using,
    sections_with,
)
from pillars.prose import normal, pictures_in
from pillars.uploads import MIB, BadFile
from workshops.live.actions import BadRequest, Receipt, plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan

RIGHT = "reference.edit"
#: Pictures of a plan, and bytes of all of them, hidden ones too.
MOST_PICTURES, MOST_BYTES = 400, 1024 * MIB


class InUse(BadRequest):
    """The picture stands in the prose of a section."""


@dataclass(frozen=True)
class PictureResult:
    """What became of a write on a picture, or on the pages of a `scan`: the first of them is `number`."""

    receipt: Receipt
    number: int
    scan: bool = False


def save_section(
    actor: Actor,
    plan: Plan,
    section: str,
    values: dict[str, Any],
    *,
    beginning: list[dict[str, Any]],
    base: int,
    op: str,
) -> Saved | None:
    """Write `values` (title, body) of a section; its first save makes its card, told as a change of `beginning`.

    beginning  the blocks of the shipped text, from which its first author went on.
    Two who begin at once meet in one card. What was written for a card that went to the bin since `base` is kept
    beside it (status "deleted"). Returns Saved; raises Refused, BadRequest, OpReused, NotFound.
    """
    row = narrative_of(plan, section) or _stood_at(plan, section, base)
    if row is None or has_added(plan, actor, op):
        begun = {"body": beginning} if beginning else {}
        return add_entry(actor, Narrative.KIND, "", {"section": section, **values}, op=op, begun=begun)
    return save_entry(actor, row.ref, values, base=base, op=op)


def reset_section(actor: Actor, plan: Plan, section: str, *, base: int, op: str) -> Saved:
    """Put the card of a section into the bin, so that its shipped text is printed again. Returns and raise as
    `delete_entry`."""
    row = narrative_of(plan, section)
    if row is None and (done := Event.objects.filter(plan=plan, actor=actor.key, op=op).first()):
        row = Narrative.objects.get(plan=plan, number=int(done.refs[0].partition("-")[2]))
    if row is None:
        raise NotFound
    return delete_entry(actor, row.ref, op=op, base=base)


def restore_section(actor: Actor, plan: Plan, section: str, *, op: str) -> Saved:
    """Take the last prose of a section out of the bin. Returns and raise as `restore_entry`."""
    row = existing(deleted_narrative(plan, section) or narrative_of(plan, section))
    return restore_entry(actor, row.ref, op=op)


def _stood_at(plan, section, base):
    """The card of a section that was there when the page of `base` was shown and lies in the bin now, or None."""
    row = deleted_narrative(plan, section)
    if row is None or base is None or row.deleted_in <= base:
        return None
    births = Event.objects.filter(plan=plan, refs__contains=[row.ref], verb="entry.added", number__gt=base)
    return None if births.exists() else row


def add_picture(actor: Actor, picture: CheckedPicture, alt: str, *, op: str) -> PictureResult:
    """Keep a Checked `picture` as the next of the plan. Returns PictureResult; raises Refused, BadRequest, BadFile."""
    return add_pictures(actor, [picture], [alt], scan=False, op=op)


def _again(write):
    number = int(write.replay.refs[0].partition("-")[2])
    return PictureResult(write.receipt(write.replay), number, write.replay.verb == SCANNED)


@plan_action(
    "pictures",
    may=RIGHT,
    sent=lambda pictures, alts, **_: [[[one.name, one.sha256, alt] for one, alt in zip(pictures, alts, strict=True)]],
    again=_again,
)
def add_pictures(write: PlanWrite, pictures: list[CheckedPicture], alts: list[str], *, scan: bool) -> PictureResult:
    """Keep Checked `pictures` as the next of the plan in their order: all of them in one event, or none.

    alts  what each shows · scan: they are the pages of one file
    Returns PictureResult; raises Refused, BadRequest, BadFile.
    """
    _room_for(write.plan, pictures)
    rows = [_new_row(write, picture, alt) for picture, alt in zip(pictures, alts, strict=True)]
    changes = {
        row.ref: {"name": [None, row.name], "sha256": [None, row.sha256], "alt": [None, row.alt]} for row in rows
    }
    event = write.record(SCANNED if scan else "picture.added", [row.ref for row in rows], changes=changes)
    return PictureResult(write.receipt(event), rows[0].number, scan)


def _room_for(plan, pictures):
    """Raises BadFile unless the plan may hold these pictures too."""
    held = Picture.objects.filter(plan=plan)
    if held.filter(hidden_at=None).count() + len(pictures) > MOST_PICTURES:
        raise BadFile(
            f"Satu rencana memuat paling banyak {MOST_PICTURES} gambar. Sembunyikan yang tidak dipakai, lalu unggah "
            "lagi."
        )
    if (held.aggregate(all=Sum("size"))["all"] or 0) + sum(len(one.content) for one in pictures) > MOST_BYTES:
        raise BadFile("Tempat gambar rencana ini penuh (1 GB). Perkecil gambarnya, lalu unggah lagi.")


def _new_row(write, picture, alt):
    row = Picture(plan=write.plan, number=write.next_number("gambar"), name=picture.name, alt=alt)
    row.content, row.small, row.size = picture.content, picture.small, len(picture.content)
    row.sha256, row.media, row.width, row.height = picture.sha256, picture.media, picture.width, picture.height
    row.added_by, row.added_at, row.version = write.asked.key, write.at, write.plan.head + 1
    row.save(force_insert=True)
    return row


def place_pictures(
    actor: Actor, plan: Plan, section: str, pictures: QuerySet[Any] | list[Picture], *, op: str
) -> Saved | None:
    """Set pictures behind the prose of a section, each under its words; those that stand there already stay once.

    Saved and merged like whatever is typed there. Returns Saved, or None where all of them stand there; raises as
    `save_section`.
    """
    row, base = narrative_of(plan, section), plan.head
    blocks = list(row.body or ()) if row else []
    there = set(pictures_in(blocks))
    new = [{"type": "picture", "ref": p.ref, "alt": "", "caption": p.alt} for p in pictures if p.ref not in there]
    if not new:
        return None
    return save_section(actor, plan, section, {"body": normal([*blocks, *new])}, beginning=[], base=base, op=op)


@plan_action("picture alt", may=RIGHT, again=_again)
def change_picture(write: PlanWrite, number: int, alt: str) -> PictureResult:
    """Say in other words what a picture shows. Returns PictureResult; raises Refused, BadRequest, NotFound."""
    row = _picture(write, number)
    if row.alt == alt:
        return PictureResult(write.receipt(), number)
    before, row.alt, row.version = row.alt, alt, write.plan.head + 1
    row.save(update_fields=["alt", "version"])
    changes = {row.ref: {"alt": [before, alt]}}
    return _kept(write, write.record("picture.described", [row.ref], changes=changes), row)


@plan_action("picture hidden", may=RIGHT, again=_again)
def hide_picture(write: PlanWrite, number: int, hidden: bool) -> PictureResult:
    """Offer a picture no more (or again); its content stays for what has been printed. Raises Refused,
    BadRequest, NotFound, InUse."""
    row = _picture(write, number)
    if bool(row.hidden_at) == hidden:
        return PictureResult(write.receipt(), number)
    if hidden and (used := sections_using([row], sections_with(write.plan))):
        raise InUse(f"Gambar ini dipakai di bagian {', '.join(used)}. Keluarkan dahulu dari naskah itu.")
    row.hidden_at, row.version = write.at if hidden else None, write.plan.head + 1
    row.save(update_fields=["hidden_at", "version"])
    changes = {row.ref: {"hidden": [not hidden, hidden]}}
    verb = "picture.hidden" if hidden else "picture.shown"
    return _kept(write, write.record(verb, [row.ref], changes=changes), row)


@plan_action("scan hidden", may=RIGHT, again=_again)
def hide_scan(write: PlanWrite, number: int, hidden: bool) -> PictureResult:
    """Take back the scan whose first page is this picture: all pages that are offered are hidden in one event; or
    offers again (not `hidden`) what was hidden so. None goes while one stands in a section. Raises
    Refused, BadRequest, NotFound, InUse."""
    scan = existing(next(iter(scans_of(write.plan, number)), None))
    rows = scan.offered if hidden else scan.left
    if not rows:
        return PictureResult(write.receipt(), number)
    if hidden and (used := sections_using(rows, sections_with(write.plan))):
        raise InUse(
            f"Pindaian ini dipakai di bagian {', '.join(used)}. Keluarkan dahulu semua halamannya dari naskah itu."
        )
    stand = {"hidden_at": write.at if hidden else None, "version": write.plan.head + 1}
    Picture.objects.filter(pk__in=[row.pk for row in rows]).update(**stand)
    changes = {row.ref: {"hidden": [not hidden, hidden]} for row in rows}
    refs = dict.fromkeys([scan.pages[0].ref, *changes])
    event = write.record(SCAN_HIDDEN if hidden else SCAN_SHOWN, list(refs), changes=changes)
    return _kept(write, event, scan.pages[0])


def _kept(write, event, row):
    return PictureResult(write.receipt(event), row.number)


def _picture(write, number):
    return existing(Picture.objects.filter(plan=write.plan, number=number).first())
