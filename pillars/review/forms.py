"""What is typed on the desk and below a note; every error names its field and what to do."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from pillars.cards.values import kind_fields
from pillars.models import ReviewNote, ReviewReply
from workshops.forms import ChoiceField, Form, NumberField, TextField, TickField
from workshops.text import LIMITS

VERDICTS = (ReviewNote.MUST, ReviewNote.ADVICE, ReviewNote.GOOD)
NO_BUTTON = "Tombol itu tidak ada. Muat ulang halaman ini."


class NoteForm(Form):
    """A verdict with its note, on `kind` (key of the card's kind; "" for a chapter).

    terlihat  the journal number that was shown
    is_read   whether whoever writes has read all of it
    """

    id_format = "i-%s"
    penilaian = ChoiceField(
        "Penilaian", [(one, one) for one in VERDICTS], needed="Pilih wajib perbaiki, saran, atau bagus."
    )
    bagian = ChoiceField("Bagian", required=False, needed="Pilih satu bagian dari daftar, atau seluruh isian.")
    catatan = TextField(
        "Catatan",
        LIMITS["notes"],
        rows=4,
        required=False,
        help_text="Sebut apa yang perlu diubah dan mengapa. Beri contoh kalimat bila dapat.",
    )
    tinjau = TickField()
    terlihat = NumberField()

    def __init__(self, kind: str = "", data: QueryDict | None = None, *, may_mark: bool = False) -> None:
        super().__init__(data, initial={"tinjau": may_mark})
        self.parts = [(one.key, one.label) for one in kind_fields(kind)] if kind else []
        self.fields["bagian"].choices = self.parts
        self.is_read = may_mark and self["tinjau"].value()

    def clean(self) -> dict[str, Any]:
        """Demand words with every verdict but a good one."""
        given = super().clean()
        if not self.errors and not given["catatan"] and given["penilaian"] != ReviewNote.GOOD:
            self.wrong("catatan", "Tulis apa yang perlu diubah dan mengapa.")
        return given

    @property
    def note(self) -> dict[str, Any]:
        """Return what was sent, as `add_note` takes it."""
        names = {"verdict": "penilaian", "text": "catatan", "field": "bagian", "seen": "terlihat"}
        return {key: self.cleaned_data[name] for key, name in names.items()} | {"read": self.is_read}


class ReplyForm(Form):
    """What is said under a note: `act` is one of `deeds`, `jawaban` the words."""

    act = ChoiceField(needed=NO_BUTTON)
    jawaban = TextField("Jawaban", LIMITS["notes"], rows=2, required=False)

    def __init__(self, data: QueryDict, deeds: Iterable[str] = (ReviewReply.ANSWER, ReviewReply.FIXED)) -> None:
        super().__init__(data)
        self.fields["act"].choices = [(deed, deed) for deed in deeds]

    def clean(self) -> dict[str, Any]:
        """Demand words of who answers."""
        given = super().clean()
        if not self.errors and given["act"] == ReviewReply.ANSWER and not given["jawaban"]:
            self.wrong("jawaban", "Tulis jawabannya: yang sudah diubah, atau alasannya.")
        return given


class MarkForm(Form):
    """Moving a card or a chapter on (`act` ditinjau, setujui) or back (kembalikan, with `alasan`)."""

    id_format = "%s-kembali"
    act = ChoiceField(needed=NO_BUTTON)
    alasan = TextField("Alasan", LIMITS["notes"], rows=2, required=False, optional=False)
    terlihat = NumberField()

    def __init__(self, data: QueryDict | None = None, acts: Iterable[str] = ()) -> None:
        super().__init__(data)
        self.fields["act"].choices = [(act, act) for act in acts]

    def clean(self) -> dict[str, Any]:
        """Demand a reason of who takes something back."""
        given = super().clean()
        if not self.errors and given["act"] == "kembalikan" and not given["alasan"]:
            self.wrong("alasan", "Tulis alasannya, agar yang dikembalikan tahu sebabnya.")
        return given
