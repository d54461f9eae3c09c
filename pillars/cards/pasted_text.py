"""Pasted text as rows of a table: lines, numbered lists, bullets, columns from Excel or Word. Reads, never writes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pillars import fields
from pillars.cards.cells import plain
from pillars.cards.values import CHAIN_MODELS, NAME_FIELD, TABLES, title_of
from pillars.kinds import KINDS, Field, Kind
from pillars.likeness import alike
from pillars.models.chain import Pillar, Shared
from workshops.live.models import Event
from workshops.plans.models import Plan

#: So many cards can be made at once; more nobody reads before pressing the button.
MOST = 200
#: Columns of a table; each of them is a list to choose from on the page.
WIDEST = 60
#: So many pairs of sentences are compared for likeness; of more only the equal ones are marked.
PAIRS = 60_000
SHORT = 3  # words: less is a keyword and no sentence yet
NUMBER_HEADS = {"no", "no.", "nomor", "nomer", "#", "kode"}

_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)')
_SENT = re.compile(r"^\[\d{1,2}[/.:]\d{1,2}[^\]\n]{0,20}\]\s*[^:\n]{1,60}:\s+")
_MARK = re.compile(r"^\s*(?:[-–—•*·▪■◦●○‣➢➤✓✔►>»]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\s+")
_MARK_AND_TAB = re.compile(r"^[ ]*(?:[-–—•*·▪■◦●○‣➢➤✓✔►>»]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\t", re.MULTILINE)
_NUMERAL = re.compile(r"^\(?\d{1,4}[.)]?$")
_YEAR = re.compile(r"\b(19|20|21)\d\d\b")


@dataclass(frozen=True)
class PastedTable:
    """The pasted rows, each a tuple of cells. `heads`: what each column was called, () where nothing says so."""

    rows: tuple
    heads: tuple = ()
    is_table: bool = False

    @property
    def width(self) -> int:
        return max((len(cells) for cells in self.rows), default=0)


@dataclass
class PastedRow:
    """One row of the preview. `number` counts from 1, without heads and empty lines.

    same, near  the code of a card, or the row above, that says the same or nearly so; ""
    faults  [(label, sentence, kind)]; such a row is no card. `skipped`: somebody has decided to leave it out
    more    [(label, text)] of its other columns · ticked  it becomes a card
    """

    number: int
    cells: tuple
    title: str = ""
    values: dict = field(default_factory=dict)
    more: list = field(default_factory=list)
    same: str = ""
    near: str = ""
    is_short: bool = False
    faults: list = field(default_factory=list)
    ticked: bool = False
    skipped: bool = False


def read_sheet(text: str) -> PastedTable:
    """Return the rows of pasted text: without marks of lists, heads, and lines in which nothing stands."""
    text = fields.clean(text, one_line=False).text if text.strip() else ""
    listed = _MARK_AND_TAB.sub("", text)  # Word puts a tab behind the bullet of a list
    if "\t" not in listed:
        lines = [unmarked(line) for line in listed.split("\n")]
        return PastedTable(tuple((line,) for line in lines if line))
    rows = [tuple(cell.strip() for cell in cells) for cells in _table(text)]
    rows = [row for row in rows if any(row)]
    heads = rows[0] if rows and _is_head(rows[0]) else ()
    return PastedTable(tuple(rows[1:] if heads else rows), heads, True)


def unmarked(line: str) -> str:
    """Return a line without its number or bullet, and without who sent it in a chat."""
    line = _SENT.sub("", line.strip())
    for _ in range(2):  # "1. - Jalan rusak"
        line = _MARK.sub("", line)
    return "" if _NUMERAL.match(line) or not line.strip("-–—•*·_=. ") else line.strip()


def _table(text):
    """Rows of cells. Excel puts a cell in quotes when it holds a line end, a tab or a quote; others are as typed."""
    rows, cells, at = [], [], 0
    while True:
        found = _CELL.match(text, at)
        quoted = found[1]
        if quoted is not None and re.search(r'[\t\n]|""', quoted):
            cells.append(quoted.replace('""', '"'))
        else:
            found = found if quoted is None else re.compile(r"[^\t\n]*").match(text, at)
            cells.append(found[0])
        at = found.end()
        if at >= len(text) or text[at] == "\n":
            rows.append(cells)
            cells = []
        if at >= len(text):
            return rows
        at += 1


def _is_head(cells):
    names = {name for kind in CHAIN_MODELS for name in heads_of(KINDS[kind])} | NUMBER_HEADS
    named = [cell for cell in cells if cell]
    return bool(named) and all(len(cell) <= 60 for cell in named) and any(plain(cell) in names for cell in named)


def heads_of(kind: Kind) -> dict[str, str]:
    """Return {plain name: key} of what a column may be called: labels of fields, and the kind for its sentence."""
    found = {plain(described.label): described.key for described in kind.fields if described.editable}
    found |= {plain(name): NAME_FIELD[kind.key] for name in (kind.label, kind.label_plural, "uraian", "pernyataan")}
    found |= {"target": "targets_by_year", "anggaran": "budget_by_year"} if kind.key in ("sasaran", "program") else {}
    return {name: key for name, key in found.items() if key in kind.keys}


def columns_of(kind: Kind, choices: list[tuple[str, str]], sheet: PastedTable) -> list[str]:
    """Return the key of each column: as its head says, else the sentence in the first column that holds words, or
    ""."""
    known = {key for key, _ in choices}
    if sheet.heads:
        names = heads_of(kind)
        found = [_column(names, head, known) for head in sheet.heads]
    else:
        found = [""] * sheet.width
    if NAME_FIELD[kind.key] not in found:
        for at in range(sheet.width):
            texts = [cells[at] for cells in sheet.rows if at < len(cells) and cells[at]]
            if at < len(found) and not found[at] and any(not _NUMERAL.match(text) for text in texts):
                found[at] = NAME_FIELD[kind.key]
                break
    return [key if found.index(key) == at else "" for at, key in enumerate(found)]


def _column(names, head, known):
    year = _YEAR.search(head)
    if year:
        name = plain(_YEAR.sub("", head)) or ("target" if "target" in names else "anggaran")
        key = f"{names.get(name, '')}.{year[0]}"
        return key if key in known else ""
    key = names.get(plain(head), "")
    return key if key in known else ""


def choices_of(kind: Kind, plan: Plan, described: list[Field]) -> list[tuple[str, str]]:
    """Return [(key, label)] of what a column may be: each field of the form, each year of a table."""
    choices = []
    for one in described:
        if one.type in TABLES:
            choices += [(f"{one.key}.{year}", f"{one.label}: {year}") for year in plan.years]
        else:
            choices.append((one.key, one.label))
    return choices


def mark_doubles(plan: Plan, pillar: Pillar, kind: str, lines: list[PastedRow]) -> None:
    """Note on each line what says the same already: a card of the pillar, or a line above."""
    rows = CHAIN_MODELS[kind].objects.filter(plan=plan, pillar=pillar, deleted_in=None)
    there = {row.ref: row for row in rows}
    names = {ref: row.code for ref, row in there.items()} | {line.number: f"baris {line.number}" for line in lines}
    said = {}
    for ref, row in there.items():
        said.setdefault(plain(title_of(row)).rstrip("."), ref)
    for line in lines:
        key = plain(line.title).rstrip(".")
        if key in said:
            line.same = names[said[key]]
        elif key:
            said[key] = line.number
    if len(lines) * (len(lines) + len(there)) > PAIRS:
        return
    sentences = {ref: title_of(row) for ref, row in there.items()}
    sentences |= {line.number: line.title for line in lines if line.title and not line.same}
    by_number = {line.number: line for line in lines}
    one: Any
    for _, one, other in alike(sentences):
        # the later one is the double; a card that is there was before every line
        late = max((key for key in (one, other) if isinstance(key, int)), default=None)
        if late is not None and not by_number[late].near:
            by_number[late].near = names[other if late == one else one]


@dataclass(frozen=True)
class Pasted:
    """A paste of before: by whom, when, how many of its cards are still there."""

    number: int
    by: str
    at: datetime
    kind: str
    left: int


def lately(plan: Plan, pillar: Pillar | Shared, names: Callable[..., Any]) -> list[Pasted]:
    """Return the last pastes of a pillar that can still be taken back, newest first.

    `names(actor)` → what they are called.
    """
    events = Event.objects.filter(plan=plan, verb="entry.pasted", pillar=pillar.code).order_by("-number")[:3]
    found = []
    for event in events:
        kind = event.refs[0].partition("-")[0]
        numbers = [int(ref.partition("-")[2]) for ref in event.changes]
        left = CHAIN_MODELS[kind].objects.filter(plan=plan, number__in=numbers, deleted_in=None).count()
        if left:
            found.append(Pasted(event.number, names(event.actor), event.at, kind, left))
    return found
