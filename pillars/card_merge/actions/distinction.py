"""“Memang berbeda”: two cards that look alike stay two, and are not proposed again until somebody takes that back."""

from pillars.card_merge.actions.merge import demand_both
from pillars.cards.actions.result import Saved, repeated_answer
from pillars.cards.queries import find_entry
from pillars.models import Different
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite


@plan_action("different", again=repeated_answer)
def say_different(write: PlanWrite, ref: str, other_ref: str, *, differ: bool = True) -> Saved:
    """Record that two cards are not the same thing; `differ` False removes that. Returns Saved."""
    one, other = (find_entry(write.plan, card, with_bin=True) for card in (ref, other_ref))
    if one is None or other is None or ref == other_ref or one.KIND != other.KIND:
        raise NotFound
    demand_both(write, one, other)
    first, second = sorted((one.number, other.number))
    pair = {"plan": write.plan, "kind": one.KIND, "first": first, "second": second}
    if Different.objects.filter(**pair).exists() == differ:
        return Saved(write.receipt(), ref)
    if differ:
        Different.objects.create(**pair, said_by=write.asked.key, said_at=write.at)
    else:
        Different.objects.filter(**pair).delete()
    pillar = one.pillar.code if one.pillar_id == other.pillar_id else ""
    verb = "merging.different" if differ else "merging.maybe"
    return Saved(write.receipt(write.record(verb, [ref, other_ref], pillar=pillar)), ref)
