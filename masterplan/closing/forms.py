"""What is typed on the pages of a bimtek's end. Each form keeps what was typed, beside what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from masterplan.closing.actions import REASON
from masterplan.closing.commitment import CommitmentSheet
from masterplan.closing.minutes_paper import PreparedMinutes
from masterplan.closing.minutes_text import MinutesPart, clean, digest
from workshops.forms import Form, TextField
from workshops.plans.models import Opd
from workshops.text import FieldError, FieldErrors, natural

LIMITS = {"name": 120, "position": 200, "nip": 40}


@dataclass(frozen=True)
class MinutesTextBox:
    """One part as the form shows it: `text` in the box, `shown` the digest it is compared with when it comes back."""

    part: MinutesPart
    text: str
    shown: str
    is_changed: bool
    error: FieldError | None = None
    clashed: str = ""


class PartsForm:
    """The parts of a paper. `words` {part: text or None for the shipped one} are those that were touched."""

    def __init__(
        self,
        parts: tuple[MinutesPart, ...],
        prepared: CommitmentSheet | PreparedMinutes,
        data: QueryDict | None = None,
        clashed: Sequence[Any] = (),
    ) -> None:
        self.words, self.shown, self.errors = FieldErrors(), {}, FieldErrors()
        self.boxes = [self._box(part, prepared, data, part.key in clashed) for part in parts]

    def is_valid(self) -> bool:
        return not self.errors

    def _box(self, part, prepared, data, clashed):
        now, key = prepared.parts[part.key], part.key
        if data is None or key not in data:
            return MinutesTextBox(part, now, digest(now), key in prepared.changed)
        raw, seen = data[key].replace("\r\n", "\n"), data.get(f"asal-{key}", "")
        self._take(part, raw, seen, data)
        # whoever meets the text of another sees it, and sends theirs once more if it is the one that counts
        theirs = now if clashed else ""
        return MinutesTextBox(
            part, raw, digest(now) if clashed else seen, key in prepared.changed, self.errors.get(key), theirs
        )

    def _take(self, part, raw, seen, data):
        if data.get(f"bawaan-{part.key}"):
            self.words[part.key], self.shown[part.key] = None, seen
        elif digest(raw) != seen:
            with self.errors.of(part.key):
                self.words[part.key], self.shown[part.key] = clean(part, raw), seen


class SignForm(Form):
    """The number of the berita acara, and that who signs knows of unsent texts (`is_sent`: there are none)."""

    nomor = TextField(
        "Nomor berita acara",
        120,
        needed="Tulis nomor berita acara; tanyakan kepada tata usaha, atau tulis “tanpa nomor”.",
        help_text="Tercetak pada berita acara dan pada pesan kepada siapa pun yang mencoba mengubah.",
    )
    tahu = forms.BooleanField(required=False)

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


@dataclass(frozen=True)
class SignerRow:
    """One office of the signing sheet as the form shows it."""

    office: Opd
    name: str
    position: str
    nip: str
    signs: bool
    shown: str
    errors: dict


class HeadsForm:
    """Who signs for each office. `heads` {number: {"name", "position", "nip"}} are those that were touched."""

    def __init__(self, sheet: CommitmentSheet, data: QueryDict | None = None, clashed: Sequence[Any] = ()) -> None:
        self.heads, self.shown, self.errors = FieldErrors(), {}, FieldErrors()
        self.left_out = None
        if data is not None:
            ticked = {natural(number) for number in data.getlist("ikut")}
            self.left_out = [office.number for office in sheet.offices if office.number not in ticked]
        self.lines = [self._line(office, data, f"opd-{office.number}" in clashed) for office in sheet.offices]

    def is_valid(self) -> bool:
        return not self.errors

    def _line(self, office, data, clashed):
        head, n = office.head, office.number
        if data is None or f"name-{n}" not in data:
            return SignerRow(office, head.name, head.position, head.nip, office.signs, office.shown, {})
        raw = {key: data.get(f"{key}-{n}", "") for key in LIMITS}
        seen, wrong = data.get(f"asal-{n}", ""), FieldErrors()
        given = {key: wrong.text(key, raw[key], limit) for key, limit in LIMITS.items()}
        if wrong:
            self.errors[n] = wrong
        elif digest("\n".join(given.values())) != seen:
            self.heads[n], self.shown[f"opd-{n}"] = given, seen
        return SignerRow(office, *raw.values(), n not in self.left_out, office.shown if clashed else seen, wrong)
