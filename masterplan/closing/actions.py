"""Everything that changes the papers of a bimtek's end: their words, who signs, the signature."""

from dataclasses import replace
from typing import Any

from masterplan.book_details.models import Commitment
from masterplan.closing import minutes_paper
from masterplan.closing.minutes_text import digest
from masterplan.closing.models import Head, Minutes
from masterplan.closing.overview import sentences
from masterplan.document.tree import to_json
from masterplan.snapshots.comparison import Comparison
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import Frozen, between, former, freeze, pack
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.membership.actors import names_of
from workshops.plans.bimteks import present_bimtek
from workshops.plans.local_time import long_time
from workshops.plans.models import Bimtek, Plan
from workshops.text import SentenceError


class MinutesConflict(Exception):
    """Somebody else changed some of these parts after the page was opened; nothing was written. `keys` names them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(keys)
        self.keys = keys


@plan_action("minutes", may="minutes.prepare")
def save_minutes(write: PlanWrite, number: int, words: dict[str, str | None], *, shown: dict[str, str]) -> Event | None:
    """Write parts of the paper of bimtek `number`. Returns the receipt.

    words  {part: text, or None to take the shipped text again}: only what the person touched
    shown  {part: digest of the text that their page had shown}
    Raises NotFound, MinutesConflict, Refused, BadRequest, OpReused.
    """
    bimtek = existing(Bimtek.objects.filter(plan=write.plan, number=number).first())
    row = Minutes.objects.filter(plan=write.plan, bimtek=bimtek).first() or Minutes(plan=write.plan, bimtek=bimtek)
    if keys := [key for key in words if differs(row.words.get(key), words[key], shown.get(key))]:
        raise MinutesConflict(keys)
    changed = {key: text for key, text in words.items() if text != row.words.get(key)}
    if not changed:
        return None
    row.words = {key: text for key, text in (row.words | changed).items() if text is not None}
    row.changed_by, row.changed_at = write.asked.key, write.at
    row.save()
    # names of those who sign stand in the words: the journal knows only that they were changed
    return write.record("minutes.changed", [bimtek.ref])


def differs(stored: str | None, wanted: object, seen: str | None) -> bool:
    """Whether what is stored is neither what is wanted nor what the page had shown."""
    return stored is not None and stored != wanted and digest(stored) != seen


@plan_action("commitment", may="minutes.prepare")
def save_commitment(
    write: PlanWrite,
    words: dict[str, str | None],
    heads: dict[int, dict[str, str]],
    left_out: list[int],
    *,
    shown: dict[str, str],
) -> Event | None:
    """Write what was touched of the signing sheet. Returns the receipt.

    words     {part: text, or None to take the shipped text again}
    heads     {number of an OPD: {"name", "position", "nip"}}
    left_out  numbers of the OPDs that do not sign, or None where that was not touched
    shown     {part, or `opd-3`: digest of what the page had shown}
    Raises NotFound, MinutesConflict, Refused, BadRequest, OpReused.
    """
    offices = {row.number: row for row in write.plan.opds.all()}
    if set(heads) - set(offices):
        raise NotFound
    sheet = Commitment.objects.filter(plan=write.plan).first() or Commitment(plan=write.plan)
    stored = {row.opd_id: row for row in write.plan.heads.all()}
    clashes = [key for key, text in words.items() if differs(sheet.words.get(key), text, shown.get(key))]
    clashes += [
        f"opd-{number}"
        for number, given in heads.items()
        if (row := stored.get(offices[number].pk))
        and differs(head_text(row), head_text(Head(**given)), shown.get(f"opd-{number}"))
    ]
    if clashes:
        raise MinutesConflict(clashes)
    touched = _heads(write.plan, offices, stored, heads) | _sheet(sheet, words, left_out)
    return write.record("commitment.changed", ["komitmen-1"]) if touched else None


def head_text(head: Head) -> str:
    """Return the three fields of a Head as one text, for its digest."""
    return f"{head.name}\n{head.position}\n{head.nip}"


def _heads(plan, offices, stored, heads) -> bool:
    touched = False
    for number, given in heads.items():
        row = stored.get(offices[number].pk) or Head(plan=plan, opd=offices[number])
        if head_text(row) == head_text(Head(**given)):
            continue
        row.name, row.position, row.nip = given["name"], given["position"], given["nip"]
        row.save()
        touched = True
    return touched


def _sheet(sheet, words, left_out) -> bool:
    kept = {key: text for key, text in (sheet.words | words).items() if text is not None}
    out = sheet.left_out if left_out is None else sorted(left_out)
    if (kept, out) == (sheet.words, sheet.left_out):
        return False
    sheet.words, sheet.left_out = kept, out
    sheet.save()
    return True


#: Letters that a reason has at least.
REASON = 10


class SignatureNotPossible(SentenceError):
    """This bimtek cannot be signed or reopened as things stand; `sentence` says why and what to do."""


@plan_action("bimtek.signed", may="bimtek.sign")
def sign_bimtek(write: PlanWrite, number: int, minutes_number: str) -> Event:
    """Sign the present bimtek under the berita acara `minutes_number`: frozen plan, paper, lock. Returns the receipt.

    Whoever saves before is in the snapshot, whoever saves after is refused: all of them hold the plan's row.
    Raises SignatureNotPossible, NotFound, Refused, BadRequest, OpReused.
    """
    bimtek = _present(write.plan, number)
    if bimtek.signed_at:
        said = f"{bimtek.short} sudah ditandatangani pada {long_time(bimtek.signed_at, write.plan)}"
        raise SignatureNotPossible(f"{said} dengan berita acara {bimtek.minutes_number}.")
    frozen = freeze(write.plan)
    last = former(bimtek)
    papers = pack(to_json(_book(write, bimtek, minutes_number, frozen, last)))
    row = Signing.objects.create(
        plan=write.plan,
        number=write.next_number("tandatangan"),
        bimtek=bimtek,
        minutes_number=minutes_number,
        signed_at=write.at,
        signed_by=write.asked.key,
        plan_number=write.plan.head,
        snapshot=frozen.packed,
        sha256=frozen.sha256,
        papers=papers.packed,
        papers_sha256=papers.sha256,
    )
    bimtek.signed_at, bimtek.minutes_number = write.at, minutes_number
    bimtek.save(update_fields=["signed_at", "minutes_number"])
    return write.record("bimtek.signed", [bimtek.ref, row.ref])


def _book(write, bimtek, minutes_number, frozen: Frozen, last):
    """The tree of the signed paper, with the names as they are today."""
    prepared = minutes_paper.prepare(write.plan, bimtek, final=True)
    prepared = replace(prepared, parts=prepared.parts | {"nomor": minutes_number})
    return minutes_paper.build(
        write.plan,
        bimtek,
        prepared,
        changes=paper_changes(write.plan, last),
        reopened=sentences(write.plan, bimtek),
        fingerprint=frozen.sha256,
    )


def paper_changes(plan: Plan, last: Signing | None) -> tuple[Comparison, str, dict[str, Any]] | None:
    """Return (Comparison, heading, names) since the signing `last`, or None where there is none."""
    if last is None:
        return None
    found = between(plan, last, None)
    return (
        found,
        f"Sejak berita acara {last.minutes_number}, {long_time(last.signed_at, plan)}",
        names_of(plan, found.who),
    )


@plan_action("bimtek.reopened", may="bimtek.reopen")
def reopen_bimtek(write: PlanWrite, number: int, reason: str) -> Event:
    """Take the lock of the present bimtek off. `reason`: cleaned, of `REASON` letters or more. Returns the receipt.

    The snapshot and the signed paper stay as they were. Raises SignatureNotPossible, NotFound, Refused,
    BadRequest, OpReused.
    """
    bimtek = _present(write.plan, number)
    rows = Signing.objects.filter(plan=write.plan, bimtek=bimtek, reopened_at=None).defer(*Signing.LONG)
    row = rows.order_by("number").last()
    if bimtek.signed_at is None:
        raise SignatureNotPossible(f"{bimtek.short} tidak terkunci, jadi tidak perlu dibuka kembali.")
    if sum(letter.isalpha() for letter in reason) < REASON:
        raise SignatureNotPossible(f"Alasan: tulis paling sedikit {REASON} huruf.")
    if row is not None:
        row.reopened_at, row.reopened_by, row.reason = write.at, write.asked.key, reason
        row.save(update_fields=["reopened_at", "reopened_by", "reason"])
    bimtek.signed_at, bimtek.minutes_number = None, ""
    bimtek.save(update_fields=["signed_at", "minutes_number"])
    refs = [bimtek.ref, row.ref] if row else [bimtek.ref]
    return write.record("bimtek.reopened", refs, changes={bimtek.ref: {"reason": [None, reason]}})


def _present(plan, number):
    """The bimtek `number`, which must be the one that was opened last."""
    bimtek = existing(Bimtek.objects.filter(plan=plan, number=number).first())
    last = present_bimtek(plan)
    if last is None or not bimtek.opened_at:
        raise SignatureNotPossible(f"{bimtek.short} belum dibuka, jadi belum dapat ditandatangani.")
    if last.pk != bimtek.pk:
        raise SignatureNotPossible(
            f"{last.short} sudah dibuka; kunci {bimtek.short} sudah berakhir dan tandatangannya tetap."
        )
    return bimtek
