"""What a note is about: a card by its ref, or a chapter of a book by its code."""

from typing import Any

from pillars.cards.queries import SHOWN_WITH, find_entry
from pillars.cards.values import CARD_MODELS, parse_ref
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
    numbers = {}
    for subject in set(subjects):
        if not is_chapter(subject):
            kind, number = parse_ref(subject)
            numbers.setdefault(kind, []).append(number)
    found = {}
    for kind, wanted in numbers.items():
        if kind in CARD_MODELS:
            for row in _rows(kind).filter(plan=plan, number__in=wanted):
                found[row.ref] = row if not row.is_deleted else _merged(plan, row)
    return {subject: card for subject, card in found.items() if card is not None}


def _rows(kind):
    rows = CARD_MODELS[kind].objects.order_by()
    return rows.select_related(*SHOWN_WITH[kind]) if SHOWN_WITH[kind] else rows


def _merged(plan, row):
    """The live card that `row`, which lies in the bin, is part of now, or None."""
    seen = set()
    while row is not None and row.merged_into and row.ref not in seen:
        seen.add(row.ref)
        row = find_entry(plan, row.merged_into, with_bin=True)
    return None if row is None or row.is_deleted else row


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
