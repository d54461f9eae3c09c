"""Irisan: what one pillar owns with others is told once, in the owner's chapter; the others' chapters lead there."""

from masterplan.document import words
from masterplan.document.pieces import para, span
from masterplan.document.plan_facts import PlanFacts
from pillars.plan_view.cards import Problem, Programme, Target
from pillars.plan_view.shapes import Pillar


def co_owners(entry: Programme | Target, facts: PlanFacts) -> str:
    """Return “Ekonomi dan Masyarakat”: the other pillars that own a target or a programme; "" for none."""
    names = dict(facts.book_data.beyond.pillars) | {p.code: p.name for p in facts.pillars.values()}
    return words.listing(names[code] for code in entry.shared_with if code in names)


def owned_with(entry: Target, facts: PlanFacts) -> tuple:
    """Return the sentence that names the co-owners, as children of a card; nothing for a card of one pillar."""
    names = co_owners(entry, facts)
    return (para((span("Milik bersama ", "strong"), span(f"dengan pilar {names}.")), "evidence"),) if names else ()


def referred(pillar: Pillar, facts: PlanFacts) -> list:
    """Return a line for each card of another pillar that this one owns too, leading to where it is told."""
    cards = [("Sasaran", e, e.statement) for e in facts.targets.values()]
    cards += [("Program", e, e.name) for e in facts.programmes.values()]
    told = [
        (kind, span(entry.code or entry.ref, "code", entry.ref), text, facts.pillar_of[entry.ref].name)
        for kind, entry, text in cards
        if pillar.code in entry.shared_with
    ]
    # in a slice the card itself stands in the whole book only, so there is nowhere to lead to
    told += [
        (card.kind, span(card.code, "code"), card.text, card.pillar)
        for card in facts.book_data.beyond.shared
        if pillar.code in card.touches
    ]
    return [
        para((span(f"{kind} "), code, span(f" {words.sentence(text)} Diuraikan pada pilar {home}.")))
        for kind, code, text, home in told
    ]


def targets_outside_slice(problem: Problem, facts: PlanFacts) -> list:
    """Return the targets outside a slice that answer a problem of it: its chain goes on there."""
    return [target for target in facts.book_data.beyond.targets if problem.ref in target.touches]
