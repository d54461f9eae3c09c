"""What a note is about: a card by its ref, or a chapter of a book by its code."""

from typing import Any

from pillars.cards.merged import living_card
from pillars.cards.queries import entries_by_ref
from pillars.cards.values import CARD_MODELS
from pillars.models.chain import Entry
from workshops.plans.models import Plan

#: Before the code of a chapter (`bab-B2-3`), which is no ref.
CHAPTER = "bab-"


def is_chapter(subject: str) -> bool:
    """Whether a note on `subject` is about a chapter of a book."""
    return subject.startswith(CHAPTER)


def chapter_code(subject: str) -> str:
    """Return `B2-3` of `bab-B2-3`."""
    return subject.removeprefix(CHAPTER)


def cards_of(plan: Plan, subjects: list[str] | set[str]) -> dict[str, Any]:
    """Return {subject: the live card that it is about}; what was merged into another card is about that one.

    A query for each kind that occurs, and one for each merged card. Chapters and cards in the bin are not in it.
    """
    cards = entries_by_ref(plan, set(subjects), with_deleted=True)
    found = {ref: card if not card.is_deleted else living_card(plan, card) for ref, card in cards.items()}
    return {subject: card for subject, card in found.items() if card is not None}


def subjects_of(plan: Plan, entry: Entry, twins: Any = None) -> list[str]:
    """Return the refs under which notes on `entry` stand: its own and those of the cards that were merged into it.

    twins  the refs of those merged into it directly, where they are known already.
    """
    new = [entry.ref] if twins is None else list(twins)
    found = [entry.ref] if twins is None else [entry.ref, *twins]
    while new:
        rows = CARD_MODELS[entry.KIND].objects.filter(plan=plan, merged_into__in=new).only("number")
        new = [row.ref for row in rows if row.ref not in found]
        found += new
    return found
