"""Ticking words of the SWOT, and words that are typed, to make keywords of them."""

from typing import Any

from django import forms
from django.http import QueryDict

from pillars.analysis.words import counted, holds, plain
from pillars.cards.queries import entries
from pillars.kinds import KINDS
from pillars.models import Keyword
from workshops.forms import Form, TextField
from workshops.plans.models import Plan
from workshops.text import parse_text

#: So many words are offered; the ones of most statements come first.
MOST = 60


class WordsForm(Form):
    """After `is_valid()`: `chosen` [(word, refs of the statements that hold it)]."""

    kata = forms.Field(required=False, widget=forms.CheckboxSelectMultiple)
    ketik = TextField(
        "Kata lain", rows=3, required=False, help_text="Satu baris satu kata kunci, misalnya: kota kreatif."
    )

    def __init__(self, plan: Plan, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.statements = {row.ref: row for row in entries(plan, "swot")}
        texts = {ref: row.statement for ref, row in self.statements.items()}
        known = {
            plain(word) for word in Keyword.objects.filter(plan=plan, deleted_in=None).values_list("word", flat=True)
        }
        self.known, self._words = known, [one for one in counted(texts) if plain(one[0]) not in known][:MOST]

    def clean(self) -> dict[str, Any]:
        """Read what was ticked and typed; what is a keyword already is passed over."""
        given, limit = super().clean(), KINDS["kata_kunci"].field("word").limits["max_chars"]
        lines, found = [*given["kata"], *given.get("ketik", "").splitlines()], []
        with self.reading("ketik"):
            found = [parse_text(line, limit=limit, one_line=True).text for line in lines]
        wanted = {plain(word): word for word in found if word and plain(word) not in self.known}
        if not wanted and not self.errors:
            self.wrong("ketik", "Pilih atau ketik paling sedikit satu kata.")
        self.chosen = [(word, self._sources(word)) for word in wanted.values()]
        return given

    def offered(self) -> list[tuple[str, list[Any]]]:
        """Return the words to tick, each with the statements that hold it."""
        return [(word, [self.statements[ref] for ref in refs]) for word, refs in self._words]

    def _sources(self, word):
        return [ref for ref, row in self.statements.items() if holds(row.statement, word)]
