"""Which key of the file is which column of a row, in the order of the file: one table per object.

Load and dump read the same tables. A key without a column is made by the caller (lists of rows) or computed.
"""

from masterplan.exchange.columns import (
    as_is,
    computed,
    document,
    list_or_nothing,
    number,
    number_or_no_data,
    numbers_by_year,
    place,
    pointer,
    prose,
    rows,
    rupiah_by_year,
    text,
    texts_by_year,
)
from pillars.kinds import CHOICES

REGION = (
    text("name"),
    text("province"),
    text("bps_code"),
)
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
VISION = (text("visi"), text("status"), as_is("misi"), as_is("rpjmd_misi_refs"), rows("tujuan"))
AIM = (text("code"), text("statement"), text("misi"), rows("target_refs"))
GAP = (
    text("code"),
    text("element"),
    text("current"),
    text("expected"),
    text("gap"),
    text("way_forward"),
    rows("problem_refs"),
)
KEYWORD = (text("code"), text("word"), text("meaning"), rows("swot_refs"), text("rpjmd_keyword"))
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
    list_or_nothing("expected_pillars"),
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
OPD = (
    text("name"),
    text("short"),
    list_or_nothing("aliases"),
    text("status"),
    text("source"),
    as_is("closed_year"),
)
GOVERNANCE = (
    as_is("dewan_smart_city"),
    as_is("tim_pelaksana"),
    as_is("forum_smart_city"),
    text("status"),
    text("note"),
)
READINESS = (text("component"), text("component_en"), rows("aspects"), text("status"))
ASPECT = (text("aspect"), text("condition"), text("finding"), text("evidence"))
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
PROBLEM = (
    text("code"),
    text("statement"),
    pointer("dimension", "dimension", "dimensions"),
    text("evidence"),
    text("evidence_status"),
    as_is("sources"),
    text("root_cause"),
    text("affected"),
    as_is("urgency"),
    as_is("seriousness"),
    as_is("growth"),
    computed("score"),
    as_is("rank"),
    text("note"),
)
TARGET = (
    text("code"),
    text("statement"),
    pointer("dimension", "dimension", "dimensions"),
    text("indicator"),
    text("unit"),
    text("direction"),
    number_or_no_data("baseline"),
    as_is("baseline_year"),
    text("baseline_status"),
    pointer("baseline_owner", "baseline_owner", "opd", "name"),
    text("measurement"),
    as_is("sources"),
    numbers_by_year("targets_by_year"),
    text("targets_status"),
    rows("problem_refs"),
    pointer("rpjmd_ref", "rpjmd", "sasaran"),
    pointer("rpjmd_previous_ref", "rpjmd_previous", "sasaran_sebelumnya"),
    text("alignment_status"),
    text("alignment_reason"),
    as_is("sdg_refs"),
    text("note"),
)
STRATEGY = (
    text("code"),
    text("statement"),
    pointer("target_ref", "target", "targets"),
    text("swot_quadrant"),
    rows("swot_refs"),
    text("note"),
)
PROGRAMME = (
    text("code"),
    text("name"),
    pointer("strategy_ref", "strategy", "strategies"),
    text("action_group"),
    text("nomenclature_code"),
    text("nomenclature_version"),
    text("nomenclature_program"),
    pointer("renstra_ref", "renstra", "renstra", "ref"),
    pointer("lead_opd", "lead_opd", "opd", "name"),
    as_is("support_opd"),
    as_is("funding"),
    as_is("budget"),
    rupiah_by_year("budget_by_year"),
    as_is("years"),
    text("term"),
    as_is("quick_win"),
    text("output"),
    text("status"),
    text("quick_win_status"),
    as_is("location"),
    text("renstra_status"),
    text("note"),
)
QUICK_WIN = (
    pointer("pillar", "pillar", "pillars"),
    pointer("programme_ref", "programme", "programmes"),
    text("nama_inovasi"),
    text("jenis"),
    text("tahap"),
    number("progres"),
    text("penjelasan_singkat"),
    text("manfaat"),
    text("keunikan"),
    text("daya_tarik"),
    document("peluang_kemitraan", "partnerships", ("bentuk", "nama")),
    text("potensi_pengembangan"),
    as_is("strategi_keberlangsungan"),
    document("sumber_daya", "resources", ("anggaran", "sumber", "tahun", "tenaga")),
    rows("risiko"),
    text("status"),
)
#: In the `extra` of a profile whose file did not name the pillar; of a nomination that a file has told of.
UNSAID, SAID = "unsaid", "said"
NOMINATION = (
    pointer("pillar", "pillar", "pillars"),
    pointer("programme_ref", "programme", "programmes"),
    text("usulan"),
    text("proposer"),
    document("gate", "gate", tuple(one.value for one in CHOICES["quick_win_gate"])),
    document("criteria", "criteria", tuple(one.value for one in CHOICES["quick_win_criteria"])),
    text("criteria_reason"),
    text("decision_reason"),
)
OUTLINE = (text("book"), document("chapters", "chapters", ("code", "title", "hidden")))
NARRATIVE = (text("section"), text("title"), prose("body"))
EVALUATION_ANSWER = (text("item"), as_is("report_year"), text("answer"), number("own_score"), text("note"))
REALISATION = (
    pointer("programme_ref", "programme", "programmes"),
    as_is("year"),
    text("status"),
    number("percent"),
    text("evidence"),
    text("note"),
)
RISK = (
    text("kode"),
    text("peristiwa"),
    text("sebab"),
    text("akibat"),
    as_is("kemungkinan"),
    as_is("dampak"),
    computed("tingkat"),
    text("penanganan"),
    text("penanggung_jawab"),
    text("waktu"),
)
