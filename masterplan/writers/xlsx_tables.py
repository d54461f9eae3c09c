"""Tables and timelines of the tree as flat sheets: no joined cells, numbers as numbers, rupiah whole."""

from dataclasses import dataclass, field

from masterplan.document.nodes import Matrix, Table, Timeline
from masterplan.writers.xlsx_values import lines_of, number_of, value_of, whole_head

#: What a sheet says whose rupiah the book prints in juta or miliar.
WHOLE = "rupiah penuh di lembar ini"


@dataclass
class Flat:
    """A sheet to write: `wish` names it, `title` says what it is, `under` its unit and place.

    rows   lists of str, int, Decimal or None, at most as long as `heads`
    marks  {(row, column): pillar} of cells on that pillar's ground
    sums   the rows that add up
    tail   how many rows at the end add up or explain, and stay below when others are sorted
    """

    wish: str
    title: str
    under: str = ""
    chapter: str = ""
    pillar: str = ""
    heads: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    marks: dict = field(default_factory=dict)
    sums: set = field(default_factory=set)
    tail: int = 0
    widths: tuple = ()


def flat_table(node: Matrix | Table, wish: str) -> Flat:
    """Return a table without joined cells: what spans rows is said in each, a head over a group in a column."""
    columns = list(node.columns)
    heads = [": ".join(dict.fromkeys(filter(None, (c.group, c.title)))) for c in columns]
    flat = Flat(wish, f"{node.number}  {node.title}".strip(), node.unit, pillar=node.pillar)
    grouped = any(row.role == "group" for row in node.rows)
    scaled, other, notes, group, covered, made = set(), set(), {}, None, {}, []
    for row in node.rows:
        if row.role == "group":
            group = "\n".join(filter(None, (lines_of(cell.lines) for cell in row.cells)))
            continue
        values, more = _row(row, columns, covered, scaled, other)
        for at, said in more.items():
            notes.setdefault(at, {})[len(made)] = said
        made.append((group, row, values))
    order = _order(len(columns), notes)
    flat.heads = (["Kelompok"] if grouped else []) + [
        f"{heads[at] or 'Isi'}: keterangan" if extra else whole_head(heads[at]) if at in scaled - other else heads[at]
        for at, extra in order
    ]
    for number, (group, row, values) in enumerate(made):
        line = [notes.get(at, {}).get(number) if extra else values[at] for at, extra in order]
        flat.rows.append(([group] if grouped else []) + line)
        if row.role == "sum":
            flat.sums.add(number)
        flat.tail = flat.tail + 1 if row.role in ("sum", "note") else 0
        _mark(flat, row, columns, order, number, int(grouped), node.pillar)
    if scaled:
        flat.under = " · ".join(
            filter(None, (f"{node.unit} di buku" if node.unit else "", "rupiah penuh di lembar ini"))
        )
    return flat


def _order(count, notes):
    return [(at, extra) for at in range(count) for extra in ((False, True) if at in notes else (False,))]


def _row(row, columns, covered, scaled, other):
    """({column: value}, {column: what more its cell says}) of a row; `covered` {column: (rows left, value)}. Notes in
    `scaled` which columns hold rupiah made whole, in `other` which hold numbers that are no rupiah.
    """
    values, more, left, at = {}, {}, list(row.cells), 0
    while at < len(columns):
        rows_left, said = covered.get(at, (0, None))
        if rows_left:
            covered[at] = (rows_left - 1, said)
            values[at], at = said, at + 1
            continue
        if not left:
            values[at], at = None, at + 1
            continue
        cell = left.pop(0)
        value, extra, whole = value_of(cell, columns[at])
        if extra:
            more[at] = extra
        if whole:
            scaled.add(at)
        elif value and not isinstance(value, str) and not lines_of(cell.lines[:1]).startswith("Rp"):
            other.add(at)
        for wide in range(max(1, min(cell.columns, len(columns) - at))):
            values[at + wide] = value if not wide else None
            if cell.rows > 1:
                covered[at + wide] = (cell.rows - 1, values[at + wide])
        at += max(1, cell.columns)
    return values, more


def _mark(flat, row, columns, order, number, shift, pillar):
    at = 0
    for cell in row.cells:
        if cell.style == "hit" and at < len(columns):
            column = columns[at]
            whose = column.title if column.kind == "pillar" else row.pillar or pillar
            flat.marks[number, shift + order.index((at, False))] = whose
        at += cell.columns


def flat_timeline(node: Timeline) -> Flat:
    """Return a line a programme; the years in which it runs are marked. Amounts in whole rupiah where the tree has
    them, else as printed.
    """
    heads = [title for title, count in node.horizons for _ in range(int(count))]
    heads += [""] * (len(node.years) - len(heads))
    years = [": ".join(filter(None, (head, str(year)))) for head, year in zip(heads, node.years, strict=False)]
    whole = all(len(one.values) == len(years) + 1 for one in (node, *node.bars))
    flat = Flat(node.number or node.title, f"{node.number}  {node.title}".strip(), pillar=node.pillar)
    flat.under = " · ".join(filter(None, (f"{node.unit} di buku", WHOLE))) if whole else node.unit
    flat.heads = ["Kode", "Program", "Tanda", "OPD", *years, "Jumlah"]
    for number, one in enumerate(node.bars):
        runs = [at for at, amount in enumerate(one.amounts[: len(years)]) if amount is not None]
        texts = [amount if amount is None else amount or "–" for amount in (*one.amounts, *[None] * len(years))]
        amounts = _amounts((*texts[: len(years)], one.total), one.values if whole else ())
        flat.rows.append([one.code, one.name, one.badge, one.agency, *amounts])
        flat.marks |= {(number, 4 + at): node.pillar for at in runs}
    if node.totals:
        flat.sums.add(len(flat.rows))
        flat.tail = 1
        totals = (*node.totals, *[None] * (len(years) + 1))[: len(years) + 1]
        flat.rows.append([None, node.total_label, None, None, *_amounts(totals, node.values if whole else ())])
    return flat


def _amounts(texts, values):
    """Numbers for amounts, one a year and their total: the rupiah, else the number that is printed, else its words."""
    for at, text in enumerate(texts):
        if at < len(values) and values[at] is not None:
            yield values[at]
        else:
            number = number_of(text or "") if not values else None
            yield text if number is None else number
