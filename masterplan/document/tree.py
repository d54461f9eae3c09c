"""The document tree: its nodes (see `nodes.py`) with what can be done to any tree: JSON and back, a hash, a walk,
its words.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from masterplan.document import nodes as _nodes
from masterplan.document.nodes import *  # noqa: F403  (the tree is its nodes)
from masterplan.document.nodes import Book, Node

NODES = {
    name: kind for name, kind in vars(_nodes).items() if isinstance(kind, type) and kind.__module__ == _nodes.__name__
}
# Fields that hold words a reader sees, in the order of reading; the rest are ids, kinds and measures.
WORDS = (
    "label",
    "kind",
    "number",
    "code",
    "word",
    "running",
    "volume",
    "government",
    "office",
    "name",
    "title",
    "badge",
    "statement",
    "text",
    "value",
    "subtitle",
    "unit",
    "agency",
    "total",
    "description",
    "edition",
    "sentence",
    "note",
    "total_label",
    "fingerprint",
)
INNER = (
    "opening",
    "lines",
    "spans",
    "items",
    "columns",
    "years",
    "horizons",
    "rows",
    "cells",
    "knots",
    "bars",
    "amounts",
    "totals",
    "entries",
    "signers",
    "data",
    "left",
    "right",
    "children",
    "parts",
)


def to_plain(thing: Any) -> Any:
    """Return a node as dicts, lists and scalars; empty fields are left out, `node` names the class."""
    if isinstance(thing, tuple):
        return [to_plain(item) for item in thing]
    if thing is None or isinstance(thing, (str, int, float, bool)):
        return thing
    plain = {"node": type(thing).__name__}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if value != field.default:
            plain[field.name] = to_plain(value)
    return plain


def from_plain(plain: Any) -> Any:
    """Return the reverse of `to_plain`."""
    if isinstance(plain, list):
        return tuple(from_plain(item) for item in plain)
    if isinstance(plain, dict):
        return NODES[plain["node"]](**{key: from_plain(value) for key, value in plain.items() if key != "node"})
    return plain


def to_json(node: Any) -> bytes:
    """Return stable UTF-8 JSON: the same tree gives the same bytes."""
    return json.dumps(to_plain(node), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_json(data: bytes) -> Book:
    return from_plain(json.loads(data))


def content_hash(node: Any) -> str:
    """Return SHA-256 (hex) over the stable JSON of a node or a tuple of nodes."""
    return hashlib.sha256(to_json(node)).hexdigest()


def walk(thing: Any) -> Iterator[Any]:
    """Return every node and leaf object below `thing`, itself first, in reading order."""
    if isinstance(thing, tuple):
        for item in thing:
            yield from walk(item)
    elif type(thing).__name__ in NODES:
        yield thing
        for name in INNER:
            yield from walk(getattr(thing, name, ()))


def plain_text(thing: Any) -> str:
    """Return what a reader would find, one line an object; for tests, search and screen readers."""
    lines = []

    def collect(item):
        if isinstance(item, str):
            lines.append(item)
        elif isinstance(item, tuple):
            if item and all(isinstance(part, _nodes.Span) for part in item):
                lines.append("".join(part.text for part in item))
            else:
                for part in item:
                    collect(part)
        elif type(item).__name__ in NODES:
            lines.extend(v for name in WORDS if isinstance(v := getattr(item, name, None), str) and v)
            for name in INNER:
                value = getattr(item, name, None)
                if isinstance(value, (tuple, _nodes.Node)):
                    collect(value)

    collect(thing)
    return "\n".join(line for line in lines if line)


def picture_hashes(thing: Book | tuple[Node, ...]) -> set:
    """Return the hashes of all pictures below a node or a tuple of nodes: those of prose, and the arms on a cover."""
    found = (getattr(node, name, "") for node in walk(thing) for name in ("sha256", "logo"))
    return {sha for sha in found if sha}
