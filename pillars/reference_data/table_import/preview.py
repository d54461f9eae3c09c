"""What a preview shows of a table: lines of rows, their result, what is wrong with them by sheet and cell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pillars.reference_data.offices import KnownOffices
from pillars.reference_data.table_import import cells
from pillars.reference_data.table_import.bands import band_of, is_beside
from workshops.live.actions import digest
from workshops.sheets.table_import import Columns
from workshops.sheets.workbook_reader import WorkbookCell, WorkbookSheet
from workshops.text import FieldError

NEW, CHANGED, SAME, WRONG = "baru", "berubah", "sama", "perbaiki"


@dataclass
class ImportedRecord:
    """One thing that a row says: a misi, a tujuan, a sasaran, an indicator, a programme, a code.

    code, text  as they are shown; values: what would be written; row: where it stands.
    parent      the Part that it hangs under; match: the stored row, where there is one.
    errors, notes  sentences that begin with sheet and cell; before [(label, old, new)] of what would change.
    """

    kind: str
    row: int
    code: str = ""
    text: str = ""
    values: dict = field(default_factory=dict)
    parent: "ImportedRecord | None" = None
    match: Any = None
    errors: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    before: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    is_new: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether it or something that it hangs under cannot be taken."""
        return bool(self.errors) or (self.parent is not None and self.parent.is_bad)

    @property
    def result(self) -> str:
        if self.is_bad:
            return WRONG
        return NEW if self.is_new else CHANGED if self.before else SAME


@dataclass
class ImportRow:
    """One row of the sheet and the parts that it brings."""

    row: int
    parts: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    @property
    def result(self) -> str:
        found = {part.result for part in self.parts}
        if self.errors:
            return WRONG
        return next((one for one in (WRONG, NEW, CHANGED) if one in found), SAME)

    @property
    def faults(self) -> list[Any]:
        own = [*self.errors, *(sentence for part in self.parts for sentence in part.errors)]
        if own or self.result != WRONG:
            return own
        above = next(part for part in self.parts if part.is_bad)
        while above.parent is not None and not above.errors:
            above = above.parent
        return [f"Menempel pada baris {above.row} yang perlu diperbaiki."]

    @property
    def notes(self) -> list[str]:
        return [sentence for part in self.parts for sentence in part.notes]


@dataclass
class UnknownOffice:
    """An office that the plan does not know. `key` names its choice in the form: "" not yet, "baru", or a ref."""

    key: str
    name: str
    near: list
    choice: str = ""
    cells: list = field(default_factory=list)


@dataclass
class Rewording:
    """A misi, tujuan or sasaran for which the table has other words; `chosen`: these are to be taken."""

    key: str
    code: str
    level: str
    old: str
    new: str
    chosen: bool


@dataclass
class ImportPreview:
    """What an import would do. `notes`: sentences on the whole table; `parts`: in the order of writing.

    reworded  [Rewording] of what is stored under the same code with other words: each waits for a yes of its own.
    """

    lines: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    unknown: dict = field(default_factory=dict)
    reworded: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    skipped: int = 0

    def of(self, *results: str) -> list[Any]:
        return [line for line in self.lines if line.result in results]

    @property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys((NEW, CHANGED, SAME, WRONG), 0)
        for line in self.lines:
            found[line.result] += 1
        return found

    @property
    def to_save(self) -> list[ImportedRecord]:
        """Return the parts that would be written: of good lines, and of those that these hang under."""
        wrong = {line.row for line in self.of(WRONG)}
        needed = set()
        for part in self.parts:
            above = part.parent if part.row not in wrong else None
            while above is not None:
                needed.add(id(above))
                above = above.parent
        taken = (part for part in self.parts if part.row not in wrong or id(part) in needed)
        return [part for part in taken if part.result in (NEW, CHANGED)]

    @property
    def fingerprint(self) -> str:
        """Return a fingerprint that differs as soon as an import would do something else than what the page shows."""
        told = [[one.kind, one.row, one.code, one.text, one.values, one.result, one.before] for one in self.parts]
        return digest([told, [[one.key, one.choice] for one in self.unknown.values()]])


class ImportedTable:
    """A sheet as it is read: cells by field, sentences with their place, offices as chosen.

    choices  {key of an Unknown: choice} as posted; options: {"titik", "kali", "opd", "kata"} as posted.
    """

    def __init__(
        self,
        sheet: WorkbookSheet,
        columns: Columns,
        known: KnownOffices,
        choices: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.sheet, self.columns, self.known = sheet, columns, known
        self.choices, self.options = dict(choices or {}), dict(options or {})
        self.preview = ImportPreview()

    def cell(self, row: int, key: str) -> WorkbookCell | None:
        """Return the cell of a field in a row, None where the table has no such column.

        Of cells that are merged beside each other the first one holds the text.
        """
        column = self.columns.fields.get(key)
        found = self.sheet.cell(row, column) if column else None
        return WorkbookCell(row, found.column) if found and found.across else found

    def rows(self) -> Iterator[int]:
        """Return the rows below the head in which something stands that is not merged from above.

        What only accompanies a table is no row of it: footnotes, signatures, heads that each printed page repeats.
        """
        used = {*self.columns.fields.values(), *self.columns.years.values()}
        told = []
        for row in range(self.columns.first, self.sheet.height + 1):
            cells = [self.sheet.cell(row, column) for column in used]
            if is_beside(self.sheet, self.columns, row):
                told.append(row)
            elif band_of(self.sheet, row) or any(cell.text.strip() and not self.goes_on(cell) for cell in cells):
                yield row
        if told:
            listed = ", ".join(map(str, told[:12])) + (" dan lainnya" if len(told) > 12 else "")
            self.preview.notes.append(f"Baris {listed} bukan isi tabel (catatan, jumlah, judul ulang); tidak dibaca.")

    def goes_on(self, cell: WorkbookCell) -> bool:
        """Whether a cell only carries on the merged one above it."""
        return bool(cell.merged and cell.row > 1 and self.sheet.cell(cell.row - 1, cell.column).text == cell.text)

    def place(self, cell: WorkbookCell) -> str:
        return f"Sheet {self.sheet.name}, sel {cell.address}"

    def say(self, cell: Any, sentence: str) -> str:
        return f"{self.place(cell)}: {sentence}"

    def read(
        self,
        cell: WorkbookCell | None,
        part: ImportedRecord | ImportRow,
        read: Callable[..., Any],
        nothing: Any,
        *more: Any,
    ) -> Any:
        """Return what `read` makes of a cell.

        `nothing` where there is none, or it cannot be taken: an error of `part`.
        """
        if cell is None:
            return nothing
        try:
            return read(cell, *more)
        except FieldError as error:
            part.errors.append(self.say(cell, error.sentence))
            return nothing

    def offices(self, cell: WorkbookCell | None, part: ImportedRecord) -> list[str]:
        """Return refs of the offices in a cell (`?key` for one that would be made).

        What is unknown is an error of `part`.
        """
        refs = []
        for name, row, near in self.read(cell, part, cells.offices, [], self.known):
            if row:
                refs.append(row.ref)
                continue
            unknown = self._unknown(name, near)
            unknown.cells.append(cell.address)
            chosen = next((one for one in self.known.rows if one.ref == unknown.choice), None)
            if chosen:
                refs.append(chosen.ref)
            elif unknown.choice == "baru":
                refs.append(f"?{unknown.key}")
            else:
                advice = f"Maksudnya {' atau '.join(row.name for row in near)}? " if near else ""
                sentence = f"OPD “{name[:80]}” tidak ada dalam daftar. {advice}Pilih pada “OPD yang belum dikenal”."
                part.errors.append(self.say(cell, sentence))
        return list(dict.fromkeys(refs))

    def _unknown(self, name, near):
        key = digest(name.casefold())[:10]
        if key not in self.preview.unknown:
            self.preview.unknown[key] = UnknownOffice(key, name[:500], near, self.choices.get(key, ""))
        return self.preview.unknown[key]

    def office_names(self, refs: list[str]) -> str:
        """Return the names for refs, those to be made included."""
        known = {row.ref: row.short or row.name for row in self.known.rows}
        made = {f"?{key}": one.name for key, one in self.preview.unknown.items()}
        return ", ".join((known | made).get(ref, ref) for ref in refs)
