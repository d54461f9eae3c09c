"""The shape of a matrix: rows in sections, one cell for each pillar, and what may be left out of it."""

from dataclasses import dataclass, replace
from typing import Any

from pillars.cards.pillar_columns import PillarColumn

#: What may be shown of a matrix: all rows, those with a hole, those without.
ALL, HOLES, FULL = "semua", "kosong", "terisi"


@dataclass(frozen=True)
class MatrixCell:
    """What one row has in one pillar.

    count    how many
    aside    what else is said of them (`1 bersama`, `2 didukung`), or ""
    words    the cell as a sentence
    expected whether something is missed where there is nothing
    """

    column: PillarColumn
    count: int
    aside: str
    words: str
    expected: bool

    @property
    def is_full(self) -> bool:
        return bool(self.count or self.aside)

    @property
    def is_gap(self) -> bool:
        return self.expected and not self.is_full

    @property
    def value(self) -> str | int:
        """Return it as it stands in a sheet: a number where a number is all that is said."""
        if not self.is_full:
            return "Kosong" if self.is_gap else "·"
        return f"{self.count} ({self.aside})" if self.aside else self.count


@dataclass(frozen=True)
class MatrixRow:
    """One line. `ref` is the end of the address of what is behind it; `total` counts what is owned by several once."""

    ref: str
    code: str
    title: str
    office: str
    cells: tuple
    total: int

    @property
    def is_empty(self) -> bool:
        return not any(cell.is_full for cell in self.cells)

    @property
    def gaps(self) -> list[MatrixCell]:
        """Return the cells where something is missed."""
        return [cell for cell in self.cells if cell.is_gap]

    @property
    def full(self) -> list[Any]:
        return [cell for cell in self.cells if cell.is_full]

    @property
    def has_hole(self) -> bool:
        return self.is_empty or bool(self.gaps)


@dataclass(frozen=True)
class MatrixSection:
    title: str
    rows: tuple


@dataclass(frozen=True)
class CoverageMatrix:
    """`only`: which of ALL, HOLES, FULL is shown; `counts` how many rows each would show."""

    columns: tuple
    sections: tuple
    only: str = ALL
    counts: tuple = ()

    @property
    def rows(self) -> list[MatrixRow]:
        return [row for section in self.sections for row in section.rows]

    @property
    def holes(self) -> list[MatrixRow]:
        return [row for row in self.rows if row.has_hole]

    @property
    def filled(self) -> list[Any]:
        return [row for row in self.rows if not row.has_hole]

    @property
    def empty(self) -> list[MatrixRow]:
        return [row for row in self.rows if row.is_empty]

    @property
    def gaps(self) -> int:
        """Return missed cells of rows that have something elsewhere."""
        return sum(len(row.gaps) for row in self.rows if not row.is_empty)

    def showing(self, only: Any) -> "CoverageMatrix":
        """Return the rows of `only` (what is no such word shows all), sections without rows left out."""
        counts = {ALL: len(self.rows), HOLES: len(self.holes), FULL: len(self.filled)}
        only = only if only in counts else ALL
        kept = [
            replace(section, rows=tuple(row for row in section.rows if only == ALL or row.has_hole is (only == HOLES)))
            for section in self.sections
        ]
        sections = tuple(section for section in kept if section.rows)
        return replace(self, sections=sections, only=only, counts=tuple(counts.items()))
