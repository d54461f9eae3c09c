"""What is new in a text against the one that is saved: marked while it is written, and found again in the tree. Pure.

A span that is new carries a sign of the private use area through the making of the book; `told` turns the sign into
the style `new`. A text of somebody that held the sign would only stand yellow in a preview.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from masterplan.document.nodes import Span
from masterplan.document.tree import NODES
from pillars import prose
from pillars.fields.compare import opcodes

SIGN = "\ue0f1"


def marked(blocks: list[dict[str, Any]], saved: Sequence[Any]) -> list[dict]:
    """Return `blocks` with a sign in each span of what differs from `saved`: a whole block, or one item of a list."""
    old = prose.lines(saved)
    new = prose.lines(blocks)
    same = {n for tag, _, _, start, end in opcodes(old, new) if tag == "equal" for n in range(start, end)}
    found, n = [], 0
    for block in blocks:
        size = len(prose.lines([block]))
        found.append(_marked(block, [n + line not in same for line in range(size)]))
        n += size
    return found


def _marked(block, is_new):
    if block["type"] == "list":
        items = [_signed(item) if new else item for item, new in zip(block["items"], is_new, strict=True)]
        return block | {"items": items}
    if not any(is_new):
        return block
    if block["type"] == "heading":
        return block | {"text": SIGN + block["text"]}
    return block | {"spans": _signed(block["spans"])} if "spans" in block else block


def _signed(spans):
    return [span | {"text": SIGN + span["text"]} for span in spans]


def mark_new_text(thing: Any) -> Any:
    """Return a tree with the style `new` where a sign stood."""
    if isinstance(thing, tuple):
        made = tuple(mark_new_text(item) for item in thing)
        return made if any(a is not b for a, b in zip(made, thing, strict=True)) else thing
    if isinstance(thing, Span):
        if SIGN not in thing.text:
            return thing
        return replace(thing, text=thing.text.replace(SIGN, ""), style=f"new {thing.style}".strip())
    if type(thing).__name__ not in NODES:
        return thing
    changed = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if isinstance(value, tuple) or type(value).__name__ in NODES:
            made = mark_new_text(value)
            if made is not value:
                changed[field.name] = made
    return replace(thing, **changed) if changed else thing
