"""What is recorded under an office, what happened to it, and finding an office by any of its names. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pillars import fields
from pillars.cards.display import people_of
from pillars.cards.suggestions import names_of_office, plain_name
from pillars.models import Programme, RenstraProgramme, Target, Task
from pillars.models.reference_data import Objective
from pillars.reference_data.row_states import objectives
from workshops.live.actions.plan_write import existing
from workshops.live.journal import history
from workshops.plans.models import Opd, Plan

#: A name that reads so alike may be meant; longer texts are no names, and after so many nobody chooses one by one.
NEAR, LONGEST_NAME, MOST_LOOKED = 0.6, 200, 100


@dataclass
class Uses:
    """The rows under one office: programmes it leads, targets whose figures it holds, sasaran, Renstra, tasks."""

    programmes: list
    targets: list
    objectives: list
    renstra: list
    tasks: list

    @property
    def total(self) -> int:
        return sum(map(len, (self.programmes, self.targets, self.objectives, self.renstra, self.tasks)))

    @property
    def cards(self) -> list[Programme | Target]:
        return [*self.programmes, *self.targets]

    @property
    def movable(self) -> list[tuple[str, str, str, str]]:
        """Return [(ref, what it is, its code, its text)] of all that another office may take over."""
        return [
            *((one.ref, "", one.code, one.name) for one in self.programmes),
            *((one.ref, "Angka awal", one.code, "") for one in self.targets),
            *((one.ref, "Sasaran RPJMD", one.code, "") for one in self.objectives),
            *((one.ref, f"Program Renstra {one}", "", "") for one in self.renstra),
            *((one.ref, f"Tugas {one.number}", "", "") for one in self.tasks),
        ]


def uses_of(office: Opd) -> Uses:
    """Return the Uses of an office, cards in the bin included."""
    plan = office.plan
    programmes = Programme.objects.filter(plan=plan, lead_opd=office).select_related("pillar")
    targets = Target.objects.filter(plan=plan, baseline_owner=office).select_related("pillar")
    rows = [row for row in objectives().filter(plan=plan) if office in offices_in(row)]
    renstra = RenstraProgramme.objects.filter(plan=plan, opd=office).select_related("opd")
    tasks = Task.objects.filter(plan=plan, opd=office)
    return Uses(list(programmes), list(targets), rows, list(renstra), list(tasks))


def office_of(plan: Plan, number: int) -> Opd:
    """Return the office `opd-<number>` of a plan. Raises NotFound."""
    row = existing(Opd.objects.filter(plan=plan, number=number).select_related("merged_into").first())
    row.plan = plan
    return row


def offices_in(objective: Objective) -> set[Opd]:
    """Return every office that an indicator of a sasaran names."""
    found = set()
    for measure in objective.measures or [objective]:
        found |= {measure.lead_opd, *measure.support_opds.all()}
    return {office for office in found if office is not None}


class KnownOffices:
    """The offices of a plan by whatever they are called; each name is worked out once, lists hold hundreds."""

    def __init__(self, plan: Plan) -> None:
        self.rows = list(plan.opds.all())
        self.exact, self.names, self._found, self._looked = {}, {}, {}, 0
        for row in self.rows:
            self.exact.setdefault(plain_name(row.name), []).append(row)
            for name in names_of_office(row.name, row.short, [text for text in row.aliases if isinstance(text, str)]):
                self.names.setdefault(name, []).append(row)

    def find(self, text: str) -> tuple[Opd | None, list[Any]]:
        """Return (the office that is meant or None, offices that may be meant)."""
        plain = plain_name(text)
        if plain not in self._found:
            self._found[plain] = self._look(plain)
        return self._found[plain]

    def name_of(self, ref: str) -> str:
        """Return the name of the office with this ref, the ref itself for none."""
        return next((row.name for row in self.rows if row.ref == ref), ref)

    def _look(self, plain):
        found = self.exact.get(plain) or self.names.get(plain, [])
        if len(found) == 1:
            return found[0], []
        return None, (found or self._near(plain))[:3]

    def _near(self, plain):
        """The offices whose names read alike, best first; for a text that is no name nobody looks."""
        if len(plain) > LONGEST_NAME or self._looked >= MOST_LOOKED:
            return []
        self._looked += 1
        alike = [(fields.similar(plain, plain_name(row.name)), row) for row in self.rows]
        return [row for share, row in sorted(alike, key=lambda one: -one[0]) if share >= NEAR]


@dataclass(frozen=True)
class OfficeHistoryRow:
    """One line: `who` did `what` at `at`."""

    who: str
    at: datetime
    what: str


def past_of(plan: Plan, office: Opd) -> list[OfficeHistoryRow]:
    """Return [Past] of an office, merges of others into it included."""
    events = [event for event in history(plan, office.ref) if event.verb.startswith("frame.")]
    people = people_of(plan, [event.actor for event in events]) if events else {}
    names = {row.ref: row.name for row in Opd.every.filter(plan=plan)}
    told = [(event, _words(event, office.ref, names)) for event in events]
    return [OfficeHistoryRow(people[event.actor].name, event.at, words) for event, words in told if words]


def _words(event, ref, names):
    changed = event.changes.get(ref, {})
    first, second = (names.get(one, "OPD lain") for one in (*event.refs, "", "")[:2])
    match event.verb:
        case "frame.office_added":
            return "menambahkan OPD ini"
        case "frame.office_renamed":
            before, after = changed.get("name", ["", ""])
            return f"mengganti nama “{before}” menjadi “{after}”"
        case "frame.office_closed":
            return f"menutup OPD ini sejak {changed['closed_year'][1]}"
        case "frame.office_reopened":
            return "membuka lagi OPD ini"
        case "frame.office_saved":
            return "mengubah keterangan OPD ini"
        case "frame.office_merged" if event.refs[0] == ref:
            return f"menggabungkan OPD ini ke {second}"
        case "frame.office_merged":
            return f"menggabungkan {first} ke OPD ini"
        case "frame.office_parted":
            return f"memisahkan lagi {first}" if event.refs[0] != ref else "memisahkan lagi OPD ini"
        case "frame.office_split" if event.refs[0] == ref:
            return f"memecah OPD ini: {second}"
        case "frame.office_split":
            return f"membentuk OPD ini dari {first}"
        case "frame.imported":
            return "mencatatnya saat mengimpor dari Excel"
        case "frame.unimported":
            return "membatalkan impor dari Excel"
    return ""
