"""Which key of the file is which column of a row, in the order of the file: one table per object.

Load and dump read the same tables. A key without a column is made by the caller (lists of rows) or computed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

LEFT_OUT = object()


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


def plain(number):
    """A Decimal as the file has it: whole numbers as int, others without the zeros that a column adds."""
    if number is None:
        return LEFT_OUT
    number = Decimal(number)
    return int(number) if number == number.to_integral_value() else number.normalize()


def decimal_text(number):
    """A number as JSON columns hold it: `85`, `85.5`."""
    return format(Decimal(plain(number)), "f")


def exact(value):
    """A value of a JSON column with its floats as the Decimals that were written."""
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    if isinstance(value, list):
        return [exact(item) for item in value]
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    return value


def rough(value, find=None):
    """A value of the file for a JSON column: Decimals as int or float. What that loses, `remainder` keeps."""
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value) > Decimal(10) ** 300:
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [rough(item) for item in value]
    if isinstance(value, dict):
        return {key: rough(item) for key, item in value.items()}
    return value


def text(name, column=None):
    column = column or name
    return Key(name, column, _text, _give(column))


def as_is(name, column=None):
    """Whole numbers, yes or no, lists of text."""
    column = column or name
    return Key(name, column, _same, _give(column))


def number(name, column=None):
    column = column or name
    return Key(name, column, lambda value, find: Decimal(value), lambda row: plain(getattr(row, column)))


def document(name, column=None):
    """A part of the file that is kept whole in a JSON column."""
    column = column or name

    def give(row):
        value = getattr(row, column)
        return LEFT_OUT if value is None else exact(value)

    return Key(name, column, rough, give)


def _filled(value, one):
    """A table by year without its empty cells, earliest year first."""
    return {year: one(value[year]) for year in sorted(value) if value[year] is not None}


def _by_year(name, column, store_cell, give_cell):
    def give(row):
        value = getattr(row, column)
        return LEFT_OUT if value is None else _filled(value, give_cell)

    return Key(name, column, lambda value, find: _filled(value, store_cell), give)


def numbers_by_year(name):
    return _by_year(name, name, decimal_text, plain)


def rupiah_by_year(name):
    return _by_year(name, name, int, int)


def pointer(name, column, kind, shown="code"):
    """A key to another row, which the file names by its code (an office by its name)."""

    def store(value, find):
        return find(kind, value) if value else None

    def give(row):
        other = getattr(row, column)
        return LEFT_OUT if other is None else getattr(other, shown)

    return Key(name, column, store, give)


def rows(name):
    """A list of objects with rows of their own; the caller puts it in place."""
    return Key(name, None, _same, lambda row: LEFT_OUT)


def computed(name):
    """Never stored; given where it can be computed."""
    return Key(name, None, _same, _give(name))


def _give_baseline(row):
    # null in the file is “tidak ada data”: somebody looked. A missing key is an empty field.
    return None if row.baseline_no_data else plain(row.baseline)


def _give_order(row):
    return row.position


def columns_of(table, source, find):
    """{column: value} for a new row from an object of the file; nulls and missing keys are left to the model."""
    given = {}
    for key in table:
        value = source.get(key.name)
        if key.column is not None and value is not None:
            given[key.column] = key.store(value, find)
    return given


def object_of(table, row):
    """The object of the file as the row's columns alone tell it."""
    given = {key.name: key.give(row) for key in table}
    return {name: value for name, value in given.items() if value is not LEFT_OUT}


def names(table):
    """The keys of a table, in order."""
    return [key.name for key in table]


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
VISION = (text("visi"), text("status"), as_is("misi"), as_is("rpjmd_misi_refs"))
RPJMD = (
    text("document"),
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
    text("visi_singkat", "visi"),
    text("status"),
    document("program_unggulan", "flagship"),
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
    as_is("baseline_year"),
    rows(TARGET_OF_YEAR),
    pointer("lead_opd", "lead_opd", "opd", "name"),
    text("status"),
    as_is("sources"),
)
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
    Key("aliases", "aliases", _same, lambda row: row.aliases or LEFT_OUT),
    text("status"),
    text("source"),
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
    Key("order", None, _same, _give_order),
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
    Key("baseline", "baseline", lambda value, find: Decimal(value), _give_baseline),
    as_is("baseline_year"),
    text("baseline_status"),
    pointer("baseline_owner", "baseline_owner", "opd", "name"),
    text("measurement"),
    as_is("sources"),
    numbers_by_year("targets_by_year"),
    text("targets_status"),
    rows("problem_refs"),
    pointer("rpjmd_ref", "rpjmd", "sasaran"),
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
    text("note"),
)
PROGRAMME = (
    text("code"),
    text("name"),
    pointer("strategy_ref", "strategy", "strategies"),
    text("action_group"),
    text("nomenclature_code"),
    text("nomenclature_program"),
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
    document("peluang_kemitraan", "partnerships"),
    text("potensi_pengembangan"),
    as_is("strategi_keberlangsungan"),
    document("sumber_daya", "resources"),
    rows("risiko"),
    text("status"),
)
RISK = (
    text("kode", "code"),
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
