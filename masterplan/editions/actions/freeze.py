"""Freezing a book. What takes time is made before the plan is locked; saves meanwhile are not in the edition."""

import hashlib
import secrets

from masterplan.document.books import UnknownBook
from masterplan.editions.actions.lookup import EditionNotPossible
from masterplan.editions.content import EditionContent, latest, prepare
from masterplan.editions.models import Edition, EditionPicture
from workshops.dates import long_date
from workshops.live.actions import plan_write
from workshops.live.actions.plan_write import NotFound, Receipt
from workshops.permissions import Actor
from workshops.plans.local_time import local
from workshops.plans.models import Plan

MEANWHILE = "Edisi lain dari buku ini baru saja dibekukan atau ditarik. Lihat daftar edisi, lalu coba lagi."


def freeze_edition(actor: Actor, plan: Plan, book: str, note: str, *, origin: str, op: str) -> tuple[Receipt, int]:
    """Freeze book `book` as it stands now. Returns (Receipt, number of the edition).

    note    what people should know of it, cleaned
    origin  `https://rembuk.contoh.go.id`: where the check page printed in it is found
    Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    try:
        prepared = prepare(plan, book)
    except UnknownBook:
        raise NotFound from None
    with plan_write(actor, op=op, body=["edition.frozen", book, note]) as write:
        if write.replay:
            return write.receipt(write.replay), int(write.replay.refs[0].partition("-")[2])
        write.demand("edition.freeze")
        last = latest(write.plan, book)
        if (last and last.pk) != (prepared.previous and prepared.previous.pk):
            raise EditionNotPossible(MEANWHILE)
        row = _kept(write, book, note, prepared, origin)
        _keep_pictures(write.plan, prepared.pictures)
        event = write.record("edition.frozen", [row.ref], changes={row.ref: {"edisi": [None, row.label]}})
    return write.receipt(event), row.number


def _kept(write, book, note, made: EditionContent, origin):
    code = _new_code()
    last = Edition.objects.filter(plan=write.plan, book=book).order_by("-sequence").values_list("sequence", flat=True)
    return Edition.objects.create(
        plan=write.plan,
        number=write.next_number("edisi"),
        book=book,
        sequence=(last.first() or 0) + 1,
        code=code,
        address=f"{origin}/e/{code}/?s={made.fingerprint[:8]}",
        title=made.book.title[:400],
        region=made.book.region[:200],
        plan_number=made.plan_number,
        read_at=made.read_at,
        made_by=write.actor.key,
        made_at=write.at,
        note=note,
        previous=_previous(made.previous, write.plan),
        changes=list(made.changes),
        fingerprint=made.fingerprint,
        tree=made.tree.packed,
        tree_sha256=made.tree.sha256,
        facts=made.facts.packed,
        facts_sha256=made.facts.sha256,
        data=made.data,
        data_sha256=hashlib.sha256(made.data).hexdigest(),
        snapshot=made.snapshot.packed,
        sha256=made.snapshot.sha256,
    )


def _previous(row, plan):
    return f"{row.label}, {long_date(local(row.made_at, plan))}" if row else ""


def _new_code():
    """Eight digits that no other edition of this installation has."""
    while Edition.objects.filter(code=(code := f"{secrets.randbelow(10**8):08}")).exists():
        pass
    return code


def _keep_pictures(plan, pictures):
    rows = [EditionPicture(plan=plan, sha256=sha, content=content) for sha, content in pictures.items()]
    EditionPicture.objects.bulk_create(rows, ignore_conflicts=True)
