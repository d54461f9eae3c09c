"""Three-way merge of one entry, field by field: what I typed against what others saved meanwhile. Pure.

`base` is the entry as my page showed it, `mine` the fields that my form carried, `theirs` the entry as
it stands now. Laws (tested): a field that I did not change is never written; each change of mine is
written, or is there already, or is a conflict that holds both; equal changes are no conflict; changes of
different fields, years or items give the same entry in either order; merging twice changes nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .kinds import Kind, is_empty

_SETS = frozenset(["references", "choices", "years_list"])
_TABLES = frozenset(["years_table_number", "years_table_rupiah", "scale_table"])
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome.

    write      field → value to store (the merged value, with the others' items and years in it)
    conflicts  field → (base, mine, theirs); for tables and lists `mine` and `theirs` already hold every
               change that does not clash, so that choosing either loses nothing else
    clashing   table field → years (or options) in conflict, for marking the cells
    unchanged  fields of `mine` that need no write
    """

    write: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, tuple[Any, Any, Any]] = field(default_factory=dict)
    clashing: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)


def same(a: Any, b: Any) -> bool:
    """Equal as a person sees it: all kinds of empty are one; otherwise the values are equal."""
    return (is_empty(a) and is_empty(b)) or a == b


def merge(kind: Kind, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Merges canonical values (not their JSON form). A key that is absent counts as empty.

    Raises KeyError for a key of `mine` that is no field of the kind.
    """
    merged = Merged()
    for key, my_value in mine.items():
        _merge_field(merged, kind.field(key).type, key, base.get(key), my_value, theirs.get(key))
    return merged


def _merge_field(merged: Merged, type: str, key: str, base: Any, mine: Any, theirs: Any) -> None:
    if same(mine, base) or same(mine, theirs):
        merged.unchanged.add(key)
        return
    if same(theirs, base):
        merged.write[key] = mine
        return
    if type in _TABLES:
        value = _merge_table(merged, key, base or {}, mine or {}, theirs or {})
    elif type in _SETS:
        value = _merge_items(base or [], mine or [], theirs or [])
        value = sorted(value) if type == "years_list" else value
    elif type == "list_text" and not _lines_clash(base or [], mine or [], theirs or []):
        value = _merge_items(base or [], mine or [], theirs or [])
    else:
        merged.conflicts[key] = (base, mine, theirs)
        return
    if key in merged.conflicts:
        return
    if same(value, theirs):
        merged.unchanged.add(key)
    else:
        merged.write[key] = value


def _merge_table(merged: Merged, key: str, base: Mapping, mine: Mapping, theirs: Mapping) -> dict:
    """Row by row. A clash of some rows is a conflict of the field; the other rows stand in both sides."""
    value, my_side, clashing = dict(theirs), dict(theirs), []
    for row in sorted({*base, *mine, *theirs}, key=str):
        before, my_cell, their_cell = (side.get(row, _ABSENT) for side in (base, mine, theirs))
        if my_cell in (before, their_cell):
            continue
        _put(my_side, row, my_cell)
        if their_cell == before:
            _put(value, row, my_cell)
        else:
            clashing.append(row)
    value, my_side = (dict(sorted(side.items(), key=lambda item: str(item[0]))) for side in (value, my_side))
    if clashing:
        merged.conflicts[key] = (dict(base), my_side, value)
        merged.clashing[key] = tuple(clashing)
    return value


def _put(table: dict, row: Any, cell: Any) -> None:
    if cell is _ABSENT:
        table.pop(row, None)
    else:
        table[row] = cell


def _numbered(items: list) -> list[tuple[Any, int]]:
    """Items made distinct: the second "Dinkes" of a list is ("Dinkes", 1)."""
    seen: Counter = Counter()
    numbered = []
    for item in items:
        numbered.append((item, seen[item]))
        seen[item] += 1
    return numbered


def _merge_items(base: list, mine: list, theirs: list) -> list:
    """Theirs, without what I took out, with what I put in, each behind its neighbour in my list."""
    before, my_items, their_items = _numbered(base), _numbered(mine), _numbered(theirs)
    if set(my_items) == set(before):  # I only changed the order: my order, with their changes in it
        my_items, their_items = their_items, my_items
    kept = set(my_items) | (set(their_items) - set(before))
    result = [item for item in their_items if item in kept]
    added = [item for item in my_items if item not in set(before) and item not in set(their_items)]
    position = {item: n for n, item in enumerate(my_items)}
    for item in added:
        neighbour = my_items[position[item] - 1] if position[item] else None
        at = result.index(neighbour) + 1 if neighbour in result else (0 if neighbour is None else len(result))
        while at < len(result) and result[at] not in position and result[at] not in set(before):
            at += 1  # behind what others put at the same place
        result.insert(at, item)
    return [item for item, _ in result]


def _lines_clash(base: list, mine: list, theirs: list) -> bool:
    """True when both rewrote the same line, or both sorted the list, in different ways."""
    before, my_items, their_items = (set(_numbered(side)) for side in (base, mine, theirs))
    if my_items == before == their_items:
        return True
    both_removed = (before - my_items) & (before - their_items)
    my_lines, their_lines = my_items - before - their_items, their_items - before - my_items
    return bool(both_removed and my_lines and their_lines)
