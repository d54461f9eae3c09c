"""From bytes to a document: UTF-8 JSON of sane size and depth, every number exact, no key twice."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import simplejson

from masterplan.exchange.faults import PlanFileError, Remark, one_fault

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 40
MAX_DIGITS = 400
_TOO_DEEP = f"isinya bersarang terlalu dalam; paling dalam {MAX_DEPTH} tingkat"


class Object(dict):
    """A JSON object that remembers which keys stood in it more than once."""

    __slots__ = ("doubled",)


class _HugeNumber(ValueError):
    pass


def read_document(data: bytes) -> dict[str, Any]:
    """Return the plan document of a file's bytes: dicts, lists, str, int, Decimal, bool and None.

    Raises PlanFileError: not UTF-8, not JSON (with line and column), empty, not an object, deeper than 40
    levels, larger than 20 MiB, a key that stands twice in one object.
    """
    if len(data) > MAX_BYTES:
        raise one_fault("berkas terlalu besar; paling besar 20 MiB")
    document = _parse(_decode(data))
    if not isinstance(document, dict):
        raise one_fault("isi berkas harus berupa objek JSON {…} yang memuat satu rencana")
    doubled = _check(document)
    if doubled:
        raise PlanFileError(doubled)
    return document


def _decode(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise one_fault("berkas memakai penyandian UTF-16 atau UTF-32; simpan ulang sebagai UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise one_fault("berkas kosong")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = f"byte ke-{error.start + 1}"
        raise one_fault(f"{place} bukan UTF-8; simpan ulang berkas dengan penyandian UTF-8") from None


def _parse(text):
    try:
        return simplejson.loads(
            text, object_pairs_hook=_object, parse_float=_decimal, parse_int=_whole, parse_constant=_refuse_constant
        )
    except simplejson.JSONDecodeError as error:
        raise one_fault(f"bukan JSON yang benar pada baris {error.lineno}, kolom {error.colno}") from None
    except RecursionError:
        raise one_fault(_TOO_DEEP) from None
    except _HugeNumber as error:
        place = text.find(str(error))
        raise one_fault(f"angka terlalu besar pada baris {text.count(chr(10), 0, place) + 1}") from None
    except _Constant as error:
        place = re.search(rf"(?<![\w\"]){error}(?![\w\"])", text)
        line = text.count("\n", 0, place.start()) + 1 if place else 1
        raise one_fault(f"{error} pada baris {line} bukan angka JSON") from None


class _Constant(ValueError):
    pass


def _refuse_constant(name):
    raise _Constant(name)


def _object(pairs):
    found = Object(pairs)
    found.doubled = ()
    if len(found) != len(pairs):
        seen = set()
        found.doubled = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))
    return found


def _whole(digits):
    if len(digits) > MAX_DIGITS:
        raise _HugeNumber(digits[:MAX_DIGITS])
    return int(digits)


def _decimal(digits):
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise _HugeNumber(digits[:MAX_DIGITS]) from None


def _check(document):
    """Faults for doubled keys, in the order of the file; raises PlanFileError when nested too deep."""
    faults = []
    todo = [((), document, 1)]
    while todo:
        path, value, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise one_fault(_TOO_DEEP, path[:3])
        if isinstance(value, Object):
            faults += [Remark((*path, key), "kunci ini tertulis lebih dari sekali") for key in value.doubled]
            steps = value.items()
        else:
            steps = enumerate(value)
        nested = [((*path, step), item, depth + 1) for step, item in steps if isinstance(item, (dict, list))]
        todo += reversed(nested)
    return faults
