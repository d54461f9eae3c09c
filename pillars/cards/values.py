"""Between rows and values: what an entry holds as `{field key: value}` of its kind, and back.

Values are those of `pillars.fields` (Decimal, NO_DATA, refs, lists …). How a value stands in a row follows from the
type of its field: `read_value` and `set_value` are the only two places that know it.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from pillars import fields
from pillars.kinds import KINDS, Field
from pillars.models import (
    Aim,
    Gap,
    ItemAnswer,
    Keyword,
    Narrative,
    Nomination,
    Problem,
    Programme,
    QuickWinProfile,
    ReadinessAspect,
    Realisation,
    Risk,
    Strategy,
    SwotItem,
    Target,
    VisionMission,
)
from pillars.models.chain import Entry, Pillar, Shared
from workshops.live.journal import fields_at
from workshops.live.models import Event
from workshops.plans.models import Plan

#: The four links of the chain.
CHAIN_MODELS: dict[str, type[Any]] = {model.KIND: model for model in (Problem, Target, Strategy, Programme)}
#: Every kind whose rows are cards: added, saved, merged, deleted, restored and shown by this room, in one way. A
#: further kind is a model on `Entry` (of a pillar) or `SharedEntry` (of none) here, its words in `kinds.json`, its
#: sentence in NAME_FIELD, the letters of its codes in `actions.save.CODE_LETTERS`, and its row of the matrix in RIGHTS.
CARD_MODELS: dict[str, type[Any]] = CHAIN_MODELS | {
    model.KIND: model for model in (ReadinessAspect, Gap, SwotItem, Keyword, VisionMission, Aim)
}
CARD_MODELS |= {model.KIND: model for model in (Nomination, QuickWinProfile, Risk, Realisation, ItemAnswer, Narrative)}
#: Kinds of which a plan has one card.
ONE_A_PLAN = {"visi_misi"}
#: Kinds of which a plan has one living card for each value of a field.
ONE_OF = {"naskah": "section"}
#: {kind: row of the access matrix} where writing is not asked of `entry.add`, `entry.edit` …
RIGHTS = dict.fromkeys(("kesiapan", "kesenjangan", "swot", "kata_kunci", "visi_misi", "tujuan"), "analysis.edit")
RIGHTS |= dict.fromkeys(("nominasi_quick_win", "profil_quick_win", "risiko"), "quickwin.nominate")
RIGHTS |= {"realisasi": "realisation.edit", "butir_evaluasi": "evaluation.answer", "naskah": "reference.edit"}
PARENT_FIELD = {"sasaran": "problem_refs", "strategi": "target_ref", "program": "strategy_ref"}
PARENT_FIELD |= {"nominasi_quick_win": "programme_ref", "profil_quick_win": "programme_ref", "risiko": "profile_ref"}
PARENT_FIELD["realisasi"] = "programme_ref"
#: Kinds that may stand without a parent: a proposal for a quick win becomes a programme later.
FREE = {"nominasi_quick_win"}
NAME_FIELD = {"masalah": "statement", "sasaran": "statement", "strategi": "statement", "program": "name"}
NAME_FIELD |= {"kesiapan": "aspect", "kesenjangan": "element", "swot": "statement", "kata_kunci": "word"}
NAME_FIELD |= {"visi_misi": "visi", "tujuan": "statement"}
NAME_FIELD |= {
    "nominasi_quick_win": "usulan",
    "profil_quick_win": "nama_inovasi",
    "risiko": "peristiwa",
    "realisasi": "status",
    "butir_evaluasi": "item",
    "naskah": "section",
}
#: Fields of a problem that its place among the others follows from.
SCORED = {"urgency", "seriousness", "growth"}
# Made by the system, or kept by an own action; never written by a save.
NOT_SAVED = {"code", "score", "rank", "agreement", "tingkat", "item", "report_year", "section"}


YEAR_TABLES = ("years_table_number", "years_table_rupiah")
#: Types whose values have a cell for each row: a year, or a criterion.
TABLES = (*YEAR_TABLES, "scale_table")
#: {kind: {field: the column that holds it together with others}}: the model reads and sets it as an attribute.
IN_ANOTHER = {
    "profil_quick_win": {"kemitraan": "partnerships"}
    | dict.fromkeys(("anggaran", "sumber", "tahun", "tenaga"), "resources")
}


def kind_fields(kind: str) -> list[Field]:
    """Return the fields of `kind` that a save may carry."""
    return [field for field in KINDS[kind].fields if field.key not in NOT_SAVED]


def read_value(entry: Entry, field: Field) -> Any:
    """Return the value of one field of a row."""
    value = getattr(entry, field.column)
    if field.is_link:
        return value and (value.code if field.refers_to == "dimension" else value.ref)
    if field.type == "number_unit":
        return fields.NO_DATA if field.allows_no_data and getattr(entry, f"{field.column}_no_data") else _plain(value)
    return fields.from_json(value, field.type) if field.type in YEAR_TABLES else value


def set_value(entry: Entry, field: Field, value: Any, find: Callable[..., Any]) -> list[str]:
    """Set what a row holds for one field; return the names of its columns.

    find  (field, value) → the row that a link names; never asked for an empty one
    """
    column = field.column
    if (entry.KIND, field.key) == ("kesiapan", "component"):
        entry.section = find(field, value)
        return ["section"]
    if field.is_link:
        setattr(entry, column, find(field, value) if value else None)
        return [column]
    if field.allows_no_data:
        no_data = value is fields.NO_DATA
        setattr(entry, column, None if no_data else value)
        setattr(entry, f"{column}_no_data", no_data)
        return [column, f"{column}_no_data"]
    setattr(entry, column, fields.to_json(value, field.type) if field.type in YEAR_TABLES else value)
    return [IN_ANOTHER.get(entry.KIND, {}).get(column, column)]


def _plain(number):
    """A column's Decimal without the zeros that the column's scale adds."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def values_of(entry: Entry) -> dict[str, Any]:
    """Return all savable fields of a row as values."""
    return {field.key: read_value(entry, field) for field in kind_fields(entry.KIND)}


def as_json(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return values in the journal's JSON form."""
    return {key: fields.to_json(value, KINDS[kind].field(key).type) for key, value in values.items()}


def from_json(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the inverse of `as_json`."""
    return {key: fields.from_json(value, KINDS[kind].field(key).type) for key, value in values.items()}


def title_of(entry: Entry) -> str:
    """Return the sentence that people know the entry by: its own `title` where a card may be known by another's."""
    return getattr(entry, "title", None) or getattr(entry, NAME_FIELD[entry.KIND]) or ""


def right(kind: str, deed: str) -> str:
    """Return the row of the access matrix for a deed on a card: add, edit, move, delete, delete_branch or restore."""
    return RIGHTS.get(kind, f"entry.{deed}")


def rows_in_place(plan: Plan, kind: str, pillar: Pillar | Shared) -> QuerySet[Any]:
    """Return the rows of one kind in a place, the bin included: a pillar, or the whole plan for the cards of none."""
    rows, home = CARD_MODELS[kind].objects.filter(plan=plan), CARD_MODELS[kind].HOME
    return rows.filter(**{home: pillar}) if home and pillar.pk else rows


#: Kinds whose cards may stand without a sentence: that one gets its first is no birth.
NAMELESS = {kind for kind, model in CARD_MODELS.items() if model._meta.get_field(NAME_FIELD[kind]).null}


def newborn(changes: dict[str, dict[str, Any]]) -> list[str]:
    """Return the refs of the cards that an event with these `changes` made: those that had no sentence before, of the
    kinds whose cards always have one."""
    return [ref for ref, changed in changes.items() if _had_no_sentence(ref.partition("-")[0], changed)]


def births(event: Event) -> set[str]:
    """Return the refs of the cards that an event made, of whatever kind."""
    return set(event.refs[:1]) if event.verb == "entry.added" else set(newborn(event.changes))


def _had_no_sentence(kind, changed):
    return kind in NAME_FIELD and kind not in NAMELESS and changed.get(NAME_FIELD[kind], ("",))[0] is None


def parse_ref(ref: str) -> tuple[str, int]:
    """Return ("sasaran", 12) from "sasaran-12"; ValueError for anything else."""
    kind, _, number = str(ref).partition("-")
    if not number.isascii() or not number.isdigit() or len(number) > 9 or number.startswith("0"):
        raise ValueError(ref)
    return kind, int(number)


def from_base(plan: Plan, entry: Entry, now: dict[str, Any], base: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the entry's values as they stood at event `base`, and {field: event that changed it last since}."""
    if entry.version <= base:
        return now, {}
    stood, last = fields_at(plan, entry.ref, base, as_json(entry.KIND, now))
    stood = {key: value for key, value in stood.items() if key in now}
    return from_json(entry.KIND, stood), last
