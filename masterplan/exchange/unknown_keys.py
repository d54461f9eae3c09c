"""What a file says beyond the columns of a row, kept beside the row and put back into the dump.

Unknown keys, nulls, empty texts and lists, an office called by its short name: the difference between the
object of the file and what the row's columns tell is stored as JSON text in the row's `extra`
(`{"rest": "…"}`). Text, because a jsonb number or key order would not come back exactly as it was.

A remainder is {"add": {key: value}, "instead": {key: [told by the row, written in the file]}, "in": {key: remainder}}.
"""

from collections.abc import Sequence
from typing import Any

import simplejson

from masterplan.exchange.columns import in_order

REST = "rest"
ABSENT = object()


def unknown_of(
    source: dict[str, Any], told: dict[str, Any], computed: tuple[str, ...] = (), as_written: tuple[str, ...] = ()
) -> dict[str, str]:
    """Return the `extra` of a row: what `source` (object of the file) holds and `told` (from the row) does not.

    computed    keys for which the row is right whenever it tells them
    as_written  keys that are kept as written even if nothing is lost: jsonb forgets the order of keys
    """
    rest = _difference(source, told, computed)
    for key in as_written:
        if key in source and key in told:
            rest.setdefault("instead", {})[key] = [told[key], source[key]]
    return {REST: write(rest)} if rest else {}


def restore(told: dict[str, Any], extra: dict[str, Any], order: Sequence[Any]) -> dict[str, Any]:
    """Return `told` completed with what was kept; known keys in `order`, others behind them."""
    whole = _complete(told, read(extra[REST])) if REST in extra else told
    return in_order(whole, order)


def same(a: Any, b: Any) -> bool:
    """Return whether JSON values are equal: numbers as numbers, but true is not 1."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b


def write(value: dict[str, Any], **layout: int | tuple[str, str]) -> str:
    """Return JSON text with every Decimal as it is."""
    return simplejson.dumps(value, use_decimal=True, **layout)


def read(text: bytes | str) -> dict[str, Any]:
    return simplejson.loads(text, use_decimal=True)


def _difference(source, told, computed=()):
    add, instead, nested = {}, {}, {}
    for key, value in source.items():
        there = told.get(key, ABSENT)
        if there is ABSENT:
            add[key] = value
        elif key in computed or same(value, there):
            continue
        elif isinstance(value, dict) and isinstance(there, dict):
            nested[key] = _difference(value, there)
        else:
            instead[key] = [there, value]
    found = {"add": add, "instead": instead, "in": nested}
    return {name: part for name, part in found.items() if part}


def _complete(told, rest):
    whole = dict(told)
    for key, (there, written) in rest.get("instead", {}).items():
        if key in whole and same(whole[key], there):
            whole[key] = written
    for key, below in rest.get("in", {}).items():
        if isinstance(whole.get(key), dict):
            whole[key] = _complete(whole[key], below)
    for key, value in rest.get("add", {}).items():
        whole.setdefault(key, value)
    return whole
