"""What is typed on the pages of editions. Each form keeps what was typed, beside what is wrong with it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from masterplan.editions.actions import REASON
from workshops.dates import parse_date
from workshops.plans.models import Plan
from workshops.text import FieldError, FieldErrors, parse_text

LIMITS = {"nama": 160, "jabatan": 200, "surat": 120, "catatan": 1000, "alasan": 1000}
MISSING = {
    "nama": "Tulis nama yang menyetujui.",
    "jabatan": "Tulis jabatannya, misalnya Sekretaris Daerah.",
    "tanggal": "Tulis tanggal persetujuan.",
    "surat": "Tulis nomor suratnya, atau tulis “tanpa nomor”.",
}


class _Form:
    """`values` {name: cleaned text}, `typed` as it came, `errors` {name: FieldError}."""

    NAMES = ()

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self.typed = {name: data.get(name, "") if data else "" for name in self.NAMES}
        self.values, self.errors = FieldErrors(), FieldErrors()

    def is_valid(self) -> bool:
        for name in self.NAMES:
            with self.errors.of(name):
                self.values[name] = self.clean(name, self.typed[name])
        return not self.errors

    def clean(self, name: str, raw: str) -> str:
        text = parse_text(raw, limit=LIMITS[name], one_line=True).text or ""
        if not text and name in MISSING:
            raise FieldError("field_error", MISSING[name])
        return text


class FreezeForm(_Form):
    """What people should know of an edition; may be empty."""

    NAMES = ("catatan",)


class ApprovalForm(_Form):
    """By whom, when and under which letter an edition was approved. `plan`: for what today is there."""

    NAMES = ("nama", "jabatan", "tanggal", "surat")

    def __init__(self, plan: Plan, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.plan = plan

    def clean(self, name: str, raw: str) -> date | str:
        if name != "tanggal":
            return super().clean(name, raw)
        day = parse_date(raw[:60])
        if day is None:
            raise FieldError("field_error", MISSING[name])
        if day > datetime.now(ZoneInfo(self.plan.time_zone)).date():
            raise FieldError("field_error", "Tanggal ini belum tiba. Catat persetujuan sesudah diberikan.")
        return day


class ReasonForm(_Form):
    """Why something is taken back."""

    NAMES = ("alasan",)

    def clean(self, name: str, raw: str) -> str:
        text = super().clean(name, raw)
        if sum(letter.isalpha() for letter in text) < REASON:
            raise FieldError("field_error", f"Tulis alasan paling sedikit {REASON} huruf; orang lain membacanya.")
        return text
