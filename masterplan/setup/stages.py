"""The page of the wizard with the bimteks: which ones, when, where; and the agenda that each of them gets."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property

from masterplan.setup.former_plan import agenda_of
from masterplan.setup.forms import WizardPageForm
from workshops.agenda.actions.schedule import planned
from workshops.agenda.run_sheet import hour
from workshops.agenda.templates import DEFAULT, TEMPLATES
from workshops.dates import DAYS, long_date, parse_date, short_date, weeks_later
from workshops.forms import BoundField, ChoiceField, TextField, with_note

if TYPE_CHECKING:
    from masterplan.setup.wizard import Wizard


COPY = "salinan"
#: Templates that are no series of bimteks; a meeting between two of them is added when it comes.
NOT_HERE = ("daring",)
#: Weeks between two bimteks where nothing says otherwise.
WEEKS = 4
MOST = 8


@dataclass(frozen=True)
class Stage:
    """One bimtek of the page. `days` are [(label, [step])]; a step is {"at", "title", "minutes"}."""

    name: str
    what: str
    length: int
    days: list
    last: str
    day: BoundField
    venue: BoundField


class StagesPage(WizardPageForm):
    """The series, and a date and a venue for each bimtek. It gives agenda [(Bimtek, [Step])], unsaved.

    Dates left open follow the one before at the distance of the series, on the same day of the week.
    """

    pattern = ChoiceField("Pola bimtek", required=False, widget=forms.RadioSelect)
    shown = forms.Field(required=False)

    def __init__(self, wizard: "Wizard", raw: dict[str, Any] | None = None, *, is_judged: bool = False) -> None:
        copied = wizard.former if wizard.takes("acara") else None
        self.copied = agenda_of(copied)[:MOST] if copied else []
        super().__init__(wizard, raw, is_judged=is_judged)
        if self.values["pattern"] not in dict(self._codes()):
            self.values["pattern"] = self._codes()[0][0]
        self.pattern = self.values["pattern"]
        self.fields["pattern"].choices = [(code, with_note(name, when)) for code, name, when in self.patterns]
        for number in range(1, 1 + (len(self.agenda) if is_judged else MOST)):
            self.fields[f"day_{number}"] = TextField(
                "Hari pertama", required=False, optional=False, parse=parse_date, attrs={"class": "num"}
            )
            self.fields[f"venue_{number}"] = TextField("Tempat", 200, required=False)

    def defaults(self) -> dict[str, str]:
        venues = {f"venue_{number}": bimtek.venue for number, (bimtek, _) in enumerate(self.copied, 1)}
        return {"pattern": COPY if self.copied else DEFAULT, "shown": ""} | venues

    def _codes(self):
        shipped = [(code, series) for code, series in TEMPLATES.items() if code not in NOT_HERE]
        return ([(COPY, None)] if self.copied else []) + shipped

    @property
    def patterns(self) -> list[tuple[str, str, str]]:
        """Return [(code, title, when to use it)]."""
        copied = f"Seperti {self.wizard.former.region.name} {self.wizard.former.period_start}" if self.copied else ""
        return [
            (code, series.title, series.when_to_use)
            if series
            else (code, copied, f"{len(self.copied)} bimtek dengan langkah-langkah yang dipakai waktu itu.")
            for code, series in self._codes()
        ]

    @property
    def changed(self) -> bool:
        """Whether another series was chosen than the one whose bimteks were on the page."""
        return bool(self.values["shown"]) and self.values["shown"] != self.pattern

    @cached_property
    def agenda(self) -> list[tuple[Any, list[Any]]]:
        """Return [(Bimtek, [Step])] of the series, unsaved."""
        if self.pattern == COPY:
            return self.copied
        count = len(TEMPLATES[self.pattern].bimteks)
        return planned(TEMPLATES[self.pattern], [None] * count, [""] * count)

    @property
    def _weeks(self):
        gap = TEMPLATES[self.pattern].gap_days if self.pattern in TEMPLATES else 0
        return round(gap / 7) or WEEKS

    def clean(self) -> dict[str, Any]:
        """Return the agenda with its days and venues; each bimtek begins after the one before."""
        given, before = super().clean(), None
        for number, (bimtek, _) in enumerate(self.agenda, 1):
            day = f"day_{number}"
            first = given.get(day)
            if first is None and day not in self.errors and before:
                first = weeks_later(before.first_day, self._weeks, bimtek.days)
            bimtek.first_day, bimtek.venue = first, given.get(f"venue_{number}", "")
            if first and before and first <= before.last_day:
                self.wrong(day, _too_early(bimtek, before))
            before = bimtek if first else before
        return {"agenda": self.agenda}

    @property
    def stages(self) -> list[Stage]:
        """Return the bimteks as the page shows them, dates that were left open as they will be."""
        judged = self if self.is_bound else StagesPage(self.wizard, self.values, is_judged=True)
        judged.full_clean()
        return [self._stage(number, *pair) for number, pair in enumerate(judged.agenda, 1)]

    def _stage(self, number, bimtek, steps):
        day, first = f"day_{number}", bimtek.first_day
        last = first + timedelta(days=bimtek.days - 1) if first else None
        of_days = [[step for step in steps if step.day == n + 1] for n in range(bimtek.days)]
        self.values[day] = self.values.get(day) or short_date(first)
        self.fields[day].foot = DAYS[first.weekday()] if first else ""
        return Stage(
            bimtek.short,
            bimtek.theme,
            bimtek.days,
            [(f"hari {n}", [_line(step) for step in own]) for n, own in enumerate(of_days, 1)],
            short_date(last),
            self[day],
            self[f"venue_{number}"],
        )


def _line(step):
    return {"at": hour(step.planned_start), "title": step.title, "minutes": step.minutes}


def _too_early(bimtek, before):
    return (
        f"{bimtek.short} mulai {long_date(bimtek.first_day)}, sebelum {before.short} selesai "
        f"({long_date(before.last_day)}). Periksa salah satunya."
    )
