"""Adding a card and saving one: merged field by field with what others wrote meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pillars import merge as merging
from pillars.cards.actions.quick_win_mark import move_mark, refuse_doubled
from pillars.cards.actions.result import Saved, deletion_of, from_base, lost_values, merge_conflicts, repeated_answer
from pillars.cards.actions.rows import (
    assign,
    born_with,
    link_problems,
    next_code,
    next_position,
    rerank_problems,
    stamp,
)
from pillars.cards.queries import find_entry
from pillars.cards.relations import deleted_parents, moved_parents, parent_refs
from pillars.cards.values import CARD_MODELS, NOT_SAVED, ONE_A_PLAN, ONE_OF, as_json, right, values_of
from pillars.kinds import KINDS
from pillars.models import SHARED, Pillar, SharedEntry
from workshops.live.actions import BadRequest, Refused, plan_action, plan_write
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan

#: A save that came after the signature: its text is kept in the journal for its author and the facilitator.
LOCKED = "entry.locked"


@plan_action("add", sent=lambda kind, pillar, values, **_: [kind, pillar, as_json(kind, values)], again=repeated_answer)
def add_entry(write: PlanWrite, kind: str, pillar: str, values: dict[str, Any], *, begun: Any = None) -> Saved:
    """Add an entry of `kind` to the pillar with code `pillar`; its parent stands in `values` (`target_ref` …).

    values: parsed field values. begun: those that its form began with where they are not empty: the journal tells the
    card as a change of them. Returns Saved; raises Refused, BadRequest, OpReused, NotFound.
    """
    write.demand(right(kind, "add"), pillar)
    given = {key: value for key, value in values.items() if value not in (None, [], {}, "")}
    if (one := _only_one(write.plan, kind, given)) is not None:
        # two phones began it at once: what the later one typed is merged into the card of the first
        base, typed = _before(write.plan, one), {key: given[key] for key in given.keys() - NOT_SAVED}
        return replace(_merged_save(write, one, kind, typed, base, "entry.saved", {}), entry=None)
    place = _place(write.plan, kind, pillar)
    parents = parent_refs(kind, values)
    if gone := [ref for ref in parents if find_entry(write.plan, ref, pillar=pillar) is None]:
        event = write.record("entry.late", [*gone, *parents], pillar=pillar, lost=as_json(kind, values))
        return Saved(write.receipt(event), gone[0], "parent_deleted", lost=values)
    given = born_with(write.plan, kind, given)
    of_pillar = {"pillar": place} if place.pk else {}
    entry = CARD_MODELS[kind](plan=write.plan, number=write.next_number(kind), created_by=write.asked.key, **of_pillar)
    entry.code = next_code(write.plan, place, kind, given)
    entry.position = next_position(write.plan, place, kind)
    stamp(entry, write)
    assign(write.plan, entry, given)
    entry.version = write.plan.head + 1
    refuse_doubled([entry])
    entry.save(force_insert=True)
    link_problems(entry, given)
    rerank_problems(entry, given, write)
    move_mark(write, entry)
    before, after = as_json(kind, begun or {}), as_json(kind, given)
    changes = {entry.ref: {key: [before.get(key), after.get(key)] for key in {**after, **before}}}
    event = write.record("entry.added", [entry.ref, *parents], pillar=pillar, changes=changes)
    return Saved(write.receipt(event), entry.ref, written=tuple(given))


def has_added(plan: Plan, actor: Actor, op: str) -> bool:
    """Return whether this sending, sent before, has made the card that it meets now."""
    return Event.objects.filter(plan=plan, actor=actor.key, op=op, verb="entry.added").exists()


def _only_one(plan, kind, given):
    """The card of a kind that a plan has one of, in the bin or not; the living one of the same value where it has one
    of each. None where another one may be added."""
    if kind in ONE_OF:
        key = ONE_OF[kind]
        return CARD_MODELS[kind].objects.filter(plan=plan, deleted_in=None, **{key: given.get(key)}).first()
    return CARD_MODELS[kind].objects.filter(plan=plan).first() if kind in ONE_A_PLAN else None


def _before(plan, entry):
    """The number of the event before the one that made an entry."""
    births = Event.objects.filter(plan=plan, refs__contains=[entry.ref], verb="entry.added").order_by("number")
    return next((event.number - 1 for event in births[:1]), 0)


def _place(plan, kind, pillar):
    """The pillar with code `pillar` where `kind` has pillars, SHARED where it has none. Raises NotFound."""
    if issubclass(CARD_MODELS[kind], SharedEntry):
        return SHARED
    return existing(Pillar.objects.filter(plan=plan, code=pillar).first())


def save_entry(
    actor: Actor,
    ref: str,
    values: dict[str, Any],
    *,
    base: int | None,
    op: str,
    verb: str = "entry.saved",
    action: str | None = None,
    demand: Callable[..., Any] | None = None,
    note: Any = None,
) -> Saved | None:
    """Write the fields in `values` that the person changed since `base` (the event their page showed).

    Fields that others changed meanwhile are merged; where both changed one, theirs stays and ours is kept in
    the journal (`lost`) and named in `clashes`. Returns Saved; raises Refused, BadRequest, OpReused, NotFound.
    Who is refused because the bimtek is signed finds the text in the card's history; the card stays as it is.

    demand  (write, entry): asks for the right instead of `action`, under the plan's lock; raises Refused.
    note    {name: [before, after]} that the journal keeps beside the changed fields; no name of a field.
    """
    kind = ref.partition("-")[0]
    if kind not in CARD_MODELS:
        raise NotFound
    mine = {key: value for key, value in values.items() if key not in NOT_SAVED}
    body = ["save", ref, base, as_json(kind, mine)]
    locked = saved = None
    with plan_write(actor, op=op, body=body) as write:
        if write.replay and write.replay.verb == LOCKED:
            raise BadRequest
        if write.replay:
            return repeated_answer(write)
        entry = existing(find_entry(write.plan, ref, with_bin=True))
        try:
            _demand(write, entry, action, demand)
        except Refused as refused:
            if refused.verdict.reason != "terkunci":
                raise
            # the lock is said before anything else that may be wrong with the page
            known = base if base is not None and 0 <= base <= write.plan.head else write.plan.head
            write.record(LOCKED, [ref], pillar=entry.pillar.code, lost=as_json(kind, mine), base=known)
            locked = refused
        else:
            saved = _merged_save(write, entry, kind, mine, base, verb, note or {})
    if locked:
        raise locked
    return saved


def _demand(write, entry, action, demand):
    if demand:
        demand(write, entry)
    else:
        write.demand(action or right(entry.KIND, "edit"), entry.pillar.code)


def _merged_save(write, entry, kind, mine, base, verb, note):
    """What was typed, merged with what others wrote meanwhile; see `save_entry`."""
    ref = entry.ref
    write.known_base(base)
    if entry.is_deleted:
        return _late(write, entry, mine, base)
    now = values_of(entry)
    at_base, last = from_base(write.plan, entry, now, base)
    merged = merging.merge(KINDS[kind], at_base, mine, now)
    conflicts = merged.conflicts
    # of a table or a list in conflict, what does not clash is written at once
    partly = {key: theirs for key, (_, _, theirs) in conflicts.items() if not merging.same(theirs, now[key])}
    written = merged.write | partly
    agreed = tuple(key for key in merged.unchanged if key in last and not merging.same(mine[key], at_base[key]))
    if gone := deleted_parents(write.plan, entry, now, written):
        lost = as_json(kind, mine)
        event = write.record("entry.late", [*gone, ref], pillar=entry.pillar.code, lost=lost, base=base)
        return Saved(write.receipt(event), gone[0], "parent_deleted", lost=mine)
    if not written and not conflicts:
        return Saved(write.receipt(), ref, entry=entry, since=last, agreed=agreed)
    before = as_json(kind, {key: now[key] for key in written})
    if written:
        stamp(entry, write)
        columns = assign(write.plan, entry, written)
        entry.version = write.plan.head + 1
        refuse_doubled([entry])
        entry.save(update_fields=[*columns, "version", "changed_by", "changed_at"])
        link_problems(entry, written)
        rerank_problems(entry, written, write)
        move_mark(write, entry, now.get("programme_ref"))
    changes = {ref: {key: [before[key], after] for key, after in as_json(kind, written).items()} | note}
    lost = lost_values(kind, mine, merged) if conflicts else {}
    touched = [ref, *moved_parents(kind, now, written)]
    event = write.record(
        "entry.conflict" if conflicts else verb,
        touched,
        pillar=entry.pillar.code,
        changes=changes if written else {},
        lost=lost,
        base=base,
    )
    clashes = merge_conflicts(write.plan, entry, merged, base, own=event.number) if conflicts else ()
    if "problem_refs" in written:
        entry = find_entry(write.plan, ref)
    return Saved(
        receipt=write.receipt(event),
        ref=ref,
        status="conflict" if clashes else "saved",
        written=tuple(written),
        clashes=clashes,
        entry=entry,
        since=last,
        agreed=agreed,
        stands=event.number,
    )


def _late(write, entry, mine, base):
    """A save for a card in the bin: the text goes to the journal, the card stays where it is."""
    lost = as_json(entry.KIND, mine)
    event = write.record("entry.late", [entry.ref], pillar=entry.pillar.code, lost=lost, base=base)
    return Saved(write.receipt(event), entry.ref, "deleted", by=deletion_of(entry), lost=mine)
