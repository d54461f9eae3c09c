"""What is typed about homework: to whom and what, a note, a date; every error names its field and says what to do."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone

from pillars.cards.values import CHAIN_MODELS, parse_ref
from pillars.homework.actions.assignment import MOST, TaskAssignment
from pillars.homework.holders import office_like
from pillars.kinds import KINDS
from pillars.models import Task
from workshops.forms import ChoiceField, Form, TextField
from workshops.membership.actors import active_participants
from workshops.plans.local_time import local
from workshops.plans.models import Opd, Plan
from workshops.text import FieldError, FieldErrors, natural, parse_text

NOTE = 400
_TIME = re.compile(r"\s*(\d{1,2})\s*[.:]\s*(\d{2})\s*")
#: A window that is longer than this is a slip of the pen.
LONGEST_DAYS = 366


def note_of(data: Mapping[str, Any], name: str = "note", *, label: str = "Catatan", needed: bool = False) -> str:
    """Return the note of a form, cleaned. Raises FieldError."""
    text = parse_text(data.get(name, ""), limit=NOTE, one_line=False).text
    if needed and len(text) < 3:
        raise FieldError(
            "field_error", f"{label} belum diisi. Tulis singkat apa yang sudah dilakukan.", names_field=True
        )
    return text


def receivers_to_choose(plan: Plan) -> list[tuple[str, list[Any]]]:
    """Return [(heading, [(value, label)])] of everybody who can be given a task."""
    offices = [(office.ref, office.short or office.name) for office in plan.opds.all()]
    people = active_participants(plan).order_by("name")
    named = [(person.ref, f"{person.name}, {person.institution}") for person in people]
    return [("Perangkat daerah", offices), ("Orang", named)]


class GiveForm:
    """Many tasks for one receiver: `pilih` values as `Suggestion.value`, `kepada`, `note`.

    `asked` [Asked] after `is_valid`; `errors` {field: FieldError}; `chosen` the values that were ticked.
    """

    def __init__(self, plan: Plan, data: QueryDict | None = None, to: str = "") -> None:
        self.groups = receivers_to_choose(plan)
        self.to = data.get("kepada", "") if data is not None else to
        self.note = data.get("note", "") if data is not None else ""
        self.chosen = set(data.getlist("pilih")) if data is not None else None
        self.data, self.errors, self.asked = data, FieldErrors(), []

    def is_valid(self) -> bool:
        """Read what was sent; True when all of it can be taken."""
        with self.errors.of("note"):
            note = note_of(self.data or {})
        if self.to not in {value for _, options in self.groups for value, _ in options}:
            self.errors["kepada"] = FieldError(
                "field_error", "Kepada: pilih orang atau perangkat daerah.", names_field=True
            )
        found = [_asked(value) for value in self.data.getlist("pilih")]
        if not found or None in found:
            self.errors["pilih"] = FieldError("field_error", "Pilih sedikitnya satu isian.", names_field=True)
        elif len(found) > MOST:
            sentence = f"Paling banyak {MOST} tugas sekali beri. Kurangi pilihan, lalu beri sisanya."
            self.errors["pilih"] = FieldError("field_error", sentence, names_field=True)
        if not self.errors:
            together = {}
            for card, keys in found:
                together.setdefault(card, []).extend(keys)
            self.asked = [TaskAssignment(card, tuple(keys), self.to, note) for card, keys in together.items()]
        return not self.errors


def _asked(value):
    """(ref, keys) of `sasaran-5:baseline,sources`, or None for what no page of ours sent."""
    ref, _, listed = value.partition(":")
    keys = tuple(key for key in listed.split(",") if key)
    try:
        kind, _ = parse_ref(ref)
    except ValueError:
        return None
    return (ref, keys) if kind in CHAIN_MODELS and keys and set(keys) <= set(KINDS[kind].keys) else None


class ChangeForm:
    """Receiver and note of one task; `values` is what stands in the fields."""

    def __init__(self, plan: Plan, task: Task, data: QueryDict | None = None) -> None:
        self.groups = receivers_to_choose(plan)
        current = task.participant or task.opd
        stored = {"kepada": current.ref if current else "", "note": task.note}
        self.values = {key: data.get(key, stored[key]) for key in stored} if data is not None else stored
        self.errors, self.clean = FieldErrors(), {}

    def is_valid(self) -> bool:
        """Read what was sent; True when all of it can be taken."""
        with self.errors.of("note"):
            self.clean["note"] = note_of(self.values)
        self.clean["to"] = self.values["kepada"]
        return not self.errors


class HandOnForm(Form):
    """The colleague to whom a task goes; those of the same office stand first."""

    kepada = ChoiceField(
        "Rekan",
        needed="Rekan: pilih nama dari daftar. Belum ada? Minta fasilitator menambahkannya.",
        help_text="Ia masuk dengan nama dan kodenya sendiri. Anda tetap melihat hasilnya.",
    )

    def __init__(self, plan: Plan, task: Task, office: Opd | None, data: QueryDict | None = None) -> None:
        super().__init__(data)
        rows = active_participants(plan).exclude(pk=task.participant_id).order_by("name")
        offices = list(plan.opds.all())
        near = [row for row in rows if office and office_like(row.institution, offices) == office]
        others = [row for row in rows if row not in near]
        groups = [
            (f"Rekan di {office.short or office.name}" if office else "", [_option(row) for row in near]),
            ("Peserta lain" if near else "Peserta", [_option(row) for row in others]),
        ]
        named = [(heading, options) for heading, options in groups if options]
        self.fields["kepada"].choices = [("", "Pilih nama"), *named]

    @property
    def number(self) -> int:
        """Return the number of the person who was chosen."""
        return int(self.cleaned_data["kepada"].partition("-")[2])


def _option(row):
    return row.ref, f"{row.name}, {row.institution}"


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = "Tanggal belum dapat dibaca. Pilih tanggal, misalnya 2026-12-02."
        raise FieldError("field_error", sentence, names_field=True) from None


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise FieldError("field_error", "Jam ditulis seperti 16.00.", names_field=True)


class WindowForm(Form):
    """A date and a time of day on the clocks of the plan's region; `until` (UTC) after `is_valid`."""

    day = TextField("Tanggal", parse=_date, attrs={"type": "date"})
    time = TextField("Jam", parse=_time, help_text="Waktu daerah")

    def __init__(self, plan: Plan, until: datetime | None = None, data: QueryDict | None = None) -> None:
        here = local(until, plan) if until else None
        stored = {"day": f"{here:%Y-%m-%d}" if here else "", "time": f"{here:%H.%M}" if here else "16.00"}
        super().__init__(data, initial=stored)
        self.plan = plan
        self.until: datetime | None = None

    def clean(self) -> dict[str, Any]:
        """Refuse a moment that has passed, and one that is too far away to be meant."""
        given = super().clean()
        if self.errors:
            return given
        until = self.until = datetime.combine(given["day"], given["time"], ZoneInfo(self.plan.time_zone))
        ahead = (until - timezone.now()).total_seconds()
        if ahead <= 0:
            sentence = "Tanggal dan jam itu sudah lewat. Pilih sesudah sekarang."
            self.wrong("day", sentence, "out_of_range", names_field=True)
        elif ahead > LONGEST_DAYS * 86_400:
            sentence = "Tanggal itu lebih dari setahun lagi. Periksa tahunnya."
            self.wrong("day", sentence, "out_of_range", names_field=True)
        return given


class ManyForm:
    """Several tasks of the list at once: `pilih` numbers, `act` tarik, kembalikan or alihkan, `kepada` for the last.

    `numbers` after `is_valid`; `error` a FieldError for the choice or the receiver.
    """

    def __init__(self, plan: Plan, data: QueryDict | None = None) -> None:
        self.groups = receivers_to_choose(plan)
        self.data = data
        self.act = data.get("act", "") if data is not None else ""
        self.to = data.get("kepada", "") if data is not None else ""
        self.numbers = [natural(text, 9) for text in data.getlist("pilih")] if data is not None else []
        self.errors = FieldErrors()

    def is_valid(self) -> bool:
        """Read what was sent; True when all of it can be taken."""
        if not self.numbers or None in self.numbers:
            self.errors["pilih"] = FieldError("field_error", "Pilih sedikitnya satu tugas.", names_field=True)
        known = {value for _, options in self.groups for value, _ in options}
        if self.act == "alihkan" and self.to not in known:
            sentence = "Kepada: pilih orang atau perangkat daerah."
            self.errors["kepada"] = FieldError("field_error", sentence, names_field=True)
        return not self.errors
