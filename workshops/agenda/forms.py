"""What a facilitator types about steps, and what is said to the room; every error names its field."""

import re
from typing import Any

from django.http import QueryDict

from workshops.agenda.models import Step
from workshops.agenda.run_sheet import hour
from workshops.agenda.templates import TYPES, WHO
from workshops.forms import ChoiceField, Form, NameField, TextField
from workshops.plans.models import Bimtek, Plan
from workshops.text import FieldError, natural

#: What a step may be about, by the keys of the kinds; their labels are those of `pillars.kinds`.
FILLS = {
    "masalah": "Masalah",
    "sasaran": "Sasaran",
    "strategi": "Strategi",
    "program": "Program",
    "kesiapan": "Kesiapan",
    "kesenjangan": "Kesenjangan",
    "swot": "SWOT",
    "kata_kunci": "Kata kunci",
    "visi_misi": "Visi dan misi",
    "tujuan": "Tujuan",
    "nominasi_quick_win": "Nominasi quick win",
    "profil_quick_win": "Profil quick win",
    "risiko": "Risiko",
    "tautan_rpjmd": "Kaitan RPJMD",
    "catatan_telaah": "Catatan telaah",
    "pilar": "Pilar",
    "kelembagaan": "Kelembagaan",
}
LINES, LONGEST_LINE = 3, 200
LONGEST_MINUTES = 600
_TIME = re.compile(r"\s*(\d{1,2})\s*[.:]\s*(\d{2})\s*")


def _kind_of(fills):
    return next((fill["kind"] for fill in fills if fill.get("kind") in FILLS), "")


def _minute_of_day(text):
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise FieldError("field_error", "Tulis jam mulai seperti 10.15.")
    return int(found[1]) * 60 + int(found[2])


def _minutes(text):
    minutes = natural(text, 5) or 0
    if not 0 < minutes <= LONGEST_MINUTES:
        raise FieldError("field_error", f"Tulis lama dalam menit, 1 sampai {LONGEST_MINUTES}.")
    return minutes


def _lines(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > LINES or any(len(line) > LONGEST_LINE for line in lines):
        sentence = f"Paling banyak {LINES} baris, masing-masing paling banyak {LONGEST_LINE} karakter."
        raise FieldError("field_error", sentence)
    return lines


class StepForm(Form):
    """One step; after `is_valid()` the values of a `Step`."""

    title = NameField("Nama langkah", 200)
    day = ChoiceField("Hari")
    planned_start = TextField("Mulai", parse=_minute_of_day)
    minutes = TextField("Lama (menit)", parse=_minutes)
    type = ChoiceField("Jenis", TYPES.items())
    who = ChoiceField(
        "Siapa",
        WHO.items(),
        foot="Kelompok komponen dan kelompok pilar: orang pindah ke tempatnya saat langkah dimulai.",
    )
    kind = ChoiceField("Yang diisi", [("", "Tidak ada"), *FILLS.items()], required=False)
    instruction = TextField("Petunjuk, tiga baris", LINES * (LONGEST_LINE + 1), rows=3, required=False, parse=_lines)
    projector_example = TextField("Contoh", 600, rows=3, required=False)
    done_when = TextField("Selesai bila", 400, rows=3, required=False)

    def __init__(
        self, bimtek: Bimtek, step: Step | None = None, data: QueryDict | None = None, *, initial: dict | None = None
    ) -> None:
        super().__init__(data, initial=_stored(step) | (initial or {}))
        self.step = step
        days = [*range(1, bimtek.days + 1)]
        days += [step.day] if step and step.day not in days else []
        self.fields["day"].choices = [(str(day), f"Hari {day}") for day in days]

    def clean(self) -> dict[str, Any]:
        """Make of the kind what the step fills, and of the day a number."""
        given = super().clean()
        if not self.errors:
            given["day"] = int(given["day"])
            given["fills"] = self._fills(given.pop("kind"))
        return given

    def _fills(self, kind):
        """The fields of the kind that the step had already stay with it; another kind begins with all of its fields."""
        kept = self.step.fills if self.step else []
        if kind == _kind_of(kept):
            return kept
        return [{"kind": kind, "fields": []}] if kind else []


def _stored(step):
    if step is None:
        return {"day": "1", "minutes": "30", "type": "group_work", "who": "pillar_groups"}
    named = ("title", "minutes", "type", "who", "projector_example", "done_when")
    return {name: str(getattr(step, name)) for name in named} | {
        "day": str(step.day),
        "planned_start": hour(step.planned_start),
        "kind": _kind_of(step.fills),
        "instruction": "\n".join(step.instruction),
    }


class AnnouncementForm(Form):
    """An announcement to everybody, or to the `group` with that slug."""

    text = TextField(
        "Isi pengumuman",
        400,
        needed="Isi pengumuman belum ditulis.",
        rows=2,
        one_line=True,
        attrs={"maxlength": 400},
    )
    group = ChoiceField("Untuk", required=False)

    def __init__(self, plan: Plan, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["group"].choices = [("", "Semua kelompok"), *plan.groups.values_list("slug", "name")]


class CallForm(Form):
    """What a group calls the facilitator for."""

    text = TextField(
        "Yang ingin ditanyakan",
        300,
        rows=3,
        one_line=True,
        required=False,
        attrs={"maxlength": 300},
    )
