"""Which key of the file is which column of a row, in the order of the file: one table per object.

Load and dump read the same tables. A key without a column is made by the caller (lists of rows) or computed.
"""

from masterplan.exchange.columns import (
    as_is,
    computed,
    document,
    number,
    numbers_by_year,
    optional_list,
    place,
    pointer,
    rows,
    rupiah_by_year,
    text,
    texts_by_year,
)

REGION = (text("name"), text("province"), text("bps_code"))
REGION_OF_PLAN = (
    number("area_km2"),
    as_is("districts"),
    as_is("villages"),
    as_is("population"),
    as_is("population_year"),
    text("population_note"),
    as_is("sources", "region_sources"),
)
PERIOD = (
    as_is("start", "period_start"),
    as_is("end", "period_end"),
    as_is("short_term"),
    as_is("medium_term"),
    as_is("long_term"),
    text("note", "period_note"),
)
RPJMD = (
    text("document"),
    as_is("period_start"),
    as_is("period_end"),
    text("status_note"),
    text("visi"),
    text("visi_status"),
    as_is("visi_sources"),
    rows("misi"),
    text("misi_note"),
    rows("tujuan"),
    rows("sasaran"),
)
RPJMD_PREVIOUS = (
    text("document"),
    as_is("period_start"),
    as_is("period_end"),
    text("visi_singkat", "visi"),
    text("status"),
    document("program_unggulan", "flagship", ("name", "items", "sources")),
    rows("misi"),
    rows("tujuan"),
    rows("sasaran"),
    rows("iku"),
    as_is("iku_sources"),
    text("misi_tujuan_sasaran"),
)
MISSION = (text("code"), text("statement"), as_is("keywords"), text("status"))
GOAL = (text("code"), pointer("misi_ref", "mission", "misi"), text("statement"), text("status"))
TARGET_OF_YEAR = "target_"
OBJECTIVE = (
    text("code"),
    pointer("tujuan_ref", "goal", "tujuan"),
    text("statement"),
    text("indicator"),
    text("unit"),
    number("baseline"),
    text("baseline_text"),
    as_is("baseline_year"),
    rows(TARGET_OF_YEAR),
    texts_by_year("target_texts"),
    pointer("lead_opd", "lead_opd", "opd", "name"),
    rows("support_opd"),
    rows("indicators"),
    optional_list("expected_pillars"),
    text("status"),
    as_is("sources"),
)
OBJECTIVE_INDICATOR = (
    text("indicator"),
    text("unit"),
    number("baseline"),
    text("baseline_text"),
    as_is("baseline_year"),
    numbers_by_year("targets_by_year", "targets"),
    texts_by_year("target_texts"),
    pointer("lead_opd", "lead_opd", "opd", "name"),
    rows("support_opd"),
)
RENSTRA = (
    computed("ref"),
    pointer("opd", "opd", "opd", "name"),
    text("code"),
    text("name"),
    as_is("period_start"),
    as_is("period_end"),
    rupiah_by_year("pagu_by_year"),
)
NOMENCLATURE = (text("version"), text("code"), text("level"), text("name"), text("urusan"))
PREVIOUS_INDICATOR = (
    text("indicator"),
    text("unit"),
    number("baseline"),
    as_is("baseline_year"),
    number("target"),
    as_is("target_year"),
    text("note"),
)
OPD = (text("name"), text("short"), optional_list("aliases"), text("status"), text("source"), as_is("closed_year"))
GOVERNANCE = (
    as_is("dewan_smart_city"),
    as_is("tim_pelaksana"),
    as_is("forum_smart_city"),
    text("status"),
    text("note"),
)
READINESS = (text("component"), text("component_en"), rows("aspects"), text("status"))
SWOT_TYPES = ("strengths", "weaknesses", "opportunities", "threats")
SWOT = (*(rows(name) for name in SWOT_TYPES), text("status", "swot_status"))
ACTION_PLAN = (text("group"), text("title"))
PILLAR = (
    place("order"),
    text("code"),
    text("name_id"),
    text("name_en"),
    text("definition"),
    text("definition_status"),
    rows("dimensions"),
    rows("problems"),
    rows("targets"),
    rows("strategies"),
    rows("programmes"),
    as_is("long_term_directions"),
)
DIMENSION = (text("code"), text("name"), text("name_en"))
#: In the `extra` of a profile whose file did not name the pillar; of a nomination that a file has told of.
UNSAID, SAID = "unsaid", "said"
OUTLINE = (text("book"), document("chapters", "chapters", ("code", "title", "hidden")))
