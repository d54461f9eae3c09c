"""The one write of a workbook: everything that was shown and chosen, or nothing; and its way back."""

from dataclasses import dataclass
from typing import Any

from masterplan.paper.columns import SHEETS
from masterplan.paper.upload import Upload
from masterplan.paper.upload_changes import CellChange, New, compare
from pillars.cards.actions.bulk import Births
from pillars.cards.actions.save import assign, link_problems, rerank_problems, stamp
from pillars.cards.queries import children, find_entry, moved_parents, parent_refs
from pillars.cards.values import SCORED, TABLES, as_json, from_json, newborn, values_of
from pillars.kinds import KINDS
from pillars.models import SHARED
from workshops.live.actions import Receipt, digest, plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event


@dataclass(frozen=True)
class Imported:
    """What became of it. status: "saved" · "changed" (something chosen is no longer what was shown; nothing is
    written) · "orphan" (a chosen row hangs from the new row `place` that was not chosen; nothing is written).
    """

    receipt: Receipt
    cards: int = 0
    status: str = "saved"
    place: str = ""


@dataclass(frozen=True)
class Undone:
    """`cards` are as they were; `stays` fields or cards were changed again since, and stay."""

    receipt: Receipt
    cards: int = 0
    stays: int = 0


def _content(upload, tokens):
    rows = digest([[row.kind, row.ref, row.line, row.texts] for row in upload.rows])
    return [upload.base, rows, sorted(set(tokens))]


@plan_action(
    "import",
    may="import.xlsx",
    sent=_content,
    again=lambda write: Imported(write.receipt(write.replay), len(write.replay.changes)),
)
def import_rows(write: PlanWrite, upload: Upload, tokens: Any) -> Imported:
    """Write the changes and new cards of `upload` that `tokens` (of its preview) name, in one event.

    Returns Imported; raises Refused, BadRequest, OpReused.
    """
    offered = compare(write.plan, upload).offered
    if not tokens or any(token not in offered for token in tokens):
        return Imported(write.receipt(), 0, "changed")
    chosen = [one for token, one in offered.items() if token in tokens]
    if place := _orphan(chosen):
        return Imported(write.receipt(), 0, "orphan", place)
    return _write(write, chosen, upload.base)


def _orphan(chosen):
    """Where a chosen row stands that hangs from a new row which was not chosen; "" for none."""
    coming = {one.ghost for one in chosen if isinstance(one, New)}
    for one in chosen:
        kind = one.kind if isinstance(one, New) else one.ref.partition("-")[0]
        values = one.values if isinstance(one, New) else {one.key: one.value}
        if any("-baru" in ref and ref not in coming for ref in parent_refs(kind, values)):
            return one.place
    return ""


def _write(write, chosen, base):
    births, real, scored = Births(write), {}, {}
    pillars = {pillar.code: pillar for pillar in write.plan.pillars.all()} | {SHARED.code: SHARED}
    for kind in SHEETS:
        for one in chosen:
            if isinstance(one, New) and one.kind == kind:
                row = births.add(kind, pillars[one.pillar], _real(kind, one.values, real))
                real[one.ghost] = row.ref
                scored.setdefault(row.pillar_id, row) if kind == "masalah" else None
    changes, touched = births.changes, list(births.parents)
    of_card = {}
    for one in chosen:
        if isinstance(one, CellChange):
            of_card.setdefault(one.ref, {})[one.key] = one.value
    for ref, values in of_card.items():
        row = find_entry(write.plan, ref)
        values = _real(row.KIND, values, real)
        changes[ref], moved = _set(write, row, values)
        touched += moved
        scored.setdefault(row.pillar_id, row) if row.KIND == "masalah" else None
    for row in scored.values():
        rerank_problems(row, SCORED, write)
    event = write.record("entry.imported", [*changes, *touched], changes=changes, base=base)
    return Imported(write.receipt(event), len(changes))


def _real(kind, values, real):
    """Values with the refs of the cards that have just been made."""
    field = KINDS[kind].parent_field
    if field is None or field.key not in values:
        return values
    given = values[field.key]
    given = [real.get(ref, ref) for ref in given] if isinstance(given, list) else real.get(given, given)
    return values | {field.key: given}


def _set(write, row, values):
    """Writes values to a row; returns (its part of the journal, the parents that it moved between)."""
    now = values_of(row)
    before = as_json(row.KIND, {key: now[key] for key in values})
    stamp(row, write)
    columns = assign(write.plan, row, values)
    row.version = write.plan.head + 1
    row.save(update_fields=[*columns, "version", "changed_by", "changed_at"])
    link_problems(row, values)
    after = as_json(row.KIND, values)
    return {key: [before[key], after[key]] for key in values}, moved_parents(row.KIND, now, values)


def taking_back(number: int) -> str:
    """Return the `body` of events that take the import of event `number` back, by which they are found."""
    return digest(["unimport", number])


@plan_action(
    "unimport", may="import.xlsx", again=lambda write: Undone(write.receipt(write.replay), len(write.replay.changes))
)
def take_back_import(write: PlanWrite, number: int) -> Undone:
    """Put everything that event `number` took from a workbook back, in one event. Returns Undone.

    A field that somebody has changed since stays, and so does a new card that was worked on or has something below.
    Raises NotFound, Refused, BadRequest, OpReused.
    """
    event = existing(Event.objects.filter(plan=write.plan, number=number, verb="entry.imported").first())
    changes, stays, touched, scored = {}, 0, [], {}
    # from below, so that a new card whose new children went is free to go
    for ref in sorted(event.changes, key=lambda ref: -SHEETS.index(ref.partition("-")[0])):
        row = find_entry(write.plan, ref)
        if row is None:
            stays += 1
            continue
        done, left, moved = _back(write, row, event.changes[ref], number)
        if done:
            changes[ref] = done
        stays += left
        touched += moved
        scored.setdefault(row.pillar_id, row) if row.KIND == "masalah" else None
    if not changes:
        return Undone(write.receipt(), 0, stays)
    for row in scored.values():
        rerank_problems(row, SCORED, write)
    event = write.record("entry.unimported", [*changes, *touched], changes=changes)
    return Undone(write.receipt(event), len(changes), stays)


def _back(write, row, changed, number):
    """(its part of the journal, how much of it stays, parents that it moved between)."""
    kind = row.KIND
    if newborn({row.ref: changed}):
        if row.version != number or children(row):
            return {}, 1, []
        row.deleted_in, row.deleted_at = write.plan.head + 1, write.at
        row.save(update_fields=["deleted_in", "deleted_at"])
        return {"deleted": [False, True]}, 0, parent_refs(kind, values_of(row))
    now = as_json(kind, values_of(row))
    keys = [key for key, (_, after) in changed.items() if _plain(kind, key, now[key]) == _plain(kind, key, after)]
    values = from_json(kind, {key: changed[key][0] for key in keys})
    for ref in parent_refs(kind, values):
        if find_entry(write.plan, ref, pillar=row.pillar.code) is None and kind != "sasaran":
            keys = [key for key in keys if key != KINDS[kind].parent_field.key]
    if values.get("dimension") and not row.pillar.dimensions.filter(code=values["dimension"]).exists():
        # the card went to the board of another group since then, which has no such part
        keys = [key for key in keys if key != "dimension"]
    values = {key: value for key, value in values.items() if key in keys}
    if not values:
        return {}, len(changed), []
    done, moved = _set(write, row, values)
    return done, len(changed) - len(keys), moved


def _plain(kind, key, value):
    """A JSON value as it is compared: without the zeros that a column adds, empty is empty."""
    if KINDS[kind].field(key).type in TABLES:
        return from_json(kind, {key: value})[key] or None
    return from_json(kind, {key: value})[key] or (value if value in (0, False) else None)
