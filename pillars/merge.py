"""Three-way merge of one entry, field by field: what I typed against what others saved meanwhile. Pure.

`base` is the entry as my page showed it, `mine` the fields that my form carried, `theirs` the entry as
it stands now. Laws (tested): a field that I did not change is never written; each change of mine is
written, or is there already, or is a conflict that holds both; equal changes are no conflict; changes of
different fields, years or items give the same entry in either order; merging twice changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import prose
from .fields.compare import opcodes, sentences, words
from .kinds import Kind, is_empty

_SETS = frozenset(["references", "choices", "years_list"])
_TABLES = frozenset(["years_table_number", "years_table_rupiah", "scale_table"])
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The outcome.

    write      field → value to store (the merged value, with the others' items and years in it)
    conflicts  field → (base, mine, theirs); for tables and lists `mine` and `theirs` already hold every
               change that does not clash, so that choosing either loses nothing else
    clashing   what of a table or a list is in conflict: for a table its years (or options), for a list of
               lines (base lines, my lines, their lines), for prose the same as blocks
    unchanged  fields of `mine` that need no write
    """

    write: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    clashing: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)


def same(a: Any, b: Any) -> bool:
    """Return whether values are equal as a person sees it: all kinds of empty are one."""
    return (is_empty(a) and is_empty(b)) or a == b


def merge(kind: Kind, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> MergeResult:
    """Merge canonical values (not their JSON form). A key that is absent counts as empty.

    Raises KeyError for a key of `mine` that is no field of the kind.
    """
    merged = MergeResult()
    for key, my_value in mine.items():
        _merge_field(merged, kind.field(key).type, key, base.get(key), my_value, theirs.get(key))
    return merged


def _merge_field(merged: MergeResult, type: str, key: str, base: Any, mine: Any, theirs: Any) -> None:
    if same(mine, base) or same(mine, theirs):
        merged.unchanged.add(key)
        return
    if same(theirs, base):
        merged.write[key] = mine
        return
    value: Any
    if type in _TABLES:
        value = _merge_table(merged, key, base or {}, mine or {}, theirs or {})
    elif type in _SETS:
        value = _merge_items(base or [], mine or [], theirs or [])
        value = sorted(value) if type == "years_list" else value
    elif type == "list_text" and any(len(side or []) > len(set(side or [])) for side in (base, mine, theirs)):
        # nobody can say which of two equal lines was meant: the whole list is chosen by a person
        value = list(theirs or [])
        merged.conflicts[key] = (list(base or []), list(mine or []), value)
        merged.clashing[key] = merged.conflicts[key]
    elif type == "list_text" and not _lines_clash(base or [], mine or [], theirs or []):
        value = _merge_items(base or [], mine or [], theirs or [])
    elif type == "list_text":
        value = _merge_lines(merged, key, base or [], mine or [], theirs or [])
    elif type == "prose":
        value = _merge_prose(merged, key, base, mine, theirs)
    else:
        merged.conflicts[key] = (base, mine, theirs)
        return
    if key in merged.conflicts:
        return
    if same(value, theirs):
        merged.unchanged.add(key)
    else:
        merged.write[key] = value


def _merge_table(merged: MergeResult, key: str, base: Mapping, mine: Mapping, theirs: Mapping) -> dict:
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


def _merge_items(base: list, mine: list, theirs: list) -> list:
    """Theirs, without what I took out, with what I put in, each at its place in my list."""
    before, my_items, their_items = (list(dict.fromkeys(side)) for side in (base, mine, theirs))
    if _in_order(before, my_items) and _in_order(before, their_items):
        return _woven(before, my_items, their_items)
    if set(my_items) == set(before):  # I only sorted the list: my order, with their changes in it
        my_items, their_items = their_items, my_items
    return _beside_neighbours(before, my_items, their_items)


def _in_order(before: list, items: list) -> bool:
    """True when the items that stayed stand in the order they had."""
    stayed = set(before) & set(items)
    return [item for item in before if item in stayed] == [item for item in items if item in stayed]


def _woven(before: list, my_items: list, their_items: list) -> list:
    """Both lists along the old one; at the same place theirs come first."""
    place: dict[Any, tuple] = {item: (n, 0) for n, item in enumerate(before)}
    for side, items in ((1, my_items), (0, their_items)):  # theirs last: what both put in stands at theirs
        for tag, start, end, first, last in opcodes(before, items):
            if tag == "change":
                for n, item in enumerate(items[first:last]):
                    at = start - 0.5 if start == end else min(start + n, end - 1)
                    place[item] = (at, 1, side, n)
    removed = set(before) - (set(my_items) & set(their_items))
    return sorted((item for item in place if item not in removed), key=place.__getitem__)


def _beside_neighbours(before: list, my_items: list, their_items: list) -> list:
    """Their order; each of my new items behind the item it follows in my list, or at the end."""
    kept = set(my_items) | (set(their_items) - set(before))
    result = [item for item in their_items if item in kept]
    for n, item in enumerate(my_items):
        if item in before or item in result:
            continue
        follows = my_items[n - 1] if n else None
        at = result.index(follows) + 1 if follows in result else len(result) if n else 0
        result.insert(at, item)
    return result


def _lines_clash(base: list, mine: list, theirs: list) -> bool:
    """True when both rewrote the same line, or both sorted the list in different ways."""
    before, my_items, their_items = set(base), set(mine), set(theirs)
    if my_items == before == their_items:
        return True
    both_removed = (before - my_items) & (before - their_items)
    my_lines, their_lines = my_items - before - their_items, their_items - before - my_items
    return bool(both_removed and my_lines and their_lines)


def _merge_lines(merged: MergeResult, key: str, base: list, mine: list, theirs: list, cut: Any = None) -> list:
    """Stretch by stretch, where both rewrote a line. What does not clash stands in both sides.

    cut  how the three are cut into stretches; each of them is decided by itself
    """
    value, my_side, clashing = [], [], ([], [], [])
    for before, my_lines, their_lines in (cut or _line_by_line)(base, mine, theirs):
        if my_lines in (before, their_lines):
            my_lines = their_lines
        elif their_lines == before:
            their_lines = my_lines
        elif not before:
            my_lines = their_lines = list(dict.fromkeys([*their_lines, *my_lines]))
        else:
            for lines, more in zip(clashing, (before, my_lines, their_lines), strict=True):
                lines.extend(more)
        value += their_lines
        my_side += my_lines
    if my_side != value:
        merged.conflicts[key] = (base, my_side, value)
        merged.clashing[key] = clashing
    return value


def _merge_prose(merged: MergeResult, key: str, base: list | None, mine: list | None, theirs: list | None) -> list:
    """Block by block, of a list item by item: two who write in two paragraphs do not meet."""
    own = MergeResult()
    value = _merge_lines(own, key, *(prose.lines(side) for side in (base, mine, theirs)), cut=_change_by_change)
    if key in own.conflicts:
        merged.conflicts[key] = tuple(map(_blocks, own.conflicts[key]))
        merged.clashing[key] = tuple(map(_blocks, own.clashing[key]))
    return _blocks(value)


def _blocks(lines: list[str]) -> list[dict]:
    return prose.parse("\n".join(lines))


def _change_by_change(base, mine, theirs):
    """The stretches of three lists, cut so that changes which touch no line in common stand in stretches of their own,
    also where they are neighbours."""
    made = [[code[1:] for code in opcodes(base, side) if code[0] == "change"] for side in (mine, theirs)]
    at, shift = 0, [0, 0]
    for start, end, together in _grouped(sorted((*code[:2], n, code) for n in (0, 1) for code in made[n])):
        yield from (([line],) * 3 for line in base[at:start])
        parts = [base[start:end]]
        for n, side in enumerate((mine, theirs)):
            first = start + shift[n]
            if own := [code for _, _, side_of, code in together if side_of == n]:
                shift[n] = own[-1][3] - own[-1][1]
            parts.append(side[first : end + shift[n]])
        yield from _each_line(parts)
        at = end
    yield from (([line],) * 3 for line in base[at:])


def _grouped(changes):
    """[(start, end, changes)] of ordered changes [(start, end, …)]: those together that touch one line, or add in one
    place."""
    groups: list[tuple[int, int, list]] = []
    for change in changes:
        start, end = change[:2]
        if groups and (start < groups[-1][1] or (start, end) == groups[-1][:2]):
            before = groups.pop()
            groups.append((before[0], max(end, before[1]), [*before[2], change]))
        else:
            groups.append((start, end, [change]))
    return groups


def _each_line(parts):
    """Lines that were rewritten in their places, one by one; else the stretch as it is."""
    if len({len(part) for part in parts}) == 1:
        return zip(*([[line] for line in part] for part in parts), strict=True)
    return [tuple(parts)]


def _line_by_line(base, mine, theirs):
    """The stretches of three lists; where lines were rewritten in their places each of them is one."""
    for parts in stretches(base, mine, theirs):
        many = len(parts[0])
        if many and all(len(part) >= many for part in parts):
            yield from (tuple([line] for line in lines) for lines in zip(*parts, strict=False))
            parts = tuple(part[many:] for part in parts)
        if any(parts):
            yield parts


def stretches(base: Sequence, mine: Sequence, theirs: Sequence) -> Iterator[tuple[Sequence, Sequence, Sequence]]:
    """Return three sequences cut at what all three hold, so that each change stands in a stretch of its own (diff3)."""
    my_place, their_place = (_places(base, side) for side in (mine, theirs))
    at: tuple[int, ...] = (0, 0, 0)
    for n in [n for n in range(len(base)) if n in my_place and n in their_place] + [len(base)]:
        stop = (n, my_place.get(n, len(mine)), their_place.get(n, len(theirs)))
        parts = tuple(side[a:b] for side, a, b in zip((base, mine, theirs), at, stop, strict=True))
        if any(parts):
            yield parts
        if n < len(base):
            yield ([base[n]],) * 3
        at = tuple(place + 1 for place in stop)


def _places(base: Sequence, side: Sequence) -> dict[int, int]:
    """Where the pieces of the old sequence that stayed stand in `side`."""
    equal = [(a1, a2, b1) for tag, a1, a2, b1, _ in opcodes(base, side) if tag == "equal"]
    return {a1 + n: b1 + n for a1, a2, b1 in equal for n in range(a2 - a1)}


def both_in_one(base: str, mine: str, theirs: str) -> str:
    """Return a text to go on from by hand: each change of both, and where they changed one place, mine before theirs.

    Only what one of the two took out, and the other left as it was, is missing from it.
    """
    # a space behind the last word, so that it equals the same word in the middle of another text
    texts = [sentences(text.strip() + " ") if text.strip() else [] for text in (base, mine, theirs)]
    return "".join(_both(*texts, inside=True)).strip()


def both_in_prose(mine: list[dict] | None, theirs: list[dict] | None) -> list[dict]:
    """Return the same for prose: what both have once, what they wrote differently one after the other."""
    return _blocks(both_lists(prose.lines(mine), prose.lines(theirs)))


def both_lists(mine: list[str], theirs: list[str]) -> list[str]:
    """Return the same for the two sides of a clash of lines, which differ in nothing else."""
    lines = [(mine[a1:a2], theirs[b1:b2]) for _, a1, a2, b1, b2 in opcodes(mine, theirs)]
    return list(dict.fromkeys(line for pair in lines for part in pair for line in part))


def _both(base, mine, theirs, inside=False):
    for before, my_part, their_part in stretches(base, mine, theirs):
        if my_part in (before, their_part):
            yield from their_part
        elif their_part == before:
            yield from my_part
        elif inside and before:
            yield from _both(*(words("".join(part)) for part in (before, my_part, their_part)))
        else:
            yield from (*my_part, *their_part)
