"""What is typed on the pages of editions."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from masterplan.editions.actions import REASON
from workshops.dates import parse_date
from workshops.forms import Form, TextField
from workshops.plans.models import Plan
from workshops.text import FieldError


def _number(text: str) -> str:
    number = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch("[0-9]{8}", number):
        raise FieldError("field_error", "Nomor pemeriksaan terdiri atas delapan angka.")
    return number


class CheckForm(Form):
    """The eight digits of a print."""

    nomor = TextField(
        "Nomor pemeriksaan",
        parse=_number,
        help_text="Delapan angka sesudah /e/ pada kolofon, di halaman terakhir buku.",
        attrs={"inputmode": "numeric"},
    )


class FreezeForm(Form):
    """What people should know of an edition; may be empty."""

    catatan = TextField(
        "Catatan",
        1000,
        required=False,
        help_text="Tercetak pada kolofon, misalnya “setelah Bimtek III”.",
        attrs={"maxlength": 1000},
    )


def _day(text: str) -> date:
    day = parse_date(text[:60])
    if day is None:
        raise FieldError("field_error", "Tulis tanggal persetujuan.")
    return day


class ApprovalForm(Form):
    """By whom, when and under which letter an edition was approved. `plan`: for what today is there."""

    nama = TextField("Disetujui oleh", 160, needed="Tulis nama yang menyetujui.", attrs={"maxlength": 160})
    jabatan = TextField(
        "Jabatan",
        200,
        needed="Tulis jabatannya, misalnya Sekretaris Daerah.",
        help_text="Tercetak pada sampul, misalnya Sekretaris Daerah.",
        attrs={"maxlength": 200},
    )
    tanggal = TextField("Tanggal", parse=_day, help_text="Seperti 8/9/2026 atau 8 Sep 2026.", attrs={"maxlength": 60})
    surat = TextField(
        "Nomor surat",
        120,
        needed="Tulis nomor suratnya, atau tulis “tanpa nomor”.",
        help_text="Surat persetujuannya, atau “tanpa nomor”.",
        attrs={"maxlength": 120},
    )

    def __init__(self, plan: Plan, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come."""
        given = super().clean()
        if "tanggal" in given and given["tanggal"] > datetime.now(ZoneInfo(self.plan.time_zone)).date():
            self.wrong("tanggal", "Tanggal ini belum tiba. Catat persetujuan sesudah diberikan.")
        return given


def _reason(text: str) -> str:
    if sum(letter.isalpha() for letter in text) < REASON:
        raise FieldError("field_error", f"Tulis alasan paling sedikit {REASON} huruf; orang lain membacanya.")
    return text


class WithdrawalReasonForm(Form):
    """Why something is taken back."""

    alasan = TextField("Alasan", 1000, parse=_reason, attrs={"maxlength": 1000})


class TakeBackForm(WithdrawalReasonForm):
    """Why an approval is taken back."""

    id_format = "setuju-%s"


class WithdrawForm(WithdrawalReasonForm):
    """Why an edition is withdrawn."""

    id_format = "tarik-%s"
