"""Canonical values as text: in inputs, on pages, in receipts; and as JSON in the journal. Pure.

The types are those of `pillars.kinds`. Every function takes None for "empty" and gives '' or None back.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from workshops.number_format import show_number, show_rupiah

from .. import prose
from .show import number_in_words, show_years
from .values import NO_DATA, FieldDescription

TABLE_TYPES = ("years_table_number", "years_table_rupiah")


def input_text(value: Any, type: str) -> str:
    """Return what stands in the input; typed back it parses to the same value. Per-year tables: input_cells."""
    if value is None:
        return ""
    match type:
        case "number_unit":
            return str(NO_DATA) if value is NO_DATA else show_number(value)
        case "rupiah":
            return show_number(value)
        case "yes_no":
            return "ya" if value else "tidak"
        case "list_text":
            return "\n".join(value)
        case "prose":
            return prose.write(value)
        case "choices" | "references" | "years_list" | "year_range":
            return ", ".join(str(item) for item in value)
        case "years_table_number" | "years_table_rupiah" | "scale_table":
            raise TypeError(f"{type} has one input per row: use input_cells")
        case _:
            return str(value)


def input_cells(value: Mapping | None, type: str) -> dict[str, str]:
    """Return for per-year tables and scale tables {text of the year (or option): text of its input}."""
    one = {"years_table_number": "number_unit", "years_table_rupiah": "rupiah"}.get(type, "text")
    return {str(key): input_text(item, one) for key, item in (value or {}).items()}


def display(value: Any, type: str) -> str:
    """Return the text for pages and books. Lists of text are separated by line ends, choices by commas."""
    if value is None:
        return ""
    match type:
        case "rupiah":
            return show_rupiah(value)
        case "yes_no":
            return "Ya" if value else "Tidak"
        case "years_list":
            return show_years(value)
        case "year_range":
            return "–".join(str(year) for year in value)
        case "years_table_number" | "years_table_rupiah":
            one = "rupiah" if type == "years_table_rupiah" else "number_unit"
            return "; ".join(f"{year}: {display(value[year], one)}" for year in sorted(value))
        case "scale_table":
            return "; ".join(f"{key}: {item}" for key, item in value.items())
        case _:
            return input_text(value, type)


def display_field(field: FieldDescription, value: Any) -> str:
    """Return the same as `display`, with the labels of fixed choices: `Naik` for `naik`."""
    if value is None or not field.options:
        return display(value, field.type)
    if field.type in ("choice", "scale"):
        return field.label_of(value)
    if field.type == "scale_table":
        said = {str(answer.value): answer.label.lower() for answer in field.answers}
        return "; ".join(f"{field.label_of(key)}: {said.get(item, item)}" for key, item in value.items())
    if field.type == "choices":
        return ", ".join(field.label_of(item) for item in value)
    return display(value, field.type)


def read_back(value: Any) -> str:
    """Return what the receipt says was read; '' for empty.

    int (rupiah) → `dibaca Rp1.200.000.000` · Decimal → `dibaca 17,63`; whole numbers whose look has one
    dot, which could be taken for a decimal point, also in words: `dibaca 1.234 (seribu dua ratus …)` ·
    NO_DATA · dict by year → `dibaca 2027: 85; 2028: 86`, rupiah with the sum.
    """
    if isinstance(value, Mapping):
        return _read_back_table(value)
    if value is NO_DATA:
        return f"dibaca “{NO_DATA}”"
    if isinstance(value, Decimal):
        words = f" ({number_in_words(int(value))})" if value == int(value) and 1000 <= abs(value) < 10**6 else ""
        return f"dibaca {show_number(value)}{words}"
    return "" if value is None else f"dibaca {show_rupiah(value)}"


def _read_back_table(value: Mapping) -> str:
    if not value:
        return ""
    money = all(isinstance(item, int) for item in value.values())
    cells = "; ".join(f"{year}: {read_back(value[year]).removeprefix('dibaca ')}" for year in sorted(value))
    total = f"; jumlah {show_rupiah(sum(value.values()))}" if money and len(value) > 1 else ""
    return f"dibaca {cells}{total}"


def to_json(value: Any, type: str) -> Any:
    """Return the JSON form: Decimal → `"85.5"`, NO_DATA → `"tidak ada data"`, years as text keys."""
    if value is None:
        return None
    if type == "number_unit":
        return str(NO_DATA) if value is NO_DATA else format(value, "f")
    if type in TABLE_TYPES:
        one = "number_unit" if type == "years_table_number" else "rupiah"
        return {str(year): to_json(item, one) for year, item in sorted(value.items())}
    if isinstance(value, (tuple, set, frozenset)):
        return sorted(value) if isinstance(value, (set, frozenset)) else list(value)
    return value


def from_json(value: Any, type: str) -> Any:
    """Return the canonical value of a JSON form; also takes JSON numbers where `to_json` writes text.

    Cells without a value are dropped. Raises ValueError (or decimal.InvalidOperation) for what neither
    `to_json` nor the exchange format writes.
    """
    if value is None:
        return None
    if type == "number_unit":
        return NO_DATA if value == str(NO_DATA) else _decimal(value)
    if type == "rupiah":
        return _whole(value)
    if type in TABLE_TYPES:
        one = "number_unit" if type == "years_table_number" else "rupiah"
        return {int(year): from_json(item, one) for year, item in value.items() if item is not None}
    return list(value) if isinstance(value, (list, tuple)) else value


def _decimal(value: Any) -> Decimal:
    if type(value) is int or (isinstance(value, str) and value.isdigit()):
        return Decimal(value)
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"not a number: {value}")
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Decimal(text) if number else Decimal(0)


def _whole(value: Any) -> int:
    number = value if type(value) is int else _decimal(value)
    if number != int(number):
        raise ValueError(f"rupiah must be whole: {value}")
    return int(number)
