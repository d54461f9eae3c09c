"""Worksheets of a group as a tree: empty ones to write on by hand, and those filled from its cards.

What stands on a sheet is `masterplan/content/worksheets.json`; a sheet is one table of thirty narrow columns, so that
boxes of all widths stand under each other in PDF and in Word.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from masterplan.document import pieces
from masterplan.document import tree as t
from masterplan.document.nodes import Book
from masterplan.paper.worksheet_values import sheets_of
from pillars.catalogue import BY_CODE
from pillars.kinds import CHOICES, KINDS
from pillars.models.chain import Pillar, Shared
from workshops.membership.models import Group
from workshops.plans.models import Plan

CONTENT = Path(__file__).parents[1] / "content" / "worksheets.json"
#: Columns of the table that the boxes of a sheet stand in; mm of text on a page.
PARTS, WIDTH = 30, 163
#: Sheets that a group's cards can fill.
FILLED = ("masalah", "sasaran", "strategi-program", "quick-win")
#: Pages of one file.
MOST = 80
EMPTY, FULL = "kosong", "terisi"


@cache
def content() -> dict[str, Any]:
    """Return the texts and the measures of all sheets."""
    return json.loads(CONTENT.read_text(encoding="utf-8"))


def sheets() -> list[dict[str, Any]]:
    """Return [sheet] in the order of their numbers."""
    return content()["sheets"]


def worksheet_book(
    plan: Plan,
    pillar: Pillar | Shared,
    group: Group | None,
    codes: set[str],
    state: str,
    *,
    address: str,
    date: str,
) -> Book | None:
    """Return a Book of the sheets with these codes. state: EMPTY, or FULL for one sheet a card; address: of the board.

    Returns None where FULL is asked and no card fills one of them.
    """
    parts = []
    for sheet in sheets():
        if sheet["code"] not in codes:
            continue
        filled = sheets_of(plan, pillar, sheet["code"]) if state == FULL else [{}]
        parts += [_paper(plan, pillar, group, sheet, values, state, address, date) for values in filled]
    if not parts:
        return None
    ink = t.PillarInk(code=pillar.code, name=group.name, seat=pillar.code if pillar.code in BY_CODE else "")
    title = f"Kertas kerja {group.name}"
    return t.Book(code="KK", title=title, region=plan.region.name, inks=(ink,), parts=tuple(parts[:MOST]))


def _paper(plan, pillar, group, sheet, values, state, address, date):
    note = content()["filled_note" if state == FULL else "blank_note"].format(address=address, date=date)
    children = []
    if sheet["rows"]:
        rows = tuple(row for given in sheet["rows"] for row in _rows(plan, pillar, given, values))
        columns = tuple(t.Column(title="", width=WIDTH / PARTS) for _ in range(PARTS))
        children.append(t.Table(columns=columns, rows=rows, look=t.FORM))
    children += [_table(one, values) for one in sheet.get("tables", ())]
    children.append(pieces.para(note, "source"))
    return t.Paper(
        id=f"kk-{sheet['code']}-{values.get('code', '')}".rstrip("-"),
        title=sheet["title"],
        number=f"Kertas kerja {sheet['number']} · {pillar.code} {group.name}\n{sheet['sub']}",
        running=f"Kertas kerja {sheet['number']}, {state} · {plan.region.name}",
        children=tuple(children),
    )


def _rows(plan, pillar, given, values):
    """The rows of the table for one row of boxes."""
    first = given[0]
    if "head" in first:
        yield t.Row(cells=(t.Cell(lines=((pieces.span(first["head"], "strong"),),), columns=PARTS, style="head"),))
    elif "years" in first:
        yield from _years(plan, first, values)
    else:
        cells = [_box(pillar, box, values) for box in given]
        yield t.Row(cells=tuple(cells), height=max(box["h"] for box in given))


def _box(pillar, box, values):
    said = values.get(box["key"], "") if box["key"] else ""
    lines = [_label(box["label"], box["hint"])]
    if "ticks" in box:
        lines.append((pieces.span(_ticks(pillar, box["ticks"], said)),))
    elif "scale" in box:
        lines.append(tuple(_circles(box["scale"], said)))
    elif said:
        lines += [(pieces.span(line),) for line in str(said).split("\n") if line.strip()]
    return t.Cell(lines=tuple(lines), columns=box["w"], style="lines" if box.get("lines") else "even")


def _label(label, hint):
    return (pieces.span(label, "strong"), *((pieces.span(f"  {hint}", "small"),) if hint else ()))


def _ticks(pillar, name, said):
    """`[x] naik   [  ] turun`: brackets, since not every printer and office has the letters for boxes."""
    chosen = {one.strip() for one in str(said).split(";") if one.strip()}
    if name == "dimensions":
        labels = [row.name for row in pillar.dimensions.all()]
    else:
        labels = [choice.label for choice in CHOICES[name] if choice.value is not None]
    return "   ".join(f"[{'x' if label in chosen else '\u00a0\u00a0'}]\u00a0{label}" for label in labels)


def _circles(most, said):
    for number in range(1, most + 1):
        chosen = str(number) == str(said)
        yield pieces.span(f"({number})" if chosen else f"\u00a0{number}\u00a0", "strong" if chosen else "")
        yield pieces.span("\u2003")


def _years(plan, given, values):
    """A line with the name of the table, and one with a box for each year."""
    years, amounts = list(plan.years), values.get(given["years"]) or {}
    label = t.Cell(lines=(_label(given["label"], given["hint"]),), columns=PARTS, style="head")
    yield t.Row(cells=(label,))
    wide, cells = PARTS // len(years[:PARTS]), []
    for at, year in enumerate(years[:PARTS]):
        columns = wide if at < len(years) - 1 else PARTS - wide * (len(years) - 1)
        lines = ((pieces.span(str(year), "small"),), (pieces.span(amounts.get(year, "")),))
        cells.append(t.Cell(lines=lines, columns=columns, style="even"))
    yield t.Row(cells=tuple(cells), height=given["h"])


def _table(given, values):
    columns = tuple(pieces.col(title, width) for title, width in given["columns"])
    height, empty = given["h"], [""] * (len(columns) - 1)
    if given.get("criteria"):
        names = [choice.label for choice in KINDS["nominasi_quick_win"].field("criteria").options]
        rows = [(str(number), name, *empty[1:]) for number, name in enumerate(names, 1)]
    elif "risks" in given:
        known = values.get("risks", ())
        rows = [*known, *((f"R{n}", *empty) for n in range(len(known) + 1, given["risks"] + 1))]
    else:
        rows = [("", *empty)] * given["blank"]
    made = tuple(pieces.row(*row, height=height) for row in rows)
    return t.Table(title=given["title"], unit=given["unit"], columns=columns, rows=made, look=t.BOXES)
