"""All that an edition keeps, made of one picture of the plan: nothing here writes, so nobody waits for it."""

import hashlib
from dataclasses import dataclass

from masterplan.closing.changes_annex import headline
from masterplan.document.books import build_book
from masterplan.document.edition_status import content_of
from masterplan.document.read import read_book_data
from masterplan.document.tree import Book, Chapter, content_hash, plain_text
from masterplan.document.words import listing
from masterplan.editions.edition_books import stored
from masterplan.editions.facts import packed_facts
from masterplan.editions.models import Edition
from masterplan.editions.packed_tree import packed
from masterplan.exchange import unknown_keys
from masterplan.opendata.archive import archive
from masterplan.press.pictures import pictures_of
from masterplan.snapshots.comparison import REFINED, WAYS, Comparison, PillarComparison, compare
from masterplan.snapshots.storage import Damaged, Frozen, deeds_between, freeze, pack, unpack
from pillars.plan_view.read import snapshot
from workshops.plans.models import Plan

UNTOLD = "Tidak dapat dihitung: berkas edisi {label} yang tersimpan tidak utuh lagi."


@dataclass(frozen=True)
class EditionContent:
    """An edition before it has a number: `columns` of its row, {hash: bytes} of its pictures, and the edition before it
    of this book that its `changes` are told from, or None.
    """

    columns: dict
    pictures: dict
    previous: Edition | None


def prepare(plan: Plan, book: str) -> EditionContent:
    """Return book `book` as it is frozen now. Raises books.UnknownBook."""
    with snapshot():
        book_data = read_book_data(plan)
        frozen = freeze(plan)
        built = build_book(book_data, book, final=True)
        previous = latest(plan, book, whole=True)
        changes = _changes(plan, book_data.number, frozen, previous, built)
        pictures = pictures_of(plan, built)
    tree, facts, data = pack(packed(built)), pack(packed_facts(book_data)), archive(book_data)
    columns = {
        "title": built.title[:400],
        "region": built.region[:200],
        "plan_number": book_data.number,
        "read_at": book_data.read_at,
        "changes": list(changes),
        "fingerprint": built.fingerprint or content_hash(content_of(built)),
        "tree": tree.packed,
        "tree_sha256": tree.sha256,
        "facts": facts.packed,
        "facts_sha256": facts.sha256,
        "data": data,
        "data_sha256": hashlib.sha256(data).hexdigest(),
        "snapshot": frozen.packed,
        "sha256": frozen.sha256,
    }
    return EditionContent(columns, pictures, previous)


def latest(plan: Plan, book: str, *, whole: bool = False) -> Edition | None:
    """Return the newest edition of a book that was not withdrawn; `whole`: with its tree and its plan."""
    rows = Edition.objects.filter(plan=plan, book=book, withdrawn_at=None).order_by("-sequence")
    return rows.defer(*(("facts", "data") if whole else Edition.LONG)).first()


def _changes(plan, number, frozen, previous, book):
    if previous is None:
        return ()
    try:
        before = stored(previous)
        old, new = (
            unknown_keys.read(unpack(one.packed, one.sha256))
            for one in (Frozen(previous.snapshot, previous.sha256), frozen)
        )
    except Damaged:
        # no edition waits for another one to be restored
        return (UNTOLD.format(label=previous.label),)
    found = compare(old, new, deeds_between(plan, previous.plan_number, number))
    return tuple(change_sentences(found, changed_parts(before, book)))


#: Codes that a sentence names before it counts the rest.
NAMED = 12
NOTHING = "Tidak ada isi rencana yang berubah."
ONLY_THE_BOOK = "Isi rencana tidak berubah; naskah atau susunan buku berubah."


def change_sentences(found: Comparison, parts: list[str]) -> list[str]:
    """Return what changed of the plan, then of the text of the book (`parts` as `changed_parts` gives them)."""
    if found.is_empty:
        return [ONLY_THE_BOOK, *parts] if parts else [NOTHING]
    told = [f"{headline(found)}."]
    told += [_pillar(pillar) for pillar in found.pillars if pillar.entries]
    beside = [*(change.label for change in found.beside), *found.also]
    return [*told, *([f"Juga berubah: {listing(beside)}."] if beside else []), *parts]


def changed_parts(old: Book, new: Book) -> list[str]:
    """Return which chapters read otherwise, are new, or are no more, in at most three sentences."""
    before, after = ({part.id: part for part in book.parts if isinstance(part, Chapter)} for book in (old, new))
    other = [one for key, one in after.items() if key in before and plain_text(one) != plain_text(before[key])]
    told = (
        ("Teks yang berubah", other),
        ("Bagian yang baru", [one for key, one in after.items() if key not in before]),
        ("Bagian yang tidak ada lagi", [one for key, one in before.items() if key not in after]),
    )
    return [f"{what}: {listing([part.label or part.title for part in parts])}." for what, parts in told if parts]


def _pillar(pillar: PillarComparison) -> str:
    parts = []
    for how, _, word in WAYS:
        named = [_named(entry) for entry in pillar.entries if entry.how == how]
        if named:
            more = len(named) - NAMED
            shown = [*named[:NAMED], f"{more} lainnya"] if more > 0 else named
            parts.append(f"{word} {listing(shown)}")
    return f"{pillar.name}: {'; '.join(parts)}."


def _named(entry) -> str:
    """`GOV-P1 (bukti, akar masalah)`: what changed of an entry; a new or lost one by its code alone."""
    name = entry.code or f"{entry.label} “{entry.title[:60]}”"
    if entry.how != REFINED:
        return f"{name} {entry.note}".strip()
    labels = ", ".join(dict.fromkeys(change.label.lower() for change in entry.changes))
    return f"{name} ({labels})" if labels else name
