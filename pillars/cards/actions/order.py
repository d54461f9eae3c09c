"""The place of a card among its siblings."""

from typing import Any

from pillars.cards.actions.result import Saved, deletion_of, repeated_answer
from pillars.cards.queries import find_entry, siblings_of
from pillars.cards.values import right
from pillars.models.chain import Entry
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing


@plan_action("reorder", again=repeated_answer, late=True)
def reorder_entry(write: PlanWrite, ref: str, direction: str) -> Saved:
    """Move an entry one place up (`naik`) or down (`turun`) among its siblings. Returns Saved."""
    entry = existing(find_entry(write.plan, ref, with_deleted=True))
    write.demand(right(entry.KIND, "move"), entry.pillar.code)
    if entry.is_deleted:
        return Saved(write.receipt(), ref, "deleted", by=deletion_of(entry))
    siblings = siblings_of(entry)
    at = siblings.index(entry)
    to = at + (-1 if direction == "naik" else 1)
    if not 0 <= to < len(siblings):
        return Saved(write.receipt(), ref)
    siblings[at], siblings[to] = siblings[to], siblings[at]
    changes = place_in_order(siblings)
    refs = [ref, siblings[at].ref, *changes]
    event = write.record("entry.reordered", refs, pillar=entry.pillar.code, changes=changes)
    return Saved(write.receipt(event), ref)


def place_in_order(siblings: list[Entry]) -> dict[str, dict[str, Any]]:
    """Give cards, in this order, increasing positions; returns the journal's changes."""
    places, changes, last = sorted(row.position for row in siblings), {}, -1
    for row, place in zip(siblings, places, strict=True):
        before, row.position = row.position, max(place, last + 1)
        last = row.position
        if row.position != before:
            row.save(update_fields=["position"])
            changes[row.ref] = {"position": [before, row.position]}
    return changes
