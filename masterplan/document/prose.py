"""The prose of a section as nodes: blocks as they are stored (see `pillars.prose`) → paragraphs, lists, tables by
reference, pictures. Pure.
"""

from typing import TYPE_CHECKING, Any

from masterplan.document.tree import Items, Paragraph, Picture, Span

if TYPE_CHECKING:
    from masterplan.document.texts import BookTexts


#: The number that a table or figure carries until `numbering.renumber` counts it.
UNCOUNTED = {"table": "Tabel 0", "figure": "Gambar 0"}
#: What a mark of a text is called in the style of a span, in the order of `nodes.Span`.
STYLES = {"bold": "strong", "italic": "em"}


def nodes_of(blocks: tuple[dict[str, Any], ...], texts: "BookTexts", section: str) -> tuple:
    """Return `blocks` of the section with this code. What a block refers to and is no longer there is said as a gap."""
    out, pictures = [], {p.ref: p for p in texts.book_data.customization.pictures}
    for n, block in enumerate(blocks, 1):
        kind = block.get("type")
        if kind in ("table", "figure"):
            out += texts.referred(kind, block.get("ref", ""), f"{anchor(section)}-{n}")
        elif kind == "picture":
            out.append(_picture(block, pictures.get(block.get("ref", "")), f"{anchor(section)}-{n}", texts))
        elif made := _words(kind, block, texts):
            out.append(made)
    return tuple(out)


def anchor(section: str) -> str:
    return "naskah-" + section.lower().replace(".", "-")


def _words(kind, block, texts):
    if kind == "heading":
        text = texts.fill_typed(block.get("text", ""))
        return Paragraph(spans=(Span(text=text, style="strong"),), role="sub") if text else None
    if kind == "list":
        items = tuple(made for item in block.get("items", ()) if (made := _spans(item, texts)))
        return Items(items=items, ordered=bool(block.get("ordered"))) if items else None
    spans = _spans(block.get("spans", ()), texts)
    return Paragraph(spans=spans, role="quote" if kind == "quote" else "body") if spans else None


def _spans(spans, texts) -> tuple:
    out = []
    for part in _said(spans, texts):
        style = " ".join(style for mark, style in STYLES.items() if part.get(mark))
        if text := texts.fill_typed(part.get("text", "")):
            out.append(Span(text=text, style=style, href=part.get("href", "")))
    return tuple(out)


def _said(spans, texts):
    """Spans without the sentences that an edition leaves out: one may go over several of them."""
    whole = "".join(part.get("text", "") for part in spans)
    unsaid = texts.unsaid(whole)
    if not unsaid:
        return spans
    gone = {n for start, end in unsaid for n in range(start, end)}
    at, left = 0, []
    for part in spans:
        text = part.get("text", "")
        left.append({**part, "text": "".join(letter for n, letter in enumerate(text, at) if n not in gone)})
        at += len(text)
    if left and unsaid[-1][1] == len(whole):
        # the space stood before the sentence that went
        last = max((n for n, part in enumerate(left) if part["text"].strip()), default=0)
        left = [*left[:last], {**left[last], "text": left[last]["text"].rstrip()}]
    return left


def _picture(block, facts, id, texts):
    if facts is None:
        said = f"Foto {block.get('ref', '')} tidak ada lagi pada daftar foto rencana ini."
        return Paragraph(spans=(Span(text=said, style="gap"),), role="gap")
    return Picture(
        id=id,
        number=UNCOUNTED["figure"],
        title=texts.fill_typed(block.get("caption", "")),
        sha256=facts.sha256,
        width=facts.width,
        height=facts.height,
        description=texts.fill_typed(block.get("alt", "")) or facts.alt,
    )
