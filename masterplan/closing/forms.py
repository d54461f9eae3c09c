"""What is typed on the pages of a bimtek's end. Each form keeps what was typed, beside what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from masterplan.closing.actions import REASON
from masterplan.closing.commitment import CommitmentSheet, Office
from masterplan.closing.minutes_paper import PreparedMinutes
from masterplan.closing.minutes_text import MinutesPart, digest, longest
from workshops.forms import BoundField, Form, TextField, TickField
from workshops.text import FieldError, natural


@dataclass(frozen=True)
class MinutesTextBox:
    """One part as its page shows it: `shown` the digest it is compared with when it comes back, `again` the tick that
    gives a changed one its shipped text back, `theirs` a text that somebody else wrote meanwhile.
    """

    field: BoundField
    shown: str
    again: BoundField | None
    theirs: str


class PartsForm(Form):
    """The parts of a paper. `words` {part: text or None for the shipped one} are those that were touched."""

    partial = True

    def __init__(
        self,
        parts: tuple[MinutesPart, ...],
        prepared: CommitmentSheet | PreparedMinutes,
        data: QueryDict | None = None,
        clashed: Sequence[Any] = (),
    ) -> None:
        self.keys = [one.key for one in parts]
        again = {f"bawaan-{key}": TickField("Pakai lagi teks bawaan") for key in self.keys}
        self.base_fields = {one.key: _part_field(one) for one in parts} | again
        self.prepared, self.clashed = prepared, clashed
        self.words: dict[str, str | None] = {}
        self.shown: dict[str, str] = {}
        super().__init__(data, initial=prepared.parts)

    def clean(self) -> dict[str, Any]:
        """Find out which parts were touched; what goes back to the shipped text is not judged."""
        for key in [key for key in self.keys if key in self.data]:
            seen = self.data.get(f"asal-{key}", "")
            if self.cleaned_data[f"bawaan-{key}"]:
                self.words[key], self.shown[key] = None, seen
                self._errors.pop(key, None)
            elif key in self.cleaned_data and digest(self.data[key]) != seen:
                self.words[key], self.shown[key] = self.cleaned_data[key], seen
        return super().clean()

    @property
    def boxes(self) -> list[MinutesTextBox]:
        """Return the parts as their page shows them; of a text that two changed both are seen."""
        return [self._box(key, self.prepared.parts[key]) for key in self.keys]

    def _box(self, key, now):
        seen = digest(now) if key in self.clashed else self.data.get(f"asal-{key}", digest(now))
        theirs = now if key in self.clashed else ""
        again = self[f"bawaan-{key}"] if key in self.prepared.changed else None
        return MinutesTextBox(self[key], seen, again, theirs)


def _part_field(part):
    limit, rows = longest(part), part.rows if part.rows > 1 else 0
    return TextField(part.label, limit, rows=rows, required=False, optional=False, help_text=part.help)


class SignForm(Form):
    """The number of the berita acara, and that who signs knows of unsent texts (`is_sent`: there are none)."""

    nomor = TextField(
        "Nomor berita acara",
        120,
        needed="Tulis nomor berita acara; tanyakan kepada tata usaha, atau tulis “tanpa nomor”.",
        help_text="Tercetak pada berita acara dan pada pesan kepada siapa pun yang mencoba mengubah.",
    )
    tahu = TickField(
        "Saya tahu: tulisan yang belum terkirim tidak masuk berita acara ini. Tulisan itu tetap ada sebagai draf di HP "
        "penulisnya."
    )

    def __init__(self, number: str, data: QueryDict | None = None, *, is_sent: bool = True) -> None:
        super().__init__(data, initial={"nomor": number})
        self.is_sent = is_sent

    def clean(self) -> dict[str, Any]:
        """Demand a tick while texts lie unsent on phones."""
        given = super().clean()
        if not self.is_sent and not given["tahu"]:
            self.wrong("tahu", "Masih ada HP yang belum terkirim. Tunggu, atau centang bahwa Anda mengetahuinya.")
        return given


def _reason(text: str) -> str:
    if sum(letter.isalpha() for letter in text) < REASON:
        sentence = f"Tulis alasan paling sedikit {REASON} huruf; ia tercetak pada berita acara berikutnya."
        raise FieldError("field_error", sentence)
    return text


class ReopenReasonForm(Form):
    """Why a signed bimtek is opened again."""

    alasan = TextField(
        "Alasan", 1000, parse=_reason, help_text="Terlihat di riwayat dan tercetak pada berita acara berikutnya."
    )


class SignerForm(Form):
    """Who signs for one office; `seen` the digest of what the page had shown."""

    id_format = "%s"
    partial = True
    name = TextField("Nama", 120, required=False, optional=False)
    position = TextField("Jabatan", 200, required=False, optional=False)
    nip = TextField("NIP", 40, required=False, optional=False, attrs={"inputmode": "numeric"})

    def __init__(self, office: Office, data: QueryDict | None, *, signs: bool, clashed: bool) -> None:
        self.office, self.signs = office, signs
        super().__init__(data, initial={key: getattr(office.head, key) for key in self.base_fields})
        self.seen = self.data.get(f"asal-{office.number}", office.head_digest)
        self.shown = office.head_digest if clashed else self.seen

    def add_prefix(self, field_name: str) -> str:
        """Return the name of an input: `nip-2`."""
        return f"{field_name}-{self.office.number}"

    @property
    def is_touched(self) -> bool:
        """Return whether what was sent is not what the page had shown."""
        return self["name"].html_name in self.data and digest("\n".join(self.cleaned_data.values())) != self.seen


class HeadsForm:
    """Who signs for each office. `heads` {number: {"name", "position", "nip"}} are those that were touched."""

    def __init__(self, sheet: CommitmentSheet, data: QueryDict | None = None, clashed: Sequence[Any] = ()) -> None:
        self.left_out = None
        if data is not None:
            ticked = {natural(number) for number in data.getlist("ikut")}
            self.left_out = [office.number for office in sheet.offices if office.number not in ticked]
        self.lines = [self._line(office, data, f"opd-{office.number}" in clashed) for office in sheet.offices]

    def _line(self, office, data, clashed):
        signs = office.signs if self.left_out is None else office.number not in self.left_out
        return SignerForm(office, data, signs=signs, clashed=clashed)

    @property
    def error_list(self) -> list[tuple[str, str, str]]:
        """Return what is wrong, as `Form.error_list`."""
        return [fault for line in self.lines for fault in line.error_list]

    @property
    def heads(self) -> dict[int, dict[str, str]]:
        return {line.office.number: line.cleaned_data for line in self.lines if line.is_touched}

    @property
    def shown(self) -> dict[str, str]:
        return {f"opd-{line.office.number}": line.seen for line in self.lines if line.is_touched}
