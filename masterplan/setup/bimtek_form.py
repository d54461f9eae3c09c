"""Date, length and place of one bimtek, as they are changed before and while it is held."""

from datetime import timedelta

from django.http import QueryDict

from workshops.dates import long_date, parse_date, short_date
from workshops.plans.models import Bimtek
from workshops.text import FieldError, FieldErrors, natural, parse_name, parse_text

MOST_DAYS = 5


class BimtekForm:
    """`values` is what stands in the fields, `errors` {field: FieldError}, `clean` what `change_bimtek` takes."""

    def __init__(self, bimtek: Bimtek, data: QueryDict | None = None) -> None:
        self.bimtek = bimtek
        stored = {
            "title": bimtek.title,
            "first_day": short_date(bimtek.first_day),
            "days": str(bimtek.days),
            "venue": bimtek.venue,
            "address": bimtek.address,
        }
        self.values = stored if data is None else {key: data.get(key, "") for key in stored}
        self.errors, self.clean = FieldErrors(), {}

    @property
    def lengths(self) -> list[tuple[str, str]]:
        return [(str(number), f"{number} hari") for number in range(1, MOST_DAYS + 1)]

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        self._take("title", lambda raw: parse_name(raw, label="Judul", limit=200).text)
        self._take("first_day", parse_date)
        self._take("days", self._days)
        self._take("venue", lambda raw: parse_text(raw, limit=200, one_line=True).text)
        self._take("address", lambda raw: parse_text(raw, limit=500, one_line=True).text)
        if not self.errors and self.clean["first_day"]:
            self._between(self.clean["first_day"], self.clean["days"])
        return not self.errors

    def _take(self, field, parse):
        with self.errors.of(field):
            self.clean[field] = parse(self.values[field])

    def _days(self, raw):
        days = natural(raw, 1) or 0
        if not 1 <= days <= MOST_DAYS:
            raise FieldError("field_error", "Pilih salah satu dari daftar.")
        behind = self.bimtek.steps.filter(day__gt=days).count()
        if behind:
            sentence = f"Masih ada {behind} langkah sesudah hari {days}. Pindahkan atau hapus dahulu di Jalannya acara."
            raise FieldError("field_error", sentence, names_field=True)
        return days

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
        self.errors["first_day"] = FieldError("field_error", sentence, names_field=True)
