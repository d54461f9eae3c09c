"""Tables, matrices and timelines as HTML with fixed columns, row heads, and rows that stay whole."""

from masterplan.document import tree
from masterplan.writers.figures import icon
from masterplan.writers.markup import HeaderFooter, caption, escaped, plain, spans
from masterplan.writers.narrow_numbers import fitted

LONGEST_CELL = 2_000
# points of the letters and millimetres that the edges of a cell take, in print.css
LETTERS = {"plain": (8.5, 3.4), "dense": (8.5, 3.4), "wide": (7.75, 2.6), "close": (7.75, 2.6)}
LETTERS |= {"boxes": (8.5, 3.4), "form": (8.5, 3.4)}
TINY = 7.0  # as a row of notes has it
LOOKS = {"plain": "t", "wide": "t t--w", "dense": "t rapat", "close": "t t--w rapat", "boxes": "t kotak"}
LOOKS |= {"form": "t kotak isian"}
ROW_CLASS = {"sum": "sum", "note": "ket", "group": "grp"}


def table(node: tree.Matrix | tree.Table, page: HeaderFooter) -> str:
    anchor = f' id="{plain(node.id)}"' if node.id else ""
    columns = "".join(f'<col style="width:{c.width:g}mm"/>' if c.width else "<col/>" for c in node.columns)
    rest = []
    head = "" if node.look == tree.FORM else f"<thead>{_head(node, page)}</thead>"
    return (
        f'<table class="{LOOKS[node.look]}"{anchor}{page.ink(node.pillar)}>{caption(node)}<colgroup>'
        f"{columns}</colgroup>"
        f"{head}{_bodies(node, page, rest)}</table>" + "".join(rest)
    )


def _head(node, page) -> str:
    if not any(c.group for c in node.columns):
        return "<tr>" + "".join(f'<th scope="col"{_css(c)}>{_head_text(c, page)}</th>' for c in node.columns) + "</tr>"
    upper, lower, at = [], [], 0
    while at < len(node.columns):
        c = node.columns[at]
        if not c.group:
            upper.append(
                f'<th scope="col" rowspan="2" class="dua{" n" if c.kind == "number" else ""}">{escaped(c.title)}</th>'
            )
            at += 1
            continue
        width = 1
        while at + width < len(node.columns) and node.columns[at + width].group == c.group:
            width += 1
        upper.append(f'<th scope="colgroup" colspan="{width}" class="m">{escaped(c.group)}</th>')
        lower += [f'<th scope="col" class="n">{escaped(x.title)}</th>' for x in node.columns[at : at + width]]
        at += width
    return f"<tr>{''.join(upper)}</tr><tr>{''.join(lower)}</tr>"


def _css(column) -> str:
    return ' class="n"' if column.kind == "number" else ' class="m"' if column.kind == "pillar" else ""


def _head_text(column, page) -> str:
    if column.kind == "pillar" and column.title in page.seats:
        return (
            f"<span{page.ink(column.title)}>{icon(page.seats[column.title], column.title)}"
            f"{escaped(column.title)}</span>"
        )
    return escaped(column.title) or '<span class="kosong"></span>'


def _bodies(node, page, rest) -> str:
    """Rows that belong together share a body of their own, which is never cut."""
    bodies, at, rows = [], 0, node.rows
    plain = []
    while at < len(rows):
        joined = at + 1
        while joined < len(rows) and rows[joined].joined:
            joined += 1
        if joined > at + 1:
            if plain:
                bodies.append(f"<tbody>{''.join(plain)}</tbody>")
                plain = []
            inner = "".join(_row(node, r, page, rest, first=r is rows[at]) for r in rows[at:joined])
            bodies.append(f'<tbody class="j">{inner}</tbody>')
        else:
            plain.append(_row(node, rows[at], page, rest))
        at = joined
    if plain:
        bodies.append(f"<tbody>{''.join(plain)}</tbody>")
    return "".join(bodies)


def _row(node, row, page, rest, first: bool = True) -> str:
    css = f' class="{ROW_CLASS[row.role]}"' if row.role else ""
    out, at = [], 0
    if not first:  # the columns that a cell above still covers
        at = len(node.columns) - sum(c.columns for c in row.cells)
        at = next((n for n, c in enumerate(node.columns) if not c.title), at)
    for n, cell in enumerate(row.cells):
        column = node.columns[min(at, len(node.columns) - 1)]
        out.append(_cell(node, cell, column, row, page, rest, head=n == 0 and first))
        at += cell.columns
    tall = f' style="height:{row.height:g}mm"' if row.height else ""
    return f"<tr{css}{tall}{page.ink(row.pillar)}>{''.join(out)}</tr>"


def _cell(node, cell, column, row, page, rest, head: bool) -> str:
    classes = []
    if column.kind == "number" and not head:
        classes.append("n")
    if cell.style in ("hit", "none") or column.kind == "pillar":
        classes.append("m")
    if cell.style == "strong":
        classes.append("b")
    if cell.style == "tiny":
        classes.append("kecil")
    if cell.style in ("lines", "head") and node.look == tree.FORM:
        classes.append("garis" if cell.style == "lines" else "judul")
    reach = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
        f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    )
    inner = _inner(cell, row, rest, page, column)
    if column.kind == "number" and column.width and cell.columns == 1 and len(cell.lines) == 1:
        size, edges = LETTERS[node.look]
        bold = row.role == "sum" or cell.style == "strong"
        said = "".join(s.text for s in cell.lines[0])
        inner = fitted(said, inner, column.width - edges, TINY if cell.style == "tiny" else size, bold)
    if head and node.look != tree.FORM:
        scope = "rowgroup" if row.role == "group" else "row"
        kind = (
            ' class="kode"'
            if column.kind in ("code", "source") and not row.role
            else ' class="isi"'
            if not row.role
            else ""
        )
        anchor = ""
        if column.kind == "source":
            anchor = f' id="sumber-{plain(cell.lines[0][0].text)}"'
        return f'<th scope="{scope}"{kind}{reach}{anchor}>{inner}</th>'
    css = f' class="{" ".join(classes)}"' if classes else ""
    return f"<td{css}{reach}>{inner}</td>"


def _inner(cell, row, rest, page, column) -> str:
    lines = cell.lines
    if sum(len(s.text) for line in lines for s in line) > LONGEST_CELL:
        lines = _cut(lines, row, rest)
    if not lines:
        return ""
    if cell.style == "hit":
        return f'<span class="sel"{page.ink(column.title)}>{spans(lines[0])}</span>'
    if cell.style == "seat":
        said = "".join(s.text for s in lines[0])
        return f'<span class="kursi">{icon(page.seats.get(row.pillar, ""), said, "6.5mm")}</span>{spans(lines[0])}'
    if cell.style in ("even", "lines"):
        return "<br/>".join(spans(line) for line in lines)
    return spans(lines[0]) + "".join(f'<span class="s">{spans(line)}</span>' for line in lines[1:])


def _cut(lines, row, rest):
    """The first part of an overlong cell; the whole text follows under the table, nothing is lost."""
    head = "".join(s.text for line in row.cells[0].lines for s in line)[:60]
    text = "\n".join("".join(s.text for s in line) for line in lines)
    cut = max(text.rfind(mark, 0, LONGEST_CELL) for mark in (". ", "\n", " "))
    cut = cut + 1 if cut > LONGEST_CELL // 2 else LONGEST_CELL
    left = text[cut:].strip()
    for at in range(0, len(left), 20_000):
        rest.append(f'<p class="catatan"><b>Lanjutan {escaped(head)}. </b>{escaped(left[at : at + 20_000])}</p>')
    return ((tree.Span(text=text[:cut].strip() + " "), tree.Span(text="(lanjutan di bawah tabel)", style="small")),)


def timeline(node: tree.Timeline, page: HeaderFooter) -> str:
    years = len(node.years)
    heads = "".join(
        f'<th scope="colgroup" class="m{" sempit" if n == "1" else ""}" colspan="{n}">{escaped(name)}</th>'
        for name, n in node.horizons
    )
    width = min(23.0, 128 / max(1, years))
    columns = (
        '<col style="width:18mm"/><col/><col style="width:25mm"/>'
        + f'<col style="width:{width:.1f}mm"/>' * years
        + '<col style="width:21mm"/>'
    )
    head = (
        f'<tr><th scope="col" rowspan="2" class="dua">Kode</th><th scope="col" rowspan="2" class="dua">Program</th>'
        f'<th scope="col" rowspan="2" class="dua">OPD</th>{heads}<th scope="col" rowspan="2" '
        f'class="dua n">Jumlah</th></tr><tr>'
        + "".join(f'<th scope="col" class="n">{escaped(y)}</th>' for y in node.years)
        + "</tr>"
    )
    body = "".join(_bar(bar, width) for bar in node.bars)
    if node.totals:
        rooms = [width - 2.6] * years + [18.4]
        cells = "".join(
            f'<td class="n">{fitted(t, escaped(t), room, 7.75, bold=True)}</td>'
            for t, room in zip(node.totals, rooms, strict=True)
        )
        body += f'<tr class="sum"><th scope="row" colspan="3">{escaped(node.total_label)}</th>{cells}</tr>'
    anchor = f' id="{plain(node.id)}"' if node.id else ""
    return (
        f'<table class="rm"{anchor}{page.ink(node.pillar)}>{caption(node)}<colgroup>'
        f"{columns}</colgroup><thead>{head}</thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _bar(bar, width: float) -> str:
    cells = []
    for at, amount in enumerate(bar.amounts):
        if amount is None:
            cells.append("<td></td>")
            continue
        starts = at == 0 or bar.amounts[at - 1] is None
        ends = at == len(bar.amounts) - 1 or bar.amounts[at + 1] is None
        css = "on" + (" aw" if starts else "") + (" ak" if ends else "")
        said = fitted(amount, escaped(amount), width - 3.4 - 1.1 * starts - 0.8 * ends, 7.75, bold=True)
        cells.append(f'<td class="{css}"><span>{said or "–"}</span></td>')
    badge = f' <span class="qw">{escaped(bar.badge)}</span>' if bar.badge else ""
    code = f'<a href="#{plain(bar.to)}">{escaped(bar.code)}</a>' if bar.to else escaped(bar.code)
    return (
        f'<tr><th scope="row" class="kode">{code}</th><td>{escaped(bar.name)}{badge}</td><td>{escaped(bar.agency)}</td>'
        f'{"".join(cells)}<td class="n b">{escaped(bar.total)}</td></tr>'
    )
