"""The decision on a nomination, and a proposal that somebody brings; every error names its field and what to do."""

from django.http import QueryDict

from pillars.quickwins.reading import CHOSEN, DROPPED, NOMINATED
from workshops.answers import new_op
from workshops.text import FieldError, parse_text

LONGEST = 2000


class DecisionForm:
    """`kedudukan` is the standing to give, `alasan` why; `terlihat` the standing that the page had shown."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.op = data.get("op", "") if data is not None else new_op()
        given = data or {}
        self.standing, self.reason = given.get("kedudukan", ""), given.get("alasan", "")
        self.seen, self.more = given.get("terlihat", ""), given.get("lebih", "") == "ya"
        self.errors = {}

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        if self.standing not in (CHOSEN, DROPPED, NOMINATED):
            self.errors["kedudukan"] = FieldError("field_error", "Pilih Tetapkan, Tidak dipilih, atau Buka kembali.")
        try:
            self.text = parse_text(self.reason, limit=LONGEST, one_line=False).text
        except FieldError as error:
            self.errors["alasan"], self.text = error, ""
        if not self.text and "alasan" not in self.errors:
            self.errors["alasan"] = FieldError("field_error", "Tulis alasannya: mengapa, oleh siapa, kapan.")
        return not self.errors
