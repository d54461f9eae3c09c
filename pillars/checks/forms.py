"""The answer to a check and what staff write with their decision; every error names its field and what to do."""

from django.http import QueryDict

from pillars.check_catalogue import LONGEST_ANSWER
from pillars.checks.findings import Finding
from pillars.models import CheckAnswer
from workshops.text import FieldError, FieldErrors, natural


class AnswerForm:
    """“Disengaja, karena …” for one finding. `seen`: version of the answer that the page showed, 0 for none."""

    def __init__(self, data: QueryDict, finding: Finding) -> None:
        self.finding = finding
        self.op, self.seen = data.get("op", ""), natural(data.get("versi")) or 0
        self.figures = data.get("angka", "")
        self.note = data.get("alasan", "")
        self.errors = FieldErrors()

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        self.text = self.errors.text("alasan", self.note, LONGEST_ANSWER, one_line=False)
        if not self.finding.described.answerable:
            sentence = "Temuan ini tidak dapat dijawab. Perbaiki isiannya, lalu temuan hilang sendiri."
            self.errors["alasan"] = FieldError("field_error", sentence)
        elif not self.text and not self.errors:
            self.errors["alasan"] = FieldError("field_error", "Tulis alasannya: disengaja, karena …")
        return not self.errors

    @property
    def is_stale(self) -> bool:
        """Whether the figures are others than those that the page showed."""
        return self.figures != self.finding.fingerprint


class DecisionForm:
    """`putusan` diterima or diminta_perbaikan, with a note that may be empty."""

    def __init__(self, data: QueryDict) -> None:
        self.op, self.seen = data.get("op", ""), natural(data.get("versi")) or 0
        self.decision = data.get("putusan", "")
        self.note = data.get("catatan", "")
        self.errors = FieldErrors()

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        if self.decision not in (CheckAnswer.ACCEPTED, CheckAnswer.REPAIR):
            self.errors["putusan"] = FieldError("field_error", "Pilih Terima jawaban atau Minta diperbaiki.")
        self.text = self.errors.text("catatan", self.note, LONGEST_ANSWER, one_line=False)
        return not self.errors
