"""One posted field to one canonical value, by the field's description. Pure.

Used by the forms, the sheet import and anything else that takes typed text, so that "any field" means
the same rules everywhere.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from workshops.text import check_length, clean, parse_text

from .. import prose
from .display import TABLE_TYPES, read_back
from .numbers import FIRST_YEAR, outside_period, parse_number, parse_rupiah, parse_year, parse_years, percent_warning
from .values import NO_DATA, Context, FieldDescription, FieldError, Parsed

type Raw = str | bytes | Iterable[str | bytes] | Mapping[str, str | bytes]

MAX_REFERENCE = 500  # the longest thing that is pointed at by name is an office
_YES = frozenset(["ya", "y", "1", "on", "true"])
_NO = frozenset(["tidak", "t", "0", "off", "false"])
_READ_AS_EMPTY = "Tanda tanpa angka dibaca sebagai belum diisi."


def parse_field(field: FieldDescription, raw: Raw, context: Context | None = None) -> Parsed:
    """Return the canonical value of what was posted for a field.

    raw      list of posted texts (a single text is taken as a list of one); for per-year tables and
             scale tables a dict: text of the year or option → text
    Raises FieldError with `key` set; for tables with `cells`. A field that is needed to save and holds
    nothing that can be seen raises field_error. TypeError for a computed field: it is never posted.
    """
    context = context or Context()
    try:
        parsed = _PARSERS[field.type](field, raw, context)
        if field.needed_to_save and parsed.value in (None, [], {}):
            raise FieldError("field_error", f"{field.label} belum diisi.")
    except FieldError as error:
        error.key = field.key
        raise
    return parsed


def _texts(raw: Raw) -> list[str | bytes]:
    if isinstance(raw, (str, bytes)):
        return [raw]
    if isinstance(raw, Mapping):
        raise TypeError("this field takes a list of texts, not a table")
    return list(raw)


def _first(raw: Raw) -> str | bytes:
    """The last posted text wins, as in a browser's form with the same name twice; '' when none."""
    texts = _texts(raw)
    return texts[-1] if texts else ""


def _text(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    one_line = field.type == "text"
    cleaned = parse_text(_first(raw), limit=None, one_line=one_line)
    text = cleaned.text.replace(" ", "") if field.limits.get("no_spaces") else cleaned.text
    check_length(text, field.limits.get("max_chars"))
    warnings = cleaned.warnings
    if text and (pattern := field.limits.get("pattern")) and not re.fullmatch(pattern, text):
        raise FieldError(
            "field_error", f"Pakai huruf, angka, titik, dan tanda hubung saja, misalnya {field.example_good}."
        )
    if text and (pattern := field.limits.get("pattern_soft")) and not re.fullmatch(pattern, text):
        warnings += (f"Bentuk “{text}” tidak biasa; yang biasa seperti {field.example_good}. Tersimpan apa adanya.",)
    return Parsed(text or None, warnings, removed=cleaned.removed)


def _list_text(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    items, warnings, removed = [], [], 0
    for text in _texts(raw):
        block = clean(text, one_line=False)
        removed += block.removed
        warnings += block.warnings
        for line in block.text.split("\n"):
            item = parse_text(line, limit=field.limits.get("max_chars"), one_line=True).text
            if item:
                items.append(item)
    _check_count(field, items)
    return Parsed(items, tuple(dict.fromkeys(warnings)), removed=removed)


def _prose(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    cleaned = parse_text(_first(raw), limit=field.limits.get("max_chars"), one_line=False)
    return Parsed(prose.read_typed(cleaned.text), cleaned.warnings, removed=cleaned.removed)


def _number(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    value, warnings = _one_number(field, _first(raw), context)
    return Parsed(value, warnings, read_back(value))


def _one_number(field: FieldDescription, text: str | bytes, context: Context) -> tuple[Any, tuple[str, ...]]:
    limits = field.limits
    in_table = field.type in TABLE_TYPES
    value = parse_number(
        text,
        unit=context.unit,
        allows_no_data=field.allows_no_data and not in_table,
        min=limits.get("min"),
        max=limits.get("max"),
        integer=limits.get("integer", False),
    )
    warning = percent_warning(value, context.unit) or _read_as_empty(value, text)
    return value, (warning,) if warning else ()


def _rupiah(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    text = _first(raw)
    value = _one_rupiah(field, text)
    warning = _read_as_empty(value, text)
    return Parsed(value, (warning,) if warning else (), read_back(value))


def _one_rupiah(field: FieldDescription, text: str | bytes) -> int | None:
    known = {key: field.limits[key] for key in ("min", "max") if key in field.limits}
    return parse_rupiah(text, **known)


def _read_as_empty(value: Any, text: str | bytes) -> str:
    return _READ_AS_EMPTY if value is None and clean(text, one_line=True).text else ""


def _year(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    period = context.period
    if period and field.limits.get("before_period"):  # a baseline lies before the plan by nature
        period = (FIRST_YEAR, period[1])
    year, warning = parse_year(_first(raw))
    if year is not None and period and not period[0] <= year <= period[1]:
        warning = outside_period(year, context.period)
    return Parsed(year, (warning,) if warning else ())


def _years_list(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    years = {year for text in _texts(raw) for year in parse_years(text, whole=field.type == "years_list")}
    ordered = sorted(years)
    period = context.period if field.type == "years_list" else None
    warnings = [warning for year in ordered if (warning := outside_period(year, period))]
    if field.type == "year_range" and len(ordered) > 2:
        raise FieldError("field_error", "Tulis dua tahun saja: awal dan akhir.")
    return Parsed(ordered, tuple(dict.fromkeys(warnings)))


def _years_table(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    if not isinstance(raw, Mapping):
        if not any(_texts(raw)):
            return Parsed({})
        raise TypeError("a per-year table takes a dict: text of the year → text")
    value: dict[int, Decimal | int] = {}
    warnings: list[str] = []
    errors: dict[str, FieldError] = {}
    for label, text in raw.items():
        try:
            year, outside = parse_year(str(label), context.period)
            number, said = _cell(field, text, context)
        except FieldError as error:
            errors[str(label)] = error
            continue
        if year is not None and number is not None:
            value[year] = number
            warnings += [outside] if outside else []
        warnings += [f"{label}: {sentence}" for sentence in said]
    if errors:
        label, first = next(iter(errors.items()))
        raise FieldError(first.kind, f"{label}: {first.sentence}", first.readings, cells=errors)
    ordered = dict(sorted(value.items()))
    return Parsed(ordered, tuple(warnings), read_back(ordered))


def _cell(field: FieldDescription, text: str | bytes, context: Context) -> tuple[Any, tuple[str, ...]]:
    if field.type == "years_table_number":
        return _one_number(field, text, context)
    value = _one_rupiah(field, text)
    warning = _read_as_empty(value, text)
    return value, (warning,) if warning else ()


def _choice(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    cleaned = parse_text(_first(raw), limit=MAX_REFERENCE, one_line=True)
    if not cleaned.text:
        return Parsed(None)
    return Parsed(_known(field, cleaned.text, context), cleaned.warnings)


def _choices(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    chosen: list[Any] = []
    for text in _texts(raw):
        item = parse_text(text, limit=MAX_REFERENCE, one_line=True).text
        if item and item not in chosen:
            chosen.append(_known(field, item, context))
    _check_count(field, chosen)
    return Parsed(chosen)


def _known(field: FieldDescription, text: str, context: Context) -> Any:
    """The stored value of a posted choice or reference, if it is one of those on offer."""
    if field.key in context.allowed:
        if text in context.allowed[field.key]:
            return text
    elif not field.options or field.open_list:
        return text
    else:
        for option in field.options:
            if option.value is not None and str(option.value) == text:
                return option.value
    raise FieldError("field_error", f"“{text[:60]}” tidak ada dalam daftar. Pilih dari daftar.")


def _scale(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    value = parse_number(
        _first(raw),
        allows_no_data=False,
        integer=True,
        min=field.limits.get("min"),
        max=field.limits.get("max"),
    )
    return Parsed(None if value is None or value is NO_DATA else int(value))


def _scale_table(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    if not isinstance(raw, Mapping):
        raise TypeError("a scale table takes a dict: option → answer")
    options = [str(option.value) for option in field.options]
    answers = [str(answer.value) for answer in field.answers]
    value: dict[str, str] = {}
    for key, text in raw.items():
        answer = parse_text(text, limit=MAX_REFERENCE, one_line=True).text
        for given, known in ((str(key), options), (answer, answers)):
            if given and known and given not in known:
                raise FieldError("field_error", f"“{given[:60]}” tidak ada dalam daftar. Pilih dari daftar.")
        if answer:
            value[key] = answer
    return Parsed({option: value[option] for option in options if option in value})


def _yes_no(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    word = clean(_first(raw), one_line=True).text.casefold()
    if not word:
        return Parsed(None)
    if word not in _YES | _NO:
        raise FieldError("field_error", "Pilih ya atau tidak.")
    return Parsed(word in _YES)


def _computed(field: FieldDescription, raw: Raw, context: Context) -> Parsed:
    raise TypeError(f"{field.key} is computed and never posted")


def _check_count(field: FieldDescription, items: list) -> None:
    most = field.limits.get("max_items")
    if most is not None and len(items) > most:
        raise FieldError(
            "too_long",
            f"Terlalu banyak: {len(items)} butir, paling banyak {most}. Gabungkan atau pilih yang terpenting.",
        )


_PARSERS = {
    "text": _text,
    "long_text": _text,
    "list_text": _list_text,
    "prose": _prose,
    "number_unit": _number,
    "rupiah": _rupiah,
    "year": _year,
    "years_list": _years_list,
    "year_range": _years_list,
    "years_table_number": _years_table,
    "years_table_rupiah": _years_table,
    "choice": _choice,
    "choices": _choices,
    "reference": _choice,
    "references": _choices,
    "scale": _scale,
    "scale_table": _scale_table,
    "yes_no": _yes_no,
    "computed": _computed,
}
