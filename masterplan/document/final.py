"""The wording of an edition: what is said only in drafts, and sections that have nothing, are left out. Pure."""

from dataclasses import replace

from masterplan.document.numbering import place
from masterplan.document.pieces import para
from masterplan.document.texts import shipped
from masterplan.document.tree import Chapter, Paragraph, Section, plain_text


def finished(chapter: Chapter) -> Chapter:
    """Return a chapter without what drafts say of gaps; sections that held nothing else are gone. A chapter that has
    nothing left keeps its title and says so in a sentence, so that the numbers of the others stay.
    """
    children = tuple(made for child in chapter.children if (made := _finished(child)) is not None)
    had, has = (any(isinstance(node, Section) for node in nodes) for nodes in (chapter.children, children))
    if not children or had and not has:
        children = (*children, _nothing())
    return replace(chapter, children=children)


def without_empty_annexes(chapters: tuple) -> tuple:
    """Return finished chapters; an annex that has nothing is no page of an edition, unless the text leads to it."""
    said = plain_text(chapters)
    return tuple(
        chapter
        for chapter in chapters
        if not chapter.label.startswith("Lampiran") or chapter.children != (_nothing(),) or place(chapter.id) in said
    )


def _nothing():
    return para(shipped()["no_data_text"])


def _finished(node):
    if isinstance(node, Paragraph):
        return None if node.role == "gap" or not any(span.text for span in node.spans) else node
    if isinstance(node, Section):
        children = tuple(made for child in node.children if (made := _finished(child)) is not None)
        if not children and node.children and not node.opening:
            return None
        return replace(node, children=children)
    return node
