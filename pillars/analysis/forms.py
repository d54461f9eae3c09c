"""Ticking words of the SWOT, and words that are typed, to make keywords of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict

from pillars import fields
from pillars.analysis.words import counted, holds, plain
from pillars.cards.queries import entries
from pillars.kinds import KINDS
from pillars.models import Keyword
from workshops.answers import new_op
from workshops.live.actions import OP

if TYPE_CHECKING:
    from workshops.plans.models import Plan


#: So many words are offered; the ones of most statements come first.
MOST = 60


@dataclass(frozen=True)
class Offered:
    """A word with the statements that hold it; `ticked` as it was sent."""

    word: str
    statements: list
    ticked: bool


class WordsForm:
    """After `is_valid()`: `chosen` [(word, refs of the statements that hold it)]; `errors` {"ketik": FieldError}."""

    def __init__(self, plan: "Plan", data: QueryDict | None = None) -> None:
        self.data, self.errors, self.chosen = data, {}, []
        self.statements = {row.ref: row for row in entries(plan, "swot")}
        texts = {ref: row.statement for ref, row in self.statements.items()}
        known = {
            plain(word) for word in Keyword.objects.filter(plan=plan, deleted_in=None).values_list("word", flat=True)
        }
        self.known, self._words = known, [one for one in counted(texts) if plain(one[0]) not in known][:MOST]
        self.typed = data.get("ketik", "") if data is not None else ""
        self.op = data.get("op", "") if data is not None else new_op()
        self.op_shown = self.op if OP.fullmatch(self.op) else new_op()

    def is_valid(self) -> bool:
        """Reads what was ticked and typed; what is a keyword already is passed over."""
        wanted = list({plain(word): word for word in self._given()}.values())
        wanted = [word for word in wanted if plain(word) not in self.known]
        if not wanted and not self.errors:
            self.errors["ketik"] = fields.FieldError("field_error", "Pilih atau ketik paling sedikit satu kata.")
        self.chosen = [(word, self._sources(word)) for word in wanted]
        return not self.errors

    def offered(self) -> list[Offered]:
        """The words to tick."""
        sent = set(self.data.getlist("kata")) if self.data is not None else set()
        return [Offered(word, [self.statements[ref] for ref in refs], word in sent) for word, refs in self._words]

    def _given(self):
        limit, found = KINDS["kata_kunci"].field("word").limits["max_chars"], []
        for line in [*self.data.getlist("kata"), *self.typed.splitlines()]:
            try:
                text = fields.parse_text(line, limit=limit, one_line=True).text
            except fields.FieldError as error:
                self.errors["ketik"] = error
                continue
            found += [text] if text else []
        return found

    def _sources(self, word):
        return [ref for ref, row in self.statements.items() if holds(row.statement, word)]
