"""A section as it would print, with a text that nobody has saved: the chapter around it, or as much of it as is quick.

The tree is that of the draft book, cut: pages from the start of the section on. Nothing is stored.
"""

from dataclasses import replace

from masterplan.document.books import build_book
from masterplan.document.nodes import Paragraph, Section, Span, Table
from masterplan.document.passages import Passage
from masterplan.document.tree import to_json, walk

#: Bytes of tree that are laid out: some five pages, and less than a second.
BUDGET = 24_000
#: Stands at the head of the section while it is looked for; no text of anybody can hold it.
MARK = "\ue0ff"


def with_passage(reading, section, title, blocks):
    """The reading as if the section had been saved with this title and these blocks."""
    passages = [one for one in reading.manuscript.passages if one.section != section]
    passages.append(Passage(section=section, title=title, blocks=tuple(blocks)))
    return replace(reading, manuscript=replace(reading.manuscript, passages=tuple(passages)))


def section_book(reading, book, chapter, section, title="", blocks=None):
    """(Book of one chapter cut to what is shown, whether it was cut, whether the section's text is in it).

    blocks  the unsaved text; None shows what is saved.
    """
    given = reading if blocks is None else with_passage(reading, section, title, blocks)
    whole = build_book(given, book, part=f"bab:{chapter}")
    part = whole.parts[0]
    at = _place_of(given, book, chapter, section)
    if len(to_json(part)) <= BUDGET:
        return whole, False, at is not None
    children = _cut(part.children[at or 0 :], BUDGET)
    return replace(whole, parts=(replace(part, children=children),)), True, at is not None


def _place_of(reading, book, chapter, section):
    """Which child of the chapter holds the section's text; None where the chapter does not print it."""
    saved = next((one for one in reading.manuscript.passages if one.section == section), None)
    blocks = ({"type": "paragraph", "spans": [{"text": MARK}]},)
    marked = with_passage(reading, section, saved.title if saved else "", blocks)
    children = build_book(marked, book, part=f"bab:{chapter}").parts[0].children
    return next((at for at, child in enumerate(children) if _holds_mark(child)), None)


def _holds_mark(node):
    return any(isinstance(one, Span) and MARK in one.text for one in walk(node))


def _cut(nodes, budget) -> tuple:
    """The first of `nodes` that fit, the one that does not cut within, and a line that says so."""
    kept = []
    for node in nodes:
        size = len(to_json(node))
        if size > budget:
            kept += [_shortened(node, budget)] if not kept or budget > BUDGET // 4 else []
            break
        kept.append(node)
        budget -= size
    said = "Pratinjau berhenti di sini. Selebihnya disusun dari data dan tercetak dalam buku."
    return (*kept, Paragraph(spans=(Span(text=said),), role="note"))


def _shortened(node, budget):
    if isinstance(node, Section):
        return replace(node, children=_cut(node.children, budget)[:-1])
    if isinstance(node, Table) and node.rows:
        each = max(1, len(to_json(node)) // len(node.rows))
        return replace(node, rows=node.rows[: max(3, budget // each)])
    return node
