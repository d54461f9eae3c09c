"""A paper on the screen: the blocks of its tree as a template can loop over them."""

from dataclasses import dataclass

from masterplan.document import tree as t
from masterplan.document.nodes import Paper


@dataclass(frozen=True)
class Block:
    """`kind`: heading · text · gap · list · table · signers. What a kind does not use is empty."""

    kind: str
    text: str = ""
    lines: tuple = ()
    heads: tuple = ()
    rows: tuple = ()


def blocks(paper: Paper) -> list:
    """Return the blocks of a Paper in reading order; where the hand signs there is nothing to show but the names."""
    return list(_blocks(paper.children))


def _blocks(nodes):
    for node in nodes:
        if isinstance(node, t.Section):
            yield Block("heading", node.title)
            yield from _blocks(node.children)
        elif isinstance(node, t.Paragraph):
            said = "".join(span.text for span in node.spans)
            yield Block("gap" if any(span.style == "gap" for span in node.spans) else "text", said)
        elif isinstance(node, t.Items):
            yield Block("list", lines=tuple("".join(span.text for span in item) for item in node.items))
        elif isinstance(node, t.Table):
            yield Block("table", node.title, heads=tuple(map(_head, node.columns)), rows=tuple(map(_row, node.rows)))
        elif isinstance(node, t.Signatures):
            yield Block("signers", rows=node.signers)


def _head(column):
    return " ".join(filter(None, (column.group, column.title)))


def _row(row):
    """[(text, columns that it reaches over)] of a row."""
    return tuple((" · ".join("".join(s.text for s in line) for line in cell.lines), cell.columns) for cell in row.cells)
