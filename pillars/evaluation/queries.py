"""How far the programmes came: per pillar and year, per group of the action plan, one pillar programme by programme.

A programme is planned in a year when the year is among its years. It runs when somebody said that it is running or
finished; the share is what runs of what was planned. A programme of several owners counts once, with its own pillar.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from pillars.cards.pillar_columns import columns_of
from pillars.evaluation.content import ACTION_GROUPS, QuestionSection, evaluation_parts
from pillars.evidence.queries import files_of
from pillars.kinds import CHOICES, KINDS
from pillars.models import ItemAnswer, Programme, Realisation
from workshops.number_format import show_number
from workshops.plans.models import Plan


@dataclass
class Tally:
    """How many programmes: planned in a year, of these running, finished, not begun and not reported; `beyond` run
    though nobody planned them for that year.
    """

    planned: int = 0
    running: int = 0
    finished: int = 0
    not_begun: int = 0
    silent: int = 0
    beyond: int = 0

    @property
    def done(self) -> int:
        return self.running + self.finished

    @property
    def share(self) -> str:
        """Return `90%`, `66,7%`, or "–" where nothing was planned."""
        if not self.planned:
            return "–"
        share = (Decimal(100 * self.done) / self.planned).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{show_number(share.quantize(Decimal(1)) if share == share.to_integral_value() else share)}%"

    @property
    def brief(self) -> str:
        """Return `9 dari 10`, as it stands in the cell of a year."""
        return f"{self.done} dari {self.planned}" if self.planned else "–"

    def add(self, year: int, programme: Programme, row: Any) -> None:
        """Count one programme; `row` is its Realisation of that year, or None."""
        begun = row is not None and row.status != Realisation.NOT_BEGUN
        if year not in (programme.years or []):
            self.beyond += begun
            return
        self.planned += 1
        if row is None:
            self.silent += 1
        else:
            self.running += row.status == Realisation.RUNNING
            self.finished += row.status == Realisation.FINISHED
            self.not_begun += not begun


@dataclass(frozen=True)
class EvaluationRow:
    """One line of a table: a pillar (`column`) or a group of the action plan; `by_year`: [(year, Tally)]."""

    label: str
    tally: Tally
    by_year: list = field(default_factory=list)
    column: Any = None


@dataclass(frozen=True)
class Evaluation:
    """The sheet of one year. `undated`: programmes whose years nobody has filled in."""

    year: int
    years: list
    pillars: list
    total: EvaluationRow
    groups: list
    undated: int


@dataclass(frozen=True)
class ProgrammeYearRow:
    """One programme in one year: its realisation (None: not reported) and the files that prove it."""

    programme: Programme
    row: Realisation | None
    files: list
    planned: bool
    year: int

    @property
    def budget(self) -> int | None:
        """Return rupiah planned for the year, or None."""
        return (self.programme.budget_by_year or {}).get(str(self.year))

    @property
    def label(self) -> str:
        return status_label(self.row.status) if self.row else "Belum dilaporkan"

    @property
    def warning(self) -> str:
        """Return what does not fit together, as a sentence; ""."""
        return status_warning(self.row.status, self.row.percent) if self.row else ""


def status_label(status: str) -> str:
    """Return the words of a state."""
    return KINDS["realisasi"].field("status").label_of(status)


def status_warning(status: str, percent: Decimal | None) -> str:
    """Return what is odd about a state and its percent; ""."""
    if percent is None:
        return ""
    if status == Realisation.NOT_BEGUN and percent > 0:
        return f"Belum mulai, tetapi {show_number(percent)}%. Periksa keadaan atau persennya."
    if status == Realisation.FINISHED and percent < 100:
        return f"Selesai, tetapi baru {show_number(percent)}%. Periksa, atau jelaskan di catatan."
    return ""


def year_of(plan: Plan, text: Any) -> int:
    """Return the year that an address names, else this year, else the nearest one of the plan."""
    now = timezone.now().year
    wanted = int(text) if (text or "").isdecimal() and len(text) == 4 else now
    return min(max(wanted, plan.period_start), plan.period_end)


def programmes_of(plan: Plan, pillar: str | None = None) -> list[Programme]:
    """Return the live programmes of a plan (or of the pillar with this code), in their order."""
    rows = Programme.objects.filter(plan=plan, deleted_in=None).select_related("pillar", "lead_opd")
    return list(rows.filter(pillar__code=pillar) if pillar else rows.order_by("pillar__position", "position", "number"))


def realised(plan: Plan, **where: int | str) -> dict[str, Any]:
    """Return {(id of a programme, year): Realisation} of live ones."""
    rows = Realisation.objects.filter(plan=plan, deleted_in=None, **where)
    return {(row.programme_id, row.year): row for row in rows}


def read_evaluation(plan: Plan, year: int) -> Evaluation:
    """Return the Evaluation of a year in four queries."""
    programmes, rows = programmes_of(plan), realised(plan)
    pillars = []
    for column in columns_of(plan):
        mine = [one for one in programmes if one.pillar.code == column.code]
        by_year = [(one, tally_of(mine, rows, one)) for one in plan.years]
        pillars.append(EvaluationRow(column.name, tally_of(mine, rows, year), by_year, column))
    sums = [(one, tally_of(programmes, rows, one)) for one in plan.years]
    total = EvaluationRow("Jumlah", tally_of(programmes, rows, year), sums)
    undated = sum(not one.years for one in programmes)
    return Evaluation(year, plan.years, pillars, total, _groups(programmes, rows, year), undated)


def _groups(programmes, rows, year):
    names = {choice.value: choice.label for choice in CHOICES["action_group"]}
    found = []
    for key in ACTION_GROUPS:
        mine = [one for one in programmes if one.action_group == key]
        found.append(EvaluationRow(names[key], tally_of(mine, rows, year)))
    return found


def tally_of(programmes: list[Programme], rows: dict[Any, Any], year: int) -> Tally:
    """Return the Tally of `programmes` in a year."""
    tally = Tally()
    for programme in programmes:
        tally.add(year, programme, rows.get((programme.pk, year)))
    return tally


def read_pillar(plan: Plan, code: str, year: int) -> list[ProgrammeYearRow]:
    """Return [Done] of one pillar in a year: what was planned for it first, then what was not; four queries."""
    programmes = programmes_of(plan, code)
    rows: dict[Any, Any] = realised(plan, year=year, programme__pillar__code=code)
    files = files_of(plan, [row.ref for row in rows.values()])
    found = []
    for one in programmes:
        row = rows.get((one.pk, year))
        found.append(ProgrammeYearRow(one, row, files.get(row.ref, []) if row else [], year in (one.years or []), year))
    return sorted(found, key=lambda done: not done.planned)


def realisation_of(plan: Plan, programme: Programme, year: int) -> Realisation | None:
    """Return the live Realisation of a programme in a year, or None."""
    rows = Realisation.objects.filter(plan=plan, programme=programme, year=year, deleted_in=None)
    return rows.select_related("programme__pillar").first()


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question with its answer of a year (None: not answered) and the files that prove it."""

    item: Any
    row: ItemAnswer | None
    files: list


def read_answers(plan: Plan, year: int) -> list[tuple[QuestionSection, list[Any], int]]:
    """Return [(Part, [Asked], how many of them are answered)] of a year; two queries."""
    rows = {row.item: row for row in ItemAnswer.objects.filter(plan=plan, report_year=year, deleted_in=None)}
    files = files_of(plan, [row.ref for row in rows.values()])
    found = []
    for part in evaluation_parts():
        asked = [_asked(one, rows.get(one.code), files) for one in part.items]
        found.append((part, asked, sum(one.row is not None for one in asked)))
    return found


def _asked(item, row, files):
    return AnsweredQuestion(item, row, files.get(row.ref, []) if row else [])


def answer_of(plan: Plan, item: str, year: int) -> ItemAnswer | None:
    """Return the live ItemAnswer to a question in a year, or None."""
    return ItemAnswer.objects.filter(plan=plan, item=item, report_year=year, deleted_in=None).first()
