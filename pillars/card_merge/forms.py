"""The choice between two cards: which text stands, part by part, and the sentence that somebody writes for both."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from pillars import fields
from pillars.card_merge.texts import BOTH, KEPT, TITLES, TWIN, default, may_both, taken_over, to_choose
from pillars.cards.display import Showing
from pillars.cards.values import NAME_FIELD, values_of
from pillars.kinds import KINDS
from pillars.models.chain import Problem, Programme
from workshops.forms import Form, TextField
from workshops.plans.models import Plan


@dataclass(frozen=True)
class PartInput:
    """A part to choose: what each card says, the ways to choose from, and the one that is chosen."""

    key: str
    label: str
    mine: str
    theirs: str
    both: bool
    chosen: str


class MergeForm(Form):
    """Merging `twin` into `kept`. After `is_valid()`: `how` {key of a part: way}, `own` {field key: value}.

    title    the part of the sentence that the cards are known by, None where it is the same
    parts    the other parts to choose; `taken` the labels of what only the twin fills
    """

    gabungan = TextField("Rumusan gabungan (bila diisi, ini yang dipakai)", rows=3, required=False, optional=False)

    def __init__(
        self, plan: Plan, kept: Problem | Programme, twin: Problem | Programme, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, head=plan.head)
        self.kept, self.twin = kept, twin
        across = kept.pillar_id != twin.pillar_id
        self.mine, self.theirs = values_of(kept), values_of(twin)
        self.field = KINDS[kept.KIND].field(NAME_FIELD[kept.KIND])
        show = Showing(plan)
        inputs = [self._input(part, show) for part in to_choose(kept.KIND, self.mine, self.theirs, across=across)]
        self.title = next((one for one in inputs if one.key in TITLES), None)
        self.parts = [one for one in inputs if one.key not in TITLES]
        self.taken = taken_over(kept.KIND, self.mine, self.theirs, across=across)
        self.how, self.own = {}, {}

    def _input(self, part, show):
        ways = [KEPT, TWIN] + ([BOTH] if may_both(part, self.mine, self.theirs) else [])
        sent = self.data.get(f"pilih.{part.key}")
        chosen = sent if sent in ways else default(part, self.mine, self.theirs)
        mine, theirs = (_text(part, values, show) for values in (self.mine, self.theirs))
        return PartInput(part.key, part.label, mine, theirs, BOTH in ways, chosen)

    def clean(self) -> dict[str, Any]:
        """Read which texts stand, and the sentence that was written for both."""
        given = super().clean()
        inputs = [self.title, *self.parts] if self.title else self.parts
        self.how = {one.key: one.chosen for one in inputs}
        if text := given.get("gabungan"):
            with self.reading("gabungan"):
                self.own = {self.field.key: fields.parse_field(self.field, [text]).value}
        return given


def _text(part, values, show):
    told = [(field.label, show.text(field, values[field.key])) for field in part.fields]
    if len(told) == 1:
        return told[0][1]
    return "\n".join(f"{label}: {text}" for label, text in told if text)
