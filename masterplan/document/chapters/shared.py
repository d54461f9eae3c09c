"""Irisan: what one pillar owns with others is told once, in the owner's chapter; the others' chapters lead there."""

from masterplan.document import words
from masterplan.document.pieces import para, span


def co_owners(entry, facts) -> str:
    """“Ekonomi dan Masyarakat”: the other pillars that own a target or a programme; "" for none."""
    return words.listing(facts.pillars[code].name for code in entry.shared_with if code in facts.pillars)


def owned_with(entry, facts) -> tuple:
    """The sentence that names the co-owners, as children of a card; nothing for a card of one pillar."""
    names = co_owners(entry, facts)
    return (para((span("Milik bersama ", "strong"), span(f"dengan pilar {names}.")), "evidence"),) if names else ()


def referred(pillar, facts) -> list:
    """A line for each card of another pillar that this one owns too, leading to where it is told."""
    cards = [("Sasaran", e, e.statement) for e in facts.targets.values()]
    cards += [("Program", e, e.name) for e in facts.programmes.values()]
    return [
        para(
            (
                span(f"{kind} "),
                span(entry.code or entry.ref, "code", entry.ref),
                span(f" {words.sentence(text)} Diuraikan pada pilar {facts.pillar_of[entry.ref].name}."),
            )
        )
        for kind, entry, text in cards
        if pillar.code in entry.shared_with
    ]
