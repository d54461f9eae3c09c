"""What a form offers to choose from: rows of the plan, asked for once per page and only when needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pillars import fields
from pillars.cards.suggestions import names_of_office, plain_name
from pillars.cards.values import CARD_MODELS, rows_in_place, title_of
from pillars.fields.parse import MAX_REFERENCE
from pillars.kinds import Field
from pillars.models import SHARED, Dimension, Mission, RpjmdDocument, VisionMission
from pillars.models.chain import Pillar, Shared
from workshops.plans.models import Opd, Plan
from workshops.response_cache import cached_response


@dataclass(frozen=True)
class Option:
    """One thing to choose. `value` is posted, `label` shown, `meaning` explains, `group` gathers."""

    value: str
    label: str
    meaning: str = ""
    group: str = ""


class FormOptions:
    """The choices of one pillar's forms."""

    def __init__(self, plan: Plan, pillar: Pillar | Shared) -> None:
        self.plan = plan
        self.pillar = pillar

    @cached_property
    def dimensions(self) -> list[Option]:
        key = ("dimensions", self.plan.pk, self.pillar.pk, self.plan.rights_head)
        rows = cached_response(key, lambda: list(Dimension.objects.filter(plan=self.plan, pillar=self.pillar)))
        return [Option(row.code, row.name) for row in rows]

    @cached_property
    def offices(self) -> list[Opd]:
        return list(self.plan.opds.all())

    @cached_property
    def _renstra(self):
        return list(self.plan.renstra_programmes.select_related("opd"))

    @property
    def _missions(self):
        return Mission.objects.filter(plan=self.plan, document__role=RpjmdDocument.CURRENT)

    @property
    def _own_missions(self):
        """The missions of the smart city that a tujuan can name; one too long to be pointed at is left out."""
        misi = VisionMission.objects.filter(plan=self.plan, deleted_in=None).values_list("misi", flat=True).first()
        return [text for text in misi or () if len(text) <= MAX_REFERENCE]

    def parents(self, kind: str) -> list[Option]:
        """Return the live entries of `kind` in the pillar as options, labelled by code and sentence."""
        rows = self._rows(kind).filter(deleted_in=None)
        return [Option(row.ref, f"{row.code} {title_of(row)}", group=row.code) for row in rows]

    def refs(self, kind: str) -> set[str]:
        """Return every ref of `kind` in the pillar, the bin included: whether it is there still, the action asks."""
        return {f"{kind}-{number}" for number in self._rows(kind).values_list("number", flat=True)}

    def _rows(self, kind):
        """What a card of this place may point at: a card of no pillar at those of all pillars."""
        shared = self.pillar is SHARED
        return (
            CARD_MODELS[kind].objects.filter(plan=self.plan) if shared else rows_in_place(self.plan, kind, self.pillar)
        )

    def of(self, field: Field) -> list[Option]:
        """Return the options of a field whose choices are rows of the plan or a fixed list."""
        if field.points_to:
            return self.parents(field.points_to)
        if field.refers_to == "dimension":
            return self.dimensions
        if field.refers_to in ("rpjmd", "rpjmd_previous"):
            role = RpjmdDocument.PREVIOUS if field.refers_to == "rpjmd_previous" else RpjmdDocument.CURRENT
            return [Option(row.ref, row.code) for row in self.plan.rpjmd_objectives.filter(document__role=role)]
        if field.refers_to == "renstra":
            return [Option(row.ref, str(row), group=row.opd.name) for row in self._renstra]
        if field.choices == "rpjmd.misi[].code":
            return [Option(row.code, f"{row.code} {row.statement or ''}".strip()) for row in self._missions]
        if field.choices == "smart_city_vision.misi[]":
            return [Option(text, text) for text in self._own_missions]
        if field.refers_to == "opd":
            return [Option(one.ref, one.name, one.short or "") for one in self.offices if not one.closed_year]
        return [Option("" if c.value is None else str(c.value), c.label, c.meaning) for c in field.options]

    def allowed(self, field: Field, kept: Sequence[str] = ()) -> set[str]:
        """Return the values that a save may carry; `kept` are those that the entry holds already, known or not."""
        if field.points_to:
            return self.refs(field.points_to) | set(kept)
        return {option.value for option in self.of(field)} - {""} | set(kept)

    def office_ref(self, text: str) -> str:
        """Return the ref of the office that was typed or chosen; "" for nothing.

        Raises FieldError with the names that may be meant when none or several fit.
        """
        typed = fields.parse_text(text, limit=500, one_line=True).text
        if not typed or any(typed == office.ref for office in self.offices):
            return typed
        plain = plain_name(typed)
        exact = [office for office in self.offices if plain == plain_name(office.name)]
        found = exact or [office for office in self.offices if plain in self._names(office)]
        if len(found) == 1:
            return found[0].ref
        near = found or [office for office in self.offices if fields.similar(plain, plain_name(office.name)) >= 0.6]
        names = tuple(office.name for office in near[:3])
        meant = f" Maksudnya {' atau '.join(names)}?" if names else " Pilih dari daftar."
        raise fields.FieldError("field_error", f"OPD ini tidak ada dalam daftar.{meant}", names)

    def office_name(self, ref: str | None) -> str:
        """Return the name of the office with this ref, "" for none."""
        return next((office.name for office in self.offices if office.ref == ref), "")

    def _names(self, office):
        return names_of_office(office.name, office.short, office.aliases)
