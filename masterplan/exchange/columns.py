"""How one key of the file and one column of a row become each other. The tables of keys are in `shapes`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model

from pillars.prose import parse, write

LEFT_OUT = object()
MOST_DIGITS = 300


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an object.

    column  attribute of the row; None where the caller puts the value in place
    store   value of the file (never null or missing) and the finder → value of the column
    give    row → value of the file, LEFT_OUT where the row has nothing to say
    """

    name: str
    column: str | None
    store: Callable[[Any, Any], Any]
    give: Callable[[Any], Any]


def _same(value, find):
    return value


def _text(value, find):
    return value or None


def _give(column):
    def give(row):
        value = getattr(row, column)
        return LEFT_OUT if value is None or value == "" else value

    return give


def plain(number: Any) -> Any:
    """Return a Decimal as the file has it: whole numbers as int, others without the zeros that a column adds."""
    if number is None:
        return LEFT_OUT
    number = Decimal(number)
    return int(number) if number == number.to_integral_value() else number.normalize()


def decimal_text(number: Decimal | int) -> str:
    """Return a number as JSON columns hold it: `85`, `85.5`."""
    return format(Decimal(plain(number)), "f")


def exact(value: Any) -> Any:
    """Return a value of a JSON column with its floats as the Decimals that were written."""
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    if isinstance(value, list):
        return [exact(item) for item in value]
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    return value


def in_order(value: dict[str, Any], order: Sequence[Any]) -> dict[str, Any]:
    """Return objects with their keys in `order`, others behind them; jsonb does not remember it."""
    if isinstance(value, list):
        return [in_order(item, order) for item in value]
    if not isinstance(value, dict):
        return value
    known = {key: value[key] for key in order if key in value}
    return known | value


def rough(value: Any, find: Callable[..., Any] | None = None) -> Any:
    """Return a value of the file for a JSON column: Decimals as int or float. What that loses, `remainder` keeps."""
    if isinstance(value, Decimal):
        if value.adjusted() > MOST_DIGITS:
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [rough(item) for item in value]
    if isinstance(value, dict):
        return {key: rough(item) for key, item in value.items()}
    return value


def text(name: str, column: str | None = None) -> Key:
    column = column or name
    return Key(name, column, _text, _give(column))


def as_is(name: str, column: str | None = None) -> Key:
    """Return a column of whole numbers, yes or no, lists of text."""
    column = column or name
    return Key(name, column, _same, _give(column))


def number(name: str, column: Any = None) -> Key:
    column = column or name
    return Key(name, column, lambda value, find: Decimal(value), lambda row: plain(getattr(row, column)))


def document(name: str, column: str, order: tuple[str, ...]) -> Key:
    """Return a part of the file that is kept whole in a JSON column: an object or a list of them, keys in `order`."""

    def give(row):
        value = getattr(row, column)
        return LEFT_OUT if value is None or value == [] else in_order(exact(value), order)

    return Key(name, column, rough, give)


def _filled(value, one):
    """A table by year without its empty cells, earliest year first."""
    return {year: one(value[year]) for year in sorted(value) if value[year] is not None}


def prose(name: str) -> Key:
    """Return blocks of prose; the file has them as the text with marks that people type."""

    def give(row):
        return write(getattr(row, name)) or LEFT_OUT

    return Key(name, name, lambda value, find: parse(value) or None, give)


def _by_year(name, column, store_cell, give_cell):
    def give(row):
        value = getattr(row, column)
        return LEFT_OUT if value is None else _filled(value, give_cell)

    return Key(name, column, lambda value, find: _filled(value, store_cell), give)


def numbers_by_year(name: str, column: str | None = None) -> Key:
    return _by_year(name, column or name, decimal_text, plain)


def texts_by_year(name: str) -> Key:
    """Return a column of texts where a document gives no number; nothing where it gives none."""

    def give(row):
        return _filled(getattr(row, name), str) or LEFT_OUT

    return Key(name, name, lambda value, find: _filled(value, str), give)


def rupiah_by_year(name: str) -> Key:
    return _by_year(name, name, int, int)


def pointer(name: str, column: str, kind: str, shown: str = "code") -> Key:
    """Return a key to another row, which the file names by its code (an office by its name)."""

    def store(value, find):
        return find(kind, value) if value else None

    def give(row):
        other = getattr(row, column)
        return LEFT_OUT if other is None else getattr(other, shown)

    return Key(name, column, store, give)


def rows(name: str) -> Key:
    """Return a list of objects with rows of their own; the caller puts it in place."""
    return Key(name, None, _same, lambda row: LEFT_OUT)


def computed(name: str) -> Key:
    """Return a column that is never stored; given where it can be computed."""
    return Key(name, None, _same, _give(name))


def number_or_no_data(name: str) -> Key:
    """Return a column where null in the file is “tidak ada data”: somebody looked. A missing key is an empty field."""

    def give(row):
        return None if getattr(row, f"{name}_no_data") else plain(getattr(row, name))

    return Key(name, name, lambda value, find: Decimal(value), give)


def optional_list(name: str) -> Key:
    """Return a column that is an empty list where nobody said anything."""
    return Key(name, name, _same, lambda row: getattr(row, name) or LEFT_OUT)


def place(name: str) -> Key:
    """Return the row's place on the board; what the file gave is followed only where all places can be."""
    return Key(name, None, _same, lambda row: row.position)


def columns_of(table: tuple[Key, ...], source: dict[str, Any], find: Callable[..., Any] | None) -> dict[str, Any]:
    """Return {column: value} for a new row from an object of the file; nulls and missing keys are left to the model."""
    given: dict[Any, Any] = {}
    for key in table:
        value = source.get(key.name)
        stored = None if key.column is None or value is None else key.store(value, find)
        if stored is not None:
            given[key.column] = stored
    return given


def object_of(table: tuple[Key, ...], row: Model) -> dict[str, Any]:
    """Return the object of the file as the row's columns alone tell it."""
    given = {key.name: key.give(row) for key in table}
    return {name: value for name, value in given.items() if value is not LEFT_OUT}


def names(table: tuple[Key, ...]) -> list[str]:
    """Return the keys of a table, in order."""
    return [key.name for key in table]
