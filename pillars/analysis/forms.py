"""Ticking words of the SWOT, and words that are typed, to make keywords of them."""

from dataclasses import dataclass

from django.http import QueryDict

from pillars import fields
from pillars.analysis.words import counted, holds, plain
from pillars.cards.queries import entries
from pillars.kinds import KINDS
from pillars.models import Keyword
from workshops.forms import PostedForm
from workshops.plans.models import Plan
from workshops.text import FieldErrors

#: So many words are offered; the ones of most statements come first.
MOST = 60


@dataclass(frozen=True)
class Offered:
    """A word with the statements that hold it; `ticked` as it was sent."""

    word: str
    statements: list
    ticked: bool


class WordsForm(PostedForm):
    """After `is_valid()`: `chosen` [(word, refs of the statements that hold it)]; `errors` {"ketik": FieldError}."""

    def __init__(self, plan: Plan, data: QueryDict | None = None) -> None:
        self.data, self.errors, self.chosen = data, FieldErrors(), []
        self.statements = {row.ref: row for row in entries(plan, "swot")}
        texts = {ref: row.statement for ref, row in self.statements.items()}
        known = {
            plain(word) for word in Keyword.objects.filter(plan=plan, deleted_in=None).values_list("word", flat=True)
        }
        self.known, self._words = known, [one for one in counted(texts) if plain(one[0]) not in known][:MOST]
        self.typed = data.get("ketik", "") if data is not None else ""
        self.receive(data)

    def is_valid(self) -> bool:
        """Read what was ticked and typed; what is a keyword already is passed over."""
        wanted = list({plain(word): word for word in self._given()}.values())
        wanted = [word for word in wanted if plain(word) not in self.known]
        if not wanted and not self.errors:
            self.errors["ketik"] = fields.FieldError("field_error", "Pilih atau ketik paling sedikit satu kata.")
        self.chosen = [(word, self._sources(word)) for word in wanted]
        return not self.errors

    def offered(self) -> list[Offered]:
        """Return the words to tick."""
        sent = set(self.data.getlist("kata")) if self.data is not None else set()
        return [Offered(word, [self.statements[ref] for ref in refs], word in sent) for word, refs in self._words]

    def _given(self):
        limit, lines = KINDS["kata_kunci"].field("word").limits["max_chars"], self.typed.splitlines()
        given = [self.errors.text("ketik", line, limit) for line in [*self.data.getlist("kata"), *lines]]
        return [text for text in given if text]

    def _sources(self, word):
        return [ref for ref, row in self.statements.items() if holds(row.statement, word)]
