"""What changed between two editions of a book, in sentences for its colophon and its page. Pure."""

from masterplan.closing.comparing import REFINED, WAYS, Comparison, Pillar
from masterplan.closing.telling import headline
from masterplan.document.words import listing

#: Codes that a sentence names before it counts the rest.
NAMED = 12
NOTHING = "Tidak ada isi rencana yang berubah."
ONLY_THE_BOOK = "Isi rencana tidak berubah; naskah, gambar, atau susunan buku berubah."


def sentences(found: Comparison, *, same_book: bool) -> list[str]:
    """`same_book`: whether the content of both editions has the same fingerprint."""
    if found.is_empty:
        return [NOTHING if same_book else ONLY_THE_BOOK]
    told = [f"{headline(found)}."]
    told += [_pillar(pillar) for pillar in found.pillars if pillar.entries]
    beside = [*(change.label for change in found.beside), *found.also]
    return [*told, f"Juga berubah: {listing(beside)}."] if beside else told


def _pillar(pillar: Pillar) -> str:
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
