"""Everything that changes editions and the public page of a plan. What takes time in freezing is made before the plan
is locked; saves meanwhile are not in the edition.
"""

import secrets
from datetime import date

from masterplan.document.books import UnknownBook
from masterplan.editions.content import EditionContent, latest, prepare
from masterplan.editions.models import Approval, Edition, EditionPicture, PublicPage
from workshops.dates import long_date
from workshops.live.actions import plan_action, plan_write
from workshops.live.actions.plan_write import NotFound, PlanWrite, Receipt, existing
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.local_time import local
from workshops.plans.models import Plan
from workshops.text import SentenceError


class EditionNotPossible(SentenceError):
    """As things stand this cannot be done; `sentence` says why and what to do."""


def find(plan: Plan, number: int | None) -> Edition:
    """Return the edition with this number, without what it keeps. Raises NotFound."""
    return existing(Edition.objects.filter(plan=plan, number=number).defer(*Edition.LONG).first())


def approval_in_force(edition: Edition) -> Approval | None:
    """Return the Approval that has not been taken back, or None."""
    return Approval.objects.filter(edition=edition, taken_back_at=None).first()


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
        address=f"{origin}/e/{code}/?s={made.columns['fingerprint'][:8]}",
        made_by=write.actor.key,
        made_at=write.at,
        note=note,
        previous=_previous(made.previous, write.plan),
        **made.columns,
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


#: Letters that a reason has at least.
REASON = 10
WITHDRAWN = "Edisi {label} sudah ditarik. Bekukan edisi baru."
APPROVED = "Persetujuan edisi {label} sudah dicatat: {name}. Tarik dahulu catatan itu bila keliru."
STILL_APPROVED = "Edisi {label} sudah disetujui. Tarik dahulu persetujuannya, dengan alasan."
NOT_APPROVED = "Edisi {label} belum disetujui, jadi tidak ada yang perlu ditarik."


@plan_action("edition.approved", may="edition.approve")
def approve_edition(write: PlanWrite, number: int, *, name: str, position: str, on: date, letter: str) -> Event:
    """Record that edition `number` was approved by `name`, `position`, on the date `on` under `letter`.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    if row.withdrawn_at:
        raise EditionNotPossible(WITHDRAWN.format(label=row.label))
    if there := approval_in_force(row):
        raise EditionNotPossible(APPROVED.format(label=row.label, name=there.name))
    Approval.objects.create(
        edition=row,
        name=name,
        position=position,
        on=on,
        letter=letter,
        recorded_by=write.actor.key,
        recorded_at=write.at,
    )
    return write.record("edition.approved", [row.ref])


@plan_action("edition.approval_taken_back", may="edition.approve")
def take_back_approval(write: PlanWrite, number: int, reason: str) -> Event:
    """Take the approval of edition `number` back: it is a draft again, and the public no longer reads it.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    approval = approval_in_force(row)
    if approval is None:
        raise EditionNotPossible(NOT_APPROVED.format(label=row.label))
    demand_reason(reason)
    approval.taken_back_at, approval.taken_back_by, approval.reason = write.at, write.actor.key, reason
    approval.save(update_fields=["taken_back_at", "taken_back_by", "reason"])
    _close_page(write, row)
    changes = {row.ref: {"alasan": [None, reason]}}
    return write.record("edition.approval_taken_back", [row.ref], changes=changes)


@plan_action("edition.withdrawn", may="edition.freeze")
def withdraw_edition(write: PlanWrite, number: int, reason: str) -> Event:
    """Mark edition `number` as a mistake, for good; it stays in the list, and its check page says so.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    if row.withdrawn_at:
        raise EditionNotPossible(WITHDRAWN.format(label=row.label))
    if approval_in_force(row):
        raise EditionNotPossible(STILL_APPROVED.format(label=row.label))
    demand_reason(reason)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = write.at, write.actor.key, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    changes = {row.ref: {"alasan": [None, reason]}}
    return write.record("edition.withdrawn", [row.ref], changes=changes)


def demand_reason(reason: str) -> None:
    """Raise EditionNotPossible unless somebody could learn something from `reason`."""
    if sum(letter.isalpha() for letter in reason) < REASON:
        raise EditionNotPossible(f"Alasan: tulis paling sedikit {REASON} huruf.")


def _close_page(write, row):
    """Only approved editions are public: the page that showed this one is off."""
    page = PublicPage.objects.filter(plan=write.plan, edition=row, is_on=True).first()
    if page:
        page.is_on, page.changed_by, page.changed_at = False, write.actor.key, write.at
        page.save(update_fields=["is_on", "changed_by", "changed_at"])


NOT_PUBLIC = "Edisi {label} belum disetujui. Halaman publik hanya menampilkan edisi yang disetujui."


@plan_action("public.switched_on", may="public.switch")
def switch_on(write: PlanWrite, number: int | None) -> Event | None:
    """Let the public page show edition `number` from now on.

    Returns the receipt. Raises NotFound, EditionNotPossible, Refused, BadRequest, OpReused.
    """
    row = find(write.plan, number)
    if row.withdrawn_at or approval_in_force(row) is None:
        raise EditionNotPossible(NOT_PUBLIC.format(label=row.label))
    page = _public_page(write)
    if page.is_on and page.edition_id == row.pk:
        return None
    _write_page(write, page, row, is_on=True)
    return write.record("public.switched_on", [row.ref])


@plan_action("public.switched_off", may="public.switch")
def switch_off(write: PlanWrite) -> Event | None:
    """Close the public page, from the commit on.

    Returns the receipt. Raises Refused, BadRequest, OpReused.
    """
    page = _public_page(write)
    if not page.is_on:
        return None
    _write_page(write, page, page.edition, is_on=False)
    return write.record("public.switched_off", [page.edition.ref])


def _public_page(write):
    return PublicPage.objects.filter(plan=write.plan).select_related("edition").first() or PublicPage(plan=write.plan)


def _write_page(write, page, edition, *, is_on):
    page.edition, page.is_on = edition, is_on
    page.changed_by, page.changed_at = write.actor.key, write.at
    page.save()
