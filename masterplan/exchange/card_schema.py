"""The definitions of the cards in the JSON Schema of the file, read from their kinds."""

from decimal import Decimal
from typing import Any

from masterplan.exchange.cards import INSTEAD, KEPT, in_order
from pillars.cards.values import FREE
from pillars.kinds import KINDS, Field, Kind

#: The names of the cards' definitions.
NAMES = {
    "masalah": "problem",
    "sasaran": "target",
    "strategi": "strategy",
    "program": "programme",
    "kesiapan": "readiness_aspect",
    "kesenjangan": "gap",
    "swot": "swot_item",
    "kata_kunci": "keyword",
    "visi_misi": "smart_city_vision",
    "tujuan": "aim",
    "nominasi_quick_win": "quick_win_nomination",
    "profil_quick_win": "quick_win_profile",
    "risiko": "risk",
    "realisasi": "realisation",
    "butir_evaluasi": "evaluation_answer",
    "naskah": "narrative",
}
_LONGEST = {"text": 500, "long_text": 20_000, "choice": 2000}
_CODE = {"type": ["string", "null"], "maxLength": 40, "x-lines": "one"}
_CARD_CODE = _CODE | {"pattern": r"^$|^[A-Za-z0-9][A-Za-z0-9.\-]*$"}
_COMPUTED = "Computed; another value is replaced with a warning."


def definitions() -> dict[str, dict[str, Any]]:
    """Return {name: subschema} of every kind of card."""
    found = {name: _definition(KINDS[kind]) for kind, name in NAMES.items()}
    for name in ("gap", "keyword", "aim", "swot_item"):
        found[name]["properties"] = {"code": _CARD_CODE} | found[name]["properties"]
    for name in ("quick_win_profile", "quick_win_nomination"):
        found[name]["properties"] = {"pillar": _CODE} | found[name]["properties"]
    found["quick_win_profile"]["properties"] |= {
        "peluang_kemitraan": {"type": ["array", "null"], "items": _named("partnership"), "maxItems": 50},
        "sumber_daya": _named("resources"),
        "risiko": {"type": ["array", "null"], "items": _named("risk")},
    }
    vision, statement = found["smart_city_vision"], found["swot_item"]
    vision["type"] = ["object", "null"]
    vision["properties"]["tujuan"] = {"type": ["array", "null"], "items": _named("aim")}
    found["swot_item"] = {
        "type": ["string", "object"],
        "description": "A sentence, or an object where more than the sentence is known.",
        **{key: statement["properties"]["statement"][key] for key in ("minLength", "maxLength", "x-lines")},
        "properties": statement["properties"],
        "if": {"type": "object"},
        "then": {"required": statement["required"]},
    }
    return found


def _definition(kind: Kind) -> dict[str, Any]:
    fields = [field for field in in_order(kind) if (kind.key, field.key) not in INSTEAD]
    found = {"type": "object", "properties": {field.key: _of_field(kind, field) for field in fields}}
    required = [field.key for field in fields if _is_needed(kind, field)]
    return found | ({"required": required} if required else {})


def _is_needed(kind: Kind, field: Field) -> bool:
    hangs = field == kind.parent_field and field.type == "reference" and kind.key not in FREE
    return field.needed_to_save or hangs


def _of_field(kind: Kind, field: Field) -> dict[str, Any]:
    """Return the subschema of one field. Raises LookupError for a type that has none."""
    needed = _is_needed(kind, field)
    if field.type == "choice" and field.options and not field.open_list:
        values = [one.value for one in field.options if one.value is not None]
        return {"enum": values if needed else [*values, "", None], "x-lines": "one"}
    if field.type in ("reference", "choice", "text", "long_text", "prose"):
        return _text(field, needed)
    if field.type in ("list_text", "choices", "references"):
        return _list(field)
    if field.type == "years_list":
        return {"type": ["array", "null"], "maxItems": 111, "items": _named("one_year")}
    if field.type == "scale_table":
        answers = {str(one.value): _named("criterion_answer") for one in field.options}
        return {"type": ["object", "null"], "properties": answers}
    if field.type == "computed":
        kept = {"minimum": 0, "maximum": 2_147_483_647} if field.key in KEPT else {"description": _COMPUTED}
        return {"type": ["integer", "null"]} | kept
    return _number(field, needed)


def _number(field: Field, needed: bool) -> dict[str, Any]:
    if field.type == "number_unit" and "min" in field.limits:
        limits = {"minimum": field.limits["min"], "maximum": field.limits["max"]}
        return {"type": ["number", "null"]} | limits | {"multipleOf": Decimal("0.000001")}
    if field.type == "scale":
        return {"type": ["integer", "null"], "minimum": field.limits["min"], "maximum": field.limits["max"]}
    if field.type == "yes_no":
        return {"type": ["boolean", "null"]}
    return _named(
        {
            "number_unit": "number",
            "rupiah": "rupiah",
            "year": "one_year" if needed else "year",
            "years_table_number": "numbers_by_year",
            "years_table_rupiah": "rupiah_by_year",
        }[field.type]
    )


def _text(field: Field, needed: bool) -> dict[str, Any]:
    found = dict(_CODE) if field.is_link and field.refers_to != "opd" else _own_text(field)
    if needed:
        found |= {"type": "string", "minLength": 1}
    return found


def _own_text(field: Field) -> dict[str, Any]:
    longest = field.limits.get("max_chars", _LONGEST.get(field.type, 500))
    one_line = field.type in ("text", "reference")
    found = {"type": ["string", "null"], "maxLength": longest, "x-lines": "one" if one_line else "many"}
    if pattern := field.limits.get("pattern"):
        whole = pattern if pattern.startswith("^") else f"^{pattern}$"
        found["pattern"] = whole if field.needed_to_save else f"^$|{whole}"
    if field.limits.get("no_spaces"):
        found["x-spaces"] = "none"
    if usual := field.limits.get("pattern_soft"):
        found |= {"x-usual": usual, "x-usual-example": field.example_good}
    return found


def _list(field: Field) -> dict[str, Any]:
    if field.type == "references":
        item = {**_CODE, "type": "string"}
    elif field.options and not field.open_list:
        item = {"enum": [one.value for one in field.options], "x-lines": "one"}
    else:
        longest = field.limits.get("max_chars", 500)
        item = {"type": "string", "maxLength": longest, "x-lines": "one" if longest <= 500 else "many"}
    return {"type": ["array", "null"], "maxItems": field.limits.get("max_items", len(field.options)), "items": item}


def _named(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}
