"""Tree nodes as HTML blocks. `BLOCKS` maps a node's class to its maker: (node, page) → markup."""

from collections.abc import Callable, Sequence
from typing import Any

from masterplan.document import tree
from masterplan.writers import figures, tables
from masterplan.writers.markup import HeaderFooter, escaped, plain, spans

LONGEST_PARAGRAPH = 20_000
ROLES = {
    "body": "",
    "lead": "lead",
    "note": "catatan",
    "source": "src",
    "evidence": "bukti",
    "gap": "kosong",
    "sub": "sub",
    "quote": "kutip",
    "box": "kotak-teks",
}


def paragraph(node: tree.Paragraph, page: HeaderFooter) -> str:
    role = ROLES[node.role]
    css = f' class="{role}"' if role else ""
    if len(node.spans) == 1 and len(node.spans[0].text) > LONGEST_PARAGRAPH:
        return "".join(f"<p{css}>{escaped(part)}</p>" for part in _split(node.spans[0].text))
    tag = f"h{page.level + 1}" if node.role == "sub" and page.level else "p"
    return f"<{tag}{css}>{spans(node.spans)}</{tag}>"


def _split(text: str):
    while len(text) > LONGEST_PARAGRAPH:
        cut = text.rfind(" ", 0, LONGEST_PARAGRAPH)
        cut = cut if cut > 0 else LONGEST_PARAGRAPH
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def nodes(children: Sequence[Any], page: HeaderFooter) -> str:
    """Return a paragraph that introduces a table or a chain stays on its page."""
    out = []
    for at, child in enumerate(children):
        made = BLOCKS[type(child)](child, page)
        follows = children[at + 1] if at + 1 < len(children) else None
        if (
            isinstance(child, tree.Paragraph)
            and isinstance(follows, tree.Table | tree.Timeline | tree.Chain | tree.Signatures)
            and child.role != "source"
        ):
            made = f'<div class="lekat">{made}</div>'
        out.append(made)
    return "".join(out)


def items(node: tree.Items, page: HeaderFooter) -> str:
    kind = "ol" if node.ordered else "ul"
    css = "butir angka" if node.ordered else "butir"
    return f'<{kind} class="{css}">' + "".join(f"<li>{spans(item)}</li>" for item in node.items) + f"</{kind}>"


def facts(node: tree.Facts, page: HeaderFooter) -> str:
    count = len(node.items)
    if node.look == "large":
        return _large_facts(node, page)
    wide = " ".join("1.9fr" if len(f.value) > 10 else "1fr" for f in node.items)
    inner = "".join(f"<p><b>{escaped(f.value)}</b>{escaped(f.label)}</p>" for f in node.items)
    return (
        f'<div class="fakta"{page.ink(node.pillar)} style="grid-template-columns: {wide}">{inner}</div>'
        if count
        else ""
    )


def _large_facts(node, page):
    columns = " ".join(["1fr"] * len(node.items))
    inner = "".join(f"<div>{_large_fact(f)}</div>" for f in node.items)
    return f'<div class="angka-besar"{page.ink(node.pillar)} style="grid-template-columns: {columns}">{inner}</div>'


def _large_fact(fact):
    unit = f" <i>{escaped(fact.unit)}</i>" if fact.unit else ""
    note = f'<p class="dari">{escaped(fact.note)}</p>' if fact.note else ""
    return f'<p class="besar">{escaped(fact.value)}{unit}</p>{note}<p>{escaped(fact.label)}</p>'


def spread(node: tree.Spread, page: HeaderFooter) -> str:
    columns = f"{node.width:g}mm 1fr"
    return (
        f'<div class="berdampingan" style="grid-template-columns: {columns}"><div>{nodes(node.left, page)}</div>'
        f"<div>{nodes(node.right, page)}</div></div>"
    )


def chain(node: tree.Chain, page: HeaderFooter) -> str:
    whole = " utuh" if _plain_length(node) < 1_500 else ""
    return (
        f'<section class="rantai{whole}"{page.ink(node.pillar)} aria-label="{plain(node.title)}"><div class="benang">'
        + "".join(knot(k, page) for k in node.knots)
        + "</div></section>"
    )


def knot(node: tree.Knot, page: HeaderFooter) -> str:
    css = (
        ("isi" if node.filled else "")
        + (" hampa" if node.missing else "")
        + (" utuh" if _plain_length(node) < 3_000 else "")
    )
    anchor = f' id="{plain(node.id)}"' if node.id else ""
    statement = f"<h4>{escaped(node.statement)}</h4>" if node.statement else ""
    return (
        f'<div class="simpul {css}"{anchor}><p class="jenis">{escaped(node.kind)}</p>'
        f"{statement}{nodes(node.children, page)}</div>"
    )


def _plain_length(node) -> int:
    return len(tree.plain_text(node))


def source_note(node: Any, page: Any) -> str:
    return f'<p class="src">{spans(node.spans)}</p>'


def profile(node: tree.Profile, page: HeaderFooter) -> str:
    anchor = f' id="{plain(node.id)}"' if node.id else ""
    whole = " utuh" if _plain_length(node) < 2_500 else ""
    head = ""
    if node.code or node.id:
        badge = f' <span class="qw">{escaped(node.badge)}</span>' if node.badge else ""
        code = f'<span class="kode">{escaped(node.code)}{badge}</span>' if node.code else ""
        head = (
            f'<h4 class="garis" data-judul="{plain(f"{node.code} {node.title}".strip())}">'
            f"{code}{escaped(node.title)}</h4>"
        )
    return f'<div class="profil{whole}"{anchor}{page.ink(node.pillar)}>{head}{profile_table(node.rows)}</div>'


def profile_table(rows: tuple[tree.ProfileRow, ...]) -> str:
    """Return two columns; half rows stand in pairs on four."""
    paired, lines, at = any(r.half for r in rows), [], 0
    wide = ' colspan="3"' if paired else ""
    while at < len(rows):
        left, right = rows[at], rows[at + 1] if at + 1 < len(rows) else None
        if left.half and right and right.half:
            lines.append(f"<tr>{_label(left)}<td>{_value(left)}</td>{_label(right)}<td>{_value(right)}</td></tr>")
            at += 2
            continue
        lines.append(f"<tr>{_label(left)}<td{wide}>{_value(left)}</td></tr>")
        at += 1
    columns = (
        '<col style="width:29mm"/><col/><col style="width:25mm"/><col/>'
        if paired
        else '<col style="width:36mm"/><col/>'
    )
    return (
        f'<table class="f{" dua" if paired else ""}"><colgroup>{columns}</colgroup><tbody>'
        f"{''.join(lines)}</tbody></table>"
    )


def _label(row):
    return f'<th scope="row">{escaped(row.label)}</th>'


def _value(row):
    return "<br/>".join(spans(line) for line in row.lines)


def signatures(node: tree.Signatures, page: HeaderFooter) -> str:
    if node.columns > 1:
        cells = [_signer(lines, node.below, "td") for lines in node.signers]
        cells += ["<td></td>"] * (-len(cells) % node.columns)
        rows = [cells[at : at + node.columns] for at in range(0, len(cells), node.columns)]
        lines = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
        return f'<table class="ttd berdua" role="presentation">{lines}</table>'
    return "".join(_signer(lines, node.below, 'div class="ttd"') for lines in node.signers)


def _signer(lines, below, tag):
    """Who signs, the room for the hand, and the lines under it."""
    above, under = lines[: len(lines) - below], lines[len(lines) - below :]
    said = "".join(f"<p>{escaped(line)}</p>" for line in above)
    said += '<div class="ruang"></div>' + "".join(f"<p>{escaped(line)}</p>" for line in under)
    return f"<{tag}>{said}</{tag.split()[0]}>"


def figure(node: tree.Figure, page: HeaderFooter) -> str:
    seat = page.seats.get(node.pillar, "")
    drawing = figures.drawing(node, seat, page.seats, page.white)
    anchor = f' id="{plain(node.id)}"' if node.id else ""
    unit = f' <span class="satuan">{escaped(node.unit)}</span>' if node.unit else ""
    caption = f"<figcaption><b>{escaped(node.number)}</b>{escaped(node.title)}{unit}</figcaption>"
    if node.kind == "years_strip":
        return f'<figure class="jajar"{anchor}>{caption}{drawing}</figure>'
    return f"<figure{anchor}>{drawing}{caption}</figure>"


def picture(node: tree.Picture, page: HeaderFooter) -> str:
    """Return a picture by the hash of its bytes, at most as wide as the text and 200 mm high; 150 dots an inch."""
    anchor = f' id="{plain(node.id)}"' if node.id else ""
    wide = min(node.width / 150 * 25.4 if node.width else 165, 165)
    if node.width and node.height:
        wide = min(wide, 200 * node.width / node.height)
    number = f"<b>{escaped(node.number)}</b>" if node.number else ""
    caption = f"<figcaption>{number}{escaped(node.title)}</figcaption>" if number or node.title else ""
    alt = plain(node.description or node.title or "Gambar")
    drawing = f'<img src="buku:pic-{plain(node.sha256)}" alt="{alt}" style="width:{wide:.1f}mm"/>'
    return f'<figure class="gambar"{anchor}>{drawing}{caption}</figure>'


BLOCKS: dict[type, Callable[..., Any]] = {
    tree.Paragraph: paragraph,
    tree.Items: items,
    tree.Facts: facts,
    tree.Chain: chain,
    tree.Profile: profile,
    tree.Figure: figure,
    tree.Table: tables.table,
    tree.Matrix: tables.table,
    tree.Timeline: tables.timeline,
    tree.SourceNote: source_note,
    tree.Picture: picture,
    tree.Spread: spread,
    tree.Signatures: signatures,
}
