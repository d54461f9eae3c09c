"""The written format, the catalogue of kinds and the tables that load and dump read say the same."""

import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from masterplan.exchange import shapes
from masterplan.exchange.cards import KEYS, key_of, keys_of
from masterplan.exchange.columns import names
from masterplan.exchange.objects import SECTIONS
from masterplan.exchange.schema import SCHEMA, resolve
from pillars.kinds import KINDS
from tests.masterplan.exchange.files import EXAMPLE, reread

CHOICE_TYPES = ("choice", "choices", "scale")
# Kinds whose path in kinds.json is not that of their objects, and fields that the file holds elsewhere.
PATHS = {
    "kesiapan": "readiness[].aspects[]",
    "swot": "swot.strengths[]",
    "tautan_rpjmd": "pillars[].targets[]",
}
ELSEWHERE = {
    ("kesiapan", "component"): "the part of the readiness that the aspect stands in",
    ("swot", "type"): "the name of the list",
    ("swot", "agreement"): "counted from what people said, beside the statements",
    ("swot", "status"): "once for the whole SWOT",
    ("nominasi_quick_win", "gate"): "an answer for each of its options",
    ("nominasi_quick_win", "criteria"): "an answer for each of its options",
    ("profil_quick_win", "kemitraan"): "objects with name and form, which the form shows as lines",
    **{
        ("profil_quick_win", key): "in the object of the resources" for key in ("anggaran", "sumber", "tahun", "tenaga")
    },
    ("risiko", "profile_ref"): "the profile that holds its list",
    ("tautan_rpjmd", "status"): "alignment_status of the target",
    ("tautan_rpjmd", "reason"): "alignment_reason of the target",
}
# Described for later work: the plan has no place for these yet, a file's value is kept as an unknown key.
NOT_YET = {
    ("tautan_rpjmd", "rpjmd_document"),
}


def below(schema, steps):
    """The subschema at a path such as ["pillars", "[]", "code"]."""
    schema = resolve(schema)
    for step in steps:
        if step == "[]":
            schema = schema["items"]
        elif step in schema.get("properties", {}):
            schema = schema["properties"][step]
        else:
            pattern = next(p for p in schema["patternProperties"] if re.search(p, step))
            schema = schema["patternProperties"][pattern]
        schema = resolve(schema)
    return schema


def steps_of(path):
    return [step for part in path.replace("[]", ".[]").split(".") if (step := part)]


def described():
    for kind in KINDS.values():
        start = PATHS.get(kind.key, kind.exchange_path)
        if start.startswith("("):
            continue
        whole = kind.key in ("daerah_periode", "kerangka_rpjmd")
        for field in kind.fields:
            if (kind.key, field.key) not in ELSEWHERE and (kind.key, field.key) not in NOT_YET:
                path = ("" if whole else start + ".") + field.key.replace("<tahun>", "2029")
                yield kind, field, steps_of(path)


def types_of(schema):
    given = schema.get("type", [])
    return set(given if isinstance(given, list) else [given]) - {"null"}


JSON_TYPES = {
    "text": {"string"},
    "long_text": {"string"},
    "prose": {"string"},
    "number_unit": {"number", "integer"},
    "rupiah": {"integer"},
    "year": {"integer"},
    "scale": {"integer"},
    "computed": {"integer"},
    "yes_no": {"boolean"},
    "list_text": {"array"},
    "choices": {"array"},
    "references": {"array"},
    "years_list": {"array"},
    "year_range": {"array"},
    "years_table_number": {"object"},
    "years_table_rupiah": {"object"},
    "reference": {"string"},
}


def test_every_field_of_every_kind_is_in_the_schema_with_its_limits(subtests):
    for kind, field, steps in described():
        with subtests.test(f"{kind.key}.{field.key}"):
            assert_described(kind, field, steps)


def assert_described(kind, field, steps):
    schema = below(SCHEMA, steps)
    if kind.key == "swot" and field.key == "statement":
        assert below(SCHEMA, steps_of("swot.strengths[]"))["maxLength"] == field.limits["max_chars"]
    item = resolve(schema["items"]) if "items" in schema else schema
    if field.options and field.type in CHOICE_TYPES and not field.open_list and field.type != "scale":
        assert set(item["enum"]) - {None, ""} == {option.value for option in field.options} - {None}
    elif field.type == "choice":
        assert types_of(schema) == {"string"}
    else:
        assert types_of(schema) <= JSON_TYPES[field.type]
    if "max_chars" in field.limits and "enum" not in item:
        assert item["maxLength"] == field.limits["max_chars"]
    if "max_items" in field.limits and field.type != "choices":
        assert schema["maxItems"] == field.limits["max_items"]
    if field.type in ("text", "long_text"):
        assert item["x-lines"] == ("one" if field.type == "text" else "many")
    if field.type in ("rupiah", "scale", "year") or (field.type == "number_unit" and "max" in field.limits):
        assert item["minimum"] == field.limits["min"]
        assert item["maximum"] == field.limits["max"]
    if field.limits.get("integer"):
        assert types_of(item) <= {"integer", "object"}
    if "pattern_soft" in field.limits:
        assert item["x-usual"] == field.limits["pattern_soft"]
    if "pattern" in field.limits:
        assert re.search(item["pattern"], "GOV-P1.2") and not re.search(item["pattern"], "../GOV/P1")


def test_what_is_needed_to_save_is_required_and_nothing_else_that_people_fill_in():
    by_nature = {("strategi", "target_ref"), ("program", "strategy_ref"), ("pilar", "code"), ("pilar", "name_id")}
    needed, required = {}, {}
    for kind, field, steps in described():
        if (
            kind.key in ("swot", "nominasi_quick_win", "tautan_rpjmd")
            or "[]" in field.key
            and "aspects" not in field.key
        ):
            continue
        name = kind.key, field.key
        needed[name] = field.needed_to_save or name in by_nature
        required[name] = steps[-1] in below(SCHEMA, steps[:-1]).get("required", [])
    assert required == needed


TABLES = {
    "": None,
    "region": shapes.REGION + shapes.REGION_OF_PLAN,
    "period": shapes.PERIOD,
    "smart_city_vision": KEYS["visi_misi"],
    "rpjmd": shapes.RPJMD,
    "rpjmd.misi.[]": shapes.MISSION,
    "rpjmd.tujuan.[]": shapes.GOAL,
    "rpjmd.sasaran.[]": shapes.OBJECTIVE,
    "rpjmd_previous": shapes.RPJMD_PREVIOUS,
    "rpjmd_previous.iku.[]": shapes.PREVIOUS_INDICATOR,
    "opd.[]": shapes.OPD,
    "governance_bodies": shapes.GOVERNANCE,
    "readiness.[]": shapes.READINESS,
    "readiness.[].aspects.[]": KEYS["kesiapan"],
    "smart_city_vision.tujuan.[]": KEYS["tujuan"],
    "gap_analysis.[]": KEYS["kesenjangan"],
    "swot": shapes.SWOT,
    "vision_keywords.[]": KEYS["kata_kunci"],
    "supporting_action_plans.[]": shapes.ACTION_PLAN,
    "pillars.[]": shapes.PILLAR,
    "pillars.[].dimensions.[]": shapes.DIMENSION,
    "pillars.[].problems.[]": KEYS["masalah"],
    "pillars.[].targets.[]": KEYS["sasaran"],
    "pillars.[].strategies.[]": KEYS["strategi"],
    "pillars.[].programmes.[]": KEYS["program"],
    "narratives.[]": KEYS["naskah"],
    "book_outlines.[]": shapes.OUTLINE,
    "quick_win_nominations.[]": KEYS["nominasi_quick_win"],
    "quick_win_profiles.[]": KEYS["profil_quick_win"],
    "quick_win_profiles.[].risiko.[]": KEYS["risiko"],
}


def test_every_key_of_the_schema_has_its_column_and_the_other_way_round():
    known = {path: set(below(SCHEMA, path.split(".") if path else [])["properties"]) for path in TABLES}
    named = {
        path: set(SECTIONS) if table is None else set(names(table)) - {shapes.TARGET_OF_YEAR}
        for path, table in TABLES.items()
    }
    assert named == known


def test_the_example_follows_the_schema_and_the_schema_its_own_rules():
    Draft202012Validator.check_schema(SCHEMA)
    given = list(reread(EXAMPLE.read_text(encoding="utf-8")))
    assert given == [section for section in SECTIONS if section in given]


def test_a_field_that_the_file_cannot_carry_is_an_error_and_never_left_behind():
    field = KINDS["program"].field("output")
    with pytest.raises(LookupError, match="nothing in the exchange file carries"):
        key_of(replace(field, key="peta", type="map"))
    elsewhere = replace(field, key="panitia", type="reference", choices="quick_win_profiles[].code")
    assert elsewhere.refers_to is None
    with pytest.raises(LookupError):
        key_of(elsewhere)


def test_a_new_field_of_a_card_is_a_key_of_the_file_without_another_line():
    kind = KINDS["program"]
    site = replace(kind.field("location"), key="lokasi_peta")
    owner = replace(kind.field("lead_opd"), key="opd_peta")
    more = replace(kind, fields=(*kind.fields, site, owner))
    assert [key.name for key in keys_of(more)][-3:] == ["note", "lokasi_peta", "opd_peta"]
