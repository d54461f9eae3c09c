"""What a facilitator types about steps, and what is said to the room; every error names its field."""

import re

from django.http import QueryDict

from workshops.agenda.models import Step
from workshops.agenda.run_sheet import hour
from workshops.agenda.templates import TYPES, WHO
from workshops.plans.models import Bimtek, Plan
from workshops.text import FieldError, FieldErrors, natural, parse_name, parse_text

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


class StepForm:
    """One step. `values` is what stands in the fields, `errors` {field: FieldError}, `clean` values of `Step`."""

    def __init__(self, bimtek: Bimtek, step: Step | None = None, data: QueryDict | None = None) -> None:
        self.step = step
        self.days = [(str(day), f"Hari {day}") for day in range(1, bimtek.days + 1)]
        if step and (str(step.day), f"Hari {step.day}") not in self.days:
            self.days.append((str(step.day), f"Hari {step.day}"))
        self.types, self.whos = list(TYPES.items()), list(WHO.items())
        self.kinds = [("", "Tidak ada"), *FILLS.items()]
        self.values = _shown(step) if data is None else {key: data.get(key, "") for key in _shown(step)}
        self.errors, self.clean = FieldErrors(), {}

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        self._take("title", lambda raw: parse_name(raw, label="Nama langkah", limit=200).text)
        self._take("planned_start", _minute_of_day)
        self._take("minutes", _minutes)
        self._take("instruction", _lines)
        for key, limit in (("projector_example", 600), ("done_when", 400)):
            self._take(key, lambda raw, limit=limit: parse_text(raw, limit=limit, one_line=False).text)
        for key, choices in (("day", self.days), ("type", self.types), ("who", self.whos), ("kind", self.kinds)):
            self._take(key, lambda raw, choices=choices: _one_of(raw, choices))
        if not self.errors:
            self.clean["day"] = int(self.clean["day"])
            self.clean["fills"] = self._fills(self.clean.pop("kind"))
        return not self.errors

    def _take(self, field, parse):
        with self.errors.of(field):
            self.clean[field] = parse(self.values[field])

    def _fills(self, kind):
        """The fields of the kind that the step had already stay with it; another kind begins with all of its fields."""
        kept = self.step.fills if self.step else []
        if kind == _kind_of(kept):
            return kept
        return [{"kind": kind, "fields": []}] if kind else []


def _shown(step):
    if step is None:
        empty = dict.fromkeys(("title", "planned_start", "instruction", "projector_example", "done_when", "kind"), "")
        return empty | {"day": "1", "minutes": "30", "type": "group_work", "who": "pillar_groups"}
    return {
        "title": step.title,
        "day": str(step.day),
        "planned_start": hour(step.planned_start),
        "minutes": str(step.minutes),
        "type": step.type,
        "who": step.who,
        "kind": _kind_of(step.fills),
        "instruction": "\n".join(step.instruction),
        "projector_example": step.projector_example,
        "done_when": step.done_when,
    }


def _kind_of(fills):
    return next((fill["kind"] for fill in fills if fill.get("kind") in FILLS), "")


def _minute_of_day(raw):
    found = _TIME.fullmatch(raw)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise FieldError("field_error", "Tulis jam mulai seperti 10.15.", names_field=True)
    return int(found[1]) * 60 + int(found[2])


def _minutes(raw):
    minutes = natural(raw.strip(), 5) or 0
    if not 0 < minutes <= LONGEST_MINUTES:
        raise FieldError("field_error", f"Tulis lama dalam menit, 1 sampai {LONGEST_MINUTES}.", names_field=True)
    return minutes


def _lines(raw):
    text = parse_text(raw, limit=LINES * (LONGEST_LINE + 1), one_line=False).text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > LINES or any(len(line) > LONGEST_LINE for line in lines):
        sentence = f"Paling banyak {LINES} baris, masing-masing paling banyak {LONGEST_LINE} karakter."
        raise FieldError("field_error", sentence, names_field=True)
    return lines


def _one_of(raw, choices):
    if raw not in [value for value, _ in choices]:
        raise FieldError("field_error", "Pilih salah satu dari daftar.")
    return raw


class AnnouncementForm:
    """An announcement (`group` "" for everybody) or the note of a call; `limit` characters at most."""

    def __init__(
        self,
        plan: Plan,
        data: QueryDict | None = None,
        *,
        limit: int = 400,
        label: str = "Isi pengumuman",
        needed: bool = True,
    ) -> None:
        self.groups = [("", "Semua kelompok"), *plan.groups.values_list("slug", "name")]
        self.values = {"text": (data or {}).get("text", ""), "group": (data or {}).get("group", "")}
        self.limit, self.label, self.needed = limit, label, needed
        self.errors, self.clean = FieldErrors(), {}

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        with self.errors.of("text"):
            self.clean["text"] = parse_text(self.values["text"], limit=self.limit, one_line=True).text
            if self.needed and not self.clean["text"]:
                raise FieldError("field_error", f"{self.label} belum ditulis.", names_field=True)
        with self.errors.of("group"):
            self.clean["group"] = _one_of(self.values["group"], self.groups)
        return not self.errors
