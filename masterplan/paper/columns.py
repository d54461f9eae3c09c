"""What a sheet of the workbook consists of: its columns, and what stands in a cell for a value."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pillars import fields
from pillars.cards.display import Showing
from pillars.cards.values import CARD_MODELS, TABLES, kind_fields
from pillars.fields.values import FieldDescription
from pillars.kinds import KINDS, Field

PROFILE, RISK = "profil_quick_win", "risiko"
#: The kinds that have a sheet in the workbook, those whose cards have no pillar last.
_KINDS = tuple(kind for kind in CARD_MODELS if KINDS[kind].shown_in("workbook"))
ANALYSES = tuple(kind for kind in _KINDS if not CARD_MODELS[kind].HOME)
SHEETS = tuple(kind for kind in _KINDS if kind not in ANALYSES) + ANALYSES
NUMBER, PILLAR, CODE = "Nomor", "Pilar", "Kode"
GUIDE = "Petunjuk"
#: What the sheet of instructions says about the file, by which it is known again.
PLAN_HEAD, BASE_HEAD = "Rencana", "Catatan ke"


@dataclass(frozen=True)
class FieldColumn:
    """`key` of a field, or `key.year` of one year of a table; `described` the field."""

    key: str
    head: str
    described: FieldDescription


def _fields(kind):
    return [field for field in kind_fields(kind) if "workbook" not in field.left_out]


def columns_of(kind: str, years: list[int]) -> list[FieldColumn]:
    """Return the columns of a kind behind number, pillar and code."""
    found = []
    for one in _fields(kind):
        if one.type in TABLES:
            found += [FieldColumn(f"{one.key}.{year}", f"{one.label}: {year}", one) for year in years]
        else:
            own = f"{one.label} {label(kind).lower()}" if one.label in (NUMBER, PILLAR, CODE) else one.label
            found.append(FieldColumn(one.key, own, one))
    return found


class Words(Showing):
    """Values as text of cells, which read back to the same value; names are asked for once."""

    def cells(self, kind: str, values: dict[str, Any]) -> dict[str, str]:
        """Return {key of a column: text} of an entry's values."""
        found = {}
        for one in _fields(kind):
            value = values.get(one.key)
            if one.type in TABLES:
                texts = fields.input_cells(value, one.type)
                found |= {f"{one.key}.{year}": texts.get(str(year), "") for year in self.years_of(value)}
            else:
                found[one.key] = self.text(one, value)
        return found

    def years_of(self, value: dict[int, Any] | None) -> list[int]:
        """Return the years of the plan, and those that a table has besides."""
        return sorted({*self.plan.years, *(value or {})})

    def text(self, described: Field, value: Any) -> str:
        """Return the text of one cell."""
        if value in (None, "", [], {}):
            return ""
        items = value if isinstance(value, list) else [value]
        if described.points_to:
            return ", ".join(self.codes.get(ref, ref) for ref in items)
        if described.refers_to:
            return self.name(described.refers_to, value)
        if described.type in ("choices", "references"):
            return "; ".join(described.label_of(item) for item in items)
        if described.type == "choice":
            return described.label_of(value)
        if described.type == "yes_no":
            return "Ya" if value else "Tidak"
        return fields.input_text(value, described.type)

    @cached_property
    def codes(self) -> dict[str, str]:
        """Return {ref: code} of every card, the bin included."""
        return {
            f"{kind}-{number}": code
            for kind, model in CARD_MODELS.items()
            for number, code in model.objects.filter(plan=self.plan).values_list("number", "code")
        }

    def _named(self, kind):
        """As on a page; a sasaran of the RPJMD by its code alone."""
        if kind.startswith("rpjmd"):
            return {row.ref: row.code for row in self.plan.rpjmd_objectives.all()}
        return super()._named(kind)


def label(kind: str) -> str:
    """Return the name of a kind's sheet."""
    return KINDS[kind].label
