"""Tables of a Word file: fixed columns, heads that repeat on every page, rows that stay whole, joined cells."""

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from masterplan.document.nodes import Cell
from masterplan.writers.docx_styles import LINE, SECOND, TWENTIETHS
from masterplan.writers.figures import INKS
from masterplan.writers.markup import UNPRINTABLE

if TYPE_CHECKING:
    from masterplan.writers.docx_blocks import Body


BOXED, BARE = "boxes", "bare"
FORM = "form"
STYLES = {BOXED: "TabelKotak", FORM: "TabelKotak", BARE: "TabelPolos"}
SMALL = ("wide", "close")
GROUP = "F1F2F5"
#: Letters of a row from which on it may go on over the page: it could be taller than one.
TALL_ROW = 1_500
LETTERS_OF_A_PAGE = 2_000


@dataclass(frozen=True)
class Shape:
    """A table's columns and rows (see `tree`); `even`: lines after the first are as large; `hand`: mm of an empty
    line; `pillar`: whose colour marks it; `title`: what it is called for who hears it.
    """

    columns: tuple
    rows: tuple
    look: str = "plain"
    even: bool = False
    hand: float = 0
    pillar: str = ""
    title: str = ""


@dataclass
class _Grid:
    """Which columns the cells of rows above still cover: column → (rows left, width in columns)."""

    covered: dict = field(default_factory=dict)

    def next(self, at: int) -> int:
        """Return (how wide the covered place at column `at` is or 0); counts it down."""
        left, wide = self.covered.get(at, (0, 0))
        if not left:
            return 0
        self.covered[at] = (left - 1, wide)
        return wide


def table_xml(shape: Shape, body: "Body", head: bool = True) -> str:
    """Return the whole table, and an empty line after it so that two tables never grow together."""
    widths = _widths(shape.columns, body.width)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = _head(shape, widths, body) if head else ""
    spans = _Grid()
    follows = (*shape.rows[1:], None)
    together = shape.even and sum(map(_letters, shape.rows)) < LETTERS_OF_A_PAGE  # a profile, as in print
    for at, (row, after) in enumerate(zip(shape.rows, follows, strict=True)):
        # no row stands alone at the foot or the head of a page
        alone = at in (0, len(shape.rows) - 2)
        kept = after is not None and (after.joined or row.role == "group" or together or alone)
        rows += _row(shape, row, widths, spans, body, "<w:keepNext/>" if kept else "")
    if not rows:
        return ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{STYLES.get(shape.look, "TabelRembuk")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{_named(shape.title)}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="SelKecil"/></w:pPr></w:p>'
    )


def hexed(colour: str) -> str:
    """Return `#fff`, `#2657c8` as Word writes colours."""
    digits = colour.lstrip("#").upper()
    return digits if len(digits) == 6 else "".join(d * 2 for d in digits)


def _named(title: str) -> str:
    said = escape(UNPRINTABLE.sub("", title)[:200].replace("\n", " ").replace("\r", ""))
    return f'<w:tblCaption w:val="{said}"/>' if said else ""


def _widths(columns, whole: float) -> list:
    fixed = sum(c.width or 0 for c in columns)
    open_ones = sum(1 for c in columns if not c.width) or 1
    share = max(8.0, (whole - fixed) / open_ones)
    wished = [c.width or share for c in columns]
    fit = min(1.0, whole / sum(wished)) if wished else 1.0
    return [round(w * fit * TWENTIETHS) for w in wished]


def _head(shape, widths, body) -> str:
    columns, ink = shape.columns, hexed(INKS[body.seats.get(shape.pillar, "")][0])
    if not any(c.group for c in columns):
        cells = "".join(
            _head_cell(c.title, w, body, ink, number=c.kind == "number") for c, w in zip(columns, widths, strict=True)
        )
        return _tr(cells, head=True)
    upper, lower, at = [], [], 0
    while at < len(columns):
        c, wide = columns[at], 1
        while c.group and at + wide < len(columns) and columns[at + wide].group == c.group:
            wide += 1
        if c.group:
            upper.append(_head_cell(c.group, sum(widths[at : at + wide]), body, LINE, columns=wide, centre=True))
            lower += [_head_cell(columns[n].title, widths[n], body, ink, number=True) for n in range(at, at + wide)]
        else:
            number = c.kind == "number"
            upper.append(_head_cell(c.title, widths[at], body, ink, merge='<w:vMerge w:val="restart"/>', number=number))
            lower.append(_head_cell("", widths[at], body, ink, merge="<w:vMerge/>"))
        at += wide
    return _tr("".join(upper), head=True) + _tr("".join(lower), head=True)


def _head_cell(title, width, body, ink, columns=1, merge="", number=False, centre=False) -> str:
    side = "right" if number else "center" if centre else ""
    edges = f"<w:tcBorders>{_edge('bottom', 12, ink)}</w:tcBorders>"
    return _tc(body.paragraph(body.run(title), "SelKepala", _side(side)), width, columns, merge, edges, place="bottom")


def _edge(side: str, eighths: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


def _tr(cells: str, head: bool = False, height: float = 0, whole: bool = True) -> str:
    tall = f'<w:trHeight w:val="{round(height * TWENTIETHS)}" w:hRule="atLeast"/>' if height else ""
    kept = "<w:cantSplit/>" if whole else ""
    properties = f"{kept}{tall}{'<w:tblHeader/>' if head else ''}"
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _tc(inner, width, columns=1, merge="", edges="", shade="", place="") -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    put = f'<w:vAlign w:val="{place}"/>' if place else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{edges}{shaded}{put}</w:tcPr>{inner}</w:tc>'


def _row(shape, row, widths, grid, body, kept: str = "") -> str:
    """`kept`: what keeps each of its paragraphs on the page of the next row."""
    cells, at, left = [], 0, list(row.cells)
    while at < len(widths):
        if wide := grid.next(at):
            cells.append(_tc("<w:p/>", sum(widths[at : at + wide]), wide, "<w:vMerge/>"))
            at += wide
            continue
        if not left:  # a row that is shorter than the table ends in empty cells
            cells.append(_tc("<w:p/>", widths[at]))
            at += 1
            continue
        cell = left.pop(0)
        wide = max(1, min(cell.columns, len(widths) - at))
        if cell.rows > 1:
            grid.covered[at] = (cell.rows - 1, wide)
        merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        inner = _paragraphs(cell, row, shape, shape.columns[at], body, first=not cells, kept=kept)
        edges = _SUM if row.role == "sum" else ""
        place = "center" if row.height and shape.look != FORM else ""
        shade = _shade(shape, row, cell, shape.columns[at], body)
        cells.append(_tc(inner, sum(widths[at : at + wide]), wide, merge, edges, shade, place))
        at += wide
    return _tr("".join(cells), height=row.height, whole=_letters(row) < TALL_ROW)


def _letters(row) -> int:
    return sum(len(s.text) for cell in row.cells for line in cell.lines for s in line)


def _shade(shape, row, cell, column, body) -> str:
    """The ground of a cell: a head over a group, or what the row is about, in the colour of its pillar."""
    if row.role == "group":
        return GROUP
    if cell.style == "seat":  # a pillar's sign over its code: here the code on its ground
        said = "".join(span.text for line in cell.lines for span in line)
        return hexed(INKS[body.seats.get(said, "")][2])
    if cell.style != "hit":
        return ""
    pillar = column.title if column.kind == "pillar" else row.pillar or shape.pillar
    return hexed(INKS[body.seats.get(pillar, "")][2])


def _paragraphs(cell, row, shape, column, body, first: bool, kept: str) -> str:
    """The lines of a cell, one paragraph each; a cell always holds one."""
    small = shape.look in SMALL
    bold = row.role in ("sum", "group") or cell.style == "strong" or (first and column.kind == "code")
    side = "right" if column.kind == "number" and not first else "center" if cell.style in ("hit", "none") else ""
    out = []
    for at, line in enumerate(cell.lines):
        if not line and shape.hand:
            out.append(body.paragraph("", "Sel", f'{kept}<w:spacing w:before="{round(shape.hand * TWENTIETHS)}"/>'))
            continue
        lower = at and not shape.even and cell.style not in ("even", "lines")
        style = "SelKecil" if small or lower or cell.style == "tiny" else "Sel"
        out.append(body.paragraph(body.spans(line, bold), style, kept + _side(side)))
    made = "".join(out) or body.paragraph("", "SelKecil" if small else "Sel", kept)
    if first and column.kind == "source":
        return body.bookmark(source_anchor(cell)) + made
    return made


def source_anchor(cell: Cell) -> str:
    """Return the id of a line of the list of sources."""
    return f"sumber-{cell.lines[0][0].text}" if cell.lines and cell.lines[0] else ""


_SUM = f"<w:tcBorders>{_edge('top', 8, SECOND)}{_edge('bottom', 8, SECOND)}</w:tcBorders>"


def _side(side: str) -> str:
    return f'<w:jc w:val="{side}"/>' if side else ""
