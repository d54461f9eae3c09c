"""What a sheet of the workbook consists of: its columns, and what stands in a cell for a value."""

from dataclasses import dataclass
from functools import cached_property

from pillars import fields
from pillars.cards.values import CARD_MODELS, TABLES, kind_fields
from pillars.kinds import CHAIN, KINDS
from pillars.models import Dimension

#: The sheets of the workbook: the links of the chain, the quick wins, then the analyses, whose cards have no pillar.
PROFILE, RISK = "profil_quick_win", "risiko"
ANALYSES = ("kesiapan", "kesenjangan", "swot", "kata_kunci", "visi_misi", "tujuan")
SHEETS = (*CHAIN, PROFILE, RISK, *ANALYSES)
NUMBER, PILLAR, CODE = "Nomor", "Pilar", "Kode"
GUIDE = "Petunjuk"
#: What the sheet of instructions says about the file, by which it is known again.
PLAN_HEAD, BASE_HEAD = "Rencana", "Catatan ke"


@dataclass(frozen=True)
class Column:
    """`key` of a field, or `key.year` of one year of a table; `described` the field."""

    key: str
    head: str
    described: object


def columns_of(kind, years):
    """The columns of a kind behind number, pillar and code."""
    found = []
    for one in kind_fields(kind):
        if one.type in TABLES:
            found += [Column(f"{one.key}.{year}", f"{one.label}: {year}", one) for year in years]
        else:
            own = f"{one.label} {label(kind).lower()}" if one.label in (NUMBER, PILLAR, CODE) else one.label
            found.append(Column(one.key, own, one))
    return found


class Words:
    """Values as text of cells, which read back to the same value; names are asked for once."""

    def __init__(self, plan):
        self.plan = plan

    def cells(self, kind, values):
        """{key of a column: text} of an entry's values."""
        found = {}
        for one in kind_fields(kind):
            value = values.get(one.key)
            if one.type in TABLES:
                texts = fields.input_cells(value, one.type)
                found |= {f"{one.key}.{year}": texts.get(str(year), "") for year in self.years_of(value)}
            else:
                found[one.key] = self.text(one, value)
        return found

    def years_of(self, value):
        """The years of the plan, and those that a table has besides."""
        return sorted({*self.plan.years, *(value or {})})

    def text(self, described, value):
        """The text of one cell."""
        if value in (None, "", [], {}):
            return ""
        items = value if isinstance(value, list) else [value]
        if described.points_to:
            return ", ".join(self.codes.get(ref, ref) for ref in items)
        if described.key == "dimension":
            return self._dimensions.get(value, value)
        if described.key in ("lead_opd", "baseline_owner"):
            return self._offices.get(value, value)
        if described.key in ("rpjmd_ref", "rpjmd_previous_ref"):
            return self._objectives.get(value, value)
        if described.key == "renstra_ref":
            return self._renstra.get(value, value)
        if described.type in ("choices", "references"):
            return "; ".join(described.label_of(item) for item in items)
        if described.type == "choice":
            return described.label_of(value)
        if described.type == "yes_no":
            return "Ya" if value else "Tidak"
        return fields.input_text(value, described.type)

    @cached_property
    def codes(self):
        """{ref: code} of every card, the bin included."""
        return {
            f"{kind}-{number}": code
            for kind, model in CARD_MODELS.items()
            for number, code in model.objects.filter(plan=self.plan).values_list("number", "code")
        }

    @cached_property
    def _dimensions(self):
        return dict(Dimension.objects.filter(plan=self.plan).values_list("code", "name"))

    @cached_property
    def _offices(self):
        return {office.ref: office.name for office in self.plan.opds.all()}

    @cached_property
    def _objectives(self):
        return {row.ref: row.code for row in self.plan.rpjmd_objectives.all()}

    @cached_property
    def _renstra(self):
        return {row.ref: str(row) for row in self.plan.renstra_programmes.all()}


def label(kind):
    """The name of a kind's sheet."""
    return KINDS[kind].label
