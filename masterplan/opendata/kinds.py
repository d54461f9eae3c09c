"""What a table of the open data is: its columns with types, units and limits, its key, and what it points at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TEXT, WHOLE, NUMBER, YEAR, YES_NO, MOMENT = "string", "integer", "number", "year", "boolean", "datetime"
RUPIAH = "rupiah"
PILLAR_CODE = "Kode pilar"


@dataclass(frozen=True)
class DataColumn:
    """`name` is a key of the exchange file (docs/exchange.md) where that has one; `title` is what people call it.

    `type` is a type of Frictionless Table Schema. `unit` is in words, `choices` the only values there are.
    """

    name: str
    title: str
    type: str = TEXT
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class ForeignKeyLink:
    """A foreign key: the values of `column` stand in `to_column` of the table `to`, or are empty."""

    column: str
    to: str
    to_column: str = "code"


@dataclass(frozen=True)
class DataTable:
    """One table. `rows(book_data)` yields a tuple a row, in the order of the columns; None and "" are empty cells."""

    name: str
    title: str
    about: str
    columns: tuple[DataColumn, ...]
    rows: Callable
    key: tuple[str, ...] = ()
    links: tuple[ForeignKeyLink, ...] = ()


def code(title: str = "Kode") -> DataColumn:
    return DataColumn("code", title, required=True)


def order(title: str = "Urutan") -> DataColumn:
    """Return the place of a row among its own, from 1."""
    return DataColumn("no", title, WHOLE, required=True, minimum=1)


def year(name: str = "year", title: str = "Tahun", required: bool = True) -> DataColumn:
    return DataColumn(name, title, YEAR, required=required)


def ref(name: str, title: str, required: bool = True) -> DataColumn:
    """Return a column that holds the code of a row of another table."""
    return DataColumn(name, title, required=required)


def texts_of(
    kind: str,
    name: str,
    title: str,
    about: str,
    column: DataColumn,
    parent: DataColumn,
    link: ForeignKeyLink,
    lists: Callable[..., Any],
) -> DataTable:
    """Return the table of a list of texts: `lists(book_data)` yields (code of whom they belong to, the texts)."""

    def rows(book_data):
        for owner, texts in lists(book_data):
            for number, text in enumerate(texts, 1):
                yield owner, number, text

    return DataTable(f"{kind}_{name}", title, about, (parent, order(), column), rows, (parent.name, "no"), (link,))
