"""The written format (`plan.schema.json`) put to work: JSON Schema faults as Indonesian sentences."""

import re
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, cast

import simplejson
from jsonschema import Draft202012Validator, ValidationError, validators

from masterplan.exchange.card_schema import definitions
from masterplan.exchange.faults import Remark, quote
from workshops.number_format import show_number

#: The whole of it: the file that says everything but the cards, and the cards from their kinds.
SCHEMA = simplejson.loads(Path(__file__).with_name("plan.schema.json").read_text(encoding="utf-8"), use_decimal=True)
SCHEMA["$defs"] |= definitions()
MOST_FAULTS = 5000
_TYPES = {
    "string": "teks",
    "integer": "bilangan bulat",
    "number": "angka",
    "boolean": "true atau false",
    "array": "daftar […]",
    "object": "objek {…}",
    "null": "null",
}


def resolve(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a subschema behind its `$ref`."""
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def faults_of(document: dict[str, Any]) -> list[Any]:
    """Return the faults of a cleaned document against the schema.

    The first thousands of a file that is no plan at all.
    """
    errors = list(islice(_VALIDATOR.iter_errors(document), MOST_FAULTS))
    # Of a value of the wrong type nothing else is worth saying.
    wrong = {tuple(error.absolute_path) for error in errors if error.validator == "type"}
    told = (error for error in errors if error.validator == "type" or tuple(error.absolute_path) not in wrong)
    return [remark for error in told for remark in _remarks(error)]


def _is_integer(_checker, value):
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_checker, value):
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _multiple_of(_validator, step, value, _schema):
    """Exact for any number of digits, where a division would round or overflow."""
    if isinstance(value, Decimal) and decimals(value) > decimals(step):
        yield ValidationError("too many decimals")


def decimals(number: Decimal) -> int:
    """Return how many digits behind the point a Decimal needs."""
    _, digits, exponent = number.as_tuple()
    written = "".join(map(str, digits))
    needed = len(written.rstrip("0")) - len(written) - cast(int, exponent)
    return max(needed, 0) if number else 0


_CHECKER = Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_integer, "number": _is_number})
_VALIDATOR = validators.extend(Draft202012Validator, {"multipleOf": _multiple_of}, type_checker=_CHECKER)(SCHEMA)


def _remarks(error):
    path = tuple(error.absolute_path)
    say = _SENTENCES.get(error.validator)
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return [Remark((*path, key), "wajib ada") for key in missing if f"'{key}'" in error.message]
    if "propertyNames" in error.absolute_schema_path:
        return [Remark((*path, str(error.instance)), "kunci harus tahun empat angka antara 1990 dan 2100")]
    return [Remark(path, say(error) if say else "tidak sesuai format")]


def _wrong_type(error):
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    names = " atau ".join(_TYPES[name] for name in wanted if name != "null" or wanted == ["null"])
    value = error.instance
    if _is_number(None, value) and "integer" in wanted and Decimal(value).copy_abs() >= 10**15:
        return f"{quote(value)} terlalu besar"
    return f"harus {names}, bukan {_shown(value)}"


def _shown(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return f"angka {quote(value)}"
    if isinstance(value, str):
        return f"teks “{quote(value)}”"
    return _TYPES["array"] if isinstance(value, list) else _TYPES["object"]


def _unknown_choice(error):
    allowed = ", ".join(str(value) for value in error.validator_value if value not in (None, ""))
    return f"{_shown(error.instance)} tidak dikenal; yang ada: {allowed}"


def _limit(error):
    return show_number(error.validator_value)


def _too_many_decimals(error):
    return f"{quote(error.instance)} terlalu rinci; paling banyak 6 angka di belakang koma"


def _pattern(error):
    return f"“{quote(error.instance)}” hanya boleh memuat huruf, angka, titik, dan tanda hubung, misalnya GOV-P1"


_SENTENCES = {
    "type": _wrong_type,
    "enum": _unknown_choice,
    "minimum": lambda error: f"{quote(error.instance)} terlalu kecil; paling kecil {_bound(error)}",
    "maximum": lambda error: f"{quote(error.instance)} terlalu besar; paling besar {_bound(error)}",
    "multipleOf": _too_many_decimals,
    "minLength": lambda error: "tidak boleh kosong",
    "maxLength": lambda error: (
        f"terlalu panjang: {show_number(len(error.instance))} karakter, paling banyak {_limit(error)}"
    ),
    "minItems": lambda error: f"paling sedikit {_limit(error)} isian",
    "maxItems": lambda error: (
        f"terlalu banyak: {show_number(len(error.instance))} isian, paling banyak {_limit(error)}"
    ),
    "pattern": _pattern,
}


def _bound(error):
    """Years and scales as they are written; larger bounds with their dots."""
    bound = error.validator_value
    return str(bound) if abs(bound) <= 9999 else show_number(bound)


def fits(pattern: str, text: str) -> bool:
    """Return whether `text` has the usual form that a schema's `x-usual` describes."""
    return re.search(pattern, text) is not None
