"""Cards made of their rows: every field that the kind in kinds.json lists, read as forms and saves read it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any

from pillars import fields
from pillars.cards.values import CARD_MODELS, YEAR_TABLES, read_value
from pillars.kinds import KINDS, Field
from pillars.models import Entry
from pillars.plan_view.cards import CARD_VIEWS, CardView
from pillars.plan_view.values import Ref

LISTS = ("list_text", "choices", "references", "prose")


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

    def cards_of(self, kind: str, rows: Iterable[Entry]) -> list[CardView]:
        """Return the cards of the rows of one kind, in their order."""
        view = CARD_VIEWS.get(kind, CardView)
        getters = [(field.key, self._getter(kind, field)) for field in KINDS[kind].fields]
        pillars = self.pillars
        return [
            view(
                row.ref,
                row.code,
                pillars.get(row.pillar_id, ""),
                {key: value(row) for key, value in getters},
                tuple(getattr(row, "shared_with", ())),
            )
            for row in rows
        ]

    def _getter(self, kind: str, field: Field) -> Callable[[Entry], Any]:
        """Return what gives the value of one field of a row: of its own column, or of the row that it names."""
        column = attrgetter(field.column)
        if (kind, field.key) == ("sasaran", "problem_refs"):
            return lambda row: self.answers.get(row.pk, ())
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


def _table(table: dict | None) -> dict:
    """Return a table of years in the order of the years, without what is no number."""
    return {year: table[year] for year in sorted(table or ()) if table[year] is not fields.NO_DATA}
