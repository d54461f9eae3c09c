"""What is said of one programme in one year, and in answer to a question of the sheet."""

from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from pillars import fields
from pillars.cards.forms import EntryForm
from pillars.evidence.forms import FileForm
from pillars.kinds import KINDS, Choice
from pillars.models import SHARED
from pillars.models.evaluation import ItemAnswer, Realisation
from pillars.uploads import CheckedFile
from workshops.forms import PostedForm
from workshops.number_format import show_number
from workshops.plans.models import Plan
from workshops.text import FieldErrors

#: What is asked of a programme in a year, and of a question of the sheet; which of it is a percentage.
KEYS = {"realisasi": ("status", "percent", "evidence", "note"), "butir_evaluasi": ("answer", "own_score", "note")}
UNITS = {"percent": "persen"}


class ReportForm(PostedForm):
    """The form of a card of `kind`, filled from its row (`row`, may be None) or from a post (`data`, `files`).

    `texts` {key: what stands in the input}; `further`: the form of every other field of the kind. After `is_valid()`
    `values` {key: value}, `file` (a Checked, or None: none was sent) and `errors` {key: FieldError or BadFile}.
    """

    def __init__(
        self,
        plan: Plan,
        kind: str,
        row: ItemAnswer | Realisation | None = None,
        data: QueryDict | None = None,
        files: MultiValueDict | None = None,
    ) -> None:
        self.kind, self.keys = KINDS[kind], KEYS[kind]
        self.data: Any = data
        self.files: Any = files or {}
        self.file: CheckedFile | None = None
        self.receive(data, plan.head)
        self.base_shown = self.base if self.base is not None else plan.head
        self.values, self.errors, self.removed = {}, FieldErrors(), 0
        self.texts = {key: self._text(row, key) for key in self.keys}
        further = {one.key for one in self.kind.shown_in("form")} - set(self.keys)
        self.further = EntryForm(plan, SHARED, kind, entry=row, data=data, only=further)
        self.further.shown = further

    @property
    def statuses(self) -> tuple[Choice, ...]:
        return self.kind.field("status").options

    def is_valid(self) -> bool:
        """Read what was sent; True when all of it can be taken."""
        for key in self.keys:
            if key not in self.data and key != "status":
                continue
            described = self.kind.field(key)
            with self.errors.of(key):
                allowed = {"status": {option.value for option in described.options}} if key == "status" else {}
                context = fields.Context(unit=UNITS.get(key), allowed=allowed)
                parsed = fields.parse_field(described, [self.data.get(key, "")], context)
                self.values[key], self.removed = parsed.value, self.removed + parsed.removed
        self.further.is_valid()
        self.values |= self.further.values
        self.errors.update(self.further.errors)
        self.removed += self.further.removed
        if "berkas" in self.files:
            proof = FileForm(self.data, self.files)
            self.file = proof.file
            if proof.error:
                self.errors["berkas"] = fields.FieldError(proof.error.kind, proof.error.sentence)
        return not self.errors

    def _text(self, row, key):
        if self.data is not None and key in self.data:
            return self.data[key]
        value = getattr(row, key) if row else None
        if self.kind.field(key).type == "number_unit":
            return "" if value is None else show_number(value)
        return value or ""
