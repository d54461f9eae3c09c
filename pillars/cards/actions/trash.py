"""Into the bin and out of it, never without what hangs below or above."""

from pillars.cards.actions.quick_win_mark import move_mark, refuse_doubled
from pillars.cards.actions.result import Saved, deletion_of, repeated_answer
from pillars.cards.actions.save import rerank_problems
from pillars.cards.queries import branch, comes_back, find_entry, parent_refs
from pillars.cards.values import SCORED, right, values_of
from pillars.models.chain import Entry
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event


@plan_action("delete", again=repeated_answer, late=True)
def delete_entry(write: PlanWrite, ref: str, *, base: int | None = None) -> Saved:
    """Put an entry, with all that would hang nowhere without it, into the bin. Returns Saved.

    base  the event that the page of whoever deletes had shown. What others wrote since then on a card that
          would go along is named (`status` "changed", `since`) and nothing is deleted; None asks nothing.
    """
    entry = existing(find_entry(write.plan, ref, with_deleted=True))
    rows = branch(entry)
    write.demand(right(entry.KIND, "delete_branch" if len(rows) > 1 else "delete"), entry.pillar.code)
    if entry.is_deleted:
        return Saved(write.receipt(), ref)
    if base is not None:
        write.known_base(base)
        if unseen := changes_unseen(write, rows, base):
            return Saved(write.receipt(), ref, "changed", since=unseen)
    for row in rows:
        row.deleted_in = write.plan.head + 1
        row.deleted_at = write.at
        row.save(update_fields=["deleted_in", "deleted_at"])
    rerank_problems(entry, SCORED, write)
    move_mark(write, entry)
    parents = parent_refs(entry.KIND, values_of(entry))
    changes = {row.ref: {"deleted": [False, True]} for row in rows}
    refs = [row.ref for row in rows] + parents
    event = write.record("entry.deleted", refs, pillar=entry.pillar.code, changes=changes)
    return Saved(write.receipt(event), ref)


@plan_action("restore", again=repeated_answer, late=True)
def restore_entry(write: PlanWrite, ref: str) -> Saved:
    """Take an entry, what went into the bin with it, and the parents that lie there too, out again. Returns Saved."""
    entry = existing(find_entry(write.plan, ref, with_deleted=True))
    write.demand(right(entry.KIND, "restore"), entry.pillar.code)
    if not entry.is_deleted:
        return Saved(write.receipt(), ref)
    if entry.merged_into:
        # its links hang from another card now: it comes back with them, by parting the two (pillars.card_merge)
        return Saved(write.receipt(), ref, "deleted", by=deletion_of(entry))
    rows = comes_back(entry)
    refuse_doubled(rows)
    for row in rows:
        row.deleted_in = row.deleted_at = None
        row.save(update_fields=["deleted_in", "deleted_at"])
    if problem := next((row for row in rows if row.KIND == "masalah"), None):
        rerank_problems(problem, SCORED, write)
    for row in rows:
        move_mark(write, row)
    changes = {row.ref: {"deleted": [True, False]} for row in rows}
    refs = [entry.ref, *(row.ref for row in rows), *parent_refs(entry.KIND, values_of(entry))]
    event = write.record("entry.restored", refs, pillar=entry.pillar.code, changes=changes)
    return Saved(write.receipt(event), ref)


def changes_unseen(write: PlanWrite, rows: list[Entry], base: int) -> tuple[Event, ...]:
    """Return the events of others after `base` that changed one of the rows, oldest first; places are no change."""
    refs = [row.ref for row in rows]
    events = Event.objects.filter(plan=write.plan, number__gt=base, refs__overlap=refs).exclude(actor=write.asked.key)
    changed = [(event, set().union(*(event.changes.get(ref, ()) for ref in refs))) for event in events]
    return tuple(event for event, keys in changed if keys - {"position"})
