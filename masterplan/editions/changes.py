"""What changed between two editions of a book, in sentences for its colophon and its page. Pure."""

from masterplan.closing.changes_annex import headline
from masterplan.document.tree import Book, Chapter, plain_text
from masterplan.document.words import listing
from masterplan.snapshots.comparison import REFINED, WAYS, Comparison, PillarComparison

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
