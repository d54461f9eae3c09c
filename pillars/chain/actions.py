"""The only code that writes the chain. One action = one transaction = one journal event."""

from dataclasses import dataclass, field

from django.db.models import Max

from pillars import merge as merging
from pillars.chain.kinship import gone_parents, moved_between, parent_refs, parents_in_bin, siblings_of
from pillars.chain.models import Answer, Dimension, Pillar, Problem
from pillars.chain.reading import branch, find_entry
from pillars.chain.values import (
    MODELS,
    NOT_SAVED,
    STORED_AS_JSON,
    as_json,
    from_json,
    values_of,
)
from pillars.fields import NO_DATA
from pillars.kinds import KINDS
from workshops.live.actions import Receipt, writing
from workshops.live.journal import fields_at
from workshops.live.models import Event
from workshops.switches import off

CODE_LETTERS = {"masalah": "P", "sasaran": "S", "strategi": "ST", "program": "PR"}
SCORED = {"urgency", "seriousness", "growth"}


class Gone(Exception):
    """The entry, or the parent that a new one should hang from, is not there."""


@dataclass(frozen=True)
class Clash:
    """One field that two people changed. `event` is the other one's last change (None once unknown)."""

    field: object
    base: object
    mine: object
    theirs: object
    event: Event | None


@dataclass(frozen=True)
class Saved:
    """What became of a save.

    status   "saved"; "conflict" (`clashes` waits for a choice, the rest is saved); "deleted" (the card is in
             the bin, `by` put it there); "parent_deleted" (nothing was written).
    written  the fields that this save changed.
    entry    the row as this save left it, in the same transaction (None where the save was a repeated one).
    since    {field: event}: what was changed on the card after the base, by whom and when.
    """

    receipt: Receipt
    ref: str
    status: str = "saved"
    written: tuple = ()
    clashes: tuple = ()
    by: Event | None = None
    lost: dict = field(default_factory=dict)
    entry: object = None
    since: dict = field(default_factory=dict)


def add_entry(actor, kind, pillar, values, *, op):
    """Adds an entry of `kind` to the pillar with code `pillar`; its parent stands in `values` (`target_ref` …).

    values: parsed field values. Returns Saved; raises Refused, BadRequest, OpReused, Gone.
    """
    body = ["add", kind, pillar, as_json(kind, values)]
    with writing(actor, op=op, body=body) as write:
        if write.replay:
            return _again(write)
        write.demand("entry.add", pillar)
        row_pillar = Pillar.objects.filter(plan=write.plan, code=pillar).first()
        if row_pillar is None:
            raise Gone
        parents = parent_refs(kind, values)
        if any(find_entry(write.plan, ref, pillar=pillar) is None for ref in parents):
            event = write.record("entry.late", parents, pillar=pillar, lost=as_json(kind, values))
            return Saved(write.receipt(event), parents[0], "parent_deleted", lost=values)
        entry = MODELS[kind](plan=write.plan, pillar=row_pillar, number=write.next_number(kind), created_by=actor.key)
        entry.code = next_code(write.plan, row_pillar, kind)
        entry.position = next_position(write.plan, row_pillar, kind)
        given = {key: value for key, value in values.items() if value not in (None, [], {}, "")}
        _stamp(entry, write)
        _assign(write.plan, entry, given)
        entry.version = write.plan.head + 1
        entry.save(force_insert=True)
        _link_problems(entry, given)
        _rank_again(entry, given)
        changes = {entry.ref: {key: [None, value] for key, value in as_json(kind, given).items()}}
        event = write.record("entry.added", [entry.ref, *parents], pillar=pillar, changes=changes)
        return Saved(write.receipt(event), entry.ref, written=tuple(given))


def save_entry(actor, ref, values, *, base, op, verb="entry.saved", action="entry.edit"):
    """Writes the fields in `values` that the person changed since `base` (the event their page showed).

    Fields that others changed meanwhile are merged; where both changed one, theirs stays and ours is kept in
    the journal (`lost`) and named in `clashes`. Returns Saved; raises Refused, BadRequest, OpReused, Gone.
    """
    kind = ref.partition("-")[0]
    if kind not in MODELS:
        raise Gone
    mine = {key: value for key, value in values.items() if key not in NOT_SAVED}
    body = ["save", ref, base, as_json(kind, mine)]
    with writing(actor, op=op, body=body) as write:
        if write.replay:
            return _again(write)
        entry = find_entry(write.plan, ref, with_bin=True)
        if entry is None:
            raise Gone
        write.demand(action, entry.pillar.code)
        write.known_base(base)
        if entry.is_deleted:
            return _late(write, entry, mine, base)
        now = values_of(entry)
        at_base, last = from_base(write.plan, entry, now, base)
        merged = merging.merge(KINDS[kind], at_base, mine, now)
        conflicts = merged.conflicts
        written = dict(merged.write)
        if gone := gone_parents(write.plan, entry, now, written):
            event = write.record("entry.late", [*gone, ref], pillar=entry.pillar.code, lost=as_json(kind, mine))
            return Saved(write.receipt(event), gone[0], "parent_deleted", lost=mine)
        if off("compare_with_base"):
            written |= {key: mine[key] for key in conflicts}
            conflicts = {}
        if not written and not conflicts:
            return Saved(write.receipt(), ref, entry=entry, since=last)
        before = as_json(kind, {key: now[key] for key in written})
        if written:
            _stamp(entry, write)
            columns = _assign(write.plan, entry, written)
            entry.version = write.plan.head + 1
            entry.save(update_fields=[*columns, "version", "changed_by", "changed_at"])
            _link_problems(entry, written)
            _rank_again(entry, written)
        changes = {ref: {key: [before[key], after] for key, after in as_json(kind, written).items()}}
        lost = {} if off("losing_text") else as_json(kind, {key: mine[key] for key in conflicts})
        touched = [ref, *moved_between(kind, now, written)]
        event = write.record(
            "entry.conflict" if conflicts else verb,
            touched,
            pillar=entry.pillar.code,
            changes=changes if written else {},
            lost=lost,
            base=base,
        )
        clashes = tuple(Clash(KINDS[kind].field(key), *texts, last.get(key)) for key, texts in conflicts.items())
        status = "conflict" if clashes else "saved"
        if "problem_refs" in written:
            entry = find_entry(write.plan, ref)
        return Saved(write.receipt(event), ref, status, tuple(written), clashes, entry=entry, since=last)


def from_base(plan, entry, now, base):
    """The entry's values as they stood at event `base`, and {field: event that changed it last since}."""
    if entry.version <= base:
        return now, {}
    stood, last = fields_at(plan, entry.ref, base, as_json(entry.KIND, now))
    stood = {key: value for key, value in stood.items() if key in now}
    return from_json(entry.KIND, stood), last


def reorder_entry(actor, ref, direction, *, op):
    """Moves an entry one place up (`naik`) or down (`turun`) among its siblings. Returns Saved."""
    with writing(actor, op=op, body=["reorder", ref, direction]) as write:
        if write.replay:
            return _again(write)
        entry = find_entry(write.plan, ref)
        if entry is None:
            raise Gone
        write.demand("entry.move", entry.pillar.code)
        siblings = siblings_of(entry)
        at = siblings.index(entry)
        to = at + (-1 if direction == "naik" else 1)
        if not 0 <= to < len(siblings):
            return Saved(write.receipt(), ref)
        siblings[at], siblings[to] = siblings[to], siblings[at]
        changes = _place(siblings)
        refs = [ref, siblings[at].ref, *changes]
        event = write.record("entry.reordered", refs, pillar=entry.pillar.code, changes=changes)
        return Saved(write.receipt(event), ref)


def delete_entry(actor, ref, *, op):
    """Puts an entry, with all that would hang nowhere without it, into the bin. Returns Saved."""
    with writing(actor, op=op, body=["delete", ref]) as write:
        if write.replay:
            return _again(write)
        entry = find_entry(write.plan, ref, with_bin=True)
        if entry is None:
            raise Gone
        rows = branch(entry)
        write.demand("entry.delete_branch" if len(rows) > 1 else "entry.delete", entry.pillar.code)
        if entry.is_deleted:
            return Saved(write.receipt(), ref)
        for row in rows:
            row.deleted_in = write.plan.head + 1
            row.deleted_at = write.at
            row.save(update_fields=["deleted_in", "deleted_at"])
        _rank_again(entry, SCORED)
        parents = parent_refs(entry.KIND, values_of(entry))
        changes = {row.ref: {"deleted": [False, True]} for row in rows}
        refs = [row.ref for row in rows] + parents
        event = write.record("entry.deleted", refs, pillar=entry.pillar.code, changes=changes)
        return Saved(write.receipt(event), ref)


def restore_entry(actor, ref, *, op):
    """Takes an entry, what went into the bin with it, and the parents that lie there too, out again. Returns Saved."""
    with writing(actor, op=op, body=["restore", ref]) as write:
        if write.replay:
            return _again(write)
        entry = find_entry(write.plan, ref, with_bin=True)
        if entry is None:
            raise Gone
        write.demand("entry.restore", entry.pillar.code)
        if not entry.is_deleted:
            return Saved(write.receipt(), ref)
        rows = [
            row
            for model in MODELS.values()
            for row in model.objects.filter(plan=write.plan, deleted_in=entry.deleted_in)
        ]
        rows += [parent for parent in parents_in_bin(entry) if parent not in rows]
        for row in rows:
            row.deleted_in = row.deleted_at = None
            row.save(update_fields=["deleted_in", "deleted_at"])
        if problem := next((row for row in rows if row.KIND == "masalah"), None):
            _rank_again(problem, SCORED)
        changes = {row.ref: {"deleted": [True, False]} for row in rows}
        refs = [entry.ref, *(row.ref for row in rows), *parent_refs(entry.KIND, values_of(entry))]
        event = write.record("entry.restored", refs, pillar=entry.pillar.code, changes=changes)
        return Saved(write.receipt(event), ref)


def next_code(plan, pillar, kind):
    """The code a new entry is born with: pillar, letters of the kind, the first number above all used ones."""
    start = f"{pillar.code}-{CODE_LETTERS[kind]}"
    codes = MODELS[kind].objects.filter(plan=plan, code__startswith=start).values_list("code", flat=True)
    used = [int(code[len(start) :]) for code in codes if code[len(start) :].isdecimal()]
    return f"{start}{max(used, default=0) + 1}"


def next_position(plan, pillar, kind):
    """The place after the last entry of this kind in the pillar."""
    rows = MODELS[kind].objects.filter(plan=plan, pillar=pillar)
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _again(write):
    """The answer that the first sending of this op got."""
    event = write.replay
    ref = event.refs[0]
    receipt = write.receipt(event)
    written = tuple(event.changes.get(ref, {}))
    if event.verb == "entry.late":
        return Saved(receipt, ref, "deleted" if event.base is not None else "parent_deleted", lost=event.lost)
    if event.verb != "entry.conflict":
        return Saved(receipt, ref, written=written)
    return Saved(receipt, ref, "conflict", written, clashes_of(find_entry(write.plan, ref, with_bin=True), event))


def clashes_of(entry, event):
    """The clashes that a save met, from its journal event, against the entry as it stands now."""
    now = values_of(entry)
    at_base, last = from_base(entry.plan, entry, now, event.base)
    mine = from_json(entry.KIND, event.lost)
    met = [described for described in KINDS[entry.KIND].fields if described.key in mine]
    return tuple(Clash(one, at_base[one.key], mine[one.key], now[one.key], last.get(one.key)) for one in met)


def _place(siblings):
    """Gives siblings, in this order, increasing positions; returns the journal's changes."""
    places, changes, last = sorted(row.position for row in siblings), {}, -1
    for row, place in zip(siblings, places, strict=True):
        before, row.position = row.position, max(place, last + 1)
        last = row.position
        if row.position != before:
            row.save(update_fields=["position"])
            changes[row.ref] = {"position": [before, row.position]}
    return changes


def _late(write, entry, mine, base):
    """A save for a card in the bin: the text goes to the journal, the card stays where it is."""
    lost = {} if off("losing_text") else as_json(entry.KIND, mine)
    by = Event.objects.filter(plan=write.plan, number=entry.deleted_in).first()
    event = write.record("entry.late", [entry.ref], pillar=entry.pillar.code, lost=lost, base=base)
    return Saved(write.receipt(event), entry.ref, "deleted", by=by, lost=mine)


def _stamp(entry, write):
    entry.changed_by = write.asked.key
    entry.changed_at = write.at


def _assign(plan, entry, values):
    """Sets columns from values; returns their names. Refs and codes that are not in the plan raise Gone."""
    columns = []
    for key in values:
        if key == "problem_refs":
            continue
        for column, value in _columns(plan, entry, key, values[key]):
            setattr(entry, column, value)
            columns.append(column)
    return columns


def _columns(plan, entry, key, value):
    if key == "dimension":
        rows = Dimension.objects.filter(plan=plan, pillar=entry.pillar)
        return [("dimension", value and _one(rows.filter(code=value)))]
    if key == "baseline":
        no_data = value is NO_DATA
        return [("baseline", None if no_data else value), ("baseline_no_data", no_data)]
    if key in ("lead_opd", "baseline_owner"):
        return [(key, value and _one(plan.opds.filter(number=_number(value))))]
    if key == "rpjmd_ref":
        return [("rpjmd", value and _one(plan.rpjmd_objectives.filter(number=_number(value))))]
    if key in ("target_ref", "strategy_ref"):
        parent = find_entry(plan, value, pillar=entry.pillar.code) if value else None
        if parent is None:
            raise Gone
        return [(key.removesuffix("_ref"), parent)]
    if key in STORED_AS_JSON:
        return [(key, as_json(entry.KIND, {key: value})[key])]
    return [(key, value)]


def _one(rows):
    row = rows.first()
    if row is None:
        raise Gone
    return row


def _number(ref):
    return int(ref.partition("-")[2])


def _link_problems(entry, values):
    """Makes the target answer exactly the problems of `values["problem_refs"]`, in that order."""
    if "problem_refs" not in values:
        return
    Answer.objects.filter(target=entry).delete()
    for position, ref in enumerate(values["problem_refs"] or []):
        problem = find_entry(entry.plan, ref, with_bin=True)
        if problem is None or problem.pillar_id != entry.pillar_id:
            raise Gone
        Answer.objects.create(plan=entry.plan, target=entry, problem=problem, position=position)


def _rank_again(entry, touched):
    """Places the pillar's problems by score once a score of one of them has changed."""
    if entry.KIND != "masalah" or not SCORED & set(touched):
        return
    rows = list(Problem.objects.filter(plan=entry.plan, pillar=entry.pillar, deleted_in=None))
    scored = [row for row in rows if row.score is not None]
    scored.sort(key=lambda row: (-row.score, -row.seriousness, -row.urgency, row.position))
    ranks = {row.pk: place for place, row in enumerate(scored, 1)}
    for row in rows:
        if row.rank != ranks.get(row.pk):
            Problem.objects.filter(pk=row.pk).update(rank=ranks.get(row.pk))
