"""The answer to a check and what staff write with their decision; every error names its field and what to do."""

from typing import Any

from django.http import QueryDict

from pillars.check_catalogue import LONGEST_ANSWER
from pillars.checks.findings import Finding
from pillars.models import CheckAnswer
from workshops.forms import ChoiceField, Form, NumberField, TextField


class CheckAnswerForm(Form):
    """“Disengaja, karena …” for one finding. `versi`: version of the answer that the page showed, none without one."""

    use_required_attribute = False
    versi = NumberField()
    alasan = TextField(
        "Disengaja, karena …",
        LONGEST_ANSWER,
        rows=2,
        needed="Tulis alasannya: disengaja, karena …",
        attrs={"maxlength": LONGEST_ANSWER},
    )

    def __init__(self, data: QueryDict | None, finding: Finding, answered: str = "") -> None:
        super().__init__(data, initial={"alasan": answered}, auto_id=f"%s-{finding.anchor}")
        self.fields["alasan"].help_text = f"Misalnya: {finding.described.answer_example}."
        self.finding = finding

    def clean(self) -> dict[str, Any]:
        """Refuse an answer to a finding that only a repair takes away."""
        if not self.finding.described.answerable:
            self.errors.clear()
            self.wrong("alasan", "Temuan ini tidak dapat dijawab. Perbaiki isiannya, lalu temuan hilang sendiri.")
        return super().clean()

    @property
    def is_stale(self) -> bool:
        """Whether the figures are others than those that the page showed."""
        return self.data.get("angka", "") != self.finding.fingerprint


class CheckDecisionForm(Form):
    """What staff decide of an answer, with a note that may be empty."""

    use_required_attribute = False
    versi = NumberField()
    putusan = ChoiceField(
        choices=[(one, one) for one in (CheckAnswer.ACCEPTED, CheckAnswer.REPAIR)],
        needed="Pilih Terima jawaban atau Minta diperbaiki.",
    )
    catatan = TextField(
        "Catatan untuk kelompok", LONGEST_ANSWER, rows=1, required=False, attrs={"maxlength": LONGEST_ANSWER}
    )

    def __init__(self, row: CheckAnswer, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id=f"%s-{row.number}")
