"""The book of an edition as it stands now: its stored content, with what is known of its approval printed onto it."""

import hashlib
import re
from zoneinfo import ZoneInfo

from masterplan.document import tree
from masterplan.document.edition_status import Approved, EditionStatus, stamped
from masterplan.document.tree import Book
from masterplan.editions.models import Approval, Edition, EditionPicture
from masterplan.editions.packed_tree import Unreadable, unpacked
from masterplan.snapshots.storage import Damaged, unpack
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Plan

_CODE = re.compile(r"edisi-([1-9][0-9]{0,5})")


def is_edition(code: str) -> bool:
    """Whether the code of a book is that of an edition: `edisi-7`."""
    return bool(_CODE.fullmatch(code))


def number_of(code: str) -> int:
    """Return 7 of `edisi-7`."""
    return int(code.removeprefix("edisi-"))


def tree_of(plan: Plan, number: int) -> tuple[Book, int]:
    """Return (Book, number of the plan that it shows). Raises NoPaper where there is no such edition, Damaged."""
    row = existing(Edition.objects.filter(plan=plan, number=number).defer("facts", "data", "snapshot").first())
    return stamped(stored(row), status_of_edition(row, ZoneInfo(plan.time_zone))), row.plan_number


def stored(row: Edition) -> Book:
    """Return the book as it was frozen, without its standing. Raises Damaged."""
    try:
        return unpacked(unpack(row.tree, row.tree_sha256))
    except Unreadable as error:
        raise Damaged from error


def approval_of(row: Edition) -> Approval | None:
    """Return the approval that is in force."""
    return next((one for one in row.approvals.all() if one.taken_back_at is None), None)


def approved_of(row: Approval) -> Approved:
    """Return an approval as it is printed."""
    return Approved(name=row.name, position=row.position, on=row.on, letter=row.letter)


def status_of_edition(row: Edition, zone: ZoneInfo) -> EditionStatus:
    """Return how an edition stands, with times as in `zone`."""
    approval = approval_of(row)
    return EditionStatus(
        label=row.label,
        frozen_at=row.made_at.astimezone(zone),
        address=row.address,
        note=row.note,
        previous=row.previous,
        changes=tuple(row.changes),
        approved=approved_of(approval) if approval else None,
        withdrawn=row.withdrawn_reason,
        withdrawn_at=row.withdrawn_at and row.withdrawn_at.astimezone(zone),
    )


def data_of(plan: Plan, number: int) -> tuple:
    """Return (Edition, its zip of open data), (None, b"") where there is none. Raises Damaged."""
    row = Edition.objects.filter(plan=plan, number=number).defer("tree", "facts", "snapshot").first()
    if row is None:
        return None, b""
    data = bytes(row.data)
    if hashlib.sha256(data).hexdigest() != row.data_sha256:
        raise Damaged
    return row, data


def picture_bytes(plan: Plan, book: tree.Book) -> dict:
    """Return {hash: bytes} of the pictures of an edition's book."""
    wanted = tree.picture_hashes(book)
    rows = EditionPicture.objects.filter(plan=plan, sha256__in=wanted) if wanted else ()
    return {row.sha256: bytes(row.content) for row in rows}
