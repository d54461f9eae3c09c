"""What is typed about homework: to whom and what, a note, a date; every error names its field and says what to do."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone

from pillars.cards.values import CHAIN_MODELS, parse_ref
from pillars.homework.actions import MOST, TaskAssignment
from pillars.homework.holders import office_like
from pillars.kinds import KINDS
from pillars.models import Task
from workshops.forms import ChoiceField, Form, TextField
from workshops.membership.actors import active_participants
from workshops.plans.local_time import local
from workshops.plans.models import Opd, Plan
from workshops.text import FieldError, natural

NOTE = 400
_TIME = re.compile(r"\s*(\d{1,2})\s*[.:]\s*(\d{2})\s*")
#: A window that is longer than this is a slip of the pen.
LONGEST_DAYS = 366


def _done_note(text: str) -> str:
    if len(text) < 3:
        sentence = "Catatan belum diisi. Tulis singkat apa yang sudah dilakukan."
        raise FieldError("field_error", sentence)
    return text


class DoneForm(Form):
    """What was done of a task that is ticked off."""

    id_format = "selesai-%s"
    note = TextField(
        "Catatan",
        NOTE,
        rows=3,
        parse=_done_note,
        help_text="Bila isian tidak dapat diberikan: tulis mengapa, dan siapa yang menyediakan datanya.",
        attrs={"maxlength": NOTE},
    )


def receivers_to_choose(plan: Plan) -> list[tuple[str, list[Any]]]:
    """Return [(heading, [(value, label)])] of everybody who can be given a task."""
    offices = [(office.ref, office.short or office.name) for office in plan.opds.all()]
    people = active_participants(plan).order_by("name")
    named = [(person.ref, f"{person.name}, {person.institution}") for person in people]
    return [("Perangkat daerah", offices), ("Orang", named)]


class ReceiverForm(Form):
    """Who gets a task."""

    kepada = ChoiceField("Kepada", needed="Kepada: pilih orang atau perangkat daerah.")

    def __init__(self, plan: Plan, data: QueryDict | None = None, **stored: Any) -> None:
        super().__init__(data, initial=stored)
        self.fields["kepada"].choices = [("", "Pilih penerima"), *receivers_to_choose(plan)]


class ChangeForm(ReceiverForm):
    """Receiver and note of one task."""

    note = TextField("Pesan", NOTE, rows=2, required=False, attrs={"maxlength": NOTE})


class AssignmentForm(ChangeForm):
    """Many tasks for one receiver: `pilih` values as `Suggestion.value`; `asked` [TaskAssignment] after `is_valid`."""

    pilih = forms.Field(required=False, widget=forms.CheckboxSelectMultiple)
    asked: list[TaskAssignment]

    def clean(self) -> dict[str, Any]:
        """Refuse what no page of ours sent, and too much at once."""
        given = super().clean()
        found = [_asked(value) for value in given["pilih"]]
        if not found or None in found:
            self.wrong("pilih", "Pilih sedikitnya satu isian.")
        elif len(found) > MOST:
            sentence = f"Paling banyak {MOST} tugas sekali beri. Kurangi pilihan, lalu beri sisanya."
            self.wrong("pilih", sentence)
        if not self.errors:
            together: dict[str, Any] = {}
            for card, keys in found:
                together.setdefault(card, []).extend(keys)
            to, note = given["kepada"], given["note"]
            self.asked = [TaskAssignment(card, tuple(keys), to, note) for card, keys in together.items()]
        return given


def _asked(value):
    """(ref, keys) of `sasaran-5:baseline,sources`, or None for what no page of ours sent."""
    ref, _, listed = value.partition(":")
    keys = tuple(key for key in listed.split(",") if key)
    try:
        kind, _ = parse_ref(ref)
    except ValueError:
        return None
    return (ref, keys) if kind in CHAIN_MODELS and keys and set(keys) <= set(KINDS[kind].keys) else None


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
        raise FieldError("field_error", sentence) from None


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise FieldError("field_error", "Jam ditulis seperti 16.00.")


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
            self.wrong("day", sentence, "out_of_range")
        elif ahead > LONGEST_DAYS * 86_400:
            sentence = "Tanggal itu lebih dari setahun lagi. Periksa tahunnya."
            self.wrong("day", sentence, "out_of_range")
        return given


class ManyForm(ReceiverForm):
    """Several tasks of the list at once: `pilih` numbers, `act` tarik, kembalikan or alihkan, `kepada` for the last."""

    pilih = forms.Field(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, plan: Plan, data: QueryDict | None = None) -> None:
        super().__init__(plan, data)
        self.act = data.get("act", "") if data is not None else ""
        self.fields["kepada"].required = self.act == "alihkan"

    @property
    def numbers(self) -> list[int | None]:
        """Return the numbers that were ticked, None for what is none."""
        return [natural(text, 9) for text in self["pilih"].value()]

    def clean(self) -> dict[str, Any]:
        """Demand a task."""
        if not self.numbers or None in self.numbers:
            self.wrong("pilih", "Pilih sedikitnya satu tugas.")
        return super().clean()
