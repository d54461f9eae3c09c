"""The save that people do most: fields that stand for themselves, decided without a lock, written in one statement."""

from typing import Any

from pillars import merge as merging
from pillars.cards.actions.result import Saved, agreed_fields, field_changes
from pillars.cards.values import (
    CARD_MODELS,
    ONE_OF,
    PARENT_FIELD,
    SCORED,
    from_base,
    kind_fields,
    right,
    set_value,
    values_of,
)
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.live.actions import OP, digest, write_at_once
from workshops.permissions import Actor, role_in, verdict
from workshops.plans.bimteks import SIGNING, lock_words
from workshops.plans.models import Plan

#: {kind: fields whose values nothing else follows from}: no link, no parent, no score. Of kinds that a plan has one of,
#: or one for each programme, each save looks at the others of its kind.
ALONE = {
    kind: {one.key for one in kind_fields(kind) if not one.refers_to} - SCORED - {PARENT_FIELD.get(kind), "component"}
    for kind in CARD_MODELS.keys() - ONE_OF.keys() - {"nominasi_quick_win", "profil_quick_win", "realisasi"}
}


def save_at_once(plan: Plan, entry: Entry, actor: Actor, mine: dict[str, Any], body: list[Any], **sent: Any) -> Any:
    """Return Saved, or None where the save has to be made under the plan's lock and nothing was written.

    plan, actor, entry  as the request read them, in this order, the plan with its `signing_annotations`
    sent                `base` and `op` of the save
    """
    kind, base = entry.KIND, sent["base"]
    lock = lock_words(plan, *(getattr(plan, name) for name in SIGNING))
    is_known = base is not None and 0 <= base <= plan.head and OP.fullmatch(sent["op"])
    if not is_known or not verdict(right(kind, "edit"), role_in(actor, entry.pillar.code), lock=lock):
        return None
    now = values_of(entry)
    at_base, last = from_base(plan, entry, now, base)
    merged = merging.merge(KINDS[kind], at_base, mine, now)
    if merged.conflicts or not merged.write or not merged.write.keys() <= ALONE.get(kind, set()):
        return None
    columns = [
        column
        for key, value in merged.write.items()
        for column in set_value(entry, KINDS[kind].field(key), value, _links_nothing)
    ]
    receipt = write_at_once(
        plan,
        actor,
        entry,
        columns,
        verb="entry.saved",
        pillar=entry.pillar.code,
        refs=[entry.ref],
        changes={entry.ref: field_changes(kind, now, merged.write)},
        body=digest(body),
        **sent,
    )
    agreed = agreed_fields(merged, mine, at_base, last)
    written = tuple(merged.write)
    return receipt and Saved(
        receipt, entry.ref, written=written, entry=entry, since=last, agreed=agreed, stands=receipt.number
    )


def _links_nothing(field, ref):
    raise ValueError(f"{field.key} is a link to {ref}")
