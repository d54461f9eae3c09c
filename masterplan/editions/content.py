"""All that an edition keeps, made of one picture of the plan: nothing here writes, so nobody waits for it."""

from dataclasses import dataclass
from datetime import datetime

from masterplan.document.books import build_book
from masterplan.document.edition_status import content_of
from masterplan.document.read import read_book_data
from masterplan.document.tree import Book, content_hash, picture_hashes
from masterplan.editions.changes import change_sentences, changed_parts
from masterplan.editions.edition_books import stored
from masterplan.editions.facts import packed_facts
from masterplan.editions.models import Edition
from masterplan.editions.packed_tree import packed
from masterplan.exchange import unknown_keys
from masterplan.opendata.archive import archive
from masterplan.snapshots.comparison import compare
from masterplan.snapshots.storage import Damaged, Frozen, deeds_between, freeze, pack, unpack
from pillars.narrative.queries import pictures_of
from pillars.plan_view.read import snapshot
from workshops.plans.models import Plan

UNTOLD = "Tidak dapat dihitung: berkas edisi {label} yang tersimpan tidak utuh lagi."


@dataclass(frozen=True)
class EditionContent:
    """An edition before it has a number. `previous`: the edition of this book that `changes` are told from, or None."""

    book: Book
    fingerprint: str
    plan_number: int
    read_at: datetime
    tree: Frozen
    facts: Frozen
    snapshot: Frozen
    data: bytes
    pictures: dict
    previous: Edition | None
    changes: tuple


def prepare(plan: Plan, book: str) -> EditionContent:
    """Return book `book` as it is frozen now. Raises books.UnknownBook."""
    with snapshot():
        book_data = read_book_data(plan)
        frozen = freeze(plan)
        built = build_book(book_data, book, final=True)
        fingerprint = built.fingerprint or content_hash(content_of(built))
        previous = latest(plan, book, whole=True)
        changes = _changes(plan, book_data.number, frozen, previous, built)
        pictures = _pictures(plan, built)
    return EditionContent(
        book=built,
        fingerprint=fingerprint,
        plan_number=book_data.number,
        read_at=book_data.read_at,
        tree=pack(packed(built)),
        facts=pack(packed_facts(book_data)),
        snapshot=frozen,
        data=archive(book_data),
        pictures=pictures,
        previous=previous,
        changes=changes,
    )


def latest(plan: Plan, book: str, *, whole: bool = False) -> Edition | None:
    """Return the newest edition of a book that was not withdrawn; `whole`: with its tree and its plan."""
    rows = Edition.objects.filter(plan=plan, book=book, withdrawn_at=None).order_by("-sequence")
    return rows.defer(*(("facts", "data") if whole else Edition.LONG)).first()


def _changes(plan, number, snapshot, previous, book):
    if previous is None:
        return ()
    try:
        before = stored(previous)
        old, new = (
            unknown_keys.read(unpack(one.packed, one.sha256))
            for one in (Frozen(previous.snapshot, previous.sha256), snapshot)
        )
    except Damaged:
        # no edition waits for another one to be restored
        return (UNTOLD.format(label=previous.label),)
    found = compare(old, new, deeds_between(plan, previous.plan_number, number))
    return tuple(change_sentences(found, changed_parts(before, book)))


def _pictures(plan, book):
    """{hash: bytes} of all that the book names."""
    wanted = picture_hashes(book)
    return pictures_of(plan, wanted) if wanted else {}
