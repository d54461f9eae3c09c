"""Cards made of their rows: every field that the kind in kinds.json lists, read as forms and saves read it."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any

from django.db.models import Count, F

from pillars import fields
from pillars.cards.values import CARD_MODELS, IN_ANOTHER, NAME_FIELD, YEAR_TABLES, read_value
from pillars.kinds import KINDS, Field
from pillars.plan_view.cards import CARD_VIEWS, CardView
from pillars.plan_view.values import Ref
from workshops.plans.models import Plan

#: Kinds whose cards are listed in the order in which they were made.
BY_NUMBER = ("nominasi_quick_win", "profil_quick_win")
LISTS = ("list_text", "choices", "references", "prose")


def rows_of(kind: str, plan: Plan) -> list[Any]:
    """Return the living rows of a kind in their order: the columns of its fields, `home` the key of the pillar."""
    model = CARD_MODELS[kind]
    rows = model.objects.filter(plan=plan, deleted_in=None)
    rows = rows.order_by("number") if kind in BY_NUMBER else rows.order_by("position", "number")
    if model.HOME:
        rows = rows.annotate(home=F(f"{model.HOME}_id"))
    if kind == "swot":
        rows = rows.annotate(agreement=Count("agreements"))
    if kind == "kesiapan":
        rows = rows.annotate(component=F("section__component"))
    return list(rows.values_list(*_columns(kind), *rows.query.annotations, named=True))


@cache
def _columns(kind: str) -> list[str]:
    """Return the names of the columns that the cards of a kind are made of."""
    model, named = CARD_MODELS[kind], KINDS[kind].fields
    wanted = {"id", "number", "code", "shared_with", "section", "swot_status", NAME_FIELD[kind]}
    wanted |= {field.column for field in named} | set(IN_ANOTHER.get(kind, {}).values())
    wanted |= {f"{field.column}_no_data" for field in named if field.allows_no_data}
    return [column.attname for column in model._meta.concrete_fields if column.name in wanted]


class CardReader:
    """Makes cards of rows.

    refs     {model: {key of a row: its Ref}} of every row that a card may name; a row that is not there is not named
    pillars  {key of a pillar: its code}
    answers  {key of a target: refs of the problems that it answers}
    """

    def __init__(
        self, refs: Mapping[type, Mapping[int, Ref]], pillars: Mapping[int, str], answers: Mapping[int, tuple]
    ) -> None:
        self.refs, self.pillars, self.answers = refs, pillars, answers
        self.cards = {ref: ref for model in CARD_MODELS.values() for ref in refs.get(model, {}).values()}

    def cards_of(self, kind: str, rows: Sequence[Any]) -> list[CardView]:
        """Return the cards of the rows of one kind, in their order."""
        if not rows:
            return []
        view = CARD_VIEWS.get(kind, CardView)
        getters = [(field.key, self._getter(kind, field)) for field in KINDS[kind].fields]
        pillar = (lambda row: self.pillars[row.home]) if CARD_MODELS[kind].HOME else (lambda row: "")
        shared = (lambda row: tuple(row.shared_with)) if hasattr(CARD_MODELS[kind], "shared_with") else (lambda row: ())
        return [
            view(
                f"{kind}-{row.number}",
                row.code,
                pillar(row),
                {key: value for key, get in getters if (value := get(row)) is not None},
                shared(row),
            )
            for row in rows
        ]

    def _getter(self, kind: str, field: Field) -> Any:
        """Return what gives the value of one field of a row: of its own column, or of the row that it names."""
        described = getattr(CARD_MODELS[kind], field.column, None)
        # what a model works out of its columns, it works out of those of the row as well
        column = described.fget if isinstance(described, property) else attrgetter(field.column)
        if (kind, field.key) == ("sasaran", "problem_refs"):
            return lambda row: self.answers.get(row.id, ())
        if field.key == "component":
            return attrgetter("component")
        if field.is_link:
            link = CARD_MODELS[kind]._meta.get_field(field.column)
            named, pk = self.refs[link.related_model], attrgetter(link.attname)
            return lambda row: named.get(pk(row))
        if field.type == "references" and field.points_to:
            return lambda row: tuple([self.cards[ref] for ref in column(row) or () if ref in self.cards])
        if field.type == "number_unit":
            return partial(read_value, field=field)
        if field.type in YEAR_TABLES:
            return lambda row: _table(fields.from_json(column(row), field.type))
        if field.type == "years_list":
            return lambda row: tuple(sorted(column(row) or ()))
        if field.type in LISTS:
            return lambda row: tuple([one for one in column(row) or () if one not in (None, "")])
        return column


def _table(table: Any) -> dict:
    """Return a table of years in the order of the years, without what is no number."""
    return {year: table[year] for year in sorted(table or ()) if table[year] is not fields.NO_DATA}
