"""What became of a write: saved, met by another's text, or too late. Also for a write that is sent again."""

from dataclasses import dataclass, field
from typing import Any

from pillars import merge as merging
from pillars.cards.queries import find_entry
from pillars.cards.values import CARD_MODELS, TABLES, as_json, from_base, from_json, values_of
from pillars.fields.values import FieldDescription
from pillars.kinds import KINDS
from pillars.merge import MergeResult
from pillars.models.chain import Entry
from workshops.live.actions import Receipt
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event
from workshops.plans.models import Plan


@dataclass(frozen=True)
class MergeConflict:
    """One field that two people changed. `event` is the other one's last change (None once unknown).

    base, mine, theirs  the whole values; of a table or a list `mine` and `theirs` differ only in what clashes.
    part                the same three, narrowed to the years or lines that clash; the values themselves for a text.
    """

    field: FieldDescription
    base: Any
    mine: Any
    theirs: Any
    event: Event | None
    part: tuple


@dataclass(frozen=True)
class Saved:
    """What became of a save.

    status   "saved"; "conflict" (`clashes` waits for a choice, the rest is saved); "deleted" (the card is in
             the bin, `by` put it there); "parent_deleted" (nothing was written); "changed" (nothing was deleted:
             `since` are the events that whoever deletes has not seen).
    written  the fields that this save changed · agreed  those that somebody else had already changed to the same.
    lost     {field: value} that was typed and is not in the plan.
    entry    the row as this save left it, in the same transaction (None where the save was a repeated one).
    since    {field: event}: what was changed on the card after the base, by whom and when.
    stands   the event up to which `clashes` know what others wrote; a choice between them is based on it.
    """

    receipt: Receipt
    ref: str
    status: str = "saved"
    written: tuple = ()
    clashes: tuple = ()
    by: Event | None = None
    lost: dict = field(default_factory=dict)
    entry: Any = None
    since: Any = field(default_factory=dict)
    agreed: tuple = ()
    stands: int = 0


def deletion_of(entry: Entry) -> Event | None:
    """Return the event that put an entry into the bin."""
    return Event.objects.filter(plan=entry.plan_id, number=entry.deleted_in).first()


def agreed_fields(merged: MergeResult, mine: dict[str, Any], at_base: Any, last: Any) -> tuple[str, ...]:
    """Return the fields of a save that somebody else had already changed to the same since its base."""
    return tuple(key for key in merged.unchanged if key in last and not merging.same(mine[key], at_base[key]))


def field_changes(kind: str, now: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """Return {field: [before, after]} of what a save writes, as the journal keeps it."""
    before = as_json(kind, {key: now[key] for key in written})
    return {key: [before[key], after] for key, after in as_json(kind, written).items()}


def merge_conflicts(
    plan: Plan, entry: Entry, merged: MergeResult, base: Any, own: int | None = None
) -> tuple[MergeConflict, ...]:
    """Return the clashes of a merge, in the order of the form. `own`: number of the event that this save already is."""
    kind = KINDS[entry.KIND]
    met_in: list[Any] = [(one, merged.conflicts[one.key]) for one in kind.fields if one.key in merged.conflicts]
    return tuple(
        MergeConflict(
            one,
            texts[0],
            texts[1],
            texts[2],
            _other_change(plan, entry.ref, one, base, merged, own),
            _part(one, texts, merged),
        )
        for one, texts in met_in
    )


def lost_values(kind: str, mine: dict[str, Any], merged: MergeResult) -> dict[str, Any]:
    """Return {field: JSON value} of what clashed: of a table only its years, None for one that was taken out."""
    lost = as_json(kind, {key: mine[key] for key in merged.conflicts})
    for key, rows in merged.clashing.items():
        if KINDS[kind].field(key).type in TABLES:
            lost[key] = {str(row): (lost[key] or {}).get(str(row)) for row in rows}
    return lost


def repeated_answer(write: PlanWrite) -> Saved:
    """Return the answer to an op that has come before: what its first sending left, as it stands now."""
    event = write.replay
    receipt, ref = write.receipt(event), event.refs[0]
    if event.verb not in ("entry.conflict", "entry.late"):
        return Saved(receipt, ref, written=_written(event, ref))
    return open_conflicts(write.plan, event, receipt, write.plan.head)


def _written(event, ref):
    """The fields of a card that an event changed; what else the journal says of the card is no field."""
    keys = KINDS[ref.partition("-")[0]].keys
    return tuple(key for key in event.changes.get(ref, {}) if key in keys)


def open_conflicts(plan: Plan, event: Event, receipt: Receipt, head: int) -> Saved:
    """Return what a save that was not taken in whole leaves to choose now, from its event in the journal. Returns
    Saved.

    `head` is a number up to which everything is known to whoever asks. "saved" where nothing is left to choose.
    """
    ref = event.refs[0]
    entry: Any = find_entry(plan, ref, with_deleted=True)
    written = _written(event, ref)
    if wanted := without_parent(event):
        return Saved(receipt, ref, "parent_deleted", lost=from_json(wanted.partition("-")[0], event.lost))
    now = values_of(entry)
    at_base, _ = from_base(plan, entry, now, event.base)
    mine = _typed(entry, event, at_base)
    if entry.is_deleted:
        return Saved(receipt, ref, "deleted", written, by=deletion_of(entry), lost=mine)
    merged = merging.merge(KINDS[entry.KIND], at_base, mine, now)
    # nobody has taken it in since: that too is left to choose
    merged.conflicts.update({key: (at_base[key], value, now[key]) for key, value in merged.write.items()})
    clashes = merge_conflicts(plan, entry, merged, event.base, own=event.number)
    return Saved(receipt, ref, "conflict" if clashes else "saved", written, clashes, stands=head)


def without_parent(event: Event) -> str:
    """Return, for an `entry.late` that named a parent in the bin (refs[0]), the ref of the card that was to be moved
    there, or `<kind>-0` where it was to be a new card. "" for any other event."""
    if event.verb != "entry.late" or (event.base is not None and len(event.refs) == 1):
        return ""
    above = event.refs[0].partition("-")[0]
    below = [kind for kind in CARD_MODELS if KINDS[kind].parent == above]
    moved = next((ref for ref in event.refs if ref.partition("-")[0] in below), None)
    # what hangs from one kind are known apart by their fields
    return moved or next(f"{kind}-0" for kind in below if event.lost.keys() <= set(KINDS[kind].keys))


def _typed(entry, event, at_base):
    """{field: value} that the save of an event carried and that was not taken."""
    lost = dict(event.lost)
    for key, value in lost.items():
        if event.verb == "entry.conflict" and KINDS[entry.KIND].field(key).type in TABLES:
            before = as_json(entry.KIND, {key: at_base.get(key)})[key] or {}
            lost[key] = {year: cell for year, cell in (before | (value or {})).items() if cell is not None}
    return from_json(entry.KIND, lost)


def _part(described, texts, merged):
    clashing = merged.clashing.get(described.key)
    if described.type in TABLES:
        _, mine, theirs = (side or {} for side in texts)
        rows = clashing or [row for row in {*mine, *theirs} if mine.get(row) != theirs.get(row)]
        return tuple({row: side[row] for row in sorted(rows) if row in side} for side in (s or {} for s in texts))
    return clashing or texts


def _other_change(plan, ref, described, base, merged, own):
    """The last event that gave the field, or one of the clashing years of it, the text of somebody else."""
    key = described.key
    events = Event.objects.filter(plan=plan, number__gt=base, refs__contains=[ref], **{f"changes__{ref}__has_key": key})
    rows = [str(row) for row in merged.clashing.get(key, ())] if described.type in TABLES else []
    for event in events.exclude(number=own).order_by("-number"):
        before, after = (side or {} for side in event.changes[ref][key])
        if not rows or any(before.get(row) != after.get(row) for row in rows):
            return event
    return None
