"""The tree of an edition as bytes that are kept for good, and back. Pure.

Packed is JSON: `format`, the version of this form, and `book`, the nodes as `document.tree.to_plain` writes them. What
an older or a newer program wrote is read as far as it goes: a field that a node has no longer is left out, a node that
has no class any more becomes a paragraph with its words. So no edition is lost to a change of the nodes.
"""

import json
from dataclasses import fields

from masterplan.document import tree

#: Goes up when a node is renamed or a field changes its meaning; then `UPGRADES` says how the older form is read.
FORMAT = 1
#: {format: function that makes of its plain book the next format's}.
UPGRADES = {}
#: Where a run of text stands; elsewhere an unknown node is a paragraph.
_RUNS = ("spans", "lines", "items")


class Unreadable(Exception):
    """The bytes hold no book."""


def packed(book: tree.Book) -> bytes:
    """Return the tree as bytes; the same tree gives the same bytes."""
    form = {"format": FORMAT, "book": tree.to_plain(book)}
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unpacked(data: bytes) -> tree.Book:
    """Return the book of `packed`, of any format. Raises Unreadable."""
    try:
        form = json.loads(data)
        plain = form["book"]
        for number in range(form["format"], FORMAT):
            plain = UPGRADES.get(number, lambda same: same)(plain)
        book = _thing(plain, "")
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable from error
    if not isinstance(book, tree.Book):
        raise Unreadable
    return book


def _thing(plain, place):
    if isinstance(plain, list):
        return tuple(_thing(item, place) for item in plain)
    if not isinstance(plain, dict):
        return plain
    made = tree.NODES.get(plain.get("node"))
    if made is None:
        return _words(plain, place)
    known = {field.name for field in fields(made)}
    return made(**{key: _thing(value, key) for key, value in plain.items() if key in known})


def _words(plain, place):
    """What a node without a class says, in the order in which it was written."""
    text = " ".join(_texts({key: value for key, value in plain.items() if key not in ("node", "id", "to", "sha256")}))
    run = tree.Span(text=text)
    return run if place in _RUNS else tree.Paragraph(spans=(run,), id=str(plain.get("id", "")))


def _texts(thing):
    if isinstance(thing, str) and thing.strip():
        yield thing.strip()
    elif isinstance(thing, dict):
        for key, value in thing.items():
            if key not in ("node", "id", "to", "style", "role", "language", "page", "pillar"):
                yield from _texts(value)
    elif isinstance(thing, list):
        for item in thing:
            yield from _texts(item)
