"""Which entry, and which field of it, keeps a unit from being laid out: halves are laid out until one is left. Pure but
for `fails`, which lays out.
"""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from masterplan.document import tree

CODE = re.compile(r"\b[A-Z]{2,5}-(?:P|S|ST|PR)\d+\b")
FIELDS = {"evidence": "bukti", "source": "sumber", "note": "catatan"}
#: What a node is made of, and may be printed with less of.
PARTS = {
    tree.Section: "children",
    tree.Chain: "knots",
    tree.Knot: "children",
    tree.Profile: "rows",
    tree.Table: "rows",
    tree.Matrix: "rows",
    tree.Timeline: "bars",
    tree.Items: "items",
    tree.Facts: "items",
    tree.Row: "cells",
    tree.Paragraph: "spans",
}
#: What cannot be printed alone: it is the end of the search.
ENDS = (tree.Row, tree.Paragraph)


@dataclass(frozen=True)
class Culprit:
    """`entry`: "Masalah GOV-P1" or ""; `field`: "bukti", "Keluaran" or ""; `place`: the section it stands in."""

    entry: str = ""
    field: str = ""
    place: str = ""

    @property
    def location(self) -> str:
        return ", ".join(part for part in (self.entry, self.field and f"isian “{self.field}”") if part)


def find(children: tuple[tree.Node, ...], fails: Callable[..., Any]) -> Culprit:
    """Return the parts at fault. `fails(list of candidates)` says of each tuple of nodes whether it cannot be laid out
    alone; it may raise `GaveUp` when there is no more time. What was found until then is returned.
    """
    found = Search(fails)
    with contextlib.suppress(GaveUp):
        found.narrow(tuple(children), lambda some: some)
    return found.culprit()


class GaveUp(Exception):
    """There is no time left to search on."""


class Search:
    def __init__(self, fails: Callable[..., Any]) -> None:
        self.fails, self.path = fails, []

    def narrow(self, parts: tuple[Any, ...], build: Callable[..., Any]) -> None:
        """Return the parts at fault. `build(some of the parts)` is a tuple of nodes to lay out."""
        whole = parts
        while len(parts) > 1:
            half = len(parts) // 2
            halves = (parts[:half], parts[half:])
            failing = self.fails([build(some) for some in halves])
            if True not in failing:
                return
            parts = halves[failing.index(True)]
        if not parts:
            return
        one = parts[0]
        if len(whole) == 1 and not self.path and not self.fails([build(parts)])[0]:
            return
        self.path.append((one, whole))
        name = PARTS.get(type(one))
        if name is None or isinstance(one, ENDS):
            return
        inner = getattr(one, name)
        if not inner or (isinstance(one, tree.Knot) and not self.fails([build((replace(one, statement=""),))])[0]):
            return
        self.narrow(inner, lambda some: build((replace(one, **{name: tuple(some)}),)))

    def culprit(self) -> Culprit:
        entry = field = place = ""
        for node, _ in self.path:
            if isinstance(node, tree.Section):
                place = f"{node.number} {node.title}".strip()
            elif isinstance(node, tree.Knot):
                entry = node.kind.replace(" · ", " ")
                field = "pernyataan" if node is self.path[-1][0] else ""
            elif isinstance(node, tree.Profile):
                entry = f"{node.code} {node.title}".strip()[:120]
            elif isinstance(node, tree.ProfileRow):
                field = node.label
            elif isinstance(node, tree.Table | tree.Timeline) and node.title:
                place = place or f"{node.number} {node.title}".strip()
            elif isinstance(node, tree.Row):
                entry = _head(node) or entry
            elif isinstance(node, tree.Bar):
                entry = node.code
            elif isinstance(node, tree.Paragraph):
                field = FIELDS.get(node.role, field)
                entry = entry or _code(node)
        return Culprit(entry, field, place)


def _head(row) -> str:
    """What stands at the head of a row: its code, else its first words."""
    return _code(row) or tree.plain_text(row.cells[:1]).replace("\n", " ")[:80]


def _code(node) -> str:
    found = CODE.search(tree.plain_text(node)[:20_000])
    return found[0] if found else ""
