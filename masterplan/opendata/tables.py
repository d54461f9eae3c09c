"""The tables of the open data: their columns with types, units and limits, their keys, and what they point at.

`masterplan/content/open_data.json` describes them. A table of cards is read from its kind in kinds.json: a new field of
a kind stands in it by itself. Pure.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from masterplan.document.book_data import BookData
from masterplan.opendata.rows import ROWS
from pillars.fields import NO_DATA
from pillars.kinds import CHAIN, KINDS, Field

TEXT, WHOLE, NUMBER, YEAR, YES_NO = "string", "integer", "number", "year", "boolean"
RUPIAH = "rupiah"
SOURCE = Path(__file__).parents[1] / "content" / "open_data.json"


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


#: Types of fields that hold several values: such a field is a table of its own.
SEVERAL = (
    "list_text",
    "choices",
    "references",
    "years_list",
    "years_table_number",
    "years_table_rupiah",
    "scale_table",
)
TYPES = {"number_unit": NUMBER, "rupiah": WHOLE, "year": YEAR, "yes_no": YES_NO, "scale": WHOLE, "computed": WHOLE}
TYPES |= {"years_table_number": NUMBER, "years_table_rupiah": WHOLE, "years_list": YEAR}
#: What a card names → the table and the column in which that stands.
NAMED = {one: (one, "code") for one in CHAIN}
NAMED |= {"dimension": ("subdimensi", "code"), "rpjmd": ("rpjmd_sasaran", "code"), "opd": ("opd", "name")}
#: The place of a row among its own, from 1.
ORDER = DataColumn("no", "Urutan", WHOLE, required=True, minimum=1)
PLACES = {
    "code": DataColumn("code", "Kode", required=True),
    "no": ORDER,
    "pillar": DataColumn("pillar", "Kode pilar", required=True),
}


def described() -> tuple[DataTable, ...]:
    """Return all tables in the order of the zip."""
    made = []
    for raw in json.loads(SOURCE.read_text(encoding="utf-8"))["tables"]:
        raw["links"] = [ForeignKeyLink(**link) for link in raw.get("links", ())]
        made += _cards_of(**raw) if "cards" in raw else [_plain(**raw)]
    return tuple(made)


def _column(name, choices=(), **more) -> DataColumn:
    return DataColumn(name, choices=tuple(choices), **more)


def _plain(name, title, about, columns, links, key=()) -> DataTable:
    made = tuple(_column(**column) for column in columns)
    return DataTable(name, title, about, made, ROWS[name], tuple(key), tuple(links))


def _cards_of(cards, about, columns, links, told="", title="", by=("code",)) -> tuple[DataTable, ...]:
    """Return the table of the cards of a kind, and one for each field of several values.

    columns  the columns that are promised in this order: words of names, or a column that says more than the kind
             does; the fields that the kind has beyond them follow
    told     keys of fields that stand in other tables
    """
    kind, rows, by = KINDS[cards], ROWS.get(cards) or _numbered(cards), tuple(by)
    shown = {one.key: one for one in kind.shown_in("open_data") if one.key not in told.split()}
    fields = {name: one for name, one in shown.items() if one.type not in SEVERAL}
    given = []
    for one in columns:
        said = one.split() if isinstance(one, str) else ()
        given += [PLACES.get(name) or column_of(fields[name]) for name in said] or [_column(**one)]
    names = {one.name for one in given}
    given += [column_of(one) for name, one in fields.items() if name not in names]
    links = (*links, *(link for one in given if (link := _link(one.name, fields.get(one.name)))))

    def values(book_data):
        for more, card in rows(book_data):
            yield tuple(more[one.name] if one.name in more else _value(book_data, card, one.name) for one in given)

    table = DataTable(cards, title or kind.label, about, tuple(given), values, by, tuple(links))
    return table, *(_list(table, one, rows) for one in shown.values() if one.type in SEVERAL)


def _numbered(key):
    return lambda book_data: (({"no": number}, card) for number, card in enumerate(book_data.of_kind(key), 1))


def column_of(field: Field) -> DataColumn:
    """Return the column of a field that holds one value."""
    least, most = field.limits.get("min"), field.limits.get("max")
    type = WHOLE if field.limits.get("integer") else TYPES.get(field.type, TEXT)
    named = field.refers_to in (*CHAIN, "dimension")
    title = (
        f"Kode {KINDS[field.points_to].label.lower() if field.points_to else 'subdimensi'}" if named else field.label
    )
    unit = {"rupiah": RUPIAH, "scale": f"nilai {least}–{most}"}.get(field.type, "")
    required = field.type == "yes_no" or field.needed_to_save and not field.is_link
    limits = (least, None if field.type == "rupiah" else most) if type == WHOLE else (None, None)
    return DataColumn(field.key, title, type, unit, required, (), *limits)


def _link(name: str, field: Field | None) -> ForeignKeyLink | None:
    if name == "pillar":
        return ForeignKeyLink(name, "pilar")
    return ForeignKeyLink(name, *NAMED[field.refers_to]) if field and field.refers_to in NAMED else None


def _value(book_data, card, name: str):
    """Return the value of a column: of the field of that name, else of the card itself."""
    if name not in card.kind.keys or name == "code":
        return getattr(card, name)
    field, value = card.kind.field(name), card.values.get(name)
    if field.type == "yes_no":
        return bool(value)
    return None if value is NO_DATA else column_value(book_data, field, value)


def column_value(book_data: BookData, field: Field, value: Any) -> int | str | None:
    """Return what people know a named row by; every other value as it is. A card that is gone is not named."""
    if value and field.points_to in CHAIN:
        return book_data.by_ref[value].code if value in book_data.by_ref else None
    return getattr(value, "label", value)


def _list(table: DataTable, field: Field, cards) -> DataTable:
    """Return the table of a field: the key of the card's row, the place in the list, its year or option, the value."""
    places = [at for at, column in enumerate(table.columns) if column.name in table.key]
    by = [table.columns[at] for at in places]
    owners = [DataColumn(f"{table.name}_{one.name}", one.title, one.type, required=True) for one in by]
    keyed = [DataColumn("item", "Tahun atau butir", required=True)] if "table" in field.type else []
    column = DataColumn(field.key, field.label, TYPES.get(field.type, TEXT), required=True)

    def rows(book_data):
        for row, (_, card) in zip(table.rows(book_data), cards(book_data), strict=True):
            value = card.values.get(field.key) or ()
            items = value.items() if keyed else ((column_value(book_data, field, one),) for one in value)
            for number, item in enumerate(items, 1):
                yield *(row[at] for at in places), number, *item

    return DataTable(
        f"{table.name}_{field.key}",
        field.label,
        f"Satu baris satu nilai, dari tabel {table.name}.",
        (*owners, ORDER, *keyed, column),
        rows,
        (*(one.name for one in owners), "no"),
        tuple(
            ForeignKeyLink(owner.name, table.name, one.name)
            for owner, one in zip(owners, by, strict=True)
            if len(by) == 1
        ),
    )
