"""What is merged now, and what would keep two cards from being parted again. Reads, never writes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillars.cards.display import people_of
from pillars.cards.queries import deleted_ancestor, find_entry
from pillars.cards.values import CHAIN_MODELS
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.live.models import Event
from workshops.plans.models import Plan
from workshops.response_cache import cached_response


@dataclass(frozen=True)
class MergedCard:
    """A twin that is part of `into` now. `obstacle`: why it cannot be parted now, "" where it can."""

    entry: Entry
    into: Entry
    by: str
    at: datetime | None
    by_me: bool = False
    obstacle: str = ""


def merged_from(plan: Plan, entry: Entry, me: str = "") -> list[Any]:
    """Return [Merged] of the cards that are part of `entry` now, the latest first."""
    if entry.ref not in cached_response(("merged", plan.pk, plan.rights_head), lambda: _merged_into(plan)):
        return []
    twins = CHAIN_MODELS[entry.KIND].objects.filter(plan=plan, merged_into=entry.ref).select_related("pillar")
    return [merge_of(plan, twin, me) for twin in twins.order_by("-deleted_in")]


def _merged_into(plan):
    """The refs of all cards that others are part of now."""
    rows = [model.objects.filter(plan=plan).exclude(merged_into="").order_by() for model in CHAIN_MODELS.values()]
    first, *more = (some.values_list("merged_into", flat=True) for some in rows)
    return frozenset(first.union(*more).order_by())


def merge_of(plan: Plan, twin: Entry, me: str = "") -> MergedCard | None:
    """Return the Merged of a card that was merged into another, or None."""
    into = find_entry(plan, twin.merged_into, with_deleted=True) if twin.merged_into else None
    if into is None:
        return None
    event = Event.objects.filter(plan=plan, number=twin.deleted_in).first()
    by = people_of(plan, [event.actor])[event.actor].name if event else "Seseorang"
    return MergedCard(twin, into, by, twin.deleted_at, bool(event) and event.actor == me, in_the_way(plan, twin))


def last_of(plan: Plan, entry: Entry) -> Entry:
    """Return the card that `entry` is part of in the end: a merged card may have been merged again."""
    seen = {entry.ref}
    while entry.merged_into and entry.merged_into not in seen:
        seen.add(entry.merged_into)
        into = find_entry(plan, entry.merged_into, with_deleted=True)
        assert into is not None, "nothing is merged into a card that never was"
        entry = into
    return entry


def living_card(plan: Plan, entry: Entry) -> Entry | None:
    """Return the live card that `entry` is, or is part of in the end; None where that one lies in the bin."""
    last = last_of(plan, entry)
    return None if last.is_deleted else last


def came_from(plan: Plan, entry: Entry, ref: Any) -> MergedCard | None:
    """Return the Merged of the card `ref` of an old address that leads to `entry` now; None for anything else."""
    card = find_entry(plan, ref, with_deleted=True) if ref else None
    if card is None or not card.merged_into or last_of(plan, card) != entry:
        return None
    return merge_of(plan, card)


def in_the_way(plan: Plan, twin: Entry) -> str:
    """Return why the card `twin` cannot be parted from the one it was merged into, as a sentence; "" where it can."""
    kept = find_entry(plan, twin.merged_into, with_deleted=True)
    if kept.merged_into:
        further = find_entry(plan, kept.merged_into, with_deleted=True)
        return f"{kept.code} sudah digabungkan lagi ke {further.code}. Pisahkan {kept.code} lebih dahulu."
    if kept.is_deleted:
        return f"{kept.code} ada di Kartu terhapus. Kembalikan {kept.code} lebih dahulu."
    return _without_place(plan, twin)


def _without_place(plan, twin):
    """A card comes back to the place where it hung: that must be there, and in the same group."""
    for parent in deleted_ancestor(twin):
        card = f"{KINDS[parent.KIND].label.lower()} {parent.code}"
        if parent.merged_into:
            return f"Induknya, {card}, sudah digabungkan ke kartu lain. Pisahkan {parent.code} lebih dahulu."
        return f"Induknya, {card}, ada di Kartu terhapus. Kembalikan {parent.code} lebih dahulu."
    parent = getattr(twin, {"strategi": "target", "program": "strategy"}.get(twin.KIND, ""), None)
    if parent is not None and parent.pillar_id != twin.pillar_id:
        return f"Induknya, {parent.code}, pindah ke kelompok lain. Pisahkan penggabungan itu lebih dahulu."
    return ""
