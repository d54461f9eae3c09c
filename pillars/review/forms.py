"""What is typed on the desk and below a note; every error names its field and what to do."""

from django.http import QueryDict

from pillars.cards.values import kind_fields
from pillars.models import ReviewNote, ReviewReply
from workshops.answers import new_op
from workshops.live.actions import OP
from workshops.text import LIMITS, FieldError, FieldErrors, natural

VERDICTS = (ReviewNote.MUST, ReviewNote.ADVICE, ReviewNote.GOOD)


class NoteForm:
    """A verdict with its note, on `kind` (key of the card's kind; "" for a chapter). Reads `data`, or is empty.

    After `is_valid()`: `verdict`, `field`, `text`, `read` (whoever writes has read all of it), `errors`.
    """

    def __init__(self, kind: str = "", data: QueryDict | None = None, *, may_mark: bool = False) -> None:
        self.parts = [(one.key, one.label) for one in kind_fields(kind)] if kind else []
        given = data if data is not None else {}
        self.verdict, self.field = given.get("penilaian", ""), given.get("bagian", "")
        self.raw, self.seen = given.get("catatan", ""), natural(given.get("terlihat"))
        self.read = may_mark and (bool(given.get("tinjau")) if data is not None else True)
        self.op = given.get("op", "")
        self.op_shown = self.op if OP.fullmatch(self.op) else new_op()
        self.base = natural(given.get("base"))
        self.text, self.errors = "", FieldErrors()

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        if self.verdict not in VERDICTS:
            self.errors["penilaian"] = FieldError("field_error", "Pilih wajib perbaiki, saran, atau bagus.")
        if self.field and self.field not in dict(self.parts):
            self.errors["bagian"] = FieldError("field_error", "Pilih satu bagian dari daftar, atau seluruh isian.")
        self.text = self.errors.text("catatan", self.raw, LIMITS["notes"], one_line=False)
        if not self.text and not self.errors and self.verdict != ReviewNote.GOOD:
            sentence = "Tulis apa yang perlu diubah dan mengapa."
            self.errors["catatan"] = FieldError("field_error", sentence)
        return not self.errors

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """[(id of the input, sentence with the field's name, kind)] in the order of the form."""
        labels = {"penilaian": "Penilaian", "bagian": "Bagian", "catatan": "Catatan"}
        return [(f"i-{key}", error.with_label(labels[key]), error.kind) for key, error in self.errors.items()]


class ReplyForm:
    """What is said under a note: `deed` and `text`. Which of `deeds` may be sent stands first for an empty one."""

    def __init__(self, data: QueryDict, deeds: tuple[str, str] = (ReviewReply.ANSWER, ReviewReply.FIXED)) -> None:
        self.op, self.raw = data.get("op", ""), data.get("jawaban", "")
        self.deed, self.deeds = data.get("act", ""), deeds
        self.text, self.errors = "", FieldErrors()

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        if self.deed not in self.deeds:
            self.errors["jawaban"] = FieldError("field_error", "Tombol itu tidak ada. Muat ulang halaman ini.")
        self.text = self.text or self.errors.text("jawaban", self.raw, LIMITS["notes"], one_line=False)
        if self.deed == ReviewReply.ANSWER and not self.text and not self.errors:
            self.errors["jawaban"] = FieldError("field_error", "Tulis jawabannya: yang sudah diubah, atau alasannya.")
        return not self.errors


class MarkForm:
    """Moving a card or a chapter on (`act` ditinjau, setujui) or back (kembalikan, with `alasan`)."""

    def __init__(self, data: QueryDict, acts: tuple[str, str]) -> None:
        self.op, self.seen = data.get("op", ""), natural(data.get("terlihat"))
        self.act, self.acts, self.raw = data.get("act", ""), acts, data.get("alasan", "")
        self.text, self.errors = "", FieldErrors()

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        if self.act not in self.acts:
            self.errors["alasan"] = FieldError("field_error", "Tombol itu tidak ada. Muat ulang halaman ini.")
        self.text = self.errors.text("alasan", self.raw, LIMITS["notes"], one_line=False)
        if self.act == "kembalikan" and not self.text and not self.errors:
            self.errors["alasan"] = FieldError("field_error", "Tulis alasannya, agar yang dikembalikan tahu sebabnya.")
        return not self.errors
