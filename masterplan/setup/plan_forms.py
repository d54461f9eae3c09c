"""The forms of a plan that has been set up: when and where a bimtek is held, and who else works for the plan."""

from datetime import timedelta
from typing import Any

from django.http import QueryDict

from workshops.dates import long_date, parse_date, short_date
from workshops.forms import ChoiceField, Form, NameField, TextField
from workshops.plans.models import Bimtek, StaffRole

MOST_DAYS = 5


class BimtekForm(Form):
    """Date, length and place of one bimtek, as they are changed before and while it is held."""

    title = NameField("Judul", 200)
    first_day = TextField(
        "Hari pertama", required=False, parse=parse_date, help_text="Misalnya 8/9/2026 atau 8 Sep 2026."
    )
    days = ChoiceField(
        "Lama",
        [(str(number), f"{number} hari") for number in range(1, MOST_DAYS + 1)],
        help_text="Sesuai susunan acara.",
    )
    venue = TextField("Tempat", 200, required=False)
    address = TextField("Alamat", 500, required=False)

    def __init__(self, bimtek: Bimtek, data: QueryDict | None = None) -> None:
        stored = {name: getattr(bimtek, name) for name in ("title", "venue", "address")}
        super().__init__(data, initial=stored | {"first_day": short_date(bimtek.first_day), "days": str(bimtek.days)})
        self.bimtek = bimtek

    def clean(self) -> dict[str, Any]:
        """Ask whether the bimtek still holds its steps and lies between its neighbours."""
        given = super().clean()
        if "days" in given:
            given["days"] = int(given["days"])
            self._look_behind(given["days"])
        if not self.errors and given["first_day"]:
            self._between(given["first_day"], given["days"])
        return given

    def _look_behind(self, days):
        if behind := self.bimtek.steps.filter(day__gt=days).count():
            sentence = f"Masih ada {behind} langkah sesudah hari {days}. Pindahkan atau hapus dahulu di Jalannya acara."
            self.wrong("days", sentence, names_field=True)

    def _between(self, first, days):
        last = first + timedelta(days=days - 1)
        for other in self.bimtek.plan.bimteks.exclude(pk=self.bimtek.pk).exclude(first_day=None):
            ends = other.first_day + timedelta(days=other.days - 1)
            if other.number < self.bimtek.number and first <= ends:
                self._early(first, f"sebelum {other.short} selesai ({long_date(ends)})")
            elif other.number > self.bimtek.number and last >= other.first_day:
                self._early(first, f"dan belum selesai ketika {other.short} mulai ({long_date(other.first_day)})")

    def _early(self, first, than):
        sentence = f"{self.bimtek.short} mulai {long_date(first)}, {than}. Periksa salah satunya."
        self.wrong("first_day", sentence, names_field=True)


class OfficerForm(Form):
    """Name and role of somebody who shall work for the plan."""

    name = NameField("Nama")
    role = ChoiceField("Peran", StaffRole._meta.get_field("role").flatchoices, initial=StaffRole.FASILITATOR)
